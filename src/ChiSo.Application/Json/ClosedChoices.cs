using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace ChiSo.Application.Json;

/// <summary>Tells the serialiser the cases of a closed choice: an abstract record with its cases nested in it.</summary>
internal static class ClosedChoices
{
    public static void Declare(JsonTypeInfo type)
    {
        if (!type.Type.IsAbstract || type.Kind != JsonTypeInfoKind.Object)
            return;

        var options = new JsonPolymorphismOptions();
        foreach (var one in type.Type.GetNestedTypes(BindingFlags.Public).Where(nested => nested.IsSubclassOf(type.Type)).OrderBy(nested => nested.Name, StringComparer.Ordinal))
            options.DerivedTypes.Add(new(one, char.ToLowerInvariant(one.Name[0]) + one.Name[1..]));
        if (options.DerivedTypes.Count > 0)
            type.PolymorphismOptions = options;
    }
}
