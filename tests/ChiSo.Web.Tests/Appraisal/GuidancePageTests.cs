using System.Net;

namespace ChiSo.Web.Tests.Appraisal;

/// <summary>Guidance of criteria and units' questions over HTTP, without script.</summary>
public sealed class GuidancePageTests(DemoPages pages) : IClassFixture<DemoPages>
{
    private const string All = "/desk/rounds/thu-2024/guidance";
    private const string One = All + "/TC_XD_CL";

    [Fact]
    public async Task The_agency_s_guide_examples_and_contact_stand_beside_the_line()
    {
        using var officer = await pages.SignInAsync("canbo");
        var field = await officer.TextAsync(DemoPages.Sheet + "/TC");
        foreach (var told in new[] { "Tờ trình có số, ngày", "Giấy mời họp góp ý", "Trần Thị B (minh họa)", "href=\"tel:02920000002\"", $"href=\"{All}/TC_XD_TD\"" })
            field.ShouldContain(told);
        (await officer.TextAsync(All)).ShouldContain("Có hướng dẫn");
        (await officer.TextAsync("/desk")).ShouldContain($"href=\"{All}\"");
        (await officer.GetAsync(All + "/KHONG_CO")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await officer.GetAsync("/desk/rounds/khong-co/guidance")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_text_is_written_over_the_version_seen_and_refused_over_another()
    {
        using var office = await pages.SignInAsync("thuongtruc");
        Dictionary<string, string> Typed(string guide, string seen) => new() { ["guide"] = guide, ["contactPhone"] = "0292 9", ["seen"] = seen };
        (await office.PostAsync(One, One + "?handler=Write", Typed("Theo phiếu <b>", "0"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var clash = await office.PostAsync(One, One + "?handler=Write", Typed("Khác hẳn", "0"));
        clash.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var text = await clash.Content.ReadAsStringAsync();
        text.ShouldContain("Theo phiếu &lt;b&gt;");
        text.ShouldContain(">Khác hẳn</textarea>");
        (await office.PostAsync(One, One + "?handler=Write", Typed(new('x', 4001), "1"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_question_is_answered_for_everybody_and_shows_who_asked_to_those_who_know()
    {
        const string page = All + "/TC_XD_QT";
        using var officer = await pages.SignInAsync("canbo");
        using var agency = await pages.SignInAsync("thamdinh");
        using var other = await pages.SignInAsync("togiup");
        (await officer.PostAsync(page, page + "?handler=Ask", new() { ["unit"] = "tuphap", ["text"] = "Hỏi thay?" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await officer.PostAsync(page, page + "?handler=Ask", new() { ["unit"] = "noivu", ["text"] = "Bước nào bắt buộc?" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await other.TextAsync(page)).ShouldNotContain("Bước nào bắt buộc");
        (await agency.TextAsync("/desk")).ShouldContain("1 câu hỏi của đơn vị chờ trả lời");

        var board = (await pages.Installation.GuidanceDesk.ReadAsync(DemoPages.Round, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        var id = board.Questions.Single(question => question.Text == "Bước nào bắt buộc?").Id;
        (await agency.PostAsync(page, page + "?handler=Answer", new() { ["id"] = $"{id}", ["seen"] = "0", ["answer"] = " " })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await agency.PostAsync(page, page + "?handler=Answer", new() { ["id"] = $"{id}", ["seen"] = "0", ["answer"] = "Cả hai bước" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await agency.PostAsync(page, page + "?handler=Answer", new() { ["id"] = $"{id}", ["seen"] = "0", ["answer"] = "Một bước" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var read = await other.TextAsync(page);
        read.ShouldContain("Cả hai bước");
        read.ShouldContain("Một đơn vị");
        (await officer.TextAsync(DemoPages.Sheet + "/TC")).ShouldContain("1 câu trả lời");
        (await officer.PostAsync(page, page + "?handler=Answer", new() { ["id"] = $"{id}", ["seen"] = "1", ["answer"] = "Tự trả lời" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
