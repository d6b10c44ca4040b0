using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using ChiSo.Application.People;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Assessment.SheetFiles;

/// <summary>A unit's self-assessment filled in a workbook: shown line by line before it is taken in, and taken in whole. What somebody else saved meanwhile is never overwritten unseen.</summary>
public sealed class SheetLoading(ChiSoDatabase database, Sheets sheets, FileVault files, TimeProvider clock)
{
    /// <summary>Bytes a workbook may have.</summary>
    public const long LongestFile = 16L << 20;

    /// <summary>Keeps a workbook as it was sent. Nothing of it is taken in yet.</summary>
    /// <param name="sheet">A self-assessment.</param>
    public async Task<Result<Guid>> LayInAsync(Stream content, string fileName, Sheet sheet, Person person, CancellationToken cancel)
    {
        if (sheets.Refuse(sheet, person, Act.EnterScores) is { } refused && !sheet.Returned.Keys.Any(line => sheets.MayEdit(sheet, person, line)))
            return refused;
        if (await files.PutAsync(content, LongestFile, cancel) is not { } stored)
            return FileProblems.UploadTooLarge(LongestFile);
        if (stored.Length == 0)
            return SheetFileProblems.NoFile();
        var upload = new SheetUpload
        {
            Round = sheet.Round.Code, BlockId = sheet.Block.Id, Block = sheet.Block.Code, Unit = sheet.Unit.Code, Stage = sheet.Stage,
            FileName = FileNames.AsGiven(fileName), Hash = stored.Hash, By = person.Id, At = clock.GetUtcNow().UtcDateTime,
        };
        return await database.WriteAsync<Result<Guid>>(async context =>
        {
            context.SheetUploads.Add(upload);
            await context.SaveChangesAsync(cancel);
            return upload.Id;
        }, cancel);
    }

    /// <summary>What taking the workbook in would do now; <c>null</c> when this person sent no such file, or may not read the sheet any more.</summary>
    public async Task<SheetPlan?> PlanAsync(Guid id, Person person, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await PlanAsync(context, id, person, cancel);
    }

    /// <summary>Takes a workbook in, whole. Of a line somebody saved meanwhile what stands stays, and the workbook's value is kept aside, unless it was chosen.</summary>
    /// <param name="seen">The versions the changes were shown against, as the plan had them.</param>
    /// <param name="chosen">Lines with a clash on which the workbook's value is to stand.</param>
    /// <returns>The plan that was carried out.</returns>
    public Task<Result<SheetPlan>> TakeInAsync(Guid id, string seen, IReadOnlySet<string> chosen, Person person, CancellationToken cancel) => database.WriteAsync<Result<SheetPlan>>(
        async context =>
        {
            if (await context.SheetUploads.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel) is not { } upload)
                return SheetFileProblems.NoFile();
            await Trail.LockPartAsync(context, Trail.OfRound(upload.Round), $"{upload.Block} {upload.Unit}", cancel); // saves of this sheet come before or after the whole file
            if (await PlanAsync(context, id, person, cancel) is not { } plan)
                return SheetFileProblems.NoFile();
            if (plan.Refuse(seen) is { IsEmpty: false } refused)
                return refused;
            foreach (var line in plan.Lines.Where(line => line.As != FilledAs.Stands))
            {
                var version = chosen.Contains(line.Node.Code.Value) ? line.Stands?.Sequence ?? 0 : line.Seen;
                await sheets.StoreAsync(context, plan.Sheet, new(upload.Round, upload.Block, upload.Unit, upload.Stage, line.Node.Code, version, "", line.Reason, line.Evidence), line.Entry, person, cancel);
            }

            plan.Upload.Take(clock.GetUtcNow().UtcDateTime);
            await Trail.AppendAsync(context, Trail.OfRound(upload.Round), sheets.ChangeOf(person, plan.Sheet, Act.EnterScores), "sheet.loaded", $"{upload.Unit} {upload.Stage}",
                new { upload.FileName, sha256 = upload.Hash, changed = plan.Of(FilledAs.Changed).Count(), clashes = plan.Of(FilledAs.Clash).Count(), chosen = chosen.Order(StringComparer.Ordinal) }, cancel);
            return plan;
        }, cancel);

    private async Task<SheetPlan?> PlanAsync(ChiSoContext context, Guid id, Person person, CancellationToken cancel)
    {
        if (await context.SheetUploads.SingleOrDefaultAsync(one => one.Id == id && one.By == person.Id, cancel) is not { } upload)
            return null;
        if (!person.May(Act.ReadSheet, new(upload.Unit)) || await sheets.FindAsync(context, new(upload.Round, upload.Block, upload.Unit), upload.Stage, cancel) is not { } sheet)
            return null;
        if (await FileVerdicts.HoldAsync(context, upload.Hash, cancel) is { } hold)
            return SheetPlan.Held(upload, sheet, hold);
        await using var content = files.Open(upload.Hash);
        var read = new SheetFile(sheet, line => sheets.Refuse(sheet, person, Act.EnterScores, line)).Read(TableFiles.Read(content, upload.FileName), upload.FileName);
        return read.TryGet(out var lines) ? new(upload, sheet, [], await WithDownloadedAsync(context, sheet, lines, cancel)) : new(upload, sheet, read.Problems, []);
    }

    /// <summary>Of lines others saved since, what the workbook had been given: who left it as it was changes nothing.</summary>
    private static async Task<ImmutableArray<FilledLine>> WithDownloadedAsync(ChiSoContext context, Sheet sheet, ImmutableArray<FilledLine> lines, CancellationToken cancel)
    {
        var overtaken = lines.Where(line => line.As == FilledAs.Clash && line.Seen > 0).Select(line => line.Node.Code).ToList();
        if (overtaken.Count == 0)
            return lines;
        var earlier = (await context.Positions.AsNoTracking().Where(row => row.BlockId == sheet.Block.Id && row.Unit == sheet.Unit.Code && row.Stage == sheet.Stage && row.Mark == 0 && overtaken.Contains(row.Criterion)).ToListAsync(cancel)).ToDictionary(row => (row.Criterion, row.Sequence));
        return [.. lines.Select(line => line with { Downloaded = earlier.GetValueOrDefault((line.Node.Code, line.Seen)) })];
    }
}
