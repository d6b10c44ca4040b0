namespace ChiSo.Web.Rounds;

/// <summary>Where the criteria set of a block lies.</summary>
public static class SetAddress
{
    public static string Of(string round, string block) => $"/desk/rounds/{round}/criteria/{block}";
}

/// <summary>The criteria sets of a round, to be listed.</summary>
public sealed record RoundSets(string Round, System.Collections.Immutable.ImmutableArray<ChiSo.Application.Rounds.Sets.BlockSet> Sets);
