using System.Net;
using System.Text.RegularExpressions;
using ChiSo.Application.Audit;
using ChiSo.Web.Tests.House;

namespace ChiSo.Web.Tests.Rounds;

/// <summary>The trail in the browser: found by who, what and when; taken as a file that is verified elsewhere; changed by nobody.</summary>
public sealed partial class TrailPageTests(DemoPages pages) : IClassFixture<DemoPages>
{
    [Fact]
    public async Task Only_auditor_and_administrator_read_it()
    {
        foreach (var (person, expected) in new[] { ("kiemtoan", HttpStatusCode.OK), ("quantri", HttpStatusCode.OK), ("thuongtruc", HttpStatusCode.NotFound), ("canbo", HttpStatusCode.NotFound), ("chutich", HttpStatusCode.NotFound) })
        {
            using var visitor = await pages.SignInAsync(person);
            (await visitor.GetAsync("/desk/trail")).StatusCode.ShouldBe(expected, person);
            (await visitor.GetAsync("/desk/trail.jsonl")).StatusCode.ShouldBe(expected, person);
        }

        using var nobody = pages.Open();
        (await nobody.GetAsync("/desk/trail")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await nobody.GetAsync("/desk/trail.jsonl")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Links_are_found_by_act_person_subject_and_day()
    {
        using var auditor = await pages.SignInAsync("kiemtoan");
        (await auditor.TextAsync("/desk/trail?Filter.Act=round.frozen")).ShouldContain("1 việc được ghi");
        var frozen = await auditor.TextAsync("/desk/trail?Filter.Subject=can-tho-2023&Filter.Act=round.frozen");
        frozen.ShouldContain("chốt kết quả");
        frozen.ShouldContain("dòng lệnh trên máy chủ");
        frozen.ShouldContain("Lý do: test");
        frozen.ShouldMatch("&quot;hash&quot;: &quot;[0-9a-f]{64}&quot;");
        (await auditor.TextAsync("/desk/trail?Filter.Until=01/01/2020")).ShouldContain("Không có việc nào như vậy");
        (await auditor.TextAsync("/desk/trail?Filter.From=mai")).ShouldContain("không phải là ngày");
        (await auditor.TextAsync("/desk/trail?Filter.Subject=%25%27%3B--")).ShouldContain("0 việc được ghi");
        (await auditor.GetAsync("/desk/trail?Filter.Page=999999")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await auditor.GetAsync("/desk/trail?Filter.Page=-3&Filter.By=x")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_saved_entry_tells_what_stood_before_and_what_stands_now()
    {
        using var officer = await pages.SignInAsync("canbo");
        Dictionary<string, string> Typed(string figure, string seen) => new() { ["line"] = "CD_KH_BH", ["e.CD_KH_BH.a"] = figure, ["e.CD_KH_BH.b"] = "7", ["seen.CD_KH_BH"] = seen, ["evidence.CD_KH_BH"] = "Báo cáo 1" };
        (await officer.PostAsync($"{DemoPages.Sheet}/CD", $"{DemoPages.Sheet}/CD?handler=Line", Typed("3", "0"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await officer.PostAsync($"{DemoPages.Sheet}/CD", $"{DemoPages.Sheet}/CD?handler=Line", Typed("5", "1"))).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var auditor = await pages.SignInAsync("kiemtoan");
        var found = WebUtility.HtmlDecode(await auditor.TextAsync("/desk/trail?Filter.Act=entry.saved&Filter.Subject=CD_KH_BH"));
        found.ShouldContain("Cán bộ Sở Nội vụ (thử)");
        found.ShouldMatch("(?s)before.*3.*after.*5");
    }

    [Fact]
    public async Task A_file_of_it_verifies_elsewhere_and_its_taking_is_on_record()
    {
        using var auditor = await pages.SignInAsync("kiemtoan");
        var text = await auditor.TextAsync("/desk/trail.jsonl");
        TrailExport.Read(text.Split('\n'), "trail.jsonl").TryGet(out var trail).ShouldBeTrue();
        TrailVerification.Verify(trail.ShouldNotBeNull().Lines, null, trail.Heads).SelectMany(chain => chain.Changed.Concat(chain.Removed).Concat(chain.Inserted).Concat(chain.Missing)).ShouldBeEmpty();
        trail.Lines.Last(line => line.Link.Chain == Trail.Reads).Link.ShouldSatisfyAllConditions(
            link => link.Act.ShouldBe(ReadLog.TrailExported),
            link => link.By.ShouldNotBe(Guid.Empty));
    }

    [Fact]
    public void Every_act_has_words()
    {
        var acts = Directory.EnumerateFiles(Repository.PathOf("src/ChiSo.Application"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Written().Matches(File.ReadAllText(file)).Select(match => match.Groups["act"].Value)).Distinct().ToList();
        acts.Count.ShouldBeGreaterThan(30);
        acts.Where(act => ActWords.Of(act).Vi == act).ShouldBeEmpty();
    }

    [GeneratedRegex("(AppendAsync|WriteAsync)\\([^;]*?[, ]\"(?<act>[a-z]+\\.[a-z-]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Written();
}
