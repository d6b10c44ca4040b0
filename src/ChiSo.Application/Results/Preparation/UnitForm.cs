using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>Who takes part in a block, as a form asks for it: a tick for each unit of the block and of the register, what files say of a unit of the block, and rows for units no register has.</summary>
public static class UnitForm
{
    /// <summary>A row for each unit the register doesn't have; its cells are <c>code</c>, <c>name_vi</c> and <c>name_en</c>.</summary>
    public static FormRows More { get; } = new("more");

    /// <summary>What files say of a unit, as they name it, beside its place.</summary>
    public static ImmutableArray<string> Columns { get; } = ["name_vi", "name_en", "excluded_vi", "excluded_en", "marks", "predecessors", "changed"];

    /// <param name="part">"unit" for the tick, "place", or one of <see cref="Columns"/>.</param>
    public static string NameOf(string part, string unit) => $"{part}.{unit}";

    public static bool IsField(string name) => More.IsField(name) || Columns.Add("unit").Add("place").Any(part => name.StartsWith(part + ".", StringComparison.Ordinal));

    /// <summary>The fields of a block. Reading them gives the same units.</summary>
    public static ImmutableDictionary<string, string> Of(BlockDocument block) => block.Units.Index().SelectMany(unit => FieldsOf(unit.Item, unit.Index)).ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>The units as typed, in their places; new ones come last. A row that isn't complete is told and left out, a unit without a name keeps its own; nothing else is checked yet.</summary>
    internal static ImmutableArray<UnitInput> Read(IReadOnlyDictionary<string, string> typed, UnitChoice choice, ICollection<Problem> problems)
    {
        bool IsTicked(string unit) => typed.GetValueOrDefault(NameOf("unit", unit), "").Length > 0;
        var kept = choice.Block.Units.Where(unit => IsTicked(unit.Code)).OrderBy(unit => PlaceOf(typed, unit.Code)).Select(unit => Of(unit, typed, problems));
        var taken = choice.Others.Where(one => IsTicked(one.Code)).Select(one => new UnitInput(one.Code, one.Name, Excluded: null, Marks: [], one.Predecessors));
        var units = ImmutableArray.CreateBuilder<UnitInput>();
        units.AddRange(kept.Concat(taken));
        foreach (var (place, row) in More.Of(typed).Index())
        {
            var (code, vi, en) = (row.GetValueOrDefault("code", ""), row.GetValueOrDefault("name_vi", ""), row.GetValueOrDefault("name_en", ""));
            if (code.Length > 0 && vi.Length > 0)
                units.Add(new(code, Said(vi, en), Excluded: null, Marks: [], Predecessors: []));
            else
                problems.Add(FormRows.Incomplete(More.NameOf(place)));
        }

        return units.ToImmutable();
    }

    /// <summary>The field a place of the table means; another place as it is.</summary>
    internal static string FieldAt(string where)
    {
        const string start = RoundColumns.Units + "!";
        var column = where.LastIndexOf(':');
        return where.StartsWith(start, StringComparison.Ordinal) && column > start.Length ? NameOf(where[(column + 1)..], where[start.Length..column]) : where;
    }

    private static IEnumerable<KeyValuePair<string, string>> FieldsOf(UnitInput unit, int place)
    {
        string[] cells =
        [
            unit.Name.Vi, unit.Name.En == unit.Name.Vi ? "" : unit.Name.En, unit.Excluded?.Vi ?? "", unit.Excluded is { } why && why.En != why.Vi ? why.En : "",
            CellParts.Join(unit.Marks), CellParts.Join(unit.Predecessors), unit.Changed ? "yes" : "",
        ];
        return Columns.Zip(cells).Select(cell => KeyValuePair.Create(NameOf(cell.First, unit.Code), cell.Second))
            .Append(KeyValuePair.Create(NameOf("unit", unit.Code), "yes")).Append(KeyValuePair.Create(NameOf("place", unit.Code), (place + 1).ToString(CultureInfo.InvariantCulture)));
    }

    private static UnitInput Of(UnitInput unit, IReadOnlyDictionary<string, string> typed, ICollection<Problem> problems)
    {
        string Text(string column) => NfcText.Clean(typed.GetValueOrDefault(NameOf(column, unit.Code), ""));
        ImmutableArray<string> List(string column) => [.. CellParts.Split(Text(column), ';').Where(part => part.Length > 0).Select(CellParts.Plain)];
        if (Text("name_vi").Length == 0)
            problems.Add(PreparationProblems.NoName(NameOf("name_vi", unit.Code)));
        return new(unit.Code, Text("name_vi").Length == 0 ? unit.Name : Said(Text("name_vi"), Text("name_en")), Text("excluded_vi").Length > 0 ? Said(Text("excluded_vi"), Text("excluded_en")) : null, List("marks"), List("predecessors"), Text("changed").Length > 0);
    }

    private static Words Said(string vi, string en) => en.Length > 0 ? new(vi, en) : Words.Same(vi);

    private static int PlaceOf(IReadOnlyDictionary<string, string> typed, string unit) =>
        int.TryParse(typed.GetValueOrDefault(NameOf("place", unit), "").Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : int.MaxValue;
}
