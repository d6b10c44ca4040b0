using ChiSo.Application.Audit;
using ChiSo.Application.Desk;
using ChiSo.Web.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace ChiSo.Web.Desk;

/// <summary>What a job made, for whoever asked for it; a download that broke off goes on where it stopped.</summary>
internal static class JobResultDownload
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/desk/jobs/{id:guid}/result", SendAsync);

    private static async Task<IResult> SendAsync(Guid id, CurrentPerson current, HttpContext context, [FromServices] JobDesk desk, SecurityLog log, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } person)
            return Results.Redirect($"/sign-in?next={Uri.EscapeDataString(JobAddress.Of(id))}");
        if (await desk.FetchAsync(id, person, cancel) is not (var job, var content))
            return Results.NotFound();
        log.Write(context, ReadLog.JobResultRead, person.FullName);
        context.Response.Headers[HeaderNames.CacheControl] = "private, no-store";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.Stream(content, job.ResultType, job.ResultName, entityTag: new($"\"{job.ResultHash}\""), enableRangeProcessing: true);
    }
}
