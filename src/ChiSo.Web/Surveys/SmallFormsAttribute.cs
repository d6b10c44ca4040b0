using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace ChiSo.Web.Surveys;

/// <summary>Turns away forms far longer than anybody types, before they are read.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SmallFormsAttribute(int mostBytes) : Attribute, IResourceFilter
{
    public int MostBytes => mostBytes;

    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        if (context.HttpContext.Request.ContentLength > mostBytes)
            context.Result = new ContentResult { StatusCode = StatusCodes.Status413PayloadTooLarge, ContentType = "text/plain; charset=utf-8", Content = "Phiếu gửi lên quá dài. / The form is too long." };
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
        // Nothing is left to do.
    }
}
