using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using ChiSo.Application.Json;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Appraisal;

/// <summary>An agency's own figures for all units from one workbook: shown before they are taken in, taken in whole as the appraiser's marks, and taken back whole.</summary>
public sealed class FigureLoading(ChiSoDatabase database, Reviews reviews, ReviewWork work, FileVault files, TimeProvider clock)
{
    /// <summary>Bytes a file of figures may have.</summary>
    public const long LongestFile = 16L << 20;

    /// <summary>Keeps a file as it was sent. Nothing of it is taken in yet.</summary>
    public async Task<Result<Guid>> LayInAsync(Stream content, string fileName, Review review, Person person, CancellationToken cancel)
    {
        if (review.Lines.FirstOrDefault(line => person.May(Act.Appraise, line.Aim)) is not { } own)
            return ReviewProblems.NotAllowed(review.Lines[0], person);
        if (!review.Round.IsWorkable || review.Lines.All(line => review.Round.Clock.TurnOf(review.Stage, line.Unit.Code, clock.GetUtcNow().UtcDateTime) != Turn.Open))
            return ReviewProblems.StageClosed(own);
        return await KeepAsync(database, files, content, hash => new()
        {
            Round = review.Round.Code, BlockId = review.Block.Id, Block = review.Block.Code, Stage = review.Stage,
            FileName = FileNames.AsGiven(fileName), Hash = hash, By = person.Id, At = clock.GetUtcNow().UtcDateTime,
        }, cancel);
    }

    /// <summary>Keeps any file of figures, which the virus scanner looks at where one is set.</summary>
    /// <param name="uploadOf">By the hash of the file.</param>
    internal static async Task<Result<Guid>> KeepAsync(ChiSoDatabase database, FileVault files, Stream content, Func<string, FigureUpload> uploadOf, CancellationToken cancel)
    {
        if (await files.PutAsync(content, LongestFile, cancel) is not { } stored)
            return FileProblems.UploadTooLarge(LongestFile);
        if (stored.Length == 0)
            return FigureProblems.NoFile();
        var upload = uploadOf(stored.Hash);
        return await database.WriteAsync<Result<Guid>>(async context =>
        {
            context.FigureUploads.Add(upload);
            await context.SaveChangesAsync(cancel);
            return upload.Id;
        }, cancel);
    }

    /// <summary>What taking the file in would do now; <c>null</c> when this person sent no such file, or appraises nothing there any more.</summary>
    public async Task<LoadPlan?> PlanAsync(Guid id, Person person, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await PlanAsync(context, id, person, cancel);
    }

    /// <summary>Takes a file in, whole: each line gets the appraiser's mark with the file as its reason.</summary>
    /// <param name="seen">The versions the changes were shown against, as the plan had them.</param>
    public Task<Result<ImmutableArray<SeenLine>>> TakeInAsync(Guid id, string seen, Person person, CancellationToken cancel) => ChangeAsync<ImmutableArray<SeenLine>>(id, person, async (context, plan) =>
    {
        if (plan.Refuse(seen) is { IsEmpty: false } refused)
            return refused;
        var done = ImmutableArray.CreateBuilder<SeenLine>();
        foreach (var (line, entry, _) in plan.Marks)
        {
            var saved = await work.TakeAsync(context, plan.Review, line, new(line.Unit.Code, line.Node.Code, line.Seen), EngineJson.ToText(entry), $"theo tệp {plan.Upload.FileName}", "", person, cancel);
            if (saved.TryGet(out var outcome) && outcome is SaveOutcome.Stored stored) // nobody can be faster: the trail is held since the lines were read
                done.Add(new(line.Unit.Code, line.Node.Code, stored.Position.Sequence));
        }

        plan.Upload.Take(done.ToImmutable(), clock.GetUtcNow().UtcDateTime);
        await RecordAsync(context, plan, person, "review.loaded", cancel);
        return plan.Upload.Lines;
    }, cancel);

