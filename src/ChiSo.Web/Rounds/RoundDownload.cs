using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Application.Spreadsheets;
using ChiSo.Web.People;
using Microsoft.Net.Http.Headers;

namespace ChiSo.Web.Rounds;

/// <summary>A round being prepared as a workbook, to be changed in Excel and sent back.</summary>
internal static class RoundDownload
{
    private const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/desk/rounds/{round}/round.xlsx", SendAsync);

    private static async Task<IResult> SendAsync(string round, CurrentPerson current, HttpContext context, IServiceProvider services, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } person)
            return Results.Redirect($"/sign-in?next={Uri.EscapeDataString($"/desk/rounds/{round}/prepare")}");
        var installation = services.GetRequiredService<Installation>();
        if (person.MandateTo(Act.ReadPreparation, new()) is not { } mandate || await installation.Preparation.FindAsync(round, cancel) is not { HoldsEntries: false } prepared)
            return Results.NotFound();
        using var file = new MemoryStream();
        XlsxTables.Write(file, RoundTables.Rows(prepared.Round));
        await ReadRecords.AddAsync(context, person, mandate, ReadLog.RoundExported, prepared.Round.Code, "", cancel);
        context.Response.Headers[HeaderNames.CacheControl] = "private, no-store";
        return Results.File(file.ToArray(), Excel, $"{prepared.Round.Code}.xlsx");
    }
}
