using System.Globalization;
using ChiSo.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Web.Tests.Publication;

/// <summary>What an installation checks by itself every night, and whom it tells.</summary>
public sealed class NightlyWorkTests(DemoPages pages) : IClassFixture<DemoPages>
{
    [Theory]
    [InlineData("2026-11-23T11:00:00Z", "2026-11-23T19:00:00Z")]
    [InlineData("2026-11-23T18:59:59Z", "2026-11-23T19:00:00Z")]
    [InlineData("2026-11-23T19:00:00Z", "2026-11-24T19:00:00Z")]
    [InlineData("2026-12-31T20:00:00Z", "2027-01-01T19:00:00Z")]
    public void The_night_is_Vietnams(string now, string next) =>
        NightlyWork.NextNight(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)).ShouldBe(DateTimeOffset.Parse(next, CultureInfo.InvariantCulture));

    [Fact]
    public async Task A_result_changed_after_it_was_frozen_is_told_to_those_who_answer_for_it()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var office = await pages.SignInAsync("thuongtruc");
        using var administrator = await pages.SignInAsync("quantri");
        using var officer = await pages.SignInAsync("canbo");
        await RecomputeAsync(administrator, hour: 1);
        (await office.TextAsync("/desk")).ShouldNotContain("role=\"alert\"");

        await using (var context = pages.Installation.Database.Open())
            await context.Database.ExecuteSqlAsync($"UPDATE frozen_blocks SET content = {new byte[] { 1, 2, 3 }} WHERE block = 'departments'", cancel);
        await RecomputeAsync(administrator, hour: 2);

        foreach (var told in new[] { office, administrator })
            (await told.TextAsync("/desk")).ShouldContain("<b>can-tho-2023 / departments</b>");
        (await officer.TextAsync("/desk")).ShouldNotContain("role=\"alert\"");
    }

    /// <summary>Has everything computed again, once an hour.</summary>
    private async Task RecomputeAsync(Visitor administrator, int hour)
    {
        var cancel = TestContext.Current.CancellationToken;
        var now = new DateTimeOffset(2030, 1, 1, hour, 0, 0, TimeSpan.Zero);
        var job = await pages.Installation.FrozenRecompute.AskAsync(now, cancel);
        (await pages.Installation.FrozenRecompute.AskAsync(now.AddMinutes(30), cancel)).ShouldBe(job);
        (await DemoPages.OverAsync(administrator, $"/desk/jobs/{job}")).ShouldContain("đã xong");
    }
}
