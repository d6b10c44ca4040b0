using ChiSo.Application.CriteriaSets;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.CriteriaSets;

/// <summary>Changes of a tree leave everything but their place as it was.</summary>
public sealed class SetTreeTests
{
    private static readonly CriteriaSet Set = new()
    {
        Code = "bo",
        Version = 1,
        Name = Words.Same("Bộ"),
        Roots = [Line("A", Line("A1"), Line("A2", Line("A2x")), Line("A3")), Line("B", CriteriaPart.Bonus, Line("B1"))],
    };

    [Fact]
    public void A_line_is_found_with_the_line_above_it()
    {
        SetTree.ParentOf(Set, "A2x").ShouldBe("A2");
        SetTree.ParentOf(Set, "A").ShouldBe("");
        SetTree.Find(Set, "A3").ShouldNotBeNull().Code.Value.ShouldBe("A3");
        SetTree.Find(Set, "Z").ShouldBeNull();
    }

    [Fact]
    public void Lines_are_added_replaced_and_removed_with_what_is_below_them()
    {
        Codes(SetTree.Add(Set, "A2", Line("A2y"))).ShouldBe("A A1 A2 A2x A2y A3 B B1");
        Codes(SetTree.Add(Set, "", Line("C"))).ShouldBe("A A1 A2 A2x A3 B B1 C");
        Codes(SetTree.Replace(Set, "A2", Line("Moi"))).ShouldBe("A A1 Moi A2x A3 B B1");
        Codes(SetTree.Remove(Set, "A2")).ShouldBe("A A1 A3 B B1");
    }

    [Fact]
    public void Lines_move_among_those_beside_them_and_no_further()
    {
        Codes(SetTree.Shift(Set, "A3", -1)).ShouldBe("A A1 A3 A2 A2x B B1");
        Codes(SetTree.Shift(Set, "A1", 1)).ShouldBe("A A2 A2x A1 A3 B B1");
        Codes(SetTree.Shift(Set, "A1", -1)).ShouldBe(Codes(Set));
        Codes(SetTree.Shift(Set, "B", 1)).ShouldBe(Codes(Set));
    }

    [Fact]
    public void Under_another_root_a_line_and_all_below_it_belong_to_its_part()
    {
        var moved = SetTree.Put(Set, "A2", "B");
        Codes(moved).ShouldBe("A A1 A3 B B1 A2 A2x");
        SetTree.Find(moved, "A2x").ShouldNotBeNull().Part.ShouldBe(CriteriaPart.Bonus);
    }

    [Fact]
    public void The_mark_of_a_line_changes_with_the_line_and_its_place_alone()
    {
        var before = SetTree.MarkOf(Set, Line("A2"));
        SetTree.MarkOf(SetTree.Remove(Set, "A2x"), Line("A2")).ShouldBe(before);
        SetTree.MarkOf(Set, Line("A2") with { Name = Words.Same("Khác") }).ShouldNotBe(before);
        SetTree.MarkOf(SetTree.Put(Set, "A2", "B"), Line("A2")).ShouldNotBe(before);
    }

    private static string Codes(CriteriaSet set) => string.Join(' ', set.Nodes().Select(node => node.Code.Value));

    private static CriteriaNode Line(string code, params CriteriaNode[] below) => Line(code, CriteriaPart.Base, below);

    private static CriteriaNode Line(string code, CriteriaPart part, params CriteriaNode[] below) =>
        new() { Code = new(code), Number = new(""), Name = Words.Same(code), Max = new(1), Part = part, Children = [.. below] };
}
