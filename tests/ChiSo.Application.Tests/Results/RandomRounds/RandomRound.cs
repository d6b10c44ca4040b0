using System.Collections.Immutable;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Tests.Results.RandomRounds;

/// <summary>Whole valid rounds: every kind of rule and entry, decisions, history, and texts with every sign files part values by.</summary>
internal sealed class RandomRound
{
    private readonly RandomTexts texts;
    private readonly RandomTree trees;
    private readonly RandomLeaf leaves;

    private RandomRound(int seed)
    {
        texts = new(new Random(seed));
        leaves = new(texts);
        trees = new(texts, leaves);
    }

    /// <summary>The round of a seed, always the same.</summary>
    public static RoundDocument Of(int seed) => new RandomRound(seed).Next();

    private RoundDocument Next()
    {
        var from = texts.Day();
        var round = new RoundDocument
        {
            Code = "vong-" + texts.Random.Next(1000),
            Name = texts.Words(),
            Period = texts.Of<string>(["2023", "2024-H1", "2025-Q3"]),
            DataFrom = from,
            DataTo = from.AddDays(texts.Random.Next(400)),
            CutOff = texts.Day(),
            Illustrative = texts.Sometimes(),
            Note = texts.Sometimes() ? Words.Same("") : texts.Words(),
            Source = texts.TextOrNone(),
            Stages = [.. texts.Sometimes() ? (string[])[Stages.Self, Stages.FirstLevel] : [], .. texts.Distinct(texts.Random.Next(1, 5), stage => stage)],
            Public = texts.Enum<Visibility>(),
            Blocks = [],
        };
        return round with { Blocks = [.. Enumerable.Range(0, texts.Random.Next(1, 3)).Select(place => Block(round, "khoi-" + place))] };
    }

    private BlockDocument Block(RoundDocument round, string code)
    {
        var set = trees.Next();
        var marks = texts.Distinct(2, Fold.Key).ToList();
        var method = Method(set, marks);
        var units = Units([.. method.Gates.Select(gate => gate.Requires).OfType<GateCondition.WithoutMark>().Select(gate => gate.Mark)]);
        return new()
        {
            Code = code,
            Name = texts.Words(),
            Criteria = set,
            Method = method,
            Units = units,
            FirstLevel = round.Stages.Contains(Stages.FirstLevel) && FirstLevel(set, units) is { IsEmpty: false } rows ? rows : null,
            Positions = [.. Positions(round, set, units)],
            Decisions = [.. Decisions(set, units)],
            History = [.. History(units).OrderBy(result => result.Period, StringComparer.Ordinal)],
            Announced = [.. units.Where(_ => texts.Sometimes(4)).Select(unit => new AnnouncedIndex(unit.Code, texts.AnyNumber()))],
        };
    }

    private ImmutableArray<FirstLevelRow> FirstLevel(CriteriaSet set, ImmutableArray<UnitInput> units) =>
        [.. units.Where(_ => texts.Sometimes()).Select(unit => new FirstLevelRow(unit.Code, "Phòng " + texts.Text(), texts.Sometimes() ? null : texts.Of([.. set.Nodes().Select(node => node.Code)])))];

    private ImmutableArray<UnitInput> Units(IReadOnlyList<string> marks)
    {
        var count = texts.Random.Next(1, 5);
        var codes = texts.Codes(count).ToList();
        var names = texts.Distinct(2 * count, Fold.Key).Where(name => !codes.Exists(code => Fold.Key(code) == Fold.Key(name))).Take(count); // a code that is another's name is refused
        return [.. codes.Zip(names, (code, name) => new UnitInput(
            code, new(name, texts.Text()), texts.Sometimes() ? null : texts.Words(), [.. marks.Where(_ => texts.Sometimes())], [.. texts.Several(2).Where(other => other != code)], texts.Sometimes()))];
    }

