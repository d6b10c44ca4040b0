using ChiSo.Application.Jobs;
using ChiSo.Application.People;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>A file of pre-filled figures taken in as a job: whoever asked may close the page, and a program that is killed goes on after its start. Twice is once, since a file is taken in once.</summary>
public sealed class PrefilledImports(PrefilledLoading loading, AccountRegistry accounts, JobQueue jobs)
{
    public const string Name = "figures.prefill";

    public JobKind Kind => new(Name, new("Nạp số liệu điền sẵn cho các đơn vị", "Fill figures in for units"), WorkAsync);

    /// <summary>The file a job of this kind takes in.</summary>
    public static Guid UploadOf(Job job) => job.ReadInput<Input>().Upload;

    /// <param name="seen">What the figures were shown against, as the plan had it.</param>
    /// <returns>The id of the job; what can be refused at once is.</returns>
    public async Task<Result<Guid>> AskAsync(Guid upload, string seen, Person person, CancellationToken cancel)
    {
        if (await loading.PlanAsync(upload, person, cancel) is not { } plan)
            return FigureProblems.NoFile();
        if (plan.Refuse(seen) is { IsEmpty: false } problems)
            return problems;
        return await jobs.AskAsync(new(Name, new Input(upload, seen), plan.Upload.FileName, person.Id, plan.Desk.MandateOf(person)!.Id, $"{Name}:{upload}:{seen}"), cancel); // a plan is made for those who have one
    }

    private async Task<JobOutcome> WorkAsync(JobRun run, CancellationToken cancel)
    {
        var input = run.Input<Input>();
        if (await accounts.FindAsync(run.Job.By, cancel) is not { } person)
            return JobOutcome.Failed(JobProblems.NotAllowed(run.Job.About));
        await run.StepAsync(new(1, 2, new("Đang nhận tệp", "Taking the file in")), cancel);
        var taken = await loading.TakeInAsync(input.Upload, input.Seen, person, cancel);
        return taken.TryGet(out _) || await loading.PlanAsync(input.Upload, person, cancel) is { Upload.TakenAt: not null } // by an attempt that was cut off after it
            ? JobOutcome.Done(new("Đã nạp số liệu điền sẵn.", "The figures were filled in."))
            : JobOutcome.Failed(taken.Problems);
    }

    private sealed record Input(Guid Upload, string Seen);
}
