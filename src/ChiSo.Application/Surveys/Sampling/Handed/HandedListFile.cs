using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Sampling.Handed;

/// <summary>The file of a unit, whose columns may be called otherwise than ours.</summary>
public static class HandedListFile
{
    /// <summary>Our columns, with what units call them; written without marks and capitals.</summary>
    private static readonly ImmutableArray<(string Column, ImmutableArray<string> Names)> Known =
    [
        ("id", ["ma", "ma nguoi", "ma ho so", "so ho so", "ma phieu"]),
        ("unit", ["don vi", "ma don vi", "ma danh sach"]),
        ("stratum", ["tang", "nhom", "hinh thuc"]),
        ("cluster", ["cum", "dia ban"]),
        ("name", ["ten", "ho ten", "ho va ten"]),
        ("address", ["dia chi", "noi o"]),
        ("telephone", ["dien thoai", "so dien thoai", "sdt", "di dong"]),
    ];

    /// <summary>The columns somebody may say their own name for.</summary>
    public static ImmutableArray<string> Columns { get; } = [.. Known.Select(known => known.Column).Where(column => column != "unit")];

    /// <param name="fileName">With extension.</param>
    /// <param name="names">By our column what the file calls it; ours, and Vietnamese names, are known without.</param>
    /// <param name="lists">Codes people may be listed under; where there is one, the file need not say it.</param>
    /// <returns>The people, or everything that is wrong with the file, each at its cell.</returns>
    public static Result<ImmutableArray<Invitee>> Read(Stream stream, string fileName, IReadOnlyDictionary<string, string> names, ImmutableArray<string> lists)
    {
        var read = TableFiles.Read(stream, fileName);
        if (read.Tables is not [var table, ..] || !read.Problems.IsEmpty)
            return read.Problems;
        var (renamed, missing) = Renamed(table, names);
        if (!missing.IsEmpty)
            return missing;
        if (lists is [var only] && !renamed.Columns.Contains("unit", StringComparer.OrdinalIgnoreCase))
            renamed = renamed with { Columns = renamed.Columns.Add("unit"), Rows = [.. renamed.Rows.Select(row => row with { Cells = row.Cells.Add(new(row.Where, only, IsNumber: false)) })] };
        var found = InviteeFile.Read(new TablesRead([renamed], []));
        if (!found.TryGet(out var people))
            return found.Problems;
        ImmutableArray<Problem> foreign = [.. people.Where(person => !lists.Contains(person.Unit, StringComparer.Ordinal)).Select(person => HandedListProblems.NotYours(person.Where, person.Unit, lists))];
        return foreign.IsEmpty ? people : foreign;
    }

    /// <summary>The table under our names, and a problem for each name that was said and isn't there.</summary>
    private static (Table Table, ImmutableArray<Problem> Missing) Renamed(Table table, IReadOnlyDictionary<string, string> names)
    {
        var pairs = Columns.Select(column => (Column: column, Name: Key(names.GetValueOrDefault(column) ?? ""))).Where(pair => pair.Name.Length > 0).ToLookup(pair => pair.Name, pair => pair.Column, StringComparer.Ordinal);
        if (pairs.FirstOrDefault(same => same.Count() > 1) is { } twice)
            return (table, [HandedListProblems.ColumnTwice(table.Where, names[twice.First()], twice)]);
        var said = pairs.ToDictionary(same => same.Key, same => same.Single(), StringComparer.Ordinal);
        var keys = table.Columns.Select(Key).ToArray();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var columns = keys.Select((key, at) => said.TryGetValue(key, out var own) && taken.Add(own) ? own : table.Columns[at]).ToArray();
        for (var at = 0; at < columns.Length; at++)
        {
            if (columns[at] == table.Columns[at] && !taken.Contains(keys[at]) && Known.FirstOrDefault(known => known.Column == keys[at] || known.Names.Contains(keys[at], StringComparer.Ordinal)) is { Column: { } column } && taken.Add(column))
                columns[at] = column;
            else if (columns[at] == table.Columns[at] && taken.Contains(columns[at].ToLowerInvariant()) && !said.ContainsKey(keys[at]))
                columns[at] = ""; // another column was said to be this one
        }

        return (table with { Columns = [.. columns] }, [.. said.Where(pair => !keys.Contains(pair.Key, StringComparer.Ordinal)).Select(pair => HandedListProblems.NoColumn(table.Where, pair.Value, names[pair.Value], table.Columns))]);
    }

    /// <summary>Without marks, capitals and spare blanks.</summary>
    private static string Key(string name) => Fold.Loose(name.Replace('_', ' '));
}

/// <summary>What can be wrong with lists of units.</summary>
internal static class HandedListProblems
{
    public static Problem NotYours(string where, string unit, ImmutableArray<string> lists) => new("handed-list.other-unit", where,
        new($"“{unit}” không phải danh sách của đơn vị.", $"“{unit}” is no list of this unit."), new($"Ghi một trong: {string.Join(", ", lists)}.", $"Write one of: {string.Join(", ", lists)}."));

    public static Problem ColumnTwice(string where, string name, IEnumerable<string> columns) => new("handed-list.column-twice", where,
        new($"Cột “{name}” được khai cho nhiều mục: {string.Join(", ", columns)}.", $"The column “{name}” is said to be several: {string.Join(", ", columns)}."), new("Khai mỗi cột cho một mục; mục nào tệp không có thì để trống.", "Say a column once; leave empty what the file doesn't have."));

    public static Problem NoColumn(string where, string column, string name, ImmutableArray<string> columns) => new("handed-list.no-column", where,
        new($"Tệp không có cột “{name}” (khai cho {column}).", $"The file has no column “{name}” (said to be {column})."), new($"Ghi đúng tên một cột của tệp: {string.Join(", ", columns)}.", $"Write a column as the file names it: {string.Join(", ", columns)}."));

    public static Problem NoFile(string where) => new("handed-list.no-file", where, new("Chưa chọn tệp danh sách.", "No list is chosen."), new("Chọn tệp CSV hoặc Excel.", "Choose a CSV or Excel file."));

    public static Problem Empty(string where) => new("handed-list.empty", where, new("Danh sách không có người nào.", "There is nobody in the list."), new("Kiểm tra tệp: mỗi dòng một người.", "Check the file: a person a row."));

    public static Problem NotAsked(string where) => new("handed-list.not-asked", where,
        new("Cuộc khảo sát này không đề nghị đơn vị nộp danh sách, hoặc đã hết hạn nộp.", "This survey does not ask the unit for a list, or the last day has passed."), new("Hỏi người quản lý khảo sát; họ gia hạn được.", "Ask the survey manager, who can set a later day."));

    public static Problem Until(string text) => new("handed-list.until", "until",
        new($"Hạn nộp “{text}” không dùng được.", $"The last day “{text}” can't be used."), new("Ghi một ngày từ hôm nay đến ngày kết thúc khảo sát, như 31/12/2026.", "Write a day from today to the last day of the survey, like 31/12/2026."));

    public static Problem NothingHandedIn(string code) => new("handed-list.none", code, new("Chưa đơn vị nào nộp danh sách.", "No unit has handed in a list."), new("Chờ các đơn vị nộp, hoặc tự tải danh sách lên.", "Wait for the units, or upload lists yourself."));
}
