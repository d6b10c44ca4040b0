using ChiSo.Web.Feeds;
using Microsoft.AspNetCore.Http;
using Microsoft.OData.UriParser;

namespace ChiSo.Web.Tests.Feeds;

/// <summary>Pages of a long table: no page looks again at what the ones before have looked at.</summary>
public sealed class FeedQueryTests
{
    private const int Rows = 23_000;

    [Theory]
    [InlineData("", Rows, Rows + 4)]
    [InlineData("$skip=20000", 3_000, 3_000)]
    [InlineData("$filter=Row gt 1000", 22_000, Rows + 4)]
    [InlineData("$filter=Odd eq true&$count=true", Rows / 2, (2 * Rows) + 4)]
    [InlineData("$filter=Odd eq true&$skip=500&$top=10500", 10_500, 22_010)]
    public void Every_row_comes_once_and_is_looked_at_once(string asked, int rows, int looks)
    {
        var looked = 0;
        var set = new FeedSet("T", [new("Row", FeedKind.Whole) { IsKey = true }, new("Odd", FeedKind.YesNo)], from => Enumerable.Range(from + 1, Rows - from).Select(row =>
        {
            looked++;
            return (object?[])[row, row % 2 == 1];
        }), Rows);
        var (found, token, counts) = (new List<int>(), (string?)null, new List<long?>());
        do
        {
            var query = Read(set, asked, token);
            var (page, next) = query.Page();
            found.AddRange(page.Select(row => (int)row[0]!)); // a key is never null
            counts.Add(query.Count);
            token = next?.ToString();
        }
        while (token is not null);

        found.ShouldBeUnique();
        found.ShouldBe(found.Order());
        found.Count.ShouldBe(rows);
        looked.ShouldBeInRange(rows, looks, "a row more a page tells that another follows");
        if (asked.Contains("$count", StringComparison.Ordinal))
            counts.ShouldAllBe(count => count == rows);
    }

    [Theory]
    [InlineData("1-2-3-4")]
    [InlineData("-1")]
    [InlineData("1-x")]
    [InlineData("99999999999")]
    public void What_no_answer_wrote_is_refused(string token) =>
        Should.Throw<FeedQueryException>(() => FeedToken.Read(token)).Problem.Code.ShouldBe("data-feed.query");

    private static FeedQuery Read(FeedSet set, string asked, string? token)
    {
        var service = new FeedService("Test", "/odata/", [set]);
        var options = string.Join('&', new[] { asked, token is null ? "" : $"$skiptoken={token}" }.Where(part => part.Length > 0));
        var parser = new ODataUriParser(FeedModel.Of(service), new Uri("http://localhost/odata/"), new Uri($"http://localhost/odata/T?{options}"));
        return FeedQuery.Read(service, parser, new QueryCollection(options.Split('&', StringSplitOptions.RemoveEmptyEntries).ToDictionary(part => part.Split('=')[0], part => new Microsoft.Extensions.Primitives.StringValues(part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..]))));
    }
}
