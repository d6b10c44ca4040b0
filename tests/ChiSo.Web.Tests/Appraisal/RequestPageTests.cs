using System.Net;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Vietnamese;

namespace ChiSo.Web.Tests.Appraisal;

/// <summary>Requests for review over HTTP: the unit asks, the secretary judges, everybody else reads or does not know of them.</summary>
public sealed class RequestPageTests(RequestPageTests.Pages pages) : IClassFixture<RequestPageTests.Pages>
{
    private const string Own = "/desk/thu-2024/departments/noivu/requests";
    private const string All = "/desk/thu-2024/departments/requests";
    private const string Line = "TC_XD_TD";
    private const string Form = Own + "?criterion=" + Line;

    private static readonly Dictionary<string, string> Ask = new() { [$"e.{Line}.a"] = "0", [$"e.{Line}.b"] = "5", ["grounds"] = "Tờ trình số 12" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("canbo", HttpStatusCode.OK, HttpStatusCode.NotFound)]
    [InlineData("lanhdao", HttpStatusCode.OK, HttpStatusCode.NotFound)]
    [InlineData("chutri", HttpStatusCode.NotFound, HttpStatusCode.NotFound)]
    [InlineData("thamdinh", HttpStatusCode.NotFound, HttpStatusCode.NotFound)]
    [InlineData("quantri", HttpStatusCode.NotFound, HttpStatusCode.NotFound)]
    [InlineData("thuongtruc", HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData("uyvien", HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData("thuky", HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData("chutich", HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData("kiemtoan", HttpStatusCode.OK, HttpStatusCode.OK)]
    public async Task Each_role_reads_what_concerns_it(string person, HttpStatusCode own, HttpStatusCode all)
    {
        using var visitor = await pages.SignInAsync(person);
        var request = await RequestAsync();
        (await visitor.GetAsync(Own)).StatusCode.ShouldBe(own);
        (await visitor.GetAsync(All)).StatusCode.ShouldBe(all);
        (await visitor.GetAsync($"{All}/{request.Id:D}")).StatusCode.ShouldBe(own);
        foreach (var handler in person == "thuky" ? [] : new[] { "Dismiss", "Admit", "ChangePanel", "Conclude" })
        {
            var refused = await visitor.PostAsync("/desk", $"{All}/{request.Id:D}?handler={handler}", new() { ["seen"] = "1", ["reason"] = "lý do", ["conclusion"] = "Giữ", ["due"] = "01/01/2099" });
            refused.StatusCode.ShouldBeOneOf([HttpStatusCode.Forbidden, HttpStatusCode.NotFound], handler);
        }

        if (person != "lanhdao")
            (await visitor.PostAsync("/desk", $"{Own}?handler=Withdraw", new() { ["id"] = request.Id.ToString("D"), ["seen"] = "1" })).StatusCode.ShouldBeOneOf([HttpStatusCode.Forbidden, HttpStatusCode.NotFound]);
        (await RequestAsync()).State.ShouldBe(RequestState.Filed);
    }

    [Fact]
    public async Task What_is_missing_is_told_and_what_was_typed_stays()
    {
        using var leader = await pages.SignInAsync("lanhdao");
        var refused = await leader.PostAsync(Own + "?criterion=TC_XD_QT", Own + "?criterion=TC_XD_QT", new() { ["e.TC_XD_QT.answer"] = "0", ["grounds"] = " ", ["newEvidence"] = "Công văn số 77" });
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await refused.Content.ReadAsStringAsync(Cancel);
        page.ShouldContain("Chưa nêu căn cứ.");
        page.ShouldContain("Công văn số 77");
        (await leader.PostAsync(Form, Form, new(Ask) { ["grounds"] = "Căn cứ khác" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await leader.GetAsync(Own + "?criterion=khong-co")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await leader.GetAsync("/desk/thu-2024/departments/khong-co/requests")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await leader.GetAsync("/desk/thu-2024/departments/tuphap/requests")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_secretary_finds_it_on_the_desk_and_sees_its_effect()
    {
        using var secretary = await pages.SignInAsync("thuky");
        (await secretary.TextAsync("/desk")).ShouldContain("Đề nghị xem xét lại");
        var request = await RequestAsync();
        var page = await secretary.TextAsync($"{All}/{request.Id:D}");
        page.ShouldContain("Nếu chấp nhận giá trị đề nghị");
        page.ShouldContain("Ủy viên Hội đồng (thử)");
        page.ShouldNotContain("Cán bộ thẩm định Sở Tư pháp (thử)");
        using var chairman = await pages.SignInAsync("chutich");
        (await chairman.TextAsync("/desk/rounds/thu-2024/overview")).ShouldContain("Đề nghị xem xét lại của Sở Nội vụ về tiêu chí 2.1.1 chưa kết luận.");
    }

    private async Task<ReviewRequest> RequestAsync() =>
        (await pages.Installation.Requests.ReadAsync(DemoPages.Round, "departments", Cancel)).ShouldNotBeNull().Requests.Single();

    /// <summary>The list is passed and the unit asks for one line.</summary>
    public sealed class Pages : HandedInPages, IAsyncLifetime
    {
        async ValueTask IAsyncLifetime.InitializeAsync()
        {
            await StartAsync();
            var secretary = await PersonAsync("thuky");
            var work = Installation.CouncilWork;
            (await work.RecordMeetingAsync(Round, new(VietnamTime.Today(TimeProvider.System), InWriting: false, 3, "An\nBình", "Biên bản số 1"), secretary, Cancel)).TryGet(out var meeting).ShouldBeTrue();
            var sheet = (await Installation.Councils.ReadAsync(Round, "departments", Cancel)).ShouldNotBeNull();
            var lines = sheet.Before.Select(line => new SeenLine(line.Unit.Code, line.Node.Code, line.Seen));
            (await work.AdoptAsync(new(Round, "departments"), [.. lines], new(meeting!.Id, new(2, 0, 0), "Ghi nhận"), secretary, Cancel)).Problems.ShouldBeEmpty(); // got it just above
            (await work.PassAsync(Round, "departments", meeting.Id, secretary, Cancel)).Problems.ShouldBeEmpty();
            (await Installation.Requests.FileAsync(new(Round, "departments", "noivu", new(Line)), new("a=0;b=5", "Tờ trình số 12", ""), await PersonAsync("lanhdao"), DecimalMark.Point, Cancel)).Problems.ShouldBeEmpty();
        }
    }
}
