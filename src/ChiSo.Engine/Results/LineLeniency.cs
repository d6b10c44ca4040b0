using System.Collections.Immutable;

namespace ChiSo.Engine;

/// <summary>What one person gave one line.</summary>
/// <param name="Change">Points given less the unit's own, in percentage points of the line's maximum.</param>
public sealed record LineMark(Guid Person, CriterionCode Criterion, double Change);

/// <summary>How lenient each person is over all lines they marked, whoever else marked them.</summary>
/// <param name="People">The most lenient first.</param>
/// <param name="Alone">Lines of criteria a single person marked: they compare with nobody and are left out.</param>
public sealed record LineLeniency(ImmutableArray<Leniency> People, int Alone)
{
    /// <summary>Fewer lines have no interval: t leans on the mean of the deviations being nearly normal.</summary>
    public const int FewestLines = 10;

    /// <remarks>
    /// Criteria differ in how much is taken off on them, and people mark different criteria; so each change enters as its deviation from the mean change of its criterion over all units and people. A person's mean of them is pulled towards 0 by the part of the criterion
    /// that is their own. Where two people or more marked every criterion, all deviations sum to 0.
    /// </remarks>
    public static LineLeniency Of(IReadOnlyCollection<LineMark> marks)
    {
        var criteria = marks.GroupBy(mark => mark.Criterion).Select(lines => lines.ToList()).ToLookup(lines => lines.Exists(mark => mark.Person != lines[0].Person));
        var deviations = from lines in criteria[true]
                         let mean = lines.Average(mark => mark.Change)
                         from mark in lines
                         group mark.Change - mean by mark.Person;
        return new([.. deviations.Select(person => Leniency.Of(person.Key, [.. person], FewestLines)).OrderByDescending(person => person.Mean).ThenBy(person => person.Person)], criteria[false].Sum(lines => lines.Count));
    }
}
