using System.Collections.Immutable;

namespace ChiSo.Engine;

/// <summary>What one person gave one line.</summary>
/// <param name="Change">Points given less those the line was offered with, in percentage points of the line's maximum.</param>
public sealed record LineMark(Guid Person, CriterionCode Criterion, double Change);

/// <summary>How lenient each person is over all lines they marked, beside everybody else who marked the same criteria.</summary>
/// <param name="People">The most lenient first.</param>
/// <param name="Alone">Lines of criteria a single person marked: they compare with nobody and are left out.</param>
public sealed record LineLeniency(ImmutableArray<Leniency> People, int Alone)
{
    /// <summary>Fewer lines, of the person or of the others, have no interval: t leans on means being nearly normal.</summary>
    public const int FewestLines = 10;

    /// <remarks>
    /// Criteria differ in how much is taken off on them, and people mark different criteria; so a person is compared with the others within each criterion, and the differences are averaged with the weights n·k ÷ (n + k) of n own lines and k of others. The error holds the variance of
    /// both sides, each pooled within criteria, with Satterthwaite's degrees of freedom; of a single criterion it is Welch's test.
    /// </remarks>
    public static LineLeniency Of(IReadOnlyCollection<LineMark> marks)
    {
        var criteria = marks.GroupBy(mark => mark.Criterion).Select(lines => lines.ToList()).ToLookup(lines => lines.Exists(mark => mark.Person != lines[0].Person));
        var people = criteria[true].SelectMany(lines => lines.Select(mark => mark.Person)).Distinct().Select(person => Of(person, [.. criteria[true].Where(lines => lines.Exists(mark => mark.Person == person)).Select(lines => new Shared(person, lines))]));
        return new([.. people.OrderByDescending(person => person.Mean).ThenBy(person => person.Person)], criteria[false].Sum(lines => lines.Count));
    }

    private static Leniency Of(Guid person, ImmutableArray<Shared> criteria)
    {
        var weights = criteria.Sum(one => one.Weight);
        var mean = criteria.Sum(one => one.Weight * (one.Own.Average() - one.Others.Average())) / weights;
        var (own, others) = (new Side(criteria, one => one.Own), new Side(criteria, one => one.Others));
        if (own.Lines < FewestLines || others.Lines < FewestLines || own.Degrees == 0 || others.Degrees == 0)
            return new(person, own.Lines, mean, null);
        var (ofOwn, ofOthers) = (own.ErrorWith(others), others.ErrorWith(own));
        var degrees = !own.Varies ? others.Degrees : !others.Varies ? own.Degrees : (ofOwn + ofOthers) * (ofOwn + ofOthers) / ((ofOwn * ofOwn / own.Degrees) + (ofOthers * ofOthers / others.Degrees));
        return Leniency.Of(person, own.Lines, mean, Math.Sqrt(ofOwn + ofOthers) / weights, degrees);
    }

    /// <summary>What one person and everybody else gave lines of a criterion.</summary>
    private sealed record Shared(ImmutableArray<double> Own, ImmutableArray<double> Others)
    {
        public Shared(Guid person, IReadOnlyCollection<LineMark> lines)
            : this([.. lines.Where(mark => mark.Person == person).Select(mark => mark.Change)], [.. lines.Where(mark => mark.Person != person).Select(mark => mark.Change)])
        {
        }

        public double Weight => (double)Own.Length * Others.Length / (Own.Length + Others.Length);
    }

    /// <summary>The person, or the others, over all criteria compared.</summary>
    private sealed class Side(ImmutableArray<Shared> criteria, Func<Shared, ImmutableArray<double>> marks)
    {
        public int Lines { get; } = criteria.Sum(one => marks(one).Length);

        public int Degrees => Lines - criteria.Length;

        /// <summary>Pooled within criteria; 0 without a degree of freedom.</summary>
        private double Variance { get; } = criteria.Sum(one => Squares(marks(one))) / Math.Max(1, criteria.Sum(one => marks(one).Length - 1));

        public bool Varies => Math.Sqrt(Variance) >= Leniency.Rounding;

        /// <summary>The squared error of the side's weighted sum. Marks that never vary tell nothing of how they might, so the variance of the other side stands for it.</summary>
        public double ErrorWith(Side other) => (Varies ? Variance : other.Varies ? other.Variance : 0) * criteria.Sum(one => one.Weight * one.Weight / marks(one).Length);

        private static double Squares(ImmutableArray<double> marks)
        {
            var mean = marks.Average();
            return marks.Sum(mark => (mark - mean) * (mark - mean));
        }
    }
}
