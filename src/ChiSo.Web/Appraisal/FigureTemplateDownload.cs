using ChiSo.Application.Appraisal;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Spreadsheets;
using ChiSo.Web.People;
using Microsoft.Net.Http.Headers;

namespace ChiSo.Web.Appraisal;

/// <summary>The workbook an agency fills with its own figures for all units of a block.</summary>
internal static class FigureTemplateDownload
{
    private const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/desk/{round}/{block}/review/{stage}/figures.xlsx", SendAsync);

    private static async Task<IResult> SendAsync(string round, string block, string stage, CurrentPerson current, HttpContext context, IServiceProvider services, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } person)
            return Results.Redirect($"/sign-in?next={Uri.EscapeDataString(context.Request.Path)}");
        var installation = services.GetRequiredService<Installation>();
        if (await installation.Reviews.ReadAsync(new(round, block, stage), cancel) is not { } whole || whole.For(person) is not { } review || review.Lines.Select(line => person.MandateTo(Act.Appraise, line.Aim)).FirstOrDefault(held => held is not null) is not { } mandate)
            return Results.NotFound();
        await ReadRecords.AddAsync(context, person, mandate, ReadLog.FiguresExported, $"{round} {block} {stage}", "", cancel);
        using var file = new MemoryStream();
        SheetWriter.Write(file, FigureTemplate.Of(review, person));
        context.Response.Headers[HeaderNames.CacheControl] = "private, no-store";
        return Results.File(file.ToArray(), Excel, $"so-lieu-{round}-{block}.xlsx");
    }
}
