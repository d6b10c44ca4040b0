using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;

namespace ChiSo.Web.Publication;

/// <summary>The columns a ranking can be sorted by.</summary>
public enum RankingColumn
{
    Rank,
    Unit,
    Points,
    Max,
    Index,
    Class,
    Change,
    Ranks,
}

/// <summary>What the address asks of a ranking: <c>?sort=-index&amp;q=giao+duc&amp;page=2</c>. Whatever is not understood falls back to the rank, no search, the first page.</summary>
public sealed record RankingQuery(RankingColumn Column, bool Falling, string Search, int Page)
{
    public const int PageSize = 100;

    private const int LongestSearch = 100;

    public static RankingQuery Of(string? sort, string? search, int? page)
    {
        var falling = sort is ['-', ..];
        var name = falling ? sort![1..] : sort;
        var known = Enum.TryParse<RankingColumn>(name, ignoreCase: true, out var column) && Enum.IsDefined(column) && !int.TryParse(name, NumberStyles.Integer, CultureInfo.InvariantCulture, out _);
        var trimmed = (search ?? "").Trim();
        return new(
            known ? column : RankingColumn.Rank,
            known && falling,
            trimmed.Length > LongestSearch ? trimmed[..LongestSearch] : trimmed,
            Math.Max(1, page ?? 1));
    }

    /// <summary>The address of the same table, sorted by a column: again on the same column turns the order. Figures begin with the largest.</summary>
    public string SortedBy(RankingColumn column)
    {
        var falling = column == Column ? !Falling : column is RankingColumn.Points or RankingColumn.Index or RankingColumn.Max or RankingColumn.Change or RankingColumn.Ranks;
        return (this with { Column = column, Falling = falling, Page = 1 }).ToString();
    }

    public string OnPage(int page) => (this with { Page = page }).ToString();

    /// <summary>The query of the address, with its question mark; "?" alone for the plain page.</summary>
    public override string ToString()
    {
        var query = new QueryBuilder();
        if (Column != RankingColumn.Rank || Falling)
            query.Add("sort", (Falling ? "-" : "") + Column.ToString().ToLowerInvariant());
        if (Search.Length > 0)
            query.Add("q", Search);
        if (Page > 1)
            query.Add("page", Page.ToString(CultureInfo.InvariantCulture));
        var text = query.ToString();
        return text.Length == 0 ? "?" : text;
    }
}
