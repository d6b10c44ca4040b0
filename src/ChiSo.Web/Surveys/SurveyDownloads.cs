using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Sampling;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using Microsoft.Net.Http.Headers;

namespace ChiSo.Web.Surveys;

/// <summary>What stands on the pages of a survey, as files, for those who may read it.</summary>
internal static class SurveyDownloads
{
    private const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/desk/surveys/{survey}/fieldwork.{ending:regex(^(csv|xlsx|json)$)}", (string survey, string ending, HttpContext context, CancellationToken cancel) => SendAsync(survey, Act.ReadSurveys, context, async asked =>
        {
            var board = await asked.Installation.SurveyReading.BoardAsync(asked.Live, cancel);
            return ending == "json"
                ? Results.Json(new { survey = asked.Live.Code, kind = "own", asked.Illustrative, board.LastDay, board.Whole, board.Units }, Web)
                : asked.Answer([SurveyTables.Fieldwork(asked.Live, board, asked.Texts, asked.Shown)], "fieldwork", ending);
        }, cancel));
        routes.MapGet("/desk/surveys/{survey}/results.{ending:regex(^(csv|xlsx|json)$)}", (string survey, string ending, string? by, HttpContext context, CancellationToken cancel) => SendAsync(survey, Act.ReadSurveys, context, async asked =>
        {
            var read = await asked.Installation.SurveyReading.ResultsAsync(asked.Live, by, cancel);
            if (!read.TryGet(out var results))
                return Results.NotFound();
            var response = await asked.Installation.Outcomes.SaidAsync(asked.Live, cancel);
            var year = await asked.Installation.SurveyReading.YearOnYearAsync(asked.Live, results, cancel);
            return ending == "json"
                ? Results.Json(new { survey = asked.Live.Code, kind = "own", asked.Illustrative, counted = results.Counted, response = response.All, level = SurveyResults.Level, weights = results.WeighsPeople ? "people" : "equal", counting = results.Counting, results.By, results.Blocks, results.LeftOut, before = year?.Before.Code, released = year?.IsOfRelease, changes = year?.Changes.OrderBy(one => one.Key).Select(one => new { one.Key.Unit, one.Key.Code, one.Value.Before, one.Value.Change, one.Value.Margin, one.Value.IsBeyondError }) }, Web)
                : asked.Answer([SurveyTables.Results(asked.Live, results, year, asked.Texts), SurveyTables.About(asked.Live, results.Counted, response, year)], "results", ending);
        }, cancel));
        routes.MapGet("/desk/surveys/{survey}/results-about.csv", (string survey, HttpContext context, CancellationToken cancel) => SendAsync(survey, Act.ReadSurveys, context, async asked =>
        {
            if (!asked.Live.IsClosed)
                return Results.NotFound(); // as results themselves
            var read = await asked.Installation.SurveyReading.ResultsAsync(asked.Live, by: null, cancel);
            var counted = read.TryGet(out var results) ? results.Counted : (await asked.Installation.Counting.ReadAsync(asked.Live, cancel)).Said;
            var year = results is null ? null : await asked.Installation.SurveyReading.YearOnYearAsync(asked.Live, results, cancel);
            return asked.Answer([SurveyTables.About(asked.Live, counted, await asked.Installation.Outcomes.SaidAsync(asked.Live, cancel), year)], "results-about", "csv");
        }, cancel));
        routes.MapGet("/desk/new-survey/raters.xlsx", SendRatersAsync);
        routes.MapGet("/desk/surveys/{survey}/invitees.xlsx", (string survey, HttpContext context, CancellationToken cancel) => SendAsync(survey, Act.ReadSurveys, context, asked =>
            Task.FromResult((asked with { Illustrative = false }).Answer(SurveyTables.Template(asked.Live), "invitees", "xlsx")), cancel)); // a form to fill in
        routes.MapGet("/desk/surveys/{survey}/list-{kind:regex(^(officials|deputies|businesses|served|dossiers)$)}.xlsx", (string survey, string kind, HttpContext context, CancellationToken cancel) => SendAsync(survey, Act.ReadSurveys, context, asked =>
            Task.FromResult((asked with { Illustrative = false }).Answer(SampleFiles.Template(asked.Live, kind, asked.Texts), $"list-{kind}", "xlsx")), cancel)); // as above
        routes.MapGet("/desk/surveys/{survey}/frame.csv", (string survey, HttpContext context, CancellationToken cancel) => SendSampleAsync(survey, "frame", context, view => view.Frame is { } frame ? SampleFiles.Frame(frame) : null, cancel));
        routes.MapGet("/desk/surveys/{survey}/sample-{number:int}.csv", (string survey, int number, HttpContext context, CancellationToken cancel) => SendSampleAsync(survey, $"sample-{number}", context, view => view.Draws.FirstOrDefault(draw => draw.Number == number) is { } draw ? SampleFiles.People(draw) : null, cancel));
    }

    /// <summary>Who may be asked, or is: for those who run surveys, and told to the trail.</summary>
    private static Task<IResult> SendSampleAsync(string survey, string name, HttpContext context, Func<SurveySampleView, Table?> choose, CancellationToken cancel) => SendAsync(survey, Act.RunSurveys, context, async asked =>
    {
        if (choose(await asked.Installation.SurveySampling.FindAsync(asked.Live, cancel)) is not { } table)
            return Results.NotFound();
        await ReadRecords.AddAsync(context, asked.Person, asked.Mandate, ReadLog.SurveySampleExported, $"{asked.Live.Code} {name}", "csv", cancel);
        return asked.Answer([table], name, "csv");
    }, cancel);

    /// <summary>The form in which who rates whom is declared, before there is a survey.</summary>
    private static async Task<IResult> SendRatersAsync(HttpContext context, CancellationToken cancel)
    {
        var services = context.RequestServices;
        if (await services.GetRequiredService<CurrentPerson>().FindAsync(cancel) is not { } person)
            return Results.Redirect("/sign-in?next=%2Fdesk%2Fnew-survey");
        if (!person.May(Act.RunSurveys, new()))
            return Results.NotFound();
        using var file = new MemoryStream();
        XlsxTables.Write(file, SurveyTables.Raters(await services.GetRequiredService<Installation>().Live.ListAsync(cancel), services.GetRequiredService<Texts>()));
        return Results.File(file.ToArray(), Excel, "raters.xlsx");
    }

    private static async Task<IResult> SendAsync(string code, Act act, HttpContext context, Func<Asked, Task<IResult>> answer, CancellationToken cancel)
    {
        var services = context.RequestServices;
        if (await services.GetRequiredService<CurrentPerson>().FindAsync(cancel) is not { } person)
            return Results.Redirect($"/sign-in?next={Uri.EscapeDataString($"/desk/surveys/{code}")}");
        var installation = services.GetRequiredService<Installation>();
        if (person.MandateTo(act, new()) is not { } mandate || await installation.Surveys.FindAsync(code, cancel) is not { } live)
            return Results.NotFound();
        context.Response.Headers[HeaderNames.CacheControl] = "private, no-store";
        return await answer(new(person, mandate, live, installation, services.GetRequiredService<Texts>(), services.GetRequiredService<Shown>(), await installation.SurveyReading.IsIllustrativeAsync(live, cancel)));
    }

    /// <param name="Illustrative">Whether every row says so.</param>
    private sealed record Asked(Person Person, Mandate Mandate, LiveSurvey Live, Installation Installation, Texts Texts, Shown Shown, bool Illustrative)
    {
        public IResult Answer(ImmutableArray<Table> tables, string name, string ending)
        {
            using var file = new MemoryStream();
            ImmutableArray<Table> noted = Illustrative ? [.. tables.Select(Noted)] : tables;
            if (ending == "csv")
                CsvTables.Write(file, noted[0], CsvWriting.Download);
            else
                XlsxTables.Write(file, noted);
            return Results.File(file.ToArray(), ending == "csv" ? "text/csv; charset=utf-8" : Excel, $"{Live.Code}-{name}.{ending}");
        }

        private Table Noted(Table table) =>
            Table.Of(table.Name, table.Columns.Add(Texts["File_Note"]), table.Rows.Select(row => row.Cells.Add(TableCell.Of(Texts["Band_Illustrative"]))));
    }
}
