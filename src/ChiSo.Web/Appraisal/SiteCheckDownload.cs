using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Web.People;
using Microsoft.Net.Http.Headers;

namespace ChiSo.Web.Appraisal;

/// <summary>Scanned minutes of a check leave only as a download: never shown by the browser as a page of this site.</summary>
internal static class SiteCheckDownload
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/desk/site-checks/{id:guid}", SendAsync);

    private static async Task<IResult> SendAsync(Guid id, CurrentPerson current, SecurityLog log, HttpContext context, IServiceProvider services, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } person)
            return Results.Redirect($"/sign-in?next=/desk/site-checks/{id:D}");
        if (await services.GetRequiredService<Installation>().SiteChecks.OpenAsync(id, person, cancel) is not var (check, content))
            return Results.NotFound();
        if (content is null)
            return Results.StatusCode(StatusCodes.Status423Locked);
        log.Write(context, ReadLog.SiteCheckRead, person.FullName);
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        context.Response.Headers[HeaderNames.CacheControl] = "private, no-store";
        return Results.Stream(content, check.MediaType, check.FileName, enableRangeProcessing: true);
    }
}
