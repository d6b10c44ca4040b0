using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Results.Editing;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.Rounds;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>The tree of a criteria set that is being changed: sums beside maxima, lines moved, taken into the round when all of it adds up.</summary>
public sealed class EditSetPage(Installation installation, TimeProvider clock, Texts texts) : SetEditingPage(installation, clock, texts)
{
    public async Task<IActionResult> OnGetAsync(string round, string block, CancellationToken cancel) => await ReadAsync(round, block, cancel) ? Page() : NotFound();

    public Task<IActionResult> OnPostMoveAsync(string round, string block, string? up, string? down, string? seen, CancellationToken cancel) =>
        ChangeAsync(round, block, SetAddress.OfEditing(round, block) + $"#l-{Uri.EscapeDataString(up ?? down ?? "")}", change => Installation.SetEditing.ShiftAsync(round, block, up ?? down ?? "", up is null ? 1 : -1, seen ?? "", change, cancel), cancel);

    public Task<IActionResult> OnPostTakeAsync(string round, string block, string? seen, CancellationToken cancel) =>
        ChangeAsync(round, block, SetAddress.Of(round, block), change => Installation.SetEditing.TakeInAsync(round, block, seen ?? "", change, cancel), cancel);

    public Task<IActionResult> OnPostDropAsync(string round, string block, string? seen, CancellationToken cancel) =>
        ChangeAsync(round, block, SetAddress.OfEditing(round, block), change => Installation.SetEditing.DropAsync(round, block, seen ?? "", change, cancel), cancel);

    /// <summary>What the lines below a line add up to.</summary>
    public static decimal Sum(CriteriaNode line) => line.Children.Sum(child => child.Max.Value);

    /// <summary>How deep a line lies: 0 for a field.</summary>
    public IEnumerable<(CriteriaNode Line, int Depth, bool First, bool Last)> Lines() => Below(Edited.Tree.Roots, 0);

    private static IEnumerable<(CriteriaNode, int, bool, bool)> Below(IReadOnlyList<CriteriaNode> lines, int depth) =>
        lines.SelectMany((line, place) => Below(line.Children, depth + 1).Prepend((line, depth, place == 0, place == lines.Count - 1)));

    private async Task<IActionResult> ChangeAsync(string round, string block, string back, Func<Change, Task<Result<EditedSet>>> act, CancellationToken cancel) =>
        Change is { } change ? await AnswerAsync(await act(change), back, () => ReadAsync(round, block, cancel)) : NotFound();

    private Task<bool> ReadAsync(string round, string block, CancellationToken cancel) => ReadAsync(round, block, Texts["Edit_Title"], cancel);
}
