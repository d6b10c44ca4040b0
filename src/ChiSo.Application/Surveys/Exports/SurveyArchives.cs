using ChiSo.Application.Audit;
using ChiSo.Application.Files;
using ChiSo.Application.Jobs;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Outcomes;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Exports;

/// <summary>Makes the <see cref="SurveyArchive"/> of a closed survey: at once, or as a job. That answers left is a link of the trail, stored with the job's end.</summary>
public sealed class SurveyArchives(SurveyDesk surveys, SurveyReading reading, AnswerCounting counting, FieldOutcomes outcomes, AccountRegistry accounts, JobQueue jobs, TimeProvider clock)
{
    internal const string Name = "survey.archive";

    public JobKind Kind => new(Name, new("Gói bàn giao khảo sát", "Survey archive to hand over"), WorkAsync);

    /// <param name="survey">Closed.</param>
    /// <param name="sizes">People of the groups; <c>null</c> for what is known of the sample.</param>
    public async Task<Result<SurveyArchive>> MakeAsync(LiveSurvey survey, GroupSizes? sizes, CancellationToken cancel)
    {
        var files = new AnswerFiles(survey, await counting.ReadAsync(survey, cancel), await outcomes.SaidAsync(survey, cancel), await reading.IsIllustrativeAsync(survey, cancel));
        return SurveyArchive.Of(survey, files, await reading.BlocksAsync(survey, cancel), sizes);
    }

    /// <returns>The id of the job.</returns>
    public async Task<Result<Guid>> AskAsync(string code, Person person, CancellationToken cancel)
    {
        if (person.MandateTo(Act.RunSurveys, new()) is not { } mandate)
            return SurveyProblems.NotAllowed(code);
        if (await surveys.FindAsync(code, cancel) is not { } survey)
            return SurveyDesk.Unknown(code);
        if (!survey.IsClosed)
            return SurveyProblems.StillCollecting(code);
        return await jobs.AskAsync(new(Name, new Input(code), code, person.Id, mandate.Id), cancel);
    }

    private async Task<JobOutcome> WorkAsync(JobRun run, CancellationToken cancel)
    {
        var code = run.Input<Input>().Survey;
        if (await accounts.FindAsync(run.Job.By, cancel) is not { } person || !person.May(Act.RunSurveys, new()))
            return JobOutcome.Failed(JobProblems.NotAllowed(code));
        if (await surveys.FindAsync(code, cancel) is not { IsClosed: true } survey || !IsKept(survey))
            return JobOutcome.Failed(JobProblems.Gone(code));
        await run.StepAsync(new(0, 0, new("Đang tính lại các con số", "Computing the figures")), cancel);
        var made = await MakeAsync(survey, sizes: null, cancel);
        if (!made.TryGet(out var archive))
            return JobOutcome.Failed(made.Problems);
        var file = await run.MakeAsync($"{code}.zip", FileKinds.Zip.MediaType, stream => archive.WriteAsync(stream, (done, of, note) => run.StepAsync(new(done, of, note), cancel), cancel), cancel);
        if (!IsKept(survey))
        {
            jobs.Forget([file.Stored.Hash]);
            return JobOutcome.Failed(JobProblems.Gone(code)); // its answers were erased meanwhile, or are about to be
        }

        var change = new Change(run.Job.By, run.Job.Mandate, clock.GetUtcNow().UtcDateTime, "");
        return JobOutcome.Done(new("Tệp đã sẵn sàng.", "The file is ready."), file,
            (context, stop) => Trail.AppendAsync(context, Trail.Reads, change, ReadLog.SurveyAnswersRead, code, new { job = run.Job.Id, file.Stored.Hash }, stop));
    }

    /// <summary>Whether its answers are kept today: an archive does not outlive them. See <see cref="SurveyRetention"/>.</summary>
    private bool IsKept(LiveSurvey survey) => VietnamTime.Today(clock) <= survey.Declaration.KeepUntil;

    private sealed record Input(string Survey);
}
