using System.Collections.Immutable;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>Why something can't be done with a request for review.</summary>
internal static class RequestProblems
{
    public static Problem Unknown(string where) => new("request.unknown", where, new("Không có đề nghị, đơn vị hoặc tiêu chí này.", "There is no such request, unit or line."), new("Chọn lại từ danh sách.", "Choose again from the list."));

    public static Problem NotAllowed(string where) => new("request.not-allowed", where, new("Việc này thuộc lãnh đạo đơn vị đề nghị hoặc thư ký Hội đồng.", "This is for the asking unit's leader or the council's secretary."), new("Nhờ người có nhiệm vụ đó.", "Ask whoever holds that mandate."));

    public static Problem NotNow(string where) => new("request.not-now", where, new("Chỉ đề nghị được khi Hội đồng đã thông qua danh sách và kết quả chưa được phê duyệt.", "A request can be filed once the council has passed the list, until the results are approved."),
        new("Chờ Hội đồng thông qua danh sách; sau khi phê duyệt, chỉ một quyết định khác sửa được kết quả.", "Wait for the list to be passed; after the approval only another decision changes results."));

    public static Problem TooLate(string where, DateTime until) => new("request.too-late", where,
        new($"Hạn gửi đề nghị xem xét lại là {VietnamTime.Write(until)}, nay đã qua.", $"Requests for review were taken until {VietnamTime.Write(until)}, which has passed."),
        new("Đề nghị đã gửi trước hạn vẫn được xem xét. Sau khi phê duyệt, sai sót được sửa bằng một quyết định khác.", "Those filed in time are still looked at. After the approval, mistakes are mended by another decision."));

    public static Problem OpenAlready(string where) => new("request.open-already", where, new("Tiêu chí này đang có một đề nghị chưa xong.", "A request on this line is still open."), new("Xem đề nghị đang có, hoặc rút lại rồi gửi đề nghị mới.", "Look at it, or withdraw it and file another."));

    public static Problem NoGrounds(string where) => new("request.no-grounds", where, new("Chưa nêu căn cứ.", "The grounds are missing."), new("Nêu kết quả chưa đúng ở đâu, theo văn bản hoặc số liệu nào.", "Say what is wrong, by which document or figure."));

    public static Problem SameValue(string where) => new("request.same-value", where, new("Giá trị đề nghị bằng kết quả hiện có.", "The value asked for is what stands."), new("Ghi giá trị khác, hoặc không cần đề nghị.", "Ask for another value, or don't ask."));

    public static Problem NoReason(string where) => new("request.no-reason", where, new("Chưa ghi lý do.", "The reason is missing."), new("Ghi để đơn vị hiểu.", "Write it so that the unit understands."));

    public static Problem NoPanel(string where) => new("request.no-panel", where, new("Chưa chọn người xem xét.", "Nobody is named to look at it."), new("Chọn ít nhất một người chưa thẩm định tiêu chí này.", "Choose somebody who has not appraised this line."));

    public static Problem Barred(string name, Words why) => new("request.barred", name, new($"{name} {why.Vi} nên không xem xét đề nghị này được.", $"{name} {why.En}, and can't look at this request."),
        new("Chọn người khác.", "Choose another person."));

    public static Problem AccountClosed(string name) => new("request.account-closed", name, new($"Tài khoản của {name} đã đóng nên không xem xét đề nghị này được.", $"The account of {name} is closed, and can't look at this request."),
        new("Chọn người khác.", "Choose another person."));

    public static Problem SamePanel(string where) => new("request.same-panel", where, new("Người xem xét và hạn không khác trước.", "Panel and deadline are as before."), new("Chọn người khác hoặc ghi hạn khác.", "Choose other people or another deadline."));

    public static Problem NoVerdict(string where) => new("request.no-verdict", where, new("Chưa chọn đề xuất.", "Nothing is proposed yet."), new("Chọn chấp nhận, chấp nhận một phần hoặc không chấp nhận.", "Choose whether it is granted, granted in part or refused."));

    public static Problem NotOnPanel(string where) => new("request.not-on-panel", where, new("Việc này thuộc người được cử xem xét đề nghị.", "This is for whoever was named to look at the request."), new("Thư ký Hội đồng cử người xem xét khi nhận đề nghị.", "The council's secretary names them when the request is admitted."));

