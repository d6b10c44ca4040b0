using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>What the rows of one block may refer to, once its units and criteria are known.</summary>
/// <param name="Leaves">Every line that is scored, by code.</param>
internal sealed record BlockReading(
    ImmutableArray<UnitInput> Units,
    NameIndex UnitNames,
    CriteriaSet Set,
    NameIndex LineNames,
    Dictionary<string, CriteriaNode> Leaves,
    ImmutableArray<string> Stages)
{
    /// <summary>Codes the units were made from, whether or not they take part.</summary>
    public HashSet<string> Predecessors { get; } = [.. Units.SelectMany(unit => unit.Predecessors)];

    public static BlockReading Of(ImmutableArray<UnitInput> units, CriteriaSet set, ImmutableArray<string> stages) => new(
        units,
        new(units.Select(unit => (unit.Code, unit.Name.Vi))),
        set,
        new(set.Nodes().Select(node => (node.Code.Value, node.Name.Vi))),
        set.Leaves().Where(leaf => leaf.Scoring is not null).ToDictionary(leaf => leaf.Code.Value),
        stages);

    /// <summary>The code of the unit a cell names, or <c>null</c> with a problem.</summary>
    public string? UnitAt(RowReading row)
    {
        if (row.Needed("unit") is not { } text)
            return null;
        if (UnitNames.Find(text) is { } code)
            return code;

        row.Add("unit.unknown", row.Cell("unit"), new($"Khối này không có đơn vị \"{text}\".", $"The block has no unit \"{text}\"."),
            new("Ghi mã hoặc tên một đơn vị trong bảng units.", "Write the code or name of a unit in the table units."));
        return null;
    }

    /// <summary>The code of the line a cell names, or <c>null</c> with a problem.</summary>
    public string? LineAt(RowReading row, string column)
    {
        if (row.Needed(column) is not { } text)
            return null;
        if (LineNames.Find(text) is { } code)
            return code;

        row.Add("criteria.unknown", row.Cell(column), new($"Bộ tiêu chí không có \"{text}\".", $"The criteria set has no \"{text}\"."),
            new("Ghi mã của một dòng trong bảng criteria.", "Write the code of a line in the table criteria."));
        return null;
    }
}