    private Method Method(CriteriaSet set, IReadOnlyList<string> marks)
    {
        var classes = texts.Distinct(texts.Random.Next(2, 6), Fold.Key).Select((name, place) => new ClassBand(new(name, texts.Text()), (5 - place) * (20 - texts.Points(1).Value))).OrderByDescending(band => band.From).ToImmutableArray();
        var nodes = set.Nodes().Select(node => node.Code).ToList();
        return new()
        {
            Decimals = texts.Random.Next(4),
            Rounding = texts.Enum<Rounding>(),
            RankOn = texts.Enum<Basis>(),
            ClassifyOn = texts.Enum<Basis>(),
            ChangesOn = texts.Enum<Basis>(),
            Ties = texts.Enum<TieRule>(),
            TieBreaks = [.. Enumerable.Range(0, texts.Random.Next(3)).Select(_ => texts.Sometimes() ? (TieBreak)new TieBreak.NodePoints(texts.Of(nodes)) : new TieBreak.SupplierPoints([Supplier.Survey, texts.Enum<Supplier>()]))],
            Classes = classes,
            Gates = [.. Enumerable.Range(0, texts.Random.Next(3)).Select(_ => new Gate(
                texts.Sometimes() ? new GateCondition.WithoutMark(texts.Of(marks)) : new GateCondition.NodeShareAtLeast(texts.Of(nodes), texts.Number()), texts.Random.Next(classes.Length)))],
            Quotas = [.. Enumerable.Range(0, classes.Length - 1).Where(_ => texts.Sometimes()).Select(place => texts.Sometimes() ? new Quota(place, texts.Random.Next(9), null, texts.Sometimes()) : new Quota(place, null, texts.Number(), texts.Sometimes()))],
            Base = trees.Base(set),
            CountAbove = texts.Sometimes() ? null : texts.Number(),
            CompareWithMeanOfPredecessors = texts.Sometimes(),
        };
    }

    private List<PositionDocument> Positions(RoundDocument round, CriteriaSet set, ImmutableArray<UnitInput> units)
    {
        var positions = new List<PositionDocument>();
        foreach (var (unit, leaf) in units.SelectMany(unit => set.Leaves().Select(leaf => (unit, leaf))).Where(_ => texts.Sometimes()))
        {
            var (stage, mark) = (texts.Of(round.Stages), texts.Random.Next(3));
            for (var sequence = 1; sequence <= texts.Random.Next(1, 4); sequence++)
            {
                if (leaves.Entry(leaf.Scoring!, leaf.Max) is not { } entry)
                    break;
                positions.Add(new(unit.Code, leaf.Code, stage, mark, sequence, entry with { From = From() }, texts.Sometimes(), texts.TextOrNone(), texts.TextOrNone(), texts.TextOrNone()));
            }
        }

        return [.. positions.OrderBy(_ => texts.Random.Next())];
    }

    private Provenance? From()
    {
        var from = new Provenance(texts.TextOrNone(), texts.Sometimes() ? null : texts.Day(), texts.Sometimes() ? null : texts.Random.Next(), texts.Sometimes() ? null : texts.AnyNumber());
        return texts.Sometimes() || from == new Provenance("", null, null, null) ? null : from;
    }

    private IEnumerable<Decision> Decisions(CriteriaSet set, ImmutableArray<UnitInput> units)
    {
        foreach (var node in set.Nodes().Where(_ => texts.Sometimes(3)))
        {
            Ruling ruling = node.NotApplicable is { } policy && texts.Sometimes() ? new Ruling.NotApplicable(policy.Effect) : texts.Sometimes() ? new Ruling.Zero() : new Ruling.Applies();
            yield return new(texts.Of(units).Code, node.Code, ruling, texts.Text(), texts.Text());
        }
    }

    private IEnumerable<PublishedResult> History(ImmutableArray<UnitInput> units)
    {
        foreach (var unit in units.SelectMany(unit => unit.Predecessors.Append(unit.Code)).Distinct())
        {
            foreach (var period in new[] { "2020", "2021-H2", "2022" }.Where(_ => texts.Sometimes()))
            {
                yield return new(
                    period, unit, texts.Sometimes() ? null : texts.AnyNumber(), texts.Sometimes() ? null : texts.Random.Next(1, 40), texts.TextOrNone(), texts.TextOrNone(), texts.TextOrNone(),
                    [.. texts.Distinct(texts.Random.Next(3), code => code).Select(code => new PublishedScore(new(code), texts.AnyNumber(), texts.AnyNumber()))]);
            }
        }
    }
}
