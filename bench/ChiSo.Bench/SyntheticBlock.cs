using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Bench;

/// <summary>Made-up blocks of any size with every kind of rule in turn, some decisions and excluded units, and three years of history. The same size gives the same block.</summary>
internal static class SyntheticBlock
{
    private const int LeavesPerField = 15;

    private static readonly ImmutableArray<Figure> Ab = [new("a", "tử số"), new("b", "mẫu số")];

    private static readonly string[] Past = ["2020", "2021", "2022"];

    private static readonly ImmutableArray<ScoringRule> Kinds =
    [
        new ScoringRule.YesNo(null, new(0)),
        new ScoringRule.Choice([new("đầy đủ", new(1)), new("một phần", new(0.5m)), new("chưa", new(0))]),
        new ScoringRule.Ladder([Parse("100*a/b", "a", "b")], [Rung(90, 1), Rung(70, 0.5m)], new(0)),
        new ScoringRule.Ladder([Parse("a", "a", "b"), Parse("b", "a", "b")], [new([new(0, Comparison.AtLeast, 60), new(1, Comparison.AtMost, 90)], new(1))], new(0.25m)),
        new ScoringRule.Proportional(Parse("100*a/b", "a", "b"), 95, 50),
        new ScoringRule.Ratio(Parse("a/b", "a", "b")),
        new ScoringRule.Complement(Parse("100*(b-a)/b", "a", "b")),
        new ScoringRule.Count(new(1), new(-0.25m), new(0), new(1)),
        new ScoringRule.Rubric(new(0.25m)),
        new ScoringRule.Survey(100, 30, ImmutableSortedDictionary<string, string>.Empty),
        new ScoringRule.Imported("DTI", 1000),
        new ScoringRule.ImportedLadder("766", [Rung(80, 1), Rung(60, 0.5m)], new(0)),
        new ScoringRule.RelativeToBest(60),
        new ScoringRule.MeanOverItems(Parse("v/100", "v")),
        new ScoringRule.Calculated(Parse("M*min(a,b)/b", "a", "b", "M")),
    ];

    public static BlockInput Of(int units, int leaves)
    {
        var random = new Random(20231231);
        var set = Criteria(leaves);
        CriteriaNode[] lines = [.. set.Leaves()];
        return new()
        {
            RoundCode = "bench",
            BlockCode = "communes",
            Period = "2023",
            Criteria = set,
            Method = Method(),
            Units = [.. Enumerable.Range(0, units).Select(unit => new UnitInput(Code(unit), Words.Same(Code(unit)), unit % 97 == 96 ? Words.Same("mới thành lập") : null, [], []))],
            Entries = [.. Enumerable.Range(0, units).SelectMany(_ => lines.Select(line => (Entry?)EntryOf(line, random)))],
            Decisions = [.. Enumerable.Range(0, units / 20).Select(place => new Decision(Code(place * 20), lines[place % lines.Length].Code, new Ruling.NotApplicable((NotApplicableEffect)(place % 3)), "căn cứ", "Hội đồng thẩm định"))],
            History = [.. Past.SelectMany(period => Enumerable.Range(0, units).Select(unit =>
                new PublishedResult(period, Code(unit), 60 + (random.Next(4000) / 100m), unit + 1, "tốt", "bench@1", "bench", [])))],
        };
    }

    private static CriteriaSet Criteria(int leaves) => new()
    {
        Code = "bench",
        Version = 1,
        Name = Words.Same("bench"),
        Roots = [.. Enumerable.Range(0, leaves).Chunk(LeavesPerField).Select(chunk => Node($"{(chunk[0] / LeavesPerField) + 1}",
            [.. chunk.Chunk(5).Select((lines, place) => Node($"{(chunk[0] / LeavesPerField) + 1}.{place + 1}", [.. lines.Select(Leaf)]))]))],
    };

    private static CriteriaNode Node(string number, CriteriaNode[] children) => new()
    {
        Code = new("N" + number),
        Number = new(number),
        Name = Words.Same(number),
        Max = new(children.Sum(child => child.Max.Value)),
        Children = [.. children],
    };

    private static CriteriaNode Leaf(int place)
    {
        var rule = Kinds[place % Kinds.Length];
        return new()
        {
            Code = new($"L{place}"),
            Number = new($"L.{place}"),
            Name = Words.Same($"L{place}"),
            Max = new(1),
            Scoring = new() { SuppliedBy = Supplier.Unit, Rule = rule, Figures = FiguresOf(rule) },
        };
    }

    private static ImmutableArray<Figure> FiguresOf(ScoringRule rule) => rule switch
    {
        ScoringRule.YesNo or ScoringRule.Choice or ScoringRule.Rubric => [],
        ScoringRule.Count => [new("n", "số lần")],
        ScoringRule.MeanOverItems => [new("v", "giá trị từng mục")],
        ScoringRule.Survey or ScoringRule.Imported or ScoringRule.ImportedLadder or ScoringRule.RelativeToBest => [new("x", "chỉ số")],
        _ => Ab,
    };

    private static Entry EntryOf(CriteriaNode line, Random random) => line.Scoring!.Rule switch // a line from Leaves()
    {
        ScoringRule.YesNo => new Entry.Answer(random.Next(5) == 0 ? 1 : 0),
        ScoringRule.Choice => new Entry.Answer(random.Next(3)),
        ScoringRule.Rubric => new Entry.Direct(new(random.Next(5) * 0.25m)),
        ScoringRule.Count => new Entry.Figures([random.Next(4)]),
        ScoringRule.MeanOverItems => new Entry.Items([random.Next(101), random.Next(101), random.Next(101)]),
        ScoringRule.Imported => new Entry.Figures([random.Next(500, 1000)]),
        ScoringRule.Survey => new Entry.Figures([random.Next(6000, 10000) / 100m]) { From = new("khảo sát", null, 200, null) },
        ScoringRule.ImportedLadder or ScoringRule.RelativeToBest => new Entry.Figures([random.Next(4000, 10000) / 100m]),
        _ => new Entry.Figures([random.Next(40, 90), 90]),
    };

    private static Method Method() => new()
    {
        Classes = [new(Words.Same("rất tốt"), 80), new(Words.Same("tốt"), 70), new(Words.Same("khá"), 60), new(Words.Same("trung bình"), 50), new(Words.Same("kém"), 0)],
        Gates = [new(new GateCondition.NodeShareAtLeast(new("N1"), 60), CapsAt: 1)],
        Quotas = [new(0, null, SharePercent: 20)],
        TieBreaks = [new TieBreak.NodePoints(new("N1")), new TieBreak.SupplierPoints([Supplier.Unit])],
        CountAbove = 60,
    };

    private static string Code(int unit) => $"u{unit}";

    private static ScoringRule.Rung Rung(decimal from, decimal points) => new([new(0, Comparison.AtLeast, from)], new(points));

    private static Formula Parse(string text, params string[] variables) =>
        Formula.Parse(text, variables, "bench").TryGet(out var formula) ? formula : throw new InvalidOperationException($"{text} is no formula.");
}
