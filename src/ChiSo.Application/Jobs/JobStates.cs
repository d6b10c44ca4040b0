using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Jobs;

/// <summary>How far a job is.</summary>
public enum JobState
{
    Queued,

    Running,

    Done,

    /// <summary>Its problems say why.</summary>
    Failed,

    Cancelled,
}

/// <summary>What moves a job.</summary>
public enum JobStep
{
    /// <summary>A process begins.</summary>
    Take,

    /// <summary>The process that was at work is gone, or could not be heard of in time; another begins.</summary>
    TakeOver,

    /// <summary>The process ends before the work does.</summary>
    GiveBack,

    Complete,

    Fail,

    Cancel,

    /// <summary>Somebody wants it done after all.</summary>
    AskAgain,
}

/// <summary>How jobs move. What is not in the table is refused.</summary>
public static class JobStates
{
    public static ImmutableArray<(JobState From, JobStep Step, JobState To)> Table { get; } =
    [
        (JobState.Queued, JobStep.Take, JobState.Running),
        (JobState.Queued, JobStep.Cancel, JobState.Cancelled),
        (JobState.Running, JobStep.TakeOver, JobState.Running),
        (JobState.Running, JobStep.GiveBack, JobState.Queued),
        (JobState.Running, JobStep.Complete, JobState.Done),
        (JobState.Running, JobStep.Fail, JobState.Failed),
        (JobState.Running, JobStep.Cancel, JobState.Cancelled),
        (JobState.Failed, JobStep.AskAgain, JobState.Queued),
        (JobState.Cancelled, JobStep.AskAgain, JobState.Queued),
    ];

    /// <summary>Where a step leads; <c>null</c> when it is refused.</summary>
    public static JobState? After(JobState from, JobStep step) => Table.Where(row => row.From == from && row.Step == step).Select(row => (JobState?)row.To).FirstOrDefault();

    /// <summary>Whether no process will touch it unless somebody asks again.</summary>
    public static bool IsOver(JobState state) => state is JobState.Done or JobState.Failed or JobState.Cancelled;

    public static Words WordsOf(JobState state) => state switch
    {
        JobState.Queued => new("đang chờ", "waiting"),
        JobState.Running => new("đang chạy", "running"),
        JobState.Done => new("đã xong", "done"),
        JobState.Failed => new("không làm được", "failed"),
        JobState.Cancelled => new("đã hủy", "cancelled"),
        _ => throw new System.Diagnostics.UnreachableException($"No words for {state}."),
    };
}
