using System.Collections.Immutable;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Exports;
using ChiSo.Web.Feeds;

namespace ChiSo.Web.Surveys;

/// <summary>The answers that count as a table of a feed: as exports have them, small groups put together or left out, what few people share emptied, free texts kept out. What was chosen stands as people read it; a scale has its number beside it, empty for "no opinion".</summary>
internal static class AnswerFeed
{
    private const int LongestName = 100;
    private const string ValueOf = "_value";

    /// <param name="shared">What of them is told.</param>
    /// <param name="steady">The answers from a place on.</param>
    public static FeedSet Of(string name, LiveSurvey live, ShownAnswers shown, SharedValues shared, Func<int, IEnumerable<Answer>> steady)
    {
        var variables = AnswerExport.Labelled(live, shown.Outline, SharedValues.All, []).Variables;
        return new(name, Columns(variables), from => AnswerExport.Labelled(live, shown.Outline, shared, steady(from)).Rows.Select((row, at) => Row(from + at + 1, variables, row)), shown.Hidden.Answers);
    }

    private static ImmutableArray<FeedColumn> Columns(ImmutableArray<Variable> variables)
    {
        var columns = variables.SelectMany(Columns).Prepend(new("Row", FeedKind.Whole) { IsKey = true }).ToArray();
        var names = ShortNames.Of(columns.Select(column => column.Name), LongestName);
        return [.. columns.Select((column, at) => column with { Name = names[at] })];
    }

    private static IEnumerable<FeedColumn> Columns(Variable variable)
    {
        yield return new(variable.Name, IsNumber(variable) ? FeedKind.Number : FeedKind.Text, variable.Label);
        if (HasValue(variable))
            yield return new(variable.Name + ValueOf, FeedKind.Number, variable.Label);
    }

    private static object?[] Row(int number, ImmutableArray<Variable> variables, ImmutableArray<Datum> row)
    {
        var cells = new List<object?> { number };
        foreach (var (variable, datum) in variables.Zip(row))
        {
            var value = variable.Values.FirstOrDefault(value => value.Value == datum.Number);
            cells.Add(IsNumber(variable) ? datum.Number : variable.Kind == VariableKind.Text ? datum.Text is { Length: > 0 } text ? text : null : value?.Label);
            if (HasValue(variable))
                cells.Add(value is { IsMissing: false } ? datum.Number : null);
        }

        return [.. cells];
    }

    private static bool IsNumber(Variable variable) => variable.Kind == VariableKind.Scale;

    private static bool HasValue(Variable variable) => variable.Kind == VariableKind.Ordinal;
}
