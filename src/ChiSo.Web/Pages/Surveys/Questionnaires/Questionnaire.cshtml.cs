using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Editing;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.Surveys.Questionnaires;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>A questionnaire that is being written: its questions by group beside the page people will answer on.</summary>
public sealed class QuestionnairePage(Installation installation, TimeProvider clock, Texts texts) : FormEditingPage(installation, clock, texts)
{
    /// <summary>Every row with how deep it lies, and whether it is the first and the last of its group.</summary>
    public IEnumerable<(DraftRow Row, int Depth, bool First, bool Last)> Rows() => Below(Edited.Draft.Rows, 0);

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public Task<IActionResult> OnPostMoveAsync(string? up, string? down, string? seen, CancellationToken cancel) =>
        ChangeAsync(change => Installation.FormEditing.ShiftAsync(Code, up ?? down ?? "", up is null ? 1 : -1, seen ?? "", change, cancel), $"{FormAddress.Of(Code)}#r-{Uri.EscapeDataString(up ?? down ?? "")}", cancel);

    public Task<IActionResult> OnPostStoreAsync(string? seen, CancellationToken cancel) =>
        ChangeAsync(change => Installation.Questionnaires.StoreAsync(Code, seen ?? "", change, cancel), FormAddress.All, cancel);

    public Task<IActionResult> OnPostDropAsync(string? seen, CancellationToken cancel) =>
        ChangeAsync(change => Installation.Questionnaires.DropAsync(Code, seen ?? "", change, cancel), FormAddress.All, cancel);

    public async Task<IActionResult> OnPostReplaceAsync(string? seen, IFormFile? file, CancellationToken cancel)
    {
        await using var stream = file?.OpenReadStream();
        var read = FormSources.Read(stream, file?.FileName ?? "");
        return await ChangeAsync(async change => read.TryGet(out var form) ? await Installation.Questionnaires.ReplaceAsync(Code, form, seen ?? "", change, cancel) : read.Problems, FormAddress.Of(Code), cancel);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancel) => await ReadAsync("", cancel) ? Page() : NotFound();

    private async Task<IActionResult> ChangeAsync<T>(Func<Change, Task<Result<T>>> act, string back, CancellationToken cancel) =>
        Change is { } change ? await AnswerAsync(await act(change), back, () => ReadAsync("", cancel)) : NotFound();

    private static IEnumerable<(DraftRow, int, bool, bool)> Below(IReadOnlyList<DraftRow> rows, int depth) =>
        rows.SelectMany((row, place) => Below(row.Rows, depth + 1).Prepend((row, depth, place == 0, place == rows.Count - 1)));
}
