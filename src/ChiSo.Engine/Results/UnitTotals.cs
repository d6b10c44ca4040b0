using System.Diagnostics;

namespace ChiSo.Engine;

/// <summary>What a unit's lines add up to, by part of the index: what is known, and the least and most the unknown lines can add.</summary>
internal struct UnitTotals
{
    private Parts known;
    private Parts least;
    private Parts most;

    public required decimal ApplicableMax { get; init; }

    public bool HasUnknown { get; private set; }

    /// <summary>Counts points that are there.</summary>
    public void AddKnown(CriteriaPart part, decimal points) => known.Add(part, points);

    /// <summary>Counts a line that is unknown.</summary>
    /// <param name="max">Its applicable maximum.</param>
    /// <param name="floor">The least its rule can give, on the scale of the applicable maximum.</param>
    public void AddUnknown(CriteriaPart part, decimal max, decimal floor)
    {
        HasUnknown = true;
        least.Add(part, part == CriteriaPart.Deduction ? max : floor);
        most.Add(part, part == CriteriaPart.Deduction ? 0 : max);
    }

    /// <summary>Points so far, after caps.</summary>
    public readonly decimal Points(CriteriaSet set) => known.Capped(set).Sum;

    public readonly decimal BonusPoints(CriteriaSet set) => known.Capped(set).Bonus;

    public readonly decimal DeductionPoints(CriteriaSet set) => known.Capped(set).Deduction;

    /// <summary>The exact index in percent; <c>null</c> while something is unknown or nothing applies.</summary>
    public readonly decimal? Index(CriteriaSet set) => HasUnknown ? null : Share(known, set);

    /// <summary>The index when every unknown line gives its least; <c>null</c> when nothing applies.</summary>
    public readonly decimal? Lowest(CriteriaSet set) => Share(known.Plus(least), set);

    /// <summary>The index when every unknown line gives its most; <c>null</c> when nothing applies.</summary>
    public readonly decimal? Highest(CriteriaSet set) => Share(known.Plus(most), set);

    private readonly decimal? Share(Parts parts, CriteriaSet set) => Percent.Of(parts.Capped(set).Sum, ApplicableMax)?.Value;

    private struct Parts
    {
        public decimal Base;
        public decimal Bonus;
        public decimal Deduction;

        public readonly decimal Sum => Base + Bonus + Deduction;

        public void Add(CriteriaPart part, decimal points)
        {
            switch (part)
            {
                case CriteriaPart.Base:
                    Base += points;
                    break;
                case CriteriaPart.Bonus:
                    Bonus += points;
                    break;
                case CriteriaPart.Deduction:
                    Deduction += points;
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        public readonly Parts Plus(Parts other) => new() { Base = Base + other.Base, Bonus = Bonus + other.Bonus, Deduction = Deduction + other.Deduction };

        public readonly Parts Capped(CriteriaSet set) => new()
        {
            Base = Base,
            Bonus = set.BonusCap is { } most ? Math.Min(Bonus, most.Value) : Bonus,
            Deduction = set.DeductionCap is { } least ? Math.Max(Deduction, least.Value) : Deduction,
        };
    }
}
