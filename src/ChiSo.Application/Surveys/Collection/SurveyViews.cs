using System.Collections.Concurrent;
using System.Diagnostics;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Surveys as they stood at most a second ago, for pages that many open at once: closing one ends its answers within that second.</summary>
public sealed class SurveyViews(SurveyDesk desk)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (LiveSurvey Survey, long At)> seen = new(StringComparer.Ordinal);

    /// <summary><c>null</c> when there is no survey of this code.</summary>
    public async Task<LiveSurvey?> FindAsync(string code, CancellationToken cancel)
    {
        if (seen.TryGetValue(code, out var last) && Stopwatch.GetElapsedTime(last.At) < Fresh)
            return last.Survey;
        var at = Stopwatch.GetTimestamp();
        if (await desk.FindAsync(code, cancel) is not { } survey)
            return null;
        seen[code] = (survey, at);
        return survey;
    }
}
