using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Spreadsheets;

/// <summary>A table read row by row as values; what can't be read becomes a problem at its cell.</summary>
/// <param name="mark">The decimal mark declared for typed numbers.</param>
/// <param name="problems">Receives every problem met.</param>
internal sealed class TableReading(Table table, DecimalMark mark, ICollection<Problem> problems)
{
    private readonly Dictionary<string, int> columns = Columns(table);

    public DecimalMark Mark => mark;

    public IEnumerable<RowReading> Rows() => table.Rows.Select(row => new RowReading(this, row));

    /// <summary>A table may leave out columns that may be empty, and may have none beyond the ones it knows.</summary>
    /// <returns>Whether every needed column is there.</returns>
    public bool CheckColumns(IReadOnlyCollection<string> known, IReadOnlyCollection<string> needed)
    {
        foreach (var column in table.Columns.Where(column => column.Length > 0 && !known.Contains(column, StringComparer.OrdinalIgnoreCase)))
        {
            Add("table.unknown-column", table.Where,
                new($"Bảng {table.Name} không có cột tên \"{column}\".", $"Table {table.Name} has no column \"{column}\"."),
                new($"Xóa cột, hoặc dùng một trong các tên: {string.Join(", ", known)}.", $"Delete it, or use one of: {string.Join(", ", known)}."));
        }

        var missing = needed.Where(column => !columns.ContainsKey(column)).ToList();
        foreach (var column in missing)
        {
            Add("table.missing-column", table.Where,
                new($"Bảng {table.Name} thiếu cột \"{column}\".", $"Table {table.Name} lacks the column \"{column}\"."),
                new("Thêm cột này vào dòng tiêu đề.", "Add it to the header row."));
        }

        return missing.Count == 0;
    }

    public int? PlaceOf(string column) => columns.TryGetValue(column, out var place) ? place : null;

    public void Add(string code, string where, Words what, Words remedy) => problems.Add(new(code, where, what, remedy));

    public void Add(Problem problem) => problems.Add(problem);

    private static Dictionary<string, int> Columns(Table table)
    {
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var place = 0; place < table.Columns.Length; place++)
            places.TryAdd(table.Columns[place], place);
        return places;
    }
}

/// <summary>One row read as values.</summary>
internal sealed class RowReading(TableReading table, TableRow row)
{
    public string Where => row.Where;

    public DecimalMark Mark => table.Mark;

    public TableCell Cell(string column) =>
        table.PlaceOf(column) is { } place && place < row.Cells.Length ? row.Cells[place] : new(row.Where, "", IsNumber: false);

    /// <summary>Empty when the cell is, or the column is missing.</summary>
    public string Text(string column) => Cell(column).Text;

    /// <summary>Whether the table has the column.</summary>
    public bool Has(string column) => table.PlaceOf(column) is not null;

    /// <summary>The text, or <c>null</c> with a problem when there is none.</summary>
    public string? Needed(string column)
    {
        var cell = Cell(column);
        if (cell.Text.Length > 0)
            return cell.Text;

        Add("table.missing-value", cell, new($"Ô \"{column}\" còn trống.", $"\"{column}\" is empty."), new("Điền giá trị vào ô này.", "Fill it in."));
        return null;
    }

    /// <summary>A code as addresses and names of files can hold it; <c>null</c> with a problem when there is none. A code that can't stand there is kept, so that rows naming it are read.</summary>
    public string? Code(string column)
    {
        var code = Needed(column);
        if (code is not null && (code.AsSpan().ContainsAny('/', '\\') || code.All(letter => letter == '.')))
            Add("value.code-form", Cell(column), new($"Mã \"{code}\" không đứng được trong địa chỉ trang và tên tệp.", $"The code \"{code}\" can't stand in addresses and names of files."),
                new("Bỏ dấu / và \\ khỏi mã; thay bằng dấu chấm hoặc gạch nối.", "Take / and \\ out of the code; write a dot or a hyphen instead."));
        return code;
    }

    /// <summary>Vietnamese and English; English left empty is the same as Vietnamese.</summary>
    public Words Words(string vi, string en) => Text(en) is { Length: > 0 } english ? new(Text(vi), english) : ChiSo.Engine.Words.Same(Text(vi));

