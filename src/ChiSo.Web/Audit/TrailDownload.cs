using System.Globalization;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Web.People;
using Microsoft.Net.Http.Headers;

namespace ChiSo.Web.Audit;

/// <summary>The whole trail as a file that <c>chiso audit verify</c> checks elsewhere. Who took it is a link of the trail itself.</summary>
internal static class TrailDownload
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/desk/trail.jsonl", SendAsync);

    private static async Task<IResult> SendAsync(CurrentPerson current, TimeProvider clock, HttpContext context, IServiceProvider services, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } person)
            return Results.Redirect("/sign-in?next=/desk/trail");
        if (person.MandateTo(Act.ReadTrail, new()) is not { } mandate)
            return Results.NotFound();
        var installation = services.GetRequiredService<Installation>();
        var now = clock.GetUtcNow().UtcDateTime;
        var name = $"chiso-trail-{now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}.jsonl";
        await ReadRecords.AddAsync(context, person, mandate, ReadLog.TrailExported, name, "", cancel);
        var trail = await TrailExport.ReadAsync(installation.Database, cancel);
        context.Response.Headers[HeaderNames.CacheControl] = "private, no-store";
        return Results.Stream(stream => TrailExport.WriteAsync(trail, stream, cancel), "application/x-ndjson", name);
    }
}
