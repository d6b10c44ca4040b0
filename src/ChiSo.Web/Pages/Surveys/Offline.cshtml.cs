using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Web.Surveys;
using ChiSo.Web.Surveys.Offline;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.Pages;

/// <summary>Where a survey is answered without a network, once the browser has opened this. The same bytes for everybody: the key of a link stands behind the <c>#</c> of the address, which no browser sends.</summary>
public sealed class OfflineAnswerPage(Installation installation) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Survey { get; set; } = "";

    public LiveSurvey Live { get; private set; } = null!; // set before anything is shown

    public OfflineWords Words => OfflineWords.In(AnswerWords.CodeOf(Live.Form.DefaultLanguage));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await installation.SurveyViews.FindAsync(Survey, cancel) is not { Declaration.Raters: null } live)
            return NotFound();
        Live = live;
        var headers = Response.Headers;
        (headers["Referrer-Policy"], headers["X-Robots-Tag"], headers.CacheControl) = ("no-referrer", "noindex", "no-cache");
        headers.ContentSecurityPolicy += "; manifest-src 'self'"; // this page alone can be installed
        return Page();
    }
}
