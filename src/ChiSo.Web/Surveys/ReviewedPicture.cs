using ChiSo.Application.Audit;
using ChiSo.Application.Files;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Web.People;
using Microsoft.Net.Http.Headers;

namespace ChiSo.Web.Surveys;

/// <summary>A picture of an answer under review, for those who may read single answers. It is pixels of ours, and no page of this site all the same.</summary>
internal static class ReviewedPicture
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/desk/surveys/{survey}/cleaning/{sign:length(32)}/pictures/{question}", SendAsync);

    public static string AddressOf(string survey, string sign, string question) => $"/desk/surveys/{survey}/cleaning/{sign}/pictures/{question}";

    private static async Task<IResult> SendAsync(string survey, string sign, string question, HttpContext context, CancellationToken cancel)
    {
        var services = context.RequestServices;
        if (await services.GetRequiredService<CurrentPerson>().FindAsync(cancel) is not { } person)
            return Results.Redirect($"/sign-in?next={Uri.EscapeDataString(context.Request.Path)}");
        var installation = services.GetRequiredService<Installation>();
        if (person.MandateTo(Act.RunSurveys, new()) is not { } mandate || await installation.Surveys.FindAsync(survey, cancel) is not { IsClosed: true } live)
            return Results.NotFound();
        if ((await installation.Reviewing.ReadAsync(live, cancel)).Find(sign)?.Original is not { Pictures.IsDefault: false } answer || !answer.Values.TryGetValue(question, out var name) || !answer.Pictures.Contains(name))
            return Results.NotFound();
        if (await installation.Answers.Pictures.FindAsync(live.Code, name, cancel) is not { } picture)
            return Results.NotFound();
        await ReadRecords.AddAsync(context, person, mandate, ReadLog.SurveyAnswersRead, live.Code, "pictures", cancel); // that one was seen, never which
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers[HeaderNames.CacheControl] = "private, no-store";
        return Results.Bytes(picture, FileKinds.Jpeg.MediaType);
    }
}
