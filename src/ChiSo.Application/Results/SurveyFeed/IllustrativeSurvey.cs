using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>A satisfaction survey made up to fit a round: answers about every unit, with a fixed seed, so that each service factor has the value and the number of forms that stand on the round's survey lines. Says everywhere that it is illustrative.</summary>
public sealed class IllustrativeSurvey
{
    private const int Seed = 2023;
    private const int Scale = 5;

    private readonly RoundDocument round;

    private IllustrativeSurvey(RoundDocument round, Questionnaire form) => (this.round, Form) = (round, form);

    /// <summary>Which factor of the shipped questionnaire gives which line.</summary>
    public static FeedMapping Mapping { get; } = new(
        [.. new[] { ("access", "TD_HL_TC"), ("procedures", "TD_HL_TT"), ("staff", "TD_HL_CC"), ("result", "TD_HL_KQ"), ("feedback", "TD_HL_PA") }.Select(pair => new FeedPair(pair.Item1, pair.Item2, "", ""))], []);

    public Questionnaire Form { get; }

    /// <summary>Of the entries it fits.</summary>
    public string Source => $"Điều tra xã hội học năm {round.Period} (số liệu minh họa)";

    /// <returns><c>null</c> for a round that is not illustrative, or whose lines no such survey feeds.</returns>
    public static IllustrativeSurvey? Of(RoundDocument round)
    {
        if (!round.Illustrative || ShippedQuestionnaires.Find("satisfaction") is not { } shipped || round.Blocks.Any(block => block.Units.Any(unit => Mapping.Lines.Any(line => Held(block, unit.Code, line.To) is null))))
            return null;
        var marks = shipped.Title.Texts.ToImmutableSortedDictionary(text => text.Key, text => text.Value + (text.Key.EndsWith("(en)", StringComparison.Ordinal) ? " (illustrative)" : " (số liệu minh họa)"), StringComparer.Ordinal);
        return new(round, shipped with { Title = new(marks) });
    }

    /// <summary>The survey of the round's units, to be opened.</summary>
    public DeclaredSurvey Declare(string code, DateOnly opens, DateOnly closes) => new(
        new(code, Form.Code, Said("Cơ quan thường trực (cuộc khảo sát minh họa, trả lời do máy sinh)", "The standing office (an illustrative survey, answers made by a machine)"), "Không có (số liệu minh họa)",
            Said("Để xem thử ChiSo tính chỉ số hài lòng như thế nào.", "To show how ChiSo computes a satisfaction index."), 8, "0000 000 000",
            new("1", Said("Đây là cuộc khảo sát thử; câu trả lời không được dùng vào việc gì.", "This is a trial; answers are used for nothing.")), opens, closes, closes.AddYears(1),
            [.. round.Blocks.SelectMany(block => block.Units).Select(unit => new RatedUnit(unit.Code, unit.Name.Vi))])
        {
            Round = round.Code,
            Target = round.Blocks.SelectMany(block => block.Units.Select(unit => Held(block, unit.Code, Mapping.Lines[0].To)?.From?.Count ?? 0)).Max(),
        }, Form);

    /// <summary>What people answered, by question.</summary>
    public IEnumerable<(string Unit, ImmutableSortedDictionary<string, string> Values)> Answers() =>
        round.Blocks.SelectMany(block => block.Units.Select((unit, at) => (block, unit.Code, Random: new Random(Seed + at))).SelectMany(one => AnswersOf(one.block, one.Code, one.Random).Select(values => (one.Code, values))));

    /// <summary>In each factor as many satisfied answers as its value asks for, spread over its questions and dealt to people at random; the policy part is as satisfied as the services.</summary>
    private IEnumerable<ImmutableSortedDictionary<string, string>> AnswersOf(BlockDocument block, string unit, Random random)
    {
        var held = Mapping.Lines.Select(line => (line.From, Entry: Held(block, unit, line.To)!)).ToArray(); // looked at before it was made
        var people = Enumerable.Range(0, held[0].Entry.From?.Count ?? 0).Select(_ => Beginning(random)).ToArray();
        foreach (var (factor, entry) in held)
            Deal(people, factor, entry.Values[0], random);
        Deal(people, "policy", held.Average(one => one.Entry.Values[0]), random);
        return people.Select(values => values.ToImmutable());
    }

    private void Deal(ImmutableSortedDictionary<string, string>.Builder[] people, string factor, decimal value, Random random)
    {
        var questions = Form.Questions().Where(question => question.Factor == factor).ToList();
        var satisfied = (int)(value * people.Length * questions.Count / 100);
        foreach (var (at, question) in questions.Index())
        {
            var share = (satisfied / questions.Count) + (at < satisfied % questions.Count ? 1 : 0);
            random.Shuffle(people);
            for (var person = 0; person < people.Length; person++)
                people[person].Add(question.Name, (person < share ? random.Next(4, Scale + 1) : random.Next(1, 4)).ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The questions beside the index.</summary>
    private ImmutableSortedDictionary<string, string>.Builder Beginning(Random random)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var question in Form.Questions().Where(question => question is { Factor: null, Kind: QuestionKind.SelectOne }))
        {
            var choices = Form.List(question.List)?.Choices ?? [];
            values.Add(question.Name, question.Name switch
            {
                "used_service" => "yes",
                "bothered" or "extra_money" => "0",
                _ => choices[random.Next(choices.Length)].Name,
            });
        }

        return values;
    }

    private static Entry.Figures? Held(BlockDocument block, string unit, string line) =>
        block.Positions.LastOrDefault(position => position.Unit == unit && position.Criterion.Value == line)?.Entry as Entry.Figures;

    private static ImmutableSortedDictionary<string, string> Said(string vi, string en) => ImmutableSortedDictionary<string, string>.Empty.Add("vi", vi).Add("en", en);
}
