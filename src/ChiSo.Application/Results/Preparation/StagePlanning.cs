using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Results;

/// <summary>Sets in one form which stages a round being prepared has, in which order, and when each opens and closes. The round is checked as a file of the same content would be, its dates as a calendar file.</summary>
public sealed class StagePlanning(ChiSoDatabase database, LiveRounds live)
{
    /// <summary><c>null</c> when there is no such round being prepared in the browser.</summary>
    public async Task<StagePlan?> FindAsync(string round, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await context.Rounds.AsNoTracking().SingleOrDefaultAsync(known => known.Code == round, cancel) is { OpenedAt: null, FrozenAt: null } stored
            && await RoundRows.ReadAsync(context, stored, cancel) is var document && PreparationProblems.Refusal(stored, document) is null
            ? Of(stored, document, await LiveAsync(context, round, cancel))
            : null;
    }

    /// <summary>Puts what was typed in the place of the round's stages and of all their dates. A proposal to open the round is withdrawn, since it was about others.</summary>
    /// <param name="typed">As <see cref="StageForm"/> names its fields.</param>
    /// <param name="seen">The version of the plan that was shown.</param>
    /// <returns>The round's code, or every problem, each at its field.</returns>
    public Task<Result<string>> SetAsync(string round, IReadOnlyDictionary<string, string> typed, string seen, Change change, CancellationToken cancel) => database.WriteAsync<Result<string>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(round), cancel);
            if (await context.Rounds.AsNoTracking().SingleOrDefaultAsync(known => known.Code == round, cancel) is not { } stored)
                return PreparationProblems.Unknown(round);
            var document = await RoundRows.ReadAsync(context, stored, cancel);
            if (PreparationProblems.Refusal(stored, document) is { } refusal)
                return refusal;
            var worked = await LiveAsync(context, round, cancel);
            var before = Of(stored, document, worked);
            var told = new List<Problem>();
            var wanted = StageForm.Read(typed, before, told);
            var read = Check(document, wanted, told);
            if (!read.TryGet(out var changed))
                return read.Problems;
            if (wanted.SaysAs(before))
                return round; // a double click
            if (before.Version != seen)
                return PreparationProblems.Overtaken(round);

            await StoreStagesAsync(context, stored, changed, change, cancel);
            await StoreDatesAsync(context, worked, before, wanted, change, cancel);
            await context.Rounds.Where(known => known.Id == stored.Id).ExecuteUpdateAsync(set => set.SetProperty(known => known.OpeningProposedBy, (Guid?)null), cancel);
            await context.RenewCalendarAsync(stored.Id, cancel);
            return round;
        }, cancel);

    private static Result<RoundDocument> Check(RoundDocument document, StagePlan wanted, List<Problem> told)
    {
        if (!wanted.Stages.Contains(Stages.Self))
            told.Add(PreparationProblems.NoSelf());
        if (told.Count == 0)
            told.AddRange(CalendarChecks.OutOfOrder(wanted.Stages, wanted.Dates, stage => StageForm.NameOf("opens", stage)));
        return told.Count > 0 ? told.ToImmutableArray() : PlacedTables.Check(document with { Stages = wanted.Stages, CastingVote = wanted.CastingVote });
    }

    private static async Task StoreStagesAsync(ChiSoContext context, Round stored, RoundDocument document, Change change, CancellationToken cancel)
    {
        var hash = RoundStore.HashOf(document);
        if (hash == stored.ContentHash)
            return;
        await RoundRows.ReplaceAsync(context, stored, document, hash, change, cancel);
        await Trail.AppendAsync(context, Trail.OfRound(stored.Code), change, "round.stages-set", stored.Code, new { content = hash, before = stored.ContentHash, document.Stages, document.CastingVote }, cancel);
    }

    private static async Task StoreDatesAsync(ChiSoContext context, LiveRound round, StagePlan before, StagePlan wanted, Change change, CancellationToken cancel)
    {
        if (!wanted.DatesWritten.SequenceEqual(before.DatesWritten))
            await RoundCalendar.ReplaceWindowsAsync(context, round, wanted.Dates, wanted.Dates, change, cancel);
        if (StagePlan.Written(wanted.RequestsUntil) != StagePlan.Written(before.RequestsUntil))
            await RoundCalendar.SetDeadlineAsync(context, round, wanted.RequestsUntil, change, cancel);
    }

    private async Task<LiveRound> LiveAsync(ChiSoContext context, string round, CancellationToken cancel) =>
        await live.FindAsync(context, round, cancel) ?? throw new InvalidOperationException($"Round {round} was read just before and is gone.");

    private static StagePlan Of(Round stored, RoundDocument document, LiveRound round) => new(
        document.Code, document.Name, document.Stages, [.. round.Clock.Windows.Select(window => new SetWindow(window.Stage, window.Opens, window.Closes))], round.Clock.RequestsUntil, document.CastingVote)
    {
        HasFirstLevel = document.Blocks.Any(block => block.FirstLevel is { IsEmpty: false }),
        Days = round.Clock.Days,
        Version = $"{stored.ContentHash}:{stored.CalendarVersion:N}",
    };
}

/// <summary>The stages of a round being prepared, in its order, with their dates.</summary>
/// <param name="Dates">Of the stages that have any, in no order.</param>
/// <param name="RequestsUntil">UTC, exclusive; <c>null</c> for none.</param>
/// <param name="CastingVote">Whether the chair's vote decides where exactly half of the council's members present are for something.</param>
public sealed record StagePlan(string Round, Words Name, ImmutableArray<string> Stages, ImmutableArray<SetWindow> Dates, DateTime? RequestsUntil, bool CastingVote)
{
    /// <summary>Whether bodies are named that appraise at the first level: then that stage follows the self-assessment.</summary>
    public required bool HasFirstLevel { get; init; }

    public required WorkDays Days { get; init; }

    /// <summary>Of content and calendar, to be carried back with every change.</summary>
    public required string Version { get; init; }

    /// <summary>What may be a slip.</summary>
    public ImmutableArray<Words> Advice => CalendarChecks.Advice(Stages, Dates, Days);

    /// <summary>Each stage's dates as pages write them, to the minute.</summary>
    internal IEnumerable<string> DatesWritten => Dates.OrderBy(one => one.Stage, StringComparer.Ordinal).Select(one => $"{one.Stage} {Written(one.Opens)} {Written(one.Closes)}");

    internal bool SaysAs(StagePlan other) =>
        Stages.SequenceEqual(other.Stages) && CastingVote == other.CastingVote && DatesWritten.SequenceEqual(other.DatesWritten) && Written(RequestsUntil) == Written(other.RequestsUntil);

    internal static string Written(DateTime? instant) => instant is { } at ? VietnamTime.Write(at) : "";
}
