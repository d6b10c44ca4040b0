using System.Net;
using ChiSo.Application.Audit;
using ChiSo.Application.Desk;
using ChiSo.Application.Mail;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Mail;
using ChiSo.Application.Vietnamese;
using ChiSo.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChiSo.Web.Tests.Notices;

/// <summary>The demo with a real mail server beside it, which refuses messages over 3,000 bytes.</summary>
public sealed class NoticePages : DemoPages
{
    private const int Longest = 3_000;

    public SmtpServer Mail { get; private set; } = null!; // started before the pages

    public NoticeWork Work => Services.GetRequiredService<NoticeWork>();

    /// <summary>The same work as a program started at noon of the next working day does it, whatever day the test runs on.</summary>
    public NoticeWork NextWorkingDay()
    {
        var day = VietnamTime.Today(TimeProvider.System).AddDays(1);
        while (!WorkDays.Usual.IsWorking(day))
            day = day.AddDays(1);
        var clock = new SetClock(new(day, new(12, 0), TimeSpan.FromHours(7)));
        var outbox = new Outbox(Installation.Database, clock);
        var digests = new Digests(Installation.Database, Installation.Accounts, Services.GetRequiredService<PersonDesk>(), outbox, clock);
        return new(digests, outbox, Installation.SurveyMail, Services.GetRequiredService<NoticeChannels>(), Installation.Settings, clock, NullLogger<NoticeWork>.Instance);
    }

    public override async ValueTask InitializeAsync()
    {
        Mail = await SmtpServer.StartAsync(Longest);
        await base.InitializeAsync();
        await Installation.Settings.SaveAsync(new("00:00", "365", "12"), 0, Change.OnThisMachine(TimeProvider.System, "thử"), TestContext.Current.CancellationToken);
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
        Notices = new("https://chiso.example.vn/", new("127.0.0.1", "ChiSo <chiso@example.vn>", Mail.Port, MailSecurity.None)),
    };
}
