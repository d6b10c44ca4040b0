using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;
using ChiSo.Web.Language;

namespace ChiSo.Web.Publication;

/// <summary>A table of a page as a file holds it: the same figures, with the title and the origin that go with it.</summary>
/// <param name="Name">Of the file, without ending.</param>
public sealed record PublicTable(string Name, string Title, Table Table, Published Published);

/// <summary>The tables beside the pages, in the reader's language. Each row of a CSV says where it comes from, because files travel alone.</summary>
public sealed class PublicTables(Texts texts, Shown shown)
{
    private const int ReadDecimals = 4;

    private readonly RuleLines rules = new(texts, shown);

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
                Figure(line.Score), Figure(line.Max), line.Share is { } share ? Figure(share) : TableCell.Blank, TableCell.Of((decimal)line.Unknowns),
            ]));
    }

    public PublicTable Method(Published published) => Make(published, "method", texts.Say(published.Block.Input.Criteria.Name),
        ["Table_Number", "File_Code", "Table_Line", "Table_Max", "Method_Rule", "Method_Supplier"],
        published.Block.Input.Criteria.Nodes().Select(node => (ImmutableArray<TableCell>)
        [
            TableCell.Of(node.Number.Value), TableCell.Of(node.Code.Value), TableCell.Of(texts.Say(node.Name)), TableCell.Of(node.Max.Value),
            TableCell.Of(string.Join(' ', rules.Of(node))), TableCell.Of(node.Scoring is { } leaf ? texts["Supplier_" + leaf.SuppliedBy] : ""),
        ]));

    private PublicTable Make(Published published, string name, string title, ImmutableArray<string> columns, IEnumerable<ImmutableArray<TableCell>> rows)
    {
        ImmutableArray<TableCell> origin =
        [
            TableCell.Of(published.Block.Illustrative ? texts["Band_Illustrative"] : ""), TableCell.Of(published.Block.Source), TableCell.Of(published.Hash),
        ];
        return new(name, title, Table.Of(name, [.. columns.Select(column => texts[column]), texts["File_Note"], texts["Foot_Source"], texts["Foot_Hash"]], rows.Select(row => row.AddRange(origin))), published);
    }

    private static TableCell Figure(decimal value) => TableCell.Of(decimal.Round(value, ReadDecimals, MidpointRounding.AwayFromZero));
}
