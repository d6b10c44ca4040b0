using ChiSo.Application.Desk;
using ChiSo.Application.Mail;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Vietnamese;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Desk;

/// <summary>What a unit is told of changes others made: each for a week, also after the results were frozen, and in the daily message.</summary>
public sealed class ChangeNewsTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task More_time_is_told_to_the_unit_that_has_it_once_it_is_approved(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var until = round.Clock.Now.UtcDateTime.AddDays(40);
        var asked = OpenRound.Must(await round.Installation.Calendar.ProposeExtensionAsync(OpenRound.Code, new(OpenRound.Unit, Stages.Self, until, "CV 12"), round.By(Guid.CreateVersion7()), Cancel));
        (await NewsAsync(round, round.Officer)).ShouldBeEmpty("nobody has approved it");
        OpenRound.Must(await round.Installation.Calendar.ApproveExtensionAsync(OpenRound.Code, asked.Id, round.By(Guid.CreateVersion7()), Cancel));
        foreach (var person in new[] { round.Officer, round.Leader })
            (await NewsAsync(round, person)).ShouldBe([(WorkKind.ExtendedTime, $"Tự đánh giá: hạn mới {VietnamTime.Write(until)}. Lý do: CV 12")]);
        (await NewsAsync(round, round.Stranger)).ShouldBeEmpty("another unit");

        round.Clock.Now = round.Clock.Now.AddDays(8);
        (await NewsAsync(round, round.Officer)).ShouldBeEmpty("it is no news any more");
    }

    [Fact]
    public async Task Moved_dates_and_pauses_are_told_to_every_unit()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var (calendar, ends, now) = (round.Installation.Calendar, round.Installation.PauseEnds, round.Clock.Now.UtcDateTime);
        var (first, second) = (round.By(Guid.CreateVersion7()), round.By(Guid.CreateVersion7()));
        var stands = (await ReadAsync(round)).Clock.DatesOf(Stages.Self).ShouldNotBeNull();
        OpenRound.Must(await round.Installation.DateChanges.WriteAsync(OpenRound.Code, new(Stages.Self, stands with { Closes = stands.Closes.AddDays(7) }, stands, "CV 9"), first, Cancel));
        (await NewsAsync(round, round.Stranger)).ShouldBeEmpty("only proposed");
        OpenRound.Must(await round.Installation.DateChanges.ApproveAsync(OpenRound.Code, (await ReadAsync(round)).Clock.DateChanges.Single().Id, second, Cancel));
        (await NewsAsync(round, round.Stranger)).ShouldHaveSingleItem().Kind.ShouldBe(WorkKind.MovedDates);

        var pause = OpenRound.Must(await calendar.ProposePauseAsync(OpenRound.Code, new("", now.AddDays(9), now.AddDays(20), "CV 10"), first, Cancel));
        OpenRound.Must(await calendar.ApprovePauseAsync(OpenRound.Code, pause.Id, second, Cancel));
        var begun = (WorkKind.BegunPause, $"Mọi giai đoạn: từ {VietnamTime.Write(now.AddDays(9))} đến {VietnamTime.Write(now.AddDays(20))}; hạn lùi tương ứng. Lý do: CV 10");
        (await NewsAsync(round, round.Stranger)).ShouldContain(begun, "approved");
        round.Clock.Now = round.Clock.Now.AddDays(8);
        (await NewsAsync(round, round.Stranger)).ShouldBeEmpty("approved a week ago, and not begun");
        round.Clock.Now = round.Clock.Now.AddDays(2);
        (await NewsAsync(round, round.Officer)).ShouldBe([begun], "begun");

        OpenRound.Must(await ends.ProposeAsync(OpenRound.Code, new(pause.Id, now.AddDays(12), "CV 11"), round.By(first.By), Cancel));
        OpenRound.Must(await ends.ApproveAsync(OpenRound.Code, pause.Id, now.AddDays(12), round.By(second.By), Cancel));
        (await NewsAsync(round, round.Officer)).ShouldHaveSingleItem().Kind.ShouldBe(WorkKind.EndedPause);
    }

    [Fact]
    public async Task The_approval_is_told_for_a_week_with_what_was_new_before_it_in_the_persons_language()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await round.Installation.Accounts.SetContactAsync(round.Officer.Id, "", "canbo@example.vn", round.By(Guid.Empty), Cancel));
        await round.Installation.Accounts.SetDigestAsync(round.Officer.Id, wanted: true, inEnglish: true, Cancel);
        var until = round.Clock.Now.UtcDateTime.AddDays(40);
        var asked = OpenRound.Must(await round.Installation.Calendar.ProposeExtensionAsync(OpenRound.Code, new(OpenRound.Unit, Stages.Self, until, "CV 12"), round.By(Guid.CreateVersion7()), Cancel));
        OpenRound.Must(await round.Installation.Calendar.ApproveExtensionAsync(OpenRound.Code, asked.Id, round.By(Guid.CreateVersion7()), Cancel));
        await round.FreezeAsync();
        (await NewsAsync(round, round.Officer)).Select(news => news.Kind).ShouldBe([WorkKind.ExtendedTime, WorkKind.ApprovedRound], ignoreOrder: true);

        var digests = new Digests(round.Installation.Database, round.Installation.Accounts, round.Desk, round.Installation.Outbox, round.Clock);
        (await digests.QueueAsync([ChannelKind.Mail], "https://chiso.example.vn", Cancel)).ShouldBe(1);
        var text = (await round.Installation.Outbox.ListAsync(null, Digests.About, 10, Cancel)).ShouldHaveSingleItem().Text;
        text.ShouldContain("\nNEWS\n");
        text.ShouldContain($"Self-assessment: the new deadline is {VietnamTime.Write(until)}. Ground: CV 12");
        text.ShouldContain("The final results are frozen and published.");

        round.Clock.Now = round.Clock.Now.AddDays(8);
        (await NewsAsync(round, round.Officer)).ShouldBeEmpty();
    }

    private static async Task<LiveRound> ReadAsync(OpenRound round) => (await round.Installation.Live.FindAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();

    private static async Task<IEnumerable<(WorkKind Kind, string? Told)>> NewsAsync(OpenRound round, Person person) =>
        (await round.Desk.OfAsync(person, Cancel)).Where(work => work.IsNews).Select(work => (work.Kind, work.Told.Select(told => told.Vi).SingleOrDefault()));
}
