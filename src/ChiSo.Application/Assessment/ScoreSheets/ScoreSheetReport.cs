using System.Collections.Immutable;
using ChiSo.Application.Documents;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using static ChiSo.Application.Documents.WrittenBlock;

namespace ChiSo.Application.Assessment.ScoreSheets;

/// <summary>The report a unit signs and sends ("báo cáo tự đánh giá"), with its score sheet as the annex, in the form of Decree 30/2020/NĐ-CP. Number, place, day and signature are left to the unit.</summary>
public static class ScoreSheetReport
{
    private const int Decimals = 2;

    public static WrittenDocument Of(ScoreSheet score) => new()
    {
        Parts =
        [
            new(Landscape: false, [.. OfficialForm.Head(score.Sheet.Unit.Name.Vi, "BC"), .. OfficialForm.Title("BÁO CÁO", About(score.Sheet)), .. Numbered(score.Sheet.IsExplanation ? [Explained(score), Filled(score), Supported(score), LetThrough(score)] : [Total(score), ByField(score), Losses(score), Filled(score), Supported(score), LetThrough(score)]), .. OfficialForm.Signature(["Cơ quan thường trực cải cách hành chính"], "THỦ TRƯỞNG ĐƠN VỊ")]),
            new(Landscape: true, [.. AnnexHead(score.Sheet), Annex(score)]),
        ],
        Foot = $"{(score.Sheet.Round.Illustrative ? "Số liệu minh họa · " : "")}{ScoreSheetWords.State(score.Sheet)} · Mã phiếu {score.Code}",
    };

    private static string About(Sheet sheet) => sheet.IsExplanation
        ? $"Giải trình kết quả thẩm định Chỉ số cải cách hành chính năm {sheet.Round.Period}"
        : $"Kết quả tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm {sheet.Round.Period}";

    /// <summary>Sections with something in them, numbered.</summary>
    private static IEnumerable<WrittenBlock> Numbered(IEnumerable<Section> sections) =>
        sections.Where(section => section.Blocks.Length > 0).SelectMany((section, place) => section.Blocks.Insert(0, OfficialForm.Heading($"{Whole(place + 1)}. {section.Title}")));

    private static Section Explained(ScoreSheet score)
    {
        var rows = score.Rows.Where(row => row.IsOwn).ToList();
        var silent = rows.Count(row => row.Agrees is null);
        return new("Kết quả chung", [OfficialForm.Text($"{score.Sheet.Unit.Name.Vi} giải trình {Whole(rows.Count)} dòng bị trừ điểm khi thẩm định: đồng ý {Whole(rows.Count(row => row.Agrees == true))} dòng, không đồng ý {Whole(rows.Count(row => row.Agrees == false))} dòng{(silent > 0 ? $", chưa có ý kiến {Whole(silent)} dòng" : "")}.")]);
    }

    private static Section Total(ScoreSheet score)
    {
        var (points, max) = Sums(score.Base);
        var open = score.Base.Count(row => row.Points is null);
        var others = score.Rows.Count(row => row is { IsOwn: false, Node.IsLeaf: true });
        return new("Kết quả chung",
        [
            OfficialForm.Text($"{score.Sheet.Unit.Name.Vi} tự chấm {Points(points)} điểm trên {Plain(max)} điểm của {Whole(score.Base.Count())} dòng do đơn vị tự chấm, đạt {Share(points, max)}\u00A0%."),
            .. (score.Extra.Any() ? (ReadOnlySpan<WrittenBlock>)[OfficialForm.Text($"Điểm thưởng, điểm trừ tự chấm: {Points(score.Extra.Sum(row => row.Points ?? 0))} điểm.")] : []),
            .. (open > 0 ? (ReadOnlySpan<WrittenBlock>)[OfficialForm.Text($"{Whole(open)} dòng chưa tính được điểm ở bước này (chưa nhập, hoặc điểm phụ thuộc kết quả của cả khối), chưa cộng vào số trên.")] : []),
            .. (others > 0 ? (ReadOnlySpan<WrittenBlock>)[OfficialForm.Text($"{Whole(others)} dòng khác lấy từ điều tra, số liệu hệ thống hoặc do cơ quan khác chấm, không nằm trong phần tự chấm.")] : []),
        ]);
    }

