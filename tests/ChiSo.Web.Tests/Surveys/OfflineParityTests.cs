using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Expressions;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Vietnamese;
using ChiSo.Web.Surveys.Offline;
using ChiSo.Web.Tests.House;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>The browser without a network asks, offers, computes and refuses what the server would: the same modules, run by Node.js.</summary>
public sealed class OfflineParityTests
{
    private const string Rich = """
        type,name,label,relevant,constraint,required,calculation,choice_filter,repeat_count
        integer,age,Age,,. >= 0 and . <= 120,yes,,,
        select_one region,region,Region,,,yes,,,
        select_one town,town,Town,${region} != '',,,,area = ${region},
        select_multiple region,seen,Seen,,count-selected(.) <= 1,,,,
        begin repeat,visit,Visit,${age} > 17,,,,,
        decimal,cost,Cost,,. > 0,,,,
        text,why,Why,${cost} > 100,regex(. ; '[a-z ]+'),position(..) > 1,,,
        end repeat,,,,,,,,
        calculate,total,,,,,round(sum(${cost}) * 1.1; 1),,
        note,sum_note,Total,${total} > 5,,,,,
        date,day,Day,,. <= today(),,,,
        text,reason,Reason,count(${visit}) > 1 or selected(${seen}; 'n'),string-length(.) < 6,${total} > 50,,,
        """;

    private static readonly string[] Expressions =
    [
        "1 + 2 * 3", "-2 - -3", "7 div 2", "-7 mod 2", "0.1 + 0.2", "1 div 0", "${age} >= 18 and ${age} < 60", "${age} = '35.0'", "${age} = 35.0", "${none} < 5", "not(${none})", "1 = 1 or 1 div 0 > 2",
        "selected(${colours}, 'blue')", "selected(${colours}, 'blu')", "selected-at(${colours}, 1)", "selected-at(${colours}, 9)", "count-selected(${none})", "sum(${costs})", "min(${costs})", "max(${none})", "count(${costs})",
        "count-non-empty(${costs})", "join('-', ${costs})", "if(${age} > 30, 'old', 'young')", "coalesce(${none}, ${age})", "string-length(${name})", "concat('a', 1 + 1, \"b\", ${costs})", "contains(${name}, 'Văn')",
        "starts-with(${name}, 'Lê')", "regex('0901', '[0-9]{4}')", "regex('09012', '[0-9]{4}')", "round(2.5) + round(-2.5)", "round(1.255, 1)", "round(1234, -2)", "int(-2.7)", "abs(-3)", "floor(-2.1)", "ceiling(2.1)",
        "boolean(0)", "boolean('0')", "number('x') = number('x')", "${day} + 1", "${day} < today()", "today()", ". * 2", "position(..) = 2", "string(1 = 1)", "true() and false() or true()", "1000000 * 1000000", "1 div 3", "${costs} = '10'",
    ];

