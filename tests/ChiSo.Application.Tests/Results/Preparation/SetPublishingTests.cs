using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Desk;
using ChiSo.Application.People;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Application.Rounds.Sets;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Samples;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Results;

/// <summary>A criteria set is published by two people; no round opens before, and nothing of the set changes after.</summary>
public sealed class SetPublishingTests(PostgresServer postgres)
{
    private const string Code = PreparedFixture.Code;
    private const string Block = PreparedFixture.Block;

    private static readonly Guid Drafter = Guid.CreateVersion7();
    private static readonly Guid Second = Guid.CreateVersion7();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task One_proposes_another_publishes_and_only_then_the_round_opens(Kind kind)
    {
        using var fixture = await DraftedAsync(kind);
        var set = await SetAsync(fixture);
        (set.Standing, set.DraftedBy, set.Editions.Length).ShouldBe((SetStanding.Draft, Drafter, 0));
        set.Hash.ShouldBe(PublishedSet.Of((await RoundAsync(fixture)).Blocks[0].Criteria).Hash);
        await SetDatesAsync(fixture);
        (await CodesAsync(calendar => calendar.ProposeOpeningAsync(Code, By(Drafter), Cancel), fixture)).ShouldBe(["set.not-published"]);

        (await CodesAsync(sets => sets.PublishAsync(Code, Block, set.Hash, By(Second), Cancel), fixture)).ShouldBe(["set.not-proposed"]);
        (await CodesAsync(sets => sets.ProposeAsync(Code, Block, "khác", By(Drafter), Cancel), fixture)).ShouldBe(["set.overtaken"]);
        PreparedFixture.Must(await Sets(fixture).ProposeAsync(Code, Block, set.Hash, By(Drafter), Cancel));
        PreparedFixture.Must(await Sets(fixture).ProposeAsync(Code, Block, set.Hash, By(Drafter), Cancel)); // a double click
        (await CodesAsync(sets => sets.PublishAsync(Code, Block, set.Hash, By(Drafter), Cancel), fixture)).ShouldBe(["set.same-person"]);
        (await SetAsync(fixture)).MayBePublishedBy(Second).ShouldBeTrue();
        async Task<IEnumerable<(string, int)>> WaitingAsync(Guid person) => (await new PersonDesk(fixture.Test.Installation, TimeProvider.System).OfAsync(Officer(person), Cancel)).Where(work => work.Kind == WorkKind.PublishSet).Select(work => (work.Block, work.Left));
        (await WaitingAsync(Drafter)).ShouldBeEmpty("whoever proposed it waits for somebody else");
        (await WaitingAsync(Second)).ShouldBe([(Block, 1)]);
        PreparedFixture.Must(await Sets(fixture).PublishAsync(Code, Block, set.Hash, By(Second), Cancel));

        (await WaitingAsync(Second)).ShouldBeEmpty();
        var published = await SetAsync(fixture);
        (published.Standing, published.Current?.PublishedBy, published.Editions.ShouldHaveSingleItem().Hash).ShouldBe((SetStanding.Published, (Guid?)Second, set.Hash));
        (await CodesAsync(sets => sets.PublishAsync(Code, Block, set.Hash, By(Second), Cancel), fixture)).ShouldBe(["set.published"]);
        (await CodesAsync(sets => sets.ProposeAsync(Code, Block, set.Hash, By(Second), Cancel), fixture)).ShouldBe(["set.published"]);
        (await CodesAsync(calendar => calendar.ProposeOpeningAsync(Code, By(Drafter), Cancel), fixture)).ShouldBe(["set.not-published"], "there is another block");
        await fixture.PublishAsync();
        PreparedFixture.Must(await fixture.Test.Installation.Calendar.ProposeOpeningAsync(Code, By(Drafter), Cancel));
        PreparedFixture.Must(await fixture.Test.Installation.Calendar.OpenAsync(Code, By(Second), Cancel));
        await using var context = fixture.Test.Installation.Database.Open();
        var link = await context.AuditLinks.SingleAsync(one => one.Act == "criteria.published" && one.Subject == Block, Cancel);
        (await context.AuditPayloads.SingleAsync(one => one.Chain == link.Chain && one.Sequence == link.Sequence, Cancel)).Json.ShouldContain(set.Hash);
        (await context.AuditLinks.CountAsync(one => one.Act == "criteria.proposed" && one.Subject == Block, Cancel)).ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_wrote_it_last_does_not_publish_what_somebody_else_proposed()
    {
        using var fixture = await DraftedAsync(Kind.Sqlite);
        var set = await SetAsync(fixture);
        PreparedFixture.Must(await Sets(fixture).ProposeAsync(Code, Block, set.Hash, By(Second), Cancel));

        (await CodesAsync(sets => sets.PublishAsync(Code, Block, set.Hash, By(Drafter), Cancel), fixture)).ShouldBe(["set.same-person"]);
        PreparedFixture.Must(await Sets(fixture).PublishAsync(Code, Block, set.Hash, By(Guid.CreateVersion7()), Cancel));
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_published_set_never_changes_and_a_correction_is_a_version_beside_it(Kind kind)
    {
        using var fixture = await DraftedAsync(kind);
        var round = await RoundAsync(fixture);
        var late = await fixture.SendAsync("muon.json", file => RoundJson.Write(file, Reworded(round, "Muộn", 0)), Code);
        var first = await PublishAsync(fixture);

        (await fixture.TakeAsync(late)).Problems.Select(problem => problem.Code).ShouldBe(["set.published"]); // published since it was shown
        (await SendAsync(fixture, Reworded(round, "Khác", 0))).Problems.Select(problem => problem.Code).ShouldBe(["set.published"]);
        (await fixture.Test.Installation.Rounds.ImportAsync(Reworded(round, "Khác", 0), By(Guid.Empty), Cancel)).Problems.Select(problem => problem.Code).ShouldBe(["set.published"]);
        PreparedFixture.Must(await fixture.TakeAsync(await SendAsync(fixture, round with { Source = "chỉ đổi nguồn" })));
        (await SetAsync(fixture)).Standing.ShouldBe(SetStanding.Published);

        PreparedFixture.Must(await fixture.TakeAsync(await SendAsync(fixture, Reworded(round, "Khác", 1))));
        var corrected = await SetAsync(fixture);
        (corrected.Standing, corrected.Version, corrected.Editions.ShouldHaveSingleItem().Hash).ShouldBe((SetStanding.Draft, first.Version + 1, first.Hash));
        await using (var context = fixture.Test.Installation.Database.Open())
            (await context.CriteriaSets.AsNoTracking().SingleAsync(one => one.Hash == first.Hash && one.Version == first.Version, Cancel)).Read().ShouldBe(round.Blocks[0].Criteria, new AsText<CriteriaSet>());
        await PublishAsync(fixture);
        (await SetAsync(fixture)).Editions.Select(edition => edition.Version).ShouldBe([first.Version, first.Version + 1]);
    }

    [Fact]
    public async Task A_change_withdraws_the_proposal_and_leaves_no_unused_set_behind()
    {
        using var fixture = await DraftedAsync(Kind.Sqlite);
        var round = await RoundAsync(fixture);
        PreparedFixture.Must(await Sets(fixture).ProposeAsync(Code, Block, (await SetAsync(fixture)).Hash, By(Drafter), Cancel));

        PreparedFixture.Must(await fixture.TakeAsync(await SendAsync(fixture, Reworded(round, "Lần hai", 0))));
        var second = await SetAsync(fixture);
        second.Standing.ShouldBe(SetStanding.Draft);
        PreparedFixture.Must(await fixture.TakeAsync(await SendAsync(fixture, Reworded(round, "Lần ba", 0))));

        await using var context = fixture.Test.Installation.Database.Open();
        (await context.CriteriaSets.AnyAsync(one => one.Hash == second.Hash, Cancel)).ShouldBeFalse();
        (await context.SetPublications.CountAsync(one => one.BlockId == second.Block.Id, Cancel)).ShouldBe(0);
    }

    [Fact]
    public async Task An_import_on_the_server_publishes_at_once_and_says_so_in_the_trail()
    {
        using var test = await TestInstallation.NewAsync(Kind.Sqlite, postgres);
        PreparedFixture.Must(await test.Installation.Rounds.ImportAsync(SampleRound.CanTho, By(Guid.Empty), Cancel));

        var set = (await test.Installation.SetPublishing.ListAsync(SampleRound.CanTho.Code, Cancel))[0];
        (set.Standing, set.Current?.PublishedBy).ShouldBe((SetStanding.Published, (Guid?)Guid.Empty));
        await using var context = test.Installation.Database.Open();
        (await context.AuditPayloads.SingleAsync(Cancel)).Json.ShouldContain(set.Hash);
    }

    private static Change By(Guid person) => PreparedFixture.By(person);

    private static SetPublishing Sets(PreparedFixture fixture) => fixture.Test.Installation.SetPublishing;

    private static Person Officer(Guid id) => new(id, "thuongtruc", [new() { AccountId = id, Role = Role.StandingOffice, Unit = "", Ground = "thử", GrantedBy = Guid.Empty, From = DateTime.UnixEpoch }]) { HasAuthenticator = true };

    private async Task<PreparedFixture> DraftedAsync(Kind kind) => await PreparedFixture.NewAsync(kind, postgres, Drafter);

    private static async Task<RoundDocument> RoundAsync(PreparedFixture fixture) => await fixture.RoundAsync();

    private static async Task<BlockSet> SetAsync(PreparedFixture fixture) => (await Sets(fixture).ListAsync(Code, Cancel)).Single(set => set.Block.Code == Block);

    private static async Task<BlockSet> PublishAsync(PreparedFixture fixture)
    {
        await fixture.PublishAsync();
        return await SetAsync(fixture);
    }

    private static Task<UploadPlan> SendAsync(PreparedFixture fixture, RoundDocument round) => fixture.SendAsync("ky.json", file => RoundJson.Write(file, round), Code);

    private static RoundDocument Reworded(RoundDocument round, string name, int later)
    {
        var criteria = round.Blocks[0].Criteria;
        return round with
        {
            Blocks = round.Blocks.SetItem(0, round.Blocks[0] with
            {
                Criteria = criteria with { Version = criteria.Version + later, Roots = criteria.Roots.SetItem(0, criteria.Roots[0] with { Name = Words.Same(name) }) },
            }),
        };
    }

    private static async Task SetDatesAsync(PreparedFixture fixture) => PreparedFixture.Must(await fixture.Test.Installation.Calendar.SetAsync(Code, [new(Stages.Self, DateTime.UnixEpoch, DateTime.UnixEpoch.AddDays(1))], By(Drafter), Cancel));

    private static async Task<ImmutableArray<string>> CodesAsync(Func<SetPublishing, Task<Result<BlockSet>>> act, PreparedFixture fixture) => [.. (await act(Sets(fixture))).Problems.Select(problem => problem.Code)];

    private static async Task<ImmutableArray<string>> CodesAsync(Func<RoundCalendar, Task<Result<LiveRound>>> act, PreparedFixture fixture) => [.. (await act(fixture.Test.Installation.Calendar)).Problems.Select(problem => problem.Code)];
}
