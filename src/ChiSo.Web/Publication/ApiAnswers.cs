using System.Collections.Immutable;
using System.ComponentModel;
using ChiSo.Engine;

namespace ChiSo.Web.Publication;

/// <summary>A name in both languages.</summary>
public sealed record ApiName(string Vi, string En)
{
    public static ApiName Of(Words words) => new(words.Vi, words.En);
}

/// <summary>A published round.</summary>
public sealed record ApiRound(string Code, ApiName Name, [property: Description("Figures are illustrative and no official results.")] bool Illustrative, ImmutableArray<ApiBlockLink> Blocks);

/// <summary>A frozen block and where it lies.</summary>
public sealed record ApiBlockLink(string Code, ApiName Name, string Hash, string Href);

/// <summary>The frozen ranking of a block.</summary>
public sealed record ApiBlock
{
    public required string Round { get; init; }

    public required ApiName RoundName { get; init; }

    public required string Block { get; init; }

    public required ApiName BlockName { get; init; }

    public required string Period { get; init; }

    [Description("Figures are illustrative and no official results.")]
    public required bool Illustrative { get; init; }

    public required ApiName Note { get; init; }

    public required string Source { get; init; }

    [Description("SHA-256 of the frozen result, printed on its documents.")]
    public required string Hash { get; init; }

    [Description("UTC.")]
    public required DateTime FrozenAt { get; init; }

    public required ApiSummary Summary { get; init; }

    [Description("Ranked units best first, then units without a rank.")]
    public required ImmutableArray<ApiUnit> Units { get; init; }

    public static ApiBlock Of(Published published)
    {
        var (block, method) = (published.Block, published.Block.Input.Method);
        return new()
        {
            Round = published.RoundCode,
            RoundName = ApiName.Of(block.RoundName),
            Block = published.BlockCode,
            BlockName = ApiName.Of(block.BlockName),
            Period = block.Input.Period,
            Illustrative = block.Illustrative,
            Note = ApiName.Of(block.Note),
            Source = block.Source,
            Hash = published.Hash,
            FrozenAt = block.FrozenAt,
            Summary = ApiSummary.Of(block.Result.Summary, method),
            Units = [.. RankingView.All(published).OrderBy(row => row.Result.Rank is null).ThenBy(row => row.Result.Rank).Select(row => ApiUnit.Of(row, published))],
        };
    }
}

/// <summary>What is said of the block as a whole; units without a rank count nowhere.</summary>
public sealed record ApiSummary(int Ranked, int NotRanked, decimal? Mean, decimal? MeanChange, int Rose, int Fell, int Unchanged, ImmutableArray<ApiClassCount> Classes)
{
    public static ApiSummary Of(BlockSummary summary, Method method) => new(
        summary.Ranked, summary.NotRanked, summary.PublishedMean, summary.MeanChange, summary.Rose, summary.Fell, summary.Unchanged,
        [.. method.Classes.Select((band, place) => new ApiClassCount(ApiName.Of(band.Name), band.From, summary.ClassCounts[place]))]);
}

/// <summary>A class, its inclusive lower bound in percent, and its units.</summary>
public sealed record ApiClassCount(ApiName Name, decimal From, int Units);

/// <summary>The result of a unit. Points and maxima are rounded to four decimals for reading; the index as the method publishes it.</summary>
/// <param name="Lowest">Index in percent if nothing more is scored, for units with open lines.</param>
/// <param name="Fields">Empty unless the round shows points by field.</param>
public sealed record ApiUnit(
    string Code,
    ApiName Name,
    string Standing,
    int? Rank,
    decimal Points,
    decimal ApplicableMax,
    decimal? Index,
    decimal? FromParts,
    decimal? Lowest,
    decimal? Highest,
    ApiName? Class,
    decimal? IndexChange,
    int? RankChange,
    ImmutableArray<ApiLine> Fields)
{
    private const int ReadDecimals = 4;

    public static ApiUnit Of(RankedUnit row, Published published)
    {
        var method = published.Block.Input.Method;
        var result = row.Result;
        return new(
            row.Unit.Code,
            ApiName.Of(row.Unit.Name),
            result.Standing.ToString().ToLowerInvariant(),
            result.Rank?.Value,
            Read(result.Points),
            Read(result.ApplicableMax),
            result.Published,
            Publish(result.FromParts, method),
            Publish(result.Lowest, method),
            Publish(result.Highest, method),
            result.Class is { } place ? ApiName.Of(method.Classes[place].Name) : null,
            result.Change?.Index,
            result.Change?.Ranks,
            [.. new UnitView(published, row.Place).FieldScores().Select(line => new ApiLine(line.Node.Code.Value, line.Node.Number.Value, ApiName.Of(line.Node.Name), Read(line.Score), Read(line.Max)))]);
    }

    internal static decimal Read(decimal value) => decimal.Round(value, ReadDecimals, MidpointRounding.AwayFromZero);

    private static decimal? Publish(decimal? value, Method method) => value is { } known ? Rounder.Publish(known, method) : null;
}

/// <summary>Points of a unit on a line.</summary>
public sealed record ApiLine(string Code, string Number, ApiName Name, decimal Points, decimal Max);

/// <summary>The result of one unit, with what its round lets the public read.</summary>
/// <param name="Criteria">Every line below the fields; empty unless the round shows points by criterion.</param>
public sealed record ApiProfile(string Round, string Block, bool Illustrative, string Source, string Hash, ApiUnit Unit, ImmutableArray<ApiLine> Criteria, ImmutableArray<ApiYear> Years)
{
    public static ApiProfile Of(UnitView view)
    {
        var published = view.Published;
        return new(
            published.RoundCode, published.BlockCode, published.Block.Illustrative, published.Block.Source, published.Hash,
            ApiUnit.Of(view.Row, published),
            [.. view.CriterionScores().Select(line => new ApiLine(line.Node.Code.Value, line.Node.Number.Value, ApiName.Of(line.Node.Name), ApiUnit.Read(line.Score), ApiUnit.Read(line.Max)))],
            [.. view.Years().Select(year => new ApiYear(year.Period, year.Index, year.Rank))]);
    }
}

/// <summary>A result of one period, as published.</summary>
public sealed record ApiYear(string Period, decimal? Index, int? Rank);
