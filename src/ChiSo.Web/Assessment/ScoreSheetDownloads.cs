using ChiSo.Application.Assessment.ScoreSheets;
using ChiSo.Application.Assessment.SheetFiles;
using ChiSo.Application.Audit;
using ChiSo.Application.Documents;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Application.Spreadsheets;
using ChiSo.Web.People;
using Microsoft.Net.Http.Headers;

namespace ChiSo.Web.Assessment;

/// <summary>A unit's sheet as it is printed, and its signed copies, as downloads.</summary>
internal static class ScoreSheetDownloads
{
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/desk/{round}/{block}/{unit}/{stage}/report.docx", (string round, string block, string unit, string stage, HttpContext context, IServiceProvider services, CancellationToken cancel) =>
            PrintAsync((round, block, unit, stage), "docx", context, services, cancel));
        routes.MapGet("/desk/{round}/{block}/{unit}/{stage}/score-sheet.xlsx", (string round, string block, string unit, string stage, HttpContext context, IServiceProvider services, CancellationToken cancel) =>
            PrintAsync((round, block, unit, stage), "xlsx", context, services, cancel));
        routes.MapGet("/desk/{round}/{block}/{unit}/self/fill.xlsx", SendTemplateAsync);
        routes.MapGet("/desk/signed-sheets/{id:guid}", SendSignedAsync);
    }

    private static async Task<IResult> PrintAsync((string Round, string Block, string Unit, string Stage) of, string ending, HttpContext context, IServiceProvider services, CancellationToken cancel)
    {
        if (await services.GetRequiredService<CurrentPerson>().FindAsync(cancel) is not { } person)
            return Results.Redirect($"/sign-in?next={Uri.EscapeDataString(context.Request.Path)}");
        var installation = services.GetRequiredService<Installation>();
        if (person.MandateTo(Act.ReadSheet, new(of.Unit)) is not { } mandate || await installation.SignedSheets.PrintAsync(of.Round, of.Block, of.Unit, of.Stage, cancel) is not { } score)
            return Results.NotFound();
        await ReadRecords.AddAsync(context, person, mandate, ReadLog.ScoreSheetExported, $"{of.Round} {of.Unit} {of.Stage}", ending, cancel);

        using var file = new MemoryStream();
        if (ending == "docx")
            DocumentWriter.Write(file, ScoreSheetReport.Of(score));
        else
            SheetWriter.Write(file, [ScoreSheetWorkbook.Of(score)]);
        context.Response.Headers[HeaderNames.CacheControl] = "private, no-store";
        return Results.File(file.ToArray(), ending == "docx" ? Word : Excel, $"{of.Round}-{of.Unit}-{of.Stage}.{ending}");
    }

    private static async Task<IResult> SendTemplateAsync(string round, string block, string unit, HttpContext context, IServiceProvider services, CancellationToken cancel)
    {
        if (await services.GetRequiredService<CurrentPerson>().FindAsync(cancel) is not { } person)
            return Results.Redirect($"/sign-in?next={Uri.EscapeDataString(context.Request.Path)}");
        var installation = services.GetRequiredService<Installation>();
        if (person.MandateTo(Act.EnterScores, new(unit, Stage: StageKind.Self)) is not { } mandate || await installation.Sheets.ReadAsync(round, block, unit, Stages.Self, cancel) is not { } sheet || !sheet.Own().Any())
            return Results.NotFound();
        await ReadRecords.AddAsync(context, person, mandate, ReadLog.ScoreSheetExported, $"{round} {unit} {Stages.Self}", "fill.xlsx", cancel);

        using var file = new MemoryStream();
        SheetWriter.Write(file, SheetTemplate.Of(sheet));
        context.Response.Headers[HeaderNames.CacheControl] = "private, no-store";
        return Results.File(file.ToArray(), Excel, $"tu-danh-gia-{round}-{unit}.xlsx");
    }

    private static async Task<IResult> SendSignedAsync(Guid id, CurrentPerson current, SecurityLog log, HttpContext context, IServiceProvider services, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } person)
            return Results.Redirect($"/sign-in?next=/desk/signed-sheets/{id:D}");
        if (await services.GetRequiredService<Installation>().SignedSheets.OpenAsync(id, person, cancel) is not var (signed, content))
            return Results.NotFound();
        if (content is null)
            return Results.StatusCode(StatusCodes.Status423Locked);
        log.Write(context, ReadLog.SignedSheetRead, person.FullName);
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        context.Response.Headers[HeaderNames.CacheControl] = "private, no-store";
        return Results.Stream(content, "application/pdf", signed.FileName, enableRangeProcessing: true);
    }
}
