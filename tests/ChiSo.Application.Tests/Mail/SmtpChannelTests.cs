using ChiSo.Application.Mail;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Mail;

/// <summary>Mail against a real server: what arrives, and how its refusals are told.</summary>
public sealed class SmtpChannelTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_arrives_as_it_was_written()
    {
        await using var server = await SmtpServer.StartAsync();
        var message = Message(text: "Kính gửi Nguyễn Thị Ánh,\n\nÔng/Bà còn 3 việc: Sở Nội vụ, hạn 30/11/2026.\n.\nHết.");
        (await Channel(server.Port).SendAsync(message, Cancel)).ShouldBe(Delivery.Taken);

        var taken = server.Taken().ShouldHaveSingleItem();
        taken.Subject.ShouldBe("[ChiSo] Hôm nay hết hạn: 2 việc");
        taken.From.ToString().ShouldBe("\"ChiSo Cần Thơ\" <chiso@example.vn>");
        taken.To.Mailboxes.ShouldHaveSingleItem().ShouldSatisfyAllConditions(to => to.Address.ShouldBe("anh@example.vn"), to => to.Name.ShouldBe("Nguyễn Thị Ánh"));
        taken.TextBody.ShouldNotBeNull().ReplaceLineEndings("\n").TrimEnd('\n').ShouldBe(message.Text);
        taken.MessageId.ShouldBe($"{message.Id:N}@example.vn");
        taken.Headers["Auto-Submitted"].ShouldBe("auto-generated");
    }

    [Fact]
    public async Task What_the_server_refuses_for_good_is_given_up()
    {
        await using var server = await SmtpServer.StartAsync(longest: 2_000);
        var refused = await Channel(server.Port).SendAsync(Message(text: new string('x', 5_000)), Cancel);
        refused.Outcome.ShouldBe(DeliveryOutcome.Never);
        refused.Error.ShouldContain("552");
        server.Taken().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(MailSecurity.StartTls)]
    [InlineData(MailSecurity.Tls)]
    public async Task A_way_the_server_can_not_close_is_not_used(MailSecurity security)
    {
        await using var server = await SmtpServer.StartAsync();
        (await Channel(server.Port, security).SendAsync(Message(), Cancel)).Outcome.ShouldBe(DeliveryOutcome.Later);
        server.Taken().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_is_away_is_asked_later() =>
        (await Channel(SmtpServer.FreePort()).SendAsync(Message(), Cancel)).Outcome.ShouldBe(DeliveryOutcome.Later);

    [Fact]
    public async Task An_address_that_is_none_is_given_up_without_asking() =>
        (await Channel(SmtpServer.FreePort()).SendAsync(Message(to: "anh@"), Cancel)).Outcome.ShouldBe(DeliveryOutcome.Never);

    private static SmtpChannel Channel(int port, MailSecurity security = MailSecurity.None) => new(new("127.0.0.1", "ChiSo Cần Thơ <chiso@example.vn>", port, security), null);

    private static OutgoingMessage Message(string text = "Thử", string to = "anh@example.vn") => new()
    {
        Key = "thử", Channel = ChannelKind.Mail, About = "thử", Account = Guid.Empty, Name = "Nguyễn Thị Ánh", To = to, Subject = "[ChiSo] Hôm nay hết hạn: 2 việc", Text = text,
        QueuedAt = new(2026, 11, 24, 0, 0, 0, DateTimeKind.Utc), DueAt = new(2026, 11, 24, 0, 0, 0, DateTimeKind.Utc),
    };
}
