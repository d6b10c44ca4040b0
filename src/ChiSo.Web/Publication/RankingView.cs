using System.Collections.Immutable;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Web.Publication;

/// <summary>A unit of a block with its result.</summary>
/// <param name="Place">Of the unit in the block's input.</param>
public sealed record RankedUnit(int Place, UnitInput Unit, UnitResult Result);

/// <summary>A page of a ranking: what is found, sorted and cut to the rows shown.</summary>
public sealed record RankingView
{
    public required RankingQuery Query { get; init; }

    /// <summary>The rows of this page.</summary>
    public required ImmutableArray<RankedUnit> Rows { get; init; }

    /// <summary>Units with a rank that the search found, on all pages.</summary>
    public required int Found { get; init; }

    /// <summary>At least 1.</summary>
    public required int Pages { get; init; }

    /// <summary>Units without a rank that the search found, in official order.</summary>
    public required ImmutableArray<RankedUnit> Unranked { get; init; }

    public static RankingView Of(Published published, RankingQuery query)
    {
        var found = All(published).Where(Matches(query.Search)).ToList();
        var ranked = Sorted([.. found.Where(row => row.Result.Rank is not null)], query);
        var pages = Math.Max(1, (ranked.Count + RankingQuery.PageSize - 1) / RankingQuery.PageSize);
        var page = Math.Min(query.Page, pages);
        return new()
        {
            Query = query with { Page = page },
            Rows = [.. ranked.Skip((page - 1) * RankingQuery.PageSize).Take(RankingQuery.PageSize)],
            Found = ranked.Count,
            Pages = pages,
            Unranked = [.. found.Where(row => row.Result.Rank is null)],
        };
    }

    /// <summary>Every unit in official order.</summary>
    public static IEnumerable<RankedUnit> All(Published published) =>
        published.Block.Result.Units.Select((result, place) => new RankedUnit(place, published.Block.Input.Units[place], result));

    /// <summary>Units with a rank, best first; ties in official order.</summary>
    public static ImmutableArray<RankedUnit> InRankOrder(Published published) =>
        [.. All(published).Where(row => row.Result.Rank is not null).OrderBy(row => row.Result.Rank)];

    private static Func<RankedUnit, bool> Matches(string search)
    {
        if (search.Length == 0)
            return _ => true;
        var key = SearchKey.Of(search);
        return row => SearchKey.Of(row.Unit.Name.Vi).Contains(key, StringComparison.Ordinal)
            || SearchKey.Of(row.Unit.Name.En).Contains(key, StringComparison.Ordinal);
    }

    private static List<RankedUnit> Sorted(List<RankedUnit> rows, RankingQuery query)
    {
        var byRank = rows.OrderBy(row => row.Result.Rank).ToList();
        if (query.Column == RankingColumn.Rank)
        {
            if (query.Falling)
                byRank.Reverse();
            return byRank;
        }

        if (query.Column == RankingColumn.Unit)
            return [.. query.Falling ? byRank.OrderByDescending(row => row.Unit.Name.Vi, VietnameseOrder.Instance) : byRank.OrderBy(row => row.Unit.Name.Vi, VietnameseOrder.Instance)];
        return [.. byRank.OrderBy(row => Key(row, query.Column) is null)
            .ThenBy(row => query.Falling ? -Key(row, query.Column) : Key(row, query.Column))];
    }

    /// <summary>What a column sorts by; rows without it come last either way.</summary>
    private static decimal? Key(RankedUnit row, RankingColumn column) => column switch
    {
        RankingColumn.Points => row.Result.Points,
        RankingColumn.Max => row.Result.ApplicableMax,
        RankingColumn.Index => row.Result.Index,
        RankingColumn.Class => row.Result.Class,
        RankingColumn.Change => row.Result.Change?.Index,
        RankingColumn.Ranks => row.Result.Change?.Ranks,
        _ => row.Result.Rank?.Value,
    };
}
