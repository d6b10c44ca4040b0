using ChiSo.Web.Language;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.Pages;

/// <summary>Says that an address leads nowhere, or that the server failed.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorPage(Texts texts) : PageModel
{
    /// <summary>Whether the address is there and the failure is ours.</summary>
    public bool Found { get; private set; }

    public void OnGet(int status) => Show(status);

    public void OnPost(int status) => Show(status);

    private void Show(int status)
    {
        Found = status >= StatusCodes.Status500InternalServerError;
        if (Response.StatusCode == StatusCodes.Status200OK)
            Response.StatusCode = status is >= 400 and < 600 ? status : StatusCodes.Status404NotFound;
        ViewData[PageFrame.Key] = new PageFrame(texts[Found ? "Error_Title" : "NotFound_Title"], [new(texts["Rounds_Title"], "/")]);
    }
}
