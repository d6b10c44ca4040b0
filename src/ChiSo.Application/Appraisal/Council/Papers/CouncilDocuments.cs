using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Documents;
using ChiSo.Application.Vietnamese;
using static ChiSo.Application.Documents.WrittenBlock;

namespace ChiSo.Application.Appraisal;

/// <summary>What the council's secretary sends and has signed: invitation with its papers, draft minutes, notice of conclusions. Official documents are Vietnamese; numbers, places left open and signatures are written in by hand.</summary>
public static class CouncilDocuments
{
    private const string Body = "Hội đồng thẩm định Chỉ số cải cách hành chính";
    private const string Chair = "CHỦ TỊCH HỘI ĐỒNG";

    /// <summary>Invites to decide what is open, with the lines as the annex.</summary>
    /// <param name="when">As the secretary wrote it: "8 giờ 00 ngày 20/02/2026"; empty leaves dots.</param>
    public static WrittenDocument Invitation(CouncilSheet sheet, string when, string where)
    {
        var open = sheet.Before.Where(line => line.State == CouncilState.Open).ToList();
        var disputed = open.Count(line => line.Causes.Contains(CouncilCause.Disputed));
        return Of(sheet,
            [
                .. OfficialForm.Head(Body, "GM"), .. OfficialForm.Title("GIẤY MỜI", $"Họp thẩm định kết quả Chỉ số cải cách hành chính năm {sheet.Round.Period}, {sheet.Block.Name.Vi}"),
                OfficialForm.Text($"{Body} trân trọng kính mời các thành viên Hội đồng dự họp:"),
                OfficialForm.Text($"1. Nội dung: xem xét {Whole(open.Count)} tiêu chí chờ Hội đồng kết luận, trong đó {Whole(disputed)} tiêu chí đơn vị chưa thống nhất với kết quả thẩm định; thông qua danh sách của khối."),
                OfficialForm.Text($"2. Thời gian: {OrDots(when)}."),
                OfficialForm.Text($"3. Địa điểm: {OrDots(where)}."),
                OfficialForm.Text("4. Tài liệu: danh sách tiêu chí ở phụ lục; tài liệu kiểm chứng xem trên hệ thống."),
                OfficialForm.Text("Hội đồng chỉ kết luận được khi có mặt quá nửa số thành viên. Thành viên vắng mặt đề nghị báo trước cho thư ký Hội đồng."),
                .. OfficialForm.Signature(["Các thành viên Hội đồng"], Chair),
            ],
            Annex("Danh sách tiêu chí trình Hội đồng", open, decided: false));
    }

    /// <summary>The minutes of one meeting as far as they are on record: who was there, what was decided by how many votes.</summary>
    public static WrittenDocument Minutes(CouncilSheet sheet, CouncilMeeting meeting)
    {
        var decided = sheet.DecidedAt(meeting).ToList();
        var passed = sheet.Pass?.MeetingId == meeting.Id;
        var form = meeting.InWriting ? "Lấy ý kiến bằng văn bản" : "Họp";
        return Of(sheet,
            [
                .. OfficialForm.Head(Body, "BB"), .. OfficialForm.Title("BIÊN BẢN", $"{form} thẩm định kết quả Chỉ số cải cách hành chính năm {sheet.Round.Period}, {sheet.Block.Name.Vi}"),
                OfficialForm.Text($"Thời gian: ngày {VietnameseDates.ToText(meeting.HeldOn)}. Địa điểm: {OrDots("")}. Văn bản ghi trên hệ thống: {meeting.Minutes}."),
                OfficialForm.Heading("1. Thành phần"),
                OfficialForm.Text($"{(meeting.InWriting ? "Gửi phiếu" : "Có mặt")} {Whole(meeting.Present.Length)} trên {Whole(meeting.Members)} thành viên{(meeting.IsQuorate ? ", quá nửa, đủ điều kiện kết luận" : ", không quá nửa, không đủ điều kiện kết luận")}:"),
                .. meeting.Present.Select((name, place) => OfficialForm.Text($"{Whole(place + 1)}. {name}")),
                OfficialForm.Heading("2. Nội dung và kết luận"),
                OfficialForm.Text(decided.Count == 0 ? "Chưa có kết luận nào được ghi cho khối này ở phiên này." : $"Hội đồng kết luận {Whole(decided.Count)} tiêu chí như phụ lục."),
                .. passed ? [OfficialForm.Text($"Hội đồng thông qua danh sách kết quả của {sheet.Block.Name.Vi}.")] : (ImmutableArray<WrittenBlock>)[],
                .. OfficialForm.Signature([], "THƯ KÝ HỘI ĐỒNG", Chair),
            ],
            Annex("Kết luận từng tiêu chí", decided, decided: true));
    }

