using System.Collections.Immutable;
using ChiSo.Application.Documents;
using ChiSo.Application.Vietnamese;
using static ChiSo.Application.Documents.WrittenBlock;

namespace ChiSo.Application.Surveys.Fieldwork;

/// <summary>What coordinators, interviewers and supervisors sign. Official documents are Vietnamese; numbers, places left open and signatures are written in by hand.</summary>
public static class FieldMinutes
{
    private const string Dots = "…………………………";

    /// <summary>Slips and forms that changed hands, with the people they are for when they go out.</summary>
    /// <param name="isIllustrative">Whether every page says so.</param>
    public static WrittenDocument HandOver(FieldBook book, FieldHandover row, bool isIllustrative)
    {
        var place = book.Place;
        var worker = book.Worker(row.InterviewerId);
        var (giver, taker) = row.IsBack ? (worker?.Name ?? Dots, row.By) : (row.By, worker?.Name ?? Dots);
        ImmutableArray<WrittenBlock> letter =
        [
            .. OfficialForm.Head(Asker(place), "BB"), .. OfficialForm.Title("BIÊN BẢN", $"Bàn giao phiếu khảo sát ({(row.IsBack ? "nhận lại" : "giao")}, lần {Whole(row.Number)})"),
            OfficialForm.Text($"Căn cứ {place.Survey.Declaration.Decision};"),
            OfficialForm.Text($"Hôm nay, ngày {VietnameseDates.ToText(row.Day)}, tại {Dots}, chúng tôi gồm:"),
            OfficialForm.Text($"1. Bên giao: {giver}, {(row.IsBack ? "điều tra viên" : "điều phối viên")}."),
            OfficialForm.Text($"2. Bên nhận: {taker}, {(row.IsBack ? "điều phối viên" : "điều tra viên")}."),
            OfficialForm.Text($"Cùng bàn giao phiếu của cuộc khảo sát “{Title(place)}” (mã {place.Survey.Code}), địa bàn {place.Area.Name}, như sau:"),
            Handed(row),
            .. Standing(book, row),
            OfficialForm.Text(row.IsBack
                ? "Bên nhận đã kiểm đếm, số lượng đúng như trên. Phiếu mời chưa dùng và phiếu hỏng được lưu để hủy theo quy định."
                : "Bên nhận đã kiểm đếm, số lượng đúng như trên. Bên nhận giữ kín mã trên phiếu mời, chỉ dùng phiếu cho đúng người có trong danh sách, không ghi họ tên hay số hiệu người trả lời lên phiếu hỏi."),
            OfficialForm.Text("Biên bản lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản."),
            .. OfficialForm.Signature([], "BÊN NHẬN", "BÊN GIAO"),
        ];
        var people = worker is null || row.IsBack ? [] : book.Of(worker).Where(person => person.IsOpen).ToList();
        return Of(letter, people.Count == 0 ? [] : Annex("Danh sách người được mời giao cho điều tra viên",
            new Grid([12, 40, 75, 38], 1, Lined: true, [OfficialForm.Header("TT", "Mã người", "Hỏi về đơn vị", "Tầng"), .. people.Select((person, at) => (ImmutableArray<GridCell>)
            [
                GridCell.Of(Whole(at + 1), TextAlign.Centre), GridCell.Of(person.Reference), GridCell.Of(Unit(place, person.Unit)), GridCell.Of(person.Stratum),
            ])])), landscape: false, isIllustrative);
    }

    /// <summary>Everybody drawn up to now with what they said of the visit; nothing of what they answered.</summary>
    /// <param name="isIllustrative">Whether every page says so.</param>
    public static WrittenDocument Recheck(RecheckList list, DateOnly day, bool isIllustrative)
    {
        var place = list.Place;
        var done = list.Rows.Count(row => row.Check.Result is not null);
        ImmutableArray<WrittenBlock> letter =
        [
            .. OfficialForm.Head(Asker(place), "BB"), .. OfficialForm.Title("BIÊN BẢN", "Phúc tra kết quả phỏng vấn"),
            OfficialForm.Text($"Căn cứ {place.Survey.Declaration.Decision};"),
            OfficialForm.Text($"Đến ngày {VietnameseDates.ToText(day)}, giám sát viên đã phúc tra cuộc khảo sát “{Title(place)}” (mã {place.Survey.Code}), địa bàn {place.Area.Name}."),
            OfficialForm.Heading("1. Chọn ngẫu nhiên"),
            OfficialForm.Text("Người được phúc tra rút ngẫu nhiên từ các lượt phỏng vấn ghi trong sổ mời, không từ câu trả lời; mỗi điều tra viên có ít nhất một người. Ai có danh sách và số gieo đều rút lại được đúng như vậy."),
            new Grid([14, 26, 20, 28, 30, 47], 1, Lined: true, [OfficialForm.Header("Lần", "Ngày", "Tỷ lệ", "Lượt trong khung", "Số gieo", "Mã khung (SHA-256)"), .. list.Draws.Select(draw => (ImmutableArray<GridCell>)
            [
                GridCell.Of(Whole(draw.Number), TextAlign.Centre), GridCell.Of(VietnameseDates.ToText(draw.Day), TextAlign.Centre), OfficialForm.Right($"{Whole(draw.Share)} %"), OfficialForm.Right(Whole(draw.Visits)), OfficialForm.Right(draw.Seed), GridCell.Of(draw.FrameHash[..16] + "…"),
            ])]),
            OfficialForm.Heading("2. Kết quả"),
            OfficialForm.Text($"Đã phúc tra {Whole(done)} trên {Whole(list.Rows.Length)} người được rút:"),
            new Grid([50, 20, 24, 24, 24, 23], 1, Lined: true, [OfficialForm.Header("Điều tra viên", "Được rút", "Đúng ghi nhận", "Khác ghi nhận", "Không có lượt", "Chưa rõ"), .. list.Rows.GroupBy(row => row.Interviewer).Select(Counts)]),
            OfficialForm.Heading("3. Kiến nghị"),
            OfficialForm.Text(Dots + Dots + Dots),
            .. OfficialForm.Signature([], "ĐIỀU PHỐI VIÊN", "GIÁM SÁT VIÊN"),
        ];
        return Of(letter, list.Rows.IsEmpty ? [] : Annex("Kết quả phúc tra từng người",
            new Grid([12, 34, 44, 36, 23, 23, 32, 38], 1, Lined: true, [OfficialForm.Header("TT", "Mã người", "Hỏi về đơn vị", "Điều tra viên", "Ngày đến", "Ngày phúc tra", "Kết quả", "Ghi chú"), .. list.Rows.Select((row, at) => (ImmutableArray<GridCell>)
            [
                GridCell.Of(Whole(at + 1), TextAlign.Centre), GridCell.Of(row.Person.Reference), GridCell.Of(Unit(place, row.Person.Unit)), GridCell.Of(row.Interviewer), GridCell.Of(VietnameseDates.ToText(row.Check.Visited), TextAlign.Centre),
                GridCell.Of(row.Check.Day is { } asked ? VietnameseDates.ToText(asked) : "", TextAlign.Centre), GridCell.Of(row.Check.Result is { } result ? FieldWords.Of(result).Vi : ""), GridCell.Of(row.Check.Note),
            ])])), landscape: true, isIllustrative);
    }

