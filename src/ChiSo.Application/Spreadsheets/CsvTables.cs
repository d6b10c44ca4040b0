using CsvHelper;

namespace ChiSo.Application.Spreadsheets;

/// <summary>How a CSV file is written.</summary>
/// <param name="Semicolon">Columns parted by semicolons, as Excel under Vietnamese settings opens them best; commas otherwise.</param>
/// <param name="ByteOrderMark">The sign by which Excel knows UTF-8.</param>
/// <param name="ProtectFormulas">Text starting with = + - @, a tab or a line end, and no number, gets an apostrophe before it, so that no spreadsheet runs it. Reading takes it away again.</param>
public sealed record CsvWriting(bool Semicolon = false, bool ByteOrderMark = false, bool ProtectFormulas = false)
{
    /// <summary>Files of a round, kept and compared.</summary>
    public static CsvWriting Kept { get; } = new();

    /// <summary>Files somebody may open in Excel and that are read again, by us or by R.</summary>
    public static CsvWriting Exchanged { get; } = new(ProtectFormulas: true);

    /// <summary>Files somebody downloads and opens in Excel.</summary>
    public static CsvWriting Download { get; } = new(ByteOrderMark: true, ProtectFormulas: true);
}

/// <summary>Tables as CSV files: UTF-8 or marked UTF-16, commas or semicolons, a header row.</summary>
public static class CsvTables
{
    /// <summary>Every .csv file of the folder, in the ordinal order of names.</summary>
    public static TablesRead ReadFolder(string folder)
    {
        if (!Directory.Exists(folder))
            return TablesRead.Failed(FileProblems.NotFound(folder));

        var files = Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal).ToList();
        return files.Count == 0
            ? TablesRead.Failed(FileProblems.NoTables(folder))
            : TablesRead.Together(files.Select(ReadFile));
    }

    public static TablesRead ReadFile(string path)
    {
        if (!File.Exists(path))
            return TablesRead.Failed(FileProblems.NotFound(path));

        using var stream = File.OpenRead(path);
        return Read(stream, Path.GetFileName(path));
    }

    /// <summary>One table, or none when the header cannot be used. Rows with problems are left out and reported.</summary>
    /// <param name="fileName">With extension: the place people know.</param>
    public static TablesRead Read(Stream stream, string fileName)
    {
        var read = CsvText.Read(stream, fileName);
        if (!read.TryGet(out var text))
            return new([], read.Problems);

        if (text.Span.Trim(" \r\n\t"u8).IsEmpty)
            return TablesRead.Failed(FileProblems.Empty(fileName));

        return new CsvTableReader(fileName).Read(text);
    }

    /// <summary>The same table gives the same bytes: line feeds, quotes only where needed.</summary>
    public static void Write(Stream stream, Table table, CsvWriting writing) => Write(stream, TableRows.Of(table), writing);

    /// <inheritdoc cref="Write(Stream, Table, CsvWriting)"/>
    public static void Write(Stream stream, TableRows table, CsvWriting writing)
    {
        using var writer = CsvWriter.Create(stream, new CsvWriterOptions
        {
            Separator = writing.Semicolon ? ';' : ',',
            NewLine = "\n",
            WriteByteOrderMark = writing.ByteOrderMark,
        }, leaveOpen: true);
        foreach (var column in table.Columns)
            writer.WriteField(Told(column, writing));
        writer.EndRecord();
        foreach (var row in table.Rows)
        {
            foreach (var cell in row)
                writer.WriteField(cell.IsNumber ? cell.Text : Told(cell.Text, writing));
            writer.EndRecord();
        }

        writer.Flush();
    }

    private static string Told(string text, CsvWriting writing) => writing.ProtectFormulas ? FormulaMark.Protected(text) : FormulaMark.Told(text);
}
