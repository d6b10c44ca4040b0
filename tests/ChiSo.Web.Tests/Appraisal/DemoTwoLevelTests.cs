using System.Net;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Rounds;
using ChiSo.Web.People;

namespace ChiSo.Web.Tests.Appraisal;

/// <summary>The small round of demo mode that is appraised on two levels, as the walkthrough of getting started plays it.</summary>
public sealed class DemoTwoLevelTests(DemoTwoLevelTests.Pages pages) : IClassFixture<DemoTwoLevelTests.Pages>
{
    private const string At = "/desk/thu-hai-cap-2024/wards/review/";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_made_once_and_a_ward_goes_over_both_levels()
    {
        await DemoTwoLevels.MakeAsync(pages.Installation, Cancel);
        await DemoTwoLevels.MakeAsync(pages.Installation, Cancel);
        (await pages.Installation.Live.ListAsync(Cancel)).Select(round => round.Code).Order(StringComparer.Ordinal).ShouldBe([DemoPages.Round, DemoTwoLevels.CodeOf("2024")]);
        var round = (await pages.Installation.Live.FindAsync(DemoTwoLevels.CodeOf("2024"), Cancel)).ShouldNotBeNull();
        (round.Illustrative, round.IsWorkable).ShouldBe((true, true));

        using var first = await pages.SignInAsync("capmot");
        (await first.TextAsync("/desk")).ShouldContain($"<a href=\"{At}first_level\">Thẩm định cấp thứ nhất: ");
        var own = (await LinesAsync(Stages.FirstLevel)).ToLookup(line => line.Unit.Code, line => line.State);
        own["phuong-a"].Distinct().ShouldBe([ReviewState.Confirmed]);
        own["phuong-b"].Distinct().ShouldBe([ReviewState.Open]);
        own["phuong-c"].Distinct().ShouldBe([ReviewState.Waiting], "not handed in");
        var later = (await LinesAsync(Stages.FirstReview)).Where(line => own[line.Unit.Code].Any() && line.Earlier?.Stage == Stages.FirstLevel).Select(line => line.Unit.Code).Distinct();
        later.ShouldBe(["phuong-a"]);

        var line = (await LinesAsync(Stages.FirstLevel)).First(line => line is { Unit.Code: "phuong-b", State: ReviewState.Open });
        var page = $"{At}first_level/{line.Node.Code}";
        (await first.PostAsync(page, page + "?handler=Accept", new() { ["line"] = $"phuong-b:{line.Node.Code}:0" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var leader = await pages.SignInAsync("truongcapmot");
        (await leader.PostAsync(page, page + "?handler=Confirm", new() { ["line"] = $"phuong-b:{line.Node.Code}:1" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var second = await pages.SignInAsync("togiup");
        (await second.TextAsync($"{At}review1/{line.Node.Code}")).ShouldContain("Cấp thứ nhất thẩm định");
    }

    private async Task<IEnumerable<ReviewLine>> LinesAsync(string stage) =>
        (await pages.Installation.Reviews.ReadAsync(new(DemoTwoLevels.CodeOf("2024"), "wards", stage), Cancel)).ShouldNotBeNull().Lines;

    /// <summary>As whoever starts demo mode finds it.</summary>
    public sealed class Pages : DemoPages
    {
        protected override bool OthersAtWork => true;
    }
}
