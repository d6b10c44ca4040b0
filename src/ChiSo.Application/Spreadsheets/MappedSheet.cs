using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Spreadsheets;

/// <summary>One sheet read through its mapping.</summary>
internal sealed class MappedSheet(Sheet sheet, OfficeMapping mapping)
{
    private readonly List<Problem> problems = [];
    private readonly ImmutableArray<string> skipped = [.. mapping.SkipRowsWith.Select(Fold.Key)];

    public TablesRead Read()
    {
        var headings = SheetHeadings.Of(sheet, mapping.FirstHeaderRow, mapping.LastHeaderRow, Unicode);
        var places = mapping.Columns.Select(column => Find(column, headings)).ToList();
        if (problems.Count > 0)
            return new([], [.. problems]);

        var columns = mapping.Columns.Select(column => column.Column).Concat(mapping.Fixed.Select(column => column.Column)).ToImmutableArray();
        problems.AddRange(TableHeader.Check(columns, "sheet", i => $"{sheet.Name}: {columns[i]}"));
        if (problems.Count > 0)
            return new([], [.. problems]);

        var rows = ByNumber();
        var table = new Table(mapping.Table, sheet.Name, columns, [.. sheet.Rows.Where(IsRecord).Select(row => Row(row, places, rows)).OfType<TableRow>()]);
        return new([table], [.. problems]);
    }

    private Dictionary<int, SheetRow> ByNumber()
    {
        var rows = new Dictionary<int, SheetRow>();
        foreach (var row in sheet.Rows)
            rows[row.Number] = row;
        return rows;
    }

    private int Find(MappedColumn column, ImmutableSortedDictionary<int, string> headings)
    {
        if (column.Letter is { } letter && CellRange.TryAddress($"{letter}1", out _, out var told))
            return told;

        var wanted = Fold.Key(column.Heading ?? "");
        var found = headings.Where(heading => wanted.Length > 0 && Fold.Key(heading.Value) == wanted).Select(heading => heading.Key).ToList();
        if (found.Count == 1)
            return found[0];

        problems.Add(found.Count == 0 ? NoHeading(column, headings) : HeadingTwice(column, found));
        return 0;
    }

    private bool IsRecord(SheetRow row)
    {
        if (row.Number < mapping.FirstDataRow || row.Number > (mapping.LastDataRow ?? int.MaxValue) || mapping.SkipRows.Contains(row.Number))
            return false;

        return skipped.IsEmpty || !row.Cells.Any(cell => cell.Kind == CellKind.Text
            && Fold.Key(Unicode(cell)) is var key && skipped.Any(start => key.StartsWith(start, StringComparison.Ordinal)));
    }

    private TableRow? Row(SheetRow row, List<int> places, Dictionary<int, SheetRow> rows)
    {
        var cells = ImmutableArray.CreateBuilder<TableCell>();
        var known = problems.Count;
        for (var i = 0; i < places.Count; i++)
        {
            var column = mapping.Columns[i];
            var cell = Cell(row, column, places[i], rows);
            if (cell.Text.Length == 0 && column.NeedsValue && problems.Count == known)
                return null;
            cells.Add(cell);
        }

        if (cells.All(cell => cell.Text.Length == 0))
            return null;

        var where = $"{sheet.Name}!{row.Number.ToString(CultureInfo.InvariantCulture)}";
        cells.AddRange(mapping.Fixed.Select(column => new TableCell(where, column.Value, IsNumber: false)));
        return new(where, cells.ToImmutable());
    }

    private TableCell Cell(SheetRow row, MappedColumn column, int place, Dictionary<int, SheetRow> rows)
    {
        var where = sheet.Place(row.Number, place);
        var source = column.FillsMerged ? Source(row, place, rows) : row;
        foreach (var cell in source.Cells)
        {
            if (cell.Column == place)
                return Value(cell, column, where);
        }

        return new(where, "", IsNumber: false);
    }

    private SheetRow Source(SheetRow row, int column, Dictionary<int, SheetRow> rows)
    {
        foreach (var range in sheet.Merged)
        {
            if (range.Contains(row.Number, column) && range.FirstColumn == column)
                return rows.GetValueOrDefault(range.FirstRow, row);
        }

        return row;
    }

    private TableCell Value(SheetCell cell, MappedColumn column, string where)
    {
        if (SheetProblems.OfValue(cell, where) is { } broken)
        {
            problems.Add(broken);
            return new(where, "", IsNumber: false);
        }

        // A percent is read as people see it: 0.92 shown as 92% is 92.
        if (cell.Kind == CellKind.Percent)
            return new(where, NumberFormats.ToText(100 * decimal.Parse(cell.Text, CultureInfo.InvariantCulture)), IsNumber: true);

        var text = NfcText.Clean(Unicode(cell));
        if (cell.Kind == CellKind.Number || !column.IsNumber || text.Length == 0)
            return new(where, text, cell.Kind == CellKind.Number);

        var reading = VietnameseNumbers.Read(text, mapping.DecimalMark, out var number);
        if (reading == NumberReading.Read)
            return new(where, NumberFormats.ToText(number), IsNumber: true);

        problems.Add(NumberProblems.Of(reading, where, text, mapping.DecimalMark));
        return new(where, "", IsNumber: false);
    }

    // Where the file tells the font it decides, so that a cell retyped in a Unicode font is not decoded again.
    private string Unicode(SheetCell cell)
    {
        if (mapping.Encoding == TextEncoding.Unicode || cell.Kind != CellKind.Text)
            return cell.Text;

        return LegacyEncodings.ToUnicode(cell.Text, cell.Font is { } font ? LegacyEncodings.OfFont(font) : mapping.Encoding);
    }

    private Problem NoHeading(MappedColumn column, ImmutableSortedDictionary<int, string> headings)
    {
        var found = string.Join("; ", headings.Values.Where(heading => heading.Length > 0));
        return new("sheet.heading-not-found", $"{sheet.Name}!{mapping.FirstHeaderRow}:{mapping.LastHeaderRow}",
            new($"Không có cột \"{column.Heading}\"; các cột đọc được: {found}.", $"There is no column \"{column.Heading}\"; the columns found are: {found}."),
            new("Sửa tiêu đề cột hoặc các dòng tiêu đề trong bảng ánh xạ.", "Mend the heading or the header rows in the mapping."));
    }

    private Problem HeadingTwice(MappedColumn column, List<int> found)
    {
        var letters = string.Join(", ", found.Select(CellRange.Letters));
        return new("sheet.heading-twice", $"{sheet.Name}!{mapping.FirstHeaderRow}:{mapping.LastHeaderRow}",
            new($"Có nhiều cột cùng tiêu đề \"{column.Heading}\": {letters}.", $"Several columns have the heading \"{column.Heading}\": {letters}."),
            new("Ghi chữ cái của cột (letter) trong bảng ánh xạ.", "Give the column's letter in the mapping."));
    }
}
