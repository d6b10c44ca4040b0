using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;
using static ChiSo.Application.Surveys.OpenRosa.XFormNames;

namespace ChiSo.Application.Surveys.OpenRosa;

/// <summary>A survey as an ODK XForm (<c>https://getodk.github.io/xforms-spec/</c>), for ODK Collect, Enketo and their like. What comes back is checked by the questionnaire all the same.</summary>
public sealed class XFormWriter
{
    private readonly LiveSurvey survey;
    private readonly bool asksUnit;
    private readonly FormPaths paths;
    private readonly XFormTexts texts;
    private readonly HashSet<string> filtered;
    private readonly List<XElement> binds = [];
    private readonly List<XElement> lists = [];

    private XFormWriter(LiveSurvey survey, bool asksUnit)
    {
        (this.survey, this.asksUnit) = (survey, asksUnit);
        paths = new(survey.Form);
        texts = new(survey.Form);
        filtered = [.. survey.Form.Questions().SelectMany(question => question.ChoiceFilter?.Columns() ?? []).Where(column => column != "name")];
    }

    /// <param name="asksUnit">Whether the person says which unit they answer about.</param>
    public static XDocument Write(LiveSurvey survey, bool asksUnit) => new XFormWriter(survey, asksUnit).Write();

    /// <summary>The same as long as the survey asks and declares the same: what was filled in under another is no form of this survey.</summary>
    public static string VersionOf(LiveSurvey survey) => survey.Hash[..12];

    private XDocument Write()
    {
        var form = survey.Form;
        var data = new XElement(Forms + FormPaths.Root, new XAttribute("id", survey.Code), new XAttribute("version", VersionOf(survey)),
            asksUnit ? new XElement(Forms + FormPaths.Unit) : null, form.Items.SelectMany(Instance), new XElement(Meta + "meta", new XElement(Meta + "instanceID")));
        var body = new XElement(Html + "body", asksUnit ? UnitQuestion() : null, form.Items.SelectMany(Control));
        foreach (var list in form.Lists)
            lists.Add(List(list));
        binds.Add(new(Forms + "bind", new XAttribute("nodeset", $"/{FormPaths.Root}/orx:meta/orx:instanceID"), new XAttribute("type", "string"), new XAttribute("readonly", "true()"), new XAttribute(Rosa + "preload", "uid")));
        return new(new XElement(Html + "html", new XAttribute("xmlns", Forms), new XAttribute(XNamespace.Xmlns + "h", Html), new XAttribute(XNamespace.Xmlns + "jr", Rosa), new XAttribute(XNamespace.Xmlns + "orx", Meta),
            new XElement(Html + "head", new XElement(Html + "title", form.Title.In(form.DefaultLanguage)),
                new XElement(Forms + "model", new XAttribute(Meta + "xforms-version", "1.0.0"), texts.Write(), new XElement(Forms + "instance", data), lists, binds)),
            body));
    }

    /// <summary>The place of an item in the answers; what is filled in beforehand stands in it.</summary>
    private IEnumerable<XElement> Instance(FormItem item) => item switch
    {
        Section { Repeat: { } turns } repeat => [.. Count(repeat, turns), new XElement(Forms + repeat.Name, new XAttribute(Rosa + "template", ""), repeat.Items.SelectMany(Instance))],
        Section group => [new XElement(Forms + group.Name, group.Items.SelectMany(Instance))],
        Question question => [new XElement(Forms + question.Name, question.Default.Length > 0 && question.Kind != QuestionKind.Picture ? question.Default : null)],
        _ => [],
    };

    /// <summary>Form programs want the number of turns in a place of its own.</summary>
    private static IEnumerable<XElement> Count(Section repeat, Turns turns) => turns.Count is null ? [] : [new XElement(Forms + $"{repeat.Name}-count")];

    private IEnumerable<XElement> Control(FormItem item)
    {
        if (item.Relevant is not null || item is Question)
            binds.Add(Bind(item));
        return item switch
        {
            Question { Kind: QuestionKind.Calculate } => [],
            Question question => [XFormControls.Of(question, paths.Of(question.Name), path => XPathText.Of(path, paths.Of), texts)],
            Section section => [Group(section)],
            _ => [],
        };
    }

