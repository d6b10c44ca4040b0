using System.Collections.Immutable;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>Reads what was entered on the lines of one block.</summary>
internal sealed class PositionsReader(BlockReading block)
{
    private readonly Dictionary<Line, List<(int Sequence, RowReading Row)>> sequences = [];

    public ImmutableArray<PositionDocument> Read(IEnumerable<RowReading> rows)
    {
        var positions = ImmutableArray.CreateBuilder<PositionDocument>();
        foreach (var row in rows)
        {
            if (Read(row) is { } position)
                positions.Add(position);
        }

        foreach (var line in sequences.Values)
            CheckSequence(line);
        return positions.DrainToImmutable();
    }

    private PositionDocument? Read(RowReading row)
    {
        var unit = block.UnitAt(row);
        var leaf = LeafAt(row);
        var stage = StageAt(row);
        var mark = AtLeast(row, "mark", 0) ?? 0;
        _ = row.Needed("sequence");
        var sequence = AtLeast(row, "sequence", 1);
        if (unit is not null && leaf is not null && stage is not null && sequence is { } number)
            Note(new(unit, leaf.Code.Value, stage, mark), number, row);

        var entry = leaf is null ? null : EntryAt(row, leaf);
        return unit is null || stage is null || sequence is not { } place || entry is null
            ? null
            : new(unit, leaf!.Code, stage, mark, place, entry, row.YesNo("handed_in", whenEmpty: true), row.Text("reason"), row.Text("evidence"), row.Text("by")); // no entry without a leaf
    }

    private CriteriaNode? LeafAt(RowReading row)
    {
        if (block.LineAt(row, "criterion") is not { } code)
            return null;
        if (block.Leaves.TryGetValue(code, out var leaf))
            return leaf;
        if (block.Set.Nodes().First(node => node.Code.Value == code).IsLeaf)
            return null; // its rule could not be read, which was told

        row.Add("position.on-inner-line", row.Cell("criterion"), new($"{code} có các dòng con, không chấm điểm trực tiếp được.", $"{code} has lines below it and is not scored itself."),
            new("Chấm các tiêu chí thành phần bên dưới.", "Enter the lines below it."));
        return null;
    }

    private string? StageAt(RowReading row)
    {
        if (row.Needed("stage") is not { } stage)
            return null;
        if (block.Stages.Contains(stage))
            return stage;

        row.Add("position.unknown-stage", row.Cell("stage"), new($"Kỳ này không có bước \"{stage}\".", $"The round has no stage \"{stage}\"."),
            new($"Ghi một trong: {string.Join(", ", block.Stages)}.", $"Write one of: {string.Join(", ", block.Stages)}."));
        return null;
    }

    private static int? AtLeast(RowReading row, string column, int least)
    {
        var value = row.Whole(column);
        if (value is null || value >= least)
            return value;

        row.Add("position.number", row.Cell(column), new($"Phải từ {least} trở lên.", $"It must be {least} or more."), new("Sửa lại số này.", "Correct it."));
        return null;
    }

    private static Entry? EntryAt(RowReading row, CriteriaNode node)
    {
        var from = ProvenanceOf(row);
        if (row.Needed("entry") is not { } text || node.Scoring is not { } leaf)
            return null;

        var cell = row.Cell("entry");
        var read = EntryText.Parse(text, leaf, row.Mark, cell.Where);
        if (!read.TryGet(out var entry))
        {
            foreach (var problem in read.Problems)
                row.Add(problem);
            return null;
        }

        entry = entry with { From = from };
        if (EntryChecks.Find(entry, leaf, node.Max, cell.Where) is { } found)
            row.Add(found);
        return entry;
    }

    private static Provenance? ProvenanceOf(RowReading row)
    {
        var (source, cutOff, count, error) = (row.Text("source"), row.Date("cut_off"), row.Whole("count"), row.Number("standard_error"));
        return source.Length == 0 && cutOff is null && count is null && error is null ? null : new(source, cutOff, count, error);
    }

    private void Note(Line line, int sequence, RowReading row)
    {
        if (!sequences.TryGetValue(line, out var seen))
            sequences[line] = seen = new(1);
        if (seen.FirstOrDefault(other => other.Sequence == sequence) is { Row: { } first })
            row.Add("position.sequence-twice", row.Cell("sequence"), new($"Lượt {sequence} của dòng này đã có ở {first.Where}.", $"Position {sequence} of this line already stands at {first.Where}."),
                new("Đánh số lượt sau lớn hơn lượt trước một đơn vị.", "Number each position one above the one before."));
        else
            seen.Add((sequence, row));
    }

    private static void CheckSequence(List<(int Sequence, RowReading Row)> line)
    {
        var expected = 1;
        foreach (var (sequence, row) in line.OrderBy(position => position.Sequence))
        {
            if (sequence != expected)
                row.Add("position.sequence-gap", row.Cell("sequence"), new($"Trước lượt {sequence} thiếu lượt {expected}.", $"Before position {sequence}, position {expected} is missing."),
                    new("Bổ sung lượt thiếu hoặc đánh số lại.", "Add the missing position, or renumber."));
            expected = sequence + 1;
        }
    }

    private readonly record struct Line(string Unit, string Criterion, string Stage, int Mark);
}
