using System.Globalization;
using System.Text.Json;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>A value of a JSON file and its place: <c>round.json#/blocks/0/units/3/name_vi</c>. What is not of the kind asked for becomes a problem there.</summary>
internal sealed class JsonPlace(JsonElement value, string where, ICollection<Problem> problems)
{
    public string Where => where;

    public JsonValueKind Kind => value.ValueKind;

    /// <summary>The members of an object, each name once.</summary>
    public List<(string Name, JsonPlace Value)> Members()
    {
        var members = new List<(string Name, JsonPlace Value)>();
        if (value.ValueKind != JsonValueKind.Object)
        {
            Add(RoundJsonProblems.WrongType(where, new("một đối tượng {…}", "an object {…}")));
            return members;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            var name = Readable(() => member.Name);
            var place = $"{where}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
            if (!seen.Add(name))
                Add(RoundJsonProblems.MemberTwice(place, name));
            else
                members.Add((name, new(member.Value, place, problems)));
        }

        return members;
    }

    /// <summary>The items of an array.</summary>
    public List<JsonPlace> Items()
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            Add(RoundJsonProblems.WrongType(where, new("một danh sách […]", "a list […]")));
            return [];
        }

        return [.. value.EnumerateArray().Select((item, place) => new JsonPlace(item, string.Create(CultureInfo.InvariantCulture, $"{where}/{place}"), problems))];
    }

    /// <summary>Clean text; empty beside its problem when the value is none.</summary>
    public string Text()
    {
        if (value.ValueKind == JsonValueKind.String)
            return NfcText.Clean(Readable(() => value.GetString() ?? ""));
        Add(RoundJsonProblems.WrongType(where, new("văn bản trong dấu ngoặc kép", "text in quotes")));
        return "";
    }

    /// <summary>Clean text that is not empty; empty only beside its problem.</summary>
    public string FilledText()
    {
        var before = problems.Count;
        var text = Text();
        if (text.Length == 0 && problems.Count == before)
            Add(RoundJsonProblems.WrongType(where, new("văn bản không rỗng", "text that is not empty")));
        return text;
    }

    /// <summary>The number in the invariant form with every digit; empty beside its problem when the value is none.</summary>
    public string Number()
    {
        if (value.ValueKind != JsonValueKind.Number)
        {
            Add(RoundJsonProblems.WrongType(where, new("một số không có dấu ngoặc kép", "a number without quotes")));
            return "";
        }

        var written = value.GetRawText();
        if (!written.AsSpan().ContainsAny('e', 'E'))
            return written;
        if (decimal.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return NumberFormats.ToText(number);
        Add(NumberProblems.Of(NumberReading.TooLarge, where, written, DecimalMark.Point));
        return "";
    }

    /// <summary>"yes" or "no"; empty beside its problem when the value is neither true nor false.</summary>
    public string YesNo()
    {
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.ValueKind == JsonValueKind.True ? "yes" : "no";
        Add(RoundJsonProblems.WrongType(where, new("true hoặc false", "true or false")));
        return "";
    }

    /// <summary>A member nobody knows here.</summary>
    public void Unknown(string name, IEnumerable<string> known) => Add(RoundJsonProblems.UnknownMember(where, name, known));

    public void Add(Problem problem) => problems.Add(problem);

    // A text may be sound JSON and still hold half a letter, "\ud800".
    private string Readable(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            Add(RoundJsonProblems.WrongType(where, new("văn bản gồm các chữ trọn vẹn", "text of whole letters")));
            return "";
        }
    }
}
