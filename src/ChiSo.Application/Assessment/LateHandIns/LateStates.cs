using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment;

/// <summary>Where the deduction of a late hand-in stands.</summary>
public enum LateState
{
    /// <summary>"Chờ cơ quan thường trực xác nhận".</summary>
    Proposed,

    /// <summary>"Đã xác nhận trừ điểm".</summary>
    Confirmed,

    /// <summary>"Không trừ điểm".</summary>
    Waived,
}

/// <summary>What the standing office does with it.</summary>
public enum LateStep
{
    Confirm,
    Waive,
}

/// <summary>The states of such a deduction: a table. What is not in it is forbidden.</summary>
public static class LateStates
{
    public static ImmutableArray<(LateState From, LateStep Step, LateState To)> Table { get; } =
    [
        (LateState.Proposed, LateStep.Confirm, LateState.Confirmed),
        (LateState.Proposed, LateStep.Waive, LateState.Waived),
        (LateState.Confirmed, LateStep.Waive, LateState.Waived),
        (LateState.Waived, LateStep.Confirm, LateState.Confirmed),
    ];

    public static bool Allows(LateState from, LateStep step) => Table.Any(row => row.From == from && row.Step == step);

    public static Words WordsOf(LateState state) => state switch
    {
        LateState.Proposed => new("Chờ cơ quan thường trực xác nhận", "To be confirmed by the standing office"),
        LateState.Confirmed => new("Đã xác nhận trừ điểm", "Deduction confirmed"),
        LateState.Waived => new("Không trừ điểm", "Waived"),
        _ => throw new System.Diagnostics.UnreachableException($"No words for {state}."),
    };
}
