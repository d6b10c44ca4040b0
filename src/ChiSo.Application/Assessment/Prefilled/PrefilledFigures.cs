using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment;

/// <summary>What a unit does with the figures others filled in for it: makes them its entry, or disputes one, which opens a case and overwrites nothing.</summary>
public sealed class PrefilledFigures(ChiSoDatabase database, Sheets sheets)
{
    /// <summary>Makes the pre-filled figures of a line the unit's entry, a save like any other. Figures nobody filled in are taken as typed, or else stay as the unit saved them.</summary>
    public Task<Result<SaveOutcome>> ConfirmAsync(LineAddress line, ConfirmFigures input, Person person, DecimalMark mark, CancellationToken cancel) => ChangeAsync<SaveOutcome>(line, person, async (context, sheet, node) =>
    {
        if (sheet.PrefilledOn(node) is not { IsEmpty: false } figures)
            return PrefilledProblems.None(Named(node));
        if (input.Shown != LineFigure.Shown(figures))
            return PrefilledProblems.Changed(Named(node));
        var known = figures.ToDictionary(one => one.Figure.Letter, one => one.Stands, StringComparer.Ordinal);
        var typed = TypedBeside(known, input.Typed, node, mark);
        if (!typed.TryGet(out var own))
            return typed.Problems;
        var values = ValuesOf(node, letter => known.TryGetValue(letter, out var filled) ? filled : own.TryGetValue(letter, out var given) ? given : SavedOn(sheet, node, letter));
        if (values.FirstOrDefault(one => one.Value is null) is { Letter: { } missing })
            return EntryProblems.FigureMissing(Named(node), missing);
        var entry = EntryOf(values);
        if (EntryChecks.Find(entry, node.Scoring!, node.Max, Named(node)) is { } wrong)
            return IsNoTask(node, entry) ? PrefilledProblems.NoTask(Named(node)) : wrong;
        return await sheets.StoreAsync(context, sheet, SaveOf(line, input.Seen, input.Reason, input.Evidence), entry, person, cancel); // own lines are scored
    }, cancel);

    /// <summary>Opens a case about one figure with the unit's own value, which goes into its entry where no other figure of the line is missing. Other figures stay as the unit saved them. The same sent twice is one.</summary>
    public Task<Result<FigureDispute>> DisputeAsync(LineAddress line, DisputeFigure input, Person person, DecimalMark mark, CancellationToken cancel) => ChangeAsync<FigureDispute>(line, person, async (context, sheet, node) =>
    {
        var figures = sheet.PrefilledOn(node);
        if (figures.FirstOrDefault(one => one.Figure.Letter == input.Letter) is not { } disputed)
            return PrefilledProblems.Unknown(Named(node));
        var (where, reason) = ($"{Named(node)} ({disputed.Figure.Letter})", input.Reason.Trim().Normalize());
        var reading = VietnameseNumbers.Read(input.Value, mark, out var own);
        if (reading != NumberReading.Read)
            return NumberProblems.Of(reading, where, input.Value, mark);
        if (disputed.Dispute is { State: DisputeState.Open } standing && standing.OwnValue == own && standing.Reason == reason)
            return standing;
        if (input.Shown != LineFigure.Shown(figures))
            return PrefilledProblems.Changed(where);
        if (disputed.HasCase)
            return PrefilledProblems.HasCase(where);
        if (own == disputed.Figure.Value)
            return PrefilledProblems.SameValue(where, own);
        if (reason.Length == 0)
            return PrefilledProblems.NoReason(where);
        var position = sheet.Positions.GetValueOrDefault(node.Code);
        if (input.Seen != (position?.Sequence ?? 0))
            return PrefilledProblems.Changed(where);

        var entry = EntryWith(sheet, node, letter => letter == disputed.Figure.Letter ? own : SavedOn(sheet, node, letter) ?? figures.FirstOrDefault(one => one.Figure.Letter == letter)?.Stands);
        if (RefuseOwn(node, entry, own, where) is { } wrong)
            return wrong;

        var change = sheets.ChangeOf(person, sheet, Act.EnterScores);
        var dispute = new FigureDispute { FigureId = disputed.Figure.Id, OwnValue = own, Reason = reason, OpenedBy = person.NameUnder(change.Mandate), Person = person.Id, OpenedAt = change.At };
        context.FigureDisputes.Add(dispute);
        await Trail.AppendAsync(context, Trail.OfRound(line.Round), change with { Reason = reason }, "figure.disputed", Subject(line), new { dispute.Id, disputed.Figure.Letter, filled = disputed.Figure.Value, own }, cancel);
        if (entry is not null)
            await sheets.StoreAsync(context, sheet, SaveOf(line, input.Seen, position?.Reason ?? "", position?.Evidence ?? ""), entry, person, cancel); // nobody can be faster: the unit's part of the trail is held since the line was read
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
        dispute.Take(DisputeStep.Withdraw, "", person.NameUnder(change.Mandate), change.At);
        await Trail.AppendAsync(context, Trail.OfRound(line.Round), change, "figure.dispute-withdrawn", Subject(line), new { dispute.Id }, cancel);
        return dispute;
    }, cancel);

