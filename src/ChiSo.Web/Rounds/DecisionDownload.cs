using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Web.People;
using Microsoft.Net.Http.Headers;

namespace ChiSo.Web.Rounds;

/// <summary>The signed decision that approved a round, as a download for those who see results before the public does.</summary>
internal static class DecisionDownload
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/desk/rounds/{round}/decision", SendAsync);

    private static async Task<IResult> SendAsync(string round, CurrentPerson current, HttpContext context, IServiceProvider services, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } person)
            return Results.Redirect($"/sign-in?next={Uri.EscapeDataString($"/desk/rounds/{round}/overview")}");
        var installation = services.GetRequiredService<Installation>();
        if (person.MandateTo(Act.ReadBoard, new()) is not { } mandate || await installation.Approvals.FindAsync(round, cancel) is not { } approval)
            return Results.NotFound();
        if (await installation.Verdicts.HoldAsync(approval.FileHash, cancel) is not null)
            return Results.StatusCode(StatusCodes.Status423Locked);
        await ReadRecords.AddAsync(context, person, mandate, ReadLog.DecisionRead, round, "", cancel);
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers[HeaderNames.CacheControl] = "private, no-store";
        return Results.Stream(installation.Files.Open(approval.FileHash), "application/pdf", approval.FileName, enableRangeProcessing: true);
    }
}
