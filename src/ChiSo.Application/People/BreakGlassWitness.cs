using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.People;

/// <summary>Who may end the alarm of the break-glass account: another administrator, who was one when it was used, and into whose account nobody else has opened a way since. Whoever came in makes nobody, and becomes nobody, who ends it.</summary>
internal static class BreakGlassWitness
{
    /// <summary>After which others than the owner may come in.</summary>
    private static readonly string[] WaysIn = ["account.link-made", "account.authenticator-removed", "account.opened", "account.contact-changed"];

    /// <summary>Why an administrator may not end it; <c>null</c> where they may.</summary>
    public static async Task<Problem?> RefusalAsync(ChiSoContext context, BreakGlassUse use, Person person, CancellationToken cancel)
    {
        if (use.Account == person.Id)
            return BreakGlassProblems.SamePerson(use.Subject);
        var ever = person with { Mandates = [.. await context.Mandates.AsNoTracking().Where(mandate => mandate.AccountId == person.Id).ToListAsync(cancel)] };
        if (!ever.MandatesTo(Act.ManagePeople, new()).Any(use.Found)) // also one that has ended since: the role is held by another now
            return BreakGlassProblems.MadeSince(use.Subject);
        var name = await context.Accounts.Where(account => account.Id == person.Id).Select(account => account.UserName).SingleAsync(cancel);
        return await context.AuditLinks.AnyAsync(link => link.Chain == Trail.Installation && link.Sequence > use.Sequence && link.Subject == name && link.By != person.Id && WaysIn.Contains(link.Act), cancel)
            ? BreakGlassProblems.WayIn(use.Subject) : null;
    }
}

/// <summary>Why the alarm of the break-glass account doesn't end.</summary>
internal static class BreakGlassProblems
{
    private const int LongestReason = 500;

    public static Problem NotAllowed(string where) => new("break-glass.not-allowed", where,
        new("Chỉ quản trị hệ thống xác nhận việc dùng tài khoản khẩn cấp.", "Only administrators acknowledge uses of the break-glass account."), new("Báo quản trị hệ thống.", "Tell an administrator."));

    public static Problem Unknown(string where) => new("break-glass.unknown", where,
        new("Không có lần đăng nhập này.", "There is no such sign-in."), new("Tải lại trang, hoặc xem lại danh sách bằng chiso audit break-glass.", "Load the page again, or look at the list of chiso audit break-glass."));

    public static Problem SamePerson(string where) => new("break-glass.same-person", where,
        new("Người đăng nhập bằng tài khoản khẩn cấp không tự xác nhận được.", "Whoever signed in with the break-glass account doesn't acknowledge it."), new("Nhờ một quản trị hệ thống khác xác nhận.", "Ask another administrator."));

    public static Problem MadeSince(string where) => new("break-glass.made-since", where,
        new("Vai trò quản trị hệ thống của bạn được giao sau lần đăng nhập này, hoặc do chính tài khoản khẩn cấp giao.", "Your role of administrator was granted after this sign-in, or by the break-glass account itself."),
        new("Nhờ một quản trị hệ thống có vai trò từ trước, hoặc người giữ máy chủ, xác nhận.", "Ask an administrator who had the role before, or whoever keeps the server."));

    public static Problem WayIn(string where) => new("break-glass.way-in", where,
        new("Sau lần đăng nhập này, người khác đã lập liên kết đặt mật khẩu, bỏ ứng dụng xác thực, mở lại tài khoản hoặc đổi địa chỉ của bạn, nên không chắc ai đang dùng tài khoản.", "Since this sign-in somebody else made a password link for your account, removed its authenticator, opened it again or changed its address: who uses it is not certain."),
        new("Nhờ một quản trị hệ thống khác, hoặc người giữ máy chủ, xác nhận.", "Ask another administrator, or whoever keeps the server."));

    /// <summary>What is wrong with a reason; <c>null</c> for nothing.</summary>
    public static Problem? OfReason(string reason, string where) => reason.Length switch
    {
        0 => new("break-glass.no-reason", where, new("Chưa ghi lý do.", "The reason is missing."), new("Ghi ai đã dùng, vì sao, đã làm gì.", "Write who used it, why, and what was done.")),
        > LongestReason => new("break-glass.reason-too-long", where, new($"Lý do dài hơn {LongestReason} ký tự.", $"The reason is longer than {LongestReason} letters."), new("Ghi gọn: ai đã dùng, vì sao, đã làm gì.", "Shorten it: who used it, why, and what was done.")),
        _ => null,
    };
}
