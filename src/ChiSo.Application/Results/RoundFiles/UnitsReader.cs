using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>Reads the units of one block in official order.</summary>
internal static class UnitsReader
{
    public static ImmutableArray<UnitInput> Read(IEnumerable<RowReading> rows)
    {
        var units = ImmutableArray.CreateBuilder<UnitInput>();
        var codes = new Dictionary<string, RowReading>();
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
                row.Add("unit.duplicate-code", row.Cell("unit"), new($"Mã {code} đã dùng ở {codes[code].Where}.", $"Code {code} is already used at {codes[code].Where}."),
                    new("Đặt mã khác cho một trong hai đơn vị.", "Give one of the two units another code."));
                continue;
            }

            if (!names.TryAdd(Fold.Key(name), row))
                row.Add("unit.duplicate-name", row.Cell("name_vi"), new($"Tên \"{name}\" đã có ở {names[Fold.Key(name)].Where}.", $"The name \"{name}\" already stands at {names[Fold.Key(name)].Where}."),
                    new("Xóa một dòng, hoặc ghi tên đầy đủ để phân biệt.", "Delete one row, or write names that tell them apart."));
            units.Add(Read(row, code));
        }

        return units.DrainToImmutable();
    }

    private static UnitInput Read(RowReading row, string code) => new(
        code,
        row.Words("name_vi", "name_en"),
        row.Text("excluded_vi").Length > 0 ? row.Words("excluded_vi", "excluded_en") : null,
        [.. row.List("marks")],
        [.. row.List("predecessors")],
        row.YesNo("changed", whenEmpty: false));
}
