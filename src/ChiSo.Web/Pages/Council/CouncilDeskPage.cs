using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using ChiSo.Web.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.Pages;

/// <summary>A page of the council: who reads it, what stands on it, and how a refusal is answered.</summary>
public abstract class CouncilDeskPage(Installation installation, TimeProvider clock) : DeskPage
{
    [FromRoute]
    public string Round { get; set; } = "";

    [FromRoute]
    public string Block { get; set; } = "";

    public CouncilSheet Sheet { get; private set; } = null!; // set before the page is rendered

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    /// <summary>Whether the council may still change anything here.</summary>
    public bool IsOpen => Sheet.Pass is null && Sheet.Round.IsWorkable && Sheet.Round.Clock.TurnOf(Stages.Council, "", clock.GetUtcNow().UtcDateTime) == Turn.Open;

    public bool MayRecord => Person.May(Act.RecordCouncil, new(Stage: StageKind.Council));

    public bool MayReopen => Person.May(Act.ReopenLine, new(Stage: StageKind.Council));

    /// <summary>Meetings that can decide something.</summary>
    public IEnumerable<CouncilMeeting> Quorate => Sheet.Meetings.Where(meeting => meeting.IsQuorate);

    protected CouncilWork Work => installation.CouncilWork;

    protected CouncilPapers Papers => installation.CouncilPapers;

    protected async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (!Person.May(Act.ReadReview, new()) || await installation.Councils.ReadAsync(Round, Block, cancel) is not { } sheet)
            return false;
        Sheet = sheet;
        return true;
    }

    /// <summary>To <paramref name="address"/> after what was done, or the page again with why it was not.</summary>
    protected async Task<IActionResult> AnswerAsync<T>(Result<T> done, string address, CancellationToken cancel)
    {
        if (done.TryGet(out _))
            return LocalRedirect(address);
        return await ReadAsync(cancel) ? Refused(done.Problems) : NotFound();
    }

    protected PageResult Refused(ImmutableArray<Problem> problems)
    {
        Problems = problems;
        Response.StatusCode = problems[0].Code switch
        {
            "council.not-allowed" => StatusCodes.Status403Forbidden,
            "council.wrong-step" => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status422UnprocessableEntity,
        };
        return Page();
    }
}
