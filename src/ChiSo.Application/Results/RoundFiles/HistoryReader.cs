using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>Reads published results of earlier periods, and announced totals of this one.</summary>
internal sealed class HistoryReader(BlockReading block, string period)
{
    private readonly Dictionary<(string Period, string Unit), PublishedResult> results = [];
    private readonly Dictionary<(string Period, string Unit), List<PublishedScore>> scores = [];

    public ImmutableArray<PublishedResult> Read(IEnumerable<RowReading> rows, IEnumerable<RowReading> scoreRows)
    {
        var order = new List<(string Period, string Unit)>();
        foreach (var row in rows)
        {
            if (ReadResult(row) is not { } result)
                continue;
            if (results.TryAdd((result.Period, result.Unit), result))
                order.Add((result.Period, result.Unit));
            else
                row.Add("history.twice", row.Cell("unit"), new($"Kết quả {result.Period} của đơn vị này có hai lần.", $"The result of {result.Period} of this unit stands there twice."), new("Giữ lại một.", "Keep one of them."));
        }

        foreach (var row in scoreRows)
            ReadScore(row);
        return [.. order.OrderBy(key => key.Period, StringComparer.Ordinal).Select(key => results[key] with { Scores = [.. scores.GetValueOrDefault(key, [])] })];
    }

    public ImmutableArray<AnnouncedIndex> ReadAnnounced(IEnumerable<RowReading> rows)
    {
        var announced = ImmutableArray.CreateBuilder<AnnouncedIndex>();
        foreach (var row in rows)
        {
            var (unit, total) = (block.UnitAt(row), row.NeededNumber("index"));
            if (unit is null || total is not { } index)
                continue;
            if (announced.Any(other => other.Unit == unit))
                row.Add("announced.twice", row.Cell("unit"), new("Đơn vị này có hai chỉ số đã công bố.", "This unit has two announced totals."), new("Giữ lại một.", "Keep one of them."));
            announced.Add(new(unit, index));
        }

        return announced.DrainToImmutable();
    }

    private PublishedResult? ReadResult(RowReading row)
    {
        var (when, unit) = (row.Needed("period"), UnitOf(row));
        var (index, rank) = (row.Number("index"), row.Whole("rank"));
        if (when is null || unit is null)
            return null;

        if (string.CompareOrdinal(when, period) >= 0)
            row.Add("history.not-earlier", row.Cell("period"), new($"{when} không phải kỳ trước của {period}.", $"{when} is not before {period}."), new("Chỉ ghi kết quả của các kỳ trước.", "Write results of earlier periods only."));
        if (rank < 1)
            row.Add("history.rank", row.Cell("rank"), new("Thứ hạng phải từ 1 trở lên.", "A rank is 1 or more."), new("Sửa thứ hạng, hoặc để trống.", "Correct it, or leave it empty."));
        return new(when, unit, index, rank, row.Text("class"), row.Text("criteria"), row.Text("source"), []);
    }

    private void ReadScore(RowReading row)
    {
        var (when, unit, criterion) = (row.Needed("period"), UnitOf(row), row.Needed("criterion"));
        var (points, max) = (row.NeededNumber("points"), row.NeededNumber("max"));
        if (when is null || unit is null || criterion is null || points is not { } reached || max is not { } most)
            return;

        if (!results.ContainsKey((when, unit)))
            row.Add("history.scores-without-result", row.Cell("unit"), new($"Bảng history không có kết quả {when} của đơn vị này.", $"The table history has no result of {when} for this unit."), new("Thêm kết quả vào bảng history.", "Add the result to the table history."));
        if (!scores.TryGetValue((when, unit), out var known))
            scores[(when, unit)] = known = [];
        if (known.Any(score => score.Criterion.Value == criterion))
            row.Add("history.twice", row.Cell("criterion"), new($"Điểm của {criterion} có hai lần.", $"The points of {criterion} stand there twice."), new("Giữ lại một.", "Keep one of them."));
        known.Add(new(new(criterion), reached, most));
    }

    private string? UnitOf(RowReading row)
    {
        if (row.Needed("unit") is not { } text)
            return null;
        if (block.Predecessors.Contains(text) && !block.UnitNames.IsCode(text))
            return text;
        if (block.UnitNames.Find(text) is { } code)
            return code;

        row.Add("history.unknown-unit", row.Cell("unit"), new($"\"{text}\" không phải đơn vị của khối, cũng không phải đơn vị tiền thân.", $"\"{text}\" is neither a unit of the block nor a predecessor of one."),
            new("Sửa mã, hoặc khai đơn vị tiền thân ở bảng units.", "Correct the code, or declare the predecessor in the table units."));
        return null;
    }
}
