using ChiSo.Engine;

namespace ChiSo.Application.Publication.SurveyReleases;

/// <summary>What can be wrong with releasing results of a survey.</summary>
internal static class ReleaseProblems
{
    public static Problem Waiting(string code) => new("survey-release.waiting", code,
        new("Đã có bản trình công bố đang chờ duyệt.", "Results of this survey wait for approval already."), new("Nhờ người thứ hai duyệt hoặc trả lại, hoặc rút bản đó.", "Have them approved or returned, or withdraw them."));

    public static Problem NoReason(string code) => new("survey-release.no-reason", code,
        new("Kết quả đã công bố chỉ được thay bằng phiên bản mới có nêu lý do.", "Released results are replaced by a new version with a reason alone."), new("Ghi lý do, ví dụ “Sửa phiếu nhập sai của Sở Tư pháp”.", "Write it, such as “Forms of the Department of Justice were keyed wrongly”."));

    public static Problem Same(string code, int version) => new("survey-release.same", code,
        new($"Không có gì khác phiên bản {version} đã công bố.", $"Nothing differs from version {version}, which is released."), new("Chỉ trình phiên bản mới khi kết quả đã thay đổi.", "Propose a new version once the results have changed."));

    public static Problem Stale(string code) => new("survey-release.stale", code,
        new("Kết quả đã thay đổi sau khi trình, hoặc không tính lại được, nên không công bố bản này.", "The results have changed since they were proposed, or can't be computed any more, so these aren't released."), new("Trả lại bản này; người trình tạo bản trình mới từ kết quả hiện tại.", "Return them; whoever proposed proposes anew from the results as they are."));

    public static Problem Unknown(string where) => new("survey-release.unknown", where,
        new("Không có bản trình công bố này.", "There are no such results to release."), new("Mở lại trang công bố của cuộc khảo sát.", "Open the page of releases again."));

    public static Problem Decided(string code) => new("survey-release.decided", code,
        new("Bản trình này đã được xử lý nên không làm được việc vừa chọn.", "This was decided on already, so what was chosen can't be done."), new("Xem lại trang này.", "Look at the page again."));

    public static Problem SamePerson(string code) => new("survey-release.same-person", code,
        new("Người trình không tự duyệt hoặc trả lại được. Người làm thay và người được làm thay tính là một.", "Whoever proposed can't approve or return it. Whoever stands in for somebody counts as both."), new("Nhờ một người quản lý khảo sát khác; nếu muốn sửa thì rút bản trình.", "Ask another survey manager; withdraw it to change it."));

    public static Problem OtherPerson(string code) => new("survey-release.other-person", code,
        new("Chỉ người đã trình mới rút được bản trình này.", "Only whoever proposed can withdraw it."), new("Nếu không duyệt thì trả lại kèm lý do.", "Return it with a reason instead."));

    public static Problem NoReturnReason(string code) => new("survey-release.no-return-reason", code,
        new("Chưa ghi lý do trả lại.", "The reason for returning it is missing."), new("Ghi ngắn gọn chỗ cần sửa.", "Write shortly what is to be mended."));
}