    private Task<Result<T>> ChangeAsync<T>(LineAddress line, Person person, Func<ChiSoContext, Sheet, CriteriaNode, Task<Result<T>>> act, CancellationToken cancel) => database.WriteAsync<Result<T>>(
        async context =>
        {
            await Trail.LockPartAsync(context, Trail.OfRound(line.Round), $"{line.Block} {line.Unit}", cancel); // as every save of the sheet
            if (line.Stage != Stages.Self || await sheets.FindAsync(context, line, cancel) is not { } found)
                return SheetProblems.NoSuchSheet(line.Unit);
            var sheet = await sheets.WithPrefilledAsync(context, found, line.Criterion, cancel);
            return sheets.Refuse(sheet, person, Act.EnterScores, line.Criterion) is { } refused ? refused : await act(context, sheet, sheet.Own().First(node => node.Code == line.Criterion));
        }, cancel);

    /// <summary>What was typed for figures nobody filled in, or every one that is no number.</summary>
    private static Result<ImmutableDictionary<string, decimal>> TypedBeside(Dictionary<string, decimal> known, ImmutableDictionary<string, string> typed, CriteriaNode node, DecimalMark mark)
    {
        var (values, problems) = (ImmutableDictionary.CreateBuilder<string, decimal>(StringComparer.Ordinal), ImmutableArray.CreateBuilder<Problem>());
        foreach (var (letter, text) in typed.Where(one => !known.ContainsKey(one.Key)))
        {
            var reading = VietnameseNumbers.Read(text, mark, out var value);
            if (reading == NumberReading.Read)
                values[letter] = value;
            else
                problems.Add(NumberProblems.Of(reading, $"{Named(node)} ({letter})", text, mark));
        }

        return problems.Count == 0 ? values.ToImmutable() : problems.ToImmutable();
    }

    /// <summary>What a dispute makes of the line's entry; <c>null</c> where that stays as it is: a figure is missing, or "no task arose" was said, or is the unit's to say.</summary>
    private static Entry.Figures? EntryWith(Sheet sheet, CriteriaNode node, Func<string, decimal?> valueOf)
    {
        if (sheet.Positions.TryGetValue(node.Code, out var position) && EngineJson.Read<Entry>(position.Entry) is Entry.NoTask)
            return null;
        var values = ValuesOf(node, valueOf);
        return values.Any(one => one.Value is null) || EntryOf(values) is not { } entry || IsNoTask(node, entry) ? null : entry;
    }

    /// <summary>A value that makes no entry. Where no entry is made, only a ladder may have steps below zero.</summary>
    private static Problem? RefuseOwn(CriteriaNode node, Entry.Figures? entry, decimal own, string where) => entry is not null ? EntryChecks.Find(entry, node.Scoring!, node.Max, where) // own lines are scored
        : own < 0 && node.Scoring!.Rule is not ScoringRule.Ladder ? EntryProblems.OutOfRange(where)
        : null;

    /// <summary>Whether figures say that no task arose, on a line that knows this.</summary>
    private static bool IsNoTask(CriteriaNode node, Entry.Figures entry) => node.Scoring is { NoTaskGivesMax: true } && entry.Values.All(value => value == 0);

    /// <summary>The line's figures in the order it declares them; <c>null</c> where one is missing.</summary>
    private static ImmutableArray<(string Letter, decimal? Value)> ValuesOf(CriteriaNode node, Func<string, decimal?> valueOf) =>
        [.. FigureText.LettersOf(node.Scoring!.Figures).Select(letter => (letter, valueOf(letter)))]; // own lines are scored

    private static Entry.Figures EntryOf(ImmutableArray<(string Letter, decimal? Value)> values) => new([.. values.Select(one => one.Value!.Value)]); // asked for only where none is missing

    private static decimal? SavedOn(Sheet sheet, CriteriaNode node, string letter) =>
        sheet.Positions.TryGetValue(node.Code, out var position) && EngineJson.Read<Entry>(position.Entry) is Entry.Figures figures && FigureText.LettersOf(node.Scoring!.Figures).ToList().IndexOf(letter) is >= 0 and var place ? figures.Values[place] : null; // likewise

    private static SaveLine SaveOf(LineAddress line, int seen, string reason, string evidence) => new(line.Round, line.Block, line.Unit, line.Stage, line.Criterion, seen, "", reason, evidence);

    private static string Subject(LineAddress line) => $"{line.Unit} {line.Criterion} {line.Stage}";

    private static string Named(CriteriaNode node) => $"{node.Number} {node.Name.Vi}";
}

/// <param name="Seen">Sequence of the position the person had before them; 0 for none.</param>
/// <param name="Shown">What the person had before them of the pre-filled figures and the cases about them, as <see cref="LineFigure.Shown(IEnumerable{LineFigure})"/> writes it.</param>
/// <param name="Typed">What stands in the fields of the line's figures, by letter, in the person's own decimal mark; counts for those nobody filled in.</param>
public sealed record ConfirmFigures(int Seen, string Shown, ImmutableDictionary<string, string> Typed, string Reason, string Evidence);

/// <param name="Letter">Of the figure, which outlives a load of it.</param>
/// <param name="Shown">As of <see cref="ConfirmFigures"/>.</param>
/// <param name="Seen">Sequence of the position the person had before them; 0 for none.</param>
/// <param name="Value">As typed, in the person's own decimal mark.</param>
public sealed record DisputeFigure(string Letter, string Shown, int Seen, string Value, string Reason);
