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

    /// <summary>Who is missing, by agency and by unit.</summary>
    public ImmutableArray<Problem> Missing { get; private set; } = [];

    private PeopleNames names = PeopleNames.None;

    private ImmutableDictionary<(string, string), Guid> declarers = ImmutableDictionary<(string, string), Guid>.Empty;

    /// <summary>Who declared it, by name.</summary>
    public string Who(Interest interest) => names.Of(interest.IsPersonal ? interest.Account : declarers.GetValueOrDefault((interest.Agency, interest.Unit)), texts);

    /// <summary>Whom it bars: an agency, or one person of it.</summary>
    public string Whom(Interest interest) => interest.IsPersonal ? texts["Interest_Only", texts.Say(Board.Agencies.NameOf(interest.Agency)), Who(interest)] : texts.Say(Board.Agencies.NameOf(interest.Agency));

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    public bool Editable => Person.May(Act.RunRound, new()) && Board.Round.FrozenAt is null;

    public async Task<IActionResult> OnGetAsync(string round, CancellationToken cancel) => await ReadAsync(round, cancel) ? Page() : NotFound();

    /// <summary>What was to be stored where another stored something else first; <c>null</c> without a clash.</summary>
    public CellClash? Clash { get; private set; }

    /// <summary>A cell as the forms of its block post it back: what was seen of the matrix.</summary>
    public static string Write(Assignment row) => $"{row.Node}|{row.Units}|{row.Agency}";

    /// <param name="seen">Every cell of the block that the page showed.</param>
    public async Task<IActionResult> OnPostAssignAsync(string round, string block, string node, string[] units, string agency, string[] seen, string? reason, CancellationToken cancel)
    {
        if (!await ReadAsync(round, cancel))
            return NotFound();
        var cell = $"{node}|{Board.Map(block ?? "")?.UnitsOf(units)}|";
        var before = seen.FirstOrDefault(one => one.StartsWith(cell, StringComparison.Ordinal))?[cell.Length..] ?? "";
        var done = await installation.Appraisers.AssignAsync(round, new(block ?? "", CodeOf(node), [.. units], agency ?? "", before), reason ?? "", Person, cancel);
        var answer = await AnswerAsync(round, done, cancel);
        if (IsClash && Board.Map(block ?? "") is { } map)
            Clash = new(map, CodeOf(node), map.UnitsOf(units), agency ?? "", Board.Rows.FirstOrDefault(row => row.BlockId == map.Block.Id && row.Node == CodeOf(node) && row.Units == map.UnitsOf(units)));
        return answer;
    }

    /// <param name="agency">The one the cell was shown with.</param>
    public async Task<IActionResult> OnPostRemoveAsync(string round, string block, string node, string? units, string? agency, string? reason, CancellationToken cancel) =>
        await AnswerAsync(round, await installation.Appraisers.RemoveAsync(round, new(block ?? "", CodeOf(node), units ?? "", agency ?? ""), reason ?? "", Person, cancel), cancel);

    public async Task<IActionResult> OnPostDeclareAsync(string round, string agency, string unit, string? ground, CancellationToken cancel) =>
        await AnswerAsync(round, await installation.Appraisers.DeclareAsync(round, agency ?? "", unit ?? "", ground ?? "", Person, cancel), cancel);

    /// <param name="account">Whose own interest it is; not sent for that of an agency.</param>
    public async Task<IActionResult> OnPostWithdrawAsync(string round, string agency, string unit, Guid account, string? reason, CancellationToken cancel) =>
        await AnswerAsync(round, await installation.Appraisers.WithdrawAsync(round, agency ?? "", unit ?? "", account, reason ?? "", Person, cancel), cancel);

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
        Response.StatusCode = Problems[0].Code switch
        {
            "appraisers.not-allowed" => StatusCodes.Status403Forbidden,
            "appraisers.changed" => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status422UnprocessableEntity,
        };
        return Page();
    }

    private bool IsClash => Problems.Any(problem => problem.Code == "appraisers.changed");

    /// <summary>What was typed into a form of that handler, just refused; empty for any other form, which asks for the same fields.</summary>
    /// <param name="posted">Fields that tell which of its forms it was.</param>
    public string TypedIn(string handler, string field, params (string Name, string Value)[] posted) =>
        Request.Query["handler"] == handler && posted.All(one => this.Typed(one.Name) == one.Value) ? this.Typed(field) : "";

    private static CriterionCode CodeOf(string? node) => new(node ?? "");

    private async Task<bool> ReadAsync(string round, CancellationToken cancel)
    {
        if (!(Person.May(Act.RunRound, new()) || Person.May(Act.ReadBoard, new())) || await installation.Appraisers.ReadAsync(round, cancel) is not { } board)
            return false;
        (Board, Missing) = (board, [.. board.Missing(), .. await installation.DoubleMarkings.OnceAsync(board, cancel)]);
        if (!board.Interests.IsEmpty)
            (names, declarers) = (await PeopleNames.ReadAsync(installation, cancel), await installation.Appraisers.DeclarersAsync(board, cancel));
        ViewData[PageFrame.Key] = new PageFrame($"{texts["Appraisers_Title"]} · {texts.Say(board.Round.Name)}",
            [new(texts["Desk_Title"], "/desk"), new(texts.Say(board.Round.Name), $"/desk/rounds/{round}")], Person: Person);
        return true;
    }
}

/// <summary>Two assignments of one cell.</summary>
/// <param name="Units">As its row names them.</param>
/// <param name="Mine">The agency that was not stored.</param>
/// <param name="Theirs">What stands; <c>null</c> where somebody took it back.</param>
public sealed record CellClash(AppraiserMap Map, CriterionCode Node, string Units, string Mine, Assignment? Theirs);
