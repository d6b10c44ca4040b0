using System.Diagnostics;
using ChiSo.Application.Results;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Samples;

/// <summary>What the illustrative round must show beside the announcement: every rule, stage and state, and figures a survey can give.</summary>
public sealed class CanThoSampleTests
{
    private static readonly RoundDocument Round = SampleRound.CanTho;

    [Fact]
    public void It_says_that_it_is_illustrative()
    {
        Round.Illustrative.ShouldBeTrue();
        Round.Note.Vi.ShouldContain("minh họa");
        Round.Note.En.ShouldContain("llustrative");
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task The_program_that_made_the_entries_makes_them_again()
    {
        var cancel = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("chiso-sample-");
        foreach (var table in Directory.EnumerateFiles(RepositoryFiles.At("samples", "can-tho-2023"), "*.csv"))
            File.Copy(table, Path.Combine(folder.FullName, Path.GetFileName(table)));
        using var made = Process.Start(new ProcessStartInfo(RepositoryFiles.At("artifacts", "bin", "ChiSo.Samples", new DirectoryInfo(AppContext.BaseDirectory).Name, "ChiSo.Samples"), [folder.FullName]) { RedirectStandardOutput = true, UseShellExecute = false })!; // no shell is asked, so there is a process
        _ = await made.StandardOutput.ReadToEndAsync(cancel);
        await made.WaitForExitAsync(cancel);

        made.ExitCode.ShouldBe(0);
        (await File.ReadAllTextAsync(Path.Combine(folder.FullName, "positions.csv"), cancel)).ShouldBe(await File.ReadAllTextAsync(RepositoryFiles.At("samples", "can-tho-2023", "positions.csv"), cancel));
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("departments", 16, 80)]
    [InlineData("districts", 9, 65)]
    public void It_has_the_announced_number_of_units_and_its_leaves(string block, int units, int leaves)
    {
        var document = Block(block);

        document.Units.Length.ShouldBe(units);
        document.Criteria.Leaves().Count(leaf => leaf.Part == CriteriaPart.Base).ShouldBe(leaves);
    }

    [Theory]
    [InlineData("departments")]
    [InlineData("districts")]
    public void Every_kind_of_rule_occurs(string block)
    {
        var kinds = typeof(ScoringRule).GetNestedTypes().Where(type => type.BaseType == typeof(ScoringRule));
        var rules = Block(block).Criteria.Leaves().Select(leaf => leaf.Scoring!.Rule).ToList();

        rules.Select(rule => rule.GetType()).Distinct().ShouldBe(kinds, ignoreOrder: true);
        rules.OfType<ScoringRule.Ladder>().Select(ladder => ladder.Measures.Length).Distinct().ShouldBe([1, 2], ignoreOrder: true);
    }

    [Fact]
    public void Every_effect_of_not_applicable_occurs_and_one_decision_is_lifted()
    {
        var rulings = Round.Blocks.SelectMany(block => block.Decisions).Select(decision => decision.Ruling).ToList();

        rulings.OfType<Ruling.NotApplicable>().Select(ruling => ruling.Effect).Distinct().ShouldBe(Enum.GetValues<NotApplicableEffect>(), ignoreOrder: true);
        rulings.OfType<Ruling.Applies>().ShouldNotBeEmpty();
        Round.Blocks.SelectMany(block => block.Decisions).ShouldAllBe(decision => decision.Ground.Length > 0 && decision.DecidedBy.Length > 0);
    }

    [Fact]
    public void Every_stage_occurs_and_so_do_drafts_and_no_task()
    {
        var positions = Round.Blocks.SelectMany(block => block.Positions).ToList();

        positions.Select(position => position.Stage).Distinct().ShouldBe(["self", "review1", "explanation", "review2", "council"], ignoreOrder: true);
        positions.ShouldContain(position => !position.HandedIn);
        positions.ShouldContain(position => position.Entry is Entry.NoTask);
    }

    [Theory]
    [InlineData("departments")]
    [InlineData("districts")]
    public void Nothing_is_unknown(string block) =>
        Computation.Compute(SampleRound.Input(Round, block)).Units.ShouldAllBe(unit => unit.Standing == Standing.Ranked);

    [Fact]
    public void What_others_supply_tells_its_source_and_day()
    {
        foreach (var block in Round.Blocks)
        {
            var suppliers = block.Criteria.Leaves().ToDictionary(leaf => leaf.Code, leaf => leaf.Scoring!.SuppliedBy);
            block.Positions.Where(position => suppliers[position.Criterion] != Supplier.Unit)
                .ShouldAllBe(position => position.Entry.From != null && position.Entry.From.CutOff == Round.CutOff && position.Entry.From.Source.Contains("minh họa"));
        }
    }

    [Fact]
    public void Shares_of_answers_are_whole_numbers_of_valid_forms()
    {
        foreach (var (position, survey) in SurveyLines())
        {
            var (x, forms) = (((Entry.Figures)position.Entry).Values[0], position.Entry.From!.Count!.Value);
            forms.ShouldBeInRange(Math.Max(100, survey.MinForms), 400);
            // A mean of answers from 1 to 5, as a share of 5 or of the way from 1 to 5.
            var steps = survey.Parameters["measure"] == "mean_1_5" ? x * forms * 4 / 100 : x * forms / 100;
            steps.ShouldBe(decimal.Truncate(steps), $"{position.Unit} {position.Criterion}: {x} of {forms} forms");
        }
    }

    [Fact]
    public void Only_offices_speak_never_persons()
    {
        var offices = Round.Blocks.SelectMany(block => block.Units.Select(unit => unit.Name.Vi).Concat(block.Criteria.Leaves().Select(leaf => leaf.Scoring!.LeadAppraiser)))
            .Append("Hội đồng thẩm định").Append("Tổ giúp việc Hội đồng thẩm định").ToHashSet();

        Round.Blocks.SelectMany(block => block.Positions).Select(position => position.By).Distinct().ShouldBeSubsetOf(offices);
    }

    [Fact]
    public void No_agency_appraises_itself()
    {
        foreach (var block in Round.Blocks)
        {
            var names = block.Units.ToDictionary(unit => unit.Code, unit => unit.Name.Vi);
            var declared = block.Criteria.Leaves().Where(leaf => leaf.Scoring!.SuppliedBy == Supplier.Unit).Select(leaf => leaf.Code).ToHashSet();
            block.Positions.Where(position => position.Stage is "review1" or "review2" && declared.Contains(position.Criterion))
                .ShouldAllBe(position => position.By != names[position.Unit]);
        }
    }

    private static BlockDocument Block(string code) => Round.Blocks.Single(block => block.Code == code);

    private static IEnumerable<(PositionDocument Position, ScoringRule.Survey Survey)> SurveyLines() =>
        from block in Round.Blocks
        from position in block.Positions
        let rule = block.Criteria.Leaves().Single(leaf => leaf.Code == position.Criterion).Scoring!.Rule as ScoringRule.Survey
        where rule is not null
        select (position, rule);
}