    [Fact]
    public async Task A_questionnaire_means_the_same_in_the_browser_as_on_the_server()
    {
        var forms = new[] { Shipped(), Written() };
        var random = new Random(20261129);
        var cases = forms.Select(survey => Enumerable.Range(0, 300).Select(_ => Typed(survey.Form, random)).ToList()).ToList();
        var trees = Expressions.Select(text => FormExpression.Parse(text, "A1", allowColumns: true)).Select(parsed => parsed.TryGet(out var read) ? read : throw new InvalidOperationException(parsed.Problems[0].What.En)).ToList();
        var input = new JsonObject
        {
            ["forms"] = new JsonArray([.. forms.Select((survey, at) => (JsonNode)new JsonObject { ["form"] = OfflineForm.Write(survey, DateOnly.MinValue), ["cases"] = JsonSerializer.SerializeToNode(cases[at]) })]),
            ["expressions"] = new JsonArray([.. trees.Select(tree => (JsonNode)OfflineForm.Tree(tree.Root))]),
        };
        var output = JsonNode.Parse(await RunAsync(input.ToJsonString()))!; // the script writes an object

        foreach (var (at, survey) in forms.Index())
        {
            foreach (var (number, typed) in cases[at].Index())
                output["forms"]![at]![number]!.GetValue<string>().ShouldBe(Filled(survey.Form, typed), JsonSerializer.Serialize(typed)); // as many as were asked for
        }

        output["days"]!.AsArray().Select(day => day!.GetValue<string>()).ShouldBe([VietnamTime.Today(TimeProvider.System).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), "2999-12-31"], "no day is before the one the form was fetched on"); // the script writes it
        foreach (var (at, tree) in trees.Index())
            output["expressions"]![at]!.GetValue<string>().ShouldBe(tree.Compute(Scope).AsText(), tree.Source); // likewise
    }

    private static ExpressionScope Scope => new(
        name => name switch { "age" => ["35"], "none" => [""], "colours" => ["red blue"], "day" => ["2026-03-01"], "costs" => ["10", "", "2.5"], _ => ["Lê Văn"] }, new(2026, 11, 29))
    {
        Self = "7", Position = 2, Columns = ImmutableDictionary<string, string>.Empty.Add("name", "hue"),
    };

    private static string Filled(Questionnaire form, Dictionary<string, string> typed)
    {
        var filling = new Filling(form, typed, VietnamTime.Today(TimeProvider.System));
        var faults = FillingChecks.Faults(filling).Select(fault => fault.Key.ToString()).ToHashSet(StringComparer.Ordinal);
        var asked = filling.Asked().Where(one => one.Question.Kind != QuestionKind.Calculate).Select(one => (Key: new AnswerKey(one.Question.Name, one.Turn).ToString(), Value: filling.Value(one.Question, one.Turn)))
            .Select(one => $"{one.Key}={one.Value}{(faults.Contains(one.Key) ? " !" : "")}");
        var computed = form.Questions().Where(question => question.Kind == QuestionKind.Calculate).Select(question => $"{question.Name}={filling.Value(question, 0)}");
        return string.Join("; ", asked.Concat(computed));
    }

    /// <summary>Answers as people and others may type them.</summary>
    private static Dictionary<string, string> Typed(Questionnaire form, Random random)
    {
        string One(params string[] from) => from[random.Next(from.Length)];
        string Choice(Question question) => form.List(question.List)!.Choices[random.Next(form.List(question.List)!.Choices.Length)].Name; // a select has a list
        var typed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var repeat in form.All().OfType<Section>().Where(section => section.Repeat is not null))
            typed[repeat.Name] = One("1", "2", "3");
        foreach (var question in form.Questions().Where(question => question.IsAsked))
        {
            foreach (var turn in form.All().OfType<Section>().Any(section => section.Repeat is not null && section.All().Contains(question)) ? [1, 2, 3] : (int[])[0])
            {
                var value = question.Kind switch
                {
                    QuestionKind.SelectOne => One("", Choice(question), Choice(question), "khác"),
                    QuestionKind.SelectMultiple => One("", Choice(question), $"{Choice(question)} {Choice(question)}".Split(' ') is [var a, var b] && a != b ? $"{a} {b}" : ""),
                    QuestionKind.Whole or QuestionKind.Number or QuestionKind.Range => One("", "0", "5", "17", "42", "1,50", "abc", "-3", "1.250", "1e3", " 7 ", "120,0"),
                    QuestionKind.Date => One("", "2026-01-31", "1999-02-03", "2999-01-01"),
                    QuestionKind.Acknowledge => One("", "OK"),
                    _ => One("", "ngắn", "một câu trả lời dài", "x", "abc def"),
                };
                typed[new AnswerKey(question.Name, turn).ToString()] = value.Trim();
            }
        }

        return typed;
    }

    private static LiveSurvey Shipped()
    {
        DeclarationFile.Read(Repository.PathOf("data/questionnaires/example-survey.json")).TryGet(out var example).ShouldBeTrue();
        return new(Guid.NewGuid(), example!.Declaration, example.Form, new('0', 64), IsClosed: false); // read just above
    }

    private static LiveSurvey Written()
    {
        var folder = Directory.CreateTempSubdirectory("chiso-offline-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "survey.csv"), Quoted(Rich));
            File.WriteAllText(Path.Combine(folder, "choices.csv"), "list_name,name,label,area\nregion,n,North,\nregion,s,South,\ntown,a,A,n\ntown,b,B,s\ntown,c,C,s\n");
            File.WriteAllText(Path.Combine(folder, "settings.csv"), "form_id,version,form_title\nrich,1,Rich\n");
            var read = XlsFormReader.Read(folder);
            read.TryGet(out var form).ShouldBeTrue(string.Join('\n', read.Problems));
            return Shipped() with { Form = form! }; // read just above
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Every cell in quotes, so that arguments are parted by the comma expressions use.</summary>
    private static string Quoted(string text) =>
        string.Join('\n', text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(',', line.Split(',').Select(cell => $"\"{cell.Trim().Replace(';', ',')}\""))));

    private static async Task<string> RunAsync(string input)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, input);
            using var node = Process.Start(new ProcessStartInfo("node", [Repository.PathOf("tests/ChiSo.Web.Tests/Surveys/offline-parity.mjs"), Repository.PathOf("src/ChiSo.Web/Assets/offline"), file])
            {
                UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
            }) ?? throw new InvalidOperationException("node did not start.");
            var (output, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
            await node.WaitForExitAsync();
            node.ExitCode.ShouldBe(0, await errors);
            return await output;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
