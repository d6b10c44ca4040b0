using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Tests.Results.RandomRounds;

/// <summary>A leaf of any kind, with worked examples that pass, and entries that can be scored on it.</summary>
internal sealed class RandomLeaf(RandomTexts texts)
{
    private static readonly string[] Formulas = ["100*a/b", "a", "min(a, b) / max(b, 1)", "if(a > b and not (b = 0), a, b)", "(a - b)*2", "M*a/100", "1.50*a"];
    private const int Kinds = 15;

    /// <param name="max">At least a quarter point; a whole number of quarter points.</param>
    /// <param name="simple">Only kinds that suit any sign of the maximum.</param>
    public Leaf Next(Points max, bool simple)
    {
        while (true)
        {
            var leaf = Of(simple ? texts.Random.Next(3) : texts.Random.Next(Kinds), max);
            ImmutableArray<WorkedExample> examples = [.. Enumerable.Range(0, texts.Random.Next(1, 4)).Select(_ => Example(leaf, max)).OfType<WorkedExample>()];
            if (!examples.IsEmpty && Fits(leaf, max))
                return leaf with { Examples = examples };
        }
    }

    /// <summary>An entry without a source; <c>null</c> when ten tries gave none that can be scored.</summary>
    public Entry? Entry(Leaf leaf, Points max)
    {
        if (leaf.NoTaskGivesMax && texts.Sometimes(5))
            return new Entry.NoTask();
        for (var tries = 0; tries < 10; tries++)
        {
            var entry = Any(leaf, max);
            var peers = leaf.Rule is ScoringRule.RelativeToBest && entry is Entry.Figures { Values: [var own] } ? new Peers(own, []) : default;
            if (RuleScorer.Score(leaf, max, entry, peers, steps: null, out _) is not null)
                return entry;
        }

        return null;
    }

    /// <summary>Whether no step of its ladder hides behind another.</summary>
    private static bool Fits(Leaf leaf, Points max)
    {
        var line = new CriteriaNode { Code = new("a"), Number = new(""), Name = Words.Same("a"), Max = max, Part = max.Value < 0 ? CriteriaPart.Deduction : CriteriaPart.Base, Scoring = leaf };
        return !CriteriaChecks.Find(new CriteriaSet { Code = "a", Version = 1, Name = line.Name, Roots = [line] }).Any(problem => problem.Code.StartsWith("rule.", StringComparison.Ordinal));
    }

    private WorkedExample? Example(Leaf leaf, Points max)
    {
        if (Entry(leaf, max) is not { } entry)
            return null;
        decimal? best = leaf.Rule is ScoringRule.RelativeToBest && entry is Entry.Figures { Values: [var own] } ? own + texts.Number() : null;
        return RuleScorer.Score(leaf, max, entry, new Peers(best, []), steps: null, out _) is { } points ? new(entry, best, decimal.Round(points, 12)) : null;
    }

    private Leaf Of(int kind, Points max)
    {
        var rule = Rule(kind, max);
        return new()
        {
            SuppliedBy = texts.Enum<Supplier>(),
            Rule = rule,
            Step = texts.Sometimes() ? null : new(0.25m),
            Figures = Figures(rule),
            NoTaskGivesMax = texts.Sometimes(),
            Evidence = texts.TextOrNone(),
            LeadAppraiser = texts.TextOrNone(),
            Guide = texts.TextOrNone(),
        };
    }

