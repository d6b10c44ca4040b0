using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Rounds;

/// <summary>The dates of a round's stages as a table people edit: <c>stage,opens,closes</c>, in Vietnam's time.</summary>
public static class CalendarFile
{
    private static readonly ImmutableArray<string> Columns = ["stage", "opens", "closes"];

    /// <summary>The stages that have dates, in the round's order.</summary>
    public static Table Of(LiveRound round) => Table.Of("calendar", Columns, round.Clock.Windows.OrderBy(window => round.Stages.IndexOf(window.Stage)).Select(ImmutableArray<TableCell> (window) =>
        [TableCell.Of(window.Stage), TableCell.Of(VietnamTime.Write(window.Opens)), TableCell.Of(VietnamTime.Write(window.Closes))]));

    /// <summary>The dates, or every problem of the file at once.</summary>
    /// <param name="stages">Those the round has.</param>
    public static Result<ImmutableArray<SetWindow>> Read(string path, ImmutableArray<string> stages)
    {
        var read = TableFiles.Read(path);
        var problems = read.Problems.ToList();
        var windows = ImmutableArray.CreateBuilder<SetWindow>();
        var rowOf = new Dictionary<string, RowReading>(StringComparer.Ordinal);
        foreach (var table in read.Tables)
        {
            var reading = new TableReading(table, DecimalMark.Point, problems);
            if (!reading.CheckColumns(Columns, Columns))
                continue;
            foreach (var row in reading.Rows())
            {
                if (Read(row, stages, windows) is not { } window)
                    continue;
                windows.Add(window);
                rowOf[window.Stage] = row;
            }
        }

        if (problems.Count == 0)
            problems.AddRange(CalendarChecks.OutOfOrder(stages, windows, stage => rowOf[stage].Cell("opens").Where));
        return problems.Count == 0 ? windows.ToImmutable() : problems.ToImmutableArray();
    }

    private static SetWindow? Read(RowReading row, ImmutableArray<string> stages, ImmutableArray<SetWindow>.Builder before)
    {
        var stage = row.Needed("stage");
        if (stage is not null && !stages.Contains(stage))
            row.Add("calendar.unknown-stage", row.Cell("stage"), new($"Kỳ này không có giai đoạn \"{stage}\".", $"The round has no stage \"{stage}\"."),
                new($"Ghi một trong: {string.Join(", ", stages)}.", $"Write one of: {string.Join(", ", stages)}."));
        if (before.Any(window => window.Stage == stage))
            row.Add("calendar.stage-twice", row.Cell("stage"), new($"Giai đoạn \"{stage}\" đã có ở dòng trên.", $"The stage \"{stage}\" stands in a row above."), new("Xóa một dòng.", "Delete one row."));
        var (opens, closes) = (Instant(row, "opens", VietnamTime.Read), Instant(row, "closes", VietnamTime.ReadEnd));
        if (closes <= opens)
            row.Add(CalendarProblems.Order(row.Cell("closes").Where));
        return stage is not null && opens is { } from && closes is { } to ? new(stage, from, to) : null;
    }

    private static DateTime? Instant(RowReading row, string column, Func<string?, DateTime?> read)
    {
        if (row.Needed(column) is not { } text)
            return null;
        if (read(text) is { } instant)
            return instant;
        row.Add(CalendarProblems.NotATime(row.Cell(column).Where, text));
        return null;
    }
}
