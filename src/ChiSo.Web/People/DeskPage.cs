using ChiSo.Application.People;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.People;

/// <summary>A page for people who are signed in. Nobody else gets further than the sign-in page, whatever the handler.</summary>
public abstract class DeskPage : PageModel
{
    /// <summary>Set before any handler runs.</summary>
    public Person Person { get; private set; } = null!; // see the summary

    /// <summary>Whether the page is there for somebody who has yet to set up the authenticator the role asks for.</summary>
    protected virtual bool OpensBeforeSetUp => false;

    [NonHandler] // its name looks like a handler's
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var current = HttpContext.RequestServices.GetRequiredService<CurrentPerson>();
        if (await current.FindAsync(HttpContext.RequestAborted) is not { } person)
        {
            context.Result = Redirect($"/sign-in?next={Uri.EscapeDataString(Request.Path + Request.QueryString)}");
            return;
        }

        if (current.MustSetUp && !OpensBeforeSetUp)
        {
            context.Result = Redirect("/desk/account");
            return;
        }

        Person = person;
        (Response.Headers.CacheControl, Response.Headers.Pragma) = ("no-cache, no-store", "no-cache");
        await next();
    }
}
