using ChiSo.Application.Publication;

namespace ChiSo.Web.Publication;

/// <summary>The frozen blocks of the installation.</summary>
internal static class StoredBlocks
{
    public static void Register(IServiceCollection services, WebOptions options)
    {
        services.AddSingleton(_ => new Installation(options.Connection, options.DataFolder, TimeProvider.System));
        services.AddSingleton(provider =>
        {
            var results = provider.GetRequiredService<Installation>().Public;
            return new PublishedBlocks(results.AddressesAsync, results.FindAsync);
        });
    }
}
