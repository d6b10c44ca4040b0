using System.Collections.Immutable;

namespace ChiSo.Engine.Surveys;

/// <summary>A statistic with its influence values z: the variance of the statistic is that of the weighted total of z, whatever the statistic was.</summary>
/// <param name="Value">The estimate; finite.</param>
/// <param name="Influence">One a row, before weighting; zero outside the domain.</param>
/// <param name="Members">The rows that entered: in the domain, with a valid answer.</param>
/// <param name="Missing">Rows of the domain without a valid answer, left out of the statistic.</param>
/// <remarks>Source: Taylor linearisation, Binder (1983), Int. Stat. Review 51; Deville (1999), Survey Methodology 25; Särndal et al. (1992), 5.5.</remarks>
public sealed record Linearised(string Name, double Value, ImmutableArray<double> Influence, ImmutableArray<bool> Members, int Missing)
{
    public int Respondents => Members.Count(member => member);

    /// <summary>Σ cᵢ·θᵢ of statistics of the same design: differences, indices of several items, means of units. Its variance takes their covariance along.</summary>
    /// <exception cref="ArgumentException">There is none, or they come from designs of different sizes.</exception>
    public static Linearised Combine(string name, IReadOnlyList<(double Coefficient, Linearised Statistic)> terms)
    {
        if (terms.Count == 0)
            throw new ArgumentException("A combination needs at least one statistic.", nameof(terms));

        var rows = terms[0].Statistic.Influence.Length;
        var (influence, members, value) = (new double[rows], new bool[rows], 0.0);
        foreach (var (coefficient, statistic) in terms)
        {
            if (statistic.Influence.Length != rows)
                throw new ArgumentException($"{statistic.Name} has {statistic.Influence.Length} rows instead of {rows}.", nameof(terms));
            value += coefficient * statistic.Value;
            for (var row = 0; row < rows; row++)
            {
                influence[row] += coefficient * statistic.Influence[row];
                members[row] |= statistic.Members[row];
            }
        }

        return new(name, value, ImmutableArray.Create(influence), ImmutableArray.Create(members), terms.Max(term => term.Statistic.Missing));
    }

    /// <summary><c>this</c> − <paramref name="other"/>, both of one design.</summary>
    public Linearised Minus(Linearised other) => Combine($"{Name} − {other.Name}", [(1, this), (-1, other)]);
}
