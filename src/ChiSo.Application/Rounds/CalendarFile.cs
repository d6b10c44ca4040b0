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
        foreach (var table in read.Tables)
        {
            var reading = new TableReading(table, DecimalMark.Point, problems);
            if (!reading.CheckColumns(Columns, Columns))
                continue;
            foreach (var row in reading.Rows())
            {
                if (Read(row, stages, windows) is { } window)
                    windows.Add(window);
            }
        }

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
            row.Add("calendar.order", row.Cell("closes"), new("Giai đoạn đóng trước hoặc đúng lúc mở.", "The stage closes before or when it opens."), new("Ghi lại ngày mở và ngày đóng.", "Write the two dates again."));
        return stage is not null && opens is { } from && closes is { } to ? new(stage, from, to) : null;
    }

    private static DateTime? Instant(RowReading row, string column, Func<string?, DateTime?> read)
    {
        if (row.Needed(column) is not { } text)
            return null;
        if (read(text) is { } instant)
            return instant;
        row.Add("calendar.not-a-time", row.Cell(column), new($"\"{text}\" không phải ngày giờ.", $"\"{text}\" is no date and time."),
            new("Viết 31/12/2026 17:00, hoặc chỉ ngày 31/12/2026.", "Write 31/12/2026 17:00, or the day alone: 31/12/2026."));
        return null;
    }
}
