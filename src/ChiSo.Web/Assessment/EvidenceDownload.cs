using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Web.People;
using Microsoft.Net.Http.Headers;

namespace ChiSo.Web.Assessment;

/// <summary>Evidence leaves only as a download: never shown by the browser as a page of this site.</summary>
internal static class EvidenceDownload
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/desk/evidence/{id:guid}", SendAsync);

    private static async Task<IResult> SendAsync(Guid id, CurrentPerson current, SecurityLog log, HttpContext context, IServiceProvider services, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } person)
            return Results.Redirect($"/sign-in?next=/desk/evidence/{id:D}");
        var installation = services.GetRequiredService<Installation>();
        var agency = await installation.Evidence.LineAsync(id, cancel) is { } line ? await installation.Appraisers.AgencyOfAsync(line, cancel) : null;
        if (await installation.Evidence.OpenAsync(id, person, agency, cancel) is not var (evidence, content))
            return Results.NotFound();
        if (content is null)
            return Results.StatusCode(StatusCodes.Status423Locked);
        log.Write(context, ReadLog.EvidenceRead, person.FullName);
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers[HeaderNames.CacheControl] = "private, no-store";
        return Results.Stream(content, evidence.MediaType, evidence.FileName, enableRangeProcessing: true);
    }
}
