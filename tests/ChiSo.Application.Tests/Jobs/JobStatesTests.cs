using ChiSo.Application.Jobs;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Jobs;

/// <summary>How jobs move, step by step: all that is allowed, and nothing else.</summary>
public sealed class JobStatesTests
{
    private static readonly Dictionary<(JobState, JobStep), JobState> Allowed = new()
    {
        [(JobState.Queued, JobStep.Take)] = JobState.Running,
        [(JobState.Queued, JobStep.Cancel)] = JobState.Cancelled,
        [(JobState.Running, JobStep.TakeOver)] = JobState.Running,
        [(JobState.Running, JobStep.GiveBack)] = JobState.Queued,
        [(JobState.Running, JobStep.Complete)] = JobState.Done,
        [(JobState.Running, JobStep.Fail)] = JobState.Failed,
        [(JobState.Running, JobStep.Cancel)] = JobState.Cancelled,
        [(JobState.Failed, JobStep.AskAgain)] = JobState.Queued,
        [(JobState.Cancelled, JobStep.AskAgain)] = JobState.Queued,
    };

    [Fact]
    public void What_is_not_in_the_table_is_refused()
    {
        foreach (var from in Enum.GetValues<JobState>())
        {
            foreach (var step in Enum.GetValues<JobStep>())
                JobStates.After(from, step).ShouldBe(Allowed.TryGetValue((from, step), out var to) ? to : null, $"{from} {step}");
        }
    }

    [Fact]
    public void What_is_over_is_touched_by_no_process() =>
        JobStates.Table.Where(row => JobStates.IsOver(row.From)).ShouldAllBe(row => row.Step == JobStep.AskAgain);
}
