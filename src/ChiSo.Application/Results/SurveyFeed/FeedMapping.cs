using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>Which factor of a survey gives which line of a round, and which unit of the survey is which of the round. A unit that is not named has one code in both.</summary>
/// <param name="Lines">At least one.</param>
public sealed record FeedMapping(ImmutableArray<FeedPair> Lines, ImmutableArray<FeedPair> Units)
{
    private static readonly ImmutableArray<string> Columns = ["what", "from", "to"];

    private static readonly CodeList<FeedPart> Parts = new(("factor", FeedPart.Factor), ("unit", FeedPart.Unit));

    /// <summary>Reads a table with the columns what (<c>factor</c> or <c>unit</c>), from (code in the survey) and to (code in the round; empty for a unit that is left out).</summary>
    public static Result<FeedMapping> Read(string path) => Read(TableFiles.Read(path));

    /// <inheritdoc cref="Read(string)"/>
    public static Result<FeedMapping> Read(Stream stream, string fileName) => Read(TableFiles.Read(stream, fileName));

    /// <summary>The same for one block: units of the survey that stand in another block are left out.</summary>
    public FeedMapping Within(RoundDocument round, string block, ImmutableArray<string> rated)
    {
        var others = round.Blocks.Where(one => one.Code != block).SelectMany(one => one.Units).Select(unit => unit.Code).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<string> elsewhere = [.. rated.Where(unit => UnitOf(unit) is { } there && others.Contains(there))];
        return this with { Units = [.. Units.Where(pair => !elsewhere.Contains(pair.From)), .. elsewhere.Select(unit => new FeedPair(unit, "", unit, unit))] };
    }

    private static Result<FeedMapping> Read(TablesRead read)
    {
        if (read.Tables is not [var table, ..] || !read.Problems.IsEmpty)
            return read.Problems;
        var problems = new List<Problem>();
        var reading = new TableReading(table, DecimalMark.Point, problems);
        var (lines, units) = (ImmutableArray.CreateBuilder<FeedPair>(), ImmutableArray.CreateBuilder<FeedPair>());
        if (reading.CheckColumns(Columns, Columns))
        {
            foreach (var row in reading.Rows())
            {
                var isUnit = PartOf(row) == FeedPart.Unit;
                (isUnit ? units : lines).Add(new(row.Needed("from") ?? "", (isUnit ? row.Text("to") : row.Needed("to")) ?? "", row.Cell("from").Where, row.Cell("to").Where));
            }


            foreach (var twice in units.GroupBy(unit => unit.From, StringComparer.Ordinal).Concat(lines.GroupBy(line => line.To, StringComparer.Ordinal)).SelectMany(same => same.Skip(1)))
                problems.Add(FeedProblems.Twice(twice.Where));
            if (lines.Count == 0)
                problems.Add(FeedProblems.NoFactors(table.Where));
        }

        return problems.Count > 0 ? problems.ToImmutableArray() : new FeedMapping(lines.ToImmutable(), units.ToImmutable());
    }

    /// <summary>The unit's code in the round; <c>null</c> for one that is left out on purpose.</summary>
    public string? UnitOf(string unit) => Units.FirstOrDefault(pair => pair.From == unit) switch
    {
        null => unit,
        { To.Length: 0 } => null,
        var pair => pair.To,
    };

    private static FeedPart PartOf(RowReading row)
    {
        _ = row.Needed("what");
        return row.Choice("what", Parts, FeedPart.Factor);
    }

    private enum FeedPart
    {
        Factor,
        Unit,
    }
}

/// <summary>A code of the survey and what it is in the round.</summary>
/// <param name="FromWhere">The cell of <paramref name="From"/>, for messages.</param>
/// <param name="Where">The cell of <paramref name="To"/>.</param>
public sealed record FeedPair(string From, string To, string FromWhere, string Where);
