using System.Globalization;
using System.Text.Json;
using ChiSo.Application.Mail;
using ChiSo.Application.Publication;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Mail;

namespace ChiSo.Web.Tests.Crashes;

/// <summary>The program is killed while mail leaves: every message arrives; the one under way at a kill may arrive twice, under the same Message-ID, by which mail servers and readers know it.</summary>
public sealed class MailKillTests(PostgresServer postgres)
{
    private const int PushKills = 1;
    private const int LongKills = 6;
    private const int MessagesAKill = 40;
    private const int Seed = 20261130;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(KillTests.Kind.Sqlite)]
    [InlineData(KillTests.Kind.Postgres, Traits = ["Duration", "Long"])]
    public Task Every_message_arrives_however_often_the_program_is_killed(KillTests.Kind kind) => KillAsync(kind, PushKills);

    [Theory]
    [Trait("Duration", "Long")]
    [InlineData(KillTests.Kind.Sqlite)]
    [InlineData(KillTests.Kind.Postgres)]
    public Task Every_message_arrives_after_six_kills(KillTests.Kind kind) => KillAsync(kind, LongKills);

    private async Task KillAsync(KillTests.Kind kind, int kills)
    {
        await using var mail = await SmtpServer.StartAsync();
        using var scratch = kind == KillTests.Kind.Sqlite ? Scratch.Embedded() : Scratch.On(postgres);
        var (server, settings) = (new MailServer("127.0.0.1", "ChiSo <chiso@example.vn>", mail.Port, MailSecurity.None), Path.Combine(scratch.Folder, "notices.json"));
        await File.WriteAllTextAsync(settings, JsonSerializer.Serialize(new { address = "https://chiso.example.vn", mail = new { host = server.Host, from = server.From, port = server.Port, security = "none" } }), Cancel);
        using var installation = new Installation(kind == KillTests.Kind.Postgres ? scratch.Database : null, scratch.Folder, TimeProvider.System);
        (await installation.Database.MigrateAsync(Cancel)).Problems.ShouldBeEmpty();
        var moments = new Random(Seed);
        for (var kill = 0; kill < kills; kill++)
        {
            await QueueAsync(installation, kill);
            var before = mail.Taken().Count;
            await using var served = await ServedProcess.StartAsync(scratch.Folder, scratch.Database, "--notices", settings);
            while (mail.Taken().Count == before)
                await Task.Delay(Look, Cancel);
            await Task.Delay(moments.Next(0, 300), Cancel);
            await served.KillAsync();
        }

        await DeliverTheRestAsync(scratch, kind, server);
        var taken = mail.Taken();
        taken.Select(message => message.Subject).Distinct().Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, kills).SelectMany(Subjects).Order(StringComparer.Ordinal), "a message is lost");
        taken.Select(message => message.MessageId).Distinct().Count().ShouldBe(kills * MessagesAKill, "a message sent again must be known by its id");
        taken.Count.ShouldBeLessThanOrEqualTo(kills * (MessagesAKill + 1), "only the message under way at a kill may come again");
        (await installation.Outbox.CountAsync(Cancel)).ShouldBe(new Dictionary<MessageState, int> { [MessageState.Sent] = kills * MessagesAKill }, ignoreOrder: true);
    }

    private static async Task QueueAsync(Installation installation, int kill)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        OutgoingMessage[] messages = [.. Subjects(kill).Select(subject => new OutgoingMessage
        {
            Key = subject, Channel = ChannelKind.Mail, About = "thử", Account = Guid.Empty, Name = subject, To = "a@example.vn", Subject = subject, Text = "thử", QueuedAt = now, DueAt = now,
        })];
        (await installation.Outbox.QueueAsync(messages, Cancel)).ShouldBe(MessagesAKill);
    }

    /// <summary>As another start of the program an hour later: what was under way at a kill is tried again once its lease has run out.</summary>
    private static async Task DeliverTheRestAsync(Scratch scratch, KillTests.Kind kind, MailServer server)
    {
        using var later = new Installation(kind == KillTests.Kind.Postgres ? scratch.Database : null, scratch.Folder, new HourAhead());
        while (await later.Outbox.DeliverAsync([new SmtpChannel(server, null)], Cancel) > 0)
        {
        }
    }

    private static IEnumerable<string> Subjects(int kill) => Enumerable.Range(0, MessagesAKill).Select(number => string.Create(CultureInfo.InvariantCulture, $"thư {kill}-{number}"));

    private sealed class HourAhead : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddHours(1);
    }
}
