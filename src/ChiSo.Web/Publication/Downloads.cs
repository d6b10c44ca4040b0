using ChiSo.Application.Spreadsheets;
using ChiSo.Web.Hosting;
using ChiSo.Web.Language;

namespace ChiSo.Web.Publication;

/// <summary>Tables as files, at the address of their page with an ending. JSON is for machines and the same in both languages; CSV and XLSX speak the reader's.</summary>
public static class Downloads
{
    private const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void Map(IEndpointRouteBuilder routes)
    {
        MapRanking(routes);
        MapUnit(routes);
        MapMethod(routes);
        MapTables(routes);
    }

    /// <summary>Each table and chart of a page apart, with the figures it shows.</summary>
    private static void MapTables(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{round}/{block}/tables/{name}.{ending:regex(^(csv|xlsx|json)$)}", async (string round, string block, string name, string ending, PublishedBlocks blocks, PublicTables tables, Texts texts, HttpContext context, CancellationToken cancel) =>
            await blocks.FindAsync(round, block, cancel) is { } published && tables.OfBlock(published, name) is { } made
                ? Answer(context, published, ending, () => ApiTable.Of(made, texts), () => made, texts)
                : Results.NotFound());
        routes.MapGet("/{round}/{block}/{unit}/tables/{name}.{ending:regex(^(csv|xlsx|json)$)}", async (string round, string block, string unit, string name, string ending, PublishedBlocks blocks, PublicTables tables, Texts texts, HttpContext context, CancellationToken cancel) =>
            await blocks.FindAsync(round, block, cancel) is { } published && UnitView.Of(published, unit) is { } view && tables.OfUnit(view, name) is { } made
                ? Answer(context, published, ending, () => ApiTable.Of(made, texts), () => made, texts)
                : Results.NotFound());
    }

    private static void MapRanking(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{round}/{block}.{ending:regex(^(csv|xlsx|json)$)}", async (string round, string block, string ending, PublishedBlocks blocks, PublicTables tables, Texts texts, HttpContext context, CancellationToken cancel) =>
            await blocks.FindAsync(round, block, cancel) is { } published
                ? Answer(context, published, ending, () => ApiBlock.Of(published), () => tables.Ranking(published), texts)
                : Results.NotFound());
    }

    private static void MapUnit(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{round}/{block}/{unit}.{ending:regex(^(csv|xlsx|json)$)}", async (string round, string block, string unit, string ending, PublishedBlocks blocks, PublicTables tables, Texts texts, HttpContext context, CancellationToken cancel) =>
            await blocks.FindAsync(round, block, cancel) is { } published && UnitView.Of(published, unit) is { } view
                ? Answer(context, published, ending, () => ApiProfile.Of(view), () => tables.Unit(view), texts)
                : Results.NotFound());
    }

    private static void MapMethod(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{round}/{block}/method.{ending:regex(^(csv|xlsx|json)$)}", async (string round, string block, string ending, PublishedBlocks blocks, PublicTables tables, Texts texts, HttpContext context, CancellationToken cancel) =>
            await blocks.FindAsync(round, block, cancel) is { } published
                ? Answer(context, published, ending, () => ApiMethod.Of(published), () => tables.Method(published), texts)
                : Results.NotFound()).WithOrder(-1); // before a unit of that name
    }

    private static IResult Answer<T>(HttpContext context, Published published, string ending, Func<T> json, Func<PublicTable> table, Texts texts)
    {
        if (FrozenTag.Matches(context, [published.Hash]))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        if (ending == "json")
            return Results.Json(json());
        var made = table();
        using var file = new MemoryStream();
        if (ending == "csv")
            CsvTables.Write(file, made.Table, CsvWriting.Download);
        else
            SheetWriter.Write(file, [PublicSheet.Of(made, texts)]);
        return Results.File(file.ToArray(), ending == "csv" ? "text/csv; charset=utf-8" : Excel, $"{published.RoundCode}-{published.BlockCode}{(made.Name == published.BlockCode ? "" : "-" + made.Name)}.{ending}");
    }
}
