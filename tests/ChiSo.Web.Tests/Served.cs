using Microsoft.AspNetCore.Builder;

namespace ChiSo.Web.Tests;

/// <summary>The end of a program that a test started.</summary>
internal static class Served
{
    /// <summary>Waits for its background work before what that work uses is taken away.</summary>
    public static async ValueTask EndAsync(WebApplication? app)
    {
        if (app is null)
            return;
        await app.StopAsync(TestContext.Current.CancellationToken);
        await app.DisposeAsync();
    }
}
