using System.Collections.Immutable;
using ChiSo.Application.Results;
using ChiSo.Application.Spreadsheets;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Results;

/// <summary>The results of a computation as files: a table of units and one of points per block, as CSV and together in one workbook, a workbook of score sheets to print, and everything as JSON.</summary>
internal static class ResultFiles
{
    private static readonly ImmutableArray<string> UnitColumns =
    [
        "block", "rank", "unit", "name", "points", "applicable_max", "index", "published", "from_parts", "lowest", "highest",
        "standing", "class", "index_change", "rank_change", "note",
    ];

    private static readonly ImmutableArray<string> PointColumns = ["block", "unit", "criterion", "number", "name", "points", "applicable_max", "unknown_lines", "note"];

    /// <summary>Writes into the folder, which is made when it is not there; files of the same names are replaced.</summary>
    /// <returns>The paths written, in the order people look for them.</returns>
    public static ImmutableArray<string> Write(ComputedRound round, string folder)
    {
        Directory.CreateDirectory(folder);
        var written = ImmutableArray.CreateBuilder<string>();
        var tables = round.Blocks.SelectMany(block => new[] { Units(round, block), Points(round, block) }).ToList();
        foreach (var table in tables)
            written.Add(Save(folder, $"{table.Name}.csv", stream => CsvTables.Write(stream, table, CsvWriting.Download)));
        written.Add(Save(folder, $"{round.Round.Code}.xlsx", stream => XlsxTables.Write(stream, tables)));
        written.Add(Save(folder, $"{round.Round.Code}-score-sheets.xlsx", stream => SheetWriter.Write(stream, ScoreSheets(round))));
        written.Add(Save(folder, $"{round.Round.Code}.json", stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(Json.Of(ResultDocument.Of(round)) + "\n"))));
        return written.ToImmutable();
    }

    /// <summary>One wide sheet a block, named after it.</summary>
    private static List<WrittenSheet> ScoreSheets(ComputedRound round)
    {
        var sheets = round.Blocks.Select(block => WideSheet.Of(round.Round, block.Block, block.Result, words => words.Vi)).ToList();
        return [.. sheets.Zip(SheetWriter.SafeNames(sheets.Select(sheet => sheet.Name)), (sheet, name) => sheet with { Name = name })];
    }

    /// <summary>Written beside and moved into place: a file of that name is whole, the old one or the new.</summary>
    private static string Save(string folder, string name, Action<Stream> write)
    {
        var path = Path.Combine(folder, name);
        var part = $"{path}.part";
        try
        {
            using (var stream = File.Create(part))
                write(stream);
            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }

        return path;
    }

    private static TableRows Units(ComputedRound round, ComputedBlock block) =>
        new($"ranking-{block.Block.Code}", UnitColumns, block.InOrderOfRank().Select(pair => Unit(round, block, pair.Unit, pair.Result)));

    private static ImmutableArray<TableCell> Unit(ComputedRound round, ComputedBlock block, UnitInput unit, UnitResult result) =>
    [
        TableCell.Of(block.Block.Code),
        TableCell.Of((decimal?)result.Rank?.Value),
        TableCell.Of(unit.Code),
        TableCell.Of(unit.Name.Vi),
        TableCell.Of(result.Points),
        TableCell.Of(result.ApplicableMax),
        TableCell.Of(result.Index),
        TableCell.Of(result.Published),
        TableCell.Of(result.FromParts),
        TableCell.Of(result.Lowest),
        TableCell.Of(result.Highest),
        TableCell.Of(result.Standing.ToString().ToLowerInvariant()),
        TableCell.Of(block.ClassOf(result)?.Vi ?? ""),
        TableCell.Of(result.Change?.Index),
        TableCell.Of((decimal?)result.Change?.Ranks),
        TableCell.Of(NoteOf(round)),
    ];

    private static TableRows Points(ComputedRound round, ComputedBlock block)
    {
        var nodes = block.Input.Criteria.Nodes().ToList();
        var rows = block.Input.Units.SelectMany((unit, place) => nodes.Select((node, column) => ImmutableArray.Create(
            TableCell.Of(block.Block.Code),
            TableCell.Of(unit.Code),
            TableCell.Of(node.Code.Value),
            TableCell.Of(node.Number.Value),
            TableCell.Of(node.Name.Vi),
            TableCell.Of(block.Result.ScoreOf(place, column)),
            TableCell.Of(block.Result.MaxOf(place, column)),
            TableCell.Of((decimal)block.Result.UnknownsOf(place, column)),
            TableCell.Of(NoteOf(round)))));
        return new($"points-{block.Block.Code}", PointColumns, rows);
    }

    /// <summary>The word an illustrative round carries in every row; empty for a real one.</summary>
    private static string NoteOf(ComputedRound round) => round.Round.Illustrative ? "Số liệu minh họa" : "";
}
