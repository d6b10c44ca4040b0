using ChiSo.Application.Appraisal;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Spreadsheets;
using ChiSo.Web.People;
using Microsoft.Net.Http.Headers;

namespace ChiSo.Web.Appraisal;

/// <summary>The workbook in which figures are filled in for the units of a block.</summary>
internal static class PrefilledTemplateDownload
{
    private const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/desk/{round}/{block}/prefilled.xlsx", SendAsync);

    private static async Task<IResult> SendAsync(string round, string block, CurrentPerson current, HttpContext context, IServiceProvider services, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } person)
            return Results.Redirect($"/sign-in?next={Uri.EscapeDataString(context.Request.Path)}");
        if (await services.GetRequiredService<Installation>().Prefilling.ReadAsync(round, block, cancel) is not { } desk || desk.MandateOf(person) is not { } mandate)
            return Results.NotFound();
        await ReadRecords.AddAsync(context, person, mandate, ReadLog.FiguresExported, $"{round} {block} {Application.Rounds.Stages.Self}", "", cancel);
        using var file = new MemoryStream();
        SheetWriter.Write(file, PrefilledTemplate.Of(desk, person));
        context.Response.Headers[HeaderNames.CacheControl] = "private, no-store";
        return Results.File(file.ToArray(), Excel, $"so-lieu-dien-san-{round}-{block}.xlsx");
    }
}
