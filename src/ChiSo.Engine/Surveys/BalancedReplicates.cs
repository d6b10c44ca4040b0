namespace ChiSo.Engine.Surveys;

/// <summary>Balanced half samples: of each pair one unit is raised and the other lowered, in an orthogonal pattern.</summary>
/// <remarks>Source: McCarthy (1969), Int. Stat. Review 37; Fay (1989) and Judkins (1990), JOS 6. No finite-population correction is made, so variances err on the safe side.</remarks>
public static class BalancedReplicates
{
    /// <param name="fay">0 for half samples that leave one unit out (BRR); in (0, 1) for Fay's method, which keeps it with this factor so that no domain vanishes.</param>
    /// <returns>Every stratum that isn't a pair, as a problem.</returns>
    public static Result<Replicates> Create(SurveyDesign design, double fay = 0)
    {
        if (fay is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(fay), fay, "Fay's factor lies in [0, 1).");

        var stage = design.Stages[0];
        Problem[] unpaired = [.. Enumerable.Range(0, stage.Strata).Where(stratum => stage.Drawn[stratum] != 2).Select(stratum => new Problem("survey.balanced-pairs", stage.StratumNames[stratum],
            new($"Tầng có {NumberText.Vi(stage.Drawn[stratum])} đơn vị mẫu; BRR cần đúng hai.", $"The stratum has {NumberText.En(stage.Drawn[stratum])} sampled units; BRR needs two."), new("Dùng JKn hoặc bootstrap.", "Use JKn or the bootstrap.")))];
        if (unpaired.Length > 0)
            return (System.Collections.Immutable.ImmutableArray<Problem>)[.. unpaired];

        var signs = Hadamard.AtLeast(stage.Strata + 1);
        var isSecond = new bool[stage.Units];
        var seen = new bool[stage.Strata];
        for (var unit = 0; unit < stage.Units; unit++)
            (isSecond[unit], seen[stage.StratumOfUnit[unit]]) = (seen[stage.StratumOfUnit[unit]], true);

        var factors = new double[signs.Length][];
        for (var replicate = 0; replicate < signs.Length; replicate++)
            factors[replicate] = [.. Enumerable.Range(0, stage.Units).Select(unit => signs[replicate][stage.StratumOfUnit[unit] + 1] == isSecond[unit] ? fay : 2 - fay)];
        var scales = new double[signs.Length];
        Array.Fill(scales, 1 / (signs.Length * (1 - fay) * (1 - fay)));
        return new Replicates(fay == 0 ? "BRR" : "Fay", factors, scales);
    }
}

/// <summary>Square tables of signs whose rows are orthogonal.</summary>
/// <remarks>Built by Paley's first construction (a prime q with q mod 4 = 3 gives order q + 1) and doubled by Sylvester's. Source: Paley (1933), J. Math. Phys. 12; Wolter (2007), appendix A.</remarks>
internal static class Hadamard
{
    /// <summary>The smallest order this construction reaches from <paramref name="size"/> on; <c>true</c> is +1, the first column is +1 throughout.</summary>
    public static bool[][] AtLeast(int size)
    {
        for (var order = Math.Max(size, 2); ; order++)
        {
            if (Of(order) is { } matrix)
                return matrix;
        }
    }

    private static bool[][]? Of(int order)
    {
        if (order == 1)
            return [[true]];
        if (order % 2 == 0 && order >= 4 && IsPrime(order - 1) && (order - 1) % 4 == 3)
            return Paley(order - 1);
        return order % 2 == 0 && Of(order / 2) is { } half ? Double(half) : null;
    }

    private static bool[][] Double(bool[][] half) =>
        [.. Enumerable.Range(0, half.Length * 2).Select(row => (bool[])[.. half[row % half.Length], .. half[row % half.Length].Select(sign => row < half.Length ? sign : !sign)])];

    /// <summary>I + S with S skew, normalised so that the first column is +1.</summary>
    private static bool[][] Paley(int prime)
    {
        var isSquare = new bool[prime];
        for (var root = 1; root < prime; root++)
            isSquare[(int)((long)root * root % prime)] = true;

        bool At(int row, int column)
        {
            if (row == column || row == 0)
                return true;
            return column != 0 && isSquare[(column - row + prime) % prime];
        }

        var matrix = Enumerable.Range(0, prime + 1).Select(row => Enumerable.Range(0, prime + 1).Select(column => At(row, column)).ToArray()).ToArray();
        return [.. matrix.Select(row => row[0] ? row : [.. row.Select(sign => !sign)])];
    }

    private static bool IsPrime(int number)
    {
        for (var divisor = 2; divisor * divisor <= number; divisor++)
        {
            if (number % divisor == 0)
                return false;
        }

        return number > 1;
    }
}
