using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ChiSo.Engine;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace ChiSo.Application.Spreadsheets;

/// <summary>Reads the sheets of an old .xls (Excel 5 to 2003) as they stand.</summary>
internal static class XlsSheets
{
    private const int WindowsLatin = 1252;
    private const int SmallestFile = 512;
    private const int MostColumns = 256;
    private const int MostRows = 65_536;

    public static Result<ImmutableArray<Sheet>> Read(Stream stream, string file)
    {
        var loaded = WorkbookFile.Load(stream, file);
        if (!loaded.TryGet(out var copy))
            return loaded.Problems;

        using (copy)
        {
            if (WorkbookFile.KindOf(copy) != WorkbookFile.Kind.Compound)
                return FileProblems.NotWorkbook(file);

            return WorkbookFile.IsEncrypted(copy) ? FileProblems.Password(file) : Open(copy, file);
        }
    }

    private static Result<ImmutableArray<Sheet>> Open(MemoryStream copy, string file)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        try
        {
            var bytes = copy.GetBuffer().AsMemory(0, (int)copy.Length);
            if (bytes.Length < SmallestFile || new CompoundFile(bytes) is { HasKnownSectors: true, IsSound: false })
                return FileProblems.Truncated(file);
            if (!new CompoundFile(bytes).HasKnownSectors)
                return FileProblems.NotWorkbook(file);

            // Fonts from before Unicode are stored in the code page of the machine; their codes are those of Windows Latin.
            using var reader = ExcelReaderFactory.CreateBinaryReader(copy, new ExcelReaderConfiguration { FallbackEncoding = Encoding.GetEncoding(WindowsLatin), LeaveOpen = true });
            var errors = XlsErrors.Of(bytes);
            var sheets = ImmutableArray.CreateBuilder<Sheet>();
            do
            {
                // No .xls has more; a damaged number here would be billions of empty cells.
                if (reader.FieldCount > MostColumns || reader.RowCount > MostRows)
                    return FileProblems.Damaged(file, "XLS");
                sheets.Add(ReadSheet(reader, (row, column) => errors.GetValueOrDefault((sheets.Count, row, column))));
            }
            while (reader.NextResult());
            return sheets.ToImmutable();
        }
        catch (InvalidPasswordException)
        {
            return FileProblems.Password(file);
        }
        catch (HeaderException)
        {
            return FileProblems.NotWorkbook(file);
        }
        catch (Exception error) when (error is ExcelReaderException or IOException or ArgumentException or IndexOutOfRangeException or OverflowException or InvalidCastException or InvalidOperationException or NullReferenceException or NotSupportedException)
        {
            // The reader trusts the offsets it finds: a file cut short shows itself in any of these ways.
            return FileProblems.Truncated(file);
        }
    }

    /// <param name="errorAt">The error a cell holds, which the reader shows as empty; <c>null</c> for none.</param>
    private static Sheet ReadSheet(IExcelDataReader reader, Func<int, int, string?> errorAt)
    {
        var rows = ImmutableArray.CreateBuilder<SheetRow>();
        for (var number = 1; reader.Read(); number++)
        {
            var cells = ImmutableArray.CreateBuilder<SheetCell>();
            for (var i = 0; i < reader.FieldCount; i++)
            {
                if (errorAt(number, i + 1) is { } error)
                    cells.Add(new(i + 1, error, CellKind.Error, null));
                else if (Cell(reader, i) is { } cell)
                    cells.Add(cell);
            }

            if (cells.Count > 0)
                rows.Add(new(number, cells.ToImmutable()));
        }

        var merged = (reader.MergeCells ?? []).Select(range => new CellRange(range.FromRow + 1, range.FromColumn + 1, range.ToRow + 1, range.ToColumn + 1));
        return new(reader.Name, reader.VisibleState is not (null or "visible"), [.. merged], rows.ToImmutable());
    }

    private static SheetCell? Cell(IExcelDataReader reader, int i) => reader.GetValue(i) switch
    {
        null or "" => null,
        string text => new(i + 1, text, CellKind.Text, null),
        bool value => new(i + 1, value ? "true" : "false", CellKind.Truth, null),
        DateTime moment => new(i + 1, NumberFormats.DateText(moment), CellKind.Date, null),
        TimeSpan time => new(i + 1, time.ToString("c", CultureInfo.InvariantCulture), CellKind.Text, null),
        IFormattable number => Number(reader, i, number.ToString(null, CultureInfo.InvariantCulture)),
        var other => new(i + 1, other.ToString() ?? "", CellKind.Text, null),
    };

    private static SheetCell Number(IExcelDataReader reader, int i, string stored)
    {
        if (!NumberFormats.TryNumber(stored, out var number))
            return new(i + 1, stored, CellKind.Text, null);

        var isPercent = reader.GetNumberFormatString(i) is { } format && NumberFormats.Meaning(0, format) == NumberMeaning.Percent;
        return new(i + 1, NumberFormats.ToText(number), isPercent ? CellKind.Percent : CellKind.Number, null);
    }
}
