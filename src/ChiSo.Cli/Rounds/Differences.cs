using ChiSo.Application.Results;
using ChiSo.Application.Vietnamese;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Rounds;

/// <summary>What an import would change: rows, then the results they move.</summary>
internal static class Differences
{
    private const int ShownPerTable = 20;

    public static int Show(Screen screen, RoundDocument round, RoundDifferences differences)
    {
        if (screen.IsJson)
            screen.Document(new { Round = round.Code, differences.Tables, Moves = differences.Moves.Select(MovesTable.Document) });
        else
            Tell(screen, round, differences);
        return (int)ExitCode.Ok;
    }

    private static void Tell(Screen screen, RoundDocument round, RoundDifferences differences)
    {
        if (differences.IsEmpty)
            screen.Line(new Words($"Nhập kỳ {round.Code} sẽ không thay đổi gì.", $"Importing round {round.Code} would change nothing."));
        foreach (var table in differences.Tables)
            Show(screen, table);
        foreach (var moves in differences.Moves)
            MovesTable.Show(screen, round.Blocks.Single(block => block.Code == moves.Block), moves);
    }

    private static void Show(Screen screen, TableDifference table)
    {
        screen.Title(screen.Say(new(
            $"{table.Table}: thêm {VietnameseNumbers.CountText(table.Added.Length)} dòng, bớt {VietnameseNumbers.CountText(table.Removed.Length)} dòng",
            $"{table.Table}: {VietnameseNumbers.CountEnglish(table.Added.Length)} rows added, {VietnameseNumbers.CountEnglish(table.Removed.Length)} taken away")));
        var lines = table.Removed.Select(row => $"- {row}").Concat(table.Added.Select(row => $"+ {row}")).ToList();
        foreach (var line in lines.Take(ShownPerTable))
            screen.Line(line);
        if (lines.Count > ShownPerTable)
            screen.Line(new Words($"… và {VietnameseNumbers.CountText(lines.Count - ShownPerTable)} dòng nữa; dùng --json để xem hết.", $"… and {VietnameseNumbers.CountEnglish(lines.Count - ShownPerTable)} more; --json shows all."));
    }
}
