using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>Who appraises what in a round: the standing office edits it, those who read the board see it.</summary>
public sealed class AppraisersPage(Installation installation, Texts texts) : DeskPage
{
    public AssignmentBoard Board { get; private set; } = null!; // set before the page is rendered

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    public bool Editable => Person.May(Act.RunRound, new()) && Board.Round.FrozenAt is null;

    public async Task<IActionResult> OnGetAsync(string round, CancellationToken cancel) => await ReadAsync(round, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAssignAsync(string round, string block, string node, string[] units, string agency, CancellationToken cancel) =>
        await AnswerAsync(round, await installation.Appraisers.AssignAsync(round, new(block ?? "", CodeOf(node), [.. units], agency ?? ""), Person, cancel), cancel);

    public async Task<IActionResult> OnPostRemoveAsync(string round, string block, string node, string? units, CancellationToken cancel) =>
        await AnswerAsync(round, await installation.Appraisers.RemoveAsync(round, block ?? "", CodeOf(node), units ?? "", Person, cancel), cancel);

    public async Task<IActionResult> OnPostDeclareAsync(string round, string agency, string unit, string? ground, CancellationToken cancel) =>
        await AnswerAsync(round, await installation.Appraisers.DeclareAsync(round, agency ?? "", unit ?? "", ground ?? "", Person, cancel), cancel);

    public async Task<IActionResult> OnPostWithdrawAsync(string round, string agency, string unit, CancellationToken cancel) =>
        await AnswerAsync(round, await installation.Appraisers.WithdrawAsync(round, agency ?? "", unit ?? "", Person, cancel), cancel);

    /// <summary>Who appraises the leaf, each agency with its number of units and why.</summary>
    public static IEnumerable<(string Agency, AssignedBy Why, int Units)> Of(AppraiserMap map, CriteriaNode leaf) => map.Block.Units
        .Select(unit => map.Of(leaf.Code, unit.Code)).GroupBy(one => (one.Agency, one.Why)).Select(same => (same.Key.Agency, same.Key.Why, same.Count())).OrderByDescending(one => one.Item3);

    private async Task<IActionResult> AnswerAsync<T>(string round, Result<T> done, CancellationToken cancel)
    {
        if (!await ReadAsync(round, cancel))
            return NotFound();
        if (done.TryGet(out _))
            return LocalRedirect($"/desk/rounds/{round}/appraisers");
        Problems = done.Problems;
        Response.StatusCode = Problems[0].Code == "appraisers.not-allowed" ? StatusCodes.Status403Forbidden : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private static CriterionCode CodeOf(string? node) => new(node ?? "");

    private async Task<bool> ReadAsync(string round, CancellationToken cancel)
    {
        if (!(Person.May(Act.RunRound, new()) || Person.May(Act.ReadBoard, new())) || await installation.Appraisers.ReadAsync(round, cancel) is not { } board)
            return false;
        Board = board;
        ViewData[PageFrame.Key] = new PageFrame($"{texts["Appraisers_Title"]} · {texts.Say(board.Round.Name)}",
            [new(texts["Desk_Title"], "/desk"), new(texts.Say(board.Round.Name), $"/desk/rounds/{round}")], Person: Person);
        return true;
    }
}
