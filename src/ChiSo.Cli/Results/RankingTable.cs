using System.Globalization;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;
using Spectre.Console;

namespace ChiSo.Cli.Results;

/// <summary>The ranking of a block on the terminal.</summary>
internal static class RankingTable
{
    public static void Show(Screen screen, ComputedRound round)
    {
        screen.Title(screen.Say(round.Round.Name));
        if (round.Round.Illustrative)
            screen.Line(new Words("Số liệu minh họa.", "Illustrative data."));
        foreach (var block in round.Blocks)
        {
            screen.Line("");
            screen.Title(screen.Say(block.Block.Name));
            screen.Show(Of(screen, block));
            screen.Line(Summary(block, new(Language.Vi), new(Language.En)));
        }
    }

    private static Table Of(Screen screen, ComputedBlock block)
    {
        var figures = new Figures(screen.Language);
        var announced = block.Result.Units.Any(unit => unit.FromParts is not null);
        var table = new Table { Border = TableBorder.Simple };
        Head(table, screen, announced);
        foreach (var (unit, result) in block.InOrderOfRank())
        {
            List<string> cells =
            [
                result.Rank?.Value.ToString(CultureInfo.InvariantCulture) ?? "–",
                Markup.Escape(screen.Say(unit.Name)),
                figures.Points(result.Points, block.Method),
                figures.Points(result.ApplicableMax, block.Method),
                result.Standing == Standing.Unknown ? $"{figures.Index(result.Lowest, block.Method)}…{figures.Index(result.Highest, block.Method)}" : figures.Index(result.Published, block.Method),
                Markup.Escape(ClassOrStanding(screen, block, result)),
                figures.Change(result.Change, block.Method.Decimals),
                Figures.Places(result.Change?.Ranks),
            ];
            if (announced)
                cells.Add(figures.Index(result.FromParts, block.Method));
            table.AddRow([.. cells]);
        }

        return table;
    }

    private static void Head(Table table, Screen screen, bool announced)
    {
        List<(Words Name, bool Right)> columns =
        [
            (new("Hạng", "Rank"), true),
            (new("Đơn vị", "Unit"), false),
            (new("Điểm", "Points"), true),
            (new("Tối đa", "Maximum"), true),
            (new("Chỉ số (%)", "Index (%)"), true),
            (new("Xếp loại", "Class"), false),
            (new("Tăng, giảm", "Change"), true),
            (new("Bậc", "Places"), true),
        ];
        if (announced)
            columns.Add((new("Cộng các phần", "Sum of parts"), true));
        foreach (var (name, right) in columns)
        {
            var column = new TableColumn(Markup.Escape(screen.Say(name)));
            table.AddColumn(right ? column.RightAligned().NoWrap() : column);
        }
    }

    private static string ClassOrStanding(Screen screen, ComputedBlock block, UnitResult unit) => unit.Standing switch
    {
        Standing.Unknown => screen.Say(new("chưa đủ số liệu", "not all known")),
        Standing.NoIndex => screen.Say(new("không có chỉ số", "no index")),
        Standing.Excluded => screen.Say(new("không xếp hạng", "not ranked")),
        _ => block.ClassOf(unit) is { } name ? screen.Say(name) : "–",
    };

    private static Words Summary(ComputedBlock block, Figures vi, Figures en)
    {
        var summary = block.Result.Summary;
        var decimals = block.Method.Decimals;
        var classes = block.Method.Classes.Select((band, place) => (band.Name, Count: summary.ClassCounts[place])).ToList();
        var change = summary.MeanChange is null ? new Words("", "") : new(
            $", so với kỳ trước {vi.Change(summary.MeanChange, decimals)}", $", against the last period {en.Change(summary.MeanChange, decimals)}");
        return new(
            $"Giá trị trung bình {vi.Index(summary.PublishedMean, block.Method)} %{change.Vi}. {string.Join("; ", classes.Select(pair => $"{pair.Name.Vi}: {pair.Count}"))}.",
            $"Mean {en.Index(summary.PublishedMean, block.Method)} %{change.En}. {string.Join("; ", classes.Select(pair => $"{pair.Name.En}: {pair.Count}"))}.");
    }
}
