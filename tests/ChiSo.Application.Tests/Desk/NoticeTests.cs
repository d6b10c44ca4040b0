using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Desk;
using ChiSo.Application.Mail;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Desk;

/// <summary>Digests and reminders of a round under way: who gets which, once.</summary>
public sealed class NoticeTests(PostgresServer postgres)
{
    private const string Address = "https://chiso.example.vn";
    private static readonly ImmutableArray<ChannelKind> Both = [ChannelKind.Mail, ChannelKind.Telephone];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Who_has_work_and_an_address_gets_one_message_a_day(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        await ReachAsync(round, round.Officer, "canbo@example.vn", "0900");
        var digests = Digests(round);
        (await digests.QueueAsync(Both, Address, Cancel)).ShouldBe(1, "weeks before the deadline no telephone rings");
        (await digests.QueueAsync(Both, Address, Cancel)).ShouldBe(0, "today's was queued");

        var message = (await SentAsync(round, Application.Desk.Digests.About)).ShouldHaveSingleItem();
        (message.To, message.Account, message.Subject).ShouldBe(("canbo@example.vn", round.Officer.Id, "[ChiSo] 1 việc đang chờ"));
        message.Text.ShouldContain("Nhập bảng tự đánh giá: Sở Nội vụ");

        round.Clock.Now = round.Clock.Now.AddDays(1);
        await round.Installation.Accounts.SetDigestAsync(round.Officer.Id, wanted: true, inEnglish: true, Cancel);
        (await digests.QueueAsync(Both, Address, Cancel)).ShouldBe(1);
        (await SentAsync(round, Application.Desk.Digests.About)).Select(sent => sent.Subject).ShouldContain("[ChiSo] Waiting for you: 1");
        await round.Installation.Accounts.SetDigestAsync(round.Officer.Id, wanted: false, inEnglish: false, Cancel);
        round.Clock.Now = round.Clock.Now.AddDays(1);
        (await digests.QueueAsync(Both, Address, Cancel)).ShouldBe(0, "the person said no");
    }

