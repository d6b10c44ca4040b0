using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
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

/// <summary>Units with fewer valid forms than a line asks for, by the rule the line declares.</summary>
public sealed class FeedStandInTests(PostgresServer postgres) : IDisposable
{
    private const string Line = "TD_HL_TC";
    private const string Block = "departments";
    private const string Unit = "noivu";

    private static readonly FeedMapping Mapping = new([new("access", Line, "", "")], []);

    private readonly string folder = Directory.CreateTempSubdirectory("chiso-stand-in-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_mean_of_the_units_that_have_enough_stands_in_and_says_so()
    {
        var plan = Plan(Declaring(BelowMinimum.BlockMean), [Figure(Unit, 40, 12), Figure("tuphap", 80, 60), Figure("khdt", 90, 200), new("taichinh", "access", null, null, 0)]);

        var line = plan.Lines.Single(one => one.Unit == Unit);
        (line.After!.Values[0], line.After.From!.Count, line.By, line.State).ShouldBe((85m, 260, BelowMinimum.BlockMean, FedState.Written)); // fed, with a source
        line.After.From.StandardError.ShouldNotBeNull().ShouldBe((decimal)Math.Sqrt(8) / 2, 1e-6m); // likewise
        line.After.From.Source.ShouldBe("Thay theo quy định khi thiếu phiếu: trung bình các đơn vị đủ phiếu trong khối. nguồn");
        line.PointsAfter.ShouldBe(1.7m);
        line.Why.ShouldBe(new("12 phiếu hợp lệ, cần 50; lấy trung bình của 2 đơn vị đủ phiếu trong khối", "12 valid forms of the 50 needed; the mean of 2 units of the block with enough is taken"));
        plan.Positions.Single(one => one.Position.Unit == Unit).Position.Reason.ShouldBe(line.Why.ShouldNotBeNull().Vi);

        var hidden = plan.Lines.Single(one => one.Unit == "taichinh");
        (hidden.After!.Values[0], hidden.Why.ShouldNotBeNull().Vi.Contains("0 phiếu hợp lệ", StringComparison.Ordinal)).ShouldBe((85m, false), "how many answered of those too few to be shown is not told");
        plan.Lines.Single(one => one.Unit == "khdt").By.ShouldBeNull("it has enough of its own");
    }

    [Fact]
    public void Where_people_rate_several_units_the_error_of_the_mean_is_told_larger()
    {
        var raters = new SurveyFigures(FedSurvey.Of(SyntheticSurvey.Survey with { Declaration = SyntheticSurvey.Survey.Declaration with { Raters = [] } }) with { Units = [Unit, "tuphap", "khdt"] }, [Figure(Unit, 40, 12), Figure("tuphap", 80, 60), Figure("khdt", 90, 200)], "nguồn");
        var plan = OpenRound.Must(FeedPlan.Make(Declaring(BelowMinimum.BlockMean), raters, Mapping, EarlierRounds.None));
        plan.Lines.Single(one => one.Unit == Unit).After!.From!.StandardError.ShouldBe(2m); // fed, with a source
    }

    [Fact]
    public void Without_a_unit_that_has_enough_the_line_waits_and_says_why()
    {
        var line = Plan(Declaring(BelowMinimum.BlockMean), [Figure(Unit, 40, 12)]).Lines.ShouldHaveSingleItem();
        (line.State, line.By, line.After!.Values[0], line.PointsAfter).ShouldBe((FedState.TooFewForms, null, 40m, null)); // its own, on record
        line.Why.ShouldNotBeNull().En.ShouldContain("no unit of the block has enough");
    }

    [Fact]
    public void An_unknown_number_of_forms_is_nobodys_rule()
    {
        var plan = Plan(Declaring(BelowMinimum.BlockMean), [new(Unit, "access", 40, 2, null), Figure("tuphap", 80, 60)]);
        (plan.Lines[0].State, plan.Lines[0].By, plan.Lines[0].Why).ShouldBe((FedState.TooFewForms, null, null));
    }

    /// <summary>The sample's 95.6 of 250 forms last year with 60 of 10 forms now.</summary>
    [Fact]
    public void Last_years_forms_are_pooled_with_this_years()
    {
        var plan = Plan(Declaring(BelowMinimum.LastYear, NextYear), [Figure(Unit, 60, 10)], new([SampleRound.CanTho]));
        var line = plan.Lines.ShouldHaveSingleItem();
        line.After!.Values[0].ShouldBe(((95.6m * 250) + (60 * 10)) / 260, 1e-6m); // fed
        (line.After.From!.Count, line.After.From.StandardError, line.By).ShouldBe((260, null, BelowMinimum.LastYear)); // last year's error is not on record, so none is told
        line.After.From.Source.ShouldBe("Thay theo quy định khi thiếu phiếu: gộp với kỳ 2023 (can-tho-2023). nguồn");

        var alone = Plan(Declaring(BelowMinimum.LastYear, NextYear), [new(Unit, "access", null, null, 0)], new([SampleRound.CanTho])).Lines.ShouldHaveSingleItem();
        (alone.After!.Values[0], alone.After.From!.Count).ShouldBe((95.6m, 250), "answers too few to be shown would come out by subtraction"); // fed
        alone.After.From.Source.ShouldContain("giá trị đã lưu của kỳ 2023");
    }

    [Fact]
    public void A_value_that_stood_in_last_year_does_not_stand_in_again()
    {
        var first = Plan(Declaring(BelowMinimum.BlockMean), [Figure(Unit, 40, 12), Figure("tuphap", 80, 60)]).After;
        var line = Plan(Declaring(BelowMinimum.LastYear, NextYear), [Figure(Unit, 60, 10)], new([first])).Lines.ShouldHaveSingleItem();
        (line.State, line.By).ShouldBe((FedState.TooFewForms, null));
        line.Why.ShouldNotBeNull().Vi.ShouldContain("kỳ trước không có số liệu gộp được");
        Plan(Declaring(BelowMinimum.LastYear, NextYear), [Figure(Unit, 60, 10)]).Lines.Single().State.ShouldBe(FedState.TooFewForms, "no year before");
    }

    [Fact]
    public void Not_applicable_takes_the_line_out_until_there_are_enough_forms()
    {
        var round = Declaring(BelowMinimum.NotApplicable);
        var plan = Plan(round, [Figure(Unit, 40, 12)]);
        plan.Positions.ShouldBeEmpty();
        plan.Decisions.ShouldHaveSingleItem().Decision.ShouldBe(new(Unit, new(Line), new Ruling.NotApplicable(NotApplicableEffect.Rebase), "12 phiếu hợp lệ, cần 50", "Quy định của bộ tiêu chí (below=not_applicable)"));
        plan.Lines.ShouldHaveSingleItem().State.ShouldBe(FedState.NotApplicable);
        Max(plan.After).ShouldBe(Max(round) - 2);

        var again = Plan(plan.After, [Figure(Unit, 40, 12)]);
        (again.IsEmpty, again.Lines[0].State).ShouldBe((true, FedState.NotApplicable));
        var enough = Plan(plan.After, [Figure(Unit, 88, 70)]);
        enough.Decisions.ShouldHaveSingleItem().Decision.Ruling.ShouldBeOfType<Ruling.Applies>();
        (enough.Lines[0].State, enough.Lines[0].PointsAfter, Max(enough.After)).ShouldBe((FedState.Written, 1.76m, Max(round)));
        Plan(enough.After, [Figure(Unit, 40, 12)]).Decisions.ShouldHaveSingleItem().Decision.Ruling.ShouldBeOfType<Ruling.NotApplicable>();
    }

    [Fact]
    public void Whatever_people_decided_is_left_alone()
    {
        var round = Declaring(BelowMinimum.NotApplicable);
        var block = round.Blocks[0];
        RoundDocument With(BlockDocument changed) => round with { Blocks = [changed, .. round.Blocks.Skip(1)] };
        var council = block.Positions.First(position => position.Unit == Unit && position.Criterion.Value == Line) with { Stage = Stages.Council, Entry = new Entry.Figures([70]) { From = new("Hội đồng", null, 60, null) } };

        var spoken = Plan(With(block with { Positions = [.. block.Positions, council] }), [Figure(Unit, 40, 12)]);
        (spoken.Decisions.Length, spoken.Lines[0].State, spoken.Lines[0].PointsAfter).ShouldBe((0, FedState.LaterStage, 1.4m));
        var applies = Plan(With(block with { Decisions = [.. block.Decisions, new(Unit, new("TD_HL"), new Ruling.Applies(), "vì", "Hội đồng")] }), [Figure(Unit, 40, 12)]);
        (applies.Decisions.Length, applies.Lines[0].State).ShouldBe((0, FedState.TooFewForms));
    }

    [Fact]
    public void What_the_rule_took_out_stays_out_where_a_later_stage_speaks_or_forms_are_unknown()
    {
        var round = Plan(Declaring(BelowMinimum.NotApplicable), [Figure(Unit, 40, 12)]).After;
        var block = round.Blocks[0];
        var council = block.Positions.First(position => position.Unit == Unit && position.Criterion.Value == Line) with { Stage = Stages.Council, Entry = new Entry.Figures([70]) { From = new("Hội đồng", null, 60, null) } };
        Plan(round with { Blocks = [block with { Positions = [.. block.Positions, council] }, .. round.Blocks.Skip(1)] }, [Figure(Unit, 40, 12)]).Decisions.ShouldBeEmpty();
        Plan(round, [new(Unit, "access", 40, 2, null)]).Decisions.ShouldBeEmpty();
    }

    [Fact]
    public void A_missing_figure_is_not_too_few_forms_unless_they_were_counted()
    {
        var plan = Plan(Declaring(BelowMinimum.BlockMean), [new(Unit, "access", null, null, 200), new("taichinh", "services", 70, 2, 90), new("khdt", "access", null, null, null), Figure("tuphap", 80, 60)]);
        plan.Lines.Where(line => line.Unit != "tuphap").ShouldAllBe(line => line.State == FedState.Nothing && line.By == null && line.Why == null);
    }

    /// <summary>Its 200 forms are enough for the line, but few people are behind its value, or it would give away one of that kind.</summary>
    [Theory]
    [InlineData(BelowMinimum.BlockMean, FedState.Written, "80")]
    [InlineData(BelowMinimum.NotApplicable, FedState.NotApplicable, "")]
    [InlineData(BelowMinimum.LastYear, FedState.Written, "95.6")]
    public void A_value_that_may_not_be_told_follows_the_rule_for_too_few_forms(BelowMinimum rule, FedState state, string taken)
    {
        FedFigure hidden = new(Unit, "access", null, null, 200) { IsHidden = true };
        var line = Plan(Declaring(rule, NextYear), [hidden, Figure("tuphap", 80, 60)], new([SampleRound.CanTho])).Lines.Single(one => one.Unit == Unit);
        (line.State, line.By, line.After?.Values[0].ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "").ShouldBe((state, rule, taken));
        line.Why.ShouldNotBeNull().Vi.ShouldNotContain("200");
        Plan(SampleRound.CanTho, [hidden]).Lines.Single().ShouldSatisfyAllConditions(waits => waits.State.ShouldBe(FedState.Nothing), waits => waits.After.ShouldBeNull());
    }

    [Fact]
    public void Who_confirms_a_plan_confirms_its_grounds()
    {
        var round = Declaring(BelowMinimum.NotApplicable);
        Plan(round, [Figure(Unit, 40, 12)]).Seen.ShouldNotBe(Plan(round, [Figure(Unit, 40, 9)]).Seen);
    }

    [Theory]
    [InlineData(false, true, BelowMinimum.LastYear)]
    [InlineData(true, false, null)]
    public async Task In_the_database_only_a_frozen_round_is_last_year_and_an_illustrative_one_for_its_like(bool nowIsReal, bool wasFrozen, BelowMinimum? by)
    {
        (await LastYearOf(nowIsReal, wasFrozen)).ShouldBe(by);
        (await LastYearOf(nowIsReal: !nowIsReal, wasFrozen)).ShouldBeNull();
    }

    [Fact]
    public void A_round_of_files_keeps_rule_and_decision()
    {
        var files = Path.Combine(folder, "ky");
        var round = Declaring(BelowMinimum.NotApplicable);
        RoundPath.Write(round, files);
        var fed = OpenRound.Must(SurveyFeeds.FeedFiles(files, round, Asked([Figure(Unit, 40, 12)]), Mapping, EarlierRounds.None));
        RoundDifferences.Between(fed.After, OpenRound.Must(RoundPath.Read(files))).IsEmpty.ShouldBeTrue();
        File.ReadAllText(Path.Combine(files, "criteria.csv")).ShouldContain("min_forms=50; below=not_applicable");
        File.ReadAllText(Path.Combine(files, "decisions.csv")).ShouldContain("below=not_applicable");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task In_the_database_last_year_is_found_and_the_decision_is_kept(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres, change: next => Declaring("TD_HL_TT", BelowMinimum.NotApplicable, Declaring(BelowMinimum.LastYear, next)));
        OpenRound.Must(await round.Installation.Rounds.ImportAsync(SampleRound.CanTho, round.By(Guid.Empty), Cancel));
        await FreezeAsync(round);
        var figures = Asked([Figure(Unit, 60, 10), new(Unit, "procedures", 50, 2, 10)]);
        FeedMapping mapping = new([new("access", Line, "", ""), new("procedures", "TD_HL_TT", "", "")], []);

        var seen = OpenRound.Must(await round.Installation.Feeds.PreviewAsync(OpenRound.Code, figures, mapping, Cancel));
        var fed = OpenRound.Must(await round.Installation.Feeds.FeedAsync(OpenRound.Code, figures, mapping, seen.Seen, round.By(Guid.Empty), Cancel));
        fed.Lines.Select(line => line.By).ShouldBe([BelowMinimum.LastYear, BelowMinimum.NotApplicable]);

        await using var context = round.Installation.Database.Open();
        var row = await context.Positions.AsNoTracking().SingleAsync(one => one.Criterion == new CriterionCode(Line) && one.Evidence.Contains("nguồn"), Cancel);
        EngineJson.Read<Entry>(row.Entry).From.ShouldNotBeNull().Source.ShouldContain("gộp với kỳ 2023");
        row.Reason.ShouldBe("10 phiếu hợp lệ, cần 50; gộp với 250 phiếu của kỳ 2023");
        var stored = (await round.Installation.Rounds.LoadAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();
        stored.Blocks[0].Decisions.ShouldHaveSingleItem().ShouldBe(fed.Decisions.ShouldHaveSingleItem().Decision);
        OpenRound.Must(await round.Installation.Feeds.FeedAsync(OpenRound.Code, figures, mapping, seen: null, round.By(Guid.Empty), Cancel)).IsEmpty.ShouldBeTrue("a second press finds nothing to write");
        (await context.Decisions.CountAsync(Cancel)).ShouldBe(1 + SampleRound.CanTho.Blocks.Sum(block => block.Decisions.Length));
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    private async Task<BelowMinimum?> LastYearOf(bool nowIsReal, bool wasFrozen)
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres, change: next => Declaring(BelowMinimum.LastYear, next) with { Illustrative = !nowIsReal });
        OpenRound.Must(await round.Installation.Rounds.ImportAsync(SampleRound.CanTho, round.By(Guid.Empty), Cancel));
        if (wasFrozen)
            await FreezeAsync(round);
        return OpenRound.Must(await round.Installation.Feeds.PreviewAsync(OpenRound.Code, Asked([Figure(Unit, 60, 10)]), Mapping, Cancel)).Lines.ShouldHaveSingleItem().By;
    }

    private static async Task FreezeAsync(OpenRound round)
    {
        await using var context = round.Installation.Database.Open();
        await context.Rounds.Where(one => one.Code == SampleRound.CanTho.Code).ExecuteUpdateAsync(set => set.SetProperty(one => one.FrozenAt, DateTime.UnixEpoch), Cancel);
    }

    private static RoundDocument NextYear { get; } = RollOver.From(SampleRound.CanTho, new("ky-2024", Words.Same("Kỳ 2024"), "2024", new(2024, 1, 1), new(2024, 12, 31), Words.Same(""), "thử"));

    private static decimal Max(RoundDocument round) => Computation.Compute(RoundSnapshot.ToInput(round, round.Blocks.Single(block => block.Code == Block))).Units.Single(unit => unit.Unit == Unit).ApplicableMax;

    private static RoundDocument Declaring(BelowMinimum below, RoundDocument? round = null) => Declaring(Line, below, round ?? SampleRound.CanTho);

    private static RoundDocument Declaring(string line, BelowMinimum below, RoundDocument round)
    {
        return round with { Blocks = [.. round.Blocks.Select(block => block with { Criteria = block.Criteria with { Roots = [.. block.Criteria.Roots.Select(Changed)] } })] };

        CriteriaNode Changed(CriteriaNode node) => node switch
        {
            { Scoring: { Rule: ScoringRule.Survey rule } scoring } when node.Code.Value == line => node with { Scoring = scoring with { Rule = rule with { Below = below } } },
            _ => node with { Children = [.. node.Children.Select(Changed)] },
        };
    }

    private static FedFigure Figure(string unit, double value, int forms) => new(unit, "access", value, 2, forms);

    private static FeedPlan Plan(RoundDocument round, ImmutableArray<FedFigure> figures, EarlierRounds? earlier = null) => OpenRound.Must(FeedPlan.Make(round, Asked(figures), Mapping, earlier ?? EarlierRounds.None));

    private static SurveyFigures Asked(ImmutableArray<FedFigure> figures) =>
        new(FedSurvey.Of(SyntheticSurvey.Survey) with { Units = [.. figures.Select(figure => figure.Unit).Distinct()] }, figures, "nguồn");
}
