namespace ChiSo.Web.Publication;

/// <summary>Tables as files, at the address of their page with an ending.</summary>
public static class Downloads
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{round}/{block}.json", async (string round, string block, PublishedBlocks blocks, CancellationToken cancel) =>
            await blocks.FindAsync(round, block, cancel) is { } published ? Results.Json(ApiBlock.Of(published)) : Results.NotFound()).ExcludeFromDescription();
    }
}
