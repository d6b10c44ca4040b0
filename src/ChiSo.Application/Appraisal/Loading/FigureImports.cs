using ChiSo.Application.Jobs;
using ChiSo.Application.People;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>An agency's file of figures taken in as a job: whoever asked may close the page, and a program that is killed goes on after its start. Twice is once, since a file is taken in once.</summary>
public sealed class FigureImports(FigureLoading loading, AccountRegistry accounts, JobQueue jobs)
{
    public const string Name = "figures.import";

    public JobKind Kind => new(Name, new("Nạp số liệu của cơ quan thẩm định", "Load an agency's figures"), WorkAsync);

    /// <summary>The file a job of this kind takes in.</summary>
    public static Guid UploadOf(Job job) => job.ReadInput<Input>().Upload;

    /// <param name="seen">The versions the changes were shown against, as the plan had them.</param>
    /// <returns>The id of the job; what can be refused at once is.</returns>
    public async Task<Result<Guid>> AskAsync(Guid upload, string seen, Person person, CancellationToken cancel)
    {
        if (await loading.PlanAsync(upload, person, cancel) is not { } plan)
            return FigureProblems.NoFile();
        if (plan.Refuse(seen) is { IsEmpty: false } problems)
            return problems;
        return await jobs.AskAsync(new(Name, new Input(upload, seen), plan.Upload.FileName, person.Id, plan.MandateOf(person).Id, $"{Name}:{upload}:{seen}"), cancel);
    }

    private async Task<JobOutcome> WorkAsync(JobRun run, CancellationToken cancel)
    {
        var input = run.Input<Input>();
        if (await accounts.FindAsync(run.Job.By, cancel) is not { } person)
            return JobOutcome.Failed(JobProblems.NotAllowed(run.Job.About));
        await run.StepAsync(new(1, 2, new("Đang nhận tệp", "Taking the file in")), cancel);
        var taken = await loading.TakeInAsync(input.Upload, input.Seen, person, cancel);
        return taken.TryGet(out _) || await loading.PlanAsync(input.Upload, person, cancel) is { Upload.TakenAt: not null } // by an attempt that was cut off after it
            ? JobOutcome.Done(new("Đã nạp số liệu.", "The figures were loaded."))
            : JobOutcome.Failed(taken.Problems);
    }

    private sealed record Input(Guid Upload, string Seen);
}
