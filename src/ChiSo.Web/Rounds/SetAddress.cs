using System.Collections.Immutable;
using ChiSo.Application.Rounds.Sets;

namespace ChiSo.Web.Rounds;

/// <summary>Where the criteria set of a block lies.</summary>
public static class SetAddress
{
    public static string Of(string round, string block) => $"/desk/rounds/{round}/criteria/{block}";

    public static string OfEditing(string round, string block) => Of(round, block) + "/edit";

    public static string OfLine(string round, string block, string line) => $"{Of(round, block)}/lines/{Uri.EscapeDataString(line)}";

    /// <param name="parent">Empty for a field.</param>
    public static string OfNewLine(string round, string block, string parent) => $"{Of(round, block)}/lines?under={Uri.EscapeDataString(parent)}";
}

/// <summary>The criteria sets of a round, to be listed.</summary>
public sealed record RoundSets(string Round, ImmutableArray<BlockSet> Sets);
