using System.Net;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Web.People;

namespace ChiSo.Web.Tests.Assessment;

/// <summary>Blocking checks let through on the sheet's first page, without script, and told to appraisers.</summary>
public sealed class CheckOverridePageTests(CheckOverridePageTests.Pages pages) : IClassFixture<CheckOverridePageTests.Pages>
{
    private const string Sheet = $"/desk/{Pages.Code}/departments/noivu/self";
    private const string Override = Sheet + "?handler=Override";
    private const string Review = $"/desk/{Pages.Code}/departments/review/{Stages.FirstReview}";
    private const string Reason = "Tờ trình bản giấy lưu tại Văn phòng Sở, tủ 3";

    [Fact]
    public async Task Checks_are_let_through_with_a_reason_and_appraisers_see_who_and_why()
    {
        using var leader = await pages.SignInAsync("lanhdao");
        using var office = await pages.SignInAsync("thuongtruc");
        var page = await leader.TextAsync(Sheet);
        page.ShouldContain($"name=\"check\" value=\"{Pages.OneOfCheck}\"");
        page.ShouldNotContain($"name=\"check\" value=\"{Pages.MustCheck}\"");
        page.ShouldContain("Cơ quan thường trực (người không thuộc đơn vị) có thể cho qua mục này khi");

        var silent = await leader.PostAsync(Sheet, Override, Form(Pages.OneOf, Pages.OneOfCheck, reason: ""));
        silent.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var again = await silent.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        again.ShouldContain("Cho qua một mục kiểm tra thì phải ghi lý do.");
        again.ShouldContain("value=\"on-paper\" selected");
        (await leader.PostAsync(Sheet, Override, Form(Pages.Must, Pages.MustCheck))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        (await leader.PostAsync(Sheet, Override, Form(Pages.OneOf, Pages.OneOfCheck))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await leader.PostAsync(Sheet, $"{Sheet}?handler=TakeBackOverride", Form(Pages.OneOf, Pages.OneOfCheck))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await leader.TextAsync(Sheet)).ShouldNotContain(Reason);
        (await leader.PostAsync(Sheet, Override, Form(Pages.OneOf, Pages.OneOfCheck))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await office.TextAsync(Sheet)).ShouldContain("không ghi tên, số, nội dung hay độ mật");
        (await office.PostAsync(Sheet, Override, Form(Pages.Must, Pages.MustCheck))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var told = await leader.TextAsync(Sheet);
        told.ShouldContain("Mục kiểm tra được cho qua");
        told.ShouldContain($"“{Reason}”");
        (await leader.PostAsync(Sheet, Sheet, new() { ["step"] = nameof(SheetStep.HandIn) })).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var block = (await pages.Installation.Sheets.ReadAsync(Pages.Code, "departments", "noivu", Stages.Self, TestContext.Current.CancellationToken)).ShouldNotBeNull().Block.Id;
        (await pages.Installation.CheckOverrides.OfAsync(block, "noivu", null, TestContext.Current.CancellationToken)).Select(one => (one.Criterion.Value, one.Check, one.Reason, one.By))
            .ShouldBe([(Pages.OneOf, Pages.OneOfCheck, Reason, "Lãnh đạo Sở Nội vụ (thử)"), (Pages.Must, Pages.MustCheck, Reason, "Chuyên viên thường trực (thử)")]);
        using var appraiser = await pages.SignInAsync("thamdinh");
        foreach (var (place, words) in new[] { ($"{Review}/unit/noivu", "Mục kiểm tra được cho qua"), ($"{Review}/{Pages.OneOf}", "Cho qua khi gửi") })
        {
            var shown = await appraiser.TextAsync(place);
            shown.ShouldContain(words);
            shown.ShouldContain(Pages.OneOfCheck);
            shown.ShouldContain($"Tài liệu chỉ có bản giấy: “{Reason}”");
            shown.ShouldContain("Lãnh đạo Sở Nội vụ (thử) cho qua lúc");
        }

        await MendReturnedAsync(leader, appraiser);
    }

    /// <summary>What a hand-in rests on stays while the line is returned, and a refused line leads to where its check is let through.</summary>
    private static async Task MendReturnedAsync(Visitor leader, Visitor appraiser)
    {
        const string Field = Sheet + "/TC";
        (await appraiser.PostAsync($"{Review}/{Pages.OneOf}", $"{Review}/{Pages.OneOf}?handler=Ask", new() { ["line"] = $"noivu:{Pages.OneOf}:0", ["kind"] = nameof(AskKind.Return), ["text"] = "Xem lại" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await leader.TextAsync(Sheet)).ShouldNotContain("handler=TakeBackOverride");
        var kept = await leader.PostAsync(Sheet, $"{Sheet}?handler=TakeBackOverride", Form(Pages.OneOf, Pages.OneOfCheck));
        kept.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await kept.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("nên không rút lại được");

        Dictionary<string, string> changed = new() { [$"e.{Pages.OneOf}.a"] = "4", [$"e.{Pages.OneOf}.b"] = "5", [$"seen.{Pages.OneOf}"] = "1", [$"reason.{Pages.OneOf}"] = "sửa số liệu" };
        var refused = await leader.PostAsync(Field, $"{Field}?handler=HandIn&line={Pages.OneOf}", changed);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var told = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        told.ShouldContain("Lãnh đạo đơn vị có thể cho qua mục này khi");
        told.ShouldContain($"href=\"{Sheet}#left\"");

        (await leader.PostAsync(Sheet, Override, Form(Pages.OneOf, Pages.OneOfCheck))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await leader.PostAsync(Sheet, Override, new(Form(Pages.OneOf, Pages.OneOfCheck, "Bản giấy ở tủ 9")) { ["seen"] = "2" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var before = await appraiser.TextAsync($"{Review}/{Pages.OneOf}");
        before.ShouldContain(Reason);
        before.ShouldNotContain("Bản giấy ở tủ 9");
        (await leader.PostAsync(Field, $"{Field}?handler=HandIn&line={Pages.OneOf}", new(changed) { [$"seen.{Pages.OneOf}"] = "2" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var after = await appraiser.TextAsync($"{Review}/{Pages.OneOf}");
        after.ShouldContain("Bản giấy ở tủ 9");
        after.ShouldNotContain(Reason);
    }

    private static Dictionary<string, string> Form(string line, string check, string reason = Reason) => new() { ["line"] = line, ["check"] = check, ["seen"] = "1", ["ground"] = "on-paper", ["reason"] = reason };

    /// <summary>A round whose criteria demand evidence of two lines that the first unit has filled without any.</summary>
    public sealed class Pages : DemoPages, IAsyncLifetime
    {
        public const string Code = "doi-hoi-2025";

        /// <summary>A line the Department of Justice appraises.</summary>
        public const string OneOf = "TC_XD_TD";
        public const string Must = "CD_KH_HT";
        public const string OneOfCheck = "sheet.evidence-one-of";
        public const string MustCheck = "sheet.evidence-mandatory";

        async ValueTask IAsyncLifetime.InitializeAsync()
        {
            await InitializeAsync();
            var cancel = TestContext.Current.CancellationToken;
            var last = (await Installation.Rounds.LoadAsync("can-tho-2023", cancel)).ShouldNotBeNull();
            var next = RollOver.From(last, new(Code, Words.Same("Kỳ đòi hỏi tài liệu"), "2025", new(2025, 1, 1), new(2025, 12, 31), Words.Same(""), "thử"));
            await DemoRound.OpenAsync(Installation, next with { Blocks = [.. next.Blocks.Select(Demanding)] }, DemoRound.Unit, Change.OnThisMachine(TimeProvider.System, "thử"), cancel);
            var entered = last.Blocks[0].Positions.Where(position => position.Unit == DemoRound.Unit && position.Stage == Stages.Self).ToDictionary(position => position.Criterion, position => position.Entry);
            var leader = await PersonAsync("lanhdao");
            foreach (var node in (await Installation.Sheets.ReadAsync(Code, "departments", DemoRound.Unit, Stages.Self, cancel)).ShouldNotBeNull().Own())
            {
                var line = new SaveLine(Code, "departments", DemoRound.Unit, Stages.Self, node.Code, 0, EntryText.Format(entered[node.Code], node.Scoring!), "vì sao", node.Code.Value is OneOf or Must ? "" : "Báo cáo số 1/BC"); // own lines are scored
                (await Installation.Sheets.SaveAsync(line, leader, DecimalMark.Point, cancel)).Problems.ShouldBeEmpty(node.Code.Value);
            }
        }

        private static BlockDocument Demanding(BlockDocument block) => block with { Criteria = Demanding(Demanding(block.Criteria, OneOf, EvidenceRule.OneOf), Must, EvidenceRule.Mandatory) };

        private static CriteriaSet Demanding(CriteriaSet criteria, string line, EvidenceRule rule) =>
            SetTree.Find(criteria, line) is { } node ? SetTree.Replace(criteria, line, node with { Scoring = node.Scoring! with { EvidenceRule = rule } }) : criteria; // it is a leaf
    }
}
