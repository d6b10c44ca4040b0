using System.Collections.Immutable;
using System.Diagnostics;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>Writes the rows of each table of a round.</summary>
internal static class RoundWriter
{
    public static IEnumerable<ImmutableArray<TableCell>> Rows(RoundDocument round, string table) => table switch
    {
        RoundColumns.Settings => SettingsWriter.Rows(round),
        _ => round.Blocks.SelectMany(block => Rows(block, table).Select(cells => cells.Insert(0, TableCell.Of(block.Code)))),
    };

    /// <summary>Cells without that of the block.</summary>
    public static IEnumerable<ImmutableArray<TableCell>> Rows(BlockDocument block, string table) => table switch
    {
        RoundColumns.Classes => block.Method.Classes.Select(Class),
        RoundColumns.Gates => block.Method.Gates.Select(gate => Gate(gate, block.Method)),
        RoundColumns.Quotas => block.Method.Quotas.Select(quota => Quota(quota, block.Method)),
        RoundColumns.Units => block.Units.Select(Unit),
        RoundColumns.Criteria => CriteriaTable.Rows(block.Criteria),
        RoundColumns.FirstLevel => (block.FirstLevel ?? []).Select(row => ImmutableArray.Create(TableCell.Of(row.Unit), TableCell.Of(row.Node?.Value ?? ""), TableCell.Of(row.Appraiser))),
        RoundColumns.Positions => Positions(block),
        RoundColumns.Decisions => block.Decisions.Select(Decision),
        RoundColumns.History => block.History.Select(Result),
        RoundColumns.HistoryScores => block.History.SelectMany(result => result.Scores.Select(score => Score(result, score))),
        RoundColumns.Announced => block.Announced.Select(row => ImmutableArray.Create(TableCell.Of(row.Unit), TableCell.Of(row.Index))),
        _ => throw new UnreachableException($"No rows for {table}."),
    };

    private static ImmutableArray<TableCell> Class(ClassBand band) => [TableCell.Of(band.Name.Vi), TableCell.Of(band.Name.En), TableCell.Of(band.From)];

    private static ImmutableArray<TableCell> Gate(Gate gate, Method method)
    {
        var caps = TableCell.Of(method.Classes[gate.CapsAt].Name.Vi);
        return gate.Requires switch
        {
            GateCondition.NodeShareAtLeast share => [TableCell.Of("node_share_at_least"), TableCell.Of(share.Node.Value), TableCell.Of(share.Percent), TableCell.Blank, caps],
            GateCondition.WithoutMark without => [TableCell.Of("without_mark"), TableCell.Blank, TableCell.Blank, TableCell.Of(without.Mark), caps],
            _ => throw new UnreachableException($"No text for {gate.Requires}."),
        };
    }

    private static ImmutableArray<TableCell> Quota(Quota quota, Method method) =>
    [
        TableCell.Of(method.Classes[quota.Class].Name.Vi),
        TableCell.Of((decimal?)quota.Number),
        TableCell.Of(quota.SharePercent),
        TableCell.Of(RoundCodes.Edges.CodeOf(quota.TieOverEdgeFalls ? RoundCodes.Edge.Falls : RoundCodes.Edge.Kept)),
    ];

    private static ImmutableArray<TableCell> Unit(UnitInput unit) =>
    [
        TableCell.Of(unit.Code),
        TableCell.Of(unit.Name.Vi),
        TableCell.Of(unit.Name.En),
        TableCell.Of(unit.Excluded?.Vi ?? ""),
        TableCell.Of(unit.Excluded?.En ?? ""),
        TableCell.Of(CellParts.Join(unit.Marks)),
        TableCell.Of(CellParts.Join(unit.Predecessors)),
        YesNo(unit.Changed),
    ];

    private static IEnumerable<ImmutableArray<TableCell>> Positions(BlockDocument block)
    {
        var leaves = block.Criteria.Leaves().ToDictionary(leaf => leaf.Code, leaf => leaf.Scoring);
        foreach (var position in block.Positions)
        {
            var leaf = leaves[position.Criterion] ?? throw new ArgumentException($"Line {position.Criterion} has no rule.", nameof(block));
            var from = position.Entry.From;
            yield return
            [
                TableCell.Of(position.Unit),
                TableCell.Of(position.Criterion.Value),
                TableCell.Of(position.Stage),
                TableCell.Of((decimal)position.Mark),
                TableCell.Of((decimal)position.Sequence),
                YesNo(position.HandedIn),
                TableCell.Of(EntryText.Format(position.Entry, leaf)),
                TableCell.Of(from?.Source ?? ""),
                from?.CutOff is { } day ? TableCell.Of(day) : TableCell.Blank,
                TableCell.Of((decimal?)from?.Count),
                TableCell.Of(from?.StandardError),
                TableCell.Of(position.Reason),
                TableCell.Of(position.Evidence),
                TableCell.Of(position.By),
            ];
        }
    }

    private static ImmutableArray<TableCell> Decision(Decision decision) =>
    [
        TableCell.Of(decision.Unit), TableCell.Of(decision.Node.Value), TableCell.Of(DecisionsReader.Format(decision.Ruling)), TableCell.Of(decision.Ground), TableCell.Of(decision.DecidedBy),
    ];

    private static ImmutableArray<TableCell> Result(PublishedResult result) =>
    [
        TableCell.Of(result.Period), TableCell.Of(result.Unit), TableCell.Of(result.Index), TableCell.Of((decimal?)result.Rank),
        TableCell.Of(result.Class), TableCell.Of(result.Criteria), TableCell.Of(result.Source),
    ];

    private static ImmutableArray<TableCell> Score(PublishedResult result, PublishedScore score) =>
        [TableCell.Of(result.Period), TableCell.Of(result.Unit), TableCell.Of(score.Criterion.Value), TableCell.Of(score.Points), TableCell.Of(score.Max)];

    internal static TableCell YesNo(bool value) => TableCell.Of(value ? "yes" : "no");
}
