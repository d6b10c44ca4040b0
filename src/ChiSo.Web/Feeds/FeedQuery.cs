using System.Collections.Immutable;
using ChiSo.Application.Vietnamese;
using Microsoft.OData;
using Microsoft.OData.UriParser;

namespace ChiSo.Web.Feeds;

/// <summary>What a program asks of one table of a feed.</summary>
internal sealed class FeedQuery
{
    /// <summary>Rows of one answer; the rest follows under its next link.</summary>
    public const int PageSize = 5_000;

    /// <summary>The largest number that may be asked for.</summary>
    public const int Most = 1_000_000;

    /// <summary>Sorting holds every row in memory.</summary>
    public const int MostSorted = 100_000;

    private const int MostOrders = 10;

    private static readonly string[] Options = ["$filter", "$select", "$orderby", "$top", "$skip", "$count", "$skiptoken", "$format"];

    private readonly FeedSet set;
    private readonly FeedToken token;
    private readonly Func<object?[], object?>? filter;
    private readonly ImmutableArray<(Func<object?[], object?> Of, bool Falls)> order;

    private long? matching;

    private FeedQuery(FeedSet set, ODataUri asked, FeedExpression expressions)
    {
        (this.set, Asked) = (set, asked);
        filter = asked.Filter is { } wanted ? expressions.Of(wanted.Expression) : null;
        if (Orders(asked.OrderBy).Skip(MostOrders).Any())
            throw new FeedQueryException(FeedProblems.Unsortable(MostSorted, MostOrders));
        order = [.. Orders(asked.OrderBy).Select(by => (expressions.Of(by.Expression), by.Direction == OrderByDirection.Descending))];
        Columns = Selected(set, asked.SelectAndExpand);
        token = FeedToken.Read(asked.SkipToken);
    }

    public ODataUri Asked { get; }

    /// <summary>Places of the columns that are wanted.</summary>
    public ImmutableArray<int> Columns { get; }

    /// <summary>How many rows the filter lets through, whatever page is asked for; <c>null</c> where nobody asks.</summary>
    public long? Count => Asked.QueryCount == true ? Matching : null;

    public long Matching => matching ??= token.Matching ?? (filter is null ? set.Count : Filtered(0).LongCount());

    /// <summary>The rows of this page, and where the next begins; <c>null</c> where none follows.</summary>
    public (IReadOnlyList<object?[]> Rows, FeedToken? Next) Page()
    {
        var left = Asked.Top is { } top ? Math.Max(0, (int)top - token.Passed) : int.MaxValue;
        var wanted = Math.Min(PageSize, left);
        var found = From((int)(Asked.Skip ?? 0) + token.Passed).Take(wanted == PageSize ? wanted + 1 : wanted).ToList();
        List<object?[]> rows = [.. found.Select(one => one.Row)];
        if (rows.Count <= PageSize)
            return (rows, null);
        var next = new FeedToken(token.Passed + PageSize) { Looked = found[^1].Before, Matching = Asked.QueryCount == true && !IsPlain ? Matching : null };
        return (rows[..PageSize], left > PageSize ? next : null);
    }

    /// <summary>The row a key names; <c>null</c> where there is none.</summary>
    public object?[]? Find(KeySegment key)
    {
        var wanted = key.Keys.Select(pair => (At: PlaceOf(set, pair.Key), pair.Value)).ToArray();
        return set.Rows(0).FirstOrDefault(row => Array.TrueForAll(wanted, one => Equals(row[one.At], one.Value)));
    }

    /// <exception cref="FeedQueryException">It can't be read, or asks for more than there is.</exception>
    public static FeedQuery Read(FeedService service, ODataUriParser parser, IQueryCollection options)
    {
        if (options.Keys.FirstOrDefault(name => name.StartsWith('$') && !Options.Contains(name, StringComparer.Ordinal)) is { } foreign)
            throw new FeedQueryException(FeedProblems.Option(foreign));
        try
        {
            var asked = parser.ParseUri();
            foreach (var (option, value) in new[] { ("$top", asked.Top), ("$skip", asked.Skip) })
            {
                if (value > Most)
                    throw new FeedQueryException(FeedProblems.Most(option, Most));
            }

            var table = service.Sets.Single(one => one.Name == ((EntitySetSegment)asked.Path.FirstSegment).EntitySet.Name); // the model is made of the sets
            return new(table, asked, new(table.Columns.Index().ToDictionary(column => column.Item.Name, column => column.Index, StringComparer.Ordinal)));
        }
        catch (ODataException wrong)
        {
            throw new FeedQueryException(FeedProblems.Unreadable(string.Join(' ', options.Keys), wrong.Message));
        }
    }

    /// <summary>Whether a place in the answer is known without looking at the rows before it, or all must be looked at anyway.</summary>
    private bool IsPlain => filter is null || !order.IsEmpty;

    /// <returns>Each with the number of rows of the table a filter has looked at before it; 0 where that isn't needed.</returns>
    private IEnumerable<(object?[] Row, int Before)> From(int skip)
    {
        if (order.IsEmpty)
            return filter is null ? set.Rows(skip).Select(row => (row, 0)) : Looked().Skip(token.Looked > 0 ? 0 : skip);
        var rows = Filtered(0).Take(MostSorted + 1).ToList();
        if (rows.Count > MostSorted)
            throw new FeedQueryException(FeedProblems.Unsortable(MostSorted, MostOrders));
        var sorted = rows.OrderBy(_ => 0); // keeps the order of rows that are equal
        foreach (var (of, falls) in order)
            sorted = falls ? sorted.ThenByDescending(of, Values.Order) : sorted.ThenBy(of, Values.Order);
        return sorted.Skip(skip).Select(row => (row, 0));
    }

    private IEnumerable<object?[]> Filtered(int from) => filter is null ? set.Rows(from) : set.Rows(from).Where(row => filter(row) is true);

    /// <summary>From where the page before ended.</summary>
    private IEnumerable<(object?[] Row, int Before)> Looked() =>
        set.Rows(token.Looked).Select((row, at) => (Row: row, Before: token.Looked + at)).Where(one => filter!(one.Row) is true); // asked by the caller

    private static IEnumerable<OrderByClause> Orders(OrderByClause? first)
    {
        for (var clause = first; clause is not null; clause = clause.ThenBy)
            yield return clause;
    }

    private static ImmutableArray<int> Selected(FeedSet set, SelectExpandClause? clause)
    {
        if (clause is null || clause.AllSelected)
            return [.. Enumerable.Range(0, set.Columns.Length)];
        var names = clause.SelectedItems.OfType<PathSelectItem>().Select(item => item.SelectedPath.FirstSegment).OfType<PropertySegment>().Select(segment => segment.Property.Name).ToHashSet(StringComparer.Ordinal);
        return clause.SelectedItems.OfType<WildcardSelectItem>().Any() ? [.. Enumerable.Range(0, set.Columns.Length)] : [.. set.Columns.Index().Where(column => names.Contains(column.Item.Name)).Select(column => column.Index)];
    }

    private static int PlaceOf(FeedSet set, string name) => set.Columns.Index().Single(column => column.Item.Name == name).Index;

    /// <summary>Unknown first, texts in the order of Vietnamese dictionaries.</summary>
    private sealed class Values : IComparer<object?>
    {
        public static readonly Values Order = new();

        public int Compare(object? x, object? y) => (x, y) switch
        {
            (string one, string other) => VietnameseOrder.Instance.Compare(one, other),
            _ => System.Collections.Comparer.DefaultInvariant.Compare(x, y),
        };
    }
}
