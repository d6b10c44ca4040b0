using ChiSo.Web.Language;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.Pages;

/// <summary>Says that an address leads nowhere, that a file is held back, or that the server failed.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorPage(Texts texts) : PageModel
{
    /// <summary>What the texts of the page begin with.</summary>
    public string Words { get; private set; } = "NotFound_";

    public void OnGet(int status) => Show(status);

    public void OnPost(int status) => Show(status);

    private void Show(int status)
    {
        if (status >= StatusCodes.Status500InternalServerError)
            Words = "Error_";
        else if (status == StatusCodes.Status423Locked)
            Words = "FileHeld_";
        if (Response.StatusCode == StatusCodes.Status200OK)
            Response.StatusCode = status is >= 400 and < 600 ? status : StatusCodes.Status404NotFound;
        ViewData[PageFrame.Key] = new PageFrame(texts[Words + "Title"], [new(texts["Rounds_Title"], "/")]);
    }
}
