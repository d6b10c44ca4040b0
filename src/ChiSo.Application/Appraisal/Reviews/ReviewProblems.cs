using ChiSo.Application.People;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>Why a line can't be appraised, asked about or confirmed.</summary>
internal static class ReviewProblems
{
    public static string Named(ReviewLine line) => $"{line.Unit.Name.Vi}, {line.Node.Number} {line.Node.Name.Vi}";

    public static Problem NoSuchLine(string where) => new("review.no-line", where, new("Giai đoạn này không có dòng này.", "This stage has no such line."), new("Tải lại trang rồi chọn lại dòng.", "Load the page again and choose the line."));

    public static Problem NotAllowed(ReviewLine line, Person person) => line.Assigned.Barred.Contains(person.Id)
        ? new("review.not-allowed", Named(line), new("Bạn đã khai xung đột lợi ích với đơn vị này nên không thẩm định dòng nào của đơn vị.", "You declared an interest in this unit, so you appraise no line of it."),
            new("Đồng nghiệp hoặc Tổ giúp việc Hội đồng thẩm định thay; chỉ cơ quan thường trực rút được khai báo.", "Colleagues or the council's working group do; only the standing office withdraws a declaration."))
        : new("review.not-allowed", Named(line), new("Dòng này không được phân công cho cơ quan của bạn, hoặc là của chính đơn vị bạn.", "The line is not assigned to your agency, or is of your own unit."),
            new("Xem bảng phân công thẩm định.", "Look at who appraises what."));

    public static Problem StageClosed(ReviewLine line) => new("review.stage-closed", Named(line), new("Giai đoạn thẩm định này chưa mở hoặc đã hết hạn.", "This stage of appraisal is not open."), new("Xem lịch của kỳ.", "Look at the round's dates."));

    public static Problem WrongStep(ReviewLine line) => new("review.wrong-step", Named(line),
        new($"Dòng đang ở trạng thái “{ReviewStates.WordsOf(line.State).Vi}” nên không làm được bước này.", $"The line stands at “{ReviewStates.WordsOf(line.State).En}”; this is not possible now."),
        new("Tải lại trang để xem trạng thái mới.", "Load the page again to see how it stands."));

    public static Problem Changed(ReviewLine line) => new("review.changed", Named(line), new("Người khác vừa sửa dòng này sau khi bạn mở trang.", "Somebody changed this line after you opened the page."),
        new("Xem nội dung mới rồi làm lại.", "Look at what stands now, then try again."));

    public static Problem NoReason(ReviewLine line) => new("review.no-reason", Named(line), new("Kết quả thẩm định khác nội dung đơn vị nộp, hoặc khác kết luận của cấp thứ nhất, nhưng chưa nêu lý do.", "The appraisal differs from what the unit handed in, or from what the first level decided, and no reason is given."),
        new("Ghi lý do điều chỉnh để đơn vị hiểu.", "Write the reason, so that the unit understands."));

    public static Problem NothingToAccept(ReviewLine line) => new("review.nothing-to-accept", Named(line), new("Đơn vị không nộp nội dung nào ở dòng này để chấp nhận.", "The unit handed in nothing on this line to accept."),
        new("Nhập kết quả thẩm định của cơ quan.", "Enter the agency's own figures."));

    public static Problem NoText(ReviewLine line) => new("review.no-text", Named(line), new("Chưa ghi nội dung hỏi hoặc lý do trả lại.", "The question, or the reason for the return, is missing."), new("Ghi rõ đơn vị cần làm gì.", "Write what the unit has to do."));

    public static Problem NotTheUnits(ReviewLine line) => new("review.not-the-units", Named(line), new("Dòng này không do đơn vị tự chấm, hoặc đã qua thẩm định lần 1, nên không trả lại được.", "The unit doesn't fill this line itself, or it was appraised before, so it can't be returned."),
        new("Hỏi đơn vị, hoặc điều chỉnh với lý do.", "Ask the unit, or change the line with a reason."));

    public static Problem NothingChosen(string where) => new("review.nothing-chosen", where, new("Chưa chọn dòng nào.", "No line is chosen."), new("Đánh dấu các dòng rồi làm lại.", "Tick the lines, then try again."));
}
