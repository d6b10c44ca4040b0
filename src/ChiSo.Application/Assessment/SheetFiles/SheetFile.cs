using System.Collections.Immutable;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Json;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment.SheetFiles;

/// <summary>Reads a filled workbook against the sheet as it stands: every problem at its cell, or every line with an entry.</summary>
/// <param name="refuse">Why a line can't be changed now; <c>null</c> when it can.</param>
internal sealed class SheetFile(Sheet sheet, Func<CriterionCode, Problem?> refuse)
{
    private readonly List<Problem> problems = [];
    private readonly ImmutableArray<FilledLine>.Builder lines = ImmutableArray.CreateBuilder<FilledLine>();
    private readonly Dictionary<string, CriteriaNode> left = sheet.Own().ToDictionary(node => node.Code.Value, StringComparer.OrdinalIgnoreCase);

    public Result<ImmutableArray<FilledLine>> Read(TablesRead read, string fileName)
    {
        problems.AddRange(read.Problems);
        if (read.Tables.FirstOrDefault(table => table.Columns.Contains(SheetTemplate.Code, StringComparer.OrdinalIgnoreCase)) is { } table)
            Read(table);
        else if (problems.Count == 0)
            problems.Add(SheetFileProblems.NoTable(fileName));
        return problems.Count == 0 ? lines.ToImmutable() : problems.ToImmutableArray();
    }

    private void Read(Table table)
    {
        var reading = new TableReading(table, DecimalMark.Comma, problems);
        var figures = sheet.Own().SelectMany(node => SheetTemplate.ColumnsOf(node)).Select(column => column.Key).Distinct();
        string[] told = [SheetTemplate.Code, SheetTemplate.Number, SheetTemplate.Name, SheetTemplate.Most, SheetTemplate.How, SheetTemplate.Asked, SheetTemplate.Reason, SheetTemplate.Evidence, SheetTemplate.Unit, SheetTemplate.Round, SheetTemplate.Version];
        if (!reading.CheckColumns([.. told, .. figures], [SheetTemplate.Code, SheetTemplate.Unit, SheetTemplate.Round, SheetTemplate.Version]))
            return;
        foreach (var row in reading.Rows())
        {
            if (row.Needed(SheetTemplate.Code) is not { } code)
                continue;
            if (row.Text(SheetTemplate.Unit) != sheet.Unit.Code)
                row.Add(SheetFileProblems.OtherUnit(row.Cell(SheetTemplate.Unit), sheet));
            else if (row.Text(SheetTemplate.Round) != sheet.Round.Code)
                row.Add(SheetFileProblems.OtherRound(row.Cell(SheetTemplate.Round), sheet));
            else if (!left.Remove(code, out var node))
                row.Add(SheetFileProblems.NoLine(row.Cell(SheetTemplate.Code)));
            else
                Read(row, node);
        }
    }

    private void Read(RowReading row, CriteriaNode node)
    {
        var known = problems.Count;
        var columns = SheetTemplate.ColumnsOf(node);
        var read = EntryCells.Read(row, columns, known, problems);
        if (!read.TryGet(out var entry))
        {
            problems.AddRange(read.Problems.Except(problems.Skip(known)));
            return;
        }

        var stands = sheet.Positions.GetValueOrDefault(node.Code);
        var (reason, evidence) = (NfcText.Clean(row.Text(SheetTemplate.Reason)), NfcText.Clean(row.Text(SheetTemplate.Evidence)));
        if (entry is null && reason.Length == 0 && evidence.Length == 0)
            return; // an empty row changes nothing
        entry ??= stands is null ? null : EngineJson.Read<Entry>(stands.Entry);
        if (entry is null)
            row.Add(SheetFileProblems.NoEntry(row.Cell(columns[0].Key)));
        else if (row.Whole(SheetTemplate.Version) is var version && problems.Count == known)
            Take(new(node, entry, reason, evidence, stands is null ? 0 : version ?? 0, stands), row.Where);
    }

    private void Take(FilledLine line, string where)
    {
        if (line.As != FilledAs.Stands && refuse(line.Node.Code) is { } refused)
            problems.Add(refused with { Where = where });
        else
            lines.Add(line);
    }
}
