using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace ChiSo.Web.Hosting;

/// <summary>What proxies in front of this server say of a request. Whoever was not declared is not believed.</summary>
internal static class Proxies
{
    public static void Trust(WebApplication app, ImmutableArray<IPAddress> declared)
    {
        if (declared.IsEmpty)
            return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = declared.Length };
        options.KnownIPNetworks.Clear(); // the platform believes this very machine unasked
        options.KnownProxies.Clear();
        foreach (var proxy in declared)
            options.KnownProxies.Add(proxy);
        app.UseForwardedHeaders(options);
    }
}
