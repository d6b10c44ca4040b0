using System.Collections.Immutable;

namespace ChiSo.Engine.Surveys;

/// <summary>A variable known for every row of the sample and, in total, for the population.</summary>
public abstract record Auxiliary
{
    private Auxiliary() { }

    /// <summary>A number, such as dossiers a year, with its total in the population.</summary>
    /// <param name="Values">One a row, finite.</param>
    public sealed record Number(string Name, ImmutableArray<double> Values, double Total) : Auxiliary;

    /// <summary>Groups, such as age by sex, with the size of each in the population.</summary>
    /// <param name="Totals">One a name of the grouping, above zero.</param>
    public sealed record Groups(string Name, Grouping Of, ImmutableArray<double> Totals) : Auxiliary;

    /// <summary>A column of ones with the size of the population.</summary>
    public static Auxiliary Population(int rows, double size) => new Number("1", [.. Enumerable.Repeat(1.0, rows)], size);

    internal int Columns => this is Groups groups ? groups.Of.Names.Length : 1;
}
