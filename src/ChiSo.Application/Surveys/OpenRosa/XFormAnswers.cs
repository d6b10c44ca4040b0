using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.OpenRosa;

/// <summary>Answers as a form program hands them in.</summary>
/// <param name="Instance">The number the program gave this form, the same when it sends it twice.</param>
/// <param name="Unit">The unit the person chose; empty when the form did not ask.</param>
/// <param name="Typed">By the text of an <see cref="AnswerKey"/>.</param>
public sealed record XFormAnswers(string Instance, string Unit, ImmutableDictionary<string, string> Typed)
{
    private const int MostLetters = 1_000_000;

    /// <summary>Reads what was handed in for this survey. A document type, and with it every external entity, is refused, and so is a form made of other questions; what the questionnaire doesn't know is passed over.</summary>
    public static Result<XFormAnswers> Read(LiveSurvey survey, Stream xml)
    {
        XElement? data;
        try
        {
            using var reader = XmlReader.Create(xml, new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostLetters });
            data = XDocument.Load(reader).Root;
        }
        catch (XmlException)
        {
            return Unreadable(survey.Code);
        }

        if (data is null || (string?)data.Attribute("id") != survey.Code)
            return Unreadable(survey.Code);
        if (data.Attribute("version") is { } version && version.Value != XFormWriter.VersionOf(survey))
            return OtherVersion(survey.Code);
        var instance = Child(data, "meta") is { } meta ? Child(meta, "instanceID")?.Value.Trim() ?? "" : "";
        if (instance.Length is 0 or > 200)
            return Unreadable(survey.Code);
        var typed = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        Collect(survey.Form.Items, data, turn: 0, typed);
        return new XFormAnswers(instance, Child(data, FormPaths.Unit)?.Value.Trim() ?? "", typed.ToImmutable());
    }

    private static void Collect(IEnumerable<FormItem> items, XElement above, int turn, ImmutableDictionary<string, string>.Builder typed)
    {
        foreach (var item in items)
        {
            switch (item)
            {
                case Section { Repeat: not null } repeat:
                    var turns = above.Elements().Where(element => element.Name.LocalName == repeat.Name).Take(Filling.MostTurns).ToList();
                    typed[repeat.Name] = turns.Count.ToString(CultureInfo.InvariantCulture);
                    foreach (var (at, one) in turns.Index())
                        Collect(repeat.Items, one, at + 1, typed);
                    break;
                case Section group when Child(above, group.Name) is { } inner:
                    Collect(group.Items, inner, turn, typed);
                    break;
                case Question question when Child(above, question.Name) is { Value.Length: > 0 } element:
                    typed[new AnswerKey(question.Name, turn).ToString()] = question.Kind == QuestionKind.Time ? Clock(element.Value) : element.Value;
                    break;
            }
        }
    }

    /// <summary>Form programs add seconds and a time zone to what the person chose.</summary>
    private static string Clock(string value) => value.Length >= 5 ? value[..5] : value;

    private static XElement? Child(XElement above, string name) => above.Elements().FirstOrDefault(element => element.Name.LocalName == name);

    private static Problem OtherVersion(string code) => new("survey.xform-version", code,
        new("Phiếu làm theo bản mẫu khác với bản của cuộc khảo sát.", "The form was made from another version of the survey's form than the one that is asked."), new("Tải lại mẫu phiếu trong ứng dụng rồi nhập lại câu trả lời vào mẫu mới; phiếu đã làm vẫn nằm trong ứng dụng.", "Get the form anew in the app and enter the answers in the new form; the old one stays in the app."));

    private static Problem Unreadable(string code) => new("survey.xform-unreadable", code,
        new("Không đọc được phiếu điện tử gửi lên, hoặc phiếu thuộc cuộc khảo sát khác.", "The form handed in can't be read, or belongs to another survey."), new("Tải lại mẫu phiếu trong ứng dụng rồi gửi lại.", "Get the form anew in the app and send again."));
}
