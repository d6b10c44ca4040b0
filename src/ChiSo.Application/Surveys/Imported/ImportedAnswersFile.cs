using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Imported;

/// <summary>A file of answers to the questions of a survey: columns unit and, if any, stratum, then the questions by their names; chosen names parted by a space, one row an answer.</summary>
internal static class ImportedAnswersFile
{
    private const string Unit = "unit";
    private const string Stratum = "stratum";

    /// <summary>Fifty thousand answers to forty questions.</summary>
    private const long MostCells = 2_000_000;

    /// <summary>The answers, or everything that is wrong, by file, row and column; nothing is told of what was answered.</summary>
    /// <param name="name">With extension: decides how it is read.</param>
    public static async Task<Result<ImmutableArray<Answer>>> ReadAsync(string name, byte[] content, LiveSurvey survey, DateOnly today, CancellationToken cancel)
    {
        var found = await TableAsync(name, content, cancel);
        if (!found.TryGet(out var table))
            return found.Problems;
        var problems = new List<Problem>();
        var forms = Forms(table, survey.Form, problems).Select(form => (form, new Filling(survey.Form, RepeatTurns.With(survey.Form, form.Values), today))).ToImmutableArray();
        problems.AddRange(forms.SelectMany(pair => pair.form.Faults(survey, pair.Item2)));
        if (forms.IsEmpty && problems.Count == 0)
            problems.Add(ImportProblems.NoAnswers(name));
        return problems.Count > 0 ? problems.ToImmutableArray() : forms.Select(pair => Answer(pair.form, pair.Item2)).ToImmutableArray();
    }

    /// <summary>Nobody agreed to our text, and in which language they were asked isn't known.</summary>
    private static Answer Answer(KeyedForm form, Filling filling) => new(form.Unit, form.Stratum, AnswerMode.Imported, Language: "", Consent: "", FillingChecks.Kept(filling));

    private static IEnumerable<KeyedForm> Forms(Table table, Questionnaire form, List<Problem> problems)
    {
        var reading = new TableReading(table, DecimalMark.Point, problems);
        var asked = form.Questions().Where(question => question.IsTyped).Select(question => question.Name).ToHashSet(StringComparer.Ordinal);
        string[] columns = [.. table.Columns.Where(column => asked.Contains(column.Split('~')[0]))];
        if (!reading.CheckColumns([Unit, Stratum, .. columns], [Unit]))
            yield break;
        foreach (var row in reading.Rows())
        {
            var values = columns.Select(column => KeyValuePair.Create(column, row.Text(column))).Where(pair => pair.Value.Length > 0);
            yield return new(row.Where, row.Needed(Unit) ?? "", row.Text(Stratum), ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, values), row.Where);
        }
    }

    private static async Task<Result<Table>> TableAsync(string name, byte[] content, CancellationToken cancel)
    {
        using var stream = new MemoryStream(content, writable: false);
        switch (Path.GetExtension(name).ToUpperInvariant())
        {
            case ".PARQUET":
                return await ParquetTables.ReadAsync(stream, name, MostCells, cancel);
            case ".CSV" when content.LongCount(letter => letter is (byte)',' or (byte)';' or (byte)'\t' or (byte)'\n') > MostCells: // before any cell is made
                return ImportProblems.TooManyCells(name, MostCells);
        }

        var read = TableFiles.Read(stream, name);
        return (read.Problems, read.Tables) switch
        {
            ({ IsEmpty: false } problems, _) => problems,
            (_, [var table]) when (long)table.Rows.Length * table.Columns.Length > MostCells => ImportProblems.TooManyCells(name, MostCells),
            (_, [var table]) => table,
            (_, []) => ImportProblems.NoAnswers(name),
            (_, var sheets) => ImportProblems.ManySheets(name, sheets.Select(sheet => sheet.Name)),
        };
    }
}
