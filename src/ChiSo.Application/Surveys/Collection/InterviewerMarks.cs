using System.Collections.Immutable;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Keeps back who asked until nobody can be told by it. The book of visits knows whom each interviewer asked: beside a single answer the interviewer would name its author.</summary>
/// <remarks>
/// An answer is stored at once like any other that came by a link. Who asked is held in memory alone, and written beside the answers of a unit, stratum, group of clusters and language when as many as the smallest group have come from one interviewer, beside all of them together.
/// What waits when the program ends is forgotten: those answers stay as if they had come by link.
/// </remarks>
internal sealed class InterviewerMarks(AnswerStore store)
{
    private readonly Lock gate = new();
    private readonly Dictionary<Cell, List<Answer>> waiting = [];

    /// <param name="answer">As it was just stored.</param>
    public async Task HoldAsync(LiveSurvey survey, Answer answer, string interviewer)
    {
        if (Ready(new(survey.Code, answer.Unit, answer.Stratum, answer.ClusterGroup ?? "", answer.Language, interviewer), answer, survey.Declaration.MinimumCell) is { IsEmpty: false } together)
            await store.MarkAsync(survey.Code, together, interviewer, CancellationToken.None); // whatever became of the browser
    }

    private ImmutableArray<Answer> Ready(Cell cell, Answer answer, int least)
    {
        lock (gate)
        {
            if (!waiting.TryGetValue(cell, out var held))
                waiting[cell] = held = [];
            held.Add(answer);
            if (held.Count < least)
                return [];
            waiting.Remove(cell);
            return [.. held];
        }
    }

    /// <summary>What stands beside answers that get the interviewer's number: within it they are alike.</summary>
    private sealed record Cell(string Survey, string Unit, string Stratum, string ClusterGroup, string Language, string Interviewer);
}
