using System.Net;
using ChiSo.Application.Vietnamese;

namespace ChiSo.Web.Tests.Assessment;

/// <summary>Internal assignment over HTTP, without script.</summary>
public sealed class InternalAssignmentPageTests(DemoPages pages) : IClassFixture<DemoPages>
{
    private const string At = "/desk/thu-2024/departments/noivu/assignments";

    [Fact]
    public async Task A_line_shows_who_answers_for_it_and_the_desk_what_a_person_was_given()
    {
        using var officer = await pages.SignInAsync("canbo");
        using var leader = await pages.SignInAsync("lanhdao");
        var day = VietnamTime.Today(TimeProvider.System);
        var account = (await pages.PersonAsync("lanhdao")).Id;
        (await officer.PostAsync(At, At, Given("TC", "Phòng Pháp chế", $"{day.AddDays(-1):dd/MM/yyyy}"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await officer.PostAsync(At, At, new(Given("TC_TD", "", $"{day.AddDays(9):dd/MM/yyyy}")) { ["account"] = $"{account}" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var page = await officer.TextAsync(At);
        page.ShouldContain($"Quá hạn từ {day.AddDays(-1):dd/MM/yyyy}");
        page.IndexOf(">Phòng Pháp chế</h2>", StringComparison.Ordinal).ShouldBeInRange(0, page.IndexOf(">Cán bộ đầu mối</h2>", StringComparison.Ordinal));
        var field = await officer.TextAsync(DemoPages.Sheet + "/TC");
        field.ShouldContain("Phụ trách: <b>Phòng Pháp chế</b>");
        field.ShouldContain("Phụ trách: <b>Lãnh đạo Sở Nội vụ (thử)</b>");
        (await officer.TextAsync(DemoPages.Sheet + "/CD")).ShouldNotContain("Phụ trách:");
        (await leader.TextAsync("/desk")).ShouldContain("Dòng được giao cho bạn");
        (await officer.TextAsync("/desk")).ShouldNotContain("Dòng được giao cho bạn");

        (await leader.PostAsync(At, At + "?handler=Withdraw", new() { ["node"] = "TC_TD", ["seen"] = "1" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await officer.TextAsync(DemoPages.Sheet + "/TC")).ShouldNotContain("Phụ trách: <b>Lãnh đạo");
    }

    [Fact]
    public async Task What_is_refused_stays_in_the_form_with_its_reason()
    {
        using var officer = await pages.SignInAsync("canbo");
        using var auditor = await pages.SignInAsync("kiemtoan");
        foreach (var (fields, told) in new[] { (Given("CD", "Phòng Một", "32/13"), "Không đọc được hạn này"), (Given("CD", "", ""), "Chưa chọn người và chưa ghi phòng"), (Given("CD", "Phòng Một", "01/01/2999"), "không trước hạn nộp") })
        {
            var answer = await officer.PostAsync(At, At, fields);
            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, told);
            var page = await answer.Content.ReadAsStringAsync();
            page.ShouldContain(told);
            page.ShouldContain($"name=\"due\" value=\"{fields["due"]}\"");
        }

        (await officer.PostAsync(At, At, new(Given("BM", "Phòng Một", "")) { ["seen.BM"] = "0" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await officer.PostAsync(At, At, new(Given("BM", "Phòng Hai", "")) { ["seen.BM"] = "0" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await auditor.PostAsync(At, At, Given("CD", "Phòng", ""))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var stranger = await pages.SignInAsync("quantri");
        (await stranger.GetAsync(At)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await officer.GetAsync("/desk/thu-2024/departments/khong-co/assignments")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Dictionary<string, string> Given(string node, string division, string due) => new() { ["node"] = node, ["division"] = division, ["due"] = due };
}
