using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.People;

/// <summary>Reads a register of units from a table. Columns have the names official registers give them, so that those are read as they are.</summary>
public static class RegisterReader
{
    private static readonly (string Column, string[] Names)[] Columns =
    [
        ("unit", ["code", "unit"]), ("name", ["full_name", "name", "name_vi"]), ("name_en", ["name_en"]), ("kind", ["unit_type", "level", "kind"]), ("parent", ["parent", "province_code"]),
        ("from", ["valid_from"]), ("to", ["valid_to"]), ("predecessors", ["predecessors"]), ("source", ["source"]),
    ];

    private static readonly string[] MonthForms = ["yyyy-MM", "MM/yyyy", "M/yyyy"];

    /// <summary>The rows, or every problem of the file at once.</summary>
    public static Result<ImmutableArray<RegisterRow>> Read(string path)
    {
        var read = TableFiles.Read(path);
        var problems = read.Problems.ToList();
        var rows = ImmutableArray.CreateBuilder<RegisterRow>();
        foreach (var table in read.Tables)
            Read(table, rows, problems);
        return problems.Count == 0 ? rows.ToImmutable() : problems.ToImmutableArray();
    }

    private static void Read(Table table, ImmutableArray<RegisterRow>.Builder rows, List<Problem> problems)
    {
        var reading = new TableReading(table, DecimalMark.Point, problems);
        var names = Columns.ToDictionary(column => column.Column, column => column.Names.FirstOrDefault(name => reading.PlaceOf(name) is not null) ?? column.Names[0]);
        if (!reading.CheckColumns(table.Columns, [names["unit"], names["name"]]))
            return;
        var first = rows.Count;
        foreach (var row in reading.Rows())
        {
            if (row.Code(names["unit"]) is not { } unit || row.Needed(names["name"]) is not { } name)
                continue;
            var (from, until) = (Day(row, names["from"], last: false), Day(row, names["to"], last: true));
            if (from >= until)
                row.Add("units.order", row.Cell(names["to"]), new("Ngày cuối đứng trước ngày đầu.", "The last day stands before the first."), new("Sửa một trong hai ngày.", "Correct one of the two days."));
            rows.Add(new(row.Where, unit, name, row.Text(names["name_en"]), row.Text(names["kind"]), row.Text(names["parent"]), from, until,
                row.Text(names["predecessors"]) is { Length: > 0 } made ? made : null, row.Text(names["source"])));
        }

        problems.AddRange(RegisterChecks.Overlaps(rows.Skip(first)));
    }

    /// <summary>A day; a month alone is its first day, or the day after its last.</summary>
    private static DateOnly? Day(RowReading row, string column, bool last)
    {
        if (DateOnly.TryParseExact(row.Text(column), MonthForms, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var month))
            return last ? month.AddMonths(1) : month;
        return row.Date(column) is { } day ? last ? day.AddDays(1) : day : null;
    }
}
