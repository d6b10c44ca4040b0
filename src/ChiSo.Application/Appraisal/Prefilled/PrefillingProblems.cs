using ChiSo.Application.Assessment;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>Why figures can't be filled in for units, or an appraisal can't stand beside a case about one.</summary>
internal static class PrefillingProblems
{
    public static Problem Unknown(string where) => new("prefill.unknown", where, new("Không có kỳ, khối hoặc phản ánh này.", "There is no such round, block or case."), new("Tải lại trang rồi chọn lại.", "Load the page again and choose once more."));

    public static Problem NotAllowed(string where) => new("prefill.not-allowed", where, new("Vai trò của bạn không được nạp số liệu điền sẵn ở đây.", "Your role doesn't let you fill figures in here."),
        new("Cơ quan thường trực, hoặc cơ quan thẩm định tiêu chí, nạp số liệu.", "The standing office, or the agency that appraises the line, fills them in."));

    public static Problem Closed(string where) => new("prefill.closed", where, new("Kỳ đánh giá chưa mở, hoặc đã chốt kết quả.", "The round is not open, or its results are frozen."), new("Xem lịch của kỳ.", "Look at the round's dates."));

    public static Problem NotYours(TableCell cell) => new("prefill.not-yours", cell.Where, new("Cơ quan của bạn không thẩm định tiêu chí này của đơn vị.", "Your agency doesn't appraise this line of the unit."), new("Để trống giá trị ở dòng này.", "Leave the value of this row empty."));

    public static Problem NoLine(TableCell cell) => new("prefill.no-line", cell.Where, new($"Không có tiêu chí “{cell.Text}” do đơn vị tự nhập bằng số liệu.", $"There is no line “{cell.Text}” that units fill with figures."),
        new("Giữ nguyên số hoặc mã tiêu chí như trong biểu mẫu.", "Keep the numbers or codes of lines as the template has them."));

    public static Problem NoFigure(TableCell cell, IReadOnlyList<string> letters) => new("prefill.no-figure", cell.Where, new($"Tiêu chí này không có số liệu “{cell.Text}”.", $"The line has no figure “{cell.Text}”."),
        new($"Ghi một trong: {string.Join(", ", letters)}.", $"Write one of: {string.Join(", ", letters)}."));

    public static Problem Twice(TableCell cell) => new("prefill.twice", cell.Where, new("Số liệu này của đơn vị đã có ở dòng trên.", "This figure of the unit stands in a row above."), new("Giữ lại một dòng.", "Keep one of the rows."));

    public static Problem TooLong(TableCell cell, int most) => new("prefill.too-long", cell.Where, new($"Nội dung dài quá {most} ký tự.", $"The text has more than {most} signs."), new("Viết ngắn lại.", "Make it shorter."));

    public static Problem DayToCome(TableCell cell) => new("prefill.day-to-come", cell.Where, new("Ngày truy vấn ở sau hôm nay.", "The day of the query is still to come."), new("Ghi ngày đã lấy số liệu từ hệ thống nguồn.", "Write the day the figure was taken from its system."));

    public static Problem HandedIn(TableCell cell) => new("prefill.handed-in", cell.Where, new("Đơn vị đã nộp, hoặc đã hết hạn tự chấm, nên không thay số liệu được nữa.", "The unit has handed in, or its self-assessment is over, so its figures can't change any more."),
        new("Để trống giá trị ở dòng này; ghi khác biệt khi thẩm định.", "Leave the value of this row empty; say what differs when you appraise."));

    public static Problem HasCase(TableCell cell) => new("prefill.has-case", cell.Where, new("Đơn vị đã phản ánh số liệu này, nên không nạp đè được.", "The unit disputes this figure, so it can't be loaded over."), new("Để trống giá trị ở dòng này; quyết định phản ánh trước.", "Leave the value of this row empty; the case is decided first."));

    public static Problem NothingNew(string fileName) => new("prefill.nothing-new", fileName, new("Tệp không có số liệu nào khác với số liệu đã nạp.", "The file holds nothing that isn't filled in already."), new("Không cần nạp.", "There is nothing to load."));

    public static Problem CaseOpen(ReviewLine line, LineFigure figure) => new("review.case-open", ReviewProblems.Named(line), new($"Đơn vị phản ánh số liệu {figure.Figure.Letter} và phản ánh chưa được quyết định.", $"The unit disputes figure {figure.Figure.Letter}, and the case isn't decided."),
        new("Quyết định phản ánh trước.", "Decide the case first."));

    public static Problem CaseDecided(ReviewLine line, LineFigure figure) => new("review.case-decided", ReviewProblems.Named(line), new($"Kết quả thẩm định còn giữ giá trị của số liệu {figure.Figure.Letter} đã bị bác khi quyết định phản ánh.", $"The appraisal carries the value of figure {figure.Figure.Letter} that the case was decided against."),
        new("Nhập lại kết quả thẩm định theo giá trị đã quyết định.", "Enter the appraisal with the value that stands."));
}
