using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;
using static ChiSo.Application.Surveys.Collection.PrintedTexts;

namespace ChiSo.Application.Surveys.Paper;

/// <summary>One numbered form, as a part of a page.</summary>
internal sealed class PaperSheet
{
    /// <summary>Scales of more steps get a line to write on.</summary>
    private const int MostSteps = 11;

    /// <summary>Lists of more choices stand below their question, not in a grid.</summary>
    private const int MostColumns = 7;

    private readonly LiveSurvey survey;
    private readonly RatedUnit about;
    private readonly string number;
    private readonly ImmutableArray<PaperWords> words;
    private readonly StringBuilder html;
    private readonly ImmutableDictionary<string, int> numbers;

    public PaperSheet(LiveSurvey survey, RatedUnit about, string number, ImmutableArray<PaperWords> words, StringBuilder html)
    {
        (this.survey, this.about, this.number, this.words, this.html) = (survey, about, number, words, html);
        numbers = Form.Questions().Where(question => question.IsAsked).Select((question, at) => KeyValuePair.Create(question.Name, at + 1)).ToImmutableDictionary(StringComparer.Ordinal);
    }

    private Questionnaire Form => survey.Sheet;

    public void Write()
    {
        Add($"<table class=\"form\"><thead><tr><td>{Encode(words[0].Number)} <span class=\"number\">{Encode(number)}</span></td></tr></thead><tbody><tr><td>\n<h1>{Both(word => In(Form, Form.Title, word.Code))}</h1>\n");
        WriteFacts();
        WriteAll(Form.Items);
        Add($"</td></tr></tbody></table>\n");
    }

    private void WriteFacts()
    {
        var declared = survey.Declaration;
        Add($"<div class=\"facts\">");
        foreach (var (at, word) in words.Index())
        {
            var unit = at == 0 ? $"<b>{word.About}: {Encode(about.Name)}.</b> " : "";
            var minutes = string.Format(CultureInfo.InvariantCulture, word.Minutes, declared.Minutes);
            Add($"<p lang=\"{word.Code}\">{unit}{word.Asks}: {Encode(In(declared.Asker, word.Code))}. {word.Decision}: {Encode(declared.Decision)}. {word.Purpose}: {Encode(In(declared.Purpose, word.Code))} {minutes}. {word.Telephone}: {Encode(declared.Telephone)}.</p>");
            Add($"<p lang=\"{word.Code}\">{Encode(In(declared.Consent.Text, word.Code))} {word.Promise} <b>{word.HowTo}</b></p>");
        }

        Add($"</div>\n");
    }

    private void WriteAll(ImmutableArray<FormItem> items)
    {
        for (var at = 0; at < items.Length; at++)
        {
            var grid = GridFrom(items, at);
            if (grid.Length > 1)
            {
                WriteGrid(grid);
                at += grid.Length - 1;
            }
            else
            {
                Write(items[at]);
            }
        }
    }

    private void Write(FormItem item)
    {
        switch (item)
        {
            case Section section when ReferenceEquals(section, RatedBlock.Of(Form)):
                foreach (var unit in survey.Declaration.RatedBy(about.Code))
                    WriteSection(section, $"{Encode(unit.Name)} <span class=\"number\">{Encode(PaperOrder.PartOf(number, unit))}</span>");
                break;
            case Section section:
                WriteSection(section, Both(word => In(Form, section.Label, word.Code)));
                break;
            case Question { Kind: QuestionKind.Note } note:
                Add($"<p class=\"question\">{Both(word => In(Form, note.Label, word.Code))}{Only(note)}</p>\n");
                break;
            case Question { IsAsked: true } question:
                Add($"<div class=\"question\">{Asked(question)}{Answers(question)}</div>\n");
                break;
        }
    }

    private void WriteSection(Section section, string heading)
    {
        if (heading.Length > 0)
            Add($"<h2>{heading}</h2>\n");
        if (Only(section) is { Length: > 0 } only)
            Add($"<p>{only}</p>\n");
        WriteAll(section.Items);
    }

