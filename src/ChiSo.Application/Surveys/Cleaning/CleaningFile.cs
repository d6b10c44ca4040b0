using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;
using ChiSo.Engine.Surveys.Cleaning;

namespace ChiSo.Application.Surveys.Cleaning;

/// <summary>A file of answers on its way through cleaning, for the statistician without the web application. The file itself is never changed.</summary>
/// <param name="Ids">Of the rows, in their order.</param>
/// <param name="States">One a row; new where nobody decided.</param>
/// <param name="Reasons">One a row; empty where nobody decided.</param>
/// <param name="Corrected">How many cells were corrected.</param>
public sealed record CleaningFile(CleaningColumns Columns, Table Table, ImmutableArray<string> Ids, ImmutableArray<AnswerState> States, ImmutableArray<string> Reasons, int Corrected)
{
    /// <returns>The file with nothing decided, or every problem of its columns and names.</returns>
    /// <param name="path">CSV with a header, or Parquet.</param>
    public static async Task<Result<CleaningFile>> ReadAsync(string path, CleaningColumns columns, CancellationToken cancel)
    {
        if (!File.Exists(path))
            return FileProblems.NotFound(path);
        var read = ParquetTables.Is(path) ? await ParquetTables.ReadAsync(path, cancel) : OfText(path);
        return read.TryGet(out var table) ? Of(table, columns) : read.Problems;
    }

    private static Result<Table> OfText(string path)
    {
        var read = CsvTables.ReadFile(path);
        return read.Tables is [var table] && read.Problems.IsEmpty ? table : read.Problems;
    }

    private static Result<CleaningFile> Of(Table table, CleaningColumns columns)
    {
        ImmutableArray<Problem> missing = [.. columns.Named().Distinct(StringComparer.Ordinal).Where(name => !table.Columns.Contains(name, StringComparer.Ordinal)).Select(name => CleaningProblems.NoColumn(table.Where, name))];
        if (!missing.IsEmpty)
            return missing;
        ImmutableArray<string> ids = columns.Id is { } id ? [.. Texts(table, id)] : [.. Enumerable.Range(1, table.Rows.Length).Select(number => number.ToString(CultureInfo.InvariantCulture))];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        ImmutableArray<Problem> twice = [.. ids.Index().Where(one => one.Item.Length == 0 || !seen.Add(one.Item)).Select(one => CleaningProblems.TwiceNamed(table.Rows[one.Index].Where, one.Item))];
        return twice.IsEmpty ? new CleaningFile(columns, table, ids, [.. ids.Select(_ => AnswerState.New)], [.. ids.Select(_ => "")], 0) : twice;
    }

    /// <summary>Applies a table of decisions: columns row, state, reason and, for corrections, column, before and after. All of it or nothing.</summary>
    public Result<CleaningFile> Decide(Table decisions)
    {
        var problems = new List<Problem>();
        var reading = new TableReading(decisions, DecimalMark.Point, problems);
        var (states, reasons, rows, corrected) = (States.ToBuilder(), Reasons.ToBuilder(), Table.Rows.ToBuilder(), 0);
        if (!reading.CheckColumns(["row", "state", "reason", "column", "before", "after"], ["row", "reason"]))
            return problems.ToImmutableArray();
        foreach (var decision in reading.Rows())
        {
            var (id, reason, column) = (decision.Needed("row") ?? "", decision.Text("reason"), decision.Text("column"));
            var row = Ids.IndexOf(id);
            if (reason.Length == 0)
                problems.Add(CleaningProblems.NoReason(decision.Where));
            if (row < 0)
            {
                problems.Add(CleaningProblems.NoRow(decision.Where, id));
                continue;
            }

            if (column.Length > 0 && Correct(rows, row, (column, decision.Text("before"), decision.Text("after")), decision.Where) is { } problem)
                problems.Add(problem);
            corrected += column.Length > 0 ? 1 : 0;
            if (column.Length == 0 || decision.Text("state").Length > 0)
                (states[row], reasons[row]) = (decision.Choice("state", AnswerStates.Codes, AnswerState.New), reason);
        }

        return problems.Count > 0 ? problems.ToImmutableArray() : this with { Table = Table with { Rows = rows.ToImmutable() }, States = states.ToImmutable(), Reasons = reasons.ToImmutable(), Corrected = corrected };
    }

