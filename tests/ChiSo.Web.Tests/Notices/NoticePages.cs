using System.Net;
using ChiSo.Application.Tests.Mail;
using ChiSo.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ChiSo.Web.Tests.Notices;

/// <summary>The demo with a real mail server beside it, which refuses messages over 3,000 bytes.</summary>
public sealed class NoticePages : DemoPages
{
    private const int Longest = 3_000;

    public SmtpServer Mail { get; private set; } = null!; // started before the pages

    public NoticeWork Work => Services.GetRequiredService<NoticeWork>();

    public override async ValueTask InitializeAsync()
    {
        Mail = await SmtpServer.StartAsync(Longest);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Mail.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The administrator writes down where somebody is reached.</summary>
    public async Task ReachAsync(string person, string email)
    {
        using var administrator = await SignInAsync("quantri");
        var page = $"/desk/accounts/{(await PersonAsync(person)).Id:D}";
        (await administrator.PostAsync(page, page + "?handler=Contact", new() { ["email"] = email, ["telephone"] = "0900 000 000" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await administrator.TextAsync(page)).ShouldContain(email);
    }

    protected override WebOptions With(WebOptions options) => options with
    {
        Notices = new("https://chiso.example.vn/", new("127.0.0.1", "ChiSo <chiso@example.vn>", Mail.Port, Application.Mail.MailSecurity.None), DigestAt: TimeOnly.MinValue),
    };
}
