using System.Collections.Immutable;
using System.Text.Json;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;
using ChiSo.Web.Language;

namespace ChiSo.Web.Publication;

/// <summary>A table of a page as a file holds it: the same figures, with the title and the origin that go with it.</summary>
/// <param name="Name">Of the file, without ending.</param>
/// <param name="Keys">Of the columns, the same in both languages; without those of the origin.</param>
public sealed record PublicTable(string Name, string Title, ImmutableArray<string> Keys, Table Table, Published Published);

/// <summary>The tables beside the pages, in the reader's language. Each row of a CSV says where it comes from, because files travel alone.</summary>
public sealed class PublicTables(Texts texts, Shown shown)
{
    private const int ReadDecimals = 4;

    public PublicTable Ranking(Published published)
    {
        var method = published.Block.Input.Method;
        var rows = RankingView.All(published).OrderBy(row => row.Result.Rank is null).ThenBy(row => row.Result.Rank).Select(row => (ImmutableArray<TableCell>)
        [
            TableCell.Of(row.Result.Rank?.Value),
            TableCell.Of(row.Unit.Code),
            TableCell.Of(texts.Say(row.Unit.Name)),
            Figure(row.Result.Points),
            Figure(row.Result.ApplicableMax),
            TableCell.Of(row.Result.Published),
            TableCell.Of(row.Result.Class is { } place ? texts.Say(method.Classes[place].Name) : ""),
            TableCell.Of(row.Result.Change?.Index),
            TableCell.Of(row.Result.Change?.Ranks),
            TableCell.Of(row.Result.FromParts is { } parts ? Rounder.Publish(parts, method) : null),
            TableCell.Of(row.Result.Rank is null ? StandingWords.Why(row, texts) : ""),
            TableCell.Of(row.Result.Rank is null ? StandingWords.Range(row, method, shown) : ""),
        ]);
        return Make(published, published.BlockCode, texts["Ranking_Title"],
            ["Table_Rank", "File_Code", "Table_Unit", "Table_Points", "Table_Max", "File_Index", "Table_Class", "File_Change", "File_Ranks", "Parts_Sum", "Unranked_Why", "Unranked_Range"], rows);
    }

    /// <summary>The lines of one unit as deep as its round shows; its years where it shows none.</summary>
    public PublicTable Unit(UnitView view)
    {
        var published = view.Published;
        var name = view.Unit.Code;
        var title = texts.Say(view.Unit.Name);
        if (!published.Block.ShowsFields)
        {
            return Make(published, name, title, ["Years_Period", "File_Index", "Table_Rank"],
                view.Years().Select(year => (ImmutableArray<TableCell>)[TableCell.Of(year.Period), TableCell.Of(year.Index), TableCell.Of(year.Rank)]));
        }

        return Make(published, name, title, ["Table_Number", "File_Code", "Table_Line", "Table_Points", "Table_Max", "File_Share", "File_Unknown"],
            view.VisibleScores().Select(line => (ImmutableArray<TableCell>)
            [
                TableCell.Of(line.Node.Number.Value), TableCell.Of(line.Node.Code.Value), TableCell.Of(texts.Say(line.Node.Name)),
                Figure(line.Score), Figure(line.Max), Figure(line.Share), TableCell.Of((decimal)line.Unknowns),
            ]));
    }

    public PublicTable Method(Published published) => Make(published, "method", texts.Say(published.Block.Input.Criteria.Name),
        ["Table_Number", "File_Code", "Table_Line", "Table_Max", "Method_Rule", "Method_Supplier", "File_Examples"],
        published.Block.Input.Criteria.Nodes().Select(node => (ImmutableArray<TableCell>)
        [
            TableCell.Of(node.Number.Value), TableCell.Of(node.Code.Value), TableCell.Of(texts.Say(node.Name)), TableCell.Of(node.Max.Value),
            TableCell.Of(string.Join(' ', CriterionWords.RuleOf(node).Select(texts.Say))), TableCell.Of(node.Scoring is { } leaf ? texts["Supplier_" + leaf.SuppliedBy] : ""),
            TableCell.Of(string.Join(" | ", CriterionWords.ExamplesOf(node).Select(texts.Say))),
        ]));

