using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Engine;

namespace ChiSo.Application.Rounds;

/// <summary>What one person of the standing office proposes to another.</summary>
public enum RoundProposalKind
{
    /// <summary>To open the round.</summary>
    Opening,

    /// <summary>More time for one unit.</summary>
    Extension,

    Pause,

    /// <summary>That a pause ends before its time.</summary>
    PauseEnd,

    /// <summary>Other dates for a stage.</summary>
    Dates,

    /// <summary>To publish the criteria set of a block.</summary>
    Set,
}

/// <summary>Where such a proposal stands.</summary>
public enum RoundProposalState
{
    /// <summary>Waits for a second person.</summary>
    Proposed,

    Approved,

    /// <summary>By the second person, with a reason; only the trail tells of it.</summary>
    Returned,

    /// <summary>By whoever proposed; only the trail tells of it.</summary>
    Withdrawn,
}

/// <summary>What is done with it.</summary>
public enum RoundProposalStep
{
    Approve,
    Return,
    Withdraw,
}

/// <summary>The states of what two people decide about a round: a table. What is not in it is forbidden.</summary>
public static class RoundProposalStates
{
    public static ImmutableArray<(RoundProposalState From, RoundProposalStep Step, RoundProposalState To)> Table { get; } =
    [
        (RoundProposalState.Proposed, RoundProposalStep.Approve, RoundProposalState.Approved),
        (RoundProposalState.Proposed, RoundProposalStep.Return, RoundProposalState.Returned),
        (RoundProposalState.Proposed, RoundProposalStep.Withdraw, RoundProposalState.Withdrawn),
    ];

    /// <summary><c>null</c> where the step is forbidden.</summary>
    public static RoundProposalState? After(RoundProposalState from, RoundProposalStep step) =>
        Table.Where(row => row.From == from && row.Step == step).Select(row => (RoundProposalState?)row.To).SingleOrDefault();

    /// <summary>Whether somebody may take the step: whoever proposed withdraws, another person approves or returns.</summary>
    public static bool IsFor(RoundProposalStep step, Guid proposer, Guid person) => (step == RoundProposalStep.Withdraw) == (proposer == person);

    public static Words WordsOf(RoundProposalKind kind) => kind switch
    {
        RoundProposalKind.Opening => new("Mở kỳ", "Opening of the round"),
        RoundProposalKind.Extension => new("Gia hạn", "Extension"),
        RoundProposalKind.Pause => new("Tạm dừng", "Pause"),
        RoundProposalKind.PauseEnd => new("Kết thúc sớm tạm dừng", "Early end of a pause"),
        RoundProposalKind.Dates => new("Điều chỉnh thời gian", "Change of dates"),
        RoundProposalKind.Set => new("Ban hành bộ tiêu chí", "Publication of a criteria set"),
        _ => throw new System.Diagnostics.UnreachableException($"No words for {kind}."),
    };

    /// <summary>Why the step can't be taken, whoever stands in for somebody counted as both; <c>null</c> when it can.</summary>
    /// <param name="at">UTC; when it was proposed, <c>null</c> where nothing tells.</param>
    /// <param name="where">Where on the page the proposal stands.</param>
    internal static async Task<Problem?> RefuseAsync(ChiSoContext context, RoundProposalState state, RoundProposalStep step, Guid proposer, DateTime? at, Change change, string where, CancellationToken cancel) =>
        Refuse(state, step, proposer, step != RoundProposalStep.Withdraw && await SecondPerson.IsSameAsync(context, Act.RunRound, proposer, at, change, cancel) ? proposer : change.By, where);

    private static Problem? Refuse(RoundProposalState state, RoundProposalStep step, Guid proposer, Guid person, string where) =>
        After(state, step) is null ? CalendarProblems.ApprovedAlready(where)
        : IsFor(step, proposer, person) ? null
        : step == RoundProposalStep.Withdraw ? CalendarProblems.NotProposer(where) : CalendarProblems.SamePerson(where);
}
