using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ChiSo.Engine;

namespace ChiSo.Application.Json;

/// <summary>The lines a line continues: nothing for none, the code alone for one, a list for several.</summary>
internal sealed class ContinuedLines : JsonConverter<ImmutableArray<CriterionCode>>
{
    public static void Declare(JsonTypeInfo type)
    {
        if (type.Type != typeof(CriteriaNode))
            return;
        var continues = type.Properties.Single(property => property.AttributeProvider is MemberInfo { Name: nameof(CriteriaNode.Continues) });
        continues.CustomConverter = new ContinuedLines();
        continues.ShouldSerialize = (_, value) => value is ImmutableArray<CriterionCode> { IsEmpty: false };
    }

    public override ImmutableArray<CriterionCode> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? [JsonSerializer.Deserialize<CriterionCode>(ref reader, options)]
            : [.. JsonSerializer.Deserialize<CriterionCode[]>(ref reader, options) ?? []];

    public override void Write(Utf8JsonWriter writer, ImmutableArray<CriterionCode> value, JsonSerializerOptions options)
    {
        if (value is [var only])
            JsonSerializer.Serialize(writer, only, options);
        else
            JsonSerializer.Serialize(writer, value.ToArray(), options);
    }
}
