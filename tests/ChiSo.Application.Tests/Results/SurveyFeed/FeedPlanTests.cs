using System.Collections.Immutable;
using ChiSo.Application.Results;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Samples;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Results;

/// <summary>What feeding would do to a round of files, and what is wrong with a table.</summary>
public sealed class FeedPlanTests : IDisposable
{
    private const string Line = "TD_HL_TC";

    private readonly string folder = Directory.CreateTempSubdirectory("chiso-feed-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("what,from,to\nfactor,access,\n", "table.missing-value@mapping.csv:2:to")]
    [InlineData("what,from,to\nfaktor,access,X\n", "value.not-a-choice@mapping.csv:2:what")]
    [InlineData("what,from,to\nunit,a,b\n", "feed.no-factors@mapping.csv")]
    [InlineData("what,from,to\nfactor,access,X\nfactor,staff,X\nunit,a,b\nunit,a,\n", "feed.twice@mapping.csv:5:to feed.twice@mapping.csv:3:to")]
    [InlineData("what,from\nfactor,access\n", "table.missing-column@mapping.csv")]
    public void A_table_that_can_not_be_followed_is_told_by_cell(string text, string problems) =>
        FeedMapping.Read(Write(text)).Problems.Select(problem => $"{problem.Code}@{problem.Where}").ShouldBe(problems.Split(' '));

    [Fact]
    public void Everything_that_does_not_fit_the_round_is_told_at_once()
    {
        var mapping = OpenRound.Must(FeedMapping.Read(Write($"what,from,to\nfactor,nope,{Line}\nfactor,access,NOPE\nfactor,staff,TT_KS_CP\nunit,nope,noivu\n")));
        var survey = SyntheticSurvey.Survey with { Declaration = SyntheticSurvey.Survey.Declaration with { Round = "khac" } };
        Plan(SampleRound.CanTho, new(FedSurvey.Of(survey), [], ""), mapping).Problems.Select(problem => $"{problem.Code}@{problem.Where}").ShouldBe(
            ["feed.other-round@hai-long-2023", "feed.no-factor@mapping.csv:2:from", "feed.no-line@mapping.csv:3:to", "feed.measure@mapping.csv:4:to", "feed.not-rated@mapping.csv:5:from"]);
    }

    [Fact]
    public void A_unit_goes_by_the_table_or_by_its_own_code_and_must_be_in_the_round()
    {
        Plan(SampleRound.CanTho, Asked("so-noi-vu", "noivu", "van-phong"), Mapped("unit,so-noi-vu,noivu\nunit,van-phong,\n")).Problems.ShouldHaveSingleItem().Code.ShouldBe("feed.same-unit");
        Plan(SampleRound.CanTho, Asked("so-noi-vu", "van-phong"), Mapped("unit,so-noi-vu,noivu\n")).Problems.ShouldHaveSingleItem().Where.ShouldBe("hai-long-2023: units");
        var plan = OpenRound.Must(Plan(SampleRound.CanTho, Asked("so-noi-vu", "van-phong") with { Figures = [Figure("so-noi-vu", 50)] }, Mapped("unit,so-noi-vu,noivu\nunit,van-phong,\n")));
        plan.Lines.ShouldHaveSingleItem().Unit.ShouldBe("noivu");
    }

    [Fact]
    public void One_block_alone_leaves_the_units_of_others_out()
    {
        var mapping = Mapped("").Within(SampleRound.CanTho, "departments", ["noivu", "thoi-lai"]);
        (mapping.UnitOf("noivu"), mapping.UnitOf("thoi-lai")).ShouldBe(("noivu", null));
        OpenRound.Must(Plan(SampleRound.CanTho, Asked("noivu", "thoi-lai"), mapping)).Lines.ShouldHaveSingleItem().Block.ShouldBe("departments");
        FeedTargets.Of(SampleRound.CanTho, "districts").Units.Length.ShouldBe(9);
        FeedTargets.Of(SampleRound.CanTho, null).Lines.Where(line => line.OtherMeasure is null).Select(line => line.Line.Code.Value).ShouldBe(["TD_HL_TC", "TD_HL_TT", "TD_HL_CC", "TD_HL_KQ", "TD_HL_PA", "CS_KS_TT"]);
    }

    [Fact]
    public void Too_few_forms_leave_the_line_unknown_and_no_figure_leaves_what_stood()
    {
        var plan = OpenRound.Must(Plan(SampleRound.CanTho, Asked("noivu", "tuphap") with { Figures = [Figure("noivu", 49), new("tuphap", "access", null, null, 0)] }, Mapped("")));
        plan.Lines.Select(line => (line.Unit, line.State, line.PointsAfter)).ShouldBe([("noivu", FedState.TooFewForms, null), ("tuphap", FedState.Nothing, plan.Lines[1].PointsBefore)]);
        plan.Positions.ShouldHaveSingleItem().Position.Entry.From!.Count.ShouldBe(49); // fed entries have a source
    }

    [Fact]
    public void What_a_later_stage_or_a_decision_says_stays()
    {
        var block = SampleRound.CanTho.Blocks[0];
        var council = block.Positions.First(position => position.Unit == "noivu" && position.Criterion.Value == Line) with { Stage = Rounds.Stages.Council, Entry = new Entry.Figures([70]) { From = new("Hội đồng", null, 60, null) } };
        var round = SampleRound.CanTho with
        {
            Blocks = [block with { Positions = [.. block.Positions, council], Decisions = [.. block.Decisions, new("tuphap", new("TD_HL"), new Ruling.NotApplicable(NotApplicableEffect.Rebase), "vì", "Hội đồng")] }, .. SampleRound.CanTho.Blocks.Skip(1)],
        };
        var plan = OpenRound.Must(Plan(round, Asked("noivu", "tuphap") with { Figures = [Figure("noivu", 80), Figure("tuphap", 80)] }, Mapped("")));
        plan.Lines.Select(line => (line.Unit, line.State, line.PointsAfter)).ShouldBe([("noivu", FedState.LaterStage, 1.4m), ("tuphap", FedState.LeftOut, 0m)]);
    }

    [Fact]
    public void A_round_of_files_is_written_anew_and_reads_back_the_same()
    {
        var files = Path.Combine(folder, "ky");
        RoundPath.Write(SampleRound.CanTho, files);
        var fed = OpenRound.Must(SurveyFeeds.FeedFiles(files, SampleRound.CanTho, Asked("noivu") with { Figures = [Figure("noivu", 80)] }, Mapped(""), EarlierRounds.None));
        var read = OpenRound.Must(RoundPath.Read(files));
        RoundDifferences.Between(fed.After, read).IsEmpty.ShouldBeTrue();
        RoundDifferences.Between(SampleRound.CanTho, read).Tables.ShouldHaveSingleItem().Added.ShouldHaveSingleItem().ShouldContain("88.123457");

        File.WriteAllText(Path.Combine(folder, "cu.xls"), "");
        SurveyFeeds.FeedFiles(Path.Combine(folder, "cu.xls"), SampleRound.CanTho, Asked("noivu"), Mapped(""), EarlierRounds.None).Problems.ShouldHaveSingleItem().Code.ShouldBe("feed.not-writable");
    }

    private static Result<FeedPlan> Plan(RoundDocument round, SurveyFigures survey, FeedMapping mapping) => FeedPlan.Make(round, survey, mapping, EarlierRounds.None);

    private static FedFigure Figure(string unit, int forms) => new(unit, "access", 88.1234567, 2.5, forms);

    private static SurveyFigures Asked(params ImmutableArray<string> units) =>
        new(FedSurvey.Of(SyntheticSurvey.Survey) with { Units = units }, [], "nguồn");

    private FeedMapping Mapped(string rows) => OpenRound.Must(FeedMapping.Read(Write($"what,from,to\nfactor,access,{Line}\n{rows}")));

    private string Write(string text)
    {
        var path = Path.Combine(folder, "mapping.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
