using System.Collections.Immutable;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Keeps back who hurried until nobody can be told by it: whoever reads the log of a proxy, or stands beside a machine, may know how long one person took.</summary>
/// <remarks>
/// An answer is stored at once like any other. That it was hurried is held in memory alone, and written beside the answers of a unit, stratum and group of clusters, all of them together, when as many as the smallest group hurried there and as many did not: neither those with the mark nor those without are few.
/// What waits when the program ends is forgotten: those answers stay as if nobody knew.
/// </remarks>
internal sealed class PaceMarks(AnswerStore store)
{
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
            if (pace == Pace.Hurried)
                waiting.Hurried.Add(answer);
            else
                waiting.Unhurried++;
            if (waiting.Hurried.Count < least || waiting.Unhurried < least)
                return [];
            ImmutableArray<Answer> ready = [.. waiting.Hurried];
            waiting.Hurried.Clear();
            return ready;
        }
    }

    /// <summary>What stands beside answers that get the mark: within it they are alike.</summary>
    private sealed record Cell(string Survey, string Unit, string Stratum, string ClusterGroup);

    private sealed class Waiting
    {
        public List<Answer> Hurried { get; } = [];

        /// <summary>How many did not hurry, ever since the program began.</summary>
        public int Unhurried { get; set; }
    }
}
