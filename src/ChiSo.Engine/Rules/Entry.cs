using System.Collections.Immutable;

namespace ChiSo.Engine;

/// <summary>What was entered on a leaf. Points are computed from it, never stored as truth. No entry at all means unknown, which is not zero.</summary>
public abstract record Entry
{
    private Entry() { }

    /// <summary>Where a supplied value comes from; <c>null</c> for what a unit declares itself.</summary>
    public Provenance? From { get; init; }

    /// <summary>Direct points (rubric).</summary>
    public sealed record Direct(Points Points) : Entry;

    /// <summary>The place of the answer in the rule's list, from 0; yes is 0 and no is 1.</summary>
    public sealed record Answer(int Option) : Entry;

    /// <summary>Declared or supplied numbers, in the order the leaf declares its figures.</summary>
    public sealed record Figures(ImmutableArray<decimal> Values) : Entry
    {
        public bool Equals(Figures? other) => other is not null && From == other.From && Values.SequenceEqual(other.Values);

        public override int GetHashCode() => Values.Aggregate(0, HashCode.Combine);
    }

    /// <summary>One value per item, at least one.</summary>
    public sealed record Items(ImmutableArray<decimal> Values) : Entry
    {
        public bool Equals(Items? other) => other is not null && From == other.From && Values.SequenceEqual(other.Values);

        public override int GetHashCode() => Values.Aggregate(1, HashCode.Combine);
    }

    /// <summary>"Không phát sinh nhiệm vụ": no task arose this year.</summary>
    public sealed record NoTask : Entry;
}

/// <summary>The source of a supplied value.</summary>
/// <param name="Count">Number of valid forms, dossiers or items behind it; <c>null</c> when not told.</param>
/// <param name="StandardError">In the unit of the value; <c>null</c> when not told.</param>
public sealed record Provenance(string Source, DateOnly? CutOff, int? Count, decimal? StandardError);
