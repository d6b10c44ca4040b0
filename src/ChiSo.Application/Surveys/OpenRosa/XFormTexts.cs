using System.Xml.Linq;
using ChiSo.Application.Surveys.Questionnaires;
using static ChiSo.Application.Surveys.OpenRosa.XFormNames;

namespace ChiSo.Application.Surveys.OpenRosa;

/// <summary>The texts of an XForm, by language and key; elements refer to them.</summary>
internal sealed class XFormTexts(Questionnaire form)
{
    private readonly List<(string Key, Translated Text)> texts = [];

    /// <summary>A reference to a text.</summary>
    public string Add(string key, Translated text)
    {
        texts.Add((key, text));
        return $"jr:itext('{key}')";
    }

    /// <summary>An element that shows a text.</summary>
    public XElement Element(string name, string key, Translated text) => new(Forms + name, new XAttribute("ref", Add(key, text)));

    /// <summary>Every text in every language of the questionnaire, the default one first.</summary>
    public XElement Write() => new(Forms + "itext", form.Languages.OrderBy(language => language != form.DefaultLanguage).Select(language =>
        new XElement(Forms + "translation", new XAttribute("lang", language.Length == 0 ? "default" : language), language == form.DefaultLanguage ? new XAttribute("default", "true()") : null,
            texts.Select(text => new XElement(Forms + "text", new XAttribute("id", text.Key), new XElement(Forms + "value", text.Text.In(language)))))));
}

/// <summary>Names of the XML of ODK XForms.</summary>
internal static class XFormNames
{
    public static XNamespace Forms { get; } = "http://www.w3.org/2002/xforms";

    public static XNamespace Html { get; } = "http://www.w3.org/1999/xhtml";

    public static XNamespace Rosa { get; } = "http://openrosa.org/javarosa";

    public static XNamespace Meta { get; } = "http://openrosa.org/xforms";
}
