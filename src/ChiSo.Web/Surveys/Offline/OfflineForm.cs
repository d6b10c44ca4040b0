using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Expressions;
using ChiSo.Application.Surveys.Questionnaires;

namespace ChiSo.Web.Surveys.Offline;

/// <summary>A survey as a browser keeps it to be filled in without a network: the questions with their expressions as trees, and what the pages say around them. Holds nothing of whom it is shown to.</summary>
internal static class OfflineForm
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <param name="today">Kept along: the device's own clock may be years behind.</param>
    public static JsonObject Write(LiveSurvey survey, DateOnly today) => new()
    {
        ["code"] = survey.Code,
        ["hash"] = survey.Hash,
        ["title"] = Texts(survey.Form.Title),
        ["languages"] = new JsonArray([.. survey.Form.Languages.Select(language => (JsonNode)new JsonObject { ["name"] = language, ["code"] = AnswerWords.CodeOf(language), ["shown"] = AnswerWords.NameOf(language) })]),
        ["default"] = survey.Form.DefaultLanguage,
        ["day"] = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["asker"] = Plain(survey.Declaration.Asker),
        ["decision"] = survey.Declaration.Decision,
        ["purpose"] = Plain(survey.Declaration.Purpose),
        ["minutes"] = survey.Declaration.Minutes,
        ["hurriedBelow"] = (long)Hurry.Below(survey.Declaration).TotalMilliseconds,
        ["telephone"] = survey.Declaration.Telephone,
        ["consent"] = Plain(survey.Declaration.Consent.Text),
        ["isOpen"] = survey.Declaration.Access == SurveyAccess.Anybody,
        ["units"] = new JsonArray([.. survey.Declaration.Units.Select(unit => (JsonNode)new JsonObject { ["code"] = unit.Code, ["name"] = unit.Name })]),
        ["mostTurns"] = Filling.MostTurns,
        ["items"] = Items(survey.Form.Items),
        ["screens"] = new JsonArray([.. Screen.Of(survey.Form, survey.Declaration.Display).Select(screen => (JsonNode)new JsonObject
        {
            ["title"] = screen.Title?.Name, ["items"] = new JsonArray([.. screen.Items.Select(item => (JsonNode)item.Name)]),
        })]),
        ["lists"] = new JsonObject(survey.Form.Lists.Select(list => KeyValuePair.Create(list.Name, (JsonNode?)new JsonArray([.. list.Choices.Select(Choice)])))),
        ["words"] = new JsonObject(survey.Form.Languages.Select(AnswerWords.CodeOf).Distinct().Select(code => KeyValuePair.Create(code, (JsonNode?)Words(code)))),
    };

    private static JsonArray Items(ImmutableArray<FormItem> items) => [.. items.Select(item => (JsonNode)Item(item))];

    private static JsonObject Item(FormItem item)
    {
        var written = new JsonObject { ["name"] = item.Name, ["label"] = Texts(item.Label), ["relevant"] = Tree(item.Relevant), ["appearance"] = item.Appearance };
        if (item is Section section)
        {
            written["items"] = Items(section.Items);
            written["repeat"] = section.Repeat is { } turns ? new JsonObject { ["count"] = Tree(turns.Count) } : null;
        }

        if (item is not Question question)
            return written;
        written["kind"] = JsonNamingPolicy.CamelCase.ConvertName(question.Kind.ToString());
        written["hint"] = Texts(question.Hint);
        written["required"] = !question.IsTyped ? null : question.Required.Always ? JsonValue.Create(true) : Tree(question.Required.When);
        written["requiredMessage"] = Texts(question.RequiredMessage);
        written["constraint"] = Tree(question.Constraint);
        written["constraintMessage"] = Texts(question.ConstraintMessage);
        written["calculation"] = Tree(question.Calculation);
        written["list"] = question.List;
        written["choiceFilter"] = Tree(question.ChoiceFilter);
        written["default"] = question.Kind == QuestionKind.Picture ? "" : question.Default;
        written["range"] = question.Range is { } range ? new JsonArray(range.Start, range.End, range.Step) : null;
        return written;
    }

    private static JsonObject Choice(Choice choice) => new() { ["name"] = choice.Name, ["label"] = Texts(choice.Label), ["columns"] = Plain(choice.Columns) };

    private static JsonArray? Tree(FormExpression? expression) => expression is null ? null : Tree(expression.Root);

    /// <summary>A node as a list: its kind, then its parts.</summary>
    internal static JsonArray Tree(ExpressionNode node) => node switch
    {
        ExpressionNode.Number number => ["number", number.Value],
        ExpressionNode.Text text => ["text", text.Value],
        ExpressionNode.Reference reference => ["answer", reference.Name],
        ExpressionNode.Column column => ["column", column.Name],
        ExpressionNode.Self => ["self"],
        ExpressionNode.Position => ["position"],
        ExpressionNode.Negate negate => ["negate", Tree(negate.Operand)],
        ExpressionNode.Binary binary => ["binary", binary.Operator, Tree(binary.Left), Tree(binary.Right)],
        ExpressionNode.Call call => ["call", call.Function, new JsonArray([.. call.Arguments.Select(argument => (JsonNode)Tree(argument))])],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static JsonObject Words(string code)
    {
        var words = JsonSerializer.SerializeToNode(AnswerWords.In($"({code})"), Options)!.AsObject(); // never null: a record
        foreach (var (name, text) in JsonSerializer.SerializeToNode(OfflineWords.In(code), Options)!.AsObject().ToList()) // likewise
            words[name] = text?.DeepClone();
        return words;
    }

    private static JsonObject Texts(Translated text) => Plain(text.Texts);

    private static JsonObject Plain(IEnumerable<KeyValuePair<string, string>> texts) => new(texts.Select(text => KeyValuePair.Create(text.Key, (JsonNode?)text.Value)));
}
