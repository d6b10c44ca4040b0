using System.Collections.Immutable;
using System.Net.Http.Json;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Web.Surveys.Offline;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>Forms carry a sealed instant; of it no more is kept than whether somebody hurried.</summary>
public sealed class PacePageTests(SurveyPages pages) : IClassFixture<SurveyPages>
{
    private const int Least = 10;

    private static readonly (string, string)[] Filled = [.. SurveyPages.Policies.Select(one => ($"a.policy_{one}", "4")), ("a.used_service", "no"), ("a.age", "60"), ("a.helper", "self")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_sent_at_once_are_hurried_and_a_forged_stamp_tells_nothing()
    {
        foreach (var key in await pages.InviteAsync())
            await SendAsync(key, "nhanh");
        var slow = await pages.InviteAsync();
        var before = pages.Stamps.Write(SurveyPages.ByLink, pages.Stamps.Now - 60);
        foreach (var key in slow.Skip(1))
            await SendAsync(key, "chậm", ("t", before));
        foreach (var (key, forged) in (await pages.InviteAsync()).Zip(["", "không phải", pages.Stamps.Write(SurveyPages.ForAnybody, pages.Stamps.Now - 60), before + "x"]))
            await SendAsync(key, "không rõ", ("t", forged));
        await SendAsync(slow[0], "chậm", ("t", before));
        (await AboutAsync("noivu")).Where(answer => answer.IsHurried).Select(answer => answer.Values["comment"]).ShouldBe(Enumerable.Repeat("nhanh", Least));
    }

    [Fact]
    public async Task A_device_without_a_network_tells_the_same_and_nothing_where_it_can_t()
    {
        bool?[] told = [.. Enumerable.Repeat<bool?>(true, Least), null, .. Enumerable.Repeat<bool?>(false, Least)];
        ImmutableArray<string> keys = [.. await pages.InviteAsync("tuphap"), .. await pages.InviteAsync("tuphap"), .. await pages.InviteAsync("tuphap")];
        var live = (await pages.Installation.Surveys.FindAsync(SurveyPages.ByLink, Cancel)).ShouldNotBeNull();
        using var client = new HttpClient { BaseAddress = new(pages.Address) };
        foreach (var (key, hurried) in keys.Zip(told))
        {
            var values = Filled.Select(field => KeyValuePair.Create(field.Item1["a.".Length..], field.Item2)).Append(new("comment", $"{hurried}"));
            using var sent = await client.PostAsJsonAsync($"/s/{SurveyPages.ByLink}/offline/send", new OfflineAnswer(key, "", null, live.Hash, ImmutableDictionary.CreateRange(values), hurried), Cancel);
            sent.EnsureSuccessStatusCode();
        }

        var stored = await AboutAsync("tuphap");
        stored.Length.ShouldBe(told.Length);
        stored.Where(answer => answer.IsHurried).Select(answer => answer.Values["comment"]).ShouldBe(Enumerable.Repeat("True", Least));
    }

    private async Task<ImmutableArray<Answer>> AboutAsync(string unit) => [.. (await pages.AnswersAsync(SurveyPages.ByLink)).Where(answer => answer.Unit == unit)];

    private async Task SendAsync(string key, string comment, params (string, string)[] more)
    {
        using var citizen = new Citizen(pages.Address);
        await citizen.OpenAsync($"/s/{SurveyPages.ByLink}?k={key}");
        await citizen.PressAsync("begin");
        (await citizen.PressAsync("send", [.. Filled, ("a.comment", comment), .. more])).ShouldContain("Cảm ơn");
    }
}
