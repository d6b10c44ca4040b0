using System.Collections.Immutable;

namespace ChiSo.Application.Surveys.Opening;

/// <summary>Where a proposal to open a survey stands.</summary>
public enum ProposalState
{
    /// <summary>Waits for a second person ("chờ duyệt").</summary>
    Waiting,

    /// <summary>The survey is open ("đã duyệt mở").</summary>
    Opened,

    /// <summary>Waits for whoever proposed it, with a reason ("bị trả lại").</summary>
    Returned,

    /// <summary>Taken back ("đã rút").</summary>
    Withdrawn,

    /// <summary>Mended, and proposed anew ("đã trình lại").</summary>
    Replaced,
}

/// <summary>What is done with it.</summary>
public enum ProposalStep
{
    Approve,
    Return,
    Withdraw,

    /// <summary>By the next proposal.</summary>
    Replace,
}

/// <summary>The states of a proposal: a table. What is not in it is forbidden.</summary>
public static class ProposalStates
{
    public static ImmutableArray<(ProposalState From, ProposalStep Step, ProposalState To)> Table { get; } =
    [
        (ProposalState.Waiting, ProposalStep.Approve, ProposalState.Opened),
        (ProposalState.Waiting, ProposalStep.Return, ProposalState.Returned),
        (ProposalState.Waiting, ProposalStep.Withdraw, ProposalState.Withdrawn),
        (ProposalState.Returned, ProposalStep.Withdraw, ProposalState.Withdrawn),
        (ProposalState.Returned, ProposalStep.Replace, ProposalState.Replaced),
    ];

    /// <summary><c>null</c> where the step is forbidden.</summary>
    public static ProposalState? After(ProposalState from, ProposalStep step) =>
        Table.Where(row => row.From == from && row.Step == step).Select(row => (ProposalState?)row.To).SingleOrDefault();

    /// <summary>Whether the step is for whoever proposed, or else for another person.</summary>
    public static bool IsOfProposer(ProposalStep step) => step is ProposalStep.Withdraw or ProposalStep.Replace;
}
