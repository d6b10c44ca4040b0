using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment;

/// <summary>Where a request that a line doesn't apply stands.</summary>
public enum NotApplicableState
{
    /// <summary>"Đơn vị đề nghị".</summary>
    Asked,

    /// <summary>The appraiser said what it thinks ("cơ quan thẩm định đã đề xuất").</summary>
    Proposed,

    /// <summary>The line doesn't apply to the unit ("không áp dụng").</summary>
    Granted,

    /// <summary>The line applies ("vẫn áp dụng").</summary>
    Refused,

    /// <summary>It was granted and applies again ("áp dụng trở lại").</summary>
    Lifted,

    /// <summary>"Đơn vị đã rút".</summary>
    Withdrawn,
}

/// <summary>What moves such a request.</summary>
public enum NotApplicableStep
{
    Withdraw,
    Propose,
    Grant,
    Refuse,
    Lift,
}

/// <summary>The states of such a request: a table. What is not in it is forbidden.</summary>
public static class NotApplicableStates
{
    public static ImmutableArray<(NotApplicableState From, NotApplicableStep Step, NotApplicableState To)> Table { get; } =
    [
        (NotApplicableState.Asked, NotApplicableStep.Withdraw, NotApplicableState.Withdrawn),
        (NotApplicableState.Asked, NotApplicableStep.Propose, NotApplicableState.Proposed),
        (NotApplicableState.Proposed, NotApplicableStep.Withdraw, NotApplicableState.Withdrawn),
        (NotApplicableState.Proposed, NotApplicableStep.Propose, NotApplicableState.Proposed),
        (NotApplicableState.Proposed, NotApplicableStep.Grant, NotApplicableState.Granted),
        (NotApplicableState.Proposed, NotApplicableStep.Refuse, NotApplicableState.Refused),
        (NotApplicableState.Granted, NotApplicableStep.Lift, NotApplicableState.Lifted),
    ];

    public static bool Allows(NotApplicableState from, NotApplicableStep step) => Table.Any(row => row.From == from && row.Step == step);

    public static Words WordsOf(NotApplicableState state) => state switch
    {
        NotApplicableState.Asked => new("Đơn vị đề nghị, chờ cơ quan thẩm định", "Asked for, waits for the appraiser"),
        NotApplicableState.Proposed => new("Cơ quan thẩm định đã đề xuất, chờ quyết định", "The appraiser has proposed, to be decided"),
        NotApplicableState.Granted => new("Không áp dụng", "Not applicable"),
        NotApplicableState.Refused => new("Vẫn áp dụng", "Applies"),
        NotApplicableState.Lifted => new("Áp dụng trở lại", "Applies again"),
        NotApplicableState.Withdrawn => new("Đơn vị đã rút", "Withdrawn by the unit"),
        _ => throw new System.Diagnostics.UnreachableException($"No words for {state}."),
    };
}
