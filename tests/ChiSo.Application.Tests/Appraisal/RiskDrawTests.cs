using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Samples;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>A draw by risk on both databases: what it starts from, that this is kept, and when it can't be made.</summary>
public sealed class RiskDrawTests(PostgresServer postgres)
{
    private static readonly CriterionCode Drafts = new(ReviewedRound.Drafts);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_risk_of_each_line_is_read_kept_and_repeatable(Kind kind)
    {
        using var round = await HandedInAsync(kind);
        round.Clock.Now += TimeSpan.FromDays(31);
        OpenRound.Must(await SetAsync(round, DoubleChoice.ByRisk));

        var lines = await DrawAsync(round);
        var drafts = lines.Single(line => line.Unit.Code == OpenRound.Unit && line.Node.Code == Drafts);
        var last = SampleRound.CanTho.Blocks[0].Positions.Where(position => position.Unit == OpenRound.Unit && position.Criterion == Drafts).ToList()[^1];
        var gap = Math.Abs(SheetPoints.Of(drafts.Node, new Entry.Figures([0, 5])) - SheetPoints.Of(drafts.Node, last.Entry) ?? 0) / drafts.Node.Max.Value;
        drafts.Risk.ShouldNotBeNull();
        drafts.Risk.Gap.ShouldBe((int)Math.Round(100 * gap, MidpointRounding.AwayFromZero));
        drafts.Risk.Gap.ShouldBeGreaterThan(0);
        drafts.Risk.Stake.ShouldBe((int)Math.Round(100 * drafts.Node.Max.Value / SampleRound.CanTho.Blocks[0].Criteria.Leaves().Max(leaf => leaf.Max.Value), MidpointRounding.AwayFromZero));
        drafts.Risk.Bare.ShouldBe(100);
        drafts.Risk.Changed.ShouldBe(await ChangedAsync(round, ReviewedRound.Agency));
        lines.Count(line => line.Risk?.Bare > 0).ShouldBe(1, "others name their evidence, or nobody handed them in");
        lines.ShouldAllBe(line => line.Risk != null);

        await using (var context = round.Installation.Database.Open())
            await context.Positions.Where(row => row.Criterion == Drafts && row.Stage == Stages.Self && row.Unit == OpenRound.Unit).ExecuteUpdateAsync(row => row.SetProperty(one => one.Evidence, "Báo cáo số 12/BC"), Cancel);
        (await DrawAsync(round)).Select(Told).ShouldBe(lines.Select(Told), "what the draw started from stays");
        OpenRound.Must(await SetAsync(round, DoubleChoice.ByRisk)); // a double click
        (await DrawAsync(round)).Select(Told).ShouldBe(lines.Select(Told));

        OpenRound.Must(await SetAsync(round, DoubleChoice.Random));
        (await DrawAsync(round)).ShouldAllBe(line => line.Risk == null);
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task While_units_may_still_hand_in_their_risk_is_not_known()
    {
        using var round = await HandedInAsync(Kind.Sqlite);
        var refused = (await SetAsync(round, DoubleChoice.ByRisk)).Problems.ShouldHaveSingleItem();
        (refused.Code, refused.What.Vi.StartsWith($"{SampleRound.CanTho.Blocks[0].Units.Length - 1} đơn vị", StringComparison.Ordinal)).ShouldBe(("double.too-early", true));
        (await DrawAsync(round)).ShouldBeEmpty();
        await using var context = round.Installation.Database.Open();
        (await context.LineRisks.AnyAsync(Cancel)).ShouldBeFalse();
    }

    /// <summary>A unit has handed in, one line with other figures than last year's and without evidence.</summary>
    private async Task<OpenRound> HandedInAsync(Kind kind)
    {
        var round = await OpenRound.NewAsync(kind, postgres);
        OpenRound.Must(await round.Installation.Rounds.ImportAsync(SampleRound.CanTho, round.By(Guid.Empty), Cancel));
        OpenRound.Must(await round.SaveAsync(round.Officer, ReviewedRound.Drafts, 0, "a=0;b=5", "Chưa trình", evidence: ""));
        await round.FillAsync();
        OpenRound.Must(await round.MoveAsync(round.Leader, SheetStep.HandIn));
        await round.DateAsync(Stages.FirstReview, 0, 60);
        return round;
    }

    private static Task<Result<DoubleMarking>> SetAsync(OpenRound round, DoubleChoice choice) =>
        round.Installation.DoubleMarkings.SetAsync(OpenRound.Code, OpenRound.Block, new(20, "mam-2025", choice), round.By(Guid.CreateVersion7()), Cancel);

    private static async Task<ImmutableArray<DrawnLine>> DrawAsync(OpenRound round) =>
        await round.Installation.DoubleMarkings.DrawAsync((await round.Installation.Reviews.ReadAsync(ReviewedRound.Part, Cancel)).ShouldNotBeNull(), Cancel);

    /// <summary>How many of a hundred of its lines an agency changed last year, counted in the sample itself.</summary>
    private static async Task<int> ChangedAsync(OpenRound round, string agency)
    {
        var map = (await round.Installation.Appraisers.ReadAsync(SampleRound.CanTho.Code, Cancel)).ShouldNotBeNull().Map(OpenRound.Block).ShouldNotBeNull();
        var said = SampleRound.CanTho.Blocks[0].Positions.Where(position => position.Stage is Stages.Self or Stages.FirstReview && map.Of(position.Criterion, position.Unit).Agency == agency).ToLookup(position => (position.Unit, position.Criterion));
        var both = said.Select(line => (Claim: line.LastOrDefault(one => one.Stage == Stages.Self), Given: line.LastOrDefault(one => one.Stage == Stages.FirstReview))).Where(line => line is { Claim: not null, Given: not null }).ToList();
        both.ShouldNotBeEmpty();
        return (int)Math.Round(100m * both.Count(line => line.Claim?.Entry != line.Given?.Entry) / both.Count, MidpointRounding.AwayFromZero);
    }

    private static (string, CriterionCode, int?, bool) Told(DrawnLine line) => (line.Unit.Code, line.Node.Code, line.Risk?.Weight, line.IsDrawn);
}
