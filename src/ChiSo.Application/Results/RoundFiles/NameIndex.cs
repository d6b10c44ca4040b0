using ChiSo.Application.Vietnamese;

namespace ChiSo.Application.Results;

/// <summary>Finds what a file means by a code or by a name in any spelling.</summary>
internal sealed class NameIndex
{
    private readonly HashSet<string> codes = [];
    private readonly Dictionary<string, string?> byName = [];

    public NameIndex(IEnumerable<(string Code, string Name)> named)
    {
        foreach (var (code, name) in named)
        {
            codes.Add(code);
            var key = Fold.Key(name);
            if (!byName.TryAdd(key, code) && byName[key] != code)
                byName[key] = null; // a name two bear names neither
        }
    }

    public bool IsCode(string text) => codes.Contains(text);

    /// <summary>The code, or <c>null</c> when nothing, or more than one thing, goes by this text.</summary>
    public string? Find(string text) => codes.Contains(text) ? text : byName.GetValueOrDefault(Fold.Key(text));
}
