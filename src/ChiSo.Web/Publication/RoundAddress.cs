namespace ChiSo.Web.Publication;

/// <summary>The address of a round without a block leads to its first one.</summary>
public static class RoundAddress
{
    public static async Task<IResult> ToFirstBlock(string round, PublishedBlocks blocks, HttpContext context, CancellationToken cancel) =>
        (await blocks.RoundsAsync(cancel)).FirstOrDefault(known => known.Code == round) is { } found
            ? Results.Redirect(found.Blocks[0].Path + context.Request.QueryString)
            : Results.NotFound();
}
