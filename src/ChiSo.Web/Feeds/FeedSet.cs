using System.Collections.Immutable;

namespace ChiSo.Web.Feeds;

/// <summary>What a column of a feed holds.</summary>
public enum FeedKind
{
    Text,

    /// <summary>A number with a fraction.</summary>
    Number,

    /// <summary>A number without.</summary>
    Whole,

    YesNo,
}

/// <summary>A column of a feed.</summary>
/// <param name="Name">Letters of ASCII, digits and underscores.</param>
/// <param name="Label">What it says, for people; empty where the name says enough.</param>
public sealed record FeedColumn(string Name, FeedKind Kind, string Label = "")
{
    /// <summary>Whether it tells rows apart, alone or with the other keys; never empty then.</summary>
    public bool IsKey { get; init; }
}

/// <summary>A table of a feed.</summary>
/// <param name="Rows">Every row from a place on, in an order that stays: each as long as <paramref name="Columns"/>, a text, a number, yes or no, or <c>null</c> where there is nothing.</param>
/// <param name="Count">How many there are.</param>
public sealed record FeedSet(string Name, ImmutableArray<FeedColumn> Columns, Func<int, IEnumerable<object?[]>> Rows, int Count)
{
    /// <summary>A table whose rows are at hand.</summary>
    public static FeedSet Of(string name, ImmutableArray<FeedColumn> columns, ImmutableArray<object?[]> rows) => new(name, columns, from => rows.Skip(from), rows.Length);
}

/// <summary>Tables that are read together.</summary>
/// <param name="Space">The name space of their types.</param>
/// <param name="Path">Where they lie, with a slash at both ends.</param>
public sealed record FeedService(string Space, string Path, ImmutableArray<FeedSet> Sets);
