using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Json;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Samples;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Results;

/// <summary>The index of a survey put into a round of the database, on both databases.</summary>
public sealed class SurveyFeedTests(PostgresServer postgres)
{
    private const string Line = "TD_HL_TC";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    private static readonly FeedMapping Mapping = new([new("access", Line, "", "")], []);

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_factor_becomes_a_value_with_its_forms_error_source_and_last_day(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var seen = OpenRound.Must(await round.Installation.Feeds.PreviewAsync(OpenRound.Code, Figures(90.25, forms: 120), Mapping, Cancel));
        (await RowsAsync(round)).ShouldBeEmpty("a preview writes nothing");
        var fed = OpenRound.Must(await FeedAsync(round, Figures(90.25, forms: 120)));
        fed.Lines.ShouldBe(seen.Lines);

        var line = fed.Lines.Single(line => line.Unit == OpenRound.Unit);
        (line.PointsBefore, line.PointsAfter, line.State).ShouldBe((null, 90.25m / 100 * 2, FedState.Written));
        fed.Lines.Where(other => other.Unit != OpenRound.Unit).ShouldAllBe(other => other.State == FedState.Nothing && other.After == null);
        var row = (await RowsAsync(round)).ShouldHaveSingleItem();
        (row.Stage, row.Sequence, row.HandedIn is not null).ShouldBe((Stages.FirstReview, 1, true));
        EngineJson.Read<Entry>(row.Entry).ShouldBe(new Entry.Figures([90.25m]) { From = new("nguồn", new(2023, 12, 31), 120, 1.5m) });
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_same_again_writes_nothing_and_another_value_stands_beside_the_first(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        OpenRound.Must(await FeedAsync(round, Figures(90, forms: 120)));
        OpenRound.Must(await FeedAsync(round, Figures(90, forms: 120))).Positions.ShouldBeEmpty();
        var fed = OpenRound.Must(await FeedAsync(round, Figures(80, forms: 120)));
        var line = fed.Lines.Single(line => line.Unit == OpenRound.Unit);
        (line.PointsBefore, line.PointsAfter).ShouldBe((1.8m, 1.6m));

        (await RowsAsync(round)).Select(row => row.Sequence).ShouldBe([1, 2]);
        await using var context = round.Installation.Database.Open();
        (await context.AuditLinks.CountAsync(link => link.Act == "survey.fed", Cancel)).ShouldBe(4, "each act has a link in the round's chain and one in the survey's");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_plan_that_is_not_the_one_looked_at_writes_nothing(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var seen = OpenRound.Must(await round.Installation.Feeds.PreviewAsync(OpenRound.Code, Figures(90, forms: 120), Mapping, Cancel)).Seen;
        (await FeedAsync(round, Figures(80, forms: 120), seen)).Problems.Single().Code.ShouldBe("feed.overtaken");
        (await RowsAsync(round)).ShouldBeEmpty();
        OpenRound.Must(await FeedAsync(round, Figures(90, forms: 120), seen)).Positions.Length.ShouldBe(1);
        OpenRound.Must(await FeedAsync(round, Figures(90, forms: 120), seen)).Positions.ShouldBeEmpty("a second press finds nothing to write");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Errors_that_leave_clusters_out_are_fed_by_whoever_says_so_and_their_source_tells(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var figures = Figures(90, forms: 120).WithoutClusters();
        (await FeedAsync(round, figures)).Problems.Single().Code.ShouldBe("feed.clusters");
        (await RowsAsync(round)).ShouldBeEmpty();
        OpenRound.Must(await FeedAsync(round, figures with { AcceptsThat = true })).Positions.Length.ShouldBe(1);
        EngineJson.Read<Entry>((await RowsAsync(round)).ShouldHaveSingleItem().Entry).ShouldBeOfType<Entry.Figures>().From.ShouldNotBeNull().Source.ShouldBe("nguồn (sai số chưa tính đến cụm của mẫu)");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_round_with_frozen_results_and_a_survey_still_open_are_refused(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var open = Figures(90, forms: 120) with { Survey = FedSurvey.Of(SyntheticSurvey.Survey) with { IsFinal = false, LastDay = new(2025, 2, 1) } };
        (await FeedAsync(round, open)).Problems.Single().Code.ShouldBe("feed.still-open");
        (await round.Installation.Feeds.FeedAsync("khong-co", Figures(90, forms: 120), Mapping, seen: null, round.By(Guid.Empty), Cancel)).Problems.Single().Code.ShouldBe("round.unknown");

        await using (var context = round.Installation.Database.Open())
            await context.Rounds.ExecuteUpdateAsync(set => set.SetProperty(one => one.FrozenAt, round.Clock.Now.UtcDateTime), Cancel);
        (await FeedAsync(round, Figures(90, forms: 120))).Problems.Single().Code.ShouldBe("feed.frozen");
        (await RowsAsync(round)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Importing_the_files_again_after_a_feed_is_a_change(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres, new SetClock(new(2025, 1, 6, 1, 0, 0, TimeSpan.Zero)));
        var change = Change.OnThisMachine(TimeProvider.System, "thử");
        OpenRound.Must(await test.Installation.Rounds.ImportAsync(SampleRound.CanTho, change, Cancel));
        OpenRound.Must(await test.Installation.Feeds.FeedAsync(SampleRound.CanTho.Code, Figures(90, forms: 120), Mapping, seen: null, change, Cancel));
        var stored = (await test.Installation.Rounds.LoadAsync(SampleRound.CanTho.Code, Cancel)).ShouldNotBeNull();
        stored.Blocks.Sum(block => block.Positions.Length).ShouldBe(SampleRound.CanTho.Blocks.Sum(block => block.Positions.Length) + 1);
        OpenRound.Must(await test.Installation.Rounds.ImportAsync(SampleRound.CanTho, change, Cancel)).ShouldBe(Imported.Replaced);
    }

    private static SurveyFigures Figures(double value, int forms) =>
        new(FedSurvey.Of(SyntheticSurvey.Survey), [new(OpenRound.Unit, "access", value, 1.5, forms)], "nguồn");

    private static Task<Result<FeedPlan>> FeedAsync(OpenRound round, SurveyFigures figures, string? seen = null) =>
        round.Installation.Feeds.FeedAsync(OpenRound.Code, figures, Mapping, seen, round.By(Guid.Empty), Cancel);

    private static async Task<List<Position>> RowsAsync(OpenRound round)
    {
        await using var context = round.Installation.Database.Open();
        return await context.Positions.AsNoTracking().Where(row => row.Unit == OpenRound.Unit && row.Criterion == new CriterionCode(Line)).OrderBy(row => row.Sequence).ToListAsync(Cancel);
    }
}
