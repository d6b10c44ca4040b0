using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys;

/// <summary>The columns of a file of answers that a design names.</summary>
public sealed class AnswerTable
{
    private readonly Dictionary<string, ImmutableArray<double>> numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Grouping> labels = new(StringComparer.Ordinal);

    private AnswerTable(int rows) => Rows = rows;

    public int Rows { get; }

    /// <summary>One a row; NaN where the cell is empty or NA.</summary>
    public ImmutableArray<double> Numbers(string column) => numbers[column];

    /// <summary>One a row; "" where the cell is empty or NA.</summary>
    public Grouping Labels(string column) => labels[column];

    /// <summary>A file of plain numbers goes through the fast reader; any other through the library, which knows quotes.</summary>
    /// <returns>The columns, or every problem of header and cells.</returns>
    public static Result<AnswerTable> Read(string path, DesignFile design)
    {
        if (!File.Exists(path))
            return FileProblems.NotFound(path);
        var fast = ReadPlain(path, design);
        return fast.TryGet(out _) || fast.Problems is not [{ Code: "survey.not-plain-number" }] ? fast : ReadAny(path, design);
    }

    /// <summary>A Parquet file by its columns, any other file as CSV.</summary>
    public static async Task<Result<AnswerTable>> ReadAsync(string path, DesignFile design, CancellationToken cancel)
    {
        if (!File.Exists(path) || !ParquetAnswers.Is(path))
            return Read(path, design);
        var wanted = design.LabelColumns().Concat(design.NumberColumns()).Distinct(StringComparer.Ordinal);
        var read = await ParquetAnswers.ReadAsync(path, design, columns => Missing(Path.GetFileName(path), wanted, [.. columns]), cancel);
        return read.TryGet(out var answers) ? Of(answers.Rows, design, answers.Numbers, answers.Labels, []) : read.Problems;
    }

    private static Result<AnswerTable> ReadPlain(string path, DesignFile design)
    {
        using var stream = File.OpenRead(path);
        var opened = PlainNumberReader.Open(stream, Path.GetFileName(path));
        if (!opened.TryGet(out var reader))
            return opened.Problems;

        string[] wanted = [.. design.LabelColumns().Concat(design.NumberColumns()).Distinct(StringComparer.Ordinal)];
        var missing = Missing(Path.GetFileName(path), wanted, reader.Columns);
        if (!missing.IsEmpty)
            return missing;

        var places = wanted.Select(column => reader.Columns.IndexOf(column)).ToArray();
        var columns = wanted.Select(_ => ImmutableArray.CreateBuilder<double>()).ToArray();
        var row = new double[reader.Columns.Length];
        var rows = 0;
        while (reader.Read(row))
        {
            rows++;
            for (var column = 0; column < places.Length; column++)
                columns[column].Add(row[places[column]]);
        }

        return reader.Problem is { } problem ? problem : Of(rows, design, column => columns[Array.IndexOf(wanted, column)].ToImmutable(),
            column => columns[Array.IndexOf(wanted, column)].Select(value => double.IsNaN(value) ? "" : value.ToString(CultureInfo.InvariantCulture)), []);
    }

    private static Result<AnswerTable> ReadAny(string path, DesignFile design)
    {
        var read = CsvTables.ReadFile(path);
        if (read.Tables is not [var table])
            return read.Problems;
        var missing = Missing(table.Where, design.LabelColumns().Concat(design.NumberColumns()).Distinct(StringComparer.Ordinal), table.Columns);
        if (!missing.IsEmpty)
            return missing;

        var problems = new List<Problem>(read.Problems);
        var rows = new TableReading(table, DecimalMark.Point, problems).Rows().ToList();
        return Of(rows.Count, design,
            column => [.. rows.Select(row => row.Text(column) is "" or "NA" ? double.NaN : row.Number(column) is { } number ? (double)number : double.NaN)],
            column => rows.Select(row => row.Text(column)), problems);
    }

    private static Result<AnswerTable> Of(int rows, DesignFile design, Func<string, ImmutableArray<double>> numbers, Func<string, IEnumerable<string>> labels, List<Problem> problems)
    {
        var table = new AnswerTable(rows);
        foreach (var column in design.NumberColumns().Distinct(StringComparer.Ordinal))
            table.numbers.Add(column, numbers(column));
        foreach (var column in design.LabelColumns().Distinct(StringComparer.Ordinal))
            table.labels.Add(column, Grouping.Of(labels(column).Select(label => label == "NA" ? "" : label)));
        foreach (var column in design.Stages.SelectMany(stage => new[] { stage.Strata, stage.Units }).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            var empty = table.labels[column].Names.IndexOf("");
            if (empty >= 0)
                problems.Add(AnswerTotals.Unusable($"row {(table.labels[column].Codes.IndexOf(empty) + 1).ToString(CultureInfo.InvariantCulture)}:{column}"));
        }

        if (rows == 0)
            problems.Add(new("survey.no-rows", "answers", new("Tệp không có dòng trả lời nào.", "The file holds no answers."), new("Chọn tệp khác.", "Choose another file.")));
        return problems.Count > 0 ? (ImmutableArray<Problem>)[.. problems] : table;
    }

    private static ImmutableArray<Problem> Missing(string where, IEnumerable<string> wanted, ImmutableArray<string> columns) =>
        [.. wanted.Where(name => !columns.Contains(name, StringComparer.Ordinal)).Select(name => new Problem("table.missing-column", where, new($"Tệp thiếu cột \"{name}\".", $"The file lacks the column \"{name}\"."), new("Thêm cột này vào dòng tiêu đề.", "Add it to the header row.")))];
}