    internal static string Title(FieldPlace place) => place.Survey.Form.Title.In(place.Survey.Form.DefaultLanguage);

    internal static string Unit(FieldPlace place, string code) => place.Survey.Declaration.Rater(code)?.Name ?? place.Survey.Declaration.Unit(code)?.Name ?? code;

    internal static string Asker(FieldPlace place) => place.Survey.Declaration.Asker.GetValueOrDefault("vi") ?? place.Survey.Declaration.Asker.Values.First();

    private static Grid Handed(FieldHandover row) => new([12, 73, 40, 40], 1, Lined: true,
    [
        OfficialForm.Header("TT", "Loại phiếu", "Số lượng", "Trong đó hỏng"),
        [GridCell.Of("1", TextAlign.Centre), GridCell.Of("Phiếu mời có mã (mã dùng một lần)"), OfficialForm.Right(Whole(row.Slips)), OfficialForm.Right("")],
        [GridCell.Of("2", TextAlign.Centre), GridCell.Of(row.IsBack ? "Phiếu hỏi giấy đã điền hoặc chưa dùng" : "Phiếu hỏi giấy chưa điền"), OfficialForm.Right(Whole(row.Forms)), OfficialForm.Right("")],
        [GridCell.Of(""), GridCell.Of("Cộng", bold: true), OfficialForm.Right(Whole(row.Slips + row.Forms)), OfficialForm.Right(row.IsBack ? Whole(row.Spoiled) : "")],
    ]);

    /// <summary>What the interviewer was given, gave back and holds, this time with it.</summary>
    private static IEnumerable<WrittenBlock> Standing(FieldBook book, FieldHandover row)
    {
        var upToNow = book.Handovers.Where(one => one.InterviewerId == row.InterviewerId && one.Number <= row.Number).ToList();
        int Sum(bool isBack, Func<FieldHandover, int> of) => upToNow.Where(one => one.IsBack == isBack).Sum(of);
        var (slipsOut, slipsBack, formsOut, formsBack) = (Sum(false, one => one.Slips), Sum(true, one => one.Slips), Sum(false, one => one.Forms), Sum(true, one => one.Forms));
        return [OfficialForm.Text($"Tính cả lần này, điều tra viên đã nhận {Whole(slipsOut)} phiếu mời, {Whole(formsOut)} phiếu hỏi giấy; đã trả lại {Whole(slipsBack)} phiếu mời, {Whole(formsBack)} phiếu hỏi giấy.")];
    }

    private static ImmutableArray<GridCell> Counts(IGrouping<string, RecheckRow> rows)
    {
        GridCell Count(Func<RecheckResult?, bool> which) => OfficialForm.Right(Whole(rows.Count(row => which(row.Check.Result))));
        return [GridCell.Of(rows.Key), OfficialForm.Right(Whole(rows.Count())), Count(one => one == RecheckResult.Confirmed), Count(one => one == RecheckResult.Differs), Count(one => one == RecheckResult.NotVisited), Count(one => one is null or RecheckResult.NotReached)];
    }

    private static ImmutableArray<WrittenBlock> Annex(string title, Grid table) =>
        [new Paragraph([new("PHỤ LỤC", Bold: true)], TextAlign.Centre, ParagraphKind.Heading), new Paragraph([new(title, Bold: true)], TextAlign.Centre, Before: 0), OfficialForm.Text(""), table];

    private static WrittenDocument Of(ImmutableArray<WrittenBlock> letter, ImmutableArray<WrittenBlock> annex, bool landscape, bool isIllustrative) => new()
    {
        Parts = annex.IsEmpty ? [new(Landscape: false, letter)] : [new(Landscape: false, letter), new(landscape, annex)],
        Foot = isIllustrative ? "Số liệu minh họa" : "",
    };

    private static string Whole(int count) => VietnameseNumbers.ToText(count, 0);
}
