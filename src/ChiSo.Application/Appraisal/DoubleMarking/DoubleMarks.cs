using ChiSo.Application.Assessment;

namespace ChiSo.Application.Appraisal;

/// <summary>Who gives the mark that is missing on a line marked twice.</summary>
public enum Marker
{
    /// <summary>An appraiser of the line's agency.</summary>
    Agency,

    /// <summary>One of the council's working group, since the agency has only one who is free.</summary>
    WorkingGroup,

    /// <summary>Nobody: neither has another who is free, or had when the line was appraised. The line is marked once.</summary>
    Nobody,
}

/// <summary>The two marks of a line that is marked twice, each by another appraiser of the agency, or the second by one of the working group.</summary>
/// <param name="First">The newest of mark 1; <c>null</c> while it isn't given, or while this reader may not see it.</param>
/// <param name="Second">The same of mark 2.</param>
/// <param name="Given">How many are given, seen or not.</param>
public sealed record DoubleMarks(Position? First, Position? Second, int Given)
{
    public bool IsComplete => Given == 2;

    /// <summary>Who gives what is missing.</summary>
    public Marker MissingFrom { get; init; }

    /// <summary>Whether the line was appraised, by both marks or by one.</summary>
    public bool IsAppraised { get; init; }

    /// <summary>Whether both say the same; <c>null</c> before both are given.</summary>
    public bool? Agree => IsComplete ? First?.Entry == Second?.Entry : null;

    public Position? Of(Guid person) => First?.Person == person ? First : Second?.Person == person ? Second : null;

    /// <summary>What somebody may see: before both are given, nobody but their own.</summary>
    public DoubleMarks For(Guid person) => IsComplete ? this : this with { First = First?.Person == person ? First : null, Second = Second?.Person == person ? Second : null };

    /// <summary>The number under which somebody marks: their own, or the next free one.</summary>
    public int NumberOf(Guid person) => First is null || First.Person == person ? 1 : 2;
}
