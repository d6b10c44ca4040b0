namespace ChiSo.Application.Surveys.Questionnaires;

/// <summary>The sheets and columns of a questionnaire's file.</summary>
internal static class XlsFormColumns
{
    public const string Survey = "survey";
    public const string Choices = "choices";
    public const string Settings = "settings";
    public const string Factors = "factors";

    /// <summary>What the types of groups begin with.</summary>
    public const string Begin = "begin_";

    /// <summary>Texts that may stand once for each language: <c>label::English (en)</c>.</summary>
    public static readonly string[] SurveyTexts = ["label", "hint", "required_message", "constraint_message"];

    public static readonly string[] SurveyPlain = ["type", "name", "required", "relevant", "constraint", "calculation", "choice_filter", "default", "appearance", "parameters", "repeat_count", "factor", "weight", "polarity", "core"];

    public static readonly string[] ChoicePlain = ["list_name", "name", "no_opinion", "worth"];

    public static readonly string[] SettingPlain = ["form_id", "version", "default_language", "scoring", "pooling", "level"];

    public static readonly string[] FactorPlain = ["code", "parent", "weight", "pooling"];

    /// <summary>The text and the language of a column; <c>null</c> for a column that is none of the texts.</summary>
    public static (string Text, string Language)? Split(string column, IReadOnlyCollection<string> texts)
    {
        var at = column.IndexOf("::", StringComparison.Ordinal);
        var (text, language) = at < 0 ? (column, "") : (column[..at].TrimEnd(), column[(at + 2)..].TrimStart());
        return texts.FirstOrDefault(known => string.Equals(known, text, StringComparison.OrdinalIgnoreCase)) is { } found ? (found, language) : null;
    }

    public static string Join(string text, string language) => language.Length == 0 ? text : $"{text}::{language}";
}
