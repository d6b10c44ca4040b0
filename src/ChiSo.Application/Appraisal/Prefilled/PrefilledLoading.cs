using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Appraisal;

/// <summary>Figures filled in for units from one workbook: shown before they are taken in, and taken in whole.</summary>
public sealed class PrefilledLoading(ChiSoDatabase database, Prefilling prefilling, FileVault files, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Keeps a file as it was sent. Nothing of it is taken in yet.</summary>
    public async Task<Result<Guid>> LayInAsync(string round, string block, Stream content, string fileName, Person person, CancellationToken cancel)
    {
        if (await prefilling.ReadAsync(round, block, cancel) is not { } desk)
            return PrefillingProblems.Unknown(block);
        if (desk.MandateOf(person) is null)
            return PrefillingProblems.NotAllowed(block);
        if (!desk.Round.IsWorkable)
            return PrefillingProblems.Closed(block);
        return await FigureLoading.KeepAsync(database, files, content, hash => new()
        {
            Round = round, BlockId = desk.Map.Block.Id, Block = block, Stage = Stages.Self, FileName = FileNames.AsGiven(fileName), Hash = hash, By = person.Id, At = Now,
        }, cancel);
    }

    /// <summary>What taking the file in would do now; <c>null</c> when this person sent no such file, or fills nothing in there any more.</summary>
    public async Task<PrefilledPlan?> PlanAsync(Guid id, Person person, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await PlanAsync(context, id, person, cancel);
    }

    /// <summary>Takes a file in, whole.</summary>
    /// <param name="seen">What the figures were shown against, as the plan had it.</param>
    /// <returns>How many figures were filled in, filled in anew, or taken away.</returns>
    public Task<Result<int>> TakeInAsync(Guid id, string seen, Person person, CancellationToken cancel) => database.WriteAsync<Result<int>>(
        async context =>
        {
            if (await context.FigureUploads.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel) is not { } sent)
                return FigureProblems.NoFile();
            await Trail.LockAsync(context, Trail.OfRound(sent.Round), cancel);
            if (await PlanAsync(context, id, person, cancel) is not { } plan)
                return FigureProblems.NoFile();
            if (plan.Refuse(seen) is { IsEmpty: false } refused)
                return refused;
            var change = new Change(person.Id, plan.Desk.MandateOf(person)!.Id, Now, ""); // a plan is made for those who have one
            var last = await LastAsync(context, plan.Upload.BlockId, cancel);
            var added = plan.Loaded.Select(figure => RowOf(plan.Desk, figure, last.GetValueOrDefault((figure.Unit.Code, figure.Node.Code, figure.Letter)), person, change)).ToList();
            context.PrefilledFigures.AddRange(added);
            plan.Upload.Take([.. added.Select(row => new SeenLine(row.Unit, row.Criterion, row.Sequence))], change.At);
            await Trail.AppendAsync(context, Trail.OfRound(plan.Upload.Round), change, "figures.prefilled", plan.Upload.Block,
                new { fileName = plan.Upload.FileName, sha256 = plan.Upload.Hash, figures = added.Count, takenAway = added.Count(one => one.IsTakenAway), units = added.Select(one => one.Unit).Distinct().Count() }, cancel);
            return added.Count;
        }, cancel);

    private async Task<PrefilledPlan?> PlanAsync(ChiSoContext context, Guid id, Person person, CancellationToken cancel)
    {
        if (await context.FigureUploads.SingleOrDefaultAsync(one => one.Id == id && one.By == person.Id && one.Stage == Stages.Self, cancel) is not { } upload
            || await prefilling.ReadAsync(context, upload.Round, upload.Block, cancel) is not { } desk || desk.MandateOf(person) is null)
            return null;
        if (await FileVerdicts.HoldAsync(context, upload.Hash, cancel) is { } hold)
            return PrefilledPlan.Held(upload, desk, hold);
        await using var content = files.Open(upload.Hash);
        var (problems, figures) = new PrefilledFile(desk, person, Now).Read(TableFiles.Read(content, upload.FileName), upload.FileName);
        return new(upload, desk, problems, figures);
    }

    /// <summary>The newest sequence of each figure that was ever filled in.</summary>
    private static async Task<Dictionary<(string Unit, CriterionCode Line, string Letter), int>> LastAsync(ChiSoContext context, Guid block, CancellationToken cancel) =>
        (await PrefilledFigure.Newest(context.PrefilledFigures.Where(row => row.BlockId == block)).Select(row => new { row.Unit, row.Criterion, row.Letter, row.Sequence }).ToListAsync(cancel)).ToDictionary(row => (row.Unit, row.Criterion, row.Letter), row => row.Sequence);

    private static PrefilledFigure RowOf(PrefilledDesk desk, FilledFigure figure, int last, Person person, Change change) => new()
    {
        BlockId = desk.Map.Block.Id, Unit = figure.Unit.Code, Criterion = figure.Node.Code, Letter = figure.Letter, Sequence = last + 1,
        Value = figure.Value, Source = figure.Source, QueriedOn = figure.QueriedOn, Reference = figure.Reference, IsTakenAway = figure.IsTakenAway, By = person.NameUnder(person.MandateTo(Act.PrefillFigures, desk.AimOf(figure.Node, figure.Unit.Code))?.Id ?? change.Mandate), Person = person.Id, At = change.At,
    };
}
