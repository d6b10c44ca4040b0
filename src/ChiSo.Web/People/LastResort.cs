using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Engine;
using ChiSo.Web.Hosting;

namespace ChiSo.Web.People;

/// <summary>The break-glass account of this server: raises its alarm, and tells administrators while it would not open.</summary>
public sealed class LastResort(Installation installation, NoticeChannels channels, WebOptions options, SecurityLog log, TimeProvider clock)
{
    /// <summary>From this many on, new ones are asked for.</summary>
    private const int FewCodes = 3;

    private const string FewCodesLeft = "break-glass.few-codes";

    /// <summary>Told before anybody acts in the session that just began: in the log first, which needs no database.</summary>
    public async Task RaiseAsync(HttpContext context, Account account)
    {
        log.Write(context, SecurityEvents.BreakGlass, account.UserName ?? "");
        await installation.BreakGlass.RaiseAsync(account.Id, channels.Kinds, channels.Address, clock.GetUtcNow().UtcDateTime, CancellationToken.None); // whoever breaks the connection off doesn't silence it
    }

    /// <summary>Sign-ins of the account nobody has acknowledged; none where none is named, without a look at the trail.</summary>
    public async Task<ImmutableArray<BreakGlassUse>> UsesAsync(CancellationToken cancel) => options.BreakGlass is null ? [] : await installation.BreakGlass.OpenAsync(cancel);

    /// <summary>Those of them whose alarm this person may end.</summary>
    public Task<ImmutableHashSet<string>> EndableAsync(ImmutableArray<BreakGlassUse> uses, Person person, CancellationToken cancel) => installation.BreakGlass.EndableAsync(uses, person, cancel);

    /// <summary>Why the account could not sign in now, or that its codes run out; <c>null</c> where neither is so, or none is named.</summary>
    /// <param name="codesLeft">How many recovery codes an account has.</param>
    public async Task<Problem?> TroubleAsync(Func<Guid, Task<int>> codesLeft, CancellationToken cancel)
    {
        if (options.BreakGlass is not { } name)
            return null;
        if (await installation.Accounts.FindRowAsync(name, cancel) is not { Closed: false, HasPassword: true } account || options.ShutsOut(name))
            return new("break-glass.no-account", name, new($"Tài khoản khẩn cấp chưa dùng được: không có tài khoản đang mở tên {name} đã đặt mật khẩu.", $"The break-glass account can't be used: there is no open account named {name} with a password."),
                new("Tạo tài khoản, hoặc sửa tên trong cài đặt của máy chủ.", "Make the account, or mend the name in the settings of the server."));
        var now = clock.GetUtcNow().UtcDateTime;
        if (!account.Mandates.Any(mandate => mandate.Role == Role.Administrator && mandate.HoldsAt(now)))
            return new("break-glass.no-role", name, new($"Tài khoản khẩn cấp {name} chưa dùng được: chưa có vai trò quản trị hệ thống.", $"The break-glass account {name} can't be used: it has no role of administrator."),
                new("Giao vai trò quản trị hệ thống cho tài khoản.", "Give it the role of administrator."));
        return (account.HasAuthenticator ? await codesLeft(account.Id) : 0) switch
        {
            0 => new("break-glass.no-codes", name, new($"Tài khoản khẩn cấp {name} chưa dùng được: không còn mã khôi phục nào.", $"The break-glass account {name} can't be used: no recovery code is left."),
                new("Người giữ máy chủ khởi động một lần không khai tài khoản này và không có onlyWay; khi đó đăng nhập, bật lại ứng dụng xác thực rồi in mã.", "Whoever keeps the server starts once without naming it and without onlyWay; then sign in, set the authenticator up anew, and print the codes.")),
            <= FewCodes and var left => new(FewCodesLeft, name, new($"Tài khoản khẩn cấp {name} chỉ còn {left} mã khôi phục.", $"The break-glass account {name} has {left} recovery codes left."),
                new("Lần tới đăng nhập bằng tài khoản này, in mã mới ở trang Tài khoản của tôi.", "Print new ones on the page My account the next time it is signed in.")),
            _ => null,
        };
    }

    /// <summary>Whether a trouble keeps the account from signing in.</summary>
    public static bool Shuts(Problem trouble) => trouble.Code != FewCodesLeft;
}
