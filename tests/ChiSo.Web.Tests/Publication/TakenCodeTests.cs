using ChiSo.Application.Results;
using Microsoft.AspNetCore.Routing.Patterns;

namespace ChiSo.Web.Tests.Publication;

/// <summary>No page hides that of a round, block or unit: every fixed word that stands where their codes stand is taken.</summary>
public sealed class TakenCodeTests(DemoPages pages) : IClassFixture<DemoPages>
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("round", 1)]
    [InlineData("round/block", 2)]
    [InlineData("desk/round/block", 3)]
    public void Words_in_the_place_of_a_code_can_be_no_code(string before, int place)
    {
        var taken = place switch { 0 => TakenCodes.OfRounds, 1 => TakenCodes.OfBlocks, _ => TakenCodes.OfUnits };
        pages.Routes
            .Where(route => route.PathSegments.Count > place && Before(route, place) == before)
            .Select(route => WordAt(route, place)).OfType<string>()
            .ShouldAllBe(word => taken.Contains(word));
    }

    [Fact]
    public void Nothing_is_taken_that_no_page_needs()
    {
        var words = pages.Routes.SelectMany(route => route.PathSegments.Select((_, place) => WordAt(route, place))).OfType<string>().ToHashSet();
        TakenCodes.OfRounds.Concat(TakenCodes.OfBlocks).Concat(TakenCodes.OfUnits).Where(code => !words.Contains(code)).ShouldBeEmpty();
    }

    private static string Before(RoutePattern route, int place) =>
        string.Join('/', Enumerable.Range(0, place).Select(at => WordAt(route, at) ?? ((RoutePatternParameterPart)route.PathSegments[at].Parts[0]).Name));

    private static string? WordAt(RoutePattern route, int place) => route.PathSegments[place].Parts[0] is RoutePatternLiteralPart word ? word.Content.TrimEnd('.') : null;
}
