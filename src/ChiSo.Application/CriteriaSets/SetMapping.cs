using System.Collections.Immutable;
using ChiSo.Application.Json;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>What became of a scored line between two editions of a criteria set.</summary>
public enum LineChange
{
    Same,

    /// <summary>Number, name, guide or the words about evidence differ; what is entered, what it needs and what it gives do not.</summary>
    Reworded,

    /// <summary>What evidence the line needs before it is handed in differs.</summary>
    OtherEvidence,

    /// <summary>The maximum differs.</summary>
    Reweighted,

    /// <summary>The rule or the figures under it differ.</summary>
    OtherRule,

    /// <summary>One of several lines that continue one: no entry can be carried.</summary>
    Split,

    /// <summary>One made from several: no entry can be carried.</summary>
    Merged,

    New,

    Dropped,
}

/// <summary>A line before and after.</summary>
/// <param name="Before"><c>null</c> for a new line.</param>
/// <param name="After"><c>null</c> for a dropped one.</param>
public sealed record MappedLine(CriteriaNode? Before, CriteriaNode? After, LineChange Change)
{
    /// <summary>Whether the line was split or merged, so that it stands for no single line of the other edition.</summary>
    public bool IsRecut => Change is LineChange.Split or LineChange.Merged;

    /// <summary>The entry as the later line can hold it: an answer by its words, figures by their letters.</summary>
    /// <returns><c>null</c> when it can't: the line is new, split, merged, or asks for something else.</returns>
    public Entry? Carry(Entry entry)
    {
        if (IsRecut || Before?.Scoring is not { } from || After?.Scoring is not { } to)
            return null;
        var carried = entry switch
        {
            Entry.Answer answer => PlaceOf(from.Rule, to.Rule, answer.Option) is { } place ? answer with { Option = place } : null,
            Entry.Figures when !from.Figures.Select(figure => figure.Name).SequenceEqual(to.Figures.Select(figure => figure.Name)) => null,
            Entry.NoTask when !to.NoTaskGivesMax => null,
            _ => entry,
        };
        return carried is not null && EntryChecks.Find(carried, to, After.Max, "") is null ? carried : null;
    }

    private static int? PlaceOf(ScoringRule from, ScoringRule to, int option) => (from, to) switch
    {
        (ScoringRule.YesNo, ScoringRule.YesNo) => option,
        (ScoringRule.Choice before, ScoringRule.Choice after) when option < before.Options.Length =>
            after.Options.Select(one => one.Label).ToList().IndexOf(before.Options[option].Label) is >= 0 and var place ? place : null,
        _ => null,
    };
}

/// <summary>How the scored lines of one edition of a criteria set stand to those of another: a line continues by its own code, or by those it says it continues.</summary>
/// <param name="Lines">Those of the later edition in its order, one for each line it was merged from, then the dropped ones.</param>
public sealed record SetMapping(ImmutableArray<MappedLine> Lines)
{
    public static SetMapping Between(CriteriaSet before, CriteriaSet after)
    {
        var old = before.Leaves().ToDictionary(line => line.Code);
        var pairs = after.Leaves().SelectMany(line => OriginsOf(line, old).Select(origin => (Line: line, Origin: origin))).ToList();
        var parts = pairs.Where(pair => pair.Origin is not null).CountBy(pair => pair.Origin!.Code).ToDictionary(); // not null, as just said
        var sources = pairs.CountBy(pair => pair.Line.Code).ToDictionary();
        return new([
            .. pairs.Select(pair => new MappedLine(pair.Origin, pair.Line,
                pair.Origin is null ? LineChange.New
                : sources[pair.Line.Code] > 1 ? LineChange.Merged
                : parts[pair.Origin.Code] > 1 ? LineChange.Split
                : ChangeOf(pair.Origin, pair.Line))),
            .. before.Leaves().Where(line => !parts.ContainsKey(line.Code)).Select(line => new MappedLine(line, null, LineChange.Dropped)),
        ]);
    }

    /// <summary>The later edition's lines in its order, each once: alone, or with the first line it was merged from.</summary>
    public IEnumerable<MappedLine> LaterLines => Lines.Where(line => line.After is not null).DistinctBy(line => line.After!.Code); // not null, as just said

    /// <summary>The line of the later edition that stands for a line of the earlier one; <c>null</c> when none or several do, or it stands for others too.</summary>
    public CriterionCode? Successor(CriterionCode before) =>
        Lines.FirstOrDefault(line => line.Before?.Code == before && !line.IsRecut)?.After?.Code;

    private static List<CriteriaNode?> OriginsOf(CriteriaNode line, Dictionary<CriterionCode, CriteriaNode> old)
    {
        var known = line.Origins.Distinct().Select(code => old.GetValueOrDefault(code)).Where(node => node is not null).ToList();
        return known.Count > 0 ? known : [old.GetValueOrDefault(line.Code)];
    }

    private static LineChange ChangeOf(CriteriaNode before, CriteriaNode after) =>
        Asked(before) != Asked(after) ? LineChange.OtherRule
        : before.Max != after.Max ? LineChange.Reweighted
        : before.Scoring?.EvidenceRule != after.Scoring?.EvidenceRule ? LineChange.OtherEvidence
        : Worded(before) != Worded(after) ? LineChange.Reworded
        : LineChange.Same;

    private static (string Rule, string Letters, bool? NoTask) Asked(CriteriaNode line) =>
        (EngineJson.ToText(line.Scoring?.Rule), string.Join(';', line.Scoring?.Figures.Select(figure => figure.Name) ?? []), line.Scoring?.NoTaskGivesMax);

    private static (CriterionNumber Number, Words Name, string Figures, string? Evidence, string? Guide) Worded(CriteriaNode line) =>
        (line.Number, line.Name, EngineJson.ToText(line.Scoring?.Figures), line.Scoring?.Evidence, line.Scoring?.Guide);
}
