using Microsoft.Playwright;

namespace ChiSo.Web.Tests.Browser;

/// <summary>From the list of rounds to the reasons behind a figure, over the rounds of the folder samples.</summary>
public sealed class SampleJourneys(Chromium chromium, SamplePages pages) : IClassFixture<SamplePages>
{
    [Theory]
    [InlineData(1280, ColorScheme.Light, Traits = ["Duration", "Long"])]
    [InlineData(390, ColorScheme.Dark)]
    public async Task A_reader_goes_from_the_list_to_the_first_unit_and_the_reasons_of_its_points(int width, ColorScheme colours)
    {
        var page = await chromium.OpenAsync(width, colours);
        var trouble = Look.Listen(page, pages.Address);

        await page.GotoAsync(pages.Address);
        await Look.AtAsync(page, $"sample-rounds-{width}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Khối sở, ban, ngành", Exact = true }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(pages.Address + "/can-tho-2023/departments");
        (await page.Locator(".lead").InnerTextAsync()).Replace('\u00A0', ' ').ShouldBe("16 đơn vị: trung bình 92,27 %, tăng 1,76 điểm phần trăm");
        await Look.AtAsync(page, $"sample-ranking-{width}");
        await page.Locator("table.ranking").GetByRole(AriaRole.Link, new() { Name = "Sở Lao động - Thương binh và Xã hội" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(pages.Address + "/can-tho-2023/departments/ldtbxh");
        await page.Locator(".tree > li > details > summary").First.ClickAsync();
        (await page.Locator(".tree > li > details").First.GetAttributeAsync("open")).ShouldNotBeNull();
        await Look.AtAsync(page, $"sample-unit-{width}");
        await page.GotoAsync(pages.Address + "/can-tho-2023/departments/method");
        await Look.AtAsync(page, $"sample-method-{width}");
        await page.GotoAsync(pages.Address + "/ministries-2023/ministries");
        await Look.AtAsync(page, $"sample-ministries-{width}");

        trouble.ShouldBeEmpty();
        await page.Context.CloseAsync();
    }
}
