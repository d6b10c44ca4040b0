using System.Globalization;
using ChiSo.Application.Vietnamese;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ChiSo.Application.Spreadsheets;

/// <summary>Writes workbooks with looks: styles, formulas with their results, merged headings, frozen panes, printed pages. The same sheets give the same bytes.</summary>
public static class SheetWriter
{
    private const int MaxNameLength = 31;
    private const string ForbiddenInNames = "[]:*?/\\";

    /// <exception cref="ArgumentException">No sheet, or a name that is not safe or used twice.</exception>
    public static void Write(Stream stream, IReadOnlyList<WrittenSheet> sheets) => Write(stream, [.. sheets.Select(sheet => (sheet, (IEnumerable<WrittenRow>)sheet.Rows))]);

    /// <summary>The same with rows made while they are written, in place of those of each sheet: nothing is held in memory but one row.</summary>
    internal static void Write(Stream stream, IReadOnlyList<(WrittenSheet Sheet, IEnumerable<WrittenRow> Rows)> written)
    {
        var sheets = written.Select(pair => pair.Sheet).ToList();
        CheckNames(sheets);
        using var package = new WorkbookPackage(stream);
        package.WriteContents(sheets.Count);
        package.Write("xl/workbook.xml", writer => writer.WriteElement(Workbook(sheets)));
        var styles = new WorkbookStyles();
        for (var i = 0; i < sheets.Count; i++)
        {
            var (sheet, rows) = written[i];
            package.Write($"xl/worksheets/sheet{i + 1}.xml", writer => new WorksheetWriting(writer, sheet, styles, isFirst: i == 0).Write(rows));
        }

        package.Write("xl/styles.xml", writer => writer.WriteElement(styles.ToStylesheet()));
    }

    /// <summary>A name any spreadsheet program takes: at most 31 characters, without [ ] : * ? / \ and quotes at the ends.</summary>
    public static string SafeName(string name)
    {
        var safe = string.Concat(NfcText.Clean(name).Select(letter => ForbiddenInNames.Contains(letter, StringComparison.Ordinal) || letter < ' ' ? ' ' : letter));
        safe = safe.Length > MaxNameLength ? safe[..MaxNameLength] : safe;
        safe = safe.Trim(' ', '\'');
        return safe.Length == 0 ? "Sheet" : safe;
    }

    /// <summary>Safe names that differ in more than case, in the same order: those alike are numbered, "Khối sở (2)".</summary>
    public static IReadOnlyList<string> SafeNames(IEnumerable<string> names)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. names.Select(name =>
        {
            var safe = SafeName(name);
            var distinct = safe;
            for (var number = 2; !taken.Add(distinct); number++)
            {
                var ending = string.Create(CultureInfo.InvariantCulture, $" ({number})");
                distinct = SafeName(safe[..Math.Min(safe.Length, MaxNameLength - ending.Length)]) + ending;
            }

            return distinct;
        })];
    }

    private static void CheckNames(List<WrittenSheet> sheets)
    {
        if (sheets.Count == 0)
            throw new ArgumentException("A workbook needs at least one sheet.", nameof(sheets));

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var sheet in sheets)
        {
            if (SafeName(sheet.Name) != sheet.Name)
                throw new ArgumentException($"\"{sheet.Name}\" is no name for a sheet; use SafeName.", nameof(sheets));
            if (!seen.Add(sheet.Name))
                throw new ArgumentException($"Two sheets are named \"{sheet.Name}\".", nameof(sheets));
        }
    }

    private static Workbook Workbook(List<WrittenSheet> sheets)
    {
        var workbook = new Workbook(new Sheets(sheets.Select((sheet, i) => new DocumentFormat.OpenXml.Spreadsheet.Sheet
        {
            Name = sheet.Name,
            SheetId = (uint)i + 1,
            Id = WorkbookPackage.IdOf(i),
        })));
        var titles = sheets.Select((sheet, i) => Titles(sheet) is { Length: > 0 } text
            ? new DefinedName(text) { Name = "_xlnm.Print_Titles", LocalSheetId = (uint)i }
            : null).OfType<DefinedName>().ToList();
        if (titles.Count > 0)
            workbook.Append(new DefinedNames(titles));
        return workbook;
    }

    private static string Titles(WrittenSheet sheet)
    {
        if (sheet.Page is not { } page)
            return "";

        var name = $"'{sheet.Name.Replace("'", "''", StringComparison.Ordinal)}'!";
        List<string> parts = [];
        if (page.TitleColumns > 0)
            parts.Add($"{name}$A:${CellRange.Letters(page.TitleColumns)}");
        if (page.TitleRows > 0)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{name}$1:${page.TitleRows}"));
        return string.Join(',', parts);
    }
}
