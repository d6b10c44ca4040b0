using System.Collections.Immutable;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>Who appraises the units of a block at the first level, as a form asks for it: a field for each unit as a whole, rows for parts of one.</summary>
public static class FirstLevelForm
{
    /// <summary>A row for each part; its cells are <c>unit</c>, <c>node</c> and <c>body</c>.</summary>
    public static FormRows Parts { get; } = new("p");

    /// <summary>The field of the body that appraises a unit as a whole.</summary>
    public static string NameOf(string unit) => "u." + unit;

    public static bool IsField(string name) => name.StartsWith("u.", StringComparison.Ordinal) || Parts.IsField(name);

    /// <summary>The fields of a block. Reading them names the same bodies.</summary>
    public static ImmutableDictionary<string, string> Of(RoundDocument round, BlockDocument block)
    {
        var (whole, parts) = ((block.FirstLevel ?? []).Where(row => row.Node is null), (block.FirstLevel ?? []).Where(row => row.Node is not null));
        var cells = parts.Index().SelectMany(row => new[] { ("unit", row.Item.Unit), ("node", $"{row.Item.Node}"), ("body", NameOf(round, row.Item.Appraiser)) }.Select(cell => KeyValuePair.Create(Parts.NameOf(row.Index, cell.Item1), cell.Item2)));
        return whole.Select(row => KeyValuePair.Create(NameOf(row.Unit), NameOf(round, row.Appraiser))).Concat(cells).ToImmutableDictionary(StringComparer.Ordinal);
    }

    /// <summary>What was typed, each row with its field. A row that isn't complete is told and left out; nothing else is checked yet.</summary>
    public static ImmutableArray<PlacedFirstLevel> Read(IReadOnlyDictionary<string, string> typed, RoundDocument round, BlockDocument block, ICollection<Problem> problems)
    {
        var rows = ImmutableArray.CreateBuilder<PlacedFirstLevel>();
        foreach (var unit in block.Units)
        {
            if (NfcText.Clean(typed.GetValueOrDefault(NameOf(unit.Code), "")) is { Length: > 0 } body)
                rows.Add(new(new(unit.Code, Meant(round, body)), NameOf(unit.Code)));
        }

        foreach (var (place, row) in Parts.Of(typed).Index())
        {
            if (row.GetValueOrDefault("unit", "") is { Length: > 0 } unit && row.GetValueOrDefault("node", "") is { Length: > 0 } node && row.GetValueOrDefault("body", "") is { Length: > 0 } body)
                rows.Add(new(new(unit, Meant(round, body), new CriterionCode(node)), Parts.NameOf(place)));
            else
                problems.Add(FormRows.Incomplete(Parts.NameOf(place)));
        }

        return rows.ToImmutable();
    }

    /// <summary>Every body that may be meant: units, and what is named already.</summary>
    public static ImmutableArray<string> BodiesOf(RoundDocument round) =>
        [.. round.Blocks.SelectMany(block => (block.FirstLevel ?? []).Select(row => NameOf(round, row.Appraiser))).Concat(UnitsOf(round).Select(unit => unit.Shown)).Distinct(StringComparer.Ordinal)];

    private static string NameOf(RoundDocument round, string body) => UnitsOf(round).Where(unit => unit.Code == body).Select(unit => unit.Shown).FirstOrDefault(body);

    /// <summary>The code of the one unit that is shown so; else the text itself.</summary>
    private static string Meant(RoundDocument round, string body) => UnitsOf(round).Where(unit => Fold.Key(unit.Shown) == Fold.Key(body)).ToList() is [var only] ? only.Code : body;

    /// <summary>Each unit once, with what people read for it: its name, and its code where another has the same name.</summary>
    private static List<(string Code, string Shown)> UnitsOf(RoundDocument round)
    {
        var units = round.Blocks.SelectMany(block => block.Units).DistinctBy(unit => unit.Code).ToList();
        var shared = units.CountBy(unit => Fold.Key(unit.Name.Vi)).Where(name => name.Value > 1).Select(name => name.Key).ToHashSet(StringComparer.Ordinal);
        return units.ConvertAll(unit => (unit.Code, shared.Contains(Fold.Key(unit.Name.Vi)) ? $"{unit.Name.Vi} ({unit.Code})" : unit.Name.Vi));
    }
}

/// <summary>A row as it was typed.</summary>
/// <param name="Where">Its field.</param>
public sealed record PlacedFirstLevel(FirstLevelRow Row, string Where);
