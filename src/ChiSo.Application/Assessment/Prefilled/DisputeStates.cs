using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment;

/// <summary>Where a case about a pre-filled figure stands.</summary>
public enum DisputeState
{
    /// <summary>It waits for the appraiser of the line ("chờ cơ quan thẩm định quyết định").</summary>
    Open,

    /// <summary>The unit's value stands ("theo số liệu của đơn vị").</summary>
    Upheld,

    /// <summary>The value of the source stands ("theo số liệu của nguồn").</summary>
    Rejected,

    /// <summary>"Đơn vị đã rút".</summary>
    Withdrawn,
}

/// <summary>What moves such a case.</summary>
public enum DisputeStep
{
    Uphold,
    Reject,
    Withdraw,

    /// <summary>Takes a decision back.</summary>
    Reopen,
}

/// <summary>The states of such a case: a table. What is not in it is forbidden.</summary>
public static class DisputeStates
{
    public static ImmutableArray<(DisputeState From, DisputeStep Step, DisputeState To)> Table { get; } =
    [
        (DisputeState.Open, DisputeStep.Uphold, DisputeState.Upheld),
        (DisputeState.Open, DisputeStep.Reject, DisputeState.Rejected),
        (DisputeState.Open, DisputeStep.Withdraw, DisputeState.Withdrawn),
        (DisputeState.Upheld, DisputeStep.Reopen, DisputeState.Open),
        (DisputeState.Rejected, DisputeStep.Reopen, DisputeState.Open),
    ];

    /// <summary>What is told of a case that was still open when the council concluded on the line.</summary>
    public static Words Concluded { get; } = new("Hội đồng đã kết luận dòng này", "The council has concluded on the line");

    public static bool Allows(DisputeState from, DisputeStep step) => Table.Any(row => row.From == from && row.Step == step);

    /// <summary>What is told of an open case, by who decides it.</summary>
    public static Words WordsOf(CaseDecider decider) => decider switch
    {
        CaseDecider.Appraiser => WordsOf(DisputeState.Open),
        CaseDecider.CouncilInsteadOfLoader => new(
            "Hội đồng quyết định cùng dòng này: cơ quan thẩm định chỉ có một người thẩm định, là người đã nạp số liệu, mà không ai quyết định phản ánh về số liệu mình nạp; nếu cơ quan cử thêm người thẩm định trước khi hết giai đoạn, người đó quyết định",
            "The council decides it with the line: the agency has one appraiser, who filled the figure in, and nobody decides about a figure of their own; if the agency names another appraiser before the stage is over, that person decides"),
        CaseDecider.CouncilAfterAppraisal => new("Hết thẩm định mà phản ánh chưa được quyết định; Hội đồng quyết định dòng này", "Not decided when the appraisal ended; the council decides the line"),
        CaseDecider.Concluded => Concluded,
        _ => throw new System.Diagnostics.UnreachableException($"No words for {decider}."),
    };

    public static Words WordsOf(DisputeState state) => state switch
    {
        DisputeState.Open => new("Đơn vị phản ánh, chờ cơ quan thẩm định quyết định", "Disputed, to be decided by the appraiser"),
        DisputeState.Upheld => new("Đã quyết định: theo số liệu của đơn vị", "Decided: the unit's value stands"),
        DisputeState.Rejected => new("Đã quyết định: theo số liệu của nguồn", "Decided: the source's value stands"),
        DisputeState.Withdrawn => new("Đơn vị đã rút phản ánh", "Withdrawn by the unit"),
        _ => throw new System.Diagnostics.UnreachableException($"No words for {state}."),
    };
}
