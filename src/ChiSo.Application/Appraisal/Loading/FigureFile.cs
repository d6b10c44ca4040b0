using System.Collections.Immutable;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Json;
using ChiSo.Application.People;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>Reads a filled workbook against the lines as they stand: every problem at its cell, or every line it would mark.</summary>
internal sealed class FigureFile(Review review, Person person, Func<ReviewLine, string, Problem?> refuse)
{
    private readonly List<Problem> problems = [];
    private readonly ImmutableArray<LoadedLine>.Builder lines = ImmutableArray.CreateBuilder<LoadedLine>();
    private readonly HashSet<string> units = new(StringComparer.Ordinal);

    public Result<ImmutableArray<LoadedLine>> Read(TablesRead read, string fileName)
    {
        problems.AddRange(read.Problems);
        if (read.Tables.Select(Keyed).FirstOrDefault(table => table.Columns.Contains(FigureTemplate.UnitColumn, StringComparer.OrdinalIgnoreCase)) is { } table)
            Read(table);
        else if (problems.Count == 0)
            problems.Add(FigureProblems.NoTable(fileName));
        return problems.Count == 0 ? lines.ToImmutable() : problems.ToImmutableArray();
    }

    private static Table Keyed(Table table) => table with { Columns = [.. table.Columns.Select(FigureColumn.KeyOf)] };

    private void Read(Table table)
    {
        var columns = FigureColumn.Of(review, person);
        var reading = new TableReading(table, DecimalMark.Comma, problems);
        if (!reading.CheckColumns([FigureTemplate.UnitColumn, FigureTemplate.NameColumn, .. columns.SelectMany(line => line.Select(column => column.Key))], [FigureTemplate.UnitColumn]))
            return;
        foreach (var row in reading.Rows())
        {
            if (row.Needed(FigureTemplate.UnitColumn) is not { } code)
                continue;
            if (review.Block.Unit(code) is not { } unit)
                row.Add(FigureProblems.NoUnit(row.Cell(FigureTemplate.UnitColumn)));
            else if (!units.Add(unit.Code))
                row.Add(FigureProblems.UnitTwice(row.Cell(FigureTemplate.UnitColumn)));
            else
                ReadRow(row, unit, columns);
        }
    }

    private void ReadRow(RowReading row, UnitInput unit, ImmutableArray<ImmutableArray<EntryColumn>> columns)
    {
        foreach (var line in columns)
        {
            var known = problems.Count;
            var read = EntryCells.Read(row, line, known, problems);
            if (!read.TryGet(out var entry))
                problems.AddRange(read.Problems.Except(problems.Skip(known)));
            else if (entry is not null)
                Take(unit, line[0].Node, entry, line.Select(column => row.Cell(column.Key)).First(cell => cell.Text.Length > 0).Where);
        }
    }

    private void Take(UnitInput unit, CriteriaNode node, Entry entry, string where)
    {
        if (review.Line(unit.Code, node.Code) is not { } line)
        {
            problems.Add(FigureProblems.NoLine(where));
            return;
        }

        var json = EngineJson.ToText(entry);
        var refused = refuse(line, json);
        if (refused is null)
            lines.Add(new(line, entry, line.Standing?.Entry == json ? LoadedAs.Stands : line.Offered?.Entry == json ? LoadedAs.Accepted : LoadedAs.Changed));
        else if ((line.Standing ?? line.Offered)?.Entry != json)
            problems.Add(refused with { Where = where }); // what the template held and nobody touched is no problem
    }
}
