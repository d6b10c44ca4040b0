using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.People;

/// <summary>Keys of data feeds: what ends them, and that they stand nowhere, on both databases.</summary>
public sealed class FeedKeyTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_key_gives_the_rights_of_its_person_until_its_last_day_and_stands_nowhere(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var keys = round.Installation.FeedKeys;
        var key = OpenRound.Must(await keys.MakeAsync(" Power BI ", By(round, round.Officer), Cancel));
        var (person, userName) = (await keys.FindAsync($" {key}\n", Cancel)).ShouldNotBeNull();
        (person.Mandates.Single().Role, userName).ShouldBe((Role.UnitOfficer, "canbo"));
        (await keys.FindAsync(key.ToUpperInvariant(), Cancel)).ShouldBeNull();
        var kept = (await keys.ListAsync(round.Officer.Id, Cancel)).ShouldHaveSingleItem();
        (kept.Label, kept.KeyHash.Contains(key[^40..], StringComparison.Ordinal)).ShouldBe(("Power BI", false));
        round.Clock.Now = round.Clock.Now.AddDays(FeedKeyDesk.Days).AddTicks(-1);
        (await keys.FindAsync(key, Cancel)).ShouldNotBeNull();
        round.Clock.Now = round.Clock.Now.AddTicks(1);
        (await keys.FindAsync(key, Cancel)).ShouldBeNull();
        await using var context = round.Installation.Database.Open();
        (await context.AuditPayloads.Select(payload => payload.Json).ToListAsync(Cancel)).ShouldAllBe(json => !json.Contains(key, StringComparison.Ordinal) && !json.Contains(kept.KeyHash, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_key_ends_when_its_person_revokes_it_the_account_is_closed_or_its_sessions_are_ended(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var (keys, mine) = (round.Installation.FeedKeys, By(round, round.Officer));
        var (first, second, third) = (OpenRound.Must(await keys.MakeAsync("một", mine, Cancel)), OpenRound.Must(await keys.MakeAsync("hai", mine, Cancel)), OpenRound.Must(await keys.MakeAsync("ba", By(round, round.Leader), Cancel)));
        var id = (await keys.ListAsync(round.Officer.Id, Cancel)).Single(key => key.Label == "một").Id;
        (await keys.RevokeAsync(id, By(round, round.Leader), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("feed-key.unknown", "it is somebody else's");
        OpenRound.Must(await keys.RevokeAsync(id, mine, Cancel));
        OpenRound.Must(await keys.RevokeAsync(id, mine, Cancel));
        (await keys.FindAsync(first, Cancel)).ShouldBeNull();
        (await keys.FindAsync(second, Cancel)).ShouldNotBeNull();
        OpenRound.Must(await round.Installation.Access.EndSessionsAsync(round.Officer.Id, Change.OnThisMachine(round.Clock, "mất máy"), Cancel));
        (await keys.FindAsync(second, Cancel)).ShouldBeNull();
        OpenRound.Must(await round.Installation.Accounts.SetClosedAsync(round.Leader.Id, closed: true, Change.OnThisMachine(round.Clock, "chuyển đi"), Cancel));
        (await keys.FindAsync(third, Cancel)).ShouldBeNull();
        await using var context = round.Installation.Database.Open();
        (await context.AuditLinks.Where(link => link.Act.StartsWith("feed-key.")).OrderBy(link => link.Sequence).Select(link => link.Act).ToListAsync(Cancel))
            .ShouldBe(["feed-key.made", "feed-key.made", "feed-key.made", "feed-key.revoked", "feed-key.revoked"]);
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Keys_without_a_place_and_too_many_are_refused()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var (keys, mine) = (round.Installation.FeedKeys, By(round, round.Officer));
        foreach (var label in (string[])["", " ", new('x', FeedKeyDesk.LongestLabel + 1)])
            (await keys.MakeAsync(label, mine, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("feed-key.label");
        for (var made = 0; made < 20; made++)
            OpenRound.Must(await keys.MakeAsync("máy", mine, Cancel));
        (await keys.MakeAsync("máy", mine, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("feed-key.many");
    }

    private static Change By(OpenRound round, Person person) => new(person.Id, Guid.Empty, round.Clock.Now.UtcDateTime, "");
}
