using System.Collections.Immutable;
using ChiSo.Application.Surveys.Editing;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;
using ChiSo.Web.Language;

namespace ChiSo.Web.Surveys.Questionnaires;

/// <summary>Rows of a questionnaire in the language of whoever reads.</summary>
public static class FormWords
{
    private static readonly HashSet<string> Known = [.. QuestionForm.OfQuestion, .. QuestionForm.OfChecks, .. QuestionForm.OfIndex, .. QuestionForm.OfRepeat, "code", "no_opinion", "worth", "version", "form_title", "default_language", "scoring", "pooling", "level"];

    public static string TitleOf(FormDraft draft, Texts texts) => new DraftRow(draft.Settings, []).Said("form_title", LanguageOf(draft, texts)) is { Length: > 0 } title ? title : draft.Code;

    /// <summary>The label of a row; its name where it has none.</summary>
    public static string LabelOf(FormDraft draft, DraftRow row, Texts texts) => row.Said("label", LanguageOf(draft, texts)) is { Length: > 0 } label ? label : row.Name;

    public static string FactorOf(FormDraft draft, IReadOnlyDictionary<string, string> factor, Texts texts) =>
        factor.GetValueOrDefault("label::" + LanguageOf(draft, texts)) ?? factor.GetValueOrDefault("label") ?? factor.GetValueOrDefault("code", "");

    /// <summary>The place of a problem as people know it: a row by its label, a column by its name.</summary>
    public static string PlaceOf(FormDraft draft, Problem problem, Texts texts)
    {
        var row = DraftTree.Find(draft.Rows, DraftChecks.RowOf(problem));
        var column = DraftChecks.ColumnOf(problem).Split("::")[0];
        var name = row is null ? DraftChecks.RowOf(problem).TrimStart('/') : LabelOf(draft, row, texts);
        return column.Length == 0 ? name : $"{name} – {FieldOf(column, texts)}";
    }

    /// <summary>Where a problem is mended.</summary>
    public static string AddressOf(FormDraft draft, Problem problem) => DraftChecks.RowOf(problem).Split('/') switch
    {
        ["", "factors", ..] => FormAddress.OfFactors(draft.Code),
        ["", "settings", ..] => FormAddress.OfSettings(draft.Code),
        ["", "survey", ..] or ["", "choices"] => FormAddress.Of(draft.Code),
        ["", var list, _] => FormAddress.OfList(draft.Code, list),
        [var row] when DraftTree.Find(draft.Rows, row) is not null => FormAddress.OfRow(draft.Code, row),
        _ => FormAddress.Of(draft.Code),
    };

    /// <summary>The words of a field; a column of the province's own is called what it is.</summary>
    public static string FieldOf(string column, Texts texts) => Known.Contains(column) ? texts["Qn_F_" + column] : column;

    /// <summary>What a part of the index's formula may be, in words; the first goes without saying. Empty for other columns.</summary>
    public static ImmutableArray<(string Code, string Words)> FormulaOf(string column, Texts texts) => [.. IndexFormula.Codes(column).Select((code, at) => (at == 0 ? "" : code, texts["Qn_V_" + code]))];

    private static string LanguageOf(FormDraft draft, Texts texts) =>
        draft.Languages.FirstOrDefault(language => language.EndsWith(texts.Tongue == Tongue.English ? "(en)" : "(vi)", StringComparison.Ordinal)) ?? draft.Languages[0];
}
