using ChiSo.Application.Audit;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Results;
using ChiSo.Application.Results.Editing;
using ChiSo.Application.Rounds.Sets;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Results;

/// <summary>A criteria set is changed line by line before it is published; every change is checked, and the round takes in only what adds up.</summary>
public sealed class SetEditingTests(PostgresServer postgres)
{
    private const string Code = PreparedFixture.Code;
    private const string Block = PreparedFixture.Block;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Points_moved_from_one_line_to_another_are_taken_in_when_they_add_up_again(Kind kind)
    {
        using var fixture = await PreparedFixture.NewAsync(kind, postgres);
        var (from, to) = Pair(await SetAsync(fixture));

        var first = PreparedFixture.Must(await SaveAsync(fixture, from, ("max_points", Text(from.Max.Value / 2)), ("rule_kind", "rubric"), ("rule_parameters", "step=0.0625"), ("step", ""), ("worked_example", "p=0 => 0"), ("figures_vi", "")));
        first.Tree.Version.ShouldBe(first.Stored.Criteria.Version);
        var shown = await SetAsync(fixture);
        shown.Problems.Select(problem => problem.Code).ShouldContain("criteria.sum");
        shown.Problems.ShouldContain(problem => problem.Where == $"{SetTree.ParentOf(shown.Tree, from.Code.Value)}:max_points");
        (await Editing(fixture).TakeInAsync(Code, Block, shown.Seen, PreparedFixture.By(), Cancel)).Problems.ShouldNotBeEmpty();
        (await fixture.RoundAsync()).Blocks[0].Criteria.ShouldBe(shown.Stored.Criteria, new AsText<CriteriaSet>()); // the round knows nothing yet

        PreparedFixture.Must(await SaveAsync(fixture, to, ("max_points", Text(to.Max.Value + (from.Max.Value / 2))), ("rule_kind", "rubric"), ("rule_parameters", "step=0.0625"), ("step", ""), ("worked_example", "p=0 => 0"), ("figures_vi", "")));
        var done = await SetAsync(fixture);
        done.Problems.ShouldBeEmpty();
        var writer = Guid.CreateVersion7();
        PreparedFixture.Must(await Editing(fixture).TakeInAsync(Code, Block, done.Seen, PreparedFixture.By(writer), Cancel));

        (await fixture.RoundAsync()).Blocks[0].Criteria.ShouldBe(done.Tree, new AsText<CriteriaSet>());
        var set = (await fixture.Test.Installation.SetPublishing.ListAsync(Code, Cancel))[0];
        (set.Standing, set.Hash, set.DraftedBy).ShouldBe((SetStanding.Draft, done.Seen, writer));
        (await SetAsync(fixture)).Draft.ShouldBeNull();
        await using var context = fixture.Test.Installation.Database.Open();
        (await context.AuditLinks.CountAsync(link => link.Act == "criteria.edited", Cancel)).ShouldBe(2);
        (await fixture.Test.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [InlineData("mandatory", EvidenceRule.Mandatory)]
    [InlineData("one_of", EvidenceRule.OneOf)]
    [InlineData("explanation", null)]
    [InlineData("Explanation", null)]
    public async Task What_evidence_a_line_needs_is_typed_kept_and_written_to_files(string typed, EvidenceRule? rule)
    {
        using var fixture = await PreparedFixture.NewAsync(Kind.Sqlite, postgres);
        var line = (await SetAsync(fixture)).Tree.Leaves().First(leaf => leaf.Scoring?.SuppliedBy == Supplier.Unit);
        PreparedFixture.Must(await SaveAsync(fixture, line, ("evidence_rule", typed)));
        var tree = (await SetAsync(fixture)).Tree;
        SetTree.Find(tree, line.Code.Value).ShouldNotBeNull().Scoring.ShouldNotBeNull().EvidenceRule.ShouldBe(rule);
        CriteriaTable.Rows(tree).Single(row => row[1].Text == line.Code.Value)[CriteriaTable.Columns.IndexOf("evidence_rule")].Text.ShouldBe(rule is null ? "" : typed);
        (await SaveAsync(fixture, line, ("evidence_rule", "some"))).Problems.ShouldContain(problem => problem.Code == "value.not-a-choice" && problem.Remedy.En.Contains("mandatory, one_of, explanation", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lines_that_are_gone_changes_there_are_none_of_and_a_line_below_itself_are_told()
    {
        using var fixture = await PreparedFixture.NewAsync(Kind.Sqlite, postgres);
        var set = await SetAsync(fixture);
        string Told(Result<EditedSet> done) => string.Join(' ', done.Problems.Select(problem => problem.Code));
        var parent = set.Tree.Nodes().First(node => !node.IsLeaf && node.Children.Any(child => !child.IsLeaf));
        Told(await SaveAsync(fixture, parent, ("parent", parent.Children.First(child => !child.IsLeaf).Code.Value))).ShouldBe("edit.parent");
        Told(await SaveAsync(fixture, parent, ("parent", "KHONG_CO"))).ShouldBe("edit.parent");
        Told(await Editing(fixture).ShiftAsync(Code, Block, "KHONG_CO", 1, set.Seen, PreparedFixture.By(), Cancel)).ShouldBe("edit.gone");
        Told(await Editing(fixture).RemoveAsync(Code, Block, "KHONG_CO", set.Seen, PreparedFixture.By(), Cancel)).ShouldBe("edit.gone");
        Told(await Editing(fixture).TakeInAsync(Code, Block, set.Seen, PreparedFixture.By(), Cancel)).ShouldBe("edit.nothing");
        Told(await Editing(fixture).DropAsync(Code, Block, set.Seen, PreparedFixture.By(), Cancel)).ShouldBe("edit.nothing");
        (await SetAsync(fixture)).Draft.ShouldBeNull();
    }

    [Fact]
    public async Task Evidence_is_not_asked_of_those_who_hand_nothing_in()
    {
        using var fixture = await PreparedFixture.NewAsync(Kind.Sqlite, postgres);
        var tree = (await SetAsync(fixture)).Tree;
        foreach (var line in (CriteriaNode[])[tree.Leaves().First(leaf => leaf.Scoring?.SuppliedBy == Supplier.Survey), tree.Roots[0]])
        {
            (await SaveAsync(fixture, line, ("evidence_rule", "mandatory"))).Problems.Select(problem => problem.Code).ShouldContain("criteria.evidence-rule");
            (await SaveAsync(fixture, line, ("evidence_rule", "explanation"))).Problems.Select(problem => problem.Code).ShouldNotContain("criteria.evidence-rule");
        }
    }

    [Fact]
    public async Task Lines_are_added_moved_and_removed_and_nothing_impossible_is()
    {
        using var fixture = await PreparedFixture.NewAsync(Kind.Sqlite, postgres);
        var before = await SetAsync(fixture);
        var (field, other) = (before.Tree.Roots[0].Code.Value, before.Tree.Roots[1].Code.Value);
        Dictionary<string, string> fresh = new() { ["code"] = "MOI", ["name_vi"] = "Dòng mới", ["max_points"] = "1,5", ["parent"] = field, ["rule_kind"] = "yes_no", ["rule_parameters"] = "yes=max; no=0", ["figures_vi"] = "a = đạt", ["supplied_by"] = "unit", ["worked_example"] = "a=1 => 1.5" };

        PreparedFixture.Must(await AddAsync(fresh));
        (await AddAsync(fresh)).Problems.Select(problem => (problem.Code, problem.Where)).ShouldBe([("edit.code-taken", "code")]);
        (await AddAsync(new(fresh) { ["code"] = "MOI2", ["parent"] = "khong-co" })).Problems.Select(problem => problem.Where).ShouldBe(["parent"]);
        (await AddAsync(new(fresh) { ["code"] = "MOI2", ["max_points"] = "nhiều", ["rule_parameters"] = "yes=" })).Problems.Select(problem => problem.Where).Distinct().ShouldBe(["max_points", "rule_parameters"], ignoreOrder: true);
        var added = await SetAsync(fixture);
        var line = SetTree.Find(added.Tree, "MOI").ShouldNotBeNull();
        (line.Max.Value, SetTree.ParentOf(added.Tree, "MOI")).ShouldBe((1.5m, field));

        PreparedFixture.Must(await Editing(fixture).ShiftAsync(Code, Block, "MOI", -1, added.Seen, PreparedFixture.By(), Cancel));
        (await Editing(fixture).ShiftAsync(Code, Block, "MOI", -1, added.Seen, PreparedFixture.By(), Cancel)).Problems.Single().Code.ShouldBe("edit.overtaken");
        PreparedFixture.Must(await SaveAsync(fixture, line, ("parent", other)));
        SetTree.ParentOf((await SetAsync(fixture)).Tree, "MOI").ShouldBe(other);
        var root = SetTree.Find((await SetAsync(fixture)).Tree, other).ShouldNotBeNull();
        (await SaveAsync(fixture, root, ("parent", "MOI"))).Problems.Single().Where.ShouldBe("parent"); // below itself
        PreparedFixture.Must(await Editing(fixture).RemoveAsync(Code, Block, "MOI", (await SetAsync(fixture)).Seen, PreparedFixture.By(), Cancel));
        (await SetAsync(fixture)).Problems.ShouldBeEmpty();
        PreparedFixture.Must(await Editing(fixture).DropAsync(Code, Block, (await SetAsync(fixture)).Seen, PreparedFixture.By(), Cancel));
        (await SetAsync(fixture)).Draft.ShouldBeNull();

        Task<Result<EditedSet>> AddAsync(Dictionary<string, string> typed) => Editing(fixture).SaveAsync(Code, Block, new(null, typed, DecimalMark.Comma, ""), PreparedFixture.By(), Cancel);
    }

    [Fact]
    public async Task Of_two_people_on_one_line_the_second_sees_the_first_and_other_lines_are_free()
    {
        using var fixture = await PreparedFixture.NewAsync(Kind.Sqlite, postgres);
        var set = await SetAsync(fixture);
        var (one, two) = Pair(set);
        var seen = SetTree.MarkOf(set.Tree, one);

        PreparedFixture.Must(await SaveAsync(fixture, one, ("name_vi", "Người thứ nhất")));
        PreparedFixture.Must(await SaveAsync(fixture, two, ("name_vi", "Dòng khác")));
        var late = await Editing(fixture).SaveAsync(Code, Block, new(one.Code.Value, Typed(set, one, ("name_vi", "Người thứ hai")), DecimalMark.Comma, seen), PreparedFixture.By(), Cancel);

        late.Problems.Single().Code.ShouldBe("edit.overtaken");
        SetTree.Find((await SetAsync(fixture)).Tree, one.Code.Value).ShouldNotBeNull().Name.Vi.ShouldBe("Người thứ nhất");
    }

    [Fact]
    public async Task After_publishing_the_next_version_is_written_beside_the_old()
    {
        using var fixture = await PreparedFixture.NewAsync(Kind.Sqlite, postgres);
        await fixture.PublishAsync();
        var set = await SetAsync(fixture);

        PreparedFixture.Must(await SaveAsync(fixture, Pair(set).From, ("name_vi", "Tên đã sửa")));
        var changed = await SetAsync(fixture);
        changed.Tree.Version.ShouldBe(set.Stored.Criteria.Version + 1);
        PreparedFixture.Must(await Editing(fixture).TakeInAsync(Code, Block, changed.Seen, PreparedFixture.By(), Cancel));

        var stored = (await fixture.Test.Installation.SetPublishing.ListAsync(Code, Cancel))[0];
        (stored.Standing, stored.Version, stored.Editions.ShouldHaveSingleItem().Version).ShouldBe((SetStanding.Draft, changed.Tree.Version, set.Stored.Criteria.Version));
    }

    [Fact]
    public async Task A_set_replaced_by_a_file_meanwhile_is_not_overwritten()
    {
        using var fixture = await PreparedFixture.NewAsync(Kind.Sqlite, postgres);
        var round = await fixture.RoundAsync();
        PreparedFixture.Must(await SaveAsync(fixture, Pair(await SetAsync(fixture)).From, ("name_vi", "Trên trang")));
        var criteria = round.Blocks[0].Criteria;
        var other = round with { Blocks = round.Blocks.SetItem(0, round.Blocks[0] with { Criteria = criteria with { Name = Words.Same("Từ tệp") } }) };
        PreparedFixture.Must(await fixture.TakeAsync(await fixture.SendAsync("ky.json", file => RoundJson.Write(file, other), Code)));

        var stale = await SetAsync(fixture);
        stale.IsStale.ShouldBeTrue();
        (await Editing(fixture).TakeInAsync(Code, Block, stale.Seen, PreparedFixture.By(), Cancel)).Problems.Single().Code.ShouldBe("edit.stale");
        (await SaveAsync(fixture, Pair(stale).From, ("name_vi", "Nữa"))).Problems.Single().Code.ShouldBe("edit.stale");
        PreparedFixture.Must(await Editing(fixture).DropAsync(Code, Block, stale.Seen, PreparedFixture.By(), Cancel));
        (await SetAsync(fixture)).Tree.Name.Vi.ShouldBe("Từ tệp");
        (await Editing(fixture).FindAsync("khong-co", Block, Cancel)).ShouldBeNull();
        (await Editing(fixture).FindAsync(PreparedFixture.Last, Block, Cancel)).ShouldBeNull(); // frozen
    }

    private static SetEditing Editing(PreparedFixture fixture) => fixture.Test.Installation.SetEditing;

    private static async Task<EditedSet> SetAsync(PreparedFixture fixture) => (await Editing(fixture).FindAsync(Code, Block, Cancel)).ShouldNotBeNull();

    /// <summary>Two scored lines side by side.</summary>
    private static (CriteriaNode From, CriteriaNode To) Pair(EditedSet set)
    {
        var parent = set.Tree.Nodes().First(node => node.Children.Count(child => child.IsLeaf && child.Max.Value > 0) > 1);
        var leaves = parent.Children.Where(child => child.IsLeaf && child.Max.Value > 0).ToList();
        return (leaves[0], leaves[1]);
    }

    private static async Task<Result<EditedSet>> SaveAsync(PreparedFixture fixture, CriteriaNode line, params (string Column, string Text)[] typed)
    {
        var set = await SetAsync(fixture);
        var known = SetTree.Find(set.Tree, line.Code.Value).ShouldNotBeNull();
        return await Editing(fixture).SaveAsync(Code, Block, new(line.Code.Value, Typed(set, known, typed), DecimalMark.Comma, SetTree.MarkOf(set.Tree, known)), PreparedFixture.By(), Cancel);
    }

    private static Dictionary<string, string> Typed(EditedSet set, CriteriaNode line, params (string Column, string Text)[] typed)
    {
        var fields = new Dictionary<string, string>(TypedLine.Of(line, SetTree.ParentOf(set.Tree, line.Code.Value), DecimalMark.Comma));
        foreach (var (column, text) in typed)
            fields[column] = text;
        return fields;
    }

    private static string Text(decimal number) => VietnameseNumbers.ToText(number);
}
