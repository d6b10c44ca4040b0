using ChiSo.Engine;

namespace ChiSo.Application.People;

/// <summary>What a register must keep to, whoever writes it.</summary>
internal static class RegisterChecks
{
    /// <summary>Two rows of one unit on one day.</summary>
    public static IEnumerable<Problem> Overlaps(IEnumerable<RegisterRow> rows)
    {
        foreach (var unit in rows.GroupBy(row => row.Unit))
        {
            var inOrder = unit.OrderBy(row => row.From ?? DateOnly.MinValue).ToList();
            foreach (var (earlier, later) in inOrder.Zip(inOrder.Skip(1)).Where(pair => pair.First.Overlaps(pair.Second)))
                yield return new("units.overlap", later.Where, new($"Đơn vị {unit.Key} có hai dòng cùng hiệu lực (dòng kia: {earlier.Where}).", $"Unit {unit.Key} has two rows for the same days (the other: {earlier.Where})."),
                    new("Ghi ngày cuối cho dòng trước, hoặc mã khác cho đơn vị khác.", "Give the earlier row a last day, or another unit another code."));
        }
    }

    /// <summary>Parents that are not there, and units that stand above themselves.</summary>
    /// <param name="all">The register as it would be.</param>
    /// <param name="read">The rows to speak of.</param>
    public static IEnumerable<Problem> Tree(IReadOnlyCollection<RegisterRow> all, IEnumerable<RegisterRow> read)
    {
        var parents = all.ToLookup(row => row.Unit, row => row.Parent);
        foreach (var row in read.Where(row => row.Parent.Length > 0))
        {
            if (!parents.Contains(row.Parent))
                yield return new("units.unknown-parent", row.Where, new($"Không có đơn vị cấp trên mang mã {row.Parent}.", $"There is no unit {row.Parent} above it."), new("Nhập đơn vị cấp trên trước, hoặc sửa mã.", "Import the unit above first, or correct the code."));
            else if (StandsAbove(parents, row.Parent, row.Unit))
                yield return new("units.cycle", row.Where, new($"Đơn vị {row.Unit} đứng trên chính nó.", $"Unit {row.Unit} stands above itself."), new("Sửa mã cấp trên.", "Correct the code of the unit above."));
        }
    }

    private static bool StandsAbove(ILookup<string, string> parents, string start, string unit)
    {
        var (seen, open) = (new HashSet<string>(), new Stack<string>([start]));
        while (open.TryPop(out var at))
        {
            if (at == unit)
                return true;
            if (!seen.Add(at))
                continue;
            foreach (var parent in parents[at].Where(parent => parent.Length > 0))
                open.Push(parent);
        }

        return false;
    }
}
