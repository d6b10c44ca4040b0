using System.Collections.Immutable;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Assessment;

/// <summary>A pre-filled figure as it stands, with the last case about it.</summary>
/// <param name="Dispute"><c>null</c> where nobody disputed it.</param>
/// <param name="Decider">Of an open case.</param>
public sealed record LineFigure(PrefilledFigure Figure, FigureDispute? Dispute, CaseDecider Decider = CaseDecider.Appraiser)
{
    /// <summary>Whether a case about it holds the appraisal up.</summary>
    public bool IsDisputed => IsUndecided && Decider != CaseDecider.CouncilAfterAppraisal;

    /// <summary>Whether a case about it is neither decided nor settled by the council's conclusion on the line: then it is marked wherever it is shown.</summary>
    public bool IsUndecided => Dispute is { State: DisputeState.Open } && Decider != CaseDecider.Concluded;

    /// <summary>Whether a case is open or decided about it: then nobody loads it anew, nor disputes it again.</summary>
    public bool HasCase => Dispute is { State: not DisputeState.Withdrawn };

    /// <summary>How the case stands; <c>null</c> where there is none.</summary>
    public Words? CaseWords => Dispute is not { } dispute ? null : dispute.State == DisputeState.Open ? DisputeStates.WordsOf(Decider) : DisputeStates.WordsOf(dispute.State);

    /// <summary>What the unit's entry takes when it confirms its line: the source's value, or its own where it disputes that and wasn't refused.</summary>
    public decimal Stands => Dispute is { State: DisputeState.Open or DisputeState.Upheld } own ? own.OwnValue : Figure.Value;

    /// <summary>What an entry says of this figure; <c>null</c> where it has no such figure.</summary>
    public decimal? In(Entry entry, Leaf leaf) => In(entry, leaf, Figure.Letter);

    /// <summary>What an entry says of a figure; <c>null</c> where it has no such figure.</summary>
    public static decimal? In(Entry entry, Leaf leaf, string letter) => entry is Entry.Figures figures && FigureText.LettersOf(leaf.Figures).ToList().IndexOf(letter) is >= 0 and var place ? figures.Values[place] : null;

    /// <summary>Whether an entry takes the figure over as its source has it.</summary>
    public bool IsConfirmedBy(Entry entry, Leaf leaf) => In(entry, leaf) == Figure.Value || (entry is Entry.NoTask && Figure.Value == 0);

    /// <summary>What it counts.</summary>
    public string MeaningIn(Leaf leaf) => leaf.Figures.FirstOrDefault(figure => figure.Name == Figure.Letter) is { Meaning.Length: > 0 } declared ? declared.Meaning : Figure.Letter;

    /// <summary>What a page that shows the figures of a line posts back, so that nobody confirms a figure or a case they haven't seen.</summary>
    public static string Shown(IEnumerable<LineFigure> figures) => string.Join(';', figures.Select(one => $"{one.Figure.Id:N} {one.Dispute?.Id:N} {one.Dispute?.Version}"));

    /// <summary>Those of a line, in the order it declares its figures.</summary>
    public static ImmutableArray<LineFigure> On(ImmutableArray<LineFigure> figures, CriteriaNode line) => figures.IsEmpty || line.Scoring is not { } leaf ? []
        : [.. FigureText.LettersOf(leaf.Figures).SelectMany(letter => figures.Where(one => one.Figure.Criterion == line.Code && one.Figure.Letter == letter))];

    /// <summary>Whether the unit may hand in this entry on the line of these figures: each as its source has it, or the unit's own with a case about it. Where all of them are 0, no task arose.</summary>
    public static bool Accept(ImmutableArray<LineFigure> figures, Entry entry, Leaf leaf) => SayNoTask(figures, entry) || figures.All(one => one.Accepts(one.In(entry, leaf)));

    /// <summary>The figure of which an entry says what a case was decided against, or what the unit no longer maintains, or nothing at all where a case was decided; <c>null</c> when there is none.</summary>
    public static LineFigure? Refusing(ImmutableArray<LineFigure> figures, Entry entry, Leaf leaf) => SayNoTask(figures, entry) ? null : figures.FirstOrDefault(one => one.Refuses(one.In(entry, leaf)));

