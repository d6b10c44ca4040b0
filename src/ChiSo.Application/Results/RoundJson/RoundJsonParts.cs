using System.Text.Json;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Spreadsheets;

namespace ChiSo.Application.Results;

/// <summary>Members with a shape of their own, as the text of their cells.</summary>
internal static class RoundJsonParts
{
    private static readonly Engine.Words ShapeOfEntry = new("như {\"a\": 36, \"b\": 40}, {\"choice\": \"…\"}, {\"items\": [1, 2]} hoặc {\"no_task\": true}", "something like {\"a\": 36, \"b\": 40}, {\"choice\": \"…\"}, {\"items\": [1, 2]} or {\"no_task\": true}");

    /// <summary><c>{"a": 36, "b": 40}</c> is <c>a=36;b=40</c>.</summary>
    public static string Entry(JsonPlace entry)
    {
        var members = entry.Members();
        if (members is [("no_task", { Kind: JsonValueKind.True })])
            return "no_task";
        if (members is [("choice", { Kind: JsonValueKind.String } label)])
            return "choice=" + label.FilledText();
        if (members is [("items", { Kind: JsonValueKind.Array } items)])
            return "items=" + string.Join('/', items.Items().Select(item => item.Number()));
        if (members.Count > 0 && members.TrueForAll(member => FigureText.IsName(member.Name) && member.Value.Kind == JsonValueKind.Number))
            return string.Join(';', members.Select(member => $"{member.Name}={member.Value.Number()}"));
        if (entry.Kind == JsonValueKind.Object)
            entry.Add(RoundJsonProblems.WrongType(entry.Where, ShapeOfEntry));
        return "";
    }

    /// <summary><c>{"entry": {"x": 12}, "best": 14, "gives": 1.8}</c> is <c>x=12;best=14 => 1.8</c>.</summary>
    public static string Example(JsonPlace example)
    {
        var (entry, best, gives) = ("", "", "");
        foreach (var (name, value) in example.Members())
        {
            switch (name)
            {
                case "entry":
                    entry = CellParts.Escaped(Entry(value), "|");
                    break;
                case "best":
                    best = $";{FigureText.Best}={value.Number()}";
                    break;
                case "gives":
                    gives = value.Number();
                    break;
                default:
                    value.Unknown(name, ["entry", "best", "gives"]);
                    break;
            }
        }

        return $"{entry}{best} => {gives}";
    }

    /// <summary><c>[{"name": "a", "meaning": "…"}]</c> is <c>a = …</c>; without a name it says what is to be done.</summary>
    public static string Figures(JsonPlace list)
    {
        var parts = new List<string>();
        foreach (var item in list.Items())
        {
            var (letter, meaning) = ("", "");
            foreach (var (name, value) in item.Members())
            {
                if (name == "name")
                    letter = value.FilledText();
                else if (name == "meaning")
                    meaning = CellParts.Escaped(value.FilledText(), ";=");
                else
                    value.Unknown(name, ["name", "meaning"]);
            }

            var isClear = meaning.Length > 0 && (letter.Length > 0 ? FigureText.IsLetter(letter) : parts.Count == 0);
            if (!isClear)
                item.Add(RoundJsonProblems.WrongType(item.Where, new("\"name\" là một ký hiệu như a và \"meaning\"; chỉ số liệu đầu tiên được bỏ \"name\"", "\"name\", a letter such as a, and \"meaning\"; only the first figure may go without \"name\"")));
            parts.Add(letter.Length == 0 ? meaning : $"{letter} = {meaning}");
        }

        return string.Join("; ", parts);
    }

    /// <summary><c>{"node": "TC"}</c> is <c>node:TC</c>; <c>{"suppliers": ["survey"]}</c> is <c>suppliers:survey</c>.</summary>
    public static string TieBreak(JsonPlace key) => key.Members() switch
    {
        [("node", var node)] => "node:" + CellParts.Escaped(node.FilledText(), ";"),
        [("suppliers", var suppliers)] => "suppliers:" + Suppliers(suppliers),
        _ => Wrong(key, new("{\"node\": mã} hoặc {\"suppliers\": […]}", "{\"node\": code} or {\"suppliers\": […]}")),
    };

    /// <summary><c>{"name_vi": "thẩm định", "points": 68.5, "suppliers": ["unit"]}</c> is <c>thẩm định/:68.5=unit</c>.</summary>
    public static string BasePart(JsonPlace part)
    {
        var (vi, en, points, suppliers) = ("", "", "", "");
        foreach (var (name, value) in part.Members())
        {
            switch (name)
            {
                case "name_vi":
                    vi = CellParts.Escaped(value.FilledText(), ";/");
                    break;
                case "name_en":
                    en = CellParts.Escaped(value.Text(), ";/");
                    break;
                case "points":
                    points = value.Number();
                    break;
                case "suppliers":
                    suppliers = Suppliers(value);
                    break;
                default:
                    value.Unknown(name, ["name_vi", "name_en", "points", "suppliers"]);
                    break;
            }
        }

        return $"{vi}/{en}:{points}={suppliers}";
    }

    private static string Suppliers(JsonPlace list) => string.Join('+', list.Items().Select(item => FigureText.IsName(item.FilledText()) ? item.Text() : Wrong(item, new("một nguồn điểm như unit", "a supplier such as unit"))));

    private static string Wrong(JsonPlace value, Engine.Words needed)
    {
        value.Add(RoundJsonProblems.WrongType(value.Where, needed));
        return "";
    }
}
