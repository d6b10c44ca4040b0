using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Spreadsheets;

namespace ChiSo.Application.Results;

/// <summary>Writes the settings of a round and its blocks; a setting without a value is left out.</summary>
internal static class SettingsWriter
{
    public static IEnumerable<ImmutableArray<TableCell>> Rows(RoundDocument round) =>
        Filled("", SettingsTable.OfRound, OfRound(round)).Concat(round.Blocks.SelectMany(block => Filled(block.Code, SettingsTable.OfBlock, OfBlock(block))));

    private static IEnumerable<ImmutableArray<TableCell>> Filled(string block, ImmutableArray<string> names, Dictionary<string, TableCell> values) => names
        .Where(name => values[name].Text.Length > 0)
        .Select(name => ImmutableArray.Create(TableCell.Of(block), TableCell.Of(name), values[name]));

    private static Dictionary<string, TableCell> OfRound(RoundDocument round) => new()
    {
        ["code"] = TableCell.Of(round.Code),
        ["name_vi"] = TableCell.Of(round.Name.Vi),
        ["name_en"] = TableCell.Of(round.Name.En),
        ["period"] = TableCell.Of(round.Period),
        ["data_from"] = TableCell.Of(round.DataFrom),
        ["data_to"] = TableCell.Of(round.DataTo),
        ["cut_off"] = TableCell.Of(round.CutOff),
        ["illustrative"] = RoundWriter.YesNo(round.Illustrative),
        ["note_vi"] = TableCell.Of(round.Note.Vi),
        ["note_en"] = TableCell.Of(round.Note.En),
        ["source"] = TableCell.Of(round.Source),
        ["stages"] = TableCell.Of(CellParts.Join(round.Stages)),
        ["casting_vote"] = round.CastingVote ? RoundWriter.YesNo(true) : TableCell.Blank,
        ["public"] = TableCell.Of(RoundCodes.Visibilities.CodeOf(round.Public)),
        ["decimal_mark"] = TableCell.Of("point"),
        ["blocks"] = TableCell.Of(CellParts.Join(round.Blocks.Select(block => block.Code))),
    };

    private static Dictionary<string, TableCell> OfBlock(BlockDocument block)
    {
        var (set, method) = (block.Criteria, block.Method);
        return new()
        {
            ["name_vi"] = TableCell.Of(block.Name.Vi),
            ["name_en"] = TableCell.Of(block.Name.En),
            ["criteria_code"] = TableCell.Of(set.Code),
            ["criteria_version"] = TableCell.Of(set.Version.ToString(CultureInfo.InvariantCulture)),
            ["criteria_name_vi"] = TableCell.Of(set.Name.Vi),
            ["criteria_name_en"] = TableCell.Of(set.Name.En),
            ["decimals"] = TableCell.Of((decimal)method.Decimals),
            ["rounding"] = TableCell.Of(RoundCodes.Roundings.CodeOf(method.Rounding)),
            ["rank_on"] = TableCell.Of(RoundCodes.Bases.CodeOf(method.RankOn)),
            ["classify_on"] = TableCell.Of(RoundCodes.Bases.CodeOf(method.ClassifyOn)),
            ["changes_on"] = TableCell.Of(RoundCodes.Bases.CodeOf(method.ChangesOn)),
            ["ties"] = TableCell.Of(RoundCodes.Ties.CodeOf(method.Ties)),
            ["tie_breaks"] = TableCell.Of(string.Join(';', method.TieBreaks.Select(TieBreakText.Format))),
            ["count_above"] = TableCell.Of(method.CountAbove),
            ["compare_with_mean_of_predecessors"] = RoundWriter.YesNo(method.CompareWithMeanOfPredecessors),
            ["bonus_cap"] = TableCell.Of(set.BonusCap?.Value),
            ["deduction_cap"] = TableCell.Of(set.DeductionCap?.Value),
            ["base"] = TableCell.Of(string.Join(';', method.Base.Select(BaseText.Format))),
        };
    }
}