    private XElement Group(Section section)
    {
        var path = paths.Of(section.Name);
        var group = new XElement(Forms + "group", new XAttribute("ref", path), texts.Element("label", $"{path}:label", section.Label));
        if (section.Repeat is not { } turns)
        {
            group.Add(section.Items.SelectMany(Control));
            return group;
        }

        var repeat = new XElement(Forms + "repeat", new XAttribute("nodeset", path), section.Items.SelectMany(Control));
        if (turns.Count is { } count)
        {
            binds.Add(new(Forms + "bind", new XAttribute("nodeset", $"{path}-count"), new XAttribute("type", "int"), new XAttribute("calculate", XPathText.Of(count, paths.Of))));
            repeat.Add(new XAttribute(Rosa + "count", $"{path}-count"), new XAttribute(Rosa + "noAddRemove", "true()"));
        }

        group.Add(repeat);
        return group;
    }

    private XElement Bind(FormItem item)
    {
        var path = paths.Of(item.Name);
        var bind = new XElement(Forms + "bind", new XAttribute("nodeset", path));
        void Say(XName name, string? value) => bind.Add(value is null ? null : new XAttribute(name, value));
        Say("relevant", item.Relevant is { } relevant ? XPathText.Of(relevant, paths.Of) : null);
        if (item is not Question question)
            return bind;
        Say("type", TypeOf(question.Kind));
        Say("required", question.Required.Always ? "true()" : question.Required.When is { } when ? XPathText.Of(when, paths.Of) : null);
        Say("constraint", question.Constraint is { } constraint ? XPathText.Of(constraint, paths.Of) : null);
        Say("calculate", question.Calculation is { } calculation ? XPathText.Of(calculation, paths.Of) : null);
        Say(Meta + "max-pixels", question.Kind == QuestionKind.Picture ? Text(SentPicture.LongestSide) : null); // programs make it smaller before they send it
        Say("readonly", question.Kind == QuestionKind.Note ? "true()" : null);
        Say(Rosa + "constraintMsg", question.ConstraintMessage.IsEmpty ? null : texts.Add($"{path}:constraint", question.ConstraintMessage));
        Say(Rosa + "requiredMsg", question.RequiredMessage.IsEmpty ? null : texts.Add($"{path}:required", question.RequiredMessage));
        return bind;
    }

    private static string TypeOf(QuestionKind kind) => kind switch
    {
        QuestionKind.Whole => "int",
        QuestionKind.Number or QuestionKind.Range => "decimal",
        QuestionKind.Date => "date",
        QuestionKind.Time => "time",
        QuestionKind.Picture => "binary",
        _ => "string",
    };

    private XElement List(ChoiceList list) => new(Forms + "instance", new XAttribute("id", list.Name), new XElement(Forms + "root", list.Choices.Select(choice =>
    {
        var key = $"choice:{list.Name}:{choice.Name}";
        texts.Add(key, choice.Label);
        return new XElement(Forms + "item", new XElement(Forms + "itextId", key), new XElement(Forms + "name", choice.Name),
            choice.Columns.Where(column => filtered.Contains(column.Key)).Select(column => new XElement(Forms + column.Key, column.Value)));
    })));

    private XElement UnitQuestion()
    {
        var path = $"/{FormPaths.Root}/{FormPaths.Unit}";
        binds.Add(new(Forms + "bind", new XAttribute("nodeset", path), new XAttribute("type", "string"), new XAttribute("required", "true()")));
        return new(Forms + "select1", new XAttribute("ref", path), new XAttribute("appearance", "minimal"), texts.Element("label", "unit:label", UnitLabel(survey.Form.Languages)),
            survey.Declaration.Units.Select(unit => new XElement(Forms + "item", new XElement(Forms + "label", unit.Name), new XElement(Forms + "value", unit.Code))));
    }

    private static Translated UnitLabel(ImmutableArray<string> languages) => new(languages.ToImmutableSortedDictionary(language => language, language =>
        language.EndsWith("(en)", StringComparison.Ordinal) ? "Which office are you answering about?"
        : language.EndsWith("(km)", StringComparison.Ordinal) ? "តើអ្នកឆ្លើយអំពីស្ថាប័នណា?" : "Ông/Bà trả lời về cơ quan nào?", StringComparer.Ordinal));

    /// <summary>As XForms write numbers.</summary>
    internal static string Text(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);
}
