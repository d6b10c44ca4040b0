using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Results;
using ChiSo.Application.Tests.Results;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.CriteriaSets;

/// <summary>What became of lines between two editions of a set, and what their entries are worth under the later one.</summary>
public sealed class SetMappingTests
{
    private static readonly BlockDocument Block = RoundTables.Parse(SmallRound.Read(SmallRound.Files.Remove("announced"))).TryGet(out var round) ? round.Blocks[0] : throw new InvalidOperationException("the small round is whole");
    private static readonly RoundDocument Round = RoundTables.Parse(SmallRound.Read(SmallRound.Files.Remove("announced"))).TryGet(out var round) ? round : throw new InvalidOperationException("the small round is whole");

    public static TheoryData<string, LineChange> Changes => new()
    {
        { "same", LineChange.Same },
        { "number", LineChange.Reworded },
        { "name", LineChange.Reworded },
        { "guide", LineChange.Reworded },
        { "evidence rule", LineChange.OtherEvidence },
        { "evidence words", LineChange.Reworded },
        { "max", LineChange.Reweighted },
        { "target", LineChange.OtherRule },
        { "letters", LineChange.OtherRule },
        { "renamed code", LineChange.Same },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Every_kind_of_change_is_told(string what, LineChange change)
    {
        var after = With("L1", line => what switch
        {
            "number" => line with { Number = new("9.9") },
            "name" => line with { Name = Words.Same("Khác") },
            "guide" => line with { Scoring = line.Scoring! with { Guide = "Xem thêm" } },
            "evidence rule" => line with { Scoring = line.Scoring! with { EvidenceRule = EvidenceRule.Mandatory } },
            "evidence words" => line with { Scoring = line.Scoring! with { Evidence = "Báo cáo năm" } },
            "max" => line with { Max = new(30) },
            "target" => line with { Scoring = line.Scoring! with { Rule = ((ScoringRule.Proportional)line.Scoring.Rule) with { Target = 90 } } },
            "letters" => line with { Scoring = line.Scoring! with { Figures = [new("c", "khác")] } },
            "renamed code" => line with { Code = new("M1"), Continues = [new("L1")] },
            _ => line,
        });
        SetMapping.Between(Block.Criteria, after).Lines[0].Change.ShouldBe(change);
    }

    [Fact]
    public void New_dropped_and_split_lines_are_told()
    {
        var lines = SetMapping.Between(Block.Criteria, With("L3", line => line with
        {
            Scoring = null,
            Children = [Part(line, "L3a", "L3"), Part(line, "L3b", "L3"), Part(line, "L3c", null)],
        })).Lines;
        lines.Select(line => (line.Before?.Code.Value, line.After?.Code.Value, line.Change)).ShouldBe([
            ("L1", "L1", LineChange.Same), ("L2", "L2", LineChange.Same), ("L3", "L3a", LineChange.Split), ("L3", "L3b", LineChange.Split), (null, "L3c", LineChange.New), ("L4", "L4", LineChange.Same)]);

        SetMapping.Between(Block.Criteria, With("L4", line => line with { Code = new("Z") })).Lines.Select(line => line.Change).ShouldBe(
            [LineChange.Same, LineChange.Same, LineChange.Same, LineChange.New, LineChange.Dropped]);
    }

    [Fact]
    public void Merged_lines_are_told_and_carry_nothing()
    {
        var lines = SetMapping.Between(Block.Criteria, Merging()).Lines;
        lines.Select(line => (line.Before?.Code.Value, line.After?.Code.Value, line.Change)).ShouldBe([
            ("L1", "L1", LineChange.Merged), ("L2", "L1", LineChange.Merged), ("L3", "L3", LineChange.Same), ("L4", "L4", LineChange.Same)]);
        lines[0].Carry(new Entry.Figures([8, 10])).ShouldBeNull();
    }

    [Fact]
    public void An_earlier_period_has_no_entry_for_a_merged_line_and_decisions_on_it_end()
    {
        var before = RoundSnapshot.ToInput(Round, Block);
        var decided = before with { Decisions = [.. before.Decisions, new(before.Units[0].Code, new("L1"), new Ruling.NotApplicable(NotApplicableEffect.Rebase), "QĐ 1", "Hội đồng")] };
        Restated.Of(before with { Criteria = Merging(), Period = "2024" }, decided).Find("a")!.Standing.ShouldBe(Standing.Unknown);
    }

    [Fact]
    public void An_answer_is_carried_by_its_words_and_lost_with_them()
    {
        var after = With("L3", line => line with { Scoring = line.Scoring! with { Rule = new ScoringRule.Choice([new("Không", default), new("Đủ", new(20))]) } });
        var line = SetMapping.Between(Block.Criteria, after).Lines[2];
        line.Carry(new Entry.Answer(0)).ShouldBe(new Entry.Answer(1)); // Đủ
        line.Carry(new Entry.Answer(1)).ShouldBeNull(); // Một phần
    }

    [Fact]
    public void Entries_that_no_longer_fit_are_not_carried()
    {
        var lower = SetMapping.Between(Block.Criteria, With("L2", line => line with { Max = new(10) })).Lines[1];
        lower.Carry(new Entry.Direct(new(9.5m))).ShouldBe(new Entry.Direct(new(9.5m)));
        lower.Carry(new Entry.Direct(new(12.5m))).ShouldBeNull();
        var strict = SetMapping.Between(Block.Criteria, With("L1", line => line with { Scoring = line.Scoring! with { NoTaskGivesMax = false } })).Lines[0];
        strict.Carry(new Entry.NoTask()).ShouldBeNull();
        strict.Carry(new Entry.Figures([8, 10])).ShouldBe(new Entry.Figures([8, 10]));
    }

    [Fact]
    public void The_same_rules_give_the_earlier_result_again()
    {
        var input = RoundSnapshot.ToInput(Round, Block);
        var restated = Restated.Of(input, input);
        var result = Computation.Compute(input);
        restated.Result.Units.Select(unit => (unit.Index, unit.Rank, unit.Class)).ShouldBe(result.Units.Select(unit => (unit.Index, unit.Rank, unit.Class)));
        restated.Find("khong-co").ShouldBeNull();
    }

    [Fact]
    public void An_earlier_period_is_computed_under_the_later_rules()
    {
        var before = RoundSnapshot.ToInput(Round, Block);
        var stricter = before with { Criteria = With("L1", line => line with { Scoring = line.Scoring! with { Rule = ((ScoringRule.Proportional)line.Scoring.Rule) with { Target = 160 } } }), Period = "2024" };
        // a: 8 of 10 is 80, of 160 half of 40 points: 20 + 12.5 + 20 + 17.575
        Restated.Of(stricter, before).Find("a")!.Index.ShouldBe(70.075m);

        var added = before with { Criteria = With("L3", line => line with { Code = new("N3") }), Period = "2024" };
        var open = Restated.Of(added, before).Find("a")!;
        (open.Standing, open.Index, open.Lowest, open.Highest).ShouldBe((Standing.Unknown, null, 62.075m, 82.075m));
    }

    private static CriteriaNode Part(CriteriaNode line, string code, string? continues) =>
        line with { Code = new(code), Continues = continues is null ? [] : [new(continues)], Max = new(line.Max.Value / 4) };

    /// <summary>L2 is merged into L1.</summary>
    private static CriteriaSet Merging()
    {
        var merged = With("L1", line => line with { Continues = [new("L1"), new("L2")] });
        return merged with { Roots = [.. merged.Roots.Select(root => root with { Children = [.. root.Children.Where(line => line.Code.Value != "L2")] }).Where(root => root.Code.Value != "L2")] };
    }

    private static CriteriaSet With(string code, Func<CriteriaNode, CriteriaNode> change) => Block.Criteria with { Version = 2, Roots = [.. Block.Criteria.Roots.Select(root => Changed(root, code, change))] };

    private static CriteriaNode Changed(CriteriaNode node, string code, Func<CriteriaNode, CriteriaNode> change) =>
        node.Code.Value == code ? change(node) : node with { Children = [.. node.Children.Select(child => Changed(child, code, change))] };
}
