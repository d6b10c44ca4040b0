using static ChiSo.Engine.Tests.TestData;

namespace ChiSo.Engine.Tests.Rounds;

public class MethodChecksTests
{
    private static readonly Method Two = Plain with { Classes = [new(Words.Same("tốt"), 80), new(Words.Same("khá"), 0)] };

    private static string[] CodesIn(Method method) =>
        [.. MethodChecks.Find(method, Set(Node("A", Leaf("A1", 100))), "round.json").Select(problem => $"{problem.Where} {problem.Code}")];

    [Fact]
    public void A_whole_method_has_no_problems() => CodesIn(Two with
    {
        Gates = [new(new GateCondition.NodeShareAtLeast(new("A"), 50), 1), new(new GateCondition.WithoutMark("vi-pham"), 1)],
        Quotas = [new(0, Number: 5, null)],
        TieBreaks = [new TieBreak.NodePoints(new("A1")), new TieBreak.SupplierPoints([Supplier.Survey])],
    }).ShouldBeEmpty();

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public void Decimals_are_0_to_3(int decimals) => CodesIn(Two with { Decimals = decimals }).ShouldBe(["round.json method.decimals"]);

    [Theory]
    [InlineData("80", "80")]
    [InlineData("70", "80")]
    public void Class_bounds_fall(string better, string worse) =>
        CodesIn(Two with { Classes = [new(Words.Same("tốt"), D(better)), new(Words.Same("khá"), D(worse))] }).ShouldBe(["round.json method.class-order"]);

    [Fact]
    public void Gates_and_keys_name_lines_that_are_there() => CodesIn(Two with
    {
        Gates = [new(new GateCondition.NodeShareAtLeast(new("X"), 50), 1)],
        TieBreaks = [new TieBreak.NodePoints(new("Y"))],
    }).ShouldBe(["round.json method.unknown-line", "round.json method.unknown-line"]);

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    public void A_gate_asks_for_a_share_between_0_and_100(int percent) =>
        CodesIn(Two with { Gates = [new(new GateCondition.NodeShareAtLeast(new("A"), percent), 1)] }).ShouldBe(["round.json method.gate-share"]);

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void Gates_and_quotas_name_classes_that_are_there(int place) => CodesIn(Two with
    {
        Gates = [new(new GateCondition.WithoutMark("vi-pham"), place)],
        Quotas = [new(place, Number: 1, null)],
    }).ShouldBe(["round.json method.unknown-class", "round.json method.unknown-class"]);

    [Fact]
    public void The_last_class_has_no_quota() => CodesIn(Two with { Quotas = [new(1, Number: 1, null)] }).ShouldBe(["round.json method.quota-last-class"]);

    [Theory]
    [InlineData(null, null)]
    [InlineData(1, 20)]
    [InlineData(-1, null)]
    [InlineData(null, 101)]
    [InlineData(null, -1)]
    public void A_quota_is_a_number_or_a_share(int? number, int? share) =>
        CodesIn(Two with { Quotas = [new(0, number, share)] }).ShouldBe(["round.json method.quota-limit"]);

    [Fact]
    public void A_class_has_one_quota() =>
        CodesIn(Two with { Quotas = [new(0, Number: 1, null), new(0, null, SharePercent: 20)] }).ShouldBe(["round.json method.quota-twice"]);
}
