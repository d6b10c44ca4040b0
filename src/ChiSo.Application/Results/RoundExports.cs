using System.IO.Compression;
using ChiSo.Application.Audit;
using ChiSo.Application.Files;
using ChiSo.Application.Jobs;
using ChiSo.Application.People;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>How a round is written.</summary>
public enum RoundForm
{
    /// <summary>One Excel workbook.</summary>
    Workbook,

    /// <summary>A ZIP of CSV files.</summary>
    Tables,

    /// <summary>One JSON file.</summary>
    Json,
}

/// <summary>A whole round as a file that import reads back without loss, made as a job. That it was exported is a link of the trail, stored with the job's end.</summary>
public sealed class RoundExports(RoundStore rounds, AccountRegistry accounts, JobQueue jobs, TimeProvider clock)
{
    private const string Name = "round.export";

    public JobKind Kind => new(Name, new("Xuất cả kỳ đánh giá", "Export a whole round"), WorkAsync);

    /// <summary>Whether somebody may: whoever sees everything before it is public.</summary>
    public static bool IsFor(Person person) => person.May(Act.ReadBoard, new());

    /// <returns>The id of the job.</returns>
    public async Task<Result<Guid>> AskAsync(string round, RoundForm form, Person person, CancellationToken cancel)
    {
        if (person.MandateTo(Act.ReadBoard, new()) is not { } mandate)
            return JobProblems.NotAllowed(round);
        if (!(await rounds.CodesAsync(cancel)).Contains(round))
            return JobProblems.Gone(round);
        return await jobs.AskAsync(new(Name, new Input(round, form), $"{round} · {EndingOf(form)}", person.Id, mandate.Id), cancel);
    }

    private async Task<JobOutcome> WorkAsync(JobRun run, CancellationToken cancel)
    {
        var input = run.Input<Input>();
        if (await accounts.FindAsync(run.Job.By, cancel) is not { } person || !IsFor(person))
            return JobOutcome.Failed(JobProblems.NotAllowed(input.Round));
        if (await rounds.LoadAsync(input.Round, cancel) is not { } round)
            return JobOutcome.Failed(JobProblems.Gone(input.Round));
        await run.StepAsync(new(1, 2, new("Đang ghi tệp", "Writing the file")), cancel);
        var file = await run.MakeAsync($"{input.Round}.{EndingOf(input.Form)}", TypeOf(input.Form), stream => WriteAsync(stream, round, input.Form, cancel), cancel);
        var change = new Change(run.Job.By, run.Job.Mandate, clock.GetUtcNow().UtcDateTime, "");
        return JobOutcome.Done(new("Tệp đã sẵn sàng.", "The file is ready."), file,
            (context, stop) => Trail.AppendAsync(context, Trail.Reads, change, ReadLog.RoundExported, input.Round, new { job = run.Job.Id, file.Stored.Hash }, stop));
    }

    private static async Task WriteAsync(Stream to, RoundDocument round, RoundForm form, CancellationToken cancel)
    {
        if (form == RoundForm.Json)
        {
            RoundJson.Write(to, round);
            return;
        }

        var tables = RoundTables.Rows(round);
        if (form == RoundForm.Workbook)
        {
            XlsxTables.Write(to, tables);
            return;
        }

        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        foreach (var table in tables)
        {
            await using var entry = await zip.CreateEntry(table.Name + ".csv", CompressionLevel.Optimal).OpenAsync(cancel);
            CsvTables.Write(entry, table, CsvWriting.Exchanged);
        }
    }

    private static string EndingOf(RoundForm form) => form switch
    {
        RoundForm.Workbook => "xlsx",
        RoundForm.Tables => "zip",
        _ => "json",
    };

    private static string TypeOf(RoundForm form) => form switch
    {
        RoundForm.Workbook => FileKinds.Excel.MediaType,
        RoundForm.Tables => FileKinds.Zip.MediaType,
        _ => "application/json",
    };

    private sealed record Input(string Round, RoundForm Form);
}