    /// <param name="silent">Names of those who said nothing yet.</param>
    public static Problem NotHeard(string where, RequestCase one, ImmutableArray<string> silent) => new("request.not-heard", where,
        new($"Mới có {one.Panel.Length - silent.Length} trong {one.Panel.Length} người xem xét nêu ý kiến; cần quá nửa. Chưa nêu: {string.Join(", ", silent)}.", $"{one.Panel.Length - silent.Length} of {one.Panel.Length} on the panel have said what they propose; over half must. Missing: {string.Join(", ", silent)}."),
        new("Nhắc những người này nêu ý kiến trên trang của đề nghị; ai không làm được thì đổi người xem xét.", "Ask them for their opinion on the request's page; where somebody can't give one, change the panel."));

    public static Problem NoFile(string where) => new("request.no-file", where, new("Chưa chọn tệp.", "No file is chosen."), new("Chọn tệp tài liệu rồi gửi lại.", "Choose the document and send it again."));

    public static Problem WrongFile(string where) => new("request.file", where, new("Tệp không thuộc loại được nhận.", "The file is of no accepted kind."), new("Gửi PDF, Word, Excel, ảnh hoặc tệp ZIP.", "Send a PDF, Word, Excel, picture or ZIP file."));

    public static Problem TooLong(string where) => new("request.file-too-long", where, new("Tệp lớn hơn 50 MB.", "The file is larger than 50 MB."), new("Nén ảnh hoặc chia tệp.", "Compress its pictures or split it."));

    public static Problem NotOffice(string where) => new("request.not-office", where, new("Việc này thuộc cơ quan thường trực.", "This is for the standing office."), new("Nhờ người có nhiệm vụ đó.", "Ask whoever holds that mandate."));

    public static Problem NoOverrideGround(string where) => new("request.no-override-ground", where, new("Chưa ghi lý do phê duyệt khi đề nghị chưa kết luận.", "The ground for approving before the conclusion is missing."), new("Ghi lý do và văn bản làm căn cứ; phụ lục của kỳ in lại.", "Write it with the document behind it; the round's annex prints it."));

    public static Problem NoRevokeReason(string where) => new("request.no-revoke-reason", where, new("Chưa ghi lý do thu hồi.", "The reason for revoking is missing."), new("Ghi vì sao đề nghị này lại phải được kết luận trước khi phê duyệt.", "Write why this request must be concluded before the approval after all."));

    public static Problem LongRevokeReason(string where) => new("request.revoke-reason-too-long", where, new($"Lý do thu hồi dài hơn {RequestOverrides.LongestReason} ký tự.", $"The reason for revoking is longer than {RequestOverrides.LongestReason} letters."), new("Ghi gọn lý do.", "Shorten it."));

    public static Problem OverrideThere(string where) => new("request.override-there", where, new("Đề nghị này đã có đề xuất cho phép phê duyệt.", "An override was proposed for this request already."), new("Tải lại trang để xem.", "Load the page again to see it."));

    public static Problem SamePerson(string where) => new("request.same-person", where, new("Người đề xuất không tự duyệt được. Người làm thay và người được làm thay tính là một.", "Whoever proposes can't approve. Whoever stands in for somebody counts as both."), new("Nhờ người khác của cơ quan thường trực duyệt.", "Ask another person of the standing office."));

    public static Problem OwnUnit(string name) => new("request.own-unit", name, new($"{name} là người của đơn vị đề nghị nên không xử lý đề nghị này.", $"{name} belongs to the asking unit, and can't decide on its request."),
        new("Nhờ thư ký khác của Hội đồng.", "Ask another secretary of the council."));

    public static Problem OverrideBarred(string name, Words why) => new("request.override-barred", name, new($"{name} {why.Vi} nên không đề xuất, duyệt hoặc bác việc phê duyệt khi đề nghị chưa kết luận.", $"{name} {why.En}, and can't propose, approve or reject approval despite this request."),
        new("Nhờ người khác của cơ quan thường trực.", "Ask another person of the standing office."));

    public static Problem NoWithdrawalReason(string where) => new("request.no-withdrawal-reason", where, new("Chưa ghi lý do rút bản ghi buổi làm việc.", "The reason for taking the note of the hearing back is missing."), new("Ghi bản ghi sai ở đâu, hoặc bản nào thay.", "Write what is wrong with it, or which note takes its place."));

