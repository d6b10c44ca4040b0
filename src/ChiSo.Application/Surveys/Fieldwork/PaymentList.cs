using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;

namespace ChiSo.Application.Surveys.Fieldwork;

/// <summary>Lists of payments ("bảng kê chi trả") to people who were interviewed and to interviewers: from visits in the book of invitations, never from answers.</summary>
public static class PaymentList
{
    private const string Money = "#,##0";
    private static readonly CellStyle Head = new(Bold: true, Fill: "E8EEF4", Bordered: true, Wrapped: true, Align: CellAlign.Centre);
    private static readonly CellStyle Line = new(Bordered: true, Wrapped: true);
    private static readonly CellStyle Middle = new(Bordered: true, Align: CellAlign.Centre);
    private static readonly CellStyle Paid = new(Bordered: true, Format: Money);
    private static readonly CellStyle Sum = new(Bold: true, Bordered: true, Format: Money);
    private static readonly CellStyle Title = new(Bold: true, Align: CellAlign.Centre);
    private static readonly CellStyle Said = new(Italic: true, Align: CellAlign.Centre);

    /// <param name="isIllustrative">Whether every page says so.</param>
    public static ImmutableArray<WrittenSheet> Of(FieldBook book, bool isIllustrative)
    {
        var (respondent, interviewer) = (book.Place.Area.PayRespondent, book.Place.Area.PayInterviewer);
        var done = book.Done().ToList();
        var people = done.Select((one, at) => Row(at, [WrittenCell.Of(one.Person.Reference, Line), WrittenCell.Of(FieldMinutes.Unit(book.Place, one.Person.Unit), Line), WrittenCell.Of(VietnameseDates.ToText(one.Visit.Day), Middle), WrittenCell.Of(respondent, Paid)])).ToList();
        var workers = book.Workers.Select(worker => (worker.Name, Count: done.Count(one => one.Visit.InterviewerId == worker.Id))).Where(one => one.Count > 0)
            .Select((one, at) => Row(at, [WrittenCell.Of(one.Name, Line), WrittenCell.Of(one.Count, Paid), WrittenCell.Of(interviewer, Paid), WrittenCell.Calculated($"C{Place(at)}*D{Place(at)}", one.Count * interviewer, Paid)])).ToList();
        return
        [
            Sheet(book, "Người trả lời", "BẢNG KÊ CHI TRẢ NGƯỜI TRẢ LỜI KHẢO SÁT", ["TT", "Mã người", "Hỏi về đơn vị", "Ngày phỏng vấn", "Số tiền (đồng)", "Ký nhận"], [6, 22, 34, 16, 16, 24], people, respondent * done.Count, isIllustrative),
            Sheet(book, "Điều tra viên", "BẢNG KÊ CHI TRẢ ĐIỀU TRA VIÊN", ["TT", "Họ và tên", "Số người đã phỏng vấn", "Đơn giá (đồng)", "Thành tiền (đồng)", "Ký nhận"], [6, 34, 16, 16, 18, 24], workers, interviewer * done.Count, isIllustrative),
        ];
    }

    private const int FirstRow = 7;

    private static int Place(int at) => FirstRow + at;

    private static WrittenRow Row(int at, IEnumerable<WrittenCell> cells) => new([WrittenCell.Of(at + 1, Middle), .. cells, WrittenCell.Blank(Line)], Height: 24);

    private static WrittenSheet Sheet(FieldBook book, string name, string title, string[] columns, ImmutableArray<double> widths, List<WrittenRow> rows, long total, bool isIllustrative)
    {
        var (place, last) = (book.Place, columns.Length);
        var foot = FirstRow + rows.Count;
        WrittenCell sum = rows.Count == 0 ? WrittenCell.Of(0, Sum) : WrittenCell.Calculated(string.Create(CultureInfo.InvariantCulture, $"SUM(E{FirstRow}:E{foot - 1})"), total, Sum);
        return new()
        {
            Name = name,
            Widths = widths,
            FrozenRows = FirstRow - 1,
            Page = new(Landscape: false, TitleRows: FirstRow - 1, Band: isIllustrative ? "Số liệu minh họa" : ""),
            Merged = [.. Enumerable.Range(1, 4).Select(row => new CellRange(row, 1, row, last)), new(foot, 1, foot, 4), new(foot + 1, 1, foot + 1, last), new(foot + 3, 1, foot + 3, 2), new(foot + 3, 3, foot + 3, 4), new(foot + 3, 5, foot + 3, 6), new(foot + 4, 1, foot + 4, 2), new(foot + 4, 3, foot + 4, 4), new(foot + 4, 5, foot + 4, 6)],
            Rows =
            [
                new([WrittenCell.Of(FieldMinutes.Asker(place).ToUpperInvariant(), new(Bold: true))]),
                new([WrittenCell.Of(title, Title)], Height: 24),
                new([WrittenCell.Of($"Cuộc khảo sát “{FieldMinutes.Title(place)}” (mã {place.Survey.Code}), địa bàn {place.Area.Name}", Said)]),
                new([WrittenCell.Of($"Căn cứ {place.Survey.Declaration.Decision}", Said)]),
                new([]),
                new([.. columns.Select(column => WrittenCell.Of(column, Head))], Height: 32),
                .. rows,
                new([WrittenCell.Of("Cộng", new(Bold: true, Bordered: true)), .. Enumerable.Repeat(WrittenCell.Blank(Line), 3), sum, WrittenCell.Blank(Line)], Height: 24),
                new([WrittenCell.Of("Số tiền bằng chữ: …………………………………………………………………………", new(Italic: true))], Height: 24),
                new([]),
                new([WrittenCell.Of("NGƯỜI LẬP", Title), WrittenCell.Blank(), WrittenCell.Of("KẾ TOÁN", Title), WrittenCell.Blank(), WrittenCell.Of("THỦ TRƯỞNG ĐƠN VỊ", Title)]),
                new([WrittenCell.Of("(Ký, ghi rõ họ tên)", Said), WrittenCell.Blank(), WrittenCell.Of("(Ký, ghi rõ họ tên)", Said), WrittenCell.Blank(), WrittenCell.Of("(Ký, đóng dấu)", Said)]),
            ],
        };
    }
}