    private ScoringRule Rule(int kind, Points max) => kind switch
    {
        0 => new ScoringRule.YesNo(texts.Sometimes() ? null : Within(max), Within(max)),
        1 => new ScoringRule.Choice([.. texts.Distinct(texts.Random.Next(2, 5), label => label).Select(label => new ScoringRule.Option(label, Within(max)))]),
        2 => new ScoringRule.Count(texts.Points(), new(-texts.Points().Value), new(max.Value < 0 ? max.Value : -5.5m), Within(max)),
        3 => new ScoringRule.Ladder([Formula()], Rungs(1, max), Within(max)),
        4 => new ScoringRule.Ladder([Formula(), Formula()], Rungs(2, max), Within(max)),
        5 => new ScoringRule.Proportional(Formula(), 1 + texts.Number(), texts.Sometimes() ? null : Math.Min(texts.AnyNumber(), 1)),
        6 => new ScoringRule.Ratio(Formula()),
        7 => new ScoringRule.Complement(Formula()),
        8 => new ScoringRule.Rubric(new(0.25m)),
        9 => new ScoringRule.Survey(1 + texts.Number(), 1 + texts.Random.Next(100), Parameters()) { Below = texts.Sometimes() ? texts.Enum<BelowMinimum>() : null },
        10 => new ScoringRule.Imported(texts.Text(), 1 + texts.Number()),
        11 => new ScoringRule.ImportedLadder(texts.Text(), Rungs(1, max), Within(max)),
        12 => new ScoringRule.RelativeToBest(1 + texts.Number()),
        13 => new ScoringRule.MeanOverItems(Parsed("v/2", ["v", "M"])),
        _ => new ScoringRule.Calculated(Formula()),
    };

    private ImmutableSortedDictionary<string, string> Parameters() => texts.Distinct(texts.Random.Next(3), name => name).Where(name => name is not ("scale" or "min_forms" or "below"))
        .ToImmutableSortedDictionary(name => name, _ => texts.Text(), StringComparer.Ordinal);

    private Formula Formula() => Parsed(texts.Of(Formulas), ["a", "b", "M"]);

    private static Formula Parsed(string text, string[] variables) =>
        ChiSo.Engine.Formula.Parse(text, variables, text).TryGet(out var formula) ? formula : throw new InvalidOperationException(text);

    /// <summary>Points between 0 and the maximum.</summary>
    private Points Within(Points max) => new(Math.Sign(max.Value) * Math.Min(texts.Points(1 + (int)Math.Abs(max.Value)).Value, Math.Abs(max.Value)));

    private ImmutableArray<ScoringRule.Rung> Rungs(int measures, Points max) =>
        [.. Enumerable.Range(0, texts.Random.Next(1, 4)).Select(_ => new ScoringRule.Rung(
            [.. Enumerable.Range(0, texts.Random.Next(1, measures + 1)).Select(_ => new ScoringRule.Bound(texts.Random.Next(measures), texts.Enum<Comparison>(), texts.AnyNumber()))],
            Within(max)))];

    private ImmutableArray<Figure> Figures(ScoringRule rule) => rule switch
    {
        ScoringRule.YesNo or ScoringRule.Choice or ScoringRule.Rubric => texts.Sometimes() ? [] : [new("", texts.Text())],
        ScoringRule.Count => [new("n", texts.Text())],
        ScoringRule.MeanOverItems => [new("v", texts.Text())],
        ScoringRule.Survey or ScoringRule.Imported or ScoringRule.ImportedLadder or ScoringRule.RelativeToBest => [new("x", texts.Text())],
        _ => [new("a", texts.Text()), new("b", texts.Text())],
    };

    private Entry Any(Leaf leaf, Points max) => leaf.Rule switch
    {
        ScoringRule.YesNo => new Entry.Answer(texts.Random.Next(2)),
        ScoringRule.Choice choice => new Entry.Answer(texts.Random.Next(choice.Options.Length)),
        ScoringRule.Rubric rubric => new Entry.Direct(new(rubric.Step.Value * texts.Random.Next((int)(max.Value / rubric.Step.Value) + 1))),
        ScoringRule.MeanOverItems => new Entry.Items([.. Enumerable.Range(0, texts.Random.Next(1, 5)).Select(_ => texts.Number())]),
        ScoringRule.Survey survey => new Entry.Figures([decimal.Round(survey.Scale * texts.Random.Next(101) / 100, 4, MidpointRounding.ToZero)]),
        ScoringRule.Imported imported => new Entry.Figures([decimal.Round(imported.Scale * texts.Random.Next(101) / 100, 4, MidpointRounding.ToZero)]),
        _ => new Entry.Figures([.. leaf.Figures.Select(_ => texts.Sometimes(4) ? texts.AnyNumber() : texts.Number())]),
    };
}
