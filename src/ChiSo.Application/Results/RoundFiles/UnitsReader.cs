using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>Reads the units of one block in official order.</summary>
internal static class UnitsReader
{
    /// <param name="marks">Those the block's gates look at: a unit's are kept in the same spelling.</param>
    public static ImmutableArray<UnitInput> Read(IEnumerable<RowReading> rows, IEnumerable<string> marks)
    {
        var spelled = marks.GroupBy(Fold.Key).ToDictionary(same => same.Key, same => same.First());
        var units = ImmutableArray.CreateBuilder<UnitInput>();
        var codes = new Dictionary<string, RowReading>(StringComparer.OrdinalIgnoreCase);
        var names = new Dictionary<string, RowReading>();
        foreach (var row in rows)
        {
            var (code, name) = (row.Code("unit"), row.Needed("name_vi"));
            if (code is null || name is null)
                continue;
            if (TakenCodes.Find(code, TakenCodes.OfUnits, row.Cell("unit").Where) is { } taken)
                row.Add(taken);
            if (!codes.TryAdd(code, row))
            {
                row.Add("unit.duplicate-code", row.Cell("unit"), new($"Mã {code} đã dùng ở {codes[code].Where}; chữ hoa, chữ thường coi như nhau.", $"Code {code} is already used at {codes[code].Where}; upper and lower case count as the same."),
                    new("Đặt mã khác cho một trong hai đơn vị.", "Give one of the two units another code."));
                continue;
            }

            if (!names.TryAdd(Fold.Key(name), row))
                row.Add("unit.duplicate-name", row.Cell("name_vi"), new($"Tên \"{name}\" đã có ở {names[Fold.Key(name)].Where}.", $"The name \"{name}\" already stands at {names[Fold.Key(name)].Where}."),
                    new("Xóa một dòng, hoặc ghi tên đầy đủ để phân biệt.", "Delete one row, or write names that tell them apart."));
            units.Add(Read(row, code, spelled));
        }

        foreach (var (code, row) in codes)
        {
            if (names.TryGetValue(Fold.Key(code), out var named) && named != row)
                row.Add("unit.code-is-a-name", row.Cell("unit"), new($"Mã {code} cũng là tên của đơn vị ở {named.Where}; ghi \"{code}\" thì không biết là đơn vị nào.", $"The code {code} is also the name of the unit at {named.Where}; nobody could tell which one \"{code}\" means."),
                    new("Đặt mã khác cho đơn vị này.", "Give this unit another code."));
        }

        return units.DrainToImmutable();
    }

    private static UnitInput Read(RowReading row, string code, Dictionary<string, string> marks) => new(
        code,
        row.Words("name_vi", "name_en"),
        row.Text("excluded_vi").Length > 0 ? row.Words("excluded_vi", "excluded_en") : null,
        [.. row.List("marks").Select(mark => MarkAt(row, mark, marks))],
        [.. row.List("predecessors").Where(other => !IsItself(row, other, code))],
        row.YesNo("changed", whenEmpty: false));

    /// <summary>In the spelling of the gate; a mark no gate looks at would pass in silence.</summary>
    private static string MarkAt(RowReading row, string mark, Dictionary<string, string> marks)
    {
        if (marks.TryGetValue(Fold.Key(mark), out var spelled))
            return spelled;
        row.Add("unit.unknown-mark", row.Cell("marks"), new($"Không điều kiện nào của khối xét dấu “{mark}”, nên ghi nó không có tác dụng gì.", $"No gate of the block looks at the mark “{mark}”, so it has no effect."),
            marks.Count == 0
                ? new("Thêm điều kiện without_mark vào bảng gates, hoặc xóa dấu này.", "Add a gate without_mark to the table gates, or delete the mark.")
                : new($"Ghi một trong: {string.Join("; ", marks.Values)}.", $"Write one of: {string.Join("; ", marks.Values)}."));
        return mark;
    }

    private static bool IsItself(RowReading row, string predecessor, string code)
    {
        if (predecessor != code)
            return false;
        row.Add("unit.own-predecessor", row.Cell("predecessors"), new($"Đơn vị {code} ghi chính nó là đơn vị tiền thân.", $"Unit {code} is named as its own predecessor."),
            new("Xóa mã này; đơn vị giữ mã cũ thì không cần ghi.", "Delete the code; a unit that keeps its code needs no entry."));
        return true;
    }
}
