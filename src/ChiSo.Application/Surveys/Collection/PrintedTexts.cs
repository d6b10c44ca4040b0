using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using ChiSo.Application.Surveys.Questionnaires;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Texts of a survey on paper, by the code of their language.</summary>
internal static class PrintedTexts
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Encode(string text) => Encoder.Encode(text);

    /// <summary>In Vietnamese, or any, where it is not translated.</summary>
    public static string In(ImmutableSortedDictionary<string, string> texts, string code) => texts.GetValueOrDefault(code) ?? texts.GetValueOrDefault("vi") ?? texts.Values.First();

    public static string In(Questionnaire form, Translated text, string code) => text.In(form.LanguageOf(code));
}
