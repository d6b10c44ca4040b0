using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Management;

/// <summary>How collecting goes: who was asked and how many answered, by unit and stratum, as far as it may be told. A count that says of nearly everybody, or nearly nobody, whether they answered is hidden, and so is what would give it away by subtraction.</summary>
/// <param name="Whole">All units together.</param>
/// <param name="LastDay">The last day on which answers came; <c>null</c> for none.</param>
public sealed record FieldworkBoard(FieldworkCount Whole, ImmutableArray<FieldworkUnit> Units, DateOnly? LastDay)
{
    /// <summary>The blocks its units are ranked in, in their order; empty where there are not several. A block has no counts: they would be one more sum to take hidden ones from.</summary>
    public ImmutableArray<FieldworkBlock> Blocks { get; private init; } = [];

    /// <param name="blocks">With the codes of their units.</param>
    public FieldworkBoard In(IEnumerable<(Words Name, ImmutableArray<string> Units)> blocks)
    {
        ImmutableArray<FieldworkBlock> held = [.. blocks.Select(block => new FieldworkBlock(block.Name, [.. Units.Where(unit => block.Units.Contains(unit.Unit, StringComparer.Ordinal))])).Where(block => !block.Units.IsEmpty)];
        return this with { Blocks = held.Length > 1 ? held : [] };
    }

    /// <param name="groups">By unit and stratum.</param>
    /// <param name="least">The smallest group that may be told.</param>
    /// <param name="target">Answers wanted about each unit; <c>null</c>: none was set.</param>
    /// <param name="units">In the order they are shown; also those nobody was asked about.</param>
    public static FieldworkBoard Of(IEnumerable<FieldworkGroup> groups, IEnumerable<string> units, int least, int? target, DateOnly? lastDay)
    {
        var byUnit = groups.ToLookup(group => group.Unit, StringComparer.Ordinal);
        var sums = units.Select(unit => (Unit: unit, Strata: byUnit[unit].OrderBy(group => group.Stratum, StringComparer.Ordinal).ToArray())).Select(one => (one.Unit, one.Strata, Sum: Sum(one.Unit, one.Strata))).ToArray();
        var hidden = Hidden([.. sums.Select(one => one.Sum)], least);
        var whole = Sum("", [.. sums.Select(one => one.Sum)]);
        return new(Told(whole, isHidden: !IsSafe(whole, least), least, target * sums.Length),
            [.. sums.Select(one => new FieldworkUnit(one.Unit, Told(one.Sum, hidden.Contains(one.Sum), least, target), Strata(one.Strata, hidden.Contains(one.Sum), least)))], lastDay);
    }

    private static ImmutableArray<FieldworkStratum> Strata(FieldworkGroup[] strata, bool isUnitHidden, int least)
    {
        if (strata.Length < 2)
            return [];
        var hidden = Hidden(strata, least);
        return [.. strata.Select(group => new FieldworkStratum(group.Stratum, Told(group, isUnitHidden || hidden.Contains(group), least, target: null)))];
    }

    /// <summary>What can't be told, and as much beside it as keeps the sum of the hidden from telling it.</summary>
    private static HashSet<FieldworkGroup> Hidden(FieldworkGroup[] groups, int least)
    {
        var hidden = groups.Where(group => !IsSafe(group, least) && group != Nothing(group)).ToHashSet();
        if (hidden.Count == 0)
            return hidden;
        foreach (var next in groups.Where(group => !hidden.Contains(group) && group != Nothing(group)).OrderBy(group => group.Answers).ThenBy(group => group.Unit, StringComparer.Ordinal).ThenBy(group => group.Stratum, StringComparer.Ordinal).ToArray())
        {
            if (hidden.Count > 1 && IsSafe(Sum("", [.. hidden]), least))
                break;
            hidden.Add(next);
        }

        return hidden;
    }

    /// <summary>A group nobody was asked in and nobody answered in tells nothing of anybody.</summary>
    private static FieldworkGroup Nothing(FieldworkGroup group) => new(group.Unit, group.Stratum, 0, 0, 0);

    private static bool IsSafe(FieldworkGroup group, int least) =>
        group.Answers >= least && (group.Invited == 0 || (group.Used >= least && group.Invited - group.Used >= least));

    private static FieldworkGroup Sum(string unit, FieldworkGroup[] groups) => new(unit, "", groups.Sum(group => group.Invited), groups.Sum(group => group.Used), groups.Sum(group => group.Answers));

    private static FieldworkCount Told(FieldworkGroup group, bool isHidden, int least, int? target) => (isHidden, group == Nothing(group)) switch
    {
        (_, true) => new(0, 0, null, target, Telling.Known),
        (false, _) => new(group.Invited, group.Answers, group.Invited > 0 ? (double)group.Used / group.Invited : null, target, Telling.Known),
        _ => new(group.Invited, null, null, target, group.Answers < least ? Telling.Few : group.Invited > 0 && group.Invited - group.Used < least ? Telling.NearlyAll : Telling.Withheld),
    };
}

/// <summary>What is known of a group.</summary>
/// <param name="Invited">Links that were made.</param>
/// <param name="Used">Links that served.</param>
/// <param name="Answers">However they came, but for those imported: whoever handed them in would know the rest by subtraction.</param>
public sealed record FieldworkGroup(string Unit, string Stratum, int Invited, int Used, int Answers);

/// <summary>What is told of a group.</summary>
/// <param name="Answers"><c>null</c> while it can't be told.</param>
/// <param name="Rate">Links used ÷ links made, 0 to 1; <c>null</c> without links, or while it can't be told.</param>
/// <param name="Target">Answers wanted; <c>null</c>: none was set.</param>
public sealed record FieldworkCount(int Invited, int? Answers, double? Rate, int? Target, Telling Telling);

/// <summary>Why a count is told or not.</summary>
public enum Telling
{
    Known,

    /// <summary>Fewer answers than the smallest group.</summary>
    Few,

    /// <summary>Fewer than the smallest group did not answer.</summary>
    NearlyAll,

    /// <summary>It would give another one away by subtraction.</summary>
    Withheld,
}

/// <summary>Units ranked together.</summary>
public sealed record FieldworkBlock(Words Name, ImmutableArray<FieldworkUnit> Units);

/// <param name="Strata">Empty where there is only one.</param>
public sealed record FieldworkUnit(string Unit, FieldworkCount Count, ImmutableArray<FieldworkStratum> Strata);

/// <param name="Stratum">As the list of those invited names it.</param>
public sealed record FieldworkStratum(string Stratum, FieldworkCount Count);