    [Fact]
    public async Task On_the_last_day_the_telephone_rings_too_and_a_weekend_is_left_alone_otherwise()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres); // opened on a Monday for thirty days
        await ReachAsync(round, round.Officer, "canbo@example.vn", "0900");
        round.Clock.Now = round.Clock.Now.AddDays(5);
        (await Digests(round).QueueAsync(Both, Address, Cancel)).ShouldBe(0, "a Saturday");
        round.Clock.Now = round.Clock.Now.AddDays(25).AddHours(-2);
        (await Digests(round).QueueAsync(Both, Address, Cancel)).ShouldBe(2);
        (await SentAsync(round, Application.Desk.Digests.About)).Select(message => message.Channel).ShouldBe(Both, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_reminder_reaches_the_people_of_late_units_once_and_is_in_the_trail(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        await ReachAsync(round, round.Officer, "canbo@example.vn", "");
        await ReachAsync(round, round.Leader, "", "0900");
        var live = (await round.Installation.Live.FindAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();
        var reminders = round.Reminders;
        var late = await reminders.LateAsync(live, Stages.Self, Cancel);
        late.Length.ShouldBe(live.Blocks.Sum(block => block.Units.Length));
        late.First(unit => unit.Code == OpenRound.Unit).People.Select(person => person.FullName).ShouldBe(["canbo", "lanhdao"]);

        var token = Guid.NewGuid();
        var (first, second) = (await round.PersonAsync("thuongtruc", Role.StandingOffice, ""), await round.PersonAsync("thuongtruc2", Role.StandingOffice, ""));
        var (writer, sender) = (round.By(first.Id), round.By(second.Id));
        async Task<int> WaitingAsync(Person person) => (await round.Desk.OfAsync(person, Cancel)).Where(work => work.Kind == WorkKind.SendReminder).Sum(work => work.Left);
        OpenRound.Must(await reminders.DraftAsync(live, Stages.Self, "Đề nghị nộp trước ngày 01/02.", token, writer, Cancel)).ReadUnits().ShouldContain(OpenRound.Unit);
        OpenRound.Must(await reminders.DraftAsync(live, Stages.Self, "Đề nghị nộp trước ngày 01/02.", token, writer, Cancel)).Id.ShouldBe(token, "the same form");
        (await SentAsync(round, Application.Desk.Reminders.AboutOf(OpenRound.Code))).ShouldBeEmpty("another person sends");
        (await reminders.SendAsync(live, token, Both, Address, writer, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("reminder.same-person");
        (await WaitingAsync(first), await WaitingAsync(second)).ShouldBe((0, 1), "it waits for the other person");
        OpenRound.Must(await reminders.SendAsync(live, token, Both, Address, sender, Cancel)).ShouldBe(2);
        (await WaitingAsync(second)).ShouldBe(0);
        OpenRound.Must(await reminders.SendAsync(live, token, Both, Address, sender, Cancel)).ShouldBe(0, "it was sent");
        (await reminders.WithdrawAsync(live, token, writer, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("reminder.gone");
        (await reminders.ListAsync(live, Cancel)).Select(one => (one.DraftedBy, one.SentBy, one.Messages)).ShouldBe([(writer.By, (Guid?)sender.By, 2)]);
        var sent = await SentAsync(round, Application.Desk.Reminders.AboutOf(OpenRound.Code));
        sent.Select(message => message.To).ShouldBe(["canbo@example.vn", "0900"], ignoreOrder: true);
        sent.First(message => message.Channel == ChannelKind.Mail).Text.ShouldContain("Đề nghị nộp trước ngày 01/02.");
        (await round.Installation.TrailLinks.FindAsync(new(null, "reminder.sent", null, null, null, null, 1), Cancel)).Links.Length.ShouldBe(1);
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task A_unit_that_handed_in_is_left_alone()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        await ReachAsync(round, round.Officer, "canbo@example.vn", "");
        var live = (await round.Installation.Live.FindAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();
        var token = OpenRound.Must(await round.Reminders.DraftAsync(live, Stages.Self, "Đề nghị nộp", Guid.NewGuid(), round.By(Guid.Empty), Cancel)).Id;
        await round.FillAsync();
        OpenRound.Must(await round.MoveAsync(round.Leader, SheetStep.HandIn));
        (await round.Reminders.LateAsync(live, Stages.Self, Cancel)).ShouldNotContain(unit => unit.Code == OpenRound.Unit);
        (await round.Reminders.SendAsync(live, token, Both, Address, round.By(Guid.CreateVersion7()), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("reminder.nobody");
        (await round.Reminders.DraftAsync(live, Stages.Self, " ", Guid.NewGuid(), round.By(Guid.Empty), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("reminder.text");
        OpenRound.Must(await round.Reminders.WithdrawAsync(live, token, round.By(Guid.Empty), Cancel));
        (await round.Reminders.SendAsync(live, token, Both, Address, round.By(Guid.CreateVersion7()), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("reminder.gone");
    }

    [Theory]
    [InlineData("canbo@example.vn", true)]
    [InlineData("", true)]
    [InlineData("canbo", false)]
    [InlineData("An <an@example.vn>", false)]
    public async Task An_address_must_be_one(string email, bool taken)
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var problems = (await round.Installation.Accounts.SetContactAsync(round.Officer.Id, "", email, round.By(Guid.Empty), Cancel)).Problems;
        problems.Select(problem => problem.Code).ShouldBe(taken ? [] : ["account.email"]);
    }

    private static async Task ReachAsync(OpenRound round, Person person, string email, string telephone) =>
        OpenRound.Must(await round.Installation.Accounts.SetContactAsync(person.Id, telephone, email, round.By(Guid.Empty), Cancel));

    private static Task<ImmutableArray<OutgoingMessage>> SentAsync(OpenRound round, string about) => round.Installation.Outbox.ListAsync(null, about, 100, Cancel);

    private static Digests Digests(OpenRound round)
    {
        var all = round.Installation;
        return new(all.Database, all.Accounts, round.Desk, all.Outbox, round.Clock);
    }
}
