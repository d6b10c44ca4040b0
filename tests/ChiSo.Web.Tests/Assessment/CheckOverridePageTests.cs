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
