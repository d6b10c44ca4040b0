using ChiSo.Application.Appraisal;
using ChiSo.Application.Audit;
using ChiSo.Application.Documents;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Web.People;
using Microsoft.Net.Http.Headers;

namespace ChiSo.Web.Appraisal;

/// <summary>The council's documents to be signed, and its papers as they came back, for those who see what is before it.</summary>
internal static class CouncilDownloads
{
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private const int LongestText = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/desk/{round}/{block}/council/invitation.docx", (string round, string block, string? when, string? where, HttpContext context, CancellationToken cancel) =>
            WriteAsync(round, block, "giay-moi", sheet => CouncilDocuments.Invitation(sheet, Short(when), Short(where)), context, cancel));
        routes.MapGet("/desk/{round}/{block}/council/minutes.docx", (string round, string block, Guid? meeting, HttpContext context, CancellationToken cancel) =>
            WriteAsync(round, block, "bien-ban", sheet => sheet.Meetings.FirstOrDefault(one => one.Id == meeting) is { } held ? CouncilDocuments.Minutes(sheet, held) : null, context, cancel));
        routes.MapGet("/desk/{round}/{block}/council/notice.docx", (string round, string block, HttpContext context, CancellationToken cancel) =>
            WriteAsync(round, block, "thong-bao", sheet => sheet.Pass is null ? null : CouncilDocuments.Notice(sheet), context, cancel));
        routes.MapGet("/desk/council-papers/{id:guid}", SendAsync);
    }

    private static async Task<IResult> WriteAsync(string round, string block, string name, Func<CouncilSheet, WrittenDocument?> make, HttpContext context, CancellationToken cancel)
    {
        var services = context.RequestServices;
        if (await services.GetRequiredService<CurrentPerson>().FindAsync(cancel) is not { } person)
            return Results.Redirect($"/sign-in?next={Uri.EscapeDataString(CouncilAddress.Of(round, block))}");
        if (person.MandateTo(Act.ReadReview, new()) is not { } mandate || await services.GetRequiredService<Installation>().Councils.ReadAsync(round, block, cancel) is not { } sheet || make(sheet) is not { } document)
            return Results.NotFound();
        await ReadRecords.AddAsync(context, person, mandate, ReadLog.CouncilDocumentExported, $"{round} {block} {name}", "", cancel);
        using var file = new MemoryStream();
        DocumentWriter.Write(file, document);
        context.Response.Headers[HeaderNames.CacheControl] = "private, no-store";
        return Results.File(file.ToArray(), Word, $"{name}-{round}-{block}.docx");
    }

    private static async Task<IResult> SendAsync(Guid id, CurrentPerson current, SecurityLog log, HttpContext context, IServiceProvider services, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } person)
            return Results.Redirect($"/sign-in?next=/desk/council-papers/{id:D}");
        if (await services.GetRequiredService<Installation>().CouncilPapers.OpenAsync(id, person, cancel) is not var (paper, content))
            return Results.NotFound();
        if (content is null)
            return Results.StatusCode(StatusCodes.Status423Locked);
        log.Write(context, ReadLog.CouncilPaperRead, person.FullName);
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        context.Response.Headers[HeaderNames.CacheControl] = "private, no-store";
        return Results.Stream(content, "application/pdf", paper.FileName, enableRangeProcessing: true);
    }

    private static string Short(string? text) => text is null ? "" : text.Length > LongestText ? text[..LongestText] : text;
}
