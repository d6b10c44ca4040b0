using System.Collections.Immutable;

namespace ChiSo.Application.Surveys.Expressions;

/// <summary>What an expression can see while it is computed.</summary>
/// <param name="Answers">The answers to the question of a name: none, one, or one for every turn of a repeat.</param>
/// <param name="Today">The day in Vietnam.</param>
public sealed record ExpressionScope(Func<string, ImmutableArray<string>> Answers, DateOnly Today)
{
    /// <summary>The answer being checked; empty outside constraints.</summary>
    public string Self { get; init; } = "";

    /// <summary>The turn of the repeat, from 1; 0 outside of repeats.</summary>
    public int Position { get; init; }

    /// <summary>The columns of the choice being filtered.</summary>
    public ImmutableDictionary<string, string> Columns { get; init; } = ImmutableDictionary<string, string>.Empty;
}
