using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChiSo.Engine;

namespace ChiSo.Application.Json;

/// <summary>Writes 1.80 as 1.8: equal numbers give equal bytes.</summary>
internal sealed class PlainDecimalConverter : JsonConverter<decimal>
{
    // Dividing by one with 28 decimals is the platform's way to drop trailing zeros.
    private const decimal One = 1.0000000000000000000000000000m;

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value / One);
}

/// <summary>Writes a value type as the one value it holds.</summary>
internal sealed class WrittenConverter<T, TWritten>(Func<T, TWritten> write, Func<TWritten, T> read) : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        read(JsonSerializer.Deserialize<TWritten>(ref reader, options) ?? throw new JsonException($"Empty {typeof(T).Name}."));

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, write(value), options);
}

/// <summary>Writes a formula as its text and the names it may use.</summary>
internal sealed class FormulaConverter : JsonConverter<Formula>
{
    public override Formula Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var written = JsonSerializer.Deserialize<Written>(ref reader, options) ?? throw new JsonException("Empty formula.");
        return Formula.Parse(written.Text, written.Variables, "formula").TryGet(out var formula)
            ? formula
            : throw new JsonException($"\"{written.Text}\" is no formula over {string.Join(", ", written.Variables)}.");
    }

    public override void Write(Utf8JsonWriter writer, Formula value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new Written(value.Text, value.Variables), options);

    private sealed record Written(string Text, ImmutableArray<string> Variables);
}
