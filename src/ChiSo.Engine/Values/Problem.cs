using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace ChiSo.Engine;

/// <summary>Something a person can put right: what is wrong, where, and what to do next.</summary>
/// <param name="Code">Stable, listed in <c>docs/problems.md</c>, such as <c>score.above-max</c>.</param>
/// <param name="Where">A place that person can find: a file with its line, a sheet with its cell, a field, a criterion.</param>
/// <param name="What">What is wrong and why, one or two short sentences.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record Problem(string Code, string Where, Words What, Words Remedy)
{
    public override string ToString() => $"{Where}: {What.Vi} {Remedy.Vi}";
}

/// <summary>A value, or every problem that stands in its way.</summary>
public readonly record struct Result<T>
{
    private readonly T? value;

    private Result(T? value, ImmutableArray<Problem> problems) => (this.value, Problems) = (value, problems);

    /// <summary>Empty exactly when there is a value.</summary>
    public ImmutableArray<Problem> Problems { get; }

    public bool TryGet([MaybeNullWhen(false)] out T found)
    {
        found = value;
        return Problems.IsEmpty;
    }

    public static implicit operator Result<T>(T value) => new(value, []);

    public static implicit operator Result<T>(Problem problem) => new(default, [problem]);

    public static implicit operator Result<T>(ImmutableArray<Problem> problems) => problems.IsEmpty
        ? throw new ArgumentException("A failure needs at least one problem.", nameof(problems))
        : new(default, problems);
}