    public static Problem LongWithdrawalReason(string where) => new("request.withdrawal-reason-too-long", where, new($"Lý do rút dài hơn {RequestFiles.LongestReason} ký tự.", $"The reason is longer than {RequestFiles.LongestReason} letters."), new("Ghi gọn lý do.", "Shorten it."));

    public static Problem SeatedTwice(string name) => new("request.seated-twice", name, new($"{name} vừa là người xem xét vừa là người dự khuyết.", $"{name} is both on the panel and a stand-in."), new("Chọn một trong hai.", "Choose one of the two."));

    public static Problem NotSeated(string where) => new("request.not-seated", where, new("Người được chọn không ngồi trong số người xem xét.", "Whoever was chosen doesn't sit on the panel."), new("Tải lại trang rồi chọn lại.", "Load the page again and choose anew."));

    public static Problem NoLeave(string where) => new("request.no-leave", where, new("Chưa chọn vì sao người này thôi xem xét.", "Why this person leaves the panel isn't chosen."), new("Chọn không được xem xét, vắng mặt hoặc xin thôi, và ghi căn cứ.", "Choose whether they are barred, absent or resigned, and write the ground."));

    public static Problem NoLeaveGround(string where) => new("request.no-leave-ground", where, new("Chưa ghi căn cứ thay người xem xét.", "The ground for seating a stand-in is missing."), new("Ghi căn cứ, ví dụ quyết định cử đi công tác, đơn xin thôi.", "Write it, such as the order to travel or the letter of resignation."));

    public static Problem LongLeaveGround(string where) => new("request.leave-ground-too-long", where, new($"Căn cứ dài hơn {RequestSeats.LongestGround} ký tự.", $"The ground is longer than {RequestSeats.LongestGround} letters."), new("Ghi gọn căn cứ.", "Shorten it."));

    public static Problem NoStandIn(string where) => new("request.no-stand-in", where, new("Không còn người dự khuyết nào xem xét được đề nghị này.", "No stand-in is left who may look at this request."), new("Thư ký Hội đồng đổi người xem xét.", "The council's secretary changes the panel."));

    /// <param name="filed">The day of the request, in Vietnam: nobody is heard about it before.</param>
    /// <param name="today">In Vietnam.</param>
    public static ImmutableArray<Problem> Of(RecordHearing input, DateOnly filed, DateOnly today)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        if (input.HeldOn > today || input.HeldOn < filed)
            problems.Add(new("request.hearing-day", "heldOn", new("Ngày làm việc chưa đúng, còn ở phía trước hoặc trước ngày gửi đề nghị.", "The day of the hearing is wrong, still to come, or before the request was filed."),
                new($"Ghi ngày đã làm việc, từ {VietnameseDates.ToText(filed)} đến {VietnameseDates.ToText(today)}.", $"Write the day it took place, from {VietnameseDates.ToText(filed)} to {VietnameseDates.ToText(today)}.")));
        if (new[] { input.Place, input.Present, input.Said }.Any(string.IsNullOrWhiteSpace))
            problems.Add(new("request.hearing-gaps", "hearing", new("Chưa ghi đủ nơi làm việc, người tham gia và nội dung.", "Place, people present or what was said is missing."), new("Ghi đủ cả ba ô.", "Fill all three fields.")));
        return problems.ToImmutable();
    }

    public static Problem WrongDue(string where) => new("request.due", where, new("Hạn kết luận chưa đúng hoặc đã qua.", "The deadline is wrong or has passed."), new("Ghi một ngày sắp tới, như 28/02/2026.", "Write a day to come, like 28/02/2026."));

    public static Problem WrongStep(string where, RequestState state) => new("request.wrong-step", where,
        new($"Đề nghị đang ở trạng thái “{RequestStates.WordsOf(state).Vi}” nên không làm được bước này.", $"The request stands at “{RequestStates.WordsOf(state).En}”; this is not possible now."),
        new("Tải lại trang để xem trạng thái mới.", "Load the page again to see how it stands."));

    public static Problem Changed(string where) => new("request.changed", where, new("Đề nghị này vừa thay đổi ở nơi khác.", "The request changed elsewhere meanwhile."), new("Xem lại rồi làm lần nữa nếu vẫn đúng.", "Look at it again, and repeat the step if it still holds."));
}
