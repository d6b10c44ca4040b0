using ChiSo.Engine;
using Microsoft.OData;

namespace ChiSo.Web.Feeds;

/// <summary>Where the library of OData writes an answer.</summary>
internal sealed class FeedAnswer(HttpResponse response) : IODataResponseMessageAsync
{
    public IEnumerable<KeyValuePair<string, string>> Headers => response.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString()));

    public int StatusCode
    {
        get => response.StatusCode;
        set => response.StatusCode = value;
    }

    public string? GetHeader(string headerName) => response.Headers.TryGetValue(headerName, out var value) ? value.ToString() : null;

    public void SetHeader(string headerName, string headerValue) => response.Headers[headerName] = headerValue;

    public Stream GetStream() => response.Body;

    public Task<Stream> GetStreamAsync() => Task.FromResult(response.Body);

    /// <summary>Why there is no answer, in both languages, as OData tells errors.</summary>
    public static IResult Refused(HttpContext context, int status, Problem problem)
    {
        context.Response.Headers["OData-Version"] = "4.0";
        return Results.Json(new { error = new { code = problem.Code, message = $"{problem.What.Vi} {problem.Remedy.Vi} / {problem.What.En} {problem.Remedy.En}", target = problem.Where } }, statusCode: status);
    }
}
