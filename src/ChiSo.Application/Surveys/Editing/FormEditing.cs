using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Editing;

/// <summary>Writes a questionnaire in the browser, row by row. Every change is checked as a file of the same content would be, and refused by its field where it can't stand.</summary>
public sealed class FormEditing(ChiSoDatabase database, QuestionnaireLibrary library)
{
    public static string ChainOf(string code) => $"questionnaire:{code}";

    /// <summary><c>null</c> when this questionnaire is not being written.</summary>
    public async Task<EditedForm?> FindAsync(string code, CancellationToken cancel)
    {
        var (used, core) = await library.HeldToAsync(code, cancel);
        await using var context = database.Open();
        return await context.QuestionnaireDrafts.AsNoTracking().SingleOrDefaultAsync(draft => draft.Code == code, cancel) is { } draft ? EditedForm.Of(draft.Read(), draft.By, draft.At, used, core) : null;
    }

    /// <summary>What a row would be among the others, without storing anything.</summary>
    public static Result<FormDraft> Try(EditedForm now, EditRow input) => DraftSteps.Save(now, input);

    /// <summary>Stores a new or a changed question or group.</summary>
    public Task<Result<EditedForm>> SaveAsync(string code, EditRow input, Change change, CancellationToken cancel) =>
        ChangeAsync(code, input.Typed.GetValueOrDefault("name", "").Trim(), now => DraftSteps.Save(now, input), change, cancel);

    /// <summary>Moves a row among those beside it.</summary>
    /// <param name="by">−1 up, 1 down.</param>
    /// <param name="seen">The draft as it was shown.</param>
    public Task<Result<EditedForm>> ShiftAsync(string code, string row, int by, string seen, Change change, CancellationToken cancel) =>
        ChangeAsync(code, row, now => Moved(now, row, seen, rows => DraftTree.Shift(rows, row, by)), change, cancel);

    /// <summary>Removes a row and all it holds.</summary>
    /// <param name="seen">The draft as it was shown.</param>
    public Task<Result<EditedForm>> RemoveAsync(string code, string row, string seen, Change change, CancellationToken cancel) =>
        ChangeAsync(code, row, now => Core(now, row) is { } core ? DraftProblems.CoreGone(core) : Moved(now, row, seen, rows => DraftTree.Remove(rows, row)), change, cancel);

    /// <summary>Stores a list of choices whole; one without rows is removed.</summary>
    public Task<Result<EditedForm>> SaveListAsync(string code, EditRows input, Change change, CancellationToken cancel) =>
        ChangeAsync(code, $"/{input.List ?? input.Name.Trim()}", now => DraftSteps.Save(now, input), change, cancel);

    /// <summary>Stores the factors whole.</summary>
    public Task<Result<EditedForm>> SaveFactorsAsync(string code, EditRows input, Change change, CancellationToken cancel) =>
        ChangeAsync(code, "/factors", now => DraftSteps.SaveFactors(now, input), change, cancel);

    /// <summary>Stores title, version and languages.</summary>
    public Task<Result<EditedForm>> SaveSettingsAsync(string code, EditSettings input, Change change, CancellationToken cancel) =>
        ChangeAsync(code, "/settings", now => DraftSteps.Save(now, input), change, cancel);

    /// <summary>The first core question that is a row, or stands in it; <c>null</c> for none.</summary>
    private static string? Core(EditedForm now, string row) => DraftTree.Find(now.Draft.Rows, row) is { } found ? DraftTree.All([found]).Select(one => one.Name).FirstOrDefault(now.Core.Holds) : null;

    private static Result<FormDraft> Moved(EditedForm now, string row, string seen, Func<ImmutableArray<DraftRow>, ImmutableArray<DraftRow>> move) =>
        DraftTree.Find(now.Draft.Rows, row) is null ? DraftProblems.Gone(row)
        : now.Draft.Seen != seen ? DraftProblems.Overtaken(row)
        : now.Draft with { Rows = move(now.Draft.Rows) };

    /// <param name="place">What of the draft it is about.</param>
    private async Task<Result<EditedForm>> ChangeAsync(string code, string place, Func<EditedForm, Result<FormDraft>> act, Change change, CancellationToken cancel)
    {
        var (used, core) = await library.HeldToAsync(code, cancel); // opened surveys and versions never change; another one can only add to them
        return await database.WriteAsync<Result<EditedForm>>(
            async context =>
            {
                await Trail.LockAsync(context, ChainOf(code), cancel);
                if (await context.QuestionnaireDrafts.SingleOrDefaultAsync(draft => draft.Code == code, cancel) is not { } row)
                    return DraftProblems.Unknown(code);
                var now = EditedForm.Of(row.Read(), row.By, row.At, used, core);
                var acted = act(now);
                if (!acted.TryGet(out var typed))
                    return acted.Problems;
                var next = core.Marked(typed);
                if (next.Seen == now.Draft.Seen)
                    return now;
                row.Change(next, change.By, change.At);
                await Trail.AppendAsync(context, ChainOf(code), change, "questionnaire.edited", place, new { before = Standing(now.Draft, place), after = Standing(next, place) }, cancel);
                return EditedForm.Of(next, change.By, change.At, used, core);
            }, cancel);
    }

    /// <summary>What stands at a place; <c>null</c> when nothing does.</summary>
    private static object? Standing(FormDraft draft, string place) => place switch
    {
        "/factors" => new { rows = draft.Factors },
        "/settings" => new { draft.Settings, draft.Languages },
        ['/', .. var list] => draft.List(list),
        _ => DraftTree.Find(draft.Rows, place) is { } row ? new { parent = DraftTree.ParentOf(draft.Rows, place), order = DraftTree.All(draft.Rows).TakeWhile(one => one.Name != place).Count(), below = DraftTree.All(row.Rows).Count(), row.Cells } : null,
    };
}
