using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Editing;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Web.People;
using Microsoft.Net.Http.Headers;

namespace ChiSo.Web.Surveys.Questionnaires;

/// <summary>Questionnaires as XLSForm: what is being written, finished or not, and the versions there are.</summary>
internal static class FormDownloads
{
    private const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/desk/questionnaires/{code}/draft.xlsx", (string code, HttpContext context, CancellationToken cancel) => SendAsync(context, Act.RunSurveys, $"{code}-draft", async (installation, file) =>
        {
            if (await installation.FormEditing.FindAsync(code, cancel) is not { } edited)
                return false;
            DraftTables.Write(file, edited.Draft);
            return true;
        }, cancel));
        routes.MapGet("/desk/questionnaires/{code}/versions/{version}.xlsx", (string code, string version, HttpContext context, CancellationToken cancel) => SendAsync(context, Act.ReadSurveys, $"{code}-{version}", async (installation, file) =>
        {
            if (await installation.Questionnaires.FindAsync(code, version, cancel) is not { } form)
                return false;
            XlsFormWriter.Write(file, form);
            return true;
        }, cancel));
        routes.MapGet("/desk/survey-proposals/{id:guid}/form.xlsx", (Guid id, HttpContext context, CancellationToken cancel) => SendAsync(context, Act.ReadSurveys, "form", async (installation, file) =>
        {
            if (await installation.SurveyProposals.FindAsync(id, cancel) is not { } proposed)
                return false;
            await file.WriteAsync(proposed.Proposal.Form, cancel);
            return true;
        }, cancel));
    }

    private static async Task<IResult> SendAsync(HttpContext context, Act act, string name, Func<Installation, Stream, Task<bool>> write, CancellationToken cancel)
    {
        var services = context.RequestServices;
        if (await services.GetRequiredService<CurrentPerson>().FindAsync(cancel) is not { } person)
            return Results.Redirect($"/sign-in?next={Uri.EscapeDataString(FormAddress.All)}");
        using var file = new MemoryStream();
        if (!person.May(act, new()) || !await write(services.GetRequiredService<Installation>(), file))
            return Results.NotFound();
        context.Response.Headers[HeaderNames.CacheControl] = "private, no-store";
        return Results.File(file.ToArray(), Excel, $"{name}.xlsx");
    }
}
