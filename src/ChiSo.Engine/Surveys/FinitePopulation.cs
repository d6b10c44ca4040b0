using System.Collections.Immutable;

namespace ChiSo.Engine.Surveys;

/// <summary>What is known of the population a stage draws from, named in words: a number of units and a share are never told apart by their size.</summary>
public abstract record FinitePopulation
{
    private FinitePopulation() { }

    /// <summary>Drawn with replacement, or from so many that no correction is made. Stages below this one add nothing: the unit of this stage is the "ultimate cluster".</summary>
    /// <remarks>Source: Hansen, Hurwitz &amp; Madow, Sample Survey Methods and Theory (1953); Särndal et al. (1992), 4.6.</remarks>
    public sealed record WithReplacement : FinitePopulation;

    /// <summary>Units in the population of the row's stratum at this stage: the same number on all rows of a stratum, at least as many as were drawn.</summary>
    public sealed record Sizes(ImmutableArray<double> OfRow) : FinitePopulation;

    /// <summary>Units drawn ÷ units in the population of the stratum, above 0 and at most 1: the same on all rows of a stratum.</summary>
    public sealed record Fractions(ImmutableArray<double> OfRow) : FinitePopulation;
}

/// <summary>Where names of units count.</summary>
public enum UnitNames
{
    /// <summary>A name stands for one unit of the whole sample; seen in two strata it is a mistake.</summary>
    Unique,

    /// <summary>Names start again in each stratum, as "1, 2, 3".</summary>
    WithinStratum,
}

/// <summary>One stage of selection. Stages are nested: names of a later stage count inside the unit of the stage before it.</summary>
/// <param name="Strata"><c>null</c> where the stage is not stratified.</param>
/// <param name="Units">The units drawn at this stage; <c>null</c> where each row is one.</param>
public sealed record SamplingStage(Grouping? Strata, Grouping? Units, FinitePopulation Population, UnitNames Names = UnitNames.Unique);

/// <summary>What is done with a stratum in which only one unit was drawn, so that no variance can be estimated inside it.</summary>
/// <remarks>The policies are those of Lumley, Complex Surveys (2010), section 2.7; whichever is chosen is printed with the result.</remarks>
public enum LonelyUnits
{
    /// <summary>Refuse the design and list the strata: the default.</summary>
    Stop,

    /// <summary>The unit was certain to be in the sample and adds no variance.</summary>
    Certainty,

    /// <summary>The unit's deviation is taken from the value of the whole population instead of its stratum: cautious for means and ratios, very cautious for totals.</summary>
    Adjust,

    /// <summary>The stratum gets the mean variance of the strata that have one.</summary>
    Average,
}
