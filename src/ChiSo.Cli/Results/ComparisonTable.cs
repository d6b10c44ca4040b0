using ChiSo.Cli.Terminal;
using ChiSo.Engine;
using Spectre.Console;

namespace ChiSo.Cli.Results;

/// <summary>A block beside the same block of an earlier round, on the terminal.</summary>
internal static class ComparisonTable
{
    public static void Show(Screen screen, ComparedBlock block)
    {
        screen.Line("");
        screen.Title(screen.Say(block.Now.Block.Name));
        screen.Show(Of(screen, block));
        MappedLines.Show(screen, block.Restated.Mapping);
    }

    private static Table Of(Screen screen, ComparedBlock block)
    {
        var (figures, method) = (new Figures(screen.Language), block.Now.Method);
        var table = new Table { Border = TableBorder.Simple };
        Head(table, screen);
        foreach (var unit in block.Units)
        {
            var common = unit.Now.Change?.OnCommonCriteria;
            table.AddRow(
                Markup.Escape(screen.Say(unit.Unit.Name)),
                figures.Index(unit.Now.Published, method),
                figures.Index(unit.Now.Change?.LastIndex, method),
                unit.Restated is { Standing: Standing.Unknown } open ? $"{figures.Index(open.Lowest, method)}…{figures.Index(open.Highest, method)}" : figures.Index(unit.Restated?.Published, method),
                figures.Change(unit.Now.Change, method.Decimals),
                figures.Change(unit.UnderSameRules, method.Decimals),
                common is null ? figures.Change(change: null, 0) : $"{figures.Change(common.Index, method.Decimals)} ({figures.Index(common.CoverPercent, method)} %)");
        }

        return table;
    }

    private static void Head(Table table, Screen screen)
    {
        table.AddColumn(Markup.Escape(screen.Say(new("Đơn vị", "Unit"))));
        foreach (var name in (Words[])[
            new("Kỳ này", "Now"), new("Kỳ trước, đã công bố", "Earlier, as published"), new("Kỳ trước, theo quy định kỳ này", "Earlier, under these rules"),
            new("Tăng, giảm", "Change"), new("Cùng quy định", "Same rules"), new("Tiêu chí chung (phần)", "Common criteria (share)")])
            table.AddColumn(new TableColumn(Markup.Escape(screen.Say(name))).RightAligned());
    }
}