    /// <summary>The flags of the answers as they stand, corrections made.</summary>
    /// <returns>A problem for every time that is no number.</returns>
    public Result<CleaningReport> Check()
    {
        var minutes = ImmutableArray.CreateBuilder<double>();
        var problems = ImmutableArray.CreateBuilder<Problem>();
        foreach (var (row, text) in (Columns.Minutes is { } column ? Texts(Table, column) : []).Index())
        {
            if (text is "" or "NA")
                minutes.Add(double.NaN);
            else if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var time))
                minutes.Add(time);
            else
                problems.Add(CleaningProblems.NoMinutes(Table.Rows[row].Where, text));
        }

        return problems.Count > 0 ? problems.ToImmutable()
            : AnswerChecks.Find(Answers(), Columns.Rules, Columns.Within is { } within ? Grouping.Of(Texts(Table, within)) : null, Columns.Minutes is null ? default : minutes.ToImmutable());
    }

    /// <summary>The closed questions.</summary>
    public CleaningAnswers Answers()
    {
        int[] places = [.. Columns.Items.Select(item => Table.Columns.IndexOf(item))];
        return CleaningAnswers.Of(Columns.Items, Table.Rows.Select(row => (IReadOnlyList<string?>)[.. places.Select(place => row.Cells[place].Text)]));
    }

    /// <summary>Who asked; <c>null</c> where nobody is recorded.</summary>
    public Grouping? Interviewers() => Columns.Interviewer is { } column ? Grouping.Of(Texts(Table, column)) : null;

    /// <summary>The state of each row: decided, or accepted where nobody decided and nothing strong was found.</summary>
    public ImmutableArray<AnswerState> Concluded(CleaningReport report)
    {
        var held = report.Held.ToHashSet();
        return [.. States.Select((state, row) => state != AnswerState.New ? state : held.Contains(row) ? AnswerState.New : AnswerState.Accepted)];
    }

    /// <summary>The rows that count: the accepted ones, with their corrections.</summary>
    public TableRows Cleaned(CleaningReport report)
    {
        var states = Concluded(report);
        return new(Table.Name, Table.Columns, Table.Rows.Where((_, row) => states[row] == AnswerState.Accepted).Select(row => row.Cells));
    }

    /// <summary>The list of flags: a row an answer and rule.</summary>
    public TableRows Flags(CleaningReport report)
    {
        var states = Concluded(report);
        return new("flags", ["row", "rule", "strength", "measure", "like", "group", "state", "reason"], report.Flags.Select(flag => (ImmutableArray<TableCell>)
        [
            TableCell.Of(Ids[flag.Row]), TableCell.Of(NameOf(flag.Rule)), TableCell.Of(flag.IsWeak ? "weak" : "strong"), TableCell.Of(decimal.Round((decimal)flag.Measure, 4)), TableCell.Of(flag.Other is { } other ? Ids[other] : ""),
            TableCell.Of(flag.Group), TableCell.Of(AnswerStates.Codes.CodeOf(states[flag.Row])), TableCell.Of(Reasons[flag.Row]),
        ]));
    }

    /// <summary>Rows to be asked again by somebody else: so large a share of every interviewer's (of all, where nobody asked), at least one of each.</summary>
    /// <param name="share">In (0, 1].</param>
    public Result<Draw> Recheck(double share, ulong seed)
    {
        var interviewers = Interviewers();
        var framed = SampleFrame.Of(Ids.Select((id, row) => new FrameRow(id, interviewers is null ? "" : interviewers.Names[interviewers.Codes[row]])));
        if (!framed.TryGet(out var frame))
            return framed.Problems;
        return Drawing.Simple(frame, frame.Rows.CountBy(row => row.Stratum).ToDictionary(stratum => stratum.Key, stratum => new StratumSize((int)Math.Ceiling(share * stratum.Value), 0), StringComparer.Ordinal), seed);
    }

    /// <summary>What was drawn, in its order.</summary>
    public static TableRows RecheckList(Draw draw) => new("recheck", ["row", "interviewer", "order"], draw.Rows.Select(drawn => (ImmutableArray<TableCell>)[TableCell.Of(drawn.Row.Id), TableCell.Of(drawn.Row.Stratum), TableCell.Of((decimal)drawn.Order)]));

    /// <summary>As files name a rule.</summary>
    public static string NameOf(CleaningRule rule) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(rule.ToString());

    private Problem? Correct(ImmutableArray<TableRow>.Builder rows, int row, (string Column, string Before, string After) correction, string where)
    {
        var place = Table.Columns.IndexOf(correction.Column);
        if (place < 0)
            return CleaningProblems.NoColumn(where, correction.Column);
        var cell = rows[row].Cells[place];
        if (cell.Text != correction.Before)
            return CleaningProblems.Stale(where, correction.Before, cell.Text);
        rows[row] = rows[row] with { Cells = rows[row].Cells.SetItem(place, cell with { Text = correction.After }) };
        return null;
    }

    private static IEnumerable<string> Texts(Table table, string column)
    {
        var place = table.Columns.IndexOf(column);
        return table.Rows.Select(row => row.Cells[place].Text);
    }
}
