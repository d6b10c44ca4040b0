using System.Net;

namespace ChiSo.Web.Tests.Appraisal;

/// <summary>Which lines are marked twice, over HTTP: the standing office sets it, whoever sees the block repeats the draw.</summary>
public sealed class DoubleMarkingPageTests(HandedInPages pages) : IClassFixture<HandedInPages>
{
    private const string Block = "/desk/thu-2024/departments/review/review1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_office_chooses_how_lines_are_drawn_and_anybody_who_sees_the_block_downloads_the_draw()
    {
        using var office = await pages.SignInAsync("thuongtruc");
        const string twice = Block + "?handler=Double";
        Dictionary<string, string> set = new() { ["share"] = "5", ["seed"] = "mam-2024", ["choice"] = "ByRisk" };
        var early = await office.PostAsync(Block, twice, set);
        early.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await early.Content.ReadAsStringAsync(Cancel)).ShouldContain("chưa tính được rủi ro của từng dòng");
        (await office.PostAsync(Block, twice, new(set) { ["choice"] = "Random" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await office.TextAsync(Block);
        page.ShouldContain("Cách chọn dòng: ngẫu nhiên.");
        page.ShouldContain(Block + "/double.xlsx");
        var rows = (await office.TextAsync(Block + "/double.csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        rows[0].ShouldContain("Trọng số");
        rows.Count(row => row.TrimEnd().EndsWith(";1", StringComparison.Ordinal) || row.TrimEnd().EndsWith(",1", StringComparison.Ordinal)).ShouldBe((int)Math.Ceiling((rows.Length - 1) * 0.05));
        await pages.ShouldTellReadAsync("double-marking.exported", "thu-2024 departments");
        using var appraiser = await pages.SignInAsync("thamdinh");
        (await appraiser.GetAsync(Block + "/double.csv")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await appraiser.PostAsync(Block, twice, set)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