    private static Section ByField(ScoreSheet score)
    {
        var fields = score.Sheet.Criteria.Roots.Select(root => (Root: root, Rows: score.Base.Where(row => root.SelfAndBelow().Any(node => node.Code == row.Node.Code)).ToList())).Where(field => field.Rows.Count > 0);
        return new("Theo lĩnh vực", [new Grid([12, 75, 18, 20, 20, 20], 1, Lined: true,
        [
            OfficialForm.Header("TT", "Lĩnh vực", "Số dòng", "Điểm tối đa", "Điểm tự chấm", "Tỷ lệ (%)"),
            .. fields.Select(field =>
            {
                var (points, max) = Sums(field.Rows);
                return Row(field.Root, OfficialForm.Right(Whole(field.Rows.Count)), OfficialForm.Right(Plain(max)), OfficialForm.Right(Points(points)), OfficialForm.Right(Share(points, max)));
            }),
        ])]);
    }

    private static Section Losses(ScoreSheet score)
    {
        var lost = score.Base.Where(row => row.Lost > 0).OrderByDescending(row => row.Lost).ToList();
        return new("Các dòng chưa đạt điểm tối đa", lost.Count == 0 ? [] : [new Grid([14, 61, 16, 16, 16, 42], 1, Lined: true,
        [
            OfficialForm.Header("TT", "Tiêu chí", "Điểm tối đa", "Tự chấm", "Mất điểm", "Lý do"),
            .. lost.Select(row => Row(row.Node, OfficialForm.Right(Plain(row.Node.Max.Value)), OfficialForm.Right(Points(row.Points ?? 0)), OfficialForm.Right(Points(row.Lost)), GridCell.Of(row.Reason))),
        ])]);
    }

    /// <summary>How many figures others filled in, and each one with a case.</summary>
    private static Section Filled(ScoreSheet score)
    {
        var figures = score.Rows.SelectMany(row => row.Prefilled, (row, one) => (row.Node, Figure: one)).ToList();
        if (figures.Count == 0)
            return new("Số liệu điền sẵn", []);
        var disputed = figures.Where(one => one.Figure.Dispute is not null).ToList();
        var undecided = disputed.Count(one => one.Figure.IsUndecided);
        return new("Số liệu điền sẵn",
        [
            OfficialForm.Text($"{Whole(figures.Count)} số liệu do cơ quan khác điền sẵn, ghi nguồn và ngày truy vấn ở phụ lục; {(undecided == 0 ? "không có phản ánh nào chưa được quyết định" : $"{Whole(undecided)} số liệu đang có phản ánh, chưa được quyết định")}."),
            .. disputed.Count == 0 ? (ReadOnlySpan<WrittenBlock>)[] : [new Grid([14, 55, 48, 48], 1, Lined: true,
            [
                OfficialForm.Header("TT", "Số liệu", "Theo nguồn", "Tình trạng"),
                .. disputed.Select(one => (ImmutableArray<GridCell>)[GridCell.Of(one.Node.Number.ToString()), GridCell.Of(one.Figure.MeaningIn(one.Node.Scoring!)), GridCell.Of(FigureWords.SourceOf(one.Figure)), GridCell.Of(FigureWords.StateOf(one.Figure, one.Node, score.Sheet.Positions.GetValueOrDefault(one.Node.Code)), bold: one.Figure.IsUndecided)]), // pre-filled lines are scored
            ])],
        ]);
    }

    private static Section Supported(ScoreSheet score)
    {
        var own = score.Rows.Where(row => row.IsOwn).ToList();
        var with = own.Count(row => !row.Evidence.IsEmpty);
        return new("Tài liệu kiểm chứng", [OfficialForm.Text($"{Whole(with)} dòng có tài liệu kiểm chứng, {Whole(own.Count - with)} dòng không có. Danh mục ở phụ lục.")]);
    }

