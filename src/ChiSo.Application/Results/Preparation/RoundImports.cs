using ChiSo.Application.Audit;
using ChiSo.Application.Jobs;
using ChiSo.Application.People;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>A round's file taken in as a job: whoever asked may close the page, and a program that is killed goes on after its start. Twice is once, since a file is taken in once.</summary>
public sealed class RoundImports(RoundPreparation preparation, AccountRegistry accounts, JobQueue jobs, TimeProvider clock)
{
    public const string Name = "round.import";

    public JobKind Kind => new(Name, new("Nhận tệp của kỳ đánh giá", "Take in a round's file"), WorkAsync);

    /// <summary>The file a job of this kind takes in.</summary>
    public static Guid UploadOf(Job job) => job.ReadInput<Input>().Upload;

    /// <param name="seen">The content the changes were shown against, as the plan had it.</param>
    /// <returns>The id of the job; what can be refused at once is.</returns>
    public async Task<Result<Guid>> AskAsync(Guid upload, string seen, Person person, CancellationToken cancel)
    {
        if (person.MandateTo(Act.PrepareRound, new()) is not { } mandate || await preparation.PlanAsync(upload, cancel) is not { } plan)
            return PreparationProblems.NoFile();
        if (plan.Upload.TakenAt is { } at)
            return PreparationProblems.TakenAlready(at);
        if (plan.Round is not { } round)
            return plan.Problems;
        return plan.Seen == seen ? await jobs.AskAsync(new(Name, new Input(upload, seen), round.Code, person.Id, mandate.Id, $"{Name}:{upload}:{seen}"), cancel) : PreparationProblems.Overtaken(round.Code);
    }

    private async Task<JobOutcome> WorkAsync(JobRun run, CancellationToken cancel)
    {
        var input = run.Input<Input>();
        if (await accounts.FindAsync(run.Job.By, cancel) is not { } person || person.MandateTo(Act.PrepareRound, new()) is null)
            return JobOutcome.Failed(JobProblems.NotAllowed(run.Job.About));
        await run.StepAsync(new(1, 2, new("Đang nhận tệp", "Taking the file in")), cancel);
        var taken = await preparation.TakeInAsync(input.Upload, input.Seen, new Change(run.Job.By, run.Job.Mandate, clock.GetUtcNow().UtcDateTime, ""), cancel);
        return taken.TryGet(out _) || await preparation.PlanAsync(input.Upload, cancel) is { Upload.TakenAt: not null } // by an attempt that was cut off after it
            ? JobOutcome.Done(new("Đã nhận tệp vào kỳ.", "The file was taken in."))
            : JobOutcome.Failed(taken.Problems);
    }

    private sealed record Input(Guid Upload, string Seen);
}
