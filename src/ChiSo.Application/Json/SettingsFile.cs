using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChiSo.Engine;

namespace ChiSo.Application.Json;

/// <summary>Settings people write as a JSON file: comments allowed, unknown members refused.</summary>
internal static class SettingsFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <param name="file">Named in problems.</param>
    /// <param name="faults">What is wrong with settings that could be read.</param>
    /// <param name="fault">A problem at a place for a reason.</param>
    /// <returns>The settings, or all that is wrong with them.</returns>
    public static Result<T> Parse<T>(string json, string file, Func<T, ImmutableArray<Problem>> faults, Func<string, Words, Problem> fault)
        where T : class
    {
        try
        {
            if (JsonSerializer.Deserialize<T>(json, Options) is not { } settings)
                return fault(file, Words.Same("null"));
            var found = faults(settings);
            return found.IsEmpty ? settings : found;
        }
        catch (JsonException wrong)
        {
            return fault($"{file}:{wrong.LineNumber + 1}", Words.Same($"{wrong.Path}: {wrong.Message}"));
        }
    }

    /// <summary>Whether an address is https, or http on this very machine.</summary>
    public static bool IsSafeAddress(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}
