using System.Collections.Immutable;
using ChiSo.Application.Results;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Cli.Results;

/// <summary>Finds the units of a round that somebody may mean.</summary>
internal static class UnitSearch
{
    /// <summary>Those with this code; else with this name, in any spelling; else with this code or name typed without marks. Several when more than one fits as well; empty when none does.</summary>
    public static ImmutableArray<(BlockDocument Block, int Place)> Find(RoundDocument round, string text)
    {
        var units = round.Blocks.SelectMany(block => block.Units.Select((unit, place) => (block, place, unit))).ToList();
        Func<UnitInput, bool>[] tests =
        [
            unit => unit.Code == text,
            unit => Named(unit, Fold.Key, text),
            unit => Fold.Loose(unit.Code) == Fold.Loose(text) || Named(unit, Fold.Loose, text),
        ];
        foreach (var test in tests)
        {
            if (units.Where(one => test(one.unit)).Select(one => (one.block, one.place)).ToImmutableArray() is { IsEmpty: false } found)
                return found;
        }

        return [];
    }

    private static bool Named(UnitInput unit, Func<string, string> key, string text) => key(text).Length > 0 && (key(unit.Name.Vi) == key(text) || key(unit.Name.En) == key(text));
}
