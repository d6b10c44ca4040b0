using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using ChiSo.Engine;

namespace ChiSo.Application.Json;

/// <summary>The canonical JSON of the engine's types: the same value gives the same bytes, so that a hash of them means something.</summary>
/// <remarks>Members stand in declaration order, numbers without trailing zeros, closed choices carry their case as <c>$type</c>. Written down in docs/reference/frozen-results.md: others compute the hash from that page.</remarks>
public static class EngineJson
{
    public static JsonSerializerOptions Options { get; } = Build();

    public static byte[] ToBytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    public static string ToText<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <exception cref="JsonException">The text is not what <see cref="ToText"/> writes.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"Empty JSON where a {typeof(T).Name} was expected.");

    /// <inheritdoc cref="Read{T}(ReadOnlySpan{byte})"/>
    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"Empty JSON where a {typeof(T).Name} was expected.");

    private static JsonSerializerOptions Build()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            IgnoreReadOnlyProperties = true,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { ClosedChoices.Declare, ContinuedLines.Declare } },
            Converters =
            {
                new PlainDecimalConverter(),
                new FormulaConverter(),
                new WrittenConverter<Points, decimal>(points => points.Value, value => new(value)),
                new WrittenConverter<CriterionCode, string>(code => code.Value, value => new(value)),
                new WrittenConverter<CriterionNumber, string>(number => number.Value, value => new(value)),
                new WrittenConverter<Rank, int>(rank => rank.Value, value => new(value)),
                new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            },
        };
        options.MakeReadOnly();
        return options;
    }
}
