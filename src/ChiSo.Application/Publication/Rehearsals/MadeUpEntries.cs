using ChiSo.Application.CriteriaSets;
using ChiSo.Application.People;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Publication.Rehearsals;

/// <summary>What units and others would enter, made up: on each line something like one of the examples its rule was tried with. The same seed gives the same entries.</summary>
internal sealed class MadeUpEntries(RoundDocument round, ulong seed)
{
    /// <summary>Lines the played unit has yet to fill.</summary>
    private const int LeftEmpty = 4;

    private const int MostDecimals = 4;

    private const string Source = "Số liệu giả (diễn tập)";

    private readonly SplitMix64 random = new(seed);

    /// <summary>The stage at which what units don't enter themselves comes in.</summary>
    private readonly string supplied = round.Stages.FirstOrDefault(stage => Stages.KindOf(stage) == StageKind.Review) ?? Stages.Self;

    /// <param name="played">This unit's own lines are drafts, but for the first few.</param>
    public IEnumerable<PositionDocument> Of(BlockDocument block, string played) => block.Units.SelectMany(unit => OfUnit(block, unit.Code, unit.Code == played));

    private IEnumerable<PositionDocument> OfUnit(BlockDocument block, string unit, bool isPlayed)
    {
        var own = 0;
        foreach (var leaf in block.Criteria.Leaves())
        {
            var scoring = leaf.Scoring!; // a leaf is scored
            if (scoring.Examples.IsDefaultOrEmpty)
                continue; // unknown, as if nobody had entered anything
            var entry = Like(scoring.Examples[random.Below(scoring.Examples.Length)].Entry, leaf, scoring);
            if (scoring.SuppliedBy != Supplier.Unit)
                yield return new(unit, leaf.Code, supplied, Mark: 0, Sequence: 1, Sourced(entry, scoring.Rule), HandedIn: true, Reason: "", Evidence: "", By: Source);
            else if (!isPlayed || own++ >= LeftEmpty)
                yield return new(unit, leaf.Code, Stages.Self, Mark: 0, Sequence: 1, entry, HandedIn: !isPlayed, Reason: "", Evidence: Source, By: "");
        }
    }

    /// <summary>The example with another first number, option or points; the example itself where the rule doesn't take that.</summary>
    private Entry Like(Entry example, CriteriaNode leaf, Leaf scoring)
    {
        Entry varied = example switch
        {
            Entry.Figures { Values: [var first, .. var rest] } => new Entry.Figures([Varied(first), .. rest]),
            Entry.Items { Values: [var first, .. var rest] } => new Entry.Items([Varied(first), .. rest]),
            Entry.Answer => new Entry.Answer(random.Below(scoring.Rule is ScoringRule.Choice choice ? choice.Options.Length : 2)),
            Entry.Direct direct => new Entry.Direct(new(Varied(direct.Points.Value))),
            _ => example,
        };
        return EntryChecks.Find(varied, scoring, leaf.Max, leaf.Code.Value) is null ? varied : example;
    }

    /// <summary>60 to 105 % of a number, with no more decimals than it has.</summary>
    private decimal Varied(decimal value) => decimal.Round(value * (60 + random.Below(46)) / 100, Math.Min((int)value.Scale, MostDecimals));

    private static Entry Sourced(Entry entry, ScoringRule rule) => entry with { From = new(Source, null, rule is ScoringRule.Survey survey ? survey.MinForms : null, null) };
}
