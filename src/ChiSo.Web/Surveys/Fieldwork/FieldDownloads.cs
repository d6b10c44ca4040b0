using ChiSo.Application.Documents;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Fieldwork;
using ChiSo.Application.Vietnamese;
using ChiSo.Web.People;
using Microsoft.Net.Http.Headers;

namespace ChiSo.Web.Surveys.Fieldwork;

/// <summary>Minutes and lists of an area of fieldwork, for those who see the area.</summary>
internal static class FieldDownloads
{
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/desk/fieldwork/{survey}/{area}/handover-{number:int}.docx", (string survey, string area, int number, HttpContext context, CancellationToken cancel) => SendAsync(survey, area, Act.RunFieldwork, context, async asked =>
        {
            var book = await asked.Installation.FieldReading.BookAsync(asked.Place, cancel);
            return book.Handovers.FirstOrDefault(row => row.Number == number) is { } row ? Document(FieldMinutes.HandOver(book, row, asked.Illustrative), $"{survey}-{area}-ban-giao-{number}.docx") : Results.NotFound();
        }, cancel));
        routes.MapGet("/desk/fieldwork/{survey}/{area}/recheck.docx", (string survey, string area, HttpContext context, TimeProvider clock, CancellationToken cancel) => SendAsync(survey, area, Act.ReadFieldwork, context, async asked =>
            Document(FieldMinutes.Recheck(await asked.Installation.Rechecking.ReadAsync(asked.Place, cancel), VietnamTime.Today(clock), asked.Illustrative), $"{survey}-{area}-phuc-tra.docx"), cancel));
        routes.MapGet("/desk/fieldwork/{survey}/{area}/payments.xlsx", (string survey, string area, HttpContext context, CancellationToken cancel) => SendAsync(survey, area, Act.RunFieldwork, context, async asked =>
        {
            using var file = new MemoryStream();
            SheetWriter.Write(file, PaymentList.Of(await asked.Installation.FieldReading.BookAsync(asked.Place, cancel), asked.Illustrative));
            return Results.File(file.ToArray(), Excel, $"{survey}-{area}-chi-tra.xlsx");
        }, cancel));
    }

    private static async Task<IResult> SendAsync(string survey, string area, Act act, HttpContext context, Func<Asked, Task<IResult>> answer, CancellationToken cancel)
    {
        var services = context.RequestServices;
        if (await services.GetRequiredService<CurrentPerson>().FindAsync(cancel) is not { } person)
            return Results.Redirect($"/sign-in?next={Uri.EscapeDataString($"/desk/fieldwork/{survey}/{area}")}");
        var installation = services.GetRequiredService<Installation>();
        if (await installation.FieldAreas.FindAsync(survey, area, cancel) is not { } place || !person.May(act, place.AimAt()))
            return Results.NotFound();
        context.Response.Headers[HeaderNames.CacheControl] = "private, no-store";
        return await answer(new(place, installation, await installation.SurveyReading.IsIllustrativeAsync(place.Survey, cancel)));
    }

    private static IResult Document(WrittenDocument document, string name)
    {
        using var file = new MemoryStream();
        DocumentWriter.Write(file, document);
        return Results.File(file.ToArray(), Word, name);
    }

    private sealed record Asked(FieldPlace Place, Installation Installation, bool Illustrative);
}
