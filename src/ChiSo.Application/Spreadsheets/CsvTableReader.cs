using System.Collections.Immutable;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using CsvHelper;

namespace ChiSo.Application.Spreadsheets;

/// <summary>Reads the records of one CSV file into a table.</summary>
internal sealed class CsvTableReader(string file)
{
    private readonly List<Problem> problems = [];
    private readonly HashSet<long> malformedLines = [];

    public TablesRead Read(ReadOnlyMemory<byte> text)
    {
        using var reader = CsvReader.Create(text, new CsvReaderOptions
        {
            Separator = SeparatorOf(text.Span),
            HasHeader = false,
            SkipEmptyLines = true,
            TrackLineNumbers = true,
            OnMalformedRecord = Report,
        });

        var columns = ImmutableArray<string>.Empty;
        var rows = ImmutableArray.CreateBuilder<TableRow>();
        while (reader.Read())
        {
            var cells = Cells(reader);
            if (malformedLines.Contains(reader.LineNumber) || cells.All(cell => cell.Length == 0))
                continue;

            if (columns.IsEmpty)
            {
                columns = cells;
                problems.AddRange(TableHeader.Check(columns, "csv", i => Place(reader.LineNumber, Column(columns, i))));
            }
            else if (Row(columns, cells, reader.LineNumber) is { } row)
            {
                rows.Add(row);
            }
        }

        var table = new Table(Path.GetFileNameWithoutExtension(file), file, columns, rows.ToImmutable());
        var usable = !columns.IsEmpty && !problems.Exists(problem => problem.Code is "csv.empty-header" or "csv.duplicate-column");
        return new(usable ? [table] : [], [.. problems]);
    }

    private TableRow? Row(ImmutableArray<string> columns, ImmutableArray<string> cells, long line)
    {
        if (cells.Length != columns.Length)
        {
            problems.Add(WrongCount(cells.Length, columns.Length, line));
            return null;
        }

        return new($"{file}:{line}", [.. cells.Select((cell, i) => new TableCell(Place(line, columns[i]), cell, IsNumber: false))]);
    }

    private Problem WrongCount(int found, int expected, long line) => found > expected
        ? new("csv.too-many-cells", $"{file}:{line}",
            new($"Dòng này có {found} ô, trong khi tiêu đề có {expected} cột.", $"This row has {found} cells; the header has {expected} columns."),
            new("Đặt ô có dấu phân cách trong dấu ngoặc kép, hoặc bỏ ô thừa.", "Put a cell that holds the separator in quotes, or remove the extra cell."))
        : new("csv.too-few-cells", $"{file}:{line}",
            new($"Dòng này chỉ có {found} ô, trong khi tiêu đề có {expected} cột.", $"This row has only {found} cells; the header has {expected} columns."),
            new("Thêm các ô còn thiếu, để trống nếu không có giá trị.", "Add the missing cells, empty if they have no value."));

    private void Report(CsvMalformedRecord record)
    {
        malformedLines.Add(record.LineNumber);
        problems.Add(record.Reason == CsvMalformedReason.UnterminatedQuote
            ? new("csv.open-quote", $"{file}:{record.LineNumber}",
                new("Dấu ngoặc kép mở ở dòng này không được đóng lại.", "A quote that opens on this row is never closed."),
                new("Thêm dấu ngoặc kép đóng.", "Add the closing quote."))
            : new("csv.stray-quote", $"{file}:{record.LineNumber}",
                new("Dòng này có dấu ngoặc kép đặt sai chỗ.", "A quote stands in the wrong place on this row."),
                new("Đặt cả ô trong dấu ngoặc kép và viết đôi dấu ngoặc bên trong (\"\").", "Put the whole cell in quotes and double the quotes inside it (\"\").")));
    }

    private static ImmutableArray<string> Cells(CsvReader reader)
    {
        var cells = ImmutableArray.CreateBuilder<string>(reader.FieldCount);
        for (var i = 0; i < reader.FieldCount; i++)
            cells.Add(NfcText.Clean(FormulaMark.Removed(NfcText.Clean(reader.GetString(i)))));
        return cells.MoveToImmutable();
    }

    private string Place(long line, string column) => $"{file}:{line}:{column}";

    private static string Column(ImmutableArray<string> columns, int i) =>
        columns[i].Length > 0 ? columns[i] : (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    // The header holds names, so the sign that parts them is the one seen more often there.
    private static char SeparatorOf(ReadOnlySpan<byte> text)
    {
        var header = text.TrimStart(" \r\n\t"u8);
        var end = header.IndexOfAny((byte)'\r', (byte)'\n');
        header = end < 0 ? header : header[..end];
        var (semicolons, commas, tabs) = (header.Count((byte)';'), header.Count((byte)','), header.Count((byte)'\t'));
        return tabs > Math.Max(semicolons, commas) ? '\t' : semicolons > commas ? ';' : ',';
    }
}
