namespace ChiSo.Engine;

/// <summary>The least a rule can give, for the range of a unit with unknown lines.</summary>
internal static class Floor
{
    /// <summary>Zero or, where a rule can take points away, the most it can take; half the maximum for a value above the target whose peers are still missing.</summary>
    /// <param name="max">The line's own maximum.</param>
    /// <param name="obstacle">What stands in the entry's way; <c>null</c> where there is no entry.</param>
    public static decimal Of(ScoringRule rule, Points max, Obstacle? obstacle) => obstacle == Obstacle.NoPeer ? max.Value / 2 : Math.Min(0, rule switch
    {
        ScoringRule.YesNo yesNo => yesNo.No.Value,
        ScoringRule.Choice choice => Lowest(choice.Options.Select(option => option.Points)),
        ScoringRule.Ladder ladder => Lowest(ladder.Steps.Select(rung => rung.Points).Append(ladder.Otherwise)),
        ScoringRule.ImportedLadder ladder => Lowest(ladder.Steps.Select(rung => rung.Points).Append(ladder.Otherwise)),
        ScoringRule.Count count => count.Min.Value,
        _ => 0,
    });

    private static decimal Lowest(IEnumerable<Points> points) => points.Select(given => given.Value).DefaultIfEmpty().Min();
}