    /// <summary><c>null</c> when empty, or with a problem when it is no number.</summary>
    public decimal? Number(string column)
    {
        var cell = Cell(column);
        if (cell.Text.Length == 0)
            return null;

        var mark = cell.IsNumber ? DecimalMark.Point : Mark;
        var reading = VietnameseNumbers.Read(cell.Text, mark, out var value);
        if (reading == NumberReading.Read)
            return value;

        table.Add(NumberProblems.Of(reading, cell.Where, cell.Text, mark));
        return null;
    }

    public decimal? NeededNumber(string column) => Needed(column) is null ? null : Number(column);

    /// <summary>Points with at most four decimals.</summary>
    public Points? Points(string column)
    {
        if (Number(column) is not { } value)
            return null;
        if (ChiSo.Engine.Points.IsExact(value))
            return new(value);

        Add("value.too-many-decimals", Cell(column),
            new($"Điểm {VietnameseNumbers.ToText(value)} có hơn bốn chữ số thập phân.", $"{VietnameseNumbers.ToEnglish(value)} points have more than four decimals."),
            new("Làm tròn đến nhiều nhất bốn chữ số thập phân.", "Round to four decimals at most."));
        return null;
    }

    public int? Whole(string column)
    {
        if (Number(column) is not { } value)
            return null;
        if (value == decimal.Truncate(value) && value is >= int.MinValue and <= int.MaxValue)
            return (int)value;

        Add("value.not-whole", Cell(column),
            new($"{VietnameseNumbers.ToText(value)} không phải số nguyên.", $"{VietnameseNumbers.ToEnglish(value)} is not a whole number."),
            new("Ghi một số nguyên.", "Write a whole number."));
        return null;
    }

    public DateOnly? Date(string column)
    {
        var cell = Cell(column);
        if (cell.Text.Length == 0)
            return null;
        if (VietnameseDates.TryRead(cell.Text, out var date))
            return date;

        Add("value.not-a-date", cell, new($"\"{cell.Text}\" không phải là ngày.", $"\"{cell.Text}\" is not a date."),
            new("Ghi ngày dạng 31/12/2023 hoặc 2023-12-31.", "Write a date such as 31/12/2023 or 2023-12-31."));
        return null;
    }

    public bool YesNo(string column, bool whenEmpty)
    {
        var cell = Cell(column);
        switch (cell.Text.ToLowerInvariant())
        {
            case "":
                return whenEmpty;
            case "yes" or "true" or "có":
                return true;
            case "no" or "false" or "không":
                return false;
            default:
                Add("value.not-yes-or-no", cell, new($"\"{cell.Text}\" không phải là có hoặc không.", $"\"{cell.Text}\" is neither yes nor no."), new("Ghi yes hoặc no.", "Write yes or no."));
                return whenEmpty;
        }
    }

    /// <summary>One of the words of a closed choice; <paramref name="whenEmpty"/> also stands in for a word that is reported as unknown.</summary>
    public T Choice<T>(string column, CodeList<T> codes, T whenEmpty)
        where T : struct, Enum
    {
        var cell = Cell(column);
        if (cell.Text.Length == 0)
            return whenEmpty;
        if (codes.Find(cell.Text) is { } found)
            return found;

        Add("value.not-a-choice", cell, new($"\"{cell.Text}\" không có trong danh sách.", $"\"{cell.Text}\" is not in the list."), new($"Ghi một trong: {codes.All}.", $"Write one of: {codes.All}."));
        return whenEmpty;
    }

    /// <summary>The values between semicolons, none of them empty.</summary>
    public IEnumerable<string> List(string column) => Parts(column).Select(CellParts.Plain);

    /// <summary>The parts between semicolons as written, none of them empty.</summary>
    public IEnumerable<string> Parts(string column) => CellParts.Split(Text(column), ';').Where(part => part.Length > 0);

    public void Add(string code, TableCell cell, Words what, Words remedy) => table.Add(code, cell.Where, what, remedy);

    public void Add(Problem problem) => table.Add(problem);
}
