using ChiSo.Application.Appraisal;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Engine;
using ChiSo.Web.People;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace ChiSo.Web.Appraisal;

/// <summary>The evidence of one criterion across units, or of one unit, as a ZIP with an index, written while it is sent. A large one is made as a job instead.</summary>
internal static class EvidenceArchiveDownload
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/desk/{round}/{block}/review/{stage}/{criterion}/evidence.zip", (string round, string block, string stage, string criterion, HttpContext context, CancellationToken cancel) =>
            SendAsync(new(round, block, stage, new CriterionCode(criterion)), criterion, context, cancel));
        routes.MapGet("/desk/{round}/{block}/review/{stage}/unit/{unit}/evidence.zip", (string round, string block, string stage, string unit, HttpContext context, CancellationToken cancel) =>
            SendAsync(new(round, block, stage, Unit: unit), unit, context, cancel));
    }

    private static async Task<IResult> SendAsync(ReviewPart part, string name, HttpContext context, CancellationToken cancel)
    {
        var services = context.RequestServices;
        if (await services.GetRequiredService<CurrentPerson>().FindAsync(cancel) is not { } person)
            return Results.Redirect($"/sign-in?next={Uri.EscapeDataString(context.Request.Path)}");
        var installation = services.GetRequiredService<Installation>();
        if (await installation.Reviews.ReadAsync(part, cancel) is not { } whole || whole.For(person) is not { Lines.IsEmpty: false } review)
            return Results.NotFound();
        if (EvidenceArchives.IsLarge(review))
            return Results.Redirect(context.Request.Path.Value!.Replace("/evidence.zip", "", StringComparison.Ordinal)); // made as a job, from the page
        services.GetRequiredService<SecurityLog>().Write(context, ReadLog.EvidenceArchived, person.FullName);
        context.Response.Headers[HeaderNames.CacheControl] = "private, no-store";
        context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true; // the ZIP library ends an entry by a short synchronous write
        return Results.Stream(stream => installation.EvidenceArchives.WriteAsync(stream, review, person, cancel), "application/zip", $"minh-chung-{review.Round.Code}-{name}.zip");
    }
}
