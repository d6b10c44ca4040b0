using ChiSo.Engine;

namespace ChiSo.Application.Assessment;

/// <summary>Why a check can't be let through, or that taken back.</summary>
internal static class OverrideProblems
{
    public static Problem NoCheck(string where) => new("override.no-check", where, new("Không có mục kiểm tra này.", "There is no such check."), new("Tải lại trang rồi chọn lại mục.", "Load the page again and choose the check."));

    public static Problem Never(Finding finding) => new("override.never", finding.Problem.Where,
        new($"Không ai được cho qua mục này: {finding.Check.What.Vi}", $"Nobody may let this through: {finding.Check.What.En}"), finding.Check.Remedy);

    public static Problem NotYours(Finding finding, OverrideRule rule) => new("override.not-yours", finding.Problem.Where,
        new($"Chỉ {Lower(rule.Who.Vi)} được cho qua mục này.", $"Only {Lower(rule.Who.En)} may let this through."),
        new($"Liên hệ {Lower(rule.Who.Vi)}, hoặc bổ sung tài liệu.", $"Ask {Lower(rule.Who.En)}, or add what is lacking."));

    public static Problem NotStanding(Finding finding) => new("override.not-standing", finding.Problem.Where, new("Dòng này không còn vướng mục kiểm tra này.", "This check finds nothing on the line any more."), new("Tải lại trang; không cần cho qua nữa.", "Load the page again; there is nothing to let through."));

    public static Problem Changed(Finding finding) => new("override.changed", finding.Problem.Where, new("Dòng này vừa được lưu lại sau khi bạn mở trang.", "The line was saved anew after you opened the page."), new("Xem lại dòng rồi làm lần nữa nếu vẫn đúng.", "Look at the line again, and repeat the step if it still holds."));

    public static Problem There(Finding finding, CheckOverride made) => new("override.there", finding.Problem.Where, new($"Mục này đã được {made.By} cho qua.", $"{made.By} has let this through already."),
        made.HandedIn is null ? new("Rút lại trước nếu cần ghi lý do khác.", "Take that back first if another reason is to be given.") : Mended);

    public static Problem NotThere(Finding finding) => new("override.not-there", finding.Problem.Where, new("Mục này chưa được cho qua ở phiên bản hiện tại của dòng.", "Nobody has let this through on the line as it stands."), new("Tải lại trang để xem lại.", "Load the page again."));

    public static Problem HandedIn(Finding finding) => new("override.handed-in", finding.Problem.Where, new("Lần gửi đang được tính dựa vào việc cho qua này nên không rút lại được.", "The hand-in that counts rests on this, so it can't be taken back."), Mended);

    public static Problem NoGround(Finding finding, OverrideRule rule) => new("override.ground", finding.Problem.Where, new("Chưa chọn loại lý do được chấp nhận cho mục này.", "No kind of reason this check takes is chosen."),
        new($"Chọn một trong: {string.Join("; ", rule.Grounds.Select(ground => ground.Words.Vi))}.", $"Choose one of: {string.Join("; ", rule.Grounds.Select(ground => ground.Words.En))}."));

    /// <param name="ground"><c>null</c> when none was chosen.</param>
    public static Problem NoReason(Finding finding, OverrideGround? ground) => new("override.no-reason", finding.Problem.Where, new("Cho qua một mục kiểm tra thì phải ghi lý do.", "Letting a check through needs a reason in words."),
        ground?.Hint ?? new("Ghi rõ tài liệu gì, đang ở đâu, ai giữ.", "Say which document it is, where it lies and who keeps it."));

    public static Problem SecretMark(Finding finding) => new("override.secret", finding.Problem.Where, new("Lý do nêu dấu chỉ độ mật; nội dung của tài liệu mật không được ghi lên hệ thống này.", "The reason names a mark of secrecy; what a secret document says must not be put on this system."),
        new("Chỉ ghi tài liệu lưu ở đâu, ai giữ; bỏ tên, số, nội dung và độ mật.", "Say only where it lies and who keeps it; leave out its title, number, content and level of secrecy."));

    /// <summary>What to do about one that a hand-in rests on.</summary>
    private static Words Mended { get; } = new("Khi dòng được trả lại, bổ sung tài liệu hoặc sửa dòng rồi gửi lại; lần gửi mới không dựa vào việc cho qua này nữa.", "When the line is returned, add what is lacking or change the line, and hand it in again: the new hand-in rests on this no more.");

    private static string Lower(string who) => char.ToLowerInvariant(who[0]) + who[1..];
}
