using System.Collections.Immutable;
using ChiSo.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;

namespace ChiSo.Web.Publication;

/// <summary>The published results for machines.</summary>
public static class PublicApi
{
    /// <summary>Whether a request wants the API, whose errors are problem details instead of pages.</summary>
    public static bool Asked(HttpContext context) => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || context.Request.Path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase);

    public static void Describe(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info.Title = "ChiSo";
        document.Info.Version = "v1";
        document.Info.Description = "Frozen results of administrative reform index rounds. Nothing unfrozen has an address. Figures of illustrative rounds say so.";
        document.Servers?.Clear();
        return Task.CompletedTask;
    });

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").WithTags("Results");
        api.MapGet("/rounds", RoundsAsync).WithName("rounds").WithSummary("Published rounds, latest first, with their blocks.");
        api.MapGet("/{round}/{block}", BlockAsync).WithName("block").WithSummary("The ranking of a block; 304 when the If-None-Match hash still holds.");
        api.MapGet("/{round}/{block}/{unit}", UnitAsync).WithName("unit").WithSummary("The result of one unit, as deep as its round lets the public read.");
    }

    private static async Task<Ok<ImmutableArray<ApiRound>>> RoundsAsync(PublishedBlocks blocks, CancellationToken cancel)
    {
        var rounds = await blocks.RoundsAsync(cancel);
        return TypedResults.Ok(rounds.Select(round => new ApiRound(
            round.Code,
            ApiName.Of(round.First.RoundName),
            round.First.Illustrative,
            [.. round.Blocks.Select(block => new ApiBlockLink(block.BlockCode, ApiName.Of(block.Block.BlockName), block.Hash, $"/api{block.Path}"))])).ToImmutableArray());
    }

    private static async Task<Results<Ok<ApiBlock>, NotFound, StatusCodeHttpResult>> BlockAsync(string round, string block, PublishedBlocks blocks, HttpContext context, CancellationToken cancel)
    {
        if (await blocks.FindAsync(round, block, cancel) is not { } published)
            return TypedResults.NotFound();
        return FrozenTag.Matches(context, [published.Hash])
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(ApiBlock.Of(published));
    }

    private static async Task<Results<Ok<ApiProfile>, NotFound>> UnitAsync(string round, string block, string unit, PublishedBlocks blocks, CancellationToken cancel) =>
        await blocks.FindAsync(round, block, cancel) is { } published && UnitView.Of(published, unit) is { } view
            ? TypedResults.Ok(ApiProfile.Of(view))
            : TypedResults.NotFound();
}
