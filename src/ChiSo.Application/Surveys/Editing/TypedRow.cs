using System.Collections.Immutable;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Vietnamese;

namespace ChiSo.Application.Surveys.Editing;

/// <summary>The fields of a form beside the cells of a row.</summary>
public static class TypedRow
{
    /// <summary>Chosen where an expression says when a question must be answered.</summary>
    public const string When = "when";

    /// <summary>The types a question may have, as files write them.</summary>
    public static IEnumerable<string> Types => QuestionKinds.Codes.Pairs.Select(pair => pair.Code);

    /// <summary>The types of groups.</summary>
    public static ImmutableArray<string> Sections { get; } = [XlsFormColumns.Begin + "group", XlsFormColumns.Begin + "repeat"];

    /// <summary>The types whose answers are chosen from a list.</summary>
    public static bool IsSelect(string type) => type is "select_one" or "select_multiple";

    /// <summary>What a form holds of a row, by field: the cells, and <c>parent</c>, <c>list</c>, <c>required_when</c>.</summary>
    public static ImmutableDictionary<string, string> FieldsOf(FormDraft draft, DraftRow row)
    {
        var required = row.Text("required").ToLowerInvariant() switch { "" or "no" or "false" or "false()" => "", "yes" or "true" or "true()" => "yes", _ => When };
        return row.Cells.SetItem("parent", DraftTree.ParentOf(draft.Rows, row.Name)).SetItem("type", row.Type).SetItem("list", row.List).SetItem("required", required).SetItem("required_when", required == When ? row.Text("required") : "");
    }

    /// <summary>The row somebody typed; what stands inside it stays.</summary>
    internal static DraftRow Read(FormDraft draft, IReadOnlyDictionary<string, string> typed, DraftRow? before)
    {
        string Text(string field) => NfcText.Clean(typed.GetValueOrDefault(field, ""));
        var cells = DraftTables.SurveyColumns(draft.Languages).Select(column => KeyValuePair.Create(column, column switch
        {
            "type" when IsSelect(Text("type")) => $"{Text("type")} {Text("list")}".Trim(),
            "required" when Text("required") == When => Text("required_when"),
            "calculation" when Text("type") != "calculate" => "", // a field that is hidden for other types
            _ => Text(column),
        })).Where(cell => cell.Value.Length > 0);
        return new(cells.ToImmutableDictionary(), before?.Rows ?? []);
    }
}
