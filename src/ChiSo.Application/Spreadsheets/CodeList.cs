using System.Collections.Immutable;

namespace ChiSo.Application.Spreadsheets;

/// <summary>The words by which files write the cases of a closed choice.</summary>
internal sealed class CodeList<T>(params ImmutableArray<(string Code, T Value)> pairs)
    where T : struct, Enum
{
    /// <summary>All words, as a message lists them: "unit, lead_agency, survey".</summary>
    public string All { get; } = string.Join(", ", pairs.Select(pair => pair.Code));

    public ImmutableArray<(string Code, T Value)> Pairs => pairs;

    public T? Find(string code)
    {
        foreach (var pair in pairs)
        {
            if (string.Equals(pair.Code, code, StringComparison.OrdinalIgnoreCase))
                return pair.Value;
        }

        return null;
    }

    public string CodeOf(T value) => pairs.First(pair => EqualityComparer<T>.Default.Equals(pair.Value, value)).Code;
}