    /// <summary>What the council concluded, for units and agencies; the list must be passed.</summary>
    public static WrittenDocument Notice(CouncilSheet sheet)
    {
        var decided = sheet.Lines.Where(line => line.State == CouncilState.Passed).ToList();
        var held = sheet.Meetings.FirstOrDefault(meeting => meeting.Id == sheet.Pass?.MeetingId);
        return Of(sheet,
            [
                .. OfficialForm.Head(Body, "TB"), .. OfficialForm.Title("THÔNG BÁO", $"Kết luận về kết quả Chỉ số cải cách hành chính năm {sheet.Round.Period}, {sheet.Block.Name.Vi}"),
                OfficialForm.Text($"{(held is null ? "" : $"Ngày {VietnameseDates.ToText(held.HeldOn)} ({held.Minutes}), ")}{Body} đã thông qua danh sách kết quả của {sheet.Block.Name.Vi}, gồm {Whole(sheet.Block.Units.Length)} đơn vị."),
                OfficialForm.Text($"Hội đồng kết luận {Whole(decided.Count)} tiêu chí như phụ lục. Các tiêu chí khác giữ kết quả thẩm định mà đơn vị đã thống nhất."),
                OfficialForm.Text("Đơn vị không đồng ý gửi đề nghị xem xét lại trên hệ thống, nêu căn cứ và tài liệu bổ sung."),
                .. OfficialForm.Signature(["Các đơn vị trong khối", "Các cơ quan chủ trì thẩm định"], $"TM. HỘI ĐỒNG, {Chair}"),
            ],
            Annex("Kết luận từng tiêu chí", decided, decided: true));
    }

    private static WrittenDocument Of(CouncilSheet sheet, ImmutableArray<WrittenBlock> letter, ImmutableArray<WrittenBlock> annex) => new()
    {
        Parts = annex.IsEmpty ? [new(Landscape: false, letter)] : [new(Landscape: false, letter), new(Landscape: true, annex)],
        Foot = sheet.Round.Illustrative ? "Số liệu minh họa" : "",
    };

    private static ImmutableArray<WrittenBlock> Annex(string title, List<CouncilLine> lines, bool decided)
    {
        if (lines.Count == 0)
            return [];
        var ordered = lines.GroupBy(line => line.Unit.Code).SelectMany(unit => unit);
        return
        [
            new Paragraph([new("PHỤ LỤC", Bold: true)], TextAlign.Centre, ParagraphKind.Heading),
            new Paragraph([new(title, Bold: true)], TextAlign.Centre, Before: 0),
            decided
                ? new Grid([45, 70, 18, 20, 20, 26, 58], 1, Lined: true, [OfficialForm.Header("Đơn vị", "Tiêu chí", "Đơn vị đề nghị", "Thẩm định", "Hội đồng", "Phiếu", "Kết luận"), .. ordered.Select(Decided)])
                : new Grid([50, 85, 20, 20, 20, 62], 1, Lined: true, [OfficialForm.Header("Đơn vị", "Tiêu chí", "Điểm tối đa", "Đơn vị đề nghị", "Thẩm định", "Lý do trình"), .. ordered.Select(Open)]),
        ];
    }

    private static ImmutableArray<GridCell> Open(CouncilLine line) =>
    [
        GridCell.Of(line.Unit.Name.Vi), GridCell.Of(Named(line)), OfficialForm.Right(VietnameseNumbers.ToText(line.Node.Max.Value)), OfficialForm.Right(Points(line, line.Claim)), OfficialForm.Right(Points(line, line.Appraised)),
        new([.. line.Causes.Select(cause => new WrittenRun(CouncilStates.WordsOf(cause).Vi)), .. line.Reopenings.Select(reopening => new WrittenRun($"{reopening.By}: {reopening.Reason}", Italic: true)), .. line.Prefilled.Where(one => one.IsUndecided).Select(one => new WrittenRun(FigureWords.StateOf(one, line.Node, line.Claim)))]),
    ];

    private static ImmutableArray<GridCell> Decided(CouncilLine line) =>
    [
        GridCell.Of(line.Unit.Name.Vi), GridCell.Of(Named(line)), OfficialForm.Right(Points(line, line.Claim)), OfficialForm.Right(Points(line, line.Appraised)), OfficialForm.Right(Points(line, line.Decision)),
        GridCell.Of(Votes(line.Vote)), GridCell.Of(line.Decision?.Reason ?? ""),
    ];

    private static string Named(CouncilLine line) => $"{line.Node.Number} {line.Node.Name.Vi}";

    private static string Votes(CouncilVote? vote) => vote is null ? "" : $"{Whole(vote.For)} tán thành, {Whole(vote.Against)} không, {Whole(vote.Abstained)} ý kiến khác{(vote.ByCastingVote ? "; Chủ tịch Hội đồng quyết định" : "")}";

    /// <summary>Empty while unknown, or while only the whole block tells.</summary>
    private static string Points(CouncilLine line, Position? position) => position is not null && SheetPoints.Of(line.Node, position) is { } points ? VietnameseNumbers.ToText(points, 2) : "";

    private static string OrDots(string text) => string.IsNullOrWhiteSpace(text) ? "…………………………" : text.Trim();

    private static string Whole(int count) => VietnameseNumbers.ToText(count, 0);
}
