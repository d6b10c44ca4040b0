namespace ChiSo.Web.Publication;

/// <summary>The frozen blocks of the database.</summary>
internal static class StoredBlocks
{
    public static void Register(IServiceCollection services, WebOptions options) =>
        services.AddSingleton(new PublishedBlocks(_ => Task.FromResult(System.Collections.Immutable.ImmutableArray<FrozenAddress>.Empty), (_, _, _) => Task.FromResult<ChiSo.Application.Publication.FrozenBlock?>(null)));
}
