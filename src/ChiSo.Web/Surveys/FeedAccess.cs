using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Engine;
using ChiSo.Web.Feeds;
using ChiSo.Web.Hosting;
using ChiSo.Web.People;

namespace ChiSo.Web.Surveys;

/// <summary>Who reads a feed that is not public: whoever holds the key of a person, sent as the password of Basic over TLS. The user name doesn't count; keys made-up people made in demo mode open nothing outside it.</summary>
public sealed class FeedAccess(Installation installation, AnswerLimits limits, SecurityLog log, WebOptions options)
{
    private const string AMinute = "60"; // seconds

    /// <summary>The person whose key came, or why nobody is let in.</summary>
    public async Task<(Person? Person, IResult Refusal)> AdmitAsync(HttpContext context)
    {
        if (!BasicSignIn.IsSafe(context.Request))
            return (null, FeedAnswer.Refused(context, StatusCodes.Status403Forbidden, Plain()));
        if (BasicSignIn.Of(context.Request) is not { Password.Length: > 0 } sent)
            return (null, Ask(context, Missing()));
        if (await installation.FeedKeys.FindAsync(sent.Password, context.RequestAborted) is var (person, userName) && !options.ShutsOut(userName))
            return (person, Results.Empty);
        if (!limits.TakeWrong(context))
        {
            context.Response.Headers.RetryAfter = AMinute;
            return (null, FeedAnswer.Refused(context, StatusCodes.Status429TooManyRequests, TooOften()));
        }

        log.Write(context, "data-feed.refused", "");
        return (null, Ask(context, Wrong()));
    }

    private static IResult Ask(HttpContext context, Problem problem)
    {
        BasicSignIn.Challenge(context.Response, "ChiSo");
        return FeedAnswer.Refused(context, StatusCodes.Status401Unauthorized, problem);
    }

    private static Problem Plain() => new("data-feed.plain", "https", new("Khóa chỉ gửi qua kết nối mã hóa (https).", "A key is sent over an encrypted connection (https) alone."),
        new("Dùng địa chỉ https; máy chủ sau proxy thì khai proxy bằng --trusted-proxy.", "Use the https address; where the server stands behind a proxy, declare it with --trusted-proxy."));

    private static Problem Missing() => new("data-feed.no-key", "Authorization", new("Nguồn dữ liệu này cần khóa.", "This data feed needs a key."),
        new("Chọn cách đăng nhập Basic (Cơ bản), dán khóa vào ô mật khẩu.", "Choose Basic and paste the key as the password."));

    private static Problem Wrong() => new("data-feed.wrong-key", "Authorization", new("Khóa sai, hết hạn hoặc đã thu hồi.", "The key is wrong, too old, or revoked."),
        new("Tạo khóa mới ở trang Nguồn dữ liệu cho Excel / Power BI của cuộc khảo sát.", "Make a new key on the survey's page Data feed for Excel / Power BI."));

    private static Problem TooOften() => new("data-feed.too-often", "Authorization", new("Quá nhiều khóa sai từ mạng này.", "Too many wrong keys from this network."),
        new("Thử lại sau một phút.", "Try again in a minute."));
}
