using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys.Outcomes;

/// <summary>What became of somebody who was invited, as those who deliver and call write it down.</summary>
/// <param name="Reference">As the list of those invited names them.</param>
public sealed record RecordedOutcome(string Reference, string Unit, Outcome Outcome, string Where);

/// <summary>Tables of outcomes, as CSV or workbook.</summary>
public static class OutcomeFile
{
    /// <summary>How files write them; letters and links that came back are of unknown eligibility.</summary>
    internal static CodeList<Outcome> Codes { get; } = new(
        ("complete", Outcome.Complete), ("partial", Outcome.Partial), ("refusal", Outcome.Refusal), ("non_contact", Outcome.NonContact), ("other", Outcome.Other), ("unknown", Outcome.Unknown), ("undelivered", Outcome.Unknown), ("not_eligible", Outcome.NotEligible));

    /// <summary>People who were invited: columns id, unit, outcome. That somebody answered is known from the link and never written here.</summary>
    public static Result<ImmutableArray<RecordedOutcome>> ReadInvited(TablesRead read)
    {
        if (read.Tables is not [var table, ..] || !read.Problems.IsEmpty)
            return read.Problems;
        var problems = new List<Problem>();
        var reading = new TableReading(table, DecimalMark.Point, problems);
        var list = ImmutableArray.CreateBuilder<RecordedOutcome>();
        if (reading.CheckColumns(table.Columns, ["id", "unit", "outcome"]))
        {
            foreach (var row in reading.Rows())
            {
                row.Needed("outcome");
                var recorded = new RecordedOutcome(row.Needed("id") ?? "", row.Needed("unit") ?? "", row.Choice("outcome", Codes, Outcome.Unknown), row.Where);
                if (recorded.Outcome is Outcome.Complete or Outcome.Partial)
                    problems.Add(OutcomeProblems.FromLinks(row.Where));
                else if (list.Any(other => (other.Reference, other.Unit) == (recorded.Reference, recorded.Unit)))
                    problems.Add(OutcomeProblems.Twice(row.Where, recorded.Reference));
                list.Add(recorded);
            }
        }

        return problems.Count > 0 ? problems.ToImmutableArray() : list.ToImmutable();
    }

    /// <summary>Any fieldwork: a row a person, or a row an outcome with a column <c>count</c>.</summary>
    /// <param name="by">A column whose groups are counted by themselves; <c>null</c>: all together.</param>
    /// <returns>By group, in the order of their names; one empty name without groups.</returns>
    public static Result<ImmutableArray<(string Group, OutcomeCounts Counts)>> ReadCounts(string path, string? by)
    {
        var read = TableFiles.Read(path);
        if (read.Tables is not [var table, ..] || !read.Problems.IsEmpty)
            return read.Problems;
        var problems = new List<Problem>();
        var reading = new TableReading(table, DecimalMark.Point, problems);
        var rows = new List<(string Group, Outcome Outcome, double Count)>();
        var isCounted = table.Columns.Contains("count");
        if (reading.CheckColumns(table.Columns, by is null ? ["outcome"] : ["outcome", by]))
        {
            foreach (var row in reading.Rows())
            {
                row.Needed("outcome");
                var count = isCounted ? row.NeededNumber("count") ?? 0 : 1;
                if (count < 0)
                    problems.Add(OutcomeProblems.Below(row.Cell("count").Where));
                rows.Add((by is null ? "" : row.Text(by), row.Choice("outcome", Codes, Outcome.Unknown), (double)count));
            }
        }

        if (problems.Count == 0 && rows.Count == 0)
            problems.Add(OutcomeProblems.Nobody(table.Where));
        return problems.Count > 0 ? problems.ToImmutableArray()
            : rows.GroupBy(row => row.Group, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, OutcomeCounts.Of(group.Select(row => (row.Outcome, row.Count))))).ToImmutableArray();
    }
}
