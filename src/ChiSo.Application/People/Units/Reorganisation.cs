using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.People;

/// <summary>Units merged, split and renamed on one day ("sắp xếp lại đơn vị"): arrows from units that are there to units that will be.</summary>
/// <param name="On">The first day of the new order.</param>
public sealed record Reorganisation(DateOnly On, ImmutableArray<ReorganisationArrow> Arrows)
{
    private static readonly string[] Known = ["from", "to", "name", "name_en", "kind", "parent"];

    /// <summary>Reads arrows from a table: a merger has several rows to one unit, a split several rows from one, a rename one row from a unit to itself.</summary>
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
                if (row.Needed("from") is { } from && row.Code("to") is { } to && row.Needed("name") is { } name)
                    arrows.Add(new(row.Where, from, to, name, row.Text("name_en"), row.Text("kind"), row.Text("parent")));
            }
        }

        return problems.Count == 0 ? new Reorganisation(on, arrows.ToImmutable()) : problems.ToImmutableArray();
    }

    /// <summary>All that will be known of the units the arrows touch.</summary>
    /// <param name="now">What is known.</param>
    internal ImmutableArray<RegisterRow> Rows(ImmutableArray<RegisterRow> now)
    {
        var touched = Arrows.SelectMany(arrow => (string[])[arrow.From, arrow.To]).ToHashSet();
        var ended = now.Where(row => touched.Contains(row.Unit)).Select(row => HoldsOn(row) ? row with { Until = On } : row);
        var begun = Arrows.GroupBy(arrow => arrow.To).Select(made => Begun(now, made.Key, [.. made]));
        return [.. ended, .. begun];
    }

    /// <summary>What is wrong with the arrows, or, where nothing is, with the register they would make.</summary>
    internal IEnumerable<Problem> Problems(ImmutableArray<RegisterRow> now)
    {
        var wrong = Arrows.SelectMany(arrow => Problems(arrow, now)).ToList();
        wrong.AddRange(Arrows.GroupBy(arrow => arrow.To).Where(made => made.Select(arrow => (arrow.Name, arrow.Kind, arrow.Parent)).Distinct().Count() > 1).Select(made => TwoNames(made.Last())));
        if (wrong.Count > 0)
            return wrong;
        var rows = Rows(now);
        var begun = rows.Where(row => row.From == On).Select(row => row with { Where = Arrows.First(arrow => arrow.To == row.Unit).Where });
        return [.. RegisterChecks.Tree([.. now, .. rows], begun), .. Orphans(now, rows)];
    }

    private IEnumerable<Problem> Problems(ReorganisationArrow arrow, ImmutableArray<RegisterRow> now)
    {
        var own = now.Where(row => row.Unit == arrow.From).ToList();
        if (own.Find(HoldsOn) is not { } from)
            yield return NotThere(arrow);
        else if (from.From == On)
            yield return BegunThatDay(arrow);
        else if (from.Until is not null || own.Exists(row => row.From > On))
            yield return ChangesLater(arrow);
        if (Arrows.All(other => other.From != arrow.To) && now.Any(row => row.Unit == arrow.To && (row.Until is null || row.Until > On)))
            yield return Taken(arrow);
    }

    private bool HoldsOn(RegisterRow row) => (row.From is null || row.From <= On) && (row.Until is null || On < row.Until);

    /// <summary>A unit renamed alone keeps the predecessors it had; a unit made from others has those.</summary>
    private RegisterRow Begun(ImmutableArray<RegisterRow> now, string unit, ImmutableArray<ReorganisationArrow> made)
    {
        var (first, before) = (made[0], now.FirstOrDefault(row => row.Unit == made[0].From && HoldsOn(row)));
        var renamed = made.Length == 1 && first.From == unit;
        return new(first.Where, unit, first.Name, first.NameEn, first.Kind.Length > 0 ? first.Kind : before?.Kind ?? "", first.Parent.Length > 0 ? first.Parent : before?.Parent ?? "", On, null,
            renamed ? before?.Predecessors : string.Join("; ", made.Select(arrow => arrow.From)), "");
    }

    private IEnumerable<Problem> Orphans(ImmutableArray<RegisterRow> now, ImmutableArray<RegisterRow> rows)
    {
        var after = now.Where(row => rows.All(made => made.Unit != row.Unit)).Concat(rows).Where(HoldsOn).ToList();
        var there = after.Select(row => row.Unit).ToHashSet();
        var ends = Arrows.Select(arrow => arrow.From).Where(unit => !there.Contains(unit)).ToHashSet();
        return after.Where(row => ends.Contains(row.Parent)).Select(row => new Problem("units.left-behind", row.Unit,
            new($"Đơn vị {row.Unit} ({row.Name}) còn trực thuộc {row.Parent} là đơn vị thôi tồn tại.", $"Unit {row.Unit} ({row.Name}) still belongs to {row.Parent}, which ends."),
            new("Thêm dòng cho đơn vị này với cấp trên mới.", "Add a row for it with its new unit above.")));
    }

    private static Problem NotThere(ReorganisationArrow arrow) => new("units.not-there", arrow.Where,
        new($"Không có đơn vị {arrow.From} vào ngày ấy.", $"Unit {arrow.From} is not there on that day."), new("Xem chiso units list --on NGÀY.", "See chiso units list --on DAY."));

    private static Problem BegunThatDay(ReorganisationArrow arrow) => new("units.begun-that-day", arrow.Where,
        new($"Đơn vị {arrow.From} bắt đầu đúng ngày ấy nên chưa có ngày nào để kết thúc.", $"Unit {arrow.From} begins on that very day, so it has no day to end."), new("Sửa dòng đã nhập của đơn vị này thay vì sắp xếp lại.", "Correct the row on record instead."));

    private static Problem ChangesLater(ReorganisationArrow arrow) => new("units.changes-later", arrow.Where,
        new($"Đơn vị {arrow.From} đã có thay đổi ghi cho một ngày sau đó.", $"Unit {arrow.From} has a change on record for a later day."), new("Chọn ngày sau thay đổi ấy, hoặc nhập lại danh mục cho đúng trước.", "Choose a day after it, or import a corrected register first."));

    private static Problem Taken(ReorganisationArrow arrow) => new("units.taken", arrow.Where,
        new($"Mã {arrow.To} đang thuộc một đơn vị khác.", $"Code {arrow.To} belongs to another unit."), new("Dùng mã mới, hoặc thêm dòng từ chính đơn vị ấy nếu nó được sáp nhập.", "Use a new code, or add a row from that unit if it is merged too."));

    private static Problem TwoNames(ReorganisationArrow arrow) => new("units.two-names", arrow.Where,
        new($"Đơn vị {arrow.To} được ghi với hai tên, loại hoặc cấp trên khác nhau.", $"Unit {arrow.To} is written with two names, kinds or units above."), new("Ghi giống nhau ở mọi dòng.", "Write the same in every row."));
}

/// <summary>One unit that goes into another.</summary>
/// <param name="Where">File and line, for problems.</param>
/// <param name="Kind">Empty: as the unit it comes from.</param>
/// <param name="Parent">Empty: as the unit it comes from.</param>
public sealed record ReorganisationArrow(string Where, string From, string To, string Name, string NameEn, string Kind, string Parent);
