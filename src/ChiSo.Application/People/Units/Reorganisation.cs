using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.People;

/// <summary>Units merged, split, renamed, closed and begun on one day ("sắp xếp lại đơn vị"): arrows from units that are there to units that will be.</summary>
/// <param name="On">The first day of the new order.</param>
public sealed record Reorganisation(DateOnly On, ImmutableArray<ReorganisationArrow> Arrows)
{
    private static readonly string[] Known = ["from", "to", "name", "name_en", "kind", "parent"];

    /// <summary>Of each unit that goes into several: the one that takes its open work over. A unit that goes into one needs none here.</summary>
    public ImmutableDictionary<string, string> Heirs { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Reads arrows from a table: a merger has several rows to one unit, a split several rows from one, a rename one row from a unit to itself. Without a unit before it is a new one, without one after and its name the unit closes.</summary>
    public static Result<Reorganisation> Read(string path, DateOnly on)
    {
        var read = TableFiles.Read(path);
        var problems = read.Problems.ToList();
        var arrows = ImmutableArray.CreateBuilder<ReorganisationArrow>();
        foreach (var table in read.Tables)
        {
            var reading = new TableReading(table, DecimalMark.Point, problems);
            if (!reading.CheckColumns(Known, ["from", "to", "name"]))
                continue;
            foreach (var row in reading.Rows())
            {
                var from = row.Text("from");
                if (from.Length > 0 && row.Text("to").Length == 0 && row.Text("name").Length == 0)
                    arrows.Add(ReorganisationArrow.Closing(row.Where, from));
                else if (row.Code("to") is { } to && row.Needed("name") is { } name)
                    arrows.Add(new(row.Where, from, to, name, row.Text("name_en"), row.Text("kind"), row.Text("parent")));
            }
        }

        return problems.Count == 0 ? new Reorganisation(on, arrows.ToImmutable()) : problems.ToImmutableArray();
    }

    /// <summary>Units that are there on the day before and not on the day.</summary>
    public ImmutableArray<string> Ending() => [.. Arrows.Select(arrow => arrow.From).Where(unit => unit.Length > 0 && Arrows.All(arrow => arrow.To != unit)).Distinct()];

    /// <summary>Who inherits what of the units that end, or of those that go into others and stay: each unit after reads the sheets of those before; the open work of a unit that ends goes to exactly one.</summary>
    /// <param name="change">When and why.</param>
    public ImmutableArray<UnitHeir> Inheritances(Change change)
    {
        var ending = Ending().ToHashSet();
        var pairs = Arrows.Where(arrow => arrow.From.Length > 0 && arrow.To.Length > 0 && arrow.From != arrow.To).DistinctBy(arrow => (arrow.From, arrow.To)).ToList();
        return [.. pairs.Select(arrow => new UnitHeir
        {
            From = arrow.From, To = arrow.To, On = On, Work = ending.Contains(arrow.From) && HeirOf(arrow.From) == arrow.To, Ground = change.Reason, RecordedAt = change.At,
        })];
    }

    /// <summary>Which unit takes the open work of a unit over; <c>null</c> when none does, or when nobody said which of several.</summary>
    public string? HeirOf(string unit)
    {
        var after = Arrows.Where(arrow => arrow.From == unit && arrow.To.Length > 0).Select(arrow => arrow.To).Distinct().ToList();
        return after.Count == 1 ? after[0] : Heirs.TryGetValue(unit, out var chosen) && after.Contains(chosen) ? chosen : null;
    }

    /// <summary>All that will be known of the units the arrows touch.</summary>
    /// <param name="now">What is known.</param>
    internal ImmutableArray<RegisterRow> Rows(ImmutableArray<RegisterRow> now)
    {
        var touched = Arrows.SelectMany(arrow => (string[])[arrow.From, arrow.To]).ToHashSet();
        var ended = now.Where(row => touched.Contains(row.Unit)).Select(row => HoldsOn(row) ? row with { Until = On } : row);
        var begun = Arrows.Where(arrow => arrow.To.Length > 0).GroupBy(arrow => arrow.To).Select(made => Begun(now, made.Key, [.. made]));
        return [.. ended, .. begun];
    }

    /// <summary>What is wrong with the arrows, or, where nothing is, with the register they would make.</summary>
    internal IEnumerable<Problem> Problems(ImmutableArray<RegisterRow> now)
    {
        var wrong = Arrows.SelectMany(arrow => ReorganisationProblems.Of(this, arrow, now)).ToList();
        wrong.AddRange(Arrows.Where(arrow => arrow.To.Length > 0).GroupBy(arrow => arrow.To).Where(made => made.Select(arrow => (arrow.Name, arrow.Kind, arrow.Parent)).Distinct().Count() > 1)
            .Select(made => ReorganisationProblems.TwoNames(made.Last())));
        if (wrong.Count > 0)
            return wrong;
        var rows = Rows(now);
        var begun = rows.Where(row => row.From == On).Select(row => row with { Where = Arrows.First(arrow => arrow.To == row.Unit).Where });
        return [.. RegisterChecks.Tree([.. now, .. rows], begun), .. Orphans(now, rows)];
    }

    internal bool HoldsOn(RegisterRow row) => (row.From is null || row.From <= On) && (row.Until is null || On < row.Until);

    /// <summary>A unit renamed alone keeps the predecessors it had; a unit made from others has those.</summary>
    private RegisterRow Begun(ImmutableArray<RegisterRow> now, string unit, ImmutableArray<ReorganisationArrow> made)
    {
        var (first, before) = (made[0], now.FirstOrDefault(row => row.Unit == made[0].From && HoldsOn(row)));
        var renamed = made.Length == 1 && first.From == unit;
        return new(first.Where, unit, first.Name, first.NameEn, first.Kind.Length > 0 ? first.Kind : before?.Kind ?? "", first.Parent.Length > 0 ? first.Parent : before?.Parent ?? "", On, null,
            renamed ? before?.Predecessors : string.Join("; ", made.Select(arrow => arrow.From).Where(from => from.Length > 0)), "");
    }

    private IEnumerable<Problem> Orphans(ImmutableArray<RegisterRow> now, ImmutableArray<RegisterRow> rows)
    {
        var after = now.Where(row => rows.All(made => made.Unit != row.Unit)).Concat(rows).Where(HoldsOn).ToList();
        var there = after.Select(row => row.Unit).ToHashSet();
        var ends = Arrows.Select(arrow => arrow.From).Where(unit => !there.Contains(unit)).ToHashSet();
        return after.Where(row => ends.Contains(row.Parent) && row.Parent.Length > 0).Select(ReorganisationProblems.LeftBehind);
    }
}

/// <summary>One unit that goes into another.</summary>
/// <param name="Where">File and line, or the number of the change in a draft, for problems.</param>
/// <param name="From">Empty for a unit that begins without one before.</param>
/// <param name="To">Empty for a unit that closes without one after.</param>
/// <param name="Kind">Empty: as the unit it comes from.</param>
/// <param name="Parent">Empty: as the unit it comes from.</param>
public sealed record ReorganisationArrow(string Where, string From, string To, string Name, string NameEn, string Kind, string Parent)
{
    public static ReorganisationArrow Closing(string where, string from) => new(where, from, "", "", "", "", "");
}
