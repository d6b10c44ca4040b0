using System.Net;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;

namespace ChiSo.Web.Tests.Appraisal;

/// <summary>Which lines are marked twice, over HTTP: the standing office sets it, whoever sees the block repeats the draw.</summary>
public sealed class DoubleMarkingPageTests(HandedInPages pages) : IClassFixture<HandedInPages>
{
    private const string Block = "/desk/thu-2024/departments/review/review1";

    private const string Line = "TC_RS_TH";

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

        page.ShouldNotContain("Hai người chấm khớp nhau đến đâu", customMessage: "nothing is marked yet");
        (await office.PostAsync(Block, twice, new(set) { ["share"] = "100", ["choice"] = "Random" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await office.TextAsync("/desk/rounds/thu-2024/appraisers")).ShouldContain("nên sẽ chỉ chấm một lần", customMessage: "the agency has one appraiser");
        var second = await SecondAsync();
        await MarkAsync(await pages.PersonAsync("thamdinh"), "a=10;b=20");
        await MarkAsync(second, "a=20;b=20");
        page = WebUtility.HtmlDecode(await office.TextAsync(Block));
        page.ShouldContain("1 dòng đã đủ hai điểm, 0 dòng bằng điểm nhau; hai người chênh nhau bình quân 50,0 % điểm tối đa");
        page.ShouldContain("Chưa tính được hệ số tương quan nội nhóm (ICC)");
        foreach (var difference in (string[])["+50,0", "−50,0"])
            page.Split(difference).Length.ShouldBe(3, "between the two marks, and over all lines against the other");
        page.ShouldContain("chưa đủ dòng để kết luận");
        (await appraiser.TextAsync(Block)).ShouldNotContain("id=\"leniency\"", customMessage: "for those who see the whole round");
        (await appraiser.TextAsync(Block)).ShouldNotContain("id=\"agreement\"", customMessage: "for those who see the whole round");
    }

    private async Task MarkAsync(Person person, string entry) =>
        (await pages.Installation.ReviewWork.AppraiseAsync(new(DemoPages.Round, "departments", Stages.FirstReview), new("noivu", new(Line), 0, entry, "thiếu tài liệu", ""), person, DecimalMark.Comma, Cancel)).Problems.ShouldBeEmpty();

    private async Task<Person> SecondAsync()
    {
        var change = Change.OnThisMachine(TimeProvider.System, "test");
        (await pages.Installation.Accounts.CreateAsync(new("thamdinh2", "Cán bộ thẩm định thứ hai"), change, Cancel)).TryGet(out var account).ShouldBeTrue();
        (await pages.Installation.Accounts.GrantAsync(new(account!.Id, Role.Appraiser, "tuphap", "Giấy giới thiệu số 2"), change, Cancel)).Problems.ShouldBeEmpty();
        return (await pages.Installation.Accounts.FindAsync(account.Id, Cancel)).ShouldNotBeNull();
    }
}
