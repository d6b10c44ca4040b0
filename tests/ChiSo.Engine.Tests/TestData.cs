using System.Collections.Immutable;

namespace ChiSo.Engine.Tests;

/// <summary>Builders of criteria sets, units and blocks, short enough to read in a table of cases.</summary>
internal static class TestData
{
    /// <summary>A class for everything, for tests that are about something else.</summary>
    public static readonly ImmutableArray<ClassBand> OneClass = [new(Words.Same("mọi đơn vị"), 0)];

    public static readonly Method Plain = new() { Classes = OneClass };

    /// <summary>A decimal in a table of cases: attributes hold none.</summary>
    public static decimal D(string invariant) => decimal.Parse(invariant, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A leaf scored by direct points; below zero, by a count that takes away a ten-thousandth at a time.</summary>
    public static CriteriaNode Leaf(string code, decimal max, ScoringRule? rule = null, CriteriaPart part = CriteriaPart.Base, Supplier supplier = Supplier.Unit) => new()
    {
        Code = new(code),
        Number = new(code),
        Name = Words.Same(code),
        Max = new(max),
        Part = part,
        Scoring = new()
        {
            SuppliedBy = supplier,
            Rule = rule ?? (max < 0
                ? new ScoringRule.Count(new(0), new(-0.0001m), new(max), new(0))
                : new ScoringRule.Rubric(new(0.0001m))),
            Figures = rule is null && max >= 0 ? [] : [new(rule is null or ScoringRule.Count ? "n" : "x", "số liệu")],
        },
    };

    /// <summary>An inner node whose maximum is the sum of its children's.</summary>
    public static CriteriaNode Node(string code, params CriteriaNode[] children) => new()
    {
        Code = new(code),
        Number = new(code),
        Name = Words.Same(code),
        Max = new(children.Sum(child => child.Max.Value)),
        Part = children[0].Part,
        Children = [.. children],
    };

    public static CriteriaSet Set(params CriteriaNode[] roots) => new() { Code = "set", Version = 1, Name = Words.Same("bộ tiêu chí"), Roots = [.. roots] };

    public static UnitInput Unit(string code) => new(code, Words.Same(code), null, [], []);

    public static UnitInput Excluded(this UnitInput unit, string why = "đơn vị mới") => unit with { Excluded = Words.Same(why) };

    /// <summary>The entry that gives a leaf of <see cref="Leaf"/> these points.</summary>
    public static Entry? Giving(this CriteriaNode leaf, decimal? points) => points switch
    {
        null => null,
        { } given when leaf.Max.Value < 0 => new Entry.Figures([-given / 0.0001m]),
        { } given => new Entry.Direct(new(given)),
    };

    /// <summary>A block in which each unit's points are given leaf by leaf; <c>null</c> is unknown.</summary>
    public static BlockInput Block(CriteriaSet set, params (string Unit, decimal?[] Points)[] rows)
    {
        CriteriaNode[] leaves = [.. set.Leaves()];
        return Block(set, [.. rows.Select(row => (row.Unit, row.Points.Select((points, leaf) => leaves[leaf].Giving(points)).ToArray()))]);
    }

    public static BlockInput Block(CriteriaSet set, params (string Unit, Entry?[] Entries)[] rows) => new()
    {
        RoundCode = "vong",
        BlockCode = "khoi",
        Period = "2023",
        Criteria = set,
        Method = Plain,
        Units = [.. rows.Select(row => Unit(row.Unit))],
        Entries = [.. rows.SelectMany(row => row.Entries)],
    };

    /// <summary>A block of one line of 100 points, so that points are the index.</summary>
    public static BlockInput OfIndices(params (string Unit, decimal Index)[] rows) =>
        Block(Set(Leaf("L", 100)), [.. rows.Select(row => (row.Unit, new decimal?[] { row.Index }))]);

    /// <summary>The same, units named a, b, c, …</summary>
    public static BlockInput OfIndices(params decimal[] indices) =>
        OfIndices([.. indices.Select((index, place) => (((char)('a' + place)).ToString(), index))]);

    public static BlockInput With(this BlockInput input, Func<Method, Method> method) => input with { Method = method(input.Method) };

    public static BlockInput WithUnit(this BlockInput input, string code, Func<UnitInput, UnitInput> change) =>
        input with { Units = [.. input.Units.Select(unit => unit.Code == code ? change(unit) : unit)] };

    public static BlockInput Decide(this BlockInput input, string unit, string node, Ruling ruling) =>
        input with { Decisions = input.Decisions.Add(new(unit, new(node), ruling, "căn cứ", "Hội đồng thẩm định")) };

    public static BlockInput NotApplicable(this BlockInput input, string unit, string node, NotApplicableEffect effect) =>
        input.Decide(unit, node, new Ruling.NotApplicable(effect));

    public static BlockInput Published(this BlockInput input, string period, string unit, decimal? index, int? rank = null, string criteria = "", params PublishedScore[] scores) =>
        input with { History = input.History.Add(new(period, unit, index, rank, "", criteria, "quyết định công bố", [.. scores])) };

    public static UnitResult Of(this BlockResult result, string unit) => result.Units.Single(row => row.Unit == unit);

    public static int NodeAt(this BlockResult result, string code) => result.Nodes.IndexOf(new(code));
}
