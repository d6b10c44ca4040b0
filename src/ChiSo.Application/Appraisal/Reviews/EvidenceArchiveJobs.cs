using ChiSo.Application.Audit;
using ChiSo.Application.Files;
using ChiSo.Application.Jobs;
using ChiSo.Application.People;

namespace ChiSo.Application.Appraisal;

/// <summary>A large archive of evidence made as a job: fetched when it is ready, and again when the line broke. That it was read is stored with the job's end.</summary>
public sealed class EvidenceArchiveJobs(EvidenceArchives archives, Reviews reviews, AccountRegistry accounts, JobQueue jobs, TimeProvider clock)
{
    private const string Name = "evidence.archive";

    public JobKind Kind => new(Name, new("Đóng gói minh chứng", "Pack evidence into one file"), WorkAsync);

    /// <param name="review">What the person sees of <paramref name="part"/>.</param>
    /// <returns>The id of the job.</returns>
    public Task<Guid> AskAsync(ReviewPart part, Review review, Person person, CancellationToken cancel)
    {
        var mandate = review.Lines.Select(line => person.MandateTo(Act.ReadReview, line.AimFor(person, Act.ReadReview))).OfType<Mandate>().First(); // whoever sees lines has one
        return jobs.AskAsync(new(Name, part, $"{part.Round} · {part.Unit ?? part.Criterion?.Value}", person.Id, mandate.Id), cancel);
    }

    private async Task<JobOutcome> WorkAsync(JobRun run, CancellationToken cancel)
    {
        var part = run.Input<ReviewPart>();
        if (await accounts.FindAsync(run.Job.By, cancel) is not { } person || await reviews.ReadAsync(part, cancel) is not { } whole || whole.For(person) is not { Lines.IsEmpty: false } review)
            return JobOutcome.Failed(JobProblems.NotAllowed(run.Job.About));
        var file = await run.MakeAsync($"minh-chung-{part.Round}-{part.Unit ?? part.Criterion?.Value}.zip", FileKinds.Zip.MediaType, stream => archives.PackAsync(stream, review, ToldAsync, cancel), cancel);
        return JobOutcome.Done(new("Tệp đã sẵn sàng.", "The file is ready."), file, async (context, stop) =>
        {
            foreach (var (subject, mandate) in EvidenceArchives.ReadsOf(review, person))
                await Trail.AppendAsync(context, Trail.Reads, new(person.Id, mandate, clock.GetUtcNow().UtcDateTime, ""), ReadLog.EvidenceArchived, subject, new { job = run.Job.Id }, stop);
        });

        Task ToldAsync(int done, int of) => run.StepAsync(new(done, of, new("Đang đóng gói", "Packing")), cancel);
    }
}
