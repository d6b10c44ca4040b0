namespace ChiSo.Engine.Surveys;

/// <summary>A stage with dense numbers, nested in the stage before it.</summary>
internal sealed class CompiledStage
{
    /// <summary>Unit of this stage, one a row.</summary>
    public required int[] UnitOfRow { get; init; }

    /// <summary>Stratum of this stage, one a unit.</summary>
    public required int[] StratumOfUnit { get; init; }

    /// <summary>Unit of the stage before, one a stratum; 0 at the first stage.</summary>
    public required int[] ParentOfStratum { get; init; }

    /// <summary>Units drawn, one a stratum.</summary>
    public required int[] Drawn { get; init; }

    /// <summary>Sampling fraction f in [0, 1], one a stratum; 0 is with replacement.</summary>
    public required double[] Fraction { get; init; }

    /// <summary>Product of the fractions of the stages before, one a stratum; 1 at the first stage.</summary>
    public required double[] Ancestors { get; init; }

    public required string[] StratumNames { get; init; }

    public int Units => StratumOfUnit.Length;

    public int Strata => Drawn.Length;

    /// <summary>No variance can be estimated here, and one is needed.</summary>
    public bool IsLonely(int stratum) => Drawn[stratum] == 1 && Matters(stratum);

    /// <summary>Below this the stratum was taken whole; the tolerance is that of shares written with seven digits.</summary>
    public bool Matters(int stratum) => 1 - Fraction[stratum] >= 1e-7 && Ancestors[stratum] > 0;
}
