using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace ChiSo.Engine.Surveys;

/// <summary>Numbers the strata and units of a stage densely, each inside the unit of the stage before it.</summary>
internal static class StageCompiler
{
    /// <param name="number">From 0.</param>
    /// <param name="before">The stage before; <c>null</c> at the first.</param>
    public static CompiledStage Compile(SamplingStage stage, int number, (SamplingStage Declared, CompiledStage Compiled)? before, int rows, ImmutableArray<Problem>.Builder problems)
    {
        CheckLength(stage.Strata?.Codes.Length, rows);
        CheckLength(stage.Units?.Codes.Length, rows);
        var (stratumOfRow, parents, names) = Strata(stage.Strata, before, rows);
        var (unitOfRow, stratumOfUnit) = Units(stage.Units, stratumOfRow, rows);
        if (stage is { Names: UnitNames.Unique, Strata: not null, Units: { } units })
            problems.AddRange(DesignChecks.OfNesting(units, unitOfRow, stratumOfUnit, parents, names, number));

        var drawn = new int[parents.Length];
        foreach (var stratum in stratumOfUnit)
            drawn[stratum]++;
        var fraction = Fractions(stage.Population, stratumOfRow, drawn, names, number, problems);
        return new()
        {
            UnitOfRow = unitOfRow,
            StratumOfUnit = stratumOfUnit,
            ParentOfStratum = parents,
            Drawn = drawn,
            Fraction = fraction,
            Ancestors = [.. parents.Select(parent => before is null ? 1 : ShareTo(before.Value.Compiled, parent))],
            StratumNames = names,
        };
    }

    /// <summary>The product of the sampling fractions down to a unit.</summary>
    private static double ShareTo(CompiledStage stage, int unit) => stage.Ancestors[stage.StratumOfUnit[unit]] * stage.Fraction[stage.StratumOfUnit[unit]];

    private static (int[] OfRow, int[] Parents, string[] Names) Strata(Grouping? strata, (SamplingStage Declared, CompiledStage Compiled)? before, int rows)
    {
        var known = new Dictionary<(int Parent, int Code), int>();
        var ofRow = new int[rows];
        var firstRows = new List<int>();
        for (var row = 0; row < rows; row++)
        {
            ofRow[row] = Number(known, (before?.Compiled.UnitOfRow[row] ?? 0, strata?.Codes[row] ?? 0));
            if (known.Count > firstRows.Count)
                firstRows.Add(row);
        }

        var names = firstRows.Select(row => string.Join(" / ", new[] { NameOf(before?.Declared.Units, row), NameOf(strata, row) }.OfType<string>()));
        return (ofRow, [.. known.OrderBy(pair => pair.Value).Select(pair => pair.Key.Parent)], [.. names]);
    }

    private static string? NameOf(Grouping? grouping, int row) => grouping?.Names[grouping.Codes[row]];

    private static (int[] OfRow, int[] Strata) Units(Grouping? units, int[] stratumOfRow, int rows)
    {
        if (units is null)
            return ([.. Enumerable.Range(0, rows)], stratumOfRow);

        var known = new Dictionary<(int Stratum, int Code), int>();
        var ofRow = new int[rows];
        for (var row = 0; row < rows; row++)
            ofRow[row] = Number(known, (stratumOfRow[row], units.Codes[row]));
        return (ofRow, [.. known.OrderBy(pair => pair.Value).Select(pair => pair.Key.Stratum)]);
    }

    private static int Number<T>(Dictionary<T, int> known, T key)
        where T : notnull
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(known, key, out var exists);
        if (!exists)
            number = known.Count - 1;
        return number;
    }

    private static double[] Fractions(FinitePopulation population, int[] stratumOfRow, int[] drawn, string[] names, int number, ImmutableArray<Problem>.Builder problems)
    {
        var fractions = new double[drawn.Length];
        var declared = population switch
        {
            FinitePopulation.Sizes sizes => sizes.OfRow,
            FinitePopulation.Fractions shares => shares.OfRow,
            _ => default,
        };
        if (declared.IsDefault)
            return fractions;

        CheckLength(declared.Length, stratumOfRow.Length);
        var seen = new double?[drawn.Length];
        var varies = new bool[drawn.Length];
        for (var row = 0; row < declared.Length; row++)
        {
            var stratum = stratumOfRow[row];
            seen[stratum] ??= declared[row];
            varies[stratum] |= !seen[stratum].Equals(declared[row]);
        }

        for (var stratum = 0; stratum < drawn.Length; stratum++)
        {
            var value = seen[stratum]!.Value; // every stratum was numbered from a row
            var isSize = population is FinitePopulation.Sizes;
            if (varies[stratum])
                problems.Add(DesignChecks.PopulationVaries(names[stratum], number));
            else if (isSize ? !(value >= drawn[stratum] && double.IsFinite(value)) : !(value > 0 && value <= 1))
                problems.Add(isSize ? DesignChecks.PopulationTooSmall(names[stratum], number, value, drawn[stratum]) : DesignChecks.FractionOutOfRange(names[stratum], number, value));
            else
                fractions[stratum] = isSize ? drawn[stratum] / value : value;
        }

        return fractions;
    }

    private static void CheckLength(int? length, int rows)
    {
        if (length is { } given && given != rows)
            throw new ArgumentException($"A column of the design has {given} rows instead of {rows}.", nameof(length));
    }
}
