using ChiSo.Web.Pages;
using Microsoft.AspNetCore.Mvc.Filters;

namespace ChiSo.Web.Surveys;

/// <summary>Keeps what an <see cref="AnswerPage"/> renders when it says that the page is the same for everybody.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KeepsPageAttribute : Attribute, IAsyncResultFilter
{
    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        if (context.Controller is not AnswerPage { Face: { } face } page)
        {
            await next();
            return;
        }

        var response = context.HttpContext.Response;
        var wire = response.Body;
        using var rendered = new MemoryStream();
        response.Body = rendered;
        try
        {
            if ((await next()).Exception is not null)
                return;
        }
        finally
        {
            response.Body = wire;
        }

        context.HttpContext.RequestServices.GetRequiredService<KeptPages>().Keep(face, rendered.GetBuffer().AsSpan(0, (int)rendered.Length), page.Key);
        rendered.Position = 0;
        await rendered.CopyToAsync(wire, context.HttpContext.RequestAborted);
    }
}
