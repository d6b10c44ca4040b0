using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Web.Feeds;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using Microsoft.Net.Http.Headers;

namespace ChiSo.Web.Surveys;

/// <summary>A survey for Excel and Power BI over OData: the figures of its results with the same hidden as on the pages; after it was closed and for those who run surveys also its answers, as exports have them.</summary>
internal static class SurveyFeed
{
    private const string Results = "Results";
    private const string Answers = "Answers";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/odata/surveys/{survey}/{**rest}", SendAsync).ExcludeFromDescription();

    private static async Task<IResult> SendAsync(string survey, string? rest, HttpContext context, FeedAccess access, CancellationToken cancel)
    {
        var (person, refusal) = await access.AdmitAsync(context);
        if (person is null)
            return refusal;
        var services = context.RequestServices;
        var (installation, texts) = (services.GetRequiredService<Installation>(), services.GetRequiredService<Texts>());
        if (!person.May(Act.ReadSurveys, new()) || await installation.Surveys.FindAsync(survey, cancel) is not { } live)
            return FeedAnswer.Refused(context, StatusCodes.Status404NotFound, FeedProblems.Nothing(context.Request.Path));
        context.Response.Headers[HeaderNames.CacheControl] = "private, no-store";
        ImmutableArray<FeedSet> sets =
        [
            .. Asks(rest, Results) ? [await ResultsAsync(installation, live, texts, cancel)] : ImmutableArray<FeedSet>.Empty,
            .. MayReadAnswers(person, live) && Asks(rest, Answers) ? [await AnswersAsync(installation, live, cancel)] : ImmutableArray<FeedSet>.Empty,
        ];
        if (sets is [{ Name: Answers }] && !context.Request.Query.ContainsKey("$skiptoken"))
            await ReadRecords.AddAsync(context, person, person.MandateTo(Act.RunSurveys, new())!, ReadLog.SurveyAnswersRead, live.Code, "", cancel); // there are answers for those who have one
        return await FeedDesk.AnswerAsync(context, new("ChiSo.Survey", $"/odata/surveys/{Uri.EscapeDataString(survey)}/", sets));
    }

    /// <summary>Answers one by one are read by those who run surveys, and only when no more come: then two readings differ in nobody's answer.</summary>
    public static bool MayReadAnswers(Person person, LiveSurvey live) => live.IsClosed && person.May(Act.RunSurveys, new());

    /// <summary>Whether a request is about a table: also one for the list of tables and what they are.</summary>
    private static bool Asks(string? rest, string table) => rest is not { Length: > 0 } || rest[0] == '$' || rest.StartsWith(table, StringComparison.Ordinal);

    private static async Task<FeedSet> ResultsAsync(Installation installation, LiveSurvey live, Texts texts, CancellationToken cancel)
    {
        var read = await installation.SurveyReading.ResultsAsync(live, by: null, cancel);
        var isIllustrative = await installation.SurveyReading.IsIllustrativeAsync(live, cancel);
        ImmutableArray<object?[]> rows = !read.TryGet(out var results) ? [] :
        [
            .. from block in results.Blocks
               from unit in block.Units
               from figure in unit.Figures
               let place = figure.Code == unit.By ? unit.Place : null
               select (object?[])
               [
                   unit.Unit, figure.Code, SurveyNames.Unit(live, unit.Unit), SurveyNames.Figure(live, figure.Code, texts), texts.Say(block.Name), figure.Level.ToString(), figure.Value, figure.Lower, figure.Upper,
                   figure.IsHidden ? null : figure.Answers, figure.IsHidden, figure.IsWeak, place?.Place, place?.From, place?.To, live.Code, isIllustrative,
               ],
        ];
        return FeedSet.Of(Results, ColumnsOfResults(texts), rows);
    }

    private static ImmutableArray<FeedColumn> ColumnsOfResults(Texts texts) =>
    [
        new("Unit", FeedKind.Text, texts["File_Code"]) { IsKey = true }, new("Figure", FeedKind.Text, texts["Results_Figure"]) { IsKey = true }, new("UnitName", FeedKind.Text, texts["Table_Unit"]),
        new("FigureName", FeedKind.Text, texts["Results_Name"]), new("Block", FeedKind.Text, texts["Results_Block"]), new("Level", FeedKind.Text, texts["Results_Level"]), new("Value", FeedKind.Number, texts["Results_Value"]),
        new("Lower", FeedKind.Number, texts["Results_Lower"]), new("Upper", FeedKind.Number, texts["Results_Upper"]), new("Answers", FeedKind.Whole, texts["Results_Answers"]), new("IsWithheld", FeedKind.YesNo, texts["Fieldwork_Hidden"]), new("IsWeak", FeedKind.YesNo, texts["Results_IsWeak"]),
        new("Place", FeedKind.Whole, texts["Table_Rank"]), new("PlaceFrom", FeedKind.Whole, texts["Results_PlaceFrom"]), new("PlaceTo", FeedKind.Whole, texts["Results_PlaceTo"]), new("Survey", FeedKind.Text, texts["Results_Which"]),
        new("IsIllustrative", FeedKind.YesNo, texts["Band_Illustrative"]),
    ];

    private static async Task<FeedSet> AnswersAsync(Installation installation, LiveSurvey live, CancellationToken cancel)
    {
        var shown = (await installation.Counting.ReadAsync(live, cancel)).Shown(live);
        return AnswerFeed.Of(Answers, live, shown, await installation.Counting.SharedAsync(live, shown, cancel), await installation.Counting.SteadyAsync(live, shown, cancel));
    }
}
