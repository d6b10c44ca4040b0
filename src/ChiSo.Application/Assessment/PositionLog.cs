using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Assessment;

/// <summary>Adds positions, whoever takes them: a repetition changes nothing, however late it arrives, and what saw an older version is kept aside.</summary>
internal static class PositionLog
{
    /// <param name="current">The newest position on the line at this stage; <c>null</c> when there is none.</param>
    public static async Task<Result<SaveOutcome>> TakeAsync(ChiSoContext context, NewPosition input, Position? current, Person person, Change change, CancellationToken cancel)
    {
        if (current is not null && current.Says(input.Entry, input.Reason, input.Evidence) && current.At >= input.After) // a double click, or the same value from two tabs
            return new SaveOutcome.Stored(current);
        if (input.Seen != (current?.Sequence ?? 0))
            return current is null ? SheetProblems.NeverSeen(input.Criterion) : await SetAsideAsync(context, input, current, person, change, cancel);

        var position = new Position
        {
            BlockId = input.BlockId, Unit = input.Unit, Criterion = input.Criterion, Stage = input.Stage, Mark = input.Mark, Sequence = (current?.Sequence ?? 0) + 1,
            Entry = input.Entry, Reason = input.Reason, Evidence = input.Evidence, By = person.NameUnder(change.Mandate), Place = Position.AfterImported,
            Person = person.Id, Mandate = change.Mandate, At = change.At,
        };
        context.Positions.Add(position);
        await Trail.AppendAsync(context, Trail.OfRound(input.Round), change, $"{input.Act}.saved", $"{input.Unit} {input.Criterion} {input.Stage}",
            new { position.Sequence, before = current?.Entry, after = input.Entry, reasonBefore = current?.Reason, reason = input.Reason, evidenceBefore = current?.Evidence, evidence = input.Evidence }, cancel);
        return new SaveOutcome.Stored(position);
    }

    private static async Task<Result<SaveOutcome>> SetAsideAsync(ChiSoContext context, NewPosition input, Position current, Person person, Change change, CancellationToken cancel)
    {
        if (await KeptAsync(context, input, person, cancel) is { } kept)
            return new SaveOutcome.Clash(current, kept); // a browser that sends again, or loads the page again
        var aside = new SetAside
        {
            BlockId = input.BlockId, Unit = input.Unit, Criterion = input.Criterion, Stage = input.Stage, Seen = input.Seen,
            Entry = input.Entry, Reason = input.Reason, Evidence = input.Evidence, By = person.NameUnder(change.Mandate), Person = person.Id, At = change.At,
        };
        if (await StoodAsync(context, input, person, cancel))
            return new SaveOutcome.Clash(current, aside); // a save that arrives a second time, after a newer one: nothing of it was lost
        context.SetAside.Add(aside);
        await Trail.AppendAsync(context, Trail.OfRound(input.Round), change, $"{input.Act}.set-aside", $"{input.Unit} {input.Criterion} {input.Stage}", new { input.Seen, stands = current.Sequence, entry = input.Entry }, cancel);
        return new SaveOutcome.Clash(current, aside);
    }

    /// <summary>Whether this very save was stored before, or said what stood then.</summary>
    private static Task<bool> StoodAsync(ChiSoContext context, NewPosition input, Person person, CancellationToken cancel) => context.Positions
        .Where(row => row.BlockId == input.BlockId && row.Unit == input.Unit && row.Criterion == input.Criterion && row.Stage == input.Stage && row.Mark == input.Mark && (row.Sequence == input.Seen || row.Sequence == input.Seen + 1) && row.Person == person.Id)
        .AnyAsync(row => row.Entry == input.Entry && row.Reason == input.Reason && row.Evidence == input.Evidence, cancel);

    /// <summary>The same, where this person lost it before.</summary>
    private static Task<SetAside?> KeptAsync(ChiSoContext context, NewPosition input, Person person, CancellationToken cancel) => context.SetAside.AsNoTracking()
        .Where(row => row.BlockId == input.BlockId && row.Unit == input.Unit && row.Criterion == input.Criterion && row.Stage == input.Stage && row.Person == person.Id)
        .FirstOrDefaultAsync(row => row.Entry == input.Entry && row.Reason == input.Reason && row.Evidence == input.Evidence, cancel);
}

/// <summary>A position to be taken.</summary>
/// <param name="Seen">Sequence of the position the person had before them; 0 for none.</param>
/// <param name="Entry">In canonical JSON; empty to take back what stands.</param>
/// <param name="Act">What the trail calls it: "entry", "review".</param>
/// <param name="Mark">0, or the number of the appraiser when a line is marked twice, blind.</param>
/// <param name="After">UTC; a position from before it is no repetition. <c>null</c> positions of no known time count as from the beginning.</param>
internal sealed record NewPosition(string Round, Guid BlockId, string Unit, CriterionCode Criterion, string Stage, int Seen, string Entry, string Reason, string Evidence, string Act, DateTime After = default, int Mark = 0);
