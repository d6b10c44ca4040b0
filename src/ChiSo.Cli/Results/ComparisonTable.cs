using ChiSo.Application.CriteriaSets;
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
        screen.Line(Lines(block.Restated.Mapping));
        foreach (var line in block.Restated.Mapping.Lines.Where(line => line.Change is not (LineChange.Same or LineChange.Reworded)))
            screen.Line(screen.Say(Named(line)));
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
                figures.Change(unit.Now.Change?.Index, method.Decimals),
                figures.Change(unit.UnderSameRules, method.Decimals),
                common is null ? figures.Change(null, 0) : $"{figures.Change(common.Index, method.Decimals)} ({figures.Index(common.CoverPercent, method)} %)");
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

    private static Words Lines(SetMapping mapping)
    {
        var counts = Enum.GetValues<LineChange>().Select(change => (Change: change, Count: mapping.Lines.Count(line => line.Change == change))).Where(pair => pair.Count > 0).ToList();
        return new(
            $"Tiêu chí: {string.Join("; ", counts.Select(pair => $"{Say(pair.Change).Vi} {pair.Count}"))}.",
            $"Criteria: {string.Join("; ", counts.Select(pair => $"{Say(pair.Change).En} {pair.Count}"))}.");
    }

    private static Words Named(MappedLine line)
    {
        var shown = (line.After ?? line.Before)!; // one of them is there
        return new($"  {shown.Number.Value} {shown.Name.Vi}: {Say(line.Change).Vi}", $"  {shown.Number.Value} {shown.Name.En}: {Say(line.Change).En}");
    }

    private static Words Say(LineChange change) => change switch
    {
        LineChange.Same => new("giữ nguyên", "same"),
        LineChange.Reworded => new("sửa lời", "reworded"),
        LineChange.Reweighted => new("đổi điểm tối đa", "re-weighted"),
        LineChange.OtherRule => new("đổi cách chấm", "other rule"),
        LineChange.Split => new("tách", "split"),
        LineChange.New => new("mới", "new"),
        _ => new("bỏ", "dropped"),
    };
}
