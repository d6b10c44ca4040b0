using System.Collections.Immutable;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Keeps back who hurried until nobody can be told by it: whoever reads the log of a proxy, or stands beside a machine, may know how long one person took.</summary>
/// <remarks>
/// An answer is stored at once like any other. That it was hurried is held in memory alone, and written beside the answers of a unit, stratum and group of clusters, all of them together, when as many as the smallest group hurried there and as many did not: neither those with the mark nor those without are few.
/// What waits when the program ends is forgotten: those answers stay as if nobody knew.
/// </remarks>
internal sealed class PaceMarks(AnswerStore store)
{
    /// <summary>So many wait in a group; of more the oldest are forgotten. Nobody waits where everybody hurries.</summary>
    private const int MostWaiting = 200;

    /// <summary>To mark answers all of their group is read: the more there are, the more are marked together.</summary>
    private const int UnhurriedToEach = 20;

    private readonly Lock gate = new();
    private readonly Dictionary<Cell, Waiting> cells = [];

    /// <param name="answer">As it was just stored.</param>
    public async Task HoldAsync(LiveSurvey survey, Answer answer, Pace pace)
    {
        if (pace != Pace.Unknown && Ready(new(survey.Code, answer.Unit, answer.Stratum, answer.ClusterGroup ?? ""), answer, pace, survey.Declaration.MinimumCell) is { IsEmpty: false } together)
            await store.MarkAsync(survey.Code, together, one => one with { IsHurried = true }, CancellationToken.None); // whatever became of the browser
    }

    private ImmutableArray<Answer> Ready(Cell cell, Answer answer, Pace pace, int least)
    {
        lock (gate)
        {
            if (!cells.TryGetValue(cell, out var waiting))
                cells[cell] = waiting = new();
            return waiting.Take(answer, pace, least);
        }
    }

    /// <summary>What stands beside answers that get the mark: within it they are alike.</summary>
    private sealed record Cell(string Survey, string Unit, string Stratum, string ClusterGroup);

    private sealed class Waiting
    {
        private readonly Queue<Answer> hurried = [];
        private int unhurried; // ever since the program began

        /// <returns>Those that may be marked now; none while too few share it.</returns>
        public ImmutableArray<Answer> Take(Answer answer, Pace pace, int least)
        {
            if (pace == Pace.Hurried)
                hurried.Enqueue(answer);
            else
                unhurried++;
            if (hurried.Count > Math.Max(least, MostWaiting))
                hurried.Dequeue();
            if (unhurried < least || hurried.Count < Math.Clamp(unhurried / UnhurriedToEach, least, Math.Max(least, MostWaiting)))
                return [];
            ImmutableArray<Answer> ready = [.. hurried];
            hurried.Clear();
            return ready;
        }
    }
}
