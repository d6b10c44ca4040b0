using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Expressions;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Editing;

/// <summary>What is wrong with a draft, as a file of the same content would be told it, each with the field it stands in.</summary>
public static class DraftChecks
{
    private static readonly string[] ExpressionColumns = ["relevant", "constraint", "calculation", "required", "choice_filter", "repeat_count"];

    /// <returns>The questionnaire, or all that stands in its way; a place is <c>question:column</c>, <c>/list/3:column</c>, <c>/factors/1:column</c> or <c>/settings:column</c>.</returns>
    /// <param name="core">What the questionnaire asks in every version.</param>
    public static Result<Questionnaire> Read(FormDraft draft, CoreQuestions core)
    {
        var read = Written(draft);
        ImmutableArray<Problem> problems = [.. read.Problems, .. core.Faults(draft)];
        return read.TryGet(out var form) && problems.IsEmpty ? form : problems;
    }

    private static Result<Questionnaire> Written(FormDraft draft)
    {
        var read = XlsFormReader.Read(new TablesRead(DraftTables.Of(draft), []), draft.Code);
        return read.TryGet(out var form) ? form : read.Problems.Select(problem => problem with { Where = PlaceOf(draft, problem) }).ToImmutableArray();
    }

    /// <summary>As much of a draft as can be answered: rows with a mistake are left out, and those that lean on them.</summary>
    /// <param name="left">How many rows were left out.</param>
    /// <returns><c>null</c> when nothing remains.</returns>
    public static Questionnaire? Readable(FormDraft draft, out int left)
    {
        var whole = DraftTree.All(draft.Rows).Count();
        for (var now = draft; ;)
        {
            left = whole - DraftTree.All(now.Rows).Count();
            var read = Written(now);
            if (read.TryGet(out var form))
                return form;
            var faulty = read.Problems.Select(RowOf).Distinct().Where(name => DraftTree.Find(now.Rows, name) is not null).ToList();
            if (faulty.Count == 0)
                return null;
            now = now with { Rows = faulty.Aggregate(now.Rows, DraftTree.Remove) };
        }
    }

    /// <summary>The row, list or sheet a problem stands in.</summary>
    public static string RowOf(Problem problem) => problem.Where.LastIndexOf(':') is >= 0 and var at ? problem.Where[..at] : problem.Where;

    /// <summary>Its column; empty where it is about the whole row.</summary>
    public static string ColumnOf(Problem problem) => problem.Where.LastIndexOf(':') is >= 0 and var at ? problem.Where[(at + 1)..] : "";

    /// <summary>The problems of one row, each at its column.</summary>
    public static ImmutableArray<Problem> OfRow(IEnumerable<Problem> problems, string row) => [.. problems.Where(problem => RowOf(problem) == row).Select(problem => problem with { Where = ColumnOf(problem) })];

    // Checks between rows point at the name of a row, which is all that a file has in common; a form knows the field.
    private static string PlaceOf(FormDraft draft, Problem problem)
    {
        var row = RowOf(problem);
        var column = problem.Code switch
        {
            "questionnaire.no-text" => "label",
            "questionnaire.no-list" or "questionnaire.no-list-named" => "list",
            "questionnaire.no-scale" => "factor",
            "questionnaire.calculation" or "questionnaire.cycle" => DraftTree.Find(draft.Rows, row) is { } found && found.Text("calculation").Length == 0 && problem.Code == "questionnaire.cycle" ? "relevant" : "calculation",
            "questionnaire.no-choice-column" => "choice_filter",
            "questionnaire.no-factor" when !row.StartsWith('/') => "factor",
            "questionnaire.no-question" => DraftTree.Find(draft.Rows, row) is { } asking ? Leaning(draft, asking) : "name",
            "questionnaire.no-label" => "label",
            "questionnaire.weighted-range" => "type",
            "questionnaire.weighted-polarity" => "polarity",
            _ => ColumnOf(problem),
        };
        return $"{row}:{column}";
    }

    /// <summary>The first expression of a row that names a row which isn't there.</summary>
    private static string Leaning(FormDraft draft, DraftRow row)
    {
        var names = DraftTree.All(draft.Rows).Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        return ExpressionColumns.FirstOrDefault(column => FormExpression.Parse(row.Text(column), column, allowColumns: true).TryGet(out var expression) && expression.References().Any(name => !names.Contains(name))) ?? "relevant";
    }
}
