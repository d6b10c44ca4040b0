using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Json;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>Reads a filled workbook or CSV file of pre-filled figures against the lines as they stand: every problem at its cell, and every figure that can be read. Rows without a value are left out.</summary>
internal sealed class PrefilledFile(PrefilledDesk desk, Person person, DateTime now)
{
    /// <summary>Signs a source or a reference may have.</summary>
    private const int LongestText = 500;

    private readonly List<Problem> problems = [];
    private readonly ImmutableArray<FilledFigure>.Builder figures = ImmutableArray.CreateBuilder<FilledFigure>();
    private readonly HashSet<(string Unit, CriterionCode Line, string Letter)> seen = [];
    private readonly ILookup<string, CriteriaNode> lines = desk.Map.Criteria.Leaves().SelectMany(node => new[] { KeyOf(node), node.Code.Value }.Distinct().Select(key => (key, node))).ToLookup(pair => pair.key, pair => pair.node, StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Unit, CriterionCode Line, string Letter), LineFigure> standing = desk.Figures.ToDictionary(one => (one.Figure.Unit, one.Figure.Criterion, one.Figure.Letter));

    /// <summary>What the sheet calls a line: its printed number, or its code where it has none.</summary>
    public static string KeyOf(CriteriaNode node) => node.Number.Value.Length > 0 ? node.Number.Value : node.Code.Value;

    public (ImmutableArray<Problem> Problems, ImmutableArray<FilledFigure> Figures) Read(TablesRead read, string fileName)
    {
        problems.AddRange(read.Problems);
        if (read.Tables.FirstOrDefault(table => table.Columns.Contains(FigureTemplate.UnitColumn, StringComparer.OrdinalIgnoreCase)) is { } table)
            Read(table);
        else if (problems.Count == 0)
            problems.Add(FigureProblems.NoTable(fileName));
        CheckPairs();
        return ([.. problems], figures.ToImmutable());
    }

    private void Read(Table table)
    {
        var reading = new TableReading(table, DecimalMark.Comma, problems);
        if (!reading.CheckColumns(PrefilledTemplate.Columns, PrefilledTemplate.Needed))
            return;
        foreach (var row in reading.Rows().Where(row => row.Text(PrefilledTemplate.ValueColumn).Length > 0))
            ReadRow(row);
    }

    private void ReadRow(RowReading row)
    {
        var value = row.Cell(PrefilledTemplate.ValueColumn);
        var takesAway = string.Equals(value.Text.Normalize(), PrefilledTemplate.TakesAway, StringComparison.OrdinalIgnoreCase);
        var said = takesAway ? null : SaidIn(row);
        if (UnitOf(row) is not { } unit || LineOf(row) is not { } node || LetterOf(row, node) is not { } letter)
            return;
        var before = standing.GetValueOrDefault((unit.Code, node.Code, letter));
        if (!seen.Add((unit.Code, node.Code, letter)))
            row.Add(PrefillingProblems.Twice(row.Cell(PrefilledTemplate.LetterColumn)));
        else if (takesAway && before is null)
            row.Add(PrefillingProblems.NothingThere(value));
        else if (takesAway && before is { Figure: var figure })
            Take(row, new(unit, node, letter, figure.Value, figure.Source, figure.QueriedOn, figure.Reference, before) { IsTakenAway = true, Where = value.Where, IsConfirmed = IsConfirmed(unit, node, before) });
        else if (said is var (number, source, day, reference))
            Take(row, new(unit, node, letter, number, source, day, reference, before) { Where = value.Where, IsConfirmed = IsConfirmed(unit, node, before) });
    }

    /// <summary>Value, source, day and reference of a row; <c>null</c> when one that is needed can't be read, which is told at its cell.</summary>
    private (decimal Value, string Source, DateOnly Day, string Reference)? SaidIn(RowReading row)
    {
        var (value, source, day) = (row.Number(PrefilledTemplate.ValueColumn), row.Needed(PrefilledTemplate.SourceColumn), row.Needed(PrefilledTemplate.DayColumn) is null ? null : row.Date(PrefilledTemplate.DayColumn));
        foreach (var column in new[] { PrefilledTemplate.SourceColumn, PrefilledTemplate.ReferenceColumn }.Where(column => row.Text(column).Length > LongestText))
            row.Add(PrefillingProblems.TooLong(row.Cell(column), LongestText));
        if (day > DateOnly.FromDateTime(VietnamTime.Local(now)))
            row.Add(PrefillingProblems.DayToCome(row.Cell(PrefilledTemplate.DayColumn)));
        return value is { } number && source is not null && day is { } on ? (number, source, on, row.Text(PrefilledTemplate.ReferenceColumn)) : null;
    }

