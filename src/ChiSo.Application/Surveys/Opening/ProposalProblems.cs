using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Opening;

/// <summary>What can be wrong with proposals to open a survey.</summary>
internal static class ProposalProblems
{
    public static Problem Waiting(string code) => new("survey.proposed", "code",
        new($"Đã có bản trình mở khảo sát “{code}” đang chờ duyệt.", $"A proposal to open the survey “{code}” waits already."),
        new("Nhờ người thứ hai duyệt hoặc trả lại bản đó, rút bản đó, hoặc dùng mã khác.", "Have it approved or returned, withdraw it, or use another code."));

    public static Problem Unknown(string where) => new("survey.proposal-unknown", where,
        new("Không có bản trình này.", "There is no such proposal."), new("Mở lại danh sách khảo sát.", "Open the list of surveys again."));

    public static Problem Decided(string code, ProposalState state) => new("survey.proposal-decided", code,
        new($"Bản trình này {Said(state).Vi} nên không làm được việc vừa chọn.", $"The proposal {Said(state).En}, so what was chosen can't be done."),
        new("Xem lại trang này.", "Look at the page again."));

    public static Problem SamePerson(string code) => new("survey.same-person", code,
        new("Người trình không tự duyệt hoặc trả lại được. Người làm thay và người được làm thay tính là một.", "Whoever proposed can't approve or return it. Whoever stands in for somebody counts as both."),
        new("Nhờ một người quản lý khảo sát khác; nếu muốn sửa thì rút bản trình.", "Ask another survey manager; withdraw it to change it."));

    public static Problem OtherPerson(string code) => new("survey.other-person", code,
        new("Chỉ người đã trình mới rút được bản trình này.", "Only whoever proposed can withdraw it."),
        new("Nếu không duyệt thì trả lại kèm lý do.", "Return it with a reason instead."));

    public static Problem NoReason(string code) => new("survey.no-return-reason", code,
        new("Chưa ghi lý do trả lại.", "The reason for returning it is missing."), new("Ghi ngắn gọn chỗ cần sửa.", "Write shortly what is to be mended."));

    public static Problem LastDayOver(string where, DateOnly closes) => new("survey.last-day-over", where,
        new($"Ngày kết thúc {VietnameseDates.ToText(closes)} đã qua nên khảo sát mở ra không nhận được phiếu nào.", $"The last day, {VietnameseDates.ToText(closes)}, has passed: once open, the survey could take no answer."),
        new("Chọn ngày kết thúc từ hôm nay trở đi. Người duyệt thì trả lại bản trình để người trình sửa ngày.", "Choose a last day from today on. Whoever approves returns the proposal to have the day mended."));

    private static Words Said(ProposalState state) => state switch
    {
        ProposalState.Waiting => new("đang chờ duyệt", "waits for approval"),
        ProposalState.Opened => new("đã được duyệt", "was approved"),
        ProposalState.Returned => new("đã bị trả lại", "was returned"),
        ProposalState.Withdrawn => new("đã được rút", "was withdrawn"),
        ProposalState.Replaced => new("đã được thay bằng bản trình sau", "was replaced by a later one"),
        _ => throw new System.Diagnostics.UnreachableException($"No words for {state}."),
    };
}
