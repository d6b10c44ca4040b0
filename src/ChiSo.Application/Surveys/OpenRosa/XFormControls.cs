using System.Xml.Linq;
using ChiSo.Application.Surveys.Expressions;
using ChiSo.Application.Surveys.Questionnaires;
using static ChiSo.Application.Surveys.OpenRosa.XFormNames;

namespace ChiSo.Application.Surveys.OpenRosa;

/// <summary>What a person sees of a question in an XForm.</summary>
internal static class XFormControls
{
    /// <param name="xpath">An expression as XPath.</param>
    public static XElement Of(Question question, string path, Func<FormExpression, string> xpath, XFormTexts texts)
    {
        var control = new XElement(Forms + NameOf(question.Kind), new XAttribute("ref", path), question.Appearance.Length > 0 ? new XAttribute("appearance", question.Appearance) : null);
        if (question.Kind == QuestionKind.Picture)
            control.Add(new XAttribute("mediatype", "image/*"));
        if (question.Range is { } range)
            control.Add(new XAttribute("start", XFormWriter.Text(range.Start)), new XAttribute("end", XFormWriter.Text(range.End)), new XAttribute("step", XFormWriter.Text(range.Step)));
        control.Add(texts.Element("label", $"{path}:label", question.Label));
        if (!question.Hint.IsEmpty)
            control.Add(texts.Element("hint", $"{path}:hint", question.Hint));
        if (question.List is { } list)
        {
            var filter = question.ChoiceFilter is { } only ? $"[{xpath(only)}]" : "";
            control.Add(new XElement(Forms + "itemset", new XAttribute("nodeset", $"instance('{list}')/root/item{filter}"),
                new XElement(Forms + "value", new XAttribute("ref", "name")), new XElement(Forms + "label", new XAttribute("ref", "jr:itext(itextId)"))));
        }

        return control;
    }

    private static string NameOf(QuestionKind kind) => kind switch
    {
        QuestionKind.SelectOne => "select1",
        QuestionKind.SelectMultiple => "select",
        QuestionKind.Range => "range",
        QuestionKind.Acknowledge => "trigger",
        QuestionKind.Picture => "upload",
        _ => "input",
    };
}
