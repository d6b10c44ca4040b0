using System.Collections.Immutable;

namespace ChiSo.Engine.Surveys;

/// <summary>One label a row, kept as codes into the list of names: strata, sampled units, cells of a margin, units of the administration.</summary>
public sealed class Grouping
{
    private Grouping(ImmutableArray<int> codes, ImmutableArray<string> names) => (Codes, Names) = (codes, names);

    /// <summary>One a row, from 0 to below the number of names.</summary>
    public ImmutableArray<int> Codes { get; }

    /// <summary>In the order of their first row.</summary>
    public ImmutableArray<string> Names { get; }

    public static Grouping Of(IEnumerable<string> labels)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var codes = ImmutableArray.CreateBuilder<int>();
        foreach (var label in labels)
        {
            if (!known.TryGetValue(label, out var code))
                known.Add(label, code = known.Count);
            codes.Add(code);
        }

        return new(codes.DrainToImmutable(), [.. known.OrderBy(pair => pair.Value).Select(pair => pair.Key)]);
    }

    /// <summary>Codes that are known already, such as those of a fast reader.</summary>
    /// <exception cref="ArgumentException">A code has no name.</exception>
    public static Grouping Of(ImmutableArray<int> codes, ImmutableArray<string> names)
    {
        foreach (var code in codes)
        {
            if ((uint)code >= (uint)names.Length)
                throw new ArgumentException($"Code {code} has no name among {names.Length}.", nameof(codes));
        }

        return new(codes, names);
    }

    /// <summary>The same where only some rows count: the others take a label of theirs, so that no group is named that has none of them.</summary>
    /// <param name="counted">One a row, true at least once.</param>
    public Grouping Among(ReadOnlySpan<bool> counted)
    {
        var some = Names[Codes[counted.IndexOf(true)]];
        var labels = new string[Codes.Length];
        for (var row = 0; row < labels.Length; row++)
            labels[row] = counted[row] ? Names[Codes[row]] : some;
        return Of(labels);
    }

    /// <summary>The rows of one group, as a domain of the whole design.</summary>
    public Domain Domain(int group) => new(Names[group], [.. Codes.Select(code => code == group)]);

    /// <summary>Every group as a domain, in the order of the names.</summary>
    public IEnumerable<Domain> Domains() => Enumerable.Range(0, Names.Length).Select(Domain);
}

/// <summary>A part of the population. Estimates for it keep the whole design: a subset is never a smaller design, because its size is itself random.</summary>
/// <param name="Members">One a row of the design.</param>
/// <remarks>Source: Särndal, Swensson &amp; Wretman, Model Assisted Survey Sampling (1992), chapter 10; Lumley, Complex Surveys (2010), section 2.5.</remarks>
public sealed record Domain(string Name, ImmutableArray<bool> Members)
{
    public static Domain Everybody(int rows) => new("", [.. Enumerable.Repeat(true, rows)]);
}
