using System.Collections.Immutable;
using ChiSo.Web.Feeds;
using ChiSo.Web.Language;

namespace ChiSo.Web.Publication;

/// <summary>Published rounds for Excel and Power BI over OData: a row for each unit of each frozen block. Nothing unfrozen is there, and no key is asked for.</summary>
internal static class RoundFeed
{
    public const string Path = "/odata/rounds/";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path + "{**rest}", async (HttpContext context, PublishedBlocks blocks, Texts texts, CancellationToken cancel) =>
    {
        var rounds = await blocks.RoundsAsync(cancel);
        return await FeedDesk.AnswerAsync(context, new("ChiSo.Rounds", Path, [FeedSet.Of("Results", Columns(texts), [.. rounds.SelectMany(round => round.Blocks).Select(ApiBlock.Of).SelectMany(block => block.Units.Select(unit => Row(block, unit, texts)))])]));
    }).ExcludeFromDescription();

    private static object?[] Row(ApiBlock block, ApiUnit unit, Texts texts) =>
    [
        block.Round, block.Block, unit.Code, Said(block.RoundName, texts), Said(block.BlockName, texts), Said(unit.Name, texts), block.Period, unit.Standing, unit.Rank, (double)unit.Points, (double)unit.ApplicableMax, (double?)unit.Index,
        unit.Class is { } reached ? Said(reached, texts) : null, (double?)unit.IndexChange, unit.RankChange, block.Illustrative, block.Hash,
    ];

    private static string Said(ApiName name, Texts texts) => texts.Say(new(name.Vi, name.En));

    private static ImmutableArray<FeedColumn> Columns(Texts texts) =>
    [
        new("Round", FeedKind.Text) { IsKey = true }, new("Block", FeedKind.Text) { IsKey = true }, new("Unit", FeedKind.Text, texts["File_Code"]) { IsKey = true }, new("RoundName", FeedKind.Text), new("BlockName", FeedKind.Text, texts["Results_Block"]),
        new("UnitName", FeedKind.Text, texts["Table_Unit"]), new("Period", FeedKind.Text), new("Standing", FeedKind.Text), new("Rank", FeedKind.Whole, texts["Table_Rank"]), new("Points", FeedKind.Number), new("ApplicableMax", FeedKind.Number),
        new("Index", FeedKind.Number), new("Class", FeedKind.Text), new("IndexChange", FeedKind.Number), new("RankChange", FeedKind.Whole), new("IsIllustrative", FeedKind.YesNo, texts["Band_Illustrative"]), new("Hash", FeedKind.Text),
    ];
}
