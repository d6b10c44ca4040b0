using System.Globalization;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>Makes the text files have of a rule typed field by field.</summary>
internal sealed class RuleFormReader(IReadOnlyDictionary<string, string> typed, DecimalMark mark, ICollection<Problem> problems)
{
    public string Write(string kind) => string.Join("; ", RuleFields.Of(kind).Select(field => Write(field, kind)).Where(part => part.Length > 0));

    private string Write(RuleField field, string kind) => field.Kind switch
    {
        RuleFieldKind.Points or RuleFieldKind.Number => Number(field, kind),
        RuleFieldKind.Formula => Formula(field.Name),
        RuleFieldKind.Text or RuleFieldKind.Choice => Named(field.Name, Text(field.Name)),
        RuleFieldKind.Rungs => Rungs(named: kind == "ladder_joint"),
        RuleFieldKind.Options => string.Join(" | ", RuleForm.Rows(RuleForm.Option).Of(typed).Select(Option)),
        _ => string.Join("; ", RuleForm.Rows(RuleForm.Other).Of(typed).Select(Other)),
    };

    private string Text(string name) => NfcText.Clean(typed.GetValueOrDefault(RuleForm.NameOf(name), ""));

    private static string Named(string name, string value) => value.Length == 0 ? "" : $"{name}={CellParts.Escaped(value, ";")}";

    /// <summary>Nothing typed for "achieved" is the line's maximum.</summary>
    private string Number(RuleField field, string kind)
    {
        if (kind == "yes_no" && field.Name == "yes" && Text("yes").Length == 0)
            return "yes=max";
        return Number(RuleForm.NameOf(field.Name), Text(field.Name), field.Kind == RuleFieldKind.Points) is { } value ? $"{field.Name}={value}" : "";
    }

    /// <summary>A semicolon would part the text; whatever else is wrong with a formula its reader says.</summary>
    private string Formula(string name)
    {
        var text = Text(name);
        if (!text.Contains(';', StringComparison.Ordinal))
            return Named(name, text);
        problems.Add(Semicolon(RuleForm.NameOf(name)));
        return "";
    }

    private string Rungs(bool named)
    {
        var rows = RuleForm.Rows(RuleForm.Rung).Of(typed);
        var written = rows.Select((row, place) => Rung(row, RuleForm.Rows(RuleForm.Rung).NameOf(place), named)).ToList();
        if (written.Count > 0 && Number(RuleForm.NameOf(RuleForm.Else), Text(RuleForm.Else), isPoints: true) is { } left)
            written.Add($"else:{left}");
        return string.Join(" | ", written);
    }

    /// <summary>A row that can't be read is told and keeps its place.</summary>
    private string Rung(IReadOnlyDictionary<string, string> row, string where, bool named)
    {
        var instead = named ? "x>=0:0" : ">=0:0";
        var bounds = Enumerable.Range(0, RuleForm.BoundsIn([row])).Where(bound => Cell(row, bound, "value").Length > 0).ToList();
        var points = row.GetValueOrDefault("points", "");
        if (bounds.Count == 0 || points.Length == 0)
        {
            problems.Add(FormRows.Incomplete(where));
            return instead;
        }

        var values = bounds.ConvertAll(bound => Number(where, Cell(row, bound, "value"), isPoints: false));
        return Number(where, points, isPoints: true) is { } given && values.TrueForAll(value => value is not null)
            ? string.Join(" and ", bounds.Zip(values, (bound, value) => $"{(named ? Measure(row, bound) : "")}{Sign(row, bound)}{value}")) + $":{given}"
            : instead;
    }

    private string Option(IReadOnlyDictionary<string, string> row, int place)
    {
        var where = RuleForm.Rows(RuleForm.Option).NameOf(place);
        var (label, points) = (row.GetValueOrDefault("label", ""), row.GetValueOrDefault("points", ""));
        if (label.Length == 0 || points.Length == 0)
            problems.Add(FormRows.Incomplete(where));
        else if (Number(where, points, isPoints: true) is { } given)
            return $"{CellParts.Escaped(label, "|")}:{given}";
        return string.Create(CultureInfo.InvariantCulture, $"?{place}:0");
    }

    private string Other(IReadOnlyDictionary<string, string> row, int place)
    {
        var (name, value) = (row.GetValueOrDefault("name", ""), row.GetValueOrDefault("value", ""));
        if (name.Length > 0 && value.Length > 0)
            return $"{CellParts.Escaped(name, ";=")}={CellParts.Escaped(value, ";")}";
        problems.Add(FormRows.Incomplete(RuleForm.Rows(RuleForm.Other).NameOf(place)));
        return "";
    }

    private string? Number(string where, string text, bool isPoints) => FormRows.Number(where, text, mark, problems, isPoints);

    private static string Cell(IReadOnlyDictionary<string, string> row, int bound, string cell) => row.GetValueOrDefault(RuleForm.CellOf(bound, cell), "");

    /// <summary>As chosen; what isn't offered counts as the first.</summary>
    private static string Sign(IReadOnlyDictionary<string, string> row, int bound) => RuleForm.Signs.Select(one => one.Sign).FirstOrDefault(sign => sign == Cell(row, bound, "sign"), RuleForm.Signs[0].Sign);

    /// <summary>As chosen; the second condition is on y where nothing is.</summary>
    private static string Measure(IReadOnlyDictionary<string, string> row, int bound) => Cell(row, bound, "of") switch
    {
        "x" => "x",
        "y" => "y",
        _ => bound == 1 ? "y" : "x",
    };

    private static Problem Semicolon(string where) => new("rule.formula-semicolon", where,
        new("Công thức không có dấu chấm phẩy.", "A formula has no semicolon."), new("Bỏ dấu chấm phẩy; số thập phân trong công thức ghi với dấu chấm.", "Take it out; decimals in formulas have a point."));
}