    /// <summary>Figures that together make no entry of their line, such as more done than there was to do, are told at the last cell that made them so. Where all are 0 and the line allows it, the unit says that no task arose.</summary>
    private void CheckPairs()
    {
        var filled = figures.ToDictionary(one => (one.Unit.Code, one.Node.Code, one.Letter));
        foreach (var line in figures.Where(one => one is { IsLoaded: true, IsTakenAway: false }).GroupBy(one => (one.Unit.Code, one.Node.Code)))
        {
            var (last, leaf) = (line.Last(), line.Last().Node.Scoring!); // lines filled with figures are scored
            var values = FigureText.LettersOf(leaf.Figures).Select(letter => (line.Key.Item1, line.Key.Item2, letter))
                .Select(key => filled.TryGetValue(key, out var one) ? one.IsLoaded ? one.IsTakenAway ? (decimal?)null : one.Value : one.Before!.Stands : standing.GetValueOrDefault(key)?.Stands).ToList(); // what isn't loaded stood before
            if (values.Contains(null) || (leaf.NoTaskGivesMax && values.All(value => value == 0)))
                continue;
            if (EntryChecks.Find(new Entry.Figures([.. values.OfType<decimal>()]), leaf, last.Node.Max, last.Where) is { } wrong)
                problems.Add(wrong);
        }
    }

    /// <summary>What the template held and nobody touched is no problem. What would fall on a case is one, and shown beside it, to those alone whose line it is.</summary>
    private void Take(RowReading row, FilledFigure figure)
    {
        if (!person.May(Act.PrefillFigures, desk.AimOf(figure.Node, figure.Unit.Code)))
        {
            if (figure.As != PrefilledAs.Stands)
                row.Add(PrefillingProblems.NotYours(row.Cell(PrefilledTemplate.LineColumn)));
            return;
        }

        var refused = figure.As == PrefilledAs.Stands ? null : Refuse(figure, row);
        if (refused is not null)
            row.Add(refused);
        if (refused is null || figure.IsOnCase)
            figures.Add(figure);
    }

    private bool IsConfirmed(UnitInput unit, CriteriaNode node, LineFigure? before) =>
        before is not null && desk.ClaimOf(unit.Code, node.Code) is { IsWithdrawn: false } claim && before.IsConfirmedBy(EngineJson.Read<Entry>(claim.Entry), node.Scoring!); // lines filled with figures are scored

    private Problem? Refuse(FilledFigure figure, RowReading row)
    {
        var sheet = desk.Sheets.First(one => one.Unit.Code == figure.Unit.Code); // every unit of the block has one
        return sheet.State == SheetState.HandedIn || (sheet.TurnAt(now) is Turn.Over && !sheet.IsLateAt(now)) ? PrefillingProblems.HandedIn(row.Cell(FigureTemplate.UnitColumn))
            : figure.IsOnCase ? PrefillingProblems.HasCase(row.Cell(PrefilledTemplate.ValueColumn))
            : null;
    }

    private UnitInput? UnitOf(RowReading row)
    {
        if (row.Needed(FigureTemplate.UnitColumn) is not { } code)
            return null;
        if (desk.Map.Block.Unit(code) is not { } unit)
        {
            row.Add(FigureProblems.NoUnit(row.Cell(FigureTemplate.UnitColumn)));
            return null;
        }

        return unit;
    }

    private CriteriaNode? LineOf(RowReading row)
    {
        if (row.Needed(PrefilledTemplate.LineColumn) is not { } key)
            return null;
        if (lines[key].ToList() is [var node] && PrefilledDesk.IsFilled(node))
            return node;
        row.Add(PrefillingProblems.NoLine(row.Cell(PrefilledTemplate.LineColumn)));
        return null;
    }

    private static string? LetterOf(RowReading row, CriteriaNode node)
    {
        var letters = FigureText.LettersOf(node.Scoring!.Figures).ToList(); // lines filled with figures are scored
        if (row.Needed(PrefilledTemplate.LetterColumn) is not { } letter)
            return null;
        if (letters.Contains(letter))
            return letter;
        row.Add(PrefillingProblems.NoFigure(row.Cell(PrefilledTemplate.LetterColumn), letters));
        return null;
    }
}
