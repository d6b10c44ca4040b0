using System.Net;
using System.Text.RegularExpressions;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Json;
using ChiSo.Application.Rounds;
using ChiSo.Application.Surveys.Imported;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>A survey feeds the open round in the browser, without script.</summary>
public sealed class FeedRoundPageTests(SurveyPages pages) : IClassFixture<SurveyPages>
{
    private const string Line = "TD_HL_TC";
    private const string Other = "TD_HL_TT";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_manager_gives_a_line_its_factor_looks_at_it_and_feeds_it_once()
    {
        await pages.ClosedAsync("dua-vao");
        using var manager = await pages.SignInAsync("khaosat");
        (await manager.TextAsync("/desk/surveys/dua-vao")).ShouldContain("href=\"/desk/survey-feeds/dua-vao\"");
        const string at = "/desk/survey-feeds/dua-vao?round=" + DemoPages.Round + "&block=departments";
        var form = WebUtility.HtmlDecode(await manager.TextAsync(at));
        form.ShouldContain($"name=\"l.{Line}\"");
        form.ShouldContain("khai cách đo khác", customMessage: "lines that measure otherwise are told apart");
        form.ShouldNotContain("Thới Lai", customMessage: "units of the block alone");

        (await manager.PostAsync(at, at + "&handler=Look", [])).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "no line was given a factor");
        Dictionary<string, string> chosen = new() { ["l." + Line] = "policy", ["u.noivu"] = "noivu", ["u.tuphap"] = "" };
        var look = await SaidAsync(await manager.PostAsync(at, at + "&handler=Look", chosen));
        look.ShouldContain("Sẽ ghi 1 số liệu; chưa ghi gì.");
        Regex.Count(look, "<form [^>]*method=\"post\"", RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBe(Regex.Count(look, "name=\"__RequestVerificationToken\"", RegexOptions.None, TimeSpan.FromSeconds(1)), "a form without its token is refused");
        look.ShouldContain("chưa đủ phiếu tiêu chí yêu cầu", customMessage: "twelve forms, and the line asks for fifty");
        look.ShouldContain("± ");
        (await RowsAsync("noivu", Line, "(dua-vao)")).ShouldBeEmpty("a look writes nothing");

        var seen = Seen(look);
        (await manager.PostAsync(at, at + "&handler=Feed", new(chosen) { ["seen"] = new string('0', 64) })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "another plan was looked at");
        (await manager.PostAsync(at, at + "&handler=Feed", new(chosen) { ["seen"] = seen, ["l." + Other] = "policy" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "a line was added since");
        (await RowsAsync("noivu", Line, "(dua-vao)")).ShouldBeEmpty();
        (await SaidAsync(await manager.PostAsync(at, at + "&handler=Feed", new(chosen) { ["seen"] = seen }))).ShouldContain("Đã ghi 1 số liệu vào kỳ.");
        (await SaidAsync(await manager.PostAsync(at, at + "&handler=Feed", new(chosen) { ["seen"] = seen }))).ShouldContain("không ghi gì", customMessage: "a second press");

        var row = (await RowsAsync("noivu", Line, "(dua-vao)")).ShouldHaveSingleItem();
        var person = await pages.PersonAsync("khaosat");
        (row.Stage, row.HandedIn is not null, row.Person, row.Mandate).ShouldBe((Stages.FirstReview, true, person.Id, person.Mandates[0].Id));
        var from = EngineJson.Read<Entry>(row.Entry).ShouldBeOfType<Entry.Figures>().From.ShouldNotBeNull();
        (from.Count, from.StandardError > 0).ShouldBe((12, true));
        await using var context = pages.Installation.Database.Open();
        var fed = await context.AuditLinks.Where(link => link.Act == "survey.fed" && link.By == person.Id && link.Mandate == person.Mandates[0].Id).Select(link => link.Subject).ToListAsync(Cancel);
        fed.Count(subject => subject == "dua-vao").ShouldBe(1);
        fed.ShouldContain(DemoPages.Round);
    }

    [Fact]
    public async Task A_table_fills_the_form_and_an_imported_survey_feeds_as_well()
    {
        var table = new ImportedTable("buu-dien-dua-vao", "Bưu điện tỉnh", "Báo cáo 12/BC-BĐ", new(2025, 12, 31), [new("so-noi-vu", "Sở Nội vụ", "access", 88.5m, 120, null), new("van-phong", "Văn phòng", "access", 91m, 120, 1.25m)]);
        (await pages.Installation.ImportedTables.ImportAsync(table, Change.OnThisMachine(TimeProvider.System, "test"), Cancel)).Problems.ShouldBeEmpty();
        using var manager = await pages.SignInAsync("khaosat");
        (await manager.TextAsync("/desk/survey-tables/buu-dien-dua-vao")).ShouldContain("href=\"/desk/survey-feeds/buu-dien-dua-vao\"");
        const string at = "/desk/survey-feeds/buu-dien-dua-vao?round=" + DemoPages.Round + "&block=";
        var wrong = await manager.SendAsync(at + "&handler=Table", await TableAsync(manager, at, $"what,from,to\nfactor,nope,{Other}\nunit,so-noi-vu,noivu\nunit,van-phong,\n"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await SaidAsync(wrong)).ShouldContain("mapping.csv:2:from");

        var looked = await manager.SendAsync(at + "&handler=Table", await TableAsync(manager, at, $"what,from,to\nfactor,access,{Other}\nunit,so-noi-vu,noivu\nunit,van-phong,\n"));
        var page = await SaidAsync(looked);
        page.ShouldContain("88,50");
        page.ShouldContain("sai số không rõ");
        page.ShouldContain("<input type=\"hidden\" name=\"u.so-noi-vu\" value=\"noivu\"");
        (await SaidAsync(await manager.PostAsync(at, at + "&handler=Feed", new() { ["l." + Other] = "access", ["u.so-noi-vu"] = "noivu", ["u.van-phong"] = "", ["seen"] = Seen(page) }))).ShouldContain("Đã ghi 1 số liệu vào kỳ.");
        EngineJson.Read<Entry>((await RowsAsync("noivu", Other, "(buu-dien-dua-vao)")).ShouldHaveSingleItem().Entry).ShouldBeOfType<Entry.Figures>().Values.ShouldBe([88.5m]);
    }

    [Fact]
    public async Task What_a_line_declares_for_too_few_forms_is_shown_before_and_done()
    {
        const string code = "thu-thieu-phieu";
        var demo = (await pages.Installation.Rounds.LoadAsync(DemoPages.Round, Cancel)).ShouldNotBeNull();
        var declared = demo with { Code = code, Blocks = [.. demo.Blocks.Select(block => block with { Criteria = block.Criteria with { Roots = [.. block.Criteria.Roots.Select(Declaring)] } })] };
        (await pages.Installation.Rounds.ImportAsync(declared, Change.OnThisMachine(TimeProvider.System, "test"), Cancel)).Problems.ShouldBeEmpty();
        var table = new ImportedTable("buu-dien-it-phieu", "Bưu điện tỉnh", "Báo cáo 13/BC-BĐ", new(2025, 12, 31),
            [new("noivu", "Sở Nội vụ", "access", 40m, 12, 3m), new("tuphap", "Sở Tư pháp", "access", 80m, 60, 1m), new("taichinh", "Sở Tài chính", "access", 90m, 70, 2m)]);
        (await pages.Installation.ImportedTables.ImportAsync(table, Change.OnThisMachine(TimeProvider.System, "test"), Cancel)).Problems.ShouldBeEmpty();

        using var manager = await pages.SignInAsync("khaosat");
        const string at = "/desk/survey-feeds/buu-dien-it-phieu?round=" + code + "&block=departments";
        Dictionary<string, string> chosen = new() { ["l." + Line] = "access", ["l." + Other] = "access", ["u.noivu"] = "noivu", ["u.tuphap"] = "tuphap", ["u.taichinh"] = "taichinh" };
        var look = await SaidAsync(await manager.PostAsync(at, at + "&handler=Look", chosen));
        look.ShouldContain("12 phiếu hợp lệ, cần 50; lấy trung bình của 2 đơn vị đủ phiếu trong khối");
        look.ShouldContain(">85,00<");
        look.ShouldContain("không áp dụng với đơn vị, theo quy định của tiêu chí khi thiếu phiếu (12 phiếu hợp lệ, cần 50)");
        look.ShouldContain("Quyết định ghi theo quy định của tiêu chí khi thiếu phiếu: 1.");
        (await SaidAsync(await manager.PostAsync(at, at + "&handler=Feed", new(chosen) { ["seen"] = Seen(look) }))).ShouldContain("Đã ghi 5 số liệu vào kỳ.");

        var stored = (await pages.Installation.Rounds.LoadAsync(code, Cancel)).ShouldNotBeNull().Blocks.Single(block => block.Code == "departments");
        stored.Decisions[^1].ShouldBe(new("noivu", new(Other), new Ruling.NotApplicable(NotApplicableEffect.Rebase), "12 phiếu hợp lệ, cần 50", "Quy định của bộ tiêu chí (below=not_applicable)"));
        stored.Positions.Last(position => position.Unit == "noivu" && position.Criterion.Value == Line).Entry.From.ShouldNotBeNull().Source.ShouldStartWith("Thay theo quy định khi thiếu phiếu: trung bình các đơn vị đủ phiếu trong khối.");

        CriteriaNode Declaring(CriteriaNode node) => node switch
        {
            { Scoring: { Rule: ScoringRule.Survey rule } scoring, Code.Value: Line or Other } => node with { Scoring = scoring with { Rule = rule with { Below = node.Code.Value == Line ? BelowMinimum.BlockMean : BelowMinimum.NotApplicable } } },
            _ => node with { Children = [.. node.Children.Select(Declaring)] },
        };
    }

    [Fact]
    public async Task An_open_survey_a_round_that_is_not_there_and_others_are_refused()
    {
        await pages.OpenAsync();
        await pages.ClosedAsync("dua-vao-sai");
        using var manager = await pages.SignInAsync("khaosat");
        WebUtility.HtmlDecode(await manager.TextAsync("/desk/survey-feeds/" + SurveyPages.ByLink)).ShouldContain("còn nhận phiếu");
        const string at = "/desk/survey-feeds/dua-vao-sai";
        Dictionary<string, string> chosen = new() { ["l." + Line] = "policy", ["seen"] = "x" };
        foreach (var query in (string[])["?handler=Feed", "?round=khong-co&handler=Feed", $"?round={DemoPages.Round}&block=khong-co&handler=Feed"])
            (await manager.PostAsync(at, at + query, chosen)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, query);
        (await manager.PostAsync(at, $"/desk/survey-feeds/{SurveyPages.ByLink}?round={DemoPages.Round}&handler=Feed", chosen)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await manager.GetAsync("/desk/survey-feeds/khong-co")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var office = await pages.SignInAsync("thuongtruc");
        (await office.GetAsync(at)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await office.PostAsync("/desk", $"{at}?round={DemoPages.Round}&handler=Feed", chosen)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await RowsAsync("noivu", Line, "(dua-vao-sai)")).ShouldBeEmpty();
    }

    private static async Task<string> SaidAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));

    private static string Seen(string page) => Regex.Match(page, "name=\"seen\" value=\"(?<seen>[0-9a-f]{64})\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["seen"].Value;

    private static async Task<MultipartFormDataContent> TableAsync(Visitor manager, string at, string text) =>
        new() { { new StringContent(await manager.TokenAsync(at)), "__RequestVerificationToken" }, { new StringContent(text), "file", "mapping.csv" } };

    /// <summary>What stands on a line whose evidence names a survey.</summary>
    private async Task<List<Position>> RowsAsync(string unit, string line, string evidence)
    {
        await using var context = pages.Installation.Database.Open();
        return [.. (await context.Positions.AsNoTracking().Where(row => row.Unit == unit && row.Criterion == new CriterionCode(line)).ToListAsync(Cancel)).Where(row => row.Evidence.Contains(evidence, StringComparison.Ordinal))];
    }
}
