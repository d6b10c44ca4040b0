using System.Collections.Immutable;

namespace ChiSo.Engine.Surveys;

/// <summary>Somebody who was drawn.</summary>
/// <param name="Order">From 1 within the stratum: the order of the draw, and for the reserve the order of replacement.</param>
/// <param name="IsReserve">Asked only in place of somebody who can't be reached, in the order of the list.</param>
/// <param name="Weight">1 ÷ the chance of being in the sample; 0 for the reserve.</param>
public sealed record DrawnRow(FrameRow Row, int Order, bool IsReserve, double Weight);

/// <summary>A draw with all it takes to repeat it.</summary>
/// <param name="Version">Of the drawing methods: a later version never draws differently under the same number.</param>
public sealed record Draw(string Method, ulong Seed, string FrameHash, int Version, ImmutableArray<DrawnRow> Rows)
{
    public const int CurrentVersion = 1;
}

/// <summary>Wanted of one stratum.</summary>
/// <param name="Reserve">People listed behind the sample.</param>
public sealed record StratumSize(int Sample, int Reserve);
