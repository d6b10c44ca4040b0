using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Cleaning;

/// <summary>What can't be of a survey's own states: a name missing or there twice, and for one that was decided on, that it is gone or names another of the four.</summary>
internal static class StateChecks
{
    private const int MostStates = 20;
    private const int LongestName = 80;

    public static IEnumerable<Problem> Faults(string code, ImmutableArray<OwnState> states, ReviewBook book)
    {
        if (states.Length > MostStates)
            yield return ReviewProblems.ManyStates(code, MostStates);
        foreach (var state in states.Where(state => state.Vi.Length is 0 or > LongestName || state.En.Length is 0 or > LongestName))
            yield return ReviewProblems.StateName(code, state.Vi, LongestName);
        var names = Enum.GetValues<AnswerState>().Select(CleaningWords.Of).Concat(states.Select(state => state.Name)).ToArray();
        foreach (var twice in states.Where(state => names.Count(name => Same(name.Vi, state.Vi)) > 1 || names.Count(name => Same(name.En, state.En)) > 1))
            yield return ReviewProblems.StateTwice(code, twice.Vi);
        var used = book.UsedStates;
        foreach (var before in book.Thresholds.OwnStates.Where(before => used.Contains(before.Code) && states.All(state => state.Code != before.Code || state.As != before.As)))
            yield return ReviewProblems.StateUsed(code, before.Vi);
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