    private void WriteGrid(ReadOnlySpan<Question> questions)
    {
        var codes = PaperCodes.Of(Form, questions[0]);
        Add($"<table class=\"grid\"><thead><tr><th></th>{string.Concat(codes.Select(one => $"<th>{Both(word => In(Form, one.Choice.Label, word.Code))}</th>"))}</tr></thead><tbody>\n");
        foreach (var question in questions)
            Add($"<tr><th>{Asked(question)}</th>{string.Concat(codes.Select(one => $"<td><span class=\"code\">{Encode(one.Code)}</span></td>"))}</tr>\n");
        Add($"</tbody></table>\n");
    }

    /// <summary>Questions from here on that stand under each other with the same short list.</summary>
    private Question[] GridFrom(ImmutableArray<FormItem> items, int at)
    {
        if (items[at] is not Question { Kind: QuestionKind.SelectOne, ChoiceFilter: null, List: { } list } || Form.List(list)?.Choices.Length is not <= MostColumns)
            return [];
        return [.. items.Skip(at).TakeWhile(item => item is Question { Kind: QuestionKind.SelectOne, ChoiceFilter: null } question && question.List == list).Cast<Question>()];
    }

    private string Asked(Question question) =>
        $"<span class=\"asked\">{numbers[question.Name]}. {Both(word => In(Form, question.Label, word.Code) + (question.Kind == QuestionKind.SelectMultiple ? $" ({word.Several})" : ""))}</span>{Hint(question)}{Only(question)}";

    private string Hint(Question question) => question.Hint.IsEmpty ? "" : $"<span class=\"hint\">{Both(word => In(Form, question.Hint, word.Code))}</span>";

    private string Only(FormItem item)
    {
        var said = words.Select(word => new PaperConditions(Form, numbers, word).Say(item.Relevant)).ToList();
        return said[0].Length == 0 ? "" : $" <span class=\"only\">{string.Join(" · ", said.Select(Encode))}.</span>";
    }

    private string Answers(Question question) => question.Kind switch
    {
        QuestionKind.SelectOne or QuestionKind.SelectMultiple => Choices(PaperCodes.Of(Form, question).Select(one => (one.Code, Both(word => In(Form, one.Choice.Label, word.Code))))),
        QuestionKind.Acknowledge => Choices([(PaperCodes.Acknowledged, "")]),
        QuestionKind.Range when question.Range is { } range && ((range.End - range.Start) / range.Step) + 1 <= MostSteps => Choices(Steps(range).Select(step => (step, ""))),
        QuestionKind.Range when question.Range is { } range => $"<div>{Both(word => string.Format(CultureInfo.InvariantCulture, word.Between, range.Start, range.End))}</div><div class=\"line short\"></div>",
        QuestionKind.Picture => $"<span class=\"hint\">{Both(word => word.Picture)}</span>",
        QuestionKind.Text => "<div class=\"line\"></div><div class=\"line\"></div>",
        _ => "<div class=\"line short\"></div>",
    };

    private static IEnumerable<string> Steps(NumberRange range)
    {
        for (var step = range.Start; step <= range.End; step += range.Step)
            yield return step.ToString(CultureInfo.InvariantCulture);
    }

    private static string Choices(IEnumerable<(string Code, string Label)> choices) => $"<div class=\"choices\">{string.Concat(choices.Select(one => $"<span><span class=\"code\">{Encode(one.Code)}</span>{one.Label}</span>"))}</div>";

    /// <summary>A text in the first language and, where it differs, in the second below it; empty where there is none.</summary>
    private string Both(Func<PaperWords, string> text)
    {
        var said = words.Select(word => (word.Code, Text: text(word))).Where(one => one.Text.Length > 0).DistinctBy(one => one.Text).ToList();
        return string.Concat(said.Select((one, at) => at == 0 ? Encode(one.Text) : $"<span class=\"also\" lang=\"{one.Code}\">{Encode(one.Text)}</span>"));
    }

    private void Add(FormattableString text) => html.Append(text.ToString(CultureInfo.InvariantCulture));
}
