using System.Collections.Immutable;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Assessment;

/// <summary>A pre-filled figure as it stands, with the last case about it.</summary>
/// <param name="Dispute"><c>null</c> where nobody disputed it.</param>
public sealed record LineFigure(PrefilledFigure Figure, FigureDispute? Dispute)
{
    public bool IsDisputed => Dispute is { State: DisputeState.Open };

    /// <summary>Whether a case is open or decided about it: then nobody loads it anew, nor disputes it again.</summary>
    public bool HasCase => Dispute is { State: not DisputeState.Withdrawn };

    /// <summary>What the unit's entry takes when it confirms its line: the source's value, or its own where it disputes that and wasn't refused.</summary>
    public decimal Stands => Dispute is { State: DisputeState.Open or DisputeState.Upheld } own ? own.OwnValue : Figure.Value;

    /// <summary>Whether the unit may hand in this value: that of the source, or its own with a case about it.</summary>
    /// <param name="value"><c>null</c> where the entry has no such figure.</param>
    public bool Accepts(decimal? value) => Dispute?.State switch
    {
        DisputeState.Open => value is null || value == Dispute.OwnValue || value == Figure.Value,
        DisputeState.Upheld => value is null || value == Dispute.OwnValue,
        _ => value == Figure.Value,
    };

    /// <summary>Whether a case was decided against this value.</summary>
    public bool Refuses(decimal? value) => Dispute?.State switch
    {
        DisputeState.Upheld => value == Figure.Value,
        DisputeState.Rejected => value == Dispute.OwnValue,
        _ => false,
    };

    /// <summary>What an entry says of this figure; <c>null</c> where it has no such figure.</summary>
    public decimal? In(Entry entry, Leaf leaf) => entry is Entry.Figures figures && FigureText.LettersOf(leaf.Figures).ToList().IndexOf(Figure.Letter) is >= 0 and var place ? figures.Values[place] : null;

    /// <inheritdoc cref="In(Entry, Leaf)"/>
    /// <param name="entry">In canonical JSON; empty where an appraisal is taken back.</param>
    public decimal? In(string entry, Leaf leaf) => entry.Length == 0 ? null : In(EngineJson.Read<Entry>(entry), leaf);

    /// <summary>What it counts.</summary>
    public string MeaningIn(Leaf leaf) => leaf.Figures.FirstOrDefault(figure => figure.Name == Figure.Letter) is { Meaning.Length: > 0 } declared ? declared.Meaning : Figure.Letter;

    /// <summary>Those of a line, in the order it declares its figures.</summary>
    public static ImmutableArray<LineFigure> On(ImmutableArray<LineFigure> figures, CriteriaNode line) => figures.IsEmpty || line.Scoring is not { } leaf ? []
        : [.. FigureText.LettersOf(leaf.Figures).SelectMany(letter => figures.Where(one => one.Figure.Criterion == line.Code && one.Figure.Letter == letter))];

    /// <summary>The figures of a block as they stand.</summary>
    /// <param name="unit">The one unit wanted; <c>null</c> for all.</param>
    /// <param name="criterion">The one line wanted; <c>null</c> for all.</param>
    internal static async Task<ImmutableArray<LineFigure>> ReadAsync(ChiSoContext context, Guid block, string? unit, CriterionCode? criterion, CancellationToken cancel)
    {
        var rows = await context.PrefilledFigures.AsNoTracking()
            .Where(row => row.BlockId == block && (unit == null || row.Unit == unit) && (criterion == null || row.Criterion == criterion)).OrderBy(row => row.Sequence).ToListAsync(cancel);
        if (rows.Count == 0)
            return [];
        var figures = rows.GroupBy(row => (row.Unit, row.Criterion, row.Letter)).Select(same => same.Last()).ToList();
        var ofBlock = context.PrefilledFigures.Where(row => row.BlockId == block && (unit == null || row.Unit == unit)).Select(row => row.Id);
        var disputes = (await context.FigureDisputes.AsNoTracking().Where(dispute => ofBlock.Contains(dispute.FigureId)).OrderBy(dispute => dispute.OpenedAt).ToListAsync(cancel)).ToLookup(dispute => dispute.FigureId);
        return [.. figures.Select(figure => new LineFigure(figure, disputes[figure.Id].LastOrDefault()))];
    }
}
