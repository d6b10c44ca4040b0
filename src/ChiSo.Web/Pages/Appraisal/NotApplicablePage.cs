using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Engine;
using ChiSo.Web.People;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>A page with requests that lines don't apply. Every form works without script.</summary>
public abstract class NotApplicablePage : DeskPage
{
    [FromRoute]
    public string Round { get; set; } = "";

    [FromRoute]
    public string Block { get; set; } = "";

    /// <summary>What this person sees.</summary>
    public NotApplicableDesk Desk { get; protected set; } = null!; // set before the page is rendered

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    protected abstract string Address { get; }

    protected abstract Task<bool> ReadAsync(CancellationToken cancel);

    protected async Task<IActionResult> AnswerAsync(Result<NotApplicableRequest> done, CancellationToken cancel)
    {
        if (done.TryGet(out _))
            return LocalRedirect(Address);
        if (!await ReadAsync(cancel))
            return NotFound();
        Problems = done.Problems;
        Response.StatusCode = Problems[0].Code switch
        {
            "not-applicable.not-allowed" => StatusCodes.Status403Forbidden,
            "not-applicable.unknown" => StatusCodes.Status404NotFound,
            "not-applicable.changed" => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status422UnprocessableEntity,
        };
        return Page();
    }
}
