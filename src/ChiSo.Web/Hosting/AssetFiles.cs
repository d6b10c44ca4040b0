using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace ChiSo.Web.Hosting;

/// <summary>Styles and scripts that travel inside the assembly. Their addresses carry a part of their hash, so browsers may keep them for good.</summary>
public sealed class AssetFiles
{
    private const string Prefix = "assets/";

    private readonly FrozenDictionary<string, (byte[] Content, string Hash, string Type)> files;

    public AssetFiles()
    {
        var assembly = typeof(AssetFiles).Assembly;
        files = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[Prefix.Length..], name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!; // listed just above
                var content = new byte[stream.Length];
                stream.ReadExactly(content);
                return (content, Convert.ToHexStringLower(SHA256.HashData(content))[..12], TypeOf(name));
            });
        Version = string.Concat(files.Values.Select(file => file.Hash).Order(StringComparer.Ordinal))[..12];
    }

    /// <summary>Changes when any of them does.</summary>
    public string Version { get; }

    /// <summary>The address of a file.</summary>
    public string this[string name] => $"/assets/{name}?v={files[name].Hash}";

    /// <summary>The text of a file that is served as a part of something.</summary>
    public string TextOf(string name) => Encoding.UTF8.GetString(files[name].Content);

    /// <summary>Answers a request for one of the files.</summary>
    public IResult Serve(string name, HttpContext context)
    {
        if (!files.TryGetValue(name, out var file))
            return TypedResults.NotFound();
        context.Response.Headers.CacheControl = context.Request.Query["v"] == new StringValues(file.Hash)
            ? "public, max-age=31536000, immutable"
            : "no-cache";
        return TypedResults.Bytes(file.Content, file.Type, entityTag: new($"\"{file.Hash}\""));
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}
