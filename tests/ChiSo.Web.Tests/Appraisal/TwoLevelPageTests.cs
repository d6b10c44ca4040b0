using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.People;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Web.Tests.Appraisal;

/// <summary>A block appraised on two levels, over HTTP: prepared by a file in the browser, appraised by the first level, then by the lead agency, while the board tells who waits on whom.</summary>
public sealed partial class TwoLevelPageTests(TwoLevelPageTests.Pages pages) : IClassFixture<TwoLevelPageTests.Pages>
{
    private const string Code = "hai-cap";
    private const string Line = "TC_XD_TD";
    private const string Body = "Phòng Nội vụ quận Ninh Kiều";
    private const string Block = "/desk/hai-cap/departments";
    private const string First = Block + "/review/first_level";
    private const string Second = Block + "/review/review1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_line_goes_from_the_unit_over_the_first_level_to_the_lead_agency()
    {
        using var office = await pages.SignInAsync("thuongtruc");
        (await office.TextAsync("/desk/rounds/hai-cap")).ShouldContain(Body + ": thẩm định ");
        (await office.TextAsync("/desk/rounds/hai-cap/appraisers")).ShouldContain("Cơ quan thẩm định cấp thứ nhất");

        using var appraiser = await pages.SignInAsync("khaosat");
        (await appraiser.TextAsync("/desk")).ShouldContain($"<a href=\"{First}\">Thẩm định cấp thứ nhất: ");
        (await appraiser.TextAsync(First)).ShouldContain("Thẩm định cấp thứ nhất: ");
        (await appraiser.GetAsync(Second)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var own = $"{First}/{Line}";
        Dictionary<string, string> change = new() { ["line"] = $"noivu:{Line}:0", [$"e.{Line}.a"] = "2", [$"e.{Line}.b"] = "5", ["reason"] = "Thiếu hai tờ trình" };
        (await appraiser.PostAsync(own, own + "?handler=Appraise", new(change) { ["reason"] = "" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await appraiser.PostAsync(own, own + "?handler=Appraise", change)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await appraiser.PostAsync(own, own + "?handler=Confirm", new() { ["line"] = $"noivu:{Line}:1" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        using var lead = await pages.SignInAsync("thamdinh");
        (await lead.GetAsync(First)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await lead.TextAsync(Second)).ShouldContain("cấp thứ nhất chưa xong");
        var early = await lead.TextAsync($"{Second}/{Line}");
        early.ShouldContain("Chờ cơ quan thẩm định cấp thứ nhất");
        early.ShouldNotContain("Thiếu hai tờ trình", customMessage: "nothing shows before it is confirmed");

        using var leader = await pages.SignInAsync("totruong");
        (await leader.PostAsync(own, own + "?handler=Confirm", new() { ["line"] = $"noivu:{Line}:1" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var seen = await lead.TextAsync($"{Second}/{Line}");
        seen.ShouldContain("Cấp thứ nhất thẩm định");
        seen.ShouldContain("Thiếu hai tờ trình");
        (await lead.PostAsync($"{Second}/{Line}", $"{Second}/{Line}?handler=Accept", new() { ["line"] = $"noivu:{Line}:0" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var agencyLeader = await pages.SignInAsync("chutri");
        (await agencyLeader.PostAsync($"{Second}/{Line}", $"{Second}/{Line}?handler=Confirm", new() { ["line"] = $"noivu:{Line}:1" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var counted = (await pages.Installation.Rounds.LoadAsync(Code, Cancel)).ShouldNotBeNull().Blocks[0].Positions.Where(position => position is { Unit: "noivu", HandedIn: true } && position.Criterion.Value == Line).ToList();
        counted.Select(position => position.Stage).ShouldBe([Stages.Self, Stages.FirstLevel, Stages.FirstReview], ignoreOrder: true);
        counted.Where(position => position.Stage != Stages.Self).Select(position => position.Entry).Distinct().ShouldHaveSingleItem().ShouldBe(new Entry.Figures([2, 5]));
        (await office.TextAsync(Block + "/stages?from=self&to=first_level")).ShouldContain("Thẩm định cấp thứ nhất");
        using var unit = await pages.SignInAsync("lanhdao");
        var explained = await unit.TextAsync(Block + "/noivu/explanation/TC");
        explained.ShouldContain("Cấp thứ nhất thẩm định");
        explained.ShouldContain("Thiếu hai tờ trình", customMessage: "the unit answers both levels");
    }

    [Fact]
    public async Task A_file_that_lets_a_unit_appraise_itself_or_lacks_the_stage_is_told_by_cell()
    {
        using var office = await pages.SignInAsync("thuongtruc");
        var prepare = await pages.PreparedAsync("hai-cap-sai", RollStages());
        var told = await PlanAsync(office, prepare, "block,unit,node,appraiser\ndepartments,noivu,,Sở Nội vụ\ndepartments,tuphap,,Phòng A\ndepartments,tuphap,,Phòng B\n");
        told.ShouldContain("first-level.own-unit");
        told.ShouldContain("first-level.twice");
        (await PlanAsync(office, await pages.PreparedAsync("hai-cap-thieu", null), "block,unit,node,appraiser\ndepartments,noivu,,Phòng A\n")).ShouldContain("first-level.no-stage");
        foreach (var person in new[] { "khaosat", "thamdinh", "lanhdao" })
        {
            using var other = await pages.SignInAsync(person);
            (await other.GetAsync(prepare)).StatusCode.ShouldBe(HttpStatusCode.NotFound, person);
        }
    }

    [Fact]
    public async Task The_first_level_is_named_in_the_browser_without_a_file()
    {
        using var office = await pages.SignInAsync("thuongtruc");
        var prepare = await pages.PreparedAsync("hai-cap-trang", null);
        const string Page = "/desk/rounds/hai-cap-trang/first-level/departments";
        (await office.TextAsync(prepare)).ShouldContain($"href=\"{Page}\"");
        (await office.GetAsync("/desk/rounds/hai-cap-trang/first-level/khong-co")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await office.GetAsync("/desk/rounds/hai-cap/first-level/departments")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "it is open");
        var seen = Seen().Match(await office.TextAsync(Page)).Groups["seen"].Value;

        async Task<string> ShownAsync(string handler, Dictionary<string, string> fields) => WebUtility.HtmlDecode(await (await office.PostAsync(Page, Page + handler, new(fields) { ["seen"] = seen })).Content.ReadAsStringAsync(Cancel));
        var filled = await ShownAsync("?handler=Fill", new() { ["all"] = Body, ["u.tuphap"] = "Phòng đã ghi", ["p.0.body"] = "Phòng A", ["p.1.body"] = "Phòng B" });
        filled.ShouldContain($"name=\"u.noivu\" value=\"{Body}\"");
        filled.ShouldContain("name=\"u.tuphap\" value=\"Phòng đã ghi\"");
        filled.ShouldContain("name=\"p.3.body\"");
        (await ShownAsync("?handler=Fill", new() { ["p.0.body"] = "Phòng A", ["p.1.body"] = "Phòng B", ["drop"] = "p.0" })).ShouldContain("name=\"p.0.body\" value=\"Phòng B\"");
        var wrong = await ShownAsync("", new() { ["u.noivu"] = "Sở Nội vụ", ["p.0.unit"] = "noivu", ["p.0.node"] = Line, ["p.0.body"] = "" });
        wrong.ShouldContain("id=\"u.noivu-wrong\"");
        wrong.ShouldContain("Đơn vị noivu không tự thẩm định mình.");
        wrong.ShouldContain("id=\"p.0-wrong\"");
        wrong.ShouldContain("name=\"u.noivu\" value=\"Sở Nội vụ\"");
        wrong.ShouldContain($"<option value=\"{Line}\" selected");

        (await office.PostAsync(Page, Page, new() { ["seen"] = seen, ["u.noivu"] = Body })).Headers.Location?.OriginalString.ShouldBe(prepare + "#first-level");
        var prepared = WebUtility.HtmlDecode(await office.TextAsync(prepare));
        prepared.ShouldContain(Body);
        prepared.ShouldMatch("(?s)id=\"stages\".*Tự đánh giá.*Thẩm định cấp thứ nhất.*id=\"units\"");
        var clash = await ShownAsync("", new() { ["u.noivu"] = "Phòng của người sau" });
        clash.ShouldContain("Đang lưu trong kỳ");
        clash.ShouldContain(Body);
        clash.ShouldContain("value=\"Phòng của người sau\"");
        Seen().Match(clash).Groups["seen"].Value.ShouldNotBe(seen, "the clash was told");
        foreach (var handler in new[] { "?handler=Fill", "" })
            Seen().Match(await ShownAsync(handler, new() { ["u.noivu"] = "Sở Nội vụ", ["p.0.body"] = "Phòng A" })).Groups["seen"].Value.ShouldBe(seen, "no clash was told yet");
    }

    private static async Task<string> PlanAsync(Visitor office, string prepare, string table) =>
        await office.TextAsync((await office.UploadAsync(prepare, "first_level.csv", Encoding.UTF8.GetBytes(table))).Headers.Location.ShouldNotBeNull().OriginalString);

    private static string[] RollStages() => [Stages.Self, Stages.FirstLevel, Stages.FirstReview, Stages.Explanation, Stages.SecondReview, Stages.Council];

    [GeneratedRegex("name=\"seen\" value=\"(?<seen>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Seen();

    /// <summary>A round on two levels whose first unit has handed in.</summary>
    public sealed class Pages : DemoPages, IAsyncLifetime
    {
        async ValueTask IAsyncLifetime.InitializeAsync()
        {
            await InitializeAsync();
            var prepare = await PreparedAsync(Code, RollStages());
            using (var office = await SignInAsync("thuongtruc"))
            {
                var plan = (await office.UploadAsync(prepare, "first_level.csv", Encoding.UTF8.GetBytes($"block,unit,node,appraiser\ndepartments,noivu,,{Body}\n"))).Headers.Location.ShouldNotBeNull().OriginalString;
                var shown = await office.TextAsync(plan);
                (await office.PostAsync(plan, plan, new() { ["seen"] = Seen().Match(shown).Groups["seen"].Value })).Headers.Location?.OriginalString.ShouldBe(prepare);
                (await office.TextAsync(prepare)).ShouldContain(Body);
            }

            await OpenAsync();
            await GrantAsync("khaosat", Role.Appraiser);
            await GrantAsync("totruong", Role.LeadAgencyLeader);
            await HandInAsync();
        }

        /// <summary>A new round made from the sample.</summary>
        /// <returns>The address of the page it is prepared on.</returns>
        public async Task<string> PreparedAsync(string code, string[]? stages)
        {
            var last = (await Installation.Rounds.LoadAsync("can-tho-2023", Cancel)).ShouldNotBeNull();
            var next = RollOver.From(last, new(code, Words.Same("Kỳ hai cấp"), "2024", new(2024, 1, 1), new(2024, 12, 31), Words.Same(""), "thử"));
            (await Installation.Rounds.ImportAsync(stages is null ? next : next with { Stages = [.. stages] }, By(), Cancel)).Problems.ShouldBeEmpty();
            return $"/desk/rounds/{code}/prepare";
        }

        private async Task OpenAsync()
        {
            var now = By().At;
            (await Installation.Calendar.SetAsync(Code, [.. RollStages().Select(stage => new SetWindow(stage, now.AddDays(-1), now.AddDays(30)))], By(), Cancel)).Problems.ShouldBeEmpty();
            (await Installation.Calendar.ProposeOpeningAsync(Code, By(), Cancel)).Problems.ShouldBeEmpty();
            (await Installation.Calendar.OpenAsync(Code, By() with { By = Guid.CreateVersion7() }, Cancel)).Problems.ShouldBeEmpty();
        }

        private async Task GrantAsync(string person, Role role) =>
            (await Installation.Accounts.GrantAsync(new((await PersonAsync(person)).Id, role, "phong-noi-vu-quan-ninh-kieu", "Quyết định số 1"), By(), Cancel)).Problems.ShouldBeEmpty();

        private async Task HandInAsync()
        {
            var leader = await PersonAsync("lanhdao");
            var last = (await Installation.Rounds.LoadAsync("can-tho-2023", Cancel)).ShouldNotBeNull().Blocks[0].Positions
                .Where(position => position.Unit == "noivu" && position.Stage == Stages.Self).ToDictionary(position => position.Criterion, position => position.Entry);
            foreach (var node in (await Installation.Sheets.ReadAsync(Code, "departments", "noivu", Stages.Self, Cancel)).ShouldNotBeNull().Own())
                (await Installation.Sheets.SaveAsync(new(Code, "departments", "noivu", Stages.Self, node.Code, 0, EntryText.Format(last[node.Code], node.Scoring!), "vì sao", "Báo cáo số 1/BC"), leader, DecimalMark.Point, Cancel)).Problems.ShouldBeEmpty(node.Code.Value); // own lines are scored
            (await Installation.Sheets.MoveAsync(Code, "departments", "noivu", Stages.Self, SheetStep.HandIn, "", leader, Cancel)).Problems.ShouldBeEmpty();
        }

        private static Change By() => Change.OnThisMachine(TimeProvider.System, "test");
    }
}
