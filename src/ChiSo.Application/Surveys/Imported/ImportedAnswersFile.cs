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

    /// <summary>Everything that is wrong, by file, row and column; nothing is told of what was answered.</summary>
    public static async Task<Result<ImmutableArray<(KeyedForm Form, Filling Filling)>>> ReadAsync(AnswerUpload upload, LiveSurvey survey, DateOnly today, CancellationToken cancel)
    {
        var found = await TableAsync(upload, cancel);
        if (!found.TryGet(out var table))
            return found.Problems;
        var problems = new List<Problem>();
        var forms = Forms(table, survey.Form, problems).Select(form => (form, new Filling(survey.Form, RepeatTurns.With(survey.Form, form.Values), today))).ToImmutableArray();
        problems.AddRange(forms.SelectMany(pair => pair.form.Faults(survey, pair.Item2)));
        if (forms.IsEmpty && problems.Count == 0)
            problems.Add(ImportProblems.NoAnswers(upload.Name));
        return problems.Count > 0 ? problems.ToImmutableArray() : forms;
    }

    private static IEnumerable<KeyedForm> Forms(Table table, Questionnaire form, List<Problem> problems)
    {
        var reading = new TableReading(table, DecimalMark.Point, problems);
        var asked = form.Questions().Where(question => question.IsAsked).Select(question => question.Name).ToHashSet(StringComparer.Ordinal);
        string[] columns = [.. table.Columns.Where(column => asked.Contains(column.Split('~')[0]))];
        if (!reading.CheckColumns([Unit, Stratum, .. columns], [Unit]))
            yield break;
        foreach (var row in reading.Rows())
        {
            var values = columns.Select(column => KeyValuePair.Create(column, row.Text(column))).Where(pair => pair.Value.Length > 0);
            yield return new(row.Where, row.Needed(Unit) ?? "", row.Text(Stratum), ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, values), row.Where);
        }
    }

    private static async Task<Result<Table>> TableAsync(AnswerUpload upload, CancellationToken cancel)
    {
        if (string.Equals(Path.GetExtension(upload.Name), ParquetTables.Ending, StringComparison.OrdinalIgnoreCase))
            return await ParquetAsync(upload, cancel);
        using var stream = new MemoryStream(upload.Content, writable: false);
        var read = TableFiles.Read(stream, upload.Name);
        return read.Problems.IsEmpty && read.Tables is [var table, ..] ? table : read.Problems.IsEmpty ? ImportProblems.NoAnswers(upload.Name) : read.Problems;
    }

    /// <summary>By way of a file in a folder nobody else may read: the reader needs one.</summary>
    private static async Task<Result<Table>> ParquetAsync(AnswerUpload upload, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("chiso-answers-").FullName;
        try
        {
            var path = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(upload.Name)}{ParquetTables.Ending}");
            await File.WriteAllBytesAsync(path, upload.Content, cancel);
            return ParquetTables.Is(path) ? await ParquetTables.ReadAsync(path, cancel) : FileProblems.UnknownKind(upload.Name);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
