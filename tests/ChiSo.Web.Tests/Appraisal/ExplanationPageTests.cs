using System.Net;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;

namespace ChiSo.Web.Tests.Appraisal;

/// <summary>The unit's answer to an appraisal over HTTP, without script.</summary>
public sealed class ExplanationPageTests(HandedInPages pages) : IClassFixture<HandedInPages>
{
    private const string Sheet = "/desk/thu-2024/departments/noivu/explanation";
    private const string Field = Sheet + "/TC";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_unit_agrees_with_one_line_disputes_another_and_the_leader_hands_in()
    {
        await AppraiseAsync("TC_XD_TD", "a=1;b=5");
        await AppraiseAsync("TC_XD_QT", "a=0");
        using var officer = await pages.SignInAsync("canbo");
        (await officer.TextAsync("/desk")).ShouldContain("Giải trình kết quả thẩm định");
        var field = await officer.TextAsync(Field);
        field.ShouldContain("id=\"TC_XD_TD\"");
        field.ShouldNotContain("id=\"TC_RS_TH\"", customMessage: "a line that lost nothing");

        foreach (var reader in (string[])["kiemtoan", "thuongtruc", "uyvien", "chutich"])
        {
            using var visitor = await pages.SignInAsync(reader);
            (await visitor.GetAsync(Field)).StatusCode.ShouldBe(HttpStatusCode.OK, reader);
            (await visitor.PostAsync("/desk", $"{Field}?handler=Agree&line=TC_XD_QT", [])).StatusCode.ShouldBe(HttpStatusCode.Forbidden, reader);
        }

        foreach (var stranger in (string[])["thamdinh", "chutri", "quantri"])
        {
            using var visitor = await pages.SignInAsync(stranger);
            (await visitor.GetAsync(Field)).StatusCode.ShouldBe(HttpStatusCode.NotFound, stranger);
            (await visitor.PostAsync("/desk", $"{Field}?handler=Agree&line=TC_XD_QT", [])).StatusCode.ShouldBe(HttpStatusCode.NotFound, stranger);
        }

        (await officer.PostAsync(Field, $"{Field}?handler=Agree&line=TC_XD_QT", new() { ["seen.TC_XD_QT"] = "0" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await officer.TextAsync(Field)).ShouldContain("Đơn vị đồng ý với kết quả thẩm định.");
        (await officer.PostAsync(Field, Field, new() { ["e.TC_XD_TD.a"] = "5", ["e.TC_XD_TD.b"] = "5", ["seen.TC_XD_TD"] = "0" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await officer.TextAsync(Field)).ShouldContain("Chưa có ý kiến của đơn vị.", customMessage: "fields left as they stood say nothing");
        var saved = await officer.PostAsync(Field, $"{Field}?handler=Line&line=TC_XD_TD", new() { ["e.TC_XD_TD.a"] = "5", ["e.TC_XD_TD.b"] = "5", ["seen.TC_XD_TD"] = "0", ["reason.TC_XD_TD"] = "Tờ trình thứ năm gửi kèm" });
        (await saved.Content.ReadAsStringAsync(Cancel)).ShouldContain("Đơn vị không đồng ý với kết quả thẩm định.", customMessage: "the line that saved itself no longer says that the unit said nothing");
        (await officer.TextAsync(Field)).ShouldContain("Đơn vị không đồng ý với kết quả thẩm định.");

        using var leader = await pages.SignInAsync("lanhdao");
        (await leader.PostAsync(Sheet, Sheet, new() { ["step"] = nameof(SheetStep.HandIn) })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var appraiser = await pages.SignInAsync("thamdinh");
        var second = await appraiser.TextAsync("/desk/thu-2024/departments/review/review2/TC_XD_TD");
        second.ShouldContain("Tờ trình thứ năm gửi kèm");
        second.ShouldNotContain("value=\"Return\"", customMessage: "nothing is returned at the second appraisal");
        (await appraiser.GetAsync("/desk/thu-2024/departments/review/review2/TC_XD_QT")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "nothing is disputed there");
    }

    private async Task AppraiseAsync(string criterion, string entry)
    {
        var part = new ReviewPart(DemoPages.Round, "departments", Stages.FirstReview);
        var work = pages.Installation.ReviewWork;
        (await work.AppraiseAsync(part, new("noivu", new(criterion), 0, entry, "thiếu tài liệu", ""), await pages.PersonAsync("thamdinh"), DecimalMark.Point, Cancel)).Problems.ShouldBeEmpty();
        (await work.ConfirmAsync(part, [new("noivu", new(criterion), 1)], await pages.PersonAsync("chutri"), Cancel)).Problems.ShouldBeEmpty();
    }
}
