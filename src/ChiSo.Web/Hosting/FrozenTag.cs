using System.Security.Cryptography;
using System.Text;
using ChiSo.Web.Language;
using Microsoft.Net.Http.Headers;

namespace ChiSo.Web.Hosting;

/// <summary>The tag of a page: the hashes of the frozen results on it, the program that shows them, and what the reader chose. A browser that holds the same tag is told to keep its copy.</summary>
public static class FrozenTag
{
    private static readonly string Program = typeof(FrozenTag).Assembly.ManifestModule.ModuleVersionId.ToString("N");

    /// <summary>Sets the tag of the answer; true when the browser already has it and nothing need be sent.</summary>
    public static bool Matches(HttpContext context, IEnumerable<string> hashes)
    {
        var reader = Preferences.Of(context);
        var assets = context.RequestServices.GetRequiredService<AssetFiles>().Version;
        var parts = string.Join('|', [Program, assets, reader.LanguageCode, reader.ThemeCode, context.Request.Path.Value, context.Request.QueryString.Value, .. hashes]);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts)))[..32]}\"", isWeak: true);
        var headers = context.Response.GetTypedHeaders();
        headers.ETag = tag;
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Cookie);
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(held => held.Compare(tag, useStrongComparison: false));
    }
}
