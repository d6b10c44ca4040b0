namespace ChiSo.Engine;

/// <summary>The least a rule can give, for the range of a unit with unknown lines.</summary>
internal static class Floor
{
    /// <summary>Zero or, where a rule can take points away, the most it can take.</summary>
    public static decimal Of(ScoringRule rule) => Math.Min(0, rule switch
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