    /// <summary>The systems every figure of an entry comes from, as they have it and without a case about any; empty for an entry in which a person's own figure or claim stands.</summary>
    public static ImmutableArray<string> SourcesOf(ImmutableArray<LineFigure> figures, Entry entry, Leaf leaf)
    {
        var letters = FigureText.LettersOf(leaf.Figures).ToList();
        return entry is Entry.Figures && letters.TrueForAll(letter => figures.Any(one => one.Figure.Letter == letter && !one.HasCase && one.In(entry, leaf) == one.Figure.Value))
            ? [.. figures.Select(one => one.Figure.Source).Distinct(StringComparer.Ordinal)] : [];
    }

    /// <summary>The figures of a block as they stand.</summary>
    /// <param name="unit">The one unit wanted; <c>null</c> for all.</param>
    /// <param name="criterion">The one line wanted; <c>null</c> for all.</param>
    internal static async Task<ImmutableArray<LineFigure>> ReadAsync(ChiSoContext context, LiveRound round, Guid block, string? unit, CriterionCode? criterion, DateTime now, CancellationToken cancel)
    {
        var wanted = context.PrefilledFigures.Where(row => row.BlockId == block && (unit == null || row.Unit == unit) && (criterion == null || row.Criterion == criterion));
        var figures = await PrefilledFigure.Newest(wanted).AsNoTracking().Where(row => !row.IsTakenAway).ToListAsync(cancel);
        if (figures.Count == 0)
            return [];
        var ids = wanted.Select(row => row.Id);
        var disputes = (await context.FigureDisputes.AsNoTracking().Where(dispute => ids.Contains(dispute.FigureId)).OrderBy(dispute => dispute.OpenedAt).ThenBy(dispute => dispute.Id).ToListAsync(cancel)).ToLookup(dispute => dispute.FigureId);
        var past = figures.Select(figure => figure.Unit).Distinct().ToDictionary(code => code, code => IsOver(round, code, now), StringComparer.Ordinal);
        var concluded = disputes.Any(same => same.Any(dispute => dispute.State == DisputeState.Open)) ? await ConcludedAsync(context, block, cancel) : [];
        return [.. figures.Select(figure => new LineFigure(figure, disputes[figure.Id].LastOrDefault(),
            concluded.Contains((figure.Unit, figure.Criterion)) ? CaseDecider.Concluded : past[figure.Unit] ? CaseDecider.CouncilAfterAppraisal : CaseDecider.Appraiser))];
    }

    /// <summary>Lines of a block whose conclusion the council has passed.</summary>
    private static async Task<HashSet<(string, CriterionCode)>> ConcludedAsync(ChiSoContext context, Guid block, CancellationToken cancel) =>
        [.. (await context.Positions.Where(row => row.BlockId == block && row.Stage == Stages.Council && row.HandedIn != null).Select(row => new { row.Unit, row.Criterion }).ToListAsync(cancel)).Select(row => (row.Unit, row.Criterion))];

    /// <summary>What is appraised after the first appraisal is what the unit explained.</summary>
    private static bool IsOver(LiveRound round, string unit, DateTime now) =>
        round.FrozenAt is not null || (round.Stages.FirstOrDefault(stage => Stages.KindOf(stage) == StageKind.Review) is { } first && round.Clock.TurnOf(first, unit, now) == Turn.Over);

    private static bool SayNoTask(ImmutableArray<LineFigure> figures, Entry entry) => entry is Entry.NoTask && figures.All(one => one.Stands == 0);

    private bool Accepts(decimal? value) => Dispute?.State switch
    {
        DisputeState.Open => value == Dispute.OwnValue || value == Figure.Value,
        DisputeState.Upheld => value == Dispute.OwnValue,
        _ => value == Figure.Value,
    };

    private bool Refuses(decimal? value) => Dispute?.State switch
    {
        DisputeState.Upheld => value is null || value == Figure.Value,
        DisputeState.Rejected => value is null || value == Dispute.OwnValue,
        DisputeState.Withdrawn => value == Dispute.OwnValue,
        _ => false,
    };
}
