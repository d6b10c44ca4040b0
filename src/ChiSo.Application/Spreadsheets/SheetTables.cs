using System.Collections.Immutable;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Spreadsheets;

/// <summary>Sheets that are plain tables: the first filled row names the columns, each row below is one record.</summary>
internal static class SheetTables
{
    public static TablesRead Of(IEnumerable<Sheet> sheets) => TablesRead.Together(sheets.Select(Of));

    private static TablesRead Of(Sheet sheet)
    {
        if (sheet.IsHidden)
            return TablesRead.Failed(Hidden(sheet));

        if (sheet.Rows.IsEmpty)
            return TablesRead.Failed(Empty(sheet));

        var problems = new List<Problem>(sheet.Merged.Select(range => Merged(sheet, range)));
        var header = sheet.Rows[0];
        var texts = header.Cells.Select(cell => (cell.Column, Text: Text(sheet, header, cell, problems))).Where(cell => cell.Text.Length > 0).ToList();
        if (texts.Count == 0)
            return new([], [.. problems.DefaultIfEmpty(Empty(sheet))]);

        var (first, last) = (texts[0].Column, texts[^1].Column);
        var names = Enumerable.Range(first, last - first + 1).Select(column => texts.Find(cell => cell.Column == column).Text ?? "").ToImmutableArray();
        var wrong = TableHeader.Check(names, "sheet", i => sheet.Place(header.Number, first + i)).ToList();
        problems.AddRange(wrong);
        var rows = sheet.Rows.Skip(1).Select(row => Row(sheet, row, first, names.Length, problems)).OfType<TableRow>().ToImmutableArray();
        return new(wrong.Count > 0 ? [] : [new(sheet.Name, sheet.Name, names, rows)], [.. problems]);
    }

    private static TableRow? Row(Sheet sheet, SheetRow row, int first, int width, List<Problem> problems)
    {
        var cells = new TableCell[width];
        for (var i = 0; i < width; i++)
            cells[i] = new(sheet.Place(row.Number, first + i), "", IsNumber: false);

        var filled = false;
        foreach (var cell in row.Cells)
        {
            var text = Text(sheet, row, cell, problems);
            if (text.Length == 0)
                continue;

            var at = cell.Column - first;
            if (at < 0 || at >= width)
                problems.Add(OutsideTable(sheet.Place(row.Number, cell.Column)));
            else
                (cells[at], filled) = (cells[at] with { Text = text, IsNumber = cell.Kind == CellKind.Number }, true);
        }

        return filled ? new($"{sheet.Name}!{row.Number}", [.. cells]) : null;
    }

    private static string Text(Sheet sheet, SheetRow row, SheetCell cell, List<Problem> problems)
    {
        if (SheetProblems.OfCell(cell, sheet.Place(row.Number, cell.Column)) is not { } problem)
            return NfcText.Clean(cell.Text);

        problems.Add(problem);
        return "";
    }

    private static Problem Hidden(Sheet sheet) => new("sheet.hidden", sheet.Name,
        new($"Trang tính \"{sheet.Name}\" đang bị ẩn nên không được đọc.", $"The sheet \"{sheet.Name}\" is hidden and was not read."),
        new("Bỏ ẩn trang tính để dùng, hoặc xóa trang.", "Unhide the sheet to use it, or delete it."));

    private static Problem Empty(Sheet sheet) => new("sheet.empty", sheet.Name,
        new($"Trang tính \"{sheet.Name}\" không có dữ liệu.", $"The sheet \"{sheet.Name}\" holds nothing."),
        new("Điền trang tính, hoặc xóa trang.", "Fill the sheet, or delete it."));

    private static Problem Merged(Sheet sheet, CellRange range) => new("sheet.merged-cells", $"{sheet.Name}!{range}",
        new($"Các ô {range} bị gộp; không rõ giá trị thuộc dòng và cột nào.", $"The cells {range} are merged; it is unclear to which row and column the value belongs."),
        new("Bỏ gộp ô (Unmerge Cells) và điền từng ô, hoặc đọc tệp qua bảng ánh xạ.", "Unmerge the cells and fill each one, or read the file through a mapping."));

    private static Problem OutsideTable(string where) => new("sheet.outside-table", where,
        new("Ô này có dữ liệu nhưng cột của nó không có tên ở dòng tiêu đề.", "This cell is filled, but its column has no name in the header row."),
        new("Đặt tên cho cột ở dòng tiêu đề, hoặc xóa ô.", "Name the column in the header row, or clear the cell."));
}
