using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;
using Parquet;
using Parquet.Schema;

namespace ChiSo.Application.Surveys;

/// <summary>Parquet files as tables of text, and back: what stands in them is the same as in a CSV file.</summary>
public static class ParquetTables
{
    /// <summary>As a file is named that is written here.</summary>
    public const string Ending = ".parquet";

    private const int RowsAGroup = 1_000_000;

    /// <summary>Whether a file begins as Parquet does, whatever it is called.</summary>
    public static bool Is(string path) => ParquetAnswers.Is(path);

    /// <summary>Numbers with a point, yes and no as 1 and 0, dates and times as 2026-12-31T08:30:00; a missing value is an empty cell.</summary>
    /// <returns>The table, or every problem; lists and bytes are refused.</returns>
    public static async Task<Result<Table>> ReadAsync(string path, CancellationToken cancel)
    {
        await using var stream = File.OpenRead(path);
        return await ReadAsync(stream, Path.GetFileName(path), long.MaxValue, cancel);
    }

    /// <summary>The same of a file handed in; nothing of one with more than <paramref name="mostCells"/> is read.</summary>
    public static async Task<Result<Table>> ReadAsync(Stream stream, string name, long mostCells, CancellationToken cancel)
    {
        var read = await ParquetAnswers.ReadTextsAsync(stream, name, mostCells, cancel);
        if (!read.TryGet(out var answers))
            return read.Problems;
        ImmutableArray<string> columns = [.. answers.Columns];
        var texts = columns.Select(column => answers.Labels(column).ToArray()).ToArray();
        return new Table(Path.GetFileNameWithoutExtension(name), name, columns, [.. Enumerable.Range(0, answers.Rows).Select(row => Row(name, row, columns, texts))]);
    }

    /// <summary>A column of nothing but whole numbers is written as such, one of numbers as numbers, any other as text; an empty cell is a missing value. A code that begins with a zero stays text.</summary>
    /// <param name="stream">Left open.</param>
    public static async Task WriteAsync(Stream stream, TableRows table, CancellationToken cancel)
    {
        var rows = table.Rows.ToArray();
        var columns = table.Columns.Select((name, at) => Column(name, [.. rows.Select(row => row[at].Text)])).ToArray();
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema([.. columns.Select(column => column.Field)]), stream, cancellationToken: cancel);
        for (var from = 0; from == 0 || from < rows.Length; from += RowsAGroup)
        {
            using var group = writer.CreateRowGroup();
            foreach (var (_, write) in columns)
                await write(group, from..Math.Min(rows.Length, from + RowsAGroup));
            group.CompleteValidate();
        }
    }

    private static TableRow Row(string file, int row, ImmutableArray<string> columns, string[][] texts)
    {
        var where = string.Create(CultureInfo.InvariantCulture, $"{file}:{row + 1}");
        return new(where, [.. columns.Select((column, at) => new TableCell($"{where}:{column}", texts[at][row], IsNumber: false))]);
    }

    private static (DataField Field, Func<ParquetRowGroupWriter, Range, Task> Write) Column(string name, string[] texts)
    {
        if (texts.All(text => text.Length == 0 || IsWhole(text)) && texts.Any(text => text.Length > 0))
        {
            var (whole, field) = (texts.Select(text => text.Length == 0 ? (long?)null : long.Parse(text, CultureInfo.InvariantCulture)).ToArray(), new DataField<long?>(name));
            return (field, (group, part) => group.WriteAsync<long>(field, whole[part]));
        }

        if (texts.All(text => text.Length == 0 || IsNumber(text)) && texts.Any(text => text.Length > 0))
        {
            var (numbers, field) = (texts.Select(text => text.Length == 0 ? (double?)null : double.Parse(text, CultureInfo.InvariantCulture)).ToArray(), new DataField<double?>(name));
            return (field, (group, part) => group.WriteAsync<double>(field, numbers[part]));
        }

        var (values, kept) = (texts.Select(text => text.Length == 0 ? null : text).ToArray(), new DataField<string>(name));
        return (kept, (group, part) => group.WriteAsync(kept, values[part]));
    }

    /// <summary>Text that a number would give back letter by letter.</summary>
    private static bool IsWhole(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value.ToString(CultureInfo.InvariantCulture) == text;

    private static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && (IsWhole(text) || value.ToString(CultureInfo.InvariantCulture) == text);
}
