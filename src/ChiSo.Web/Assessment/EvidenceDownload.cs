using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Files;
using ChiSo.Application.Publication;
using ChiSo.Web.People;
using Microsoft.Net.Http.Headers;

namespace ChiSo.Web.Assessment;

/// <summary>Evidence leaves as a download, or as a picture drawn anew: never shown by the browser as a page of this site.</summary>
internal static class EvidenceDownload
{
    private const int PreviewSide = 1_600;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/desk/evidence/{id:guid}", (Guid id, HttpContext context, CancellationToken cancel) =>
            SendAsync(id, context, (evidence, content) => Task.FromResult(Results.Stream(content, evidence.MediaType, evidence.FileName, enableRangeProcessing: true)), cancel));
        routes.MapGet("/desk/evidence/{id:guid}/preview", (Guid id, HttpContext context, CancellationToken cancel) =>
            SendAsync(id, context, (evidence, content) => DrawAsync(evidence, content, cancel), cancel));
    }

    /// <summary>How a file is looked at in the page; <c>null</c> when it can't be.</summary>
    public static (string As, string Address)? PreviewOf(Evidence evidence) =>
        evidence.MediaType == FileKinds.Pdf.MediaType ? ("pdf", $"/desk/evidence/{evidence.Id:D}")
        : FileKinds.Pictures.Any(kind => kind.MediaType == evidence.MediaType && Pictures.CanDraw(kind)) ? ("picture", $"/desk/evidence/{evidence.Id:D}/preview")
        : null;

    private static async Task<IResult> SendAsync(Guid id, HttpContext context, Func<Evidence, Stream, Task<IResult>> send, CancellationToken cancel)
    {
        var services = context.RequestServices;
        if (await services.GetRequiredService<CurrentPerson>().FindAsync(cancel) is not { } person)
            return Results.Redirect($"/sign-in?next={Uri.EscapeDataString(context.Request.Path)}");
        var installation = services.GetRequiredService<Installation>();
        if (await installation.Evidence.LineAsync(id, cancel) is not { } line)
            return Results.NotFound();
        if (await installation.Evidence.OpenAsync(id, person, await installation.Appraisers.AimsOfAsync(line, cancel), await installation.RequestPanels.OfLineAsync(line, cancel), cancel) is not var (evidence, content))
            return Results.NotFound();
        if (content is null)
            return Results.StatusCode(StatusCodes.Status423Locked);
        services.GetRequiredService<SecurityLog>().Write(context, ReadLog.EvidenceRead, person.FullName);
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers[HeaderNames.CacheControl] = "private, no-store";
        return await send(evidence, content);
    }

    /// <summary>The picture in pixels of ours; what can't be drawn is sent as it is.</summary>
    private static async Task<IResult> DrawAsync(Evidence evidence, Stream content, CancellationToken cancel)
    {
        var drawn = FileKinds.Pictures.FirstOrDefault(kind => kind.MediaType == evidence.MediaType) is { } kind ? await Pictures.RedrawAsync(content, kind, PreviewSide, cancel) : null;
        if (drawn is null)
            return Results.Stream(content, evidence.MediaType, evidence.FileName);
        await content.DisposeAsync();
        return Results.Bytes(drawn, FileKinds.Jpeg.MediaType);
    }
}
