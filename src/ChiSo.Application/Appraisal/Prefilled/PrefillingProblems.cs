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

    public static Problem NotYours(TableCell cell) => new("prefill.not-yours", cell.Where, new("Cơ quan của bạn không thẩm định tiêu chí này của đơn vị, hoặc đây là đơn vị của chính bạn.", "Your agency doesn't appraise this line of the unit, or the unit is your own."), new("Để trống giá trị ở dòng này.", "Leave the value of this row empty."));

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

    public static Problem NothingThere(TableCell cell) => new("prefill.nothing-there", cell.Where, new("Số liệu này của đơn vị chưa được nạp nên không có gì để rút.", "This figure of the unit isn't filled in, so there is nothing to take away."), new("Để trống giá trị ở dòng này.", "Leave the value of this row empty."));

    public static Problem OwnFigure(ReviewLine line) => new("prefill.own-figure", ReviewProblems.Named(line), new("Bạn đã nạp số liệu này nên không tự quyết định phản ánh về nó. Người làm thay và người được làm thay tính là một.", "You filled this figure in, so you don't decide the case about it. Whoever stands in for somebody counts as both."),
        new("Để cán bộ thẩm định khác của cơ quan quyết định; cơ quan không có ai khác thì Hội đồng quyết định cùng dòng này.", "Let another appraiser of the agency decide it; where there is none, the council does with the line."));

    public static Problem Explained(ReviewLine line) => new("prefill.explained", ReviewProblems.Named(line), new("Đơn vị đã giải trình dòng này sau thẩm định nên phản ánh không được quyết định lại.", "The unit has explained this line after its appraisal, so the case is not decided anew."),
        new("Thẩm định nội dung giải trình.", "Appraise what the unit explains."));

    public static Problem MarksFirst(ReviewLine line) => new("prefill.marks-first", ReviewProblems.Named(line), new("Dòng này được hai người chấm độc lập; phản ánh chỉ được quyết định khi đã có cả hai kết quả.", "Two people mark this line apart; the case is decided only once both marks are there."),
        new("Chấm dòng này, hoặc chờ người thứ hai.", "Mark the line, or wait for the second person."));

    public static Problem NothingNew(string fileName) => new("prefill.nothing-new", fileName, new("Tệp không có số liệu nào khác với số liệu đã nạp.", "The file holds nothing that isn't filled in already."), new("Không cần nạp.", "There is nothing to load."));

    public static Problem CaseOpen(ReviewLine line, LineFigure figure) => new("review.case-open", ReviewProblems.Named(line), new($"Đơn vị phản ánh số liệu {figure.Figure.Letter} và phản ánh chưa được quyết định.", $"The unit disputes figure {figure.Figure.Letter}, and the case isn't decided."),
        figure.Decider == CaseDecider.CouncilInsteadOfLoader ? new("Chờ Hội đồng quyết định cùng dòng này, hoặc cử thêm một người thẩm định của cơ quan.", "Wait for the council, which decides it with the line, or name another appraiser of the agency.") : new("Quyết định phản ánh trước.", "Decide the case first."));

    public static Problem CaseDecided(ReviewLine line, LineFigure figure) => new("review.case-decided", ReviewProblems.Named(line), new($"Kết quả thẩm định không có số liệu {figure.Figure.Letter} còn đúng: phản ánh đã được quyết định khác, hoặc đơn vị đã rút.", $"The appraisal doesn't carry figure {figure.Figure.Letter} as it stands: the case was decided otherwise, or the unit withdrew it."),
        new("Nhập lại kết quả thẩm định theo giá trị còn đúng.", "Enter the appraisal with the value that stands."));
}