    /// <summary>Takes the marks of a file back, all of them or none: a line changed since stands in the way.</summary>
    public Task<Result<ImmutableArray<SeenLine>>> UndoAsync(Guid id, Person person, CancellationToken cancel) => ChangeAsync<ImmutableArray<SeenLine>>(id, person, async (context, plan) =>
    {
        if (plan.Upload is not { TakenAt: not null, UndoneAt: null } upload)
            return FigureProblems.NotTaken();
        var undone = await work.UndoAsync(context, plan.Review, upload.Lines, person, cancel);
        if (!undone.TryGet(out var lines))
            return undone;
        upload.Undo(clock.GetUtcNow().UtcDateTime);
        await RecordAsync(context, plan, person, "review.load-undone", cancel);
        return lines;
    }, cancel);

    /// <summary>The versions of a block's lines that agencies took in at a stage from their own files and that differ from what was offered, each with the name of the file. A template holds what the units claim, so a line that only says that again tells of no system.</summary>
    public async Task<ImmutableDictionary<SeenLine, string>> LoadedAsync(Review review, CancellationToken cancel)
    {
        await using var context = database.Open();
        var uploads = await context.FigureUploads.AsNoTracking().Where(upload => upload.BlockId == review.Block.Id && upload.Stage == review.Stage && upload.TakenAt != null && upload.UndoneAt == null).ToListAsync(cancel);
        var loaded = uploads.SelectMany(upload => upload.Lines.Select(line => KeyValuePair.Create(line, upload.FileName))).ToDictionary();
        return review.Lines.Where(line => line.Current is { } current && line.Offered?.Entry != current.Entry)
            .Select(line => new SeenLine(line.Unit.Code, line.Node.Code, line.Seen)).Where(loaded.ContainsKey).ToImmutableDictionary(line => line, line => loaded[line]);
    }

    private Task<Result<T>> ChangeAsync<T>(Guid id, Person person, Func<ChiSoContext, LoadPlan, Task<Result<T>>> act, CancellationToken cancel) => database.WriteAsync<Result<T>>(
        async context =>
        {
            if (await context.FigureUploads.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel) is not { } upload)
                return FigureProblems.NoFile();
            await Trail.LockAsync(context, Trail.OfRound(upload.Round), cancel);
            return await PlanAsync(context, id, person, cancel) is { } plan ? await act(context, plan) : FigureProblems.NoFile();
        }, cancel);

    private async Task<LoadPlan?> PlanAsync(ChiSoContext context, Guid id, Person person, CancellationToken cancel)
    {
        if (await context.FigureUploads.SingleOrDefaultAsync(one => one.Id == id && one.By == person.Id, cancel) is not { } upload || await reviews.ReadAsync(context, upload.Part, cancel) is not { } whole)
            return null;
        if (whole.For(person) is not { } review || !review.Lines.Any(line => person.May(Act.Appraise, line.Aim)))
            return null;
        if (await FileVerdicts.HoldAsync(context, upload.Hash, cancel) is { } hold)
            return LoadPlan.Held(upload, review, hold);
        await using var content = files.Open(upload.Hash);
        var read = new FigureFile(review, person, (line, entry) => work.Refuse(review, line, person, Act.Appraise, ReviewStep.Appraise) ?? (line.Marks is null ? ReviewWork.HeldByCase(line, entry) : DoubleProblems.OneByOne(line))).Read(TableFiles.Read(content, upload.FileName), upload.FileName);
        return read.TryGet(out var lines) ? new(upload, review, [], lines) : new(upload, review, read.Problems, []);
    }

    private Task<string> RecordAsync(ChiSoContext context, LoadPlan plan, Person person, string act, CancellationToken cancel) =>
        Trail.AppendAsync(context, Trail.OfRound(plan.Upload.Round), new(person.Id, plan.MandateOf(person).Id, clock.GetUtcNow().UtcDateTime, ""), act, $"{plan.Upload.Block} {plan.Upload.Stage}",
            new { plan.Upload.FileName, sha256 = plan.Upload.Hash, lines = plan.Upload.Lines.Length }, cancel);
}
