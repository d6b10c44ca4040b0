using System.Collections.Immutable;
using ChiSo.Application.Surveys.Questionnaires;

namespace ChiSo.Application.Surveys.Editing;

/// <summary>The languages of a questionnaire: added, taken away, put in another order.</summary>
public static class DraftLanguages
{
    private static readonly string[] Texts = [.. XlsFormColumns.SurveyTexts, "form_title"];

    /// <summary>Those the answer pages speak, as columns name them.</summary>
    public static ImmutableArray<string> Spoken { get; } = ["Tiếng Việt (vi)", "English (en)", "ភាសាខ្មែរ (km)"];

    /// <summary>The draft in these languages. A text without language becomes one of the first; texts of a language that is left out are removed.</summary>
    internal static FormDraft Change(FormDraft draft, ImmutableArray<string> languages)
    {
        ImmutableDictionary<string, string> Cells(ImmutableDictionary<string, string> cells) => cells.Select(cell => Renamed(cell, languages)).OfType<KeyValuePair<string, string>>().ToImmutableDictionary();
        DraftRow Row(DraftRow row) => new(Cells(row.Cells), [.. row.Rows.Select(Row)]);
        return new(languages, Cells(draft.Settings), [.. draft.Rows.Select(Row)], [.. draft.Lists.Select(list => list with { Rows = [.. list.Rows.Select(Cells)] })], [.. draft.Factors.Select(Cells)]);
    }

    private static KeyValuePair<string, string>? Renamed(KeyValuePair<string, string> cell, ImmutableArray<string> languages) => XlsFormColumns.Split(cell.Key, Texts) switch
    {
        null => cell,
        var (text, language) when language.Length == 0 => new(XlsFormColumns.Join(text, languages[0]), cell.Value),
        var (_, language) => languages.Contains(language) ? cell : null,
    };
}
