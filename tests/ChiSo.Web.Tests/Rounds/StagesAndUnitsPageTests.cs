using System.Net;
using System.Text.RegularExpressions;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Web.Tests.Rounds;

/// <summary>Stages, dates and units of a round being prepared, by form over HTTP and without script.</summary>
public sealed partial class StagesAndUnitsPageTests(StagesAndUnitsPageTests.Pages pages) : IClassFixture<StagesAndUnitsPageTests.Pages>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stages_and_dates_are_stored_as_typed_and_shown_where_the_round_is_prepared()
    {
        var page = await MakeAsync("co-giai-doan") + "/stages";
        using var office = await pages.SignInAsync("thuongtruc");
        var form = await StageFormAsync(office, "co-giai-doan");
        (form["in.explanation"], form["opens.self"], form["closes.self"], form["requests"], form["casting"]) = ("", "06/01/2025 08:00", "26/01/2025", "20/03/2025 17:00", "yes");

        (await office.PostAsync(page, page, Filled(form))).Headers.Location?.OriginalString.ShouldBe("/desk/rounds/co-giai-doan/prepare#stages");

        var plan = await PlanAsync("co-giai-doan");
        plan.Stages.ShouldBe([Stages.Self, Stages.FirstReview, Stages.SecondReview, Stages.Council]);
        plan.Dates.ShouldHaveSingleItem().ShouldBe(new(Stages.Self, Utc("06/01/2025 08:00"), Utc("27/01/2025 00:00")));
        (plan.RequestsUntil, plan.CastingVote).ShouldBe((Utc("20/03/2025 17:00"), true));
        var shown = await office.TextAsync("/desk/rounds/co-giai-doan/prepare");
        foreach (var told in (string[])["06/01/2025 08:00", "20/03/2025 17:00", "Tự đánh giá đóng vào 26/01/2025, không phải ngày làm việc.", "Thẩm định lần 1 chưa có thời gian.", "href=\"/desk/rounds/co-giai-doan/stages\"", "href=\"/desk/rounds/co-giai-doan/units/districts\""])
            shown.ShouldContain(told);
        using var auditor = await pages.SignInAsync("kiemtoan");
        var read = await auditor.TextAsync("/desk/rounds/co-giai-doan/prepare");
        read.ShouldContain("06/01/2025 08:00");
        read.ShouldNotContain("/co-giai-doan/stages\"");
    }

    [Fact]
    public async Task What_is_wrong_with_stages_stands_at_its_field_and_what_was_typed_stays()
    {
        var page = await MakeAsync("sai-giai-doan") + "/stages";
        using var office = await pages.SignInAsync("thuongtruc");
        var form = await StageFormAsync(office, "sai-giai-doan");
        (form["opens.self"], form["closes.self"], form["closes.review1"]) = ("mai", "26/01/2025", "14/02/2025");

        var told = await RefusedAsync(office, page, form);

        told.ShouldContain("id=\"opens.self-wrong\"");
        told.ShouldContain("\"mai\" không phải ngày giờ.", customMessage: "calendar.not-a-time");
        told.ShouldContain("Giai đoạn mới có ngày mở hoặc ngày đóng.", customMessage: "prepare.half-dates");
        told.ShouldContain("value=\"14/02/2025\"");
        form["opens.self"] = "27/01/2025";
        (await RefusedAsync(office, page, form)).ShouldContain("Giai đoạn đóng trước hoặc đúng lúc mở.", customMessage: "calendar.order");
        (form["opens.self"], form["opens.review1"], form["closes.review1"]) = ("06/01/2025", "05/01/2025", "27/01/2025");
        (await RefusedAsync(office, page, form)).ShouldContain("Thẩm định lần 1 mở hoặc đóng trước Tự đánh giá", customMessage: "calendar.stage-order");
        form["in.review1"] = "";
        (await RefusedAsync(office, page, form)).ShouldContain("chưa được chọn vào kỳ", customMessage: "prepare.dates-without-stage");
        (await RefusedAsync(office, page, new() { ["seen"] = form["seen"] })).ShouldContain("Kỳ chưa có giai đoạn tự đánh giá", customMessage: "prepare.no-self");
        (await PlanAsync("sai-giai-doan")).Dates.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_people_at_the_stages_the_second_sees_both()
    {
        var page = await MakeAsync("hai-nguoi-ghi") + "/stages";
        using var first = await pages.SignInAsync("thuongtruc");
        using var second = await pages.SignInAsync("thuongtruc2");
        var (one, other) = (await StageFormAsync(first, "hai-nguoi-ghi"), await StageFormAsync(second, "hai-nguoi-ghi"));
        (one["opens.self"], one["closes.self"], other["opens.self"], other["closes.self"]) = ("06/01/2025", "24/01/2025", "07/01/2025", "23/01/2025 12:00");
        (await first.PostAsync(page, page, Filled(one))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var told = await RefusedAsync(second, page, other);

        told.ShouldContain("Kỳ này vừa được người khác thay đổi");
        told.ShouldContain("<td data-label=\"Mở lúc\">06/01/2025 00:00</td>");
        told.ShouldContain("value=\"23/01/2025 12:00\"");
        (await PlanAsync("hai-nguoi-ghi")).Dates.ShouldHaveSingleItem().Opens.ShouldBe(Utc("06/01/2025 00:00"));
        other["seen"] = Seen().Match(told).Groups["seen"].Value;
        (await second.PostAsync(page, page, Filled(other))).StatusCode.ShouldBe(HttpStatusCode.Redirect, "having seen it, the second may");
        (await PlanAsync("hai-nguoi-ghi")).Dates.ShouldHaveSingleItem().Opens.ShouldBe(Utc("07/01/2025 00:00"));
    }

    [Fact]
    public async Task Units_are_found_in_the_register_ticked_and_stored()
    {
        var page = await MakeAsync("co-don-vi") + "/units/districts";
        using var office = await pages.SignInAsync("thuongtruc");
        var fresh = await office.TextAsync(page);
        fresh.ShouldContain("Xã Mới");
        fresh.ShouldNotContain("Xã Đã hết");
        fresh.ShouldContain("đang ở khối ", customMessage: "noivu takes part in the other block");
        var before = (await RoundAsync("co-don-vi")).Blocks[1].Units;
        var form = UnitFields((await RoundAsync("co-don-vi")).Blocks[1], Seen().Match(fresh).Groups["seen"].Value);
        (form["unit." + before[0].Code], form["excluded_vi." + before[1].Code], form["more.0.code"], form["more.0.name_vi"]) = ("", "Đang sắp xếp", "tu-ghi", "Xã Tự ghi");

        form["search"] = "xã mới";
        var found = await (await office.PostAsync(page, page + "?handler=Fill", Filled(form))).Content.ReadAsStringAsync(Cancel);
        found.ShouldContain("Tìm được 2 đơn vị");
        found.ShouldNotContain("unit.noivu");
        found.ShouldContain("value=\"Đang sắp xếp\"", customMessage: "what was typed stays");
        form["all"] = "yes";
        found = await (await office.PostAsync(page, page + "?handler=Fill", Filled(form))).Content.ReadAsStringAsync(Cancel);
        Ticked().Count(found).ShouldBe(before.Length - 1 + 2);
        form.Remove("all");
        (form["unit.xa-moi"], form["unit.xa-moi-2"]) = ("yes", "yes");
        (await office.PostAsync(page, page, Filled(form))).Headers.Location?.OriginalString.ShouldBe("/desk/rounds/co-don-vi/prepare#units");

        var after = (await RoundAsync("co-don-vi")).Blocks[1].Units;
        after.Select(unit => unit.Code).ShouldBe([.. before.Skip(1).Select(unit => unit.Code), "xa-moi", "xa-moi-2", "tu-ghi"]);
        after[0].Excluded.ShouldBe(Words.Same("Đang sắp xếp"));
        await using var context = pages.Installation.Database.Open();
        var link = context.AuditLinks.Where(one => one.Chain == Trail.OfRound("co-don-vi")).OrderBy(one => one.Sequence).Last();
        link.Act.ShouldBe("round.units-chosen");
        context.AuditPayloads.Single(one => one.Chain == link.Chain && one.Sequence == link.Sequence).Json.ShouldContain("xa-moi-2");
    }

    [Fact]
    public async Task A_block_of_hundreds_of_units_is_saved_at_once()
    {
        var page = await MakeAsync("nhieu-don-vi") + "/units/departments";
        using var office = await pages.SignInAsync("thuongtruc");
        var block = (await RoundAsync("nhieu-don-vi")).Blocks[0];
        var form = UnitFields(block, Seen().Match(await office.TextAsync(page)).Groups["seen"].Value);
        for (var row = 0; row < 500; row++)
            (form[UnitForm.More.NameOf(row, "code")], form[UnitForm.More.NameOf(row, "name_vi")]) = ($"them-{row}", $"Xã thêm {row}");
        (await office.PostAsync(page, page, Filled(form))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await RoundAsync("nhieu-don-vi")).Blocks[0].Units.Length.ShouldBe(block.Units.Length + 500);
    }

    [Fact]
    public async Task What_is_wrong_with_units_stands_at_them_and_rows_come_and_go()
    {
        var page = await MakeAsync("sai-don-vi") + "/units/departments";
        using var office = await pages.SignInAsync("thuongtruc");
        var form = UnitFields((await RoundAsync("sai-don-vi")).Blocks[0], Seen().Match(await office.TextAsync(page)).Groups["seen"].Value);
        (form["name_vi.noivu"], form["predecessors.tuphap"], form["more.0.code"], form["more.1.code"], form["more.1.name_vi"]) = ("", "tuphap", "thieu-ten", "du", "Sở Đủ");

        var told = await RefusedAsync(office, page, form);

        told.ShouldContain("Đơn vị chưa có tên.", customMessage: "prepare.no-name");
        told.ShouldContain("id=\"unit.tuphap-wrong\"");
        told.ShouldContain("id=\"more.0-wrong\"");
        form["drop"] = "more.0";
        var dropped = await (await office.PostAsync(page, page + "?handler=Fill", Filled(form))).Content.ReadAsStringAsync(Cancel);
        dropped.ShouldNotContain("thieu-ten");
        dropped.ShouldContain("value=\"Sở Đủ\"");
        (await RefusedAsync(office, page, new() { ["seen"] = form["seen"] })).ShouldContain("chưa có đơn vị nào", customMessage: "round.no-units");
        (await RoundAsync("sai-don-vi")).Blocks[0].Units.ShouldContain(unit => unit.Name.Vi == "Sở Nội vụ");
    }

    [Fact]
    public async Task Of_two_people_at_the_units_the_second_sees_both()
    {
        var page = await MakeAsync("hai-nguoi-chon") + "/units/departments";
        using var first = await pages.SignInAsync("thuongtruc");
        using var second = await pages.SignInAsync("thuongtruc2");
        var block = (await RoundAsync("hai-nguoi-chon")).Blocks[0];
        var seen = Seen().Match(await second.TextAsync(page)).Groups["seen"].Value;
        var (one, other) = (UnitFields(block, seen), UnitFields(block, seen));
        (one["unit.tuphap"], one["unit.xa-moi"]) = ("", "yes");
        other["name_vi.noivu"] = "Sở Nội vụ thành phố";
        (await first.PostAsync(page, page, Filled(one))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var told = await RefusedAsync(second, page, other);

        told.ShouldContain("Kỳ này vừa được người khác thay đổi");
        told.ShouldContain("value=\"Sở Nội vụ thành phố\"", customMessage: "what the second typed");
        told.ShouldContain("value=\"tuphap\"", customMessage: "a row for the unit the first took out and the second wants");
        told.ShouldContain("value=\"Xã Mới\"", customMessage: "what the first stored");
        (await RoundAsync("hai-nguoi-chon")).Blocks[0].Units.ShouldNotContain(unit => unit.Name.Vi == "Sở Nội vụ thành phố");
    }

    [Fact]
    public async Task Looking_for_units_does_not_hide_that_another_changed_the_block_meanwhile()
    {
        var page = await MakeAsync("tim-giua-chung") + "/units/departments";
        using var first = await pages.SignInAsync("thuongtruc");
        using var second = await pages.SignInAsync("thuongtruc2");
        var block = (await RoundAsync("tim-giua-chung")).Blocks[0];
        var fresh = await second.TextAsync(page);
        FirstButton().Match(fresh).Value.ShouldContain("handler=Fill", customMessage: "Enter in a field looks for units and saves nothing");
        var seen = Seen().Match(fresh).Groups["seen"].Value;
        var (one, other) = (UnitFields(block, seen), UnitFields(block, seen));
        one["unit.xa-moi"] = "yes";
        (await first.PostAsync(page, page, Filled(one))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (other["name_vi.noivu"], other["search"]) = ("Sở Nội vụ thành phố", "xã");
        var found = await (await second.PostAsync(page, page + "?handler=Fill", Filled(other))).Content.ReadAsStringAsync(Cancel);
        Seen().Match(found).Groups["seen"].Value.ShouldBe(seen, "no clash was told yet");
        found.ShouldContain("name=\"unit.xa-moi\" value=\"yes\" checked", customMessage: "who joined meanwhile stays");
        other["predecessors.tuphap"] = "tuphap";
        Seen().Match(await RefusedAsync(second, page, other)).Groups["seen"].Value.ShouldBe(seen, "another fault was told, no clash");
        other["predecessors.tuphap"] = "";

        var told = await RefusedAsync(second, page, other);
        told.ShouldContain("Kỳ này vừa được người khác thay đổi");
        told.ShouldContain("name=\"unit.xa-moi\" value=\"yes\" checked");
        Seen().Match(told).Groups["seen"].Value.ShouldNotBe(seen);
        (await RoundAsync("tim-giua-chung")).Blocks[0].Units.ShouldContain(unit => unit.Code == "xa-moi");
    }

    [Fact]
    public async Task The_stage_of_the_first_level_goes_with_the_last_unit_that_had_it()
    {
        var page = await MakeAsync("khong-cap-mot") + "/stages";
        using var office = await pages.SignInAsync("thuongtruc");
        var named = (await pages.Installation.Preparation.FindAsync("khong-cap-mot", Cancel)).ShouldNotBeNull();
        (await pages.Installation.FirstLevelDeclaring.DeclareAsync("khong-cap-mot", "departments", new Dictionary<string, string> { ["u.noivu"] = "Phòng A" }, named.Version, Change.OnThisMachine(TimeProvider.System, "thử"), Cancel)).Problems.ShouldBeEmpty();
        (await office.TextAsync(page)).ShouldContain("<input type=\"hidden\" name=\"in.first_level\"");
        const string units = "/desk/rounds/khong-cap-mot/units/departments";
        var form = UnitFields((await RoundAsync("khong-cap-mot")).Blocks[0], Seen().Match(await office.TextAsync(units)).Groups["seen"].Value);
        form["unit.noivu"] = "";
        (await office.PostAsync(units, units, Filled(form))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await office.TextAsync(page)).ShouldNotContain("in.first_level");
    }

    [Fact]
    public async Task The_stage_of_the_first_level_may_be_left_out_while_nobody_is_named_for_it()
    {
        const string code = "chua-ghi-cap-mot";
        var last = (await pages.Installation.Rounds.LoadAsync("can-tho-2023", Cancel)).ShouldNotBeNull();
        var next = RollOver.From(last, new(code, Words.Same("Kỳ " + code), "2025", new(2025, 1, 1), new(2025, 12, 31), Words.Same(""), "thử"));
        (await pages.Installation.Rounds.ImportAsync(next with { Stages = [Stages.Self, Stages.FirstLevel, .. next.Stages.Skip(1)] }, Change.OnThisMachine(TimeProvider.System, "thử"), Cancel)).Problems.ShouldBeEmpty();
        const string page = "/desk/rounds/" + code + "/stages";
        using var office = await pages.SignInAsync("thuongtruc");
        (await office.TextAsync(page)).ShouldContain("<input type=\"checkbox\" name=\"in.first_level\"");
        var form = await StageFormAsync(office, code);
        form["in.first_level"] = "";
        (await office.PostAsync(page, page, Filled(form))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await PlanAsync(code)).Stages.ShouldNotContain(Stages.FirstLevel);
    }

    [Theory]
    [InlineData("canbo")]
    [InlineData("kiemtoan")]
    [InlineData("quantri")]
    public async Task Others_do_not_know_of_the_forms(string person)
    {
        using var visitor = await pages.SignInAsync(person);
        foreach (var path in new[] { "/stages", "/units/departments" })
        {
            (await visitor.GetAsync("/desk/rounds/cua-thuong-truc" + path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
            (await visitor.PostAsync("/desk", "/desk/rounds/cua-thuong-truc" + path, new() { ["in.self"] = "yes" })).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }
    }

    [Fact]
    public async Task A_round_under_way_and_what_is_not_there_are_not_found()
    {
        using var office = await pages.SignInAsync("thuongtruc");
        (await office.GetAsync("/desk/rounds/cua-thuong-truc/stages")).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var path in new[] { "thu-2024/stages", "thu-2024/units/departments", "khong-co/stages", "cua-thuong-truc/units/khong-co" })
            (await office.GetAsync("/desk/rounds/" + path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        (await office.PostAsync("/desk", "/desk/rounds/thu-2024/stages", [])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static DateTime Utc(string text) => VietnamTime.Read(text).ShouldNotBeNull();

    /// <summary>As a browser sends it: a box that isn't ticked is left out.</summary>
    private static Dictionary<string, string> Filled(Dictionary<string, string> form) =>
        form.Where(field => field.Value.Length > 0 || !field.Key.StartsWith("in.", StringComparison.Ordinal) && !field.Key.StartsWith("unit.", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);

    private static Dictionary<string, string> UnitFields(BlockDocument block, string seen) => new(UnitForm.Of(block)) { ["seen"] = seen };

    private static async Task<string> RefusedAsync(Visitor visitor, string page, Dictionary<string, string> form)
    {
        using var answer = await visitor.PostAsync(page, page, Filled(form));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
    }

    private async Task<Dictionary<string, string>> StageFormAsync(Visitor visitor, string round) =>
        new(StageForm.Of(await PlanAsync(round))) { ["seen"] = Seen().Match(await visitor.TextAsync($"/desk/rounds/{round}/stages")).Groups["seen"].Value };

    private async Task<StagePlan> PlanAsync(string round) => (await new StagePlanning(pages.Installation.Database, pages.Installation.Live).FindAsync(round, Cancel)).ShouldNotBeNull();

    private async Task<RoundDocument> RoundAsync(string round) => (await pages.Installation.Preparation.FindAsync(round, Cancel)).ShouldNotBeNull().Round;

    private async Task<string> MakeAsync(string code)
    {
        await pages.MakeAsync(code);
        return "/desk/rounds/" + code;
    }

    [GeneratedRegex("name=\"seen\" value=\"(?<seen>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Seen();

    [GeneratedRegex("<form [^>]*class=\"stack\".*?<button[^>]*>", RegexOptions.Singleline, 1000)]
    private static partial Regex FirstButton();

    [GeneratedRegex("<input type=\"checkbox\" name=\"unit\\.[^\"]*\" value=\"yes\" checked", RegexOptions.None, 1000)]
    private static partial Regex Ticked();

    /// <summary>A demo with a round of two blocks being prepared, and a register of a few units.</summary>
    public sealed class Pages : DemoPages
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            (await Installation.Units.ImportAsync(
                [Row("92", "Thành phố Cần Thơ", ""), Row("noivu", "Sở Nội vụ"), Row("xa-moi", "Xã Mới"), Row("xa-moi-2", "Xã Mới Hai"), Row("da-het", "Xã Đã hết") with { Until = new(2024, 1, 1) }],
                Change.OnThisMachine(TimeProvider.System, "thử"), Cancel)).Problems.ShouldBeEmpty();
            await MakeAsync("cua-thuong-truc");
        }

        internal async Task MakeAsync(string code) =>
            (await Installation.Preparation.RollOverAsync("can-tho-2023", new(code, Words.Same("Kỳ " + code), "2025", new(2025, 1, 1), new(2025, 12, 31), Words.Same(""), "thử"), Change.OnThisMachine(TimeProvider.System, "thử"), Cancel)).Problems.ShouldBeEmpty();

        private static RegisterRow Row(string unit, string name, string parent = "92") => new("", unit, name, "", "", parent, null, null, null, "");
    }
}