    private static Section LetThrough(ScoreSheet score)
    {
        var rows = score.Rows.SelectMany(row => row.LetThrough).ToList();
        return new("Mục kiểm tra được cho qua khi gửi", rows.Count == 0 ? [] : [new Grid([14, 44, 44, 42, 21], 1, Lined: true,
        [
            OfficialForm.Header("TT", "Tiêu chí", "Mục kiểm tra", "Lý do", "Người cho qua"),
            .. rows.Select(one => Row(one.Finding.Node, GridCell.Of(one.Finding.Check.What.Vi), GridCell.Of($"{one.Ground.Vi}: {one.Override.Reason}"), GridCell.Of($"{one.Override.By}, {VietnamTime.Write(one.Override.At)}"))),
        ])]);
    }

    private static IEnumerable<WrittenBlock> AnnexHead(Sheet sheet) =>
    [
        new Paragraph([new("PHỤ LỤC", Bold: true)], TextAlign.Centre, ParagraphKind.Heading),
        new Paragraph([new($"{ScoreSheetWords.Title(sheet)} của {sheet.Unit.Name.Vi}", Bold: true)], TextAlign.Centre, Before: 0),
        new Paragraph([new("(Kèm theo Báo cáo số:       /BC-       ngày …… tháng …… năm ………)", Italic: true)], TextAlign.Centre, Before: 0),
    ];

    private static Grid Annex(ScoreSheet score)
    {
        var explains = score.Sheet.IsExplanation;
        return new(explains ? [14, 58, 16, 18, 18, 20, 38, 40, 35] : [14, 72, 18, 20, 45, 48, 40], 1, Lined: true,
        [
            explains ? OfficialForm.Header("TT", "Lĩnh vực, tiêu chí", "Điểm tối đa", "Đơn vị đề nghị", "Thẩm định", "Ý kiến", "Số liệu, kết quả", "Tài liệu kiểm chứng", "Giải trình")
                : OfficialForm.Header("TT", "Lĩnh vực, tiêu chí, tiêu chí thành phần", "Điểm tối đa", "Tự chấm", "Số liệu, kết quả", "Tài liệu kiểm chứng", "Giải trình"),
            .. score.Rows.Select(row => AnnexRow(row, explains)),
        ]);
    }

    private static ImmutableArray<GridCell> AnnexRow(ScoreRow row, bool explains)
    {
        var bold = !row.Node.IsLeaf;
        GridCell Number(decimal? points) => GridCell.Of(points is { } known ? Points(known) : "", TextAlign.Right, bold);
        return
        [
            GridCell.Of(row.Node.Number.ToString(), bold: bold), GridCell.Of(row.Node.Name.Vi, bold: bold), GridCell.Of(Plain(row.Node.Max.Value), TextAlign.Right, bold), Number(row.Points),
            .. (IEnumerable<GridCell>)(explains ? [Number(row.Appraised), GridCell.Of(ScoreSheetWords.Opinion(row))] : []),
            row.IsOwn || bold ? Said(row) : new([new(ScoreSheetWords.SuppliedBy(row.Node), Italic: true)]), Lines(row.Evidence), GridCell.Of(row.Reason),
        ];
    }

    private static GridCell Said(ScoreRow row) => row.Filled.IsEmpty ? Lines(row.Entered) : new([.. row.Entered.Select(line => new WrittenRun(line)), .. row.Filled.Select(line => new WrittenRun(line, Italic: true))]);

    private static GridCell Lines(ImmutableArray<string> lines) => lines.IsEmpty ? GridCell.Of("") : new([.. lines.Select(line => new WrittenRun(line))]);

    private static (decimal Points, decimal Max) Sums(IEnumerable<ScoreRow> rows) =>
        rows.Aggregate((Points: 0m, Max: 0m), (sum, row) => (sum.Points + (row.Points ?? 0), sum.Max + row.Node.Max.Value));

    private static ImmutableArray<GridCell> Row(CriteriaNode node, params ReadOnlySpan<GridCell> cells) => [GridCell.Of(node.Number.ToString()), GridCell.Of(node.Name.Vi), .. cells];

    private static string Share(decimal points, decimal max) => max == 0 ? "" : VietnameseNumbers.ToText(points / max * 100, Decimals);

    private static string Points(decimal value) => VietnameseNumbers.ToText(value, Decimals);

    private static string Plain(decimal value) => VietnameseNumbers.ToText(value);

    private static string Whole(int count) => VietnameseNumbers.ToText(count, 0);

    private sealed record Section(string Title, ImmutableArray<WrittenBlock> Blocks);
}