    /// <summary>One of the tables and charts of a block's pages by its name; <c>null</c> when there is none of that name.</summary>
    public PublicTable? OfBlock(Published published, string name) => name switch
    {
        "index" => Make(published, name, texts["Table_Index"], ["Table_Rank", "File_Code", "Table_Unit", "File_Index", "Table_Class"],
            RankingView.InRankOrder(published).Select(row => (ImmutableArray<TableCell>)
            [
                TableCell.Of(row.Result.Rank?.Value), TableCell.Of(row.Unit.Code), TableCell.Of(texts.Say(row.Unit.Name)), TableCell.Of(row.Result.Published), TableCell.Of(ClassName(row.Result.Class, published)),
            ])),
        "change" => Make(published, name, texts["Table_Change"], ["File_Code", "Table_Unit", "File_LastIndex", "File_Index", "File_Change", "File_LastRank", "Table_Rank", "File_Ranks"],
            RankingView.InRankOrder(published).Where(row => row.Result.Change?.LastIndex is not null).Select(row => (ImmutableArray<TableCell>)
            [
                TableCell.Of(row.Unit.Code), TableCell.Of(texts.Say(row.Unit.Name)), TableCell.Of(row.Result.Change?.LastIndex), TableCell.Of(row.Result.Published), TableCell.Of(row.Result.Change?.Index),
                TableCell.Of(row.Result.Change?.LastRank), TableCell.Of(row.Result.Rank?.Value), TableCell.Of(row.Result.Change?.Ranks),
            ])),
        "classes" => Make(published, name, texts["Method_Bands"], ["Table_Class", "Bands_From", "Bands_Units"],
            published.Block.Input.Method.Classes.Select((band, place) => (ImmutableArray<TableCell>)
            [
                TableCell.Of(texts.Say(band.Name)), TableCell.Of(band.From), TableCell.Of((decimal)published.Block.Result.Summary.ClassCounts[place]),
            ])),
        _ => null,
    };

    /// <summary>One of the tables and charts of a unit's page by its name; <c>null</c> when there is none of that name.</summary>
    public PublicTable? OfUnit(UnitView view, string name) => name switch
    {
        "fields" => OfView(view, name, texts["Fields_Title"], ["Table_Number", "File_Code", "Table_Field", "Table_Points", "Table_Max", "File_Share", "File_BlockMean", "File_Unknown"],
            view.Fields().Select(line => (ImmutableArray<TableCell>)
            [
                TableCell.Of(line.Node.Number.Value), TableCell.Of(line.Node.Code.Value), TableCell.Of(texts.Say(line.Node.Name)),
                Figure(line.Score), Figure(line.Max), Figure(line.Share), Figure(line.MeanShare), TableCell.Of((decimal)line.Unknowns),
            ])),
        "losses" => OfView(view, name, texts["Losses_Title"], ["Table_Number", "File_Code", "Table_Line", "Table_Lost", "Table_Points", "Table_Max"],
            view.Losses().Select(line => (ImmutableArray<TableCell>)
            [
                TableCell.Of(line.Node.Number.Value), TableCell.Of(line.Node.Code.Value), TableCell.Of(texts.Say(line.Node.Name)), Figure(line.Lost), Figure(line.Score), Figure(line.Max),
            ])),
        "years" => OfView(view, name, texts["Years_Title"], ["Years_Period", "File_Index", "Table_Rank", "File_BlockMean"],
            view.Years().Select(year => (ImmutableArray<TableCell>)
            [
                TableCell.Of(year.Period), TableCell.Of(year.Index), TableCell.Of(year.Rank), TableCell.Of(MeanIn(year.Period, view.Published)),
            ])),
        _ => null,
    };

    private PublicTable OfView(UnitView view, string name, string title, ImmutableArray<string> columns, IEnumerable<ImmutableArray<TableCell>> rows) =>
        Make(view.Published, $"{view.Unit.Code}-{name}", $"{title} - {texts.Say(view.Unit.Name)}", columns, rows);

    private string ClassName(int? place, Published published) => place is { } known ? texts.Say(published.Block.Input.Method.Classes[known].Name) : "";

    private static decimal? MeanIn(string period, Published published) =>
        published.Block.Result.Summary.Means.Where(mean => mean.Period == period).Select(mean => (decimal?)Rounder.Publish(mean.Mean, published.Block.Input.Method)).FirstOrDefault();

    private PublicTable Make(Published published, string name, string title, ImmutableArray<string> columns, IEnumerable<ImmutableArray<TableCell>> rows)
    {
        ImmutableArray<TableCell> origin =
        [
            TableCell.Of(published.Block.Illustrative ? texts["Band_Illustrative"] : ""), TableCell.Of(published.Block.Source), TableCell.Of(published.Hash),
        ];
        return new(name, title, [.. columns.Select(KeyOf)], Table.Of(name, [.. columns.Select(column => texts[column]), texts["File_Note"], texts["Foot_Source"], texts["Foot_Hash"]], rows.Select(row => row.AddRange(origin))), published);
    }

    /// <summary>"Table_BlockMean" gives "blockMean".</summary>
    private static string KeyOf(string column) => JsonNamingPolicy.CamelCase.ConvertName(column.Split('_')[1]);

    private static TableCell Figure(decimal? value) => value is { } known ? Figure(known) : TableCell.Blank;

    private static TableCell Figure(decimal value) => TableCell.Of(decimal.Round(value, ReadDecimals, MidpointRounding.AwayFromZero));
}
