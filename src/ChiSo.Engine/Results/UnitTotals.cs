using System.Diagnostics;

namespace ChiSo.Engine;

/// <summary>What a unit's lines add up to, by part of the index, as known and at both ends of what is still unknown.</summary>
internal struct UnitTotals
{
    private Parts known;
    private Parts lowest;
    private Parts highest;

    public required decimal ApplicableMax { get; init; }

    public bool HasUnknown { get; private set; }

    /// <param name="floor">The least the rule can give on the scale of the applicable maximum; read only while the line is unknown.</param>
    public void Add(CriteriaPart part, Line line, decimal max, decimal floor)
    {
        known.Add(part, line.Points);
        if (line.State != LineState.Unknown)
        {
            lowest.Add(part, line.Points);
            highest.Add(part, line.Points);
            return;
        }

        HasUnknown = true;
        lowest.Add(part, part == CriteriaPart.Deduction ? max : floor);
        highest.Add(part, part == CriteriaPart.Deduction ? 0 : max);
    }

    /// <summary>Points so far, after caps.</summary>
    public readonly decimal Points(CriteriaSet set) => known.Capped(set).Sum;

    public readonly decimal BonusPoints(CriteriaSet set) => known.Capped(set).Bonus;

    public readonly decimal DeductionPoints(CriteriaSet set) => known.Capped(set).Deduction;

    /// <summary>The exact index in percent; <c>null</c> while something is unknown or nothing applies.</summary>
    public readonly decimal? Index(CriteriaSet set) => HasUnknown ? null : Share(known, set);

    /// <summary>The index when every unknown line gives its least; <c>null</c> when nothing applies.</summary>
    public readonly decimal? Lowest(CriteriaSet set) => Share(lowest, set);

    /// <summary>The index when every unknown line gives its most; <c>null</c> when nothing applies.</summary>
    public readonly decimal? Highest(CriteriaSet set) => Share(highest, set);

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

        public readonly Parts Capped(CriteriaSet set) => new()
        {
            Base = Base,
            Bonus = set.BonusCap is { } most ? Math.Min(Bonus, most.Value) : Bonus,
            Deduction = set.DeductionCap is { } least ? Math.Max(Deduction, least.Value) : Deduction,
        };
    }
}
