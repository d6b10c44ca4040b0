using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Assessment;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Web.Assessment;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.Pages;

/// <summary>Who does what inside a unit and what is left, overdue first; the focal officer gives lines here.</summary>
public sealed class InternalAssignmentsPage(Installation installation, Texts texts) : DeskPage
{
    [FromRoute]
    public string Round { get; set; } = "";

    [FromRoute]
    public string Block { get; set; } = "";

    [FromRoute]
    public string Unit { get; set; } = "";

    public InternalBoard Board { get; private set; } = null!; // set before the page is rendered

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    public bool MayAssign => Board.Sheet.Round.FrozenAt is null && Person.May(Act.AssignInternally, new(Unit));

    /// <summary>What stands, in printed order.</summary>
    public IReadOnlyList<(CriteriaNode Node, InternalAssignment Row)> Given =>
        [.. Board.Sheet.Criteria.Nodes().Where(node => Board.Duties.Rows.GetValueOrDefault(node.Code) is { IsTakenBack: false }).Select(node => (node, Board.Duties.Rows[node.Code]))];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string? node, string? division, Guid? account, string? due, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel))
            return NotFound();
        var day = VietnameseDates.TryRead(due ?? "", out var read) ? read : (DateOnly?)null;
        if (day is null && !string.IsNullOrWhiteSpace(due))
            return Refused(new Problem("internal.no-day", due, new("Không đọc được hạn này.", "The date can't be read."), new("Viết ngày như 31/12/2026, hoặc để trống.", "Write a day such as 31/12/2026, or leave it empty.")));
        var code = new CriterionCode(node ?? "");
        _ = int.TryParse(this.Typed($"seen.{code}"), NumberStyles.None, CultureInfo.InvariantCulture, out var seen);
        return await AnswerAsync(await installation.Internal.AssignAsync(new(Round, Block, Unit), new(code, seen, division ?? "", account, day), Person, cancel));
    }

    /// <summary>Takes back what stands on a node.</summary>
    public async Task<IActionResult> OnPostWithdrawAsync(string? node, int seen, CancellationToken cancel) => await ReadAsync(cancel)
        ? await AnswerAsync(await installation.Internal.AssignAsync(new(Round, Block, Unit), new(new(node ?? ""), seen, "", null, null), Person, cancel))
        : NotFound();

    /// <summary>A division's name, or the focal officer's word for what nobody was given.</summary>
    public string NameOf(string division) => division.Length > 0 ? division : texts["Internal_Focal"];

    private async Task<IActionResult> AnswerAsync(Result<InternalAssignment> done)
    {
        if (done.TryGet(out _))
            return LocalRedirect(SheetAddress.OfAssignments(Round, Block, Unit));
        await ReadAsync(HttpContext.RequestAborted);
        return Refused(done.Problems[0]);
    }

    private PageResult Refused(Problem problem)
    {
        Problems = [problem];
        Response.StatusCode = problem.Code switch
        {
            "internal.not-allowed" => StatusCodes.Status403Forbidden,
            "internal.changed" => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status422UnprocessableEntity,
        };
        return Page();
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (!Person.May(Act.ReadSheet, new(Unit)) || await installation.Internal.ReadAsync(Round, Block, Unit, cancel) is not { } board)
            return false;
        Board = board;
        ViewData[PageFrame.Key] = new PageFrame($"{texts["Internal_Title"]} · {texts.Say(board.Sheet.Unit.Name)}", [new(texts["Desk_Title"], "/desk"), new(texts.Say(board.Sheet.Unit.Name), SheetAddress.Of(board.Sheet))], Person: Person);
        return true;
    }
}
