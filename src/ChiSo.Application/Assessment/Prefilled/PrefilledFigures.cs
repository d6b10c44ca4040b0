using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment;

/// <summary>What a unit does with the figures others filled in for it: makes them its entry, or disputes one, which opens a case and overwrites nothing.</summary>
public sealed class PrefilledFigures(ChiSoDatabase database, Sheets sheets)
{
    /// <summary>Makes the pre-filled figures of a line the unit's entry, a save like any other. Figures nobody filled in stay as the unit saved them.</summary>
    public Task<Result<SaveOutcome>> ConfirmAsync(LineAddress line, ConfirmFigures input, Person person, CancellationToken cancel) => ChangeAsync<SaveOutcome>(line, person, async (context, sheet, node) =>
    {
        if (sheet.PrefilledOn(node) is not { IsEmpty: false } figures)
            return PrefilledProblems.None(Named(node));
        var entry = EntryOf(sheet, node, letter => figures.FirstOrDefault(one => one.Figure.Letter == letter)?.Stands);
        return entry.TryGet(out var confirmed) ? await sheets.StoreAsync(context, sheet, SaveOf(line, input.Seen, input.Reason, input.Evidence), confirmed, person, cancel) : entry.Problems;
    }, cancel);

    /// <summary>Opens a case about one figure with the unit's own value, which goes into its entry where the line is complete. The same sent twice is one.</summary>
    public Task<Result<FigureDispute>> DisputeAsync(LineAddress line, DisputeFigure input, Person person, DecimalMark mark, CancellationToken cancel) => ChangeAsync<FigureDispute>(line, person, async (context, sheet, node) =>
    {
        if (sheet.PrefilledOn(node).FirstOrDefault(one => one.Figure.Id == input.Figure) is not { } disputed)
            return PrefilledProblems.Unknown(Named(node));
        var (where, reason) = ($"{Named(node)} ({disputed.Figure.Letter})", input.Reason.Trim().Normalize());
        var reading = VietnameseNumbers.Read(input.Value, mark, out var own);
        if (reading != NumberReading.Read)
            return NumberProblems.Of(reading, where, input.Value, mark);
        if (disputed is { HasCase: true, Dispute: { } standing })
            return standing.State == DisputeState.Open && standing.OwnValue == own && standing.Reason == reason ? standing : PrefilledProblems.HasCase(where);
        if (own == disputed.Figure.Value)
            return PrefilledProblems.SameValue(where, own);
        if (reason.Length == 0)
            return PrefilledProblems.NoReason(where);
        var position = sheet.Positions.GetValueOrDefault(node.Code);
        if (input.Seen != (position?.Sequence ?? 0))
            return PrefilledProblems.Changed(where);

        var change = sheets.ChangeOf(person, sheet, Act.EnterScores);
        var dispute = new FigureDispute { FigureId = disputed.Figure.Id, OwnValue = own, Reason = reason, OpenedBy = person.NameUnder(change.Mandate), Person = person.Id, OpenedAt = change.At };
        context.FigureDisputes.Add(dispute);
        await Trail.AppendAsync(context, Trail.OfRound(line.Round), change with { Reason = reason }, "figure.disputed", Subject(line), new { dispute.Id, disputed.Figure.Letter, filled = disputed.Figure.Value, own }, cancel);
        if (EntryOf(sheet, node, letter => letter == disputed.Figure.Letter ? own : sheet.PrefilledOn(node).FirstOrDefault(one => one.Figure.Letter == letter)?.Stands).TryGet(out var entry))
            await sheets.StoreAsync(context, sheet, SaveOf(line, input.Seen, position?.Reason ?? "", position?.Evidence ?? ""), entry, person, cancel); // nobody can be faster: the trail is held since the line was read
        return dispute;
    }, cancel);

    /// <summary>Takes an open case back. The unit's entry stays as it is until it confirms the figures, which it has to before it hands in.</summary>
    public Task<Result<FigureDispute>> WithdrawAsync(LineAddress line, Guid id, int seen, Person person, CancellationToken cancel) => ChangeAsync<FigureDispute>(line, person, async (context, sheet, node) =>
    {
        if (sheet.PrefilledOn(node).Select(one => one.Dispute).FirstOrDefault(one => one?.Id == id) is not { } dispute)
            return PrefilledProblems.Unknown(Named(node));
        if (!DisputeStates.Allows(dispute.State, DisputeStep.Withdraw))
            return PrefilledProblems.WrongStep(Named(node), dispute.State);
        if (dispute.Version != seen)
            return PrefilledProblems.Changed(Named(node));
        var change = sheets.ChangeOf(person, sheet, Act.EnterScores);
        context.FigureDisputes.Attach(dispute);
        dispute.Close(DisputeStep.Withdraw, "", person.NameUnder(change.Mandate), change.At);
        await Trail.AppendAsync(context, Trail.OfRound(line.Round), change, "figure.dispute-withdrawn", Subject(line), new { dispute.Id }, cancel);
        return dispute;
    }, cancel);

    private Task<Result<T>> ChangeAsync<T>(LineAddress line, Person person, Func<ChiSoContext, Sheet, CriteriaNode, Task<Result<T>>> act, CancellationToken cancel) => database.WriteAsync<Result<T>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(line.Round), cancel);
            if (line.Stage != Stages.Self || await sheets.FindAsync(context, line, cancel) is not { } sheet)
                return SheetProblems.NoSuchSheet(line.Unit);
            return sheets.Refuse(sheet, person, Act.EnterScores, line.Criterion) is { } refused ? refused : await act(context, sheet, sheet.Own().First(node => node.Code == line.Criterion));
        }, cancel);

    /// <summary>The line's figures, the given ones in place of those the unit saved; a figure neither has is a problem.</summary>
    private static Result<Entry> EntryOf(Sheet sheet, CriteriaNode node, Func<string, decimal?> valueOf)
    {
        var leaf = node.Scoring!; // own lines are scored
        var saved = sheet.Positions.TryGetValue(node.Code, out var position) && Json.EngineJson.Read<Entry>(position.Entry) is Entry.Figures figures ? figures.Values : [];
        var values = ImmutableArray.CreateBuilder<decimal>();
        foreach (var (place, letter) in FigureText.LettersOf(leaf.Figures).Index())
        {
            if ((valueOf(letter) ?? (place < saved.Length ? saved[place] : null)) is not { } value)
                return EntryProblems.FigureMissing(Named(node), letter);
            values.Add(value);
        }

        var entry = new Entry.Figures(values.ToImmutable());
        return EntryChecks.Find(entry, leaf, node.Max, Named(node)) is { } wrong ? wrong : entry;
    }

    private static SaveLine SaveOf(LineAddress line, int seen, string reason, string evidence) => new(line.Round, line.Block, line.Unit, line.Stage, line.Criterion, seen, "", reason, evidence);

    private static string Subject(LineAddress line) => $"{line.Unit} {line.Criterion} {line.Stage}";

    private static string Named(CriteriaNode node) => $"{node.Number} {node.Name.Vi}";
}

/// <param name="Seen">Sequence of the position the person had before them; 0 for none.</param>
public sealed record ConfirmFigures(int Seen, string Reason, string Evidence);

/// <param name="Seen">Sequence of the position the person had before them; 0 for none.</param>
/// <param name="Value">As typed, in the person's own decimal mark.</param>
public sealed record DisputeFigure(Guid Figure, int Seen, string Value, string Reason);
