using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Web.People;
using Microsoft.Net.Http.Headers;

namespace ChiSo.Web.Appraisal;

/// <summary>Files of a request for review leave only as a download: never shown by the browser as a page of this site.</summary>
internal static class RequestFileDownload
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/desk/request-files/{id:guid}", SendAsync);

    private static async Task<IResult> SendAsync(Guid id, CurrentPerson current, SecurityLog log, HttpContext context, IServiceProvider services, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } person)
            return Results.Redirect($"/sign-in?next=/desk/request-files/{id:D}");
        if (await services.GetRequiredService<Installation>().RequestFiles.OpenAsync(id, person, cancel) is not var (file, content))
            return Results.NotFound();
        if (content is null)
            return Results.StatusCode(StatusCodes.Status423Locked);
        log.Write(context, ReadLog.RequestFileRead, person.FullName);
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        context.Response.Headers[HeaderNames.CacheControl] = "private, no-store";
        return Results.Stream(content, file.MediaType, file.FileName, enableRangeProcessing: true);
    }
}
