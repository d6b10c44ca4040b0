using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Results;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Tests.Samples;
using ChiSo.Application.Tests.Surveys.Collection;
using ChiSo.Engine;

namespace ChiSo.Application.Tests.Results;

/// <summary>An illustrative satisfaction survey of the 16 departments and 9 districts of the sample: answers made with a fixed seed so that every factor has the value and the number of forms the sample holds.</summary>
internal static class SyntheticSurvey
{
    public const string Source = "Điều tra xã hội học năm 2023 (số liệu minh họa)";
    private const int Seed = 2023;

    public static readonly ImmutableArray<(string Factor, string Line)> Factors = [("access", "TD_HL_TC"), ("procedures", "TD_HL_TT"), ("staff", "TD_HL_CC"), ("result", "TD_HL_KQ"), ("feedback", "TD_HL_PA")];

    public static FeedMapping Mapping { get; } = new([.. Factors.Select(pair => new FeedPair(pair.Factor, pair.Line, "", ""))], []);

    public static LiveSurvey Survey { get; } = Make();

    public static ImmutableArray<Answer> Answers { get; } = [.. SampleRound.CanTho.Blocks.SelectMany(block => block.Units.SelectMany((unit, at) => AnswersOf(block, unit.Code, new Random(Seed + at))))];

    /// <summary>The sampled value and number of forms of a line in the sample's files.</summary>
    public static (decimal Value, int Forms) Held(BlockDocument block, string unit, string line)
    {
        var entry = (Entry.Figures)block.Positions.Single(position => position.Unit == unit && position.Criterion.Value == line).Entry;
        return (entry.Values[0], entry.From?.Count ?? throw new InvalidDataException($"{unit} {line} has no number of forms."));
    }

    private static LiveSurvey Make()
    {
        if (!XlsFormReader.Read(RepositoryFiles.At("data", "questionnaires", "satisfaction")).TryGet(out var form))
            throw new InvalidDataException("The shipped questionnaire can't be read.");
        var declaration = OpenSurvey.Declaration with
        {
            Code = "hai-long-2023", Closes = new(2023, 12, 31), Opens = new(2023, 11, 1), Units = [.. SampleRound.CanTho.Blocks.SelectMany(block => block.Units).Select(unit => new RatedUnit(unit.Code, unit.Name.Vi))],
        };
        return new(Guid.Empty, declaration, form, "0", IsClosed: true);
    }

    /// <summary>In each factor as many satisfied answers as its value asks for, spread over its questions and dealt to people at random.</summary>
    private static IEnumerable<Answer> AnswersOf(BlockDocument block, string unit, Random random)
    {
        var forms = Held(block, unit, Factors[0].Line).Forms;
        var people = Enumerable.Range(0, forms).Select(_ => ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal)).ToArray();
        foreach (var (factor, line) in Factors)
        {
            var questions = Survey.Form.Questions().Where(question => question.Factor == factor).ToList();
            var satisfied = (int)(Held(block, unit, line).Value * forms * questions.Count / 100);
            for (var at = 0; at < questions.Count; at++)
            {
                var share = (satisfied / questions.Count) + (at < satisfied % questions.Count ? 1 : 0);
                random.Shuffle(people);
                for (var person = 0; person < forms; person++)
                    people[person].Add(questions[at].Name, (person < share ? random.Next(4, 6) : random.Next(1, 4)).ToString(CultureInfo.InvariantCulture));
            }
        }

        return people.Select(values => new Answer(unit, "", AnswerMode.Link, "vi", "1", values.ToImmutable()));
    }
}
