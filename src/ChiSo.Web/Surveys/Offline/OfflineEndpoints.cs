using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Vietnamese;
using ChiSo.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Surveys.Offline;

/// <summary>What the page that works without a network fetches once, and where it hands in when there is one.</summary>
public static class OfflineEndpoints
{
    private const string Base = "/s/{survey}/offline";
    private const int MostBytes = 512 * 1024;
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
    private static readonly string[] Assets = ["survey.css", "offline.js", "favicon.svg"];

    /// <summary>What is fetched.</summary>
    public static void MapFiles(IEndpointRouteBuilder files)
    {
        files.MapGet($"{Base}/form.json", FormAsync);
        files.MapGet($"{Base}/app.webmanifest", ManifestAsync);
        files.MapGet($"{Base}/worker.js", WorkerAsync);
    }

    /// <summary>Where forms are handed in.</summary>
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost($"{Base}/send", SendAsync).ExcludeFromDescription().WithMetadata(new RequestSizeLimitAttribute(MostBytes)); // no sign-in and no cookie, so nothing to forge: JSON from another site is refused by the browser

    private static async Task<IResult> FormAsync(string survey, [FromServices] Installation installation, TimeProvider clock, HttpContext context) =>
        await installation.SurveyViews.FindAsync(survey, context.RequestAborted) is { Declaration.Raters: null } live ? Text(context, OfflineForm.Write(live, VietnamTime.Today(clock)).ToJsonString(Options), "application/json") : TypedResults.NotFound();

    private static async Task<IResult> ManifestAsync(string survey, [FromServices] Installation installation, AssetFiles assets, HttpContext context)
    {
        if (await installation.SurveyViews.FindAsync(survey, context.RequestAborted) is not { Declaration.Raters: null } live)
            return TypedResults.NotFound();
        var (title, home) = (live.Form.Title.In(live.Form.DefaultLanguage), HomeOf(live));
        return Text(context, new JsonObject
        {
            ["id"] = home, ["name"] = title, ["short_name"] = title.Length > 30 ? live.Code : title, ["lang"] = AnswerWords.CodeOf(live.Form.DefaultLanguage), ["start_url"] = home, ["scope"] = home,
            ["display"] = "standalone", ["theme_color"] = "#0B5CAD", ["background_color"] = "#FFFFFF",
            ["icons"] = new JsonArray(new JsonObject { ["src"] = assets["favicon.svg"], ["sizes"] = "any", ["type"] = "image/svg+xml" }),
        }.ToJsonString(Options), "application/manifest+json");
    }

    /// <summary>The worker with what it keeps: another release, or another survey under this code, makes other bytes, and the browser fetches all anew.</summary>
    private static async Task<IResult> WorkerAsync(string survey, [FromServices] Installation installation, AssetFiles assets, HttpContext context)
    {
        if (await installation.SurveyViews.FindAsync(survey, context.RequestAborted) is not { Declaration.Raters: null } live)
            return TypedResults.NotFound();
        var home = HomeOf(live);
        string[] kept = [home, $"{home}/form.json", $"{home}/app.webmanifest", .. Assets.Select(name => assets[name])];
        context.Response.Headers["Service-Worker-Allowed"] = home;
        return Text(context, $"const kept = {JsonSerializer.Serialize(new { survey = live.Code, version = $"{assets.Version}-{live.Hash[..12]}", files = kept }, Options)};\n{assets.TextOf("worker.js")}", "text/javascript");
    }

    private static async Task<IResult> SendAsync(string survey, OfflineDesk desk, HttpContext context)
    {
        if (context.Request.ContentLength > MostBytes)
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        OfflineAnswer? answer;
        try
        {
            answer = context.Request.HasJsonContentType() ? await context.Request.ReadFromJsonAsync<OfflineAnswer>(context.RequestAborted) : null;
        }
        catch (JsonException)
        {
            answer = null;
        }

        if (answer is not { Key: not null, Form: not null, Values: not null } || answer.Values.Values.Any(value => value is null))
            return TypedResults.BadRequest();
        var (status, became) = await desk.TakeAsync(context, survey, answer);
        context.Response.Headers.CacheControl = "no-store";
        return became is null ? TypedResults.StatusCode(status) : TypedResults.Json(became, Options, statusCode: status);
    }

    private static string HomeOf(LiveSurvey survey) => $"/s/{survey.Code}/offline";

    private static ContentHttpResult Text(HttpContext context, string text, string type)
    {
        (context.Response.Headers.CacheControl, context.Response.Headers["X-Robots-Tag"]) = ("no-cache", "noindex");
        return TypedResults.Text(text, type, Encoding.UTF8);
    }
}
