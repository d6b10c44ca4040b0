using System.Collections.Immutable;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Files;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>What taking in an uploaded round would do, or everything that stands in the way; nothing is written.</summary>
/// <param name="Problems">Each with the sheet and cell it stands at.</param>
/// <param name="Round"><c>null</c> exactly when there are problems.</param>
/// <param name="Seen">The content of the stored round these changes were found against; empty when there is none. Taking in carries it back.</param>
public sealed record UploadPlan(RoundUpload Upload, ImmutableArray<Problem> Problems, RoundDocument? Round, string Seen, RoundDifferences Differences, ImmutableArray<BlockPlan> Blocks)
{
    public bool IsNew => Seen.Length == 0;

    /// <summary>Why the virus scanner holds the file back, so that nobody has read it; <c>null</c> when it doesn't.</summary>
    public FileState? Hold { get; private init; }

    internal static UploadPlan Held(RoundUpload upload, FileState hold) => Refused(upload, [HoldProblems.Of(hold, upload.FileName)]) with { Hold = hold };

    internal static UploadPlan Refused(RoundUpload upload, ImmutableArray<Problem> problems) => new(upload, problems, null, "", new([], []), []);
}

/// <summary>What becomes of one block.</summary>
/// <param name="After"><c>null</c> for a block that is left out.</param>
/// <param name="Against">The criteria it is compared with: those stored, or those of the block of this code a year before; <c>null</c> when there are none.</param>
/// <param name="Joining">Units that were not in it.</param>
/// <param name="Leaving">Units that are no more in it.</param>
public sealed record BlockPlan(string Code, Words Name, BlockDocument? After, SetMapping? Against, ImmutableArray<Words> Joining, ImmutableArray<Words> Leaving)
{
    internal static BlockPlan Of(BlockDocument? before, BlockDocument? after)
    {
        ImmutableArray<UnitInput> old = before?.Units ?? [], fresh = after?.Units ?? [];
        var one = after ?? before ?? throw new ArgumentException("A block is there before or after.", nameof(after));
        return new(one.Code, one.Name, after, before is null || after is null ? null : SetMapping.Between(before.Criteria, after.Criteria), Without(fresh, old), Without(old, fresh));
    }

    /// <summary>How many lines became what, none of them left out that changed.</summary>
    public IEnumerable<KeyValuePair<LineChange, int>> Changes => Against is null ? [] : Against.Lines.CountBy(line => line.Change).OrderBy(pair => pair.Key);

    private static ImmutableArray<Words> Without(ImmutableArray<UnitInput> units, ImmutableArray<UnitInput> others) =>
        [.. units.Where(unit => others.All(other => other.Code != unit.Code)).Select(unit => unit.Name)];
}
