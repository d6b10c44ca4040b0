using System.Collections.Immutable;
using ChiSo.Application.Rounds;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>Reads who appraises the units of one block at the first level.</summary>
internal static class FirstLevelReader
{
    /// <returns><c>null</c> when the table has no row of the block: it is appraised on one level.</returns>
    public static ImmutableArray<FirstLevelRow>? Read(BlockReading block, IEnumerable<RowReading> rows)
    {
        var found = ImmutableArray.CreateBuilder<FirstLevelRow>();
        foreach (var row in rows)
        {
            if (Read(block, row) is not { } one)
                continue;
            if (found.Any(other => other.Unit == one.Unit && other.Node == one.Node))
                row.Add("first-level.twice", row.Cell("unit"), new($"Đơn vị {one.Unit} đã có cơ quan thẩm định cấp thứ nhất cho phần này ở dòng trên.", $"A row above names who appraises this part of {one.Unit} at the first level."), new("Xóa một dòng.", "Delete one row."));
            found.Add(one);
        }

        return found.Count > 0 ? found.ToImmutable() : null;
    }

    private static FirstLevelRow? Read(BlockReading block, RowReading row)
    {
        var unit = block.UnitAt(row);
        var isWhole = row.Text("node").Length == 0;
        var node = isWhole ? null : block.LineAt(row, "node");
        var appraiser = row.Needed("appraiser");
        if (!IsBetween(block.Stages))
            row.Add("first-level.no-stage", row.Cell("unit"), new("Bảng first_level có dòng nhưng thiết đặt stages không có first_level sau self và trước review1.", "The table first_level has rows, and the setting stages lacks first_level after self and before review1."),
                new("Ghi stages như: self;first_level;review1;explanation;review2;council.", "Write stages like: self;first_level;review1;explanation;review2;council."));
        if (unit is not null && appraiser is not null && Names(block, unit, appraiser))
            row.Add("first-level.own-unit", row.Cell("appraiser"), new($"Đơn vị {unit} không tự thẩm định mình.", $"The unit {unit} doesn't appraise itself."), new("Ghi cơ quan khác, hoặc bỏ dòng này.", "Name another body, or delete the row."));
        return unit is null || appraiser is null || (node is null && !isWhole) ? null : new(unit, appraiser, node is null ? null : new CriterionCode(node));
    }

    private static bool Names(BlockReading block, string unit, string appraiser) =>
        block.Units.Any(one => one.Code == unit && (one.Code == appraiser || Fold.Key(one.Name.Vi) == Fold.Key(appraiser)));

    private static bool IsBetween(ImmutableArray<string> stages) => stages.IndexOf(Stages.FirstLevel) is >= 0 and var place
        && stages.IndexOf(Stages.Self) is >= 0 and var self && self < place && stages.IndexOf(Stages.FirstReview) is var review && (review < 0 || review > place);
}
