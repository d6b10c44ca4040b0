using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Exports;

/// <summary>Which values of what stands beside the index (questions that feed none of its factors, language, way of answering) leave with answers: those that enough people of the unit share. Others are emptied, as on the page of an answer under review.</summary>
/// <remarks>Where what is emptied of a unit would be one value, or fewer people than the smallest group, the next smallest value goes too: what is left would tell it by subtraction. What the index rests on stays as it is, so figures can be computed again.</remarks>
public sealed class SharedValues
{
    /// <summary>Bytes a value takes in memory, nearly.</summary>
    private const int Each = 100;

    private readonly Dictionary<(string Unit, string Variable), HashSet<string>>? told;
    private readonly int least;

    private SharedValues(Dictionary<(string Unit, string Variable), HashSet<string>>? told, int least, int emptied) => (this.told, this.least, Emptied) = (told, least, emptied);

    /// <summary>Every value is told: for tables without rows.</summary>
    public static SharedValues All { get; } = new(told: null, least: 0, emptied: 0);

    /// <summary>How many values are emptied, of all answers and questions together.</summary>
    public int Emptied { get; }

    /// <summary>Memory it takes, in bytes or nearly.</summary>
    internal long Size => Each * (1L + (told?.Values.Sum(values => 1 + values.Count) ?? 0));

    /// <summary>How many were emptied and why; <c>null</c> where none was.</summary>
    public Words? Said => Emptied == 0 ? null : new(
        $"{VietnameseNumbers.CountText(Emptied)} giá trị của câu hỏi ngoài chỉ số, cách trả lời và ngôn ngữ để trống: dưới {least} người của đơn vị có cùng giá trị, hoặc từ giá trị còn lại suy ra được.",
        $"{VietnameseNumbers.CountEnglish(Emptied)} values of questions outside the index, ways of answering and languages are left empty: fewer than {least} people of the unit share them, or what is left would tell such a value.");

    /// <summary>Reads every answer once, a unit at a time.</summary>
    public static SharedValues Of(LiveSurvey survey, ShownAnswers shown)
    {
        ImmutableArray<AnswerVariable> aside = [.. AnswerVariables.Of(survey, shown.Outline, isIllustrative: false).Where(variable => variable.IsAside)];
        var (told, emptied, least) = (new Dictionary<(string, string), HashSet<string>>(), 0, survey.Declaration.MinimumCell);
        foreach (var unit in shown.Hidden.Shown.GroupBy(group => group.Unit, StringComparer.Ordinal))
        {
            var counts = Counts(aside, unit.SelectMany(group => group.Strata).SelectMany(stratum => shown.Of(unit.Key, stratum)));
            foreach (var (variable, values) in aside.Zip(counts))
            {
                var kept = Kept(values, least);
                emptied += values.Where(value => !kept.Contains(value.Key)).Sum(value => value.Value);
                if (kept.Count > 0)
                    told.Add((unit.Key, variable.Variable.Name), kept);
            }
        }

        return new(told, least, emptied);
    }

    /// <summary>The variable with nothing in it but what is told.</summary>
    internal AnswerVariable Only(AnswerVariable variable) => told is null || !variable.IsAside ? variable : variable with { Text = answer => variable.Text(answer) is var text && Tells(answer.Unit, variable.Variable.Name, text) ? text : "" };

    private bool Tells(string unit, string variable, string value) => told is null || (told.TryGetValue((unit, variable), out var values) && values.Contains(value));

    private static ImmutableArray<Dictionary<string, int>> Counts(ImmutableArray<AnswerVariable> variables, IEnumerable<Answer> answers)
    {
        ImmutableArray<Dictionary<string, int>> counts = [.. variables.Select(_ => new Dictionary<string, int>(StringComparer.Ordinal))];
        foreach (var answer in answers)
        {
            for (var at = 0; at < variables.Length; at++)
            {
                if (variables[at].Text(answer) is { Length: > 0 } value)
                    CollectionsMarshal.GetValueRefOrAddDefault(counts[at], value, out _)++;
            }
        }

        return counts;
    }

    private static HashSet<string> Kept(Dictionary<string, int> counts, int least)
    {
        var rising = counts.OrderBy(value => value.Value).ThenBy(value => value.Key, StringComparer.Ordinal).ToArray();
        var hidden = rising.TakeWhile(value => value.Value < least).Count();
        var people = rising.Take(hidden).Sum(value => value.Value);
        while (hidden > 0 && hidden < rising.Length && (hidden == 1 || people < least))
            people += rising[hidden++].Value;
        return rising.Skip(hidden).Select(value => value.Key).ToHashSet(StringComparer.Ordinal);
    }
}
