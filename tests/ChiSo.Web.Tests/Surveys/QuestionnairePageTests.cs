using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ChiSo.Application.Surveys.Collection;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>A questionnaire written at the survey desk over HTTP, without script.</summary>
public sealed partial class QuestionnairePageTests(SurveyPages pages) : IClassFixture<SurveyPages>
{
    private const string All = "/desk/questionnaires";
    private const string Label = "label::Tiếng Việt (vi)";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_questionnaire_is_written_seen_as_it_will_be_answered_and_stored()
    {
        using var manager = await pages.SignInAsync("khaosat");
        const string At = All + "/bo-phan-mot-cua";
        (await PostAsync(manager, All, All, ("source", "empty"), ("code", "Một cửa"), ("title", ""))).Text.ShouldContain("không dùng làm mã phiếu được");
        (await PostAsync(manager, All, All, ("source", "empty"), ("code", "bo-phan-mot-cua"), ("title", "Bộ phận Một cửa"))).Location.ShouldBe(At);
        (await PostAsync(manager, $"{At}/lists", $"{At}/lists", ("name", "muc"), ("count", "3"), ("r0.name", "1"), ($"r0.{Label}", "Không hài lòng"), ("r1.name", "2"), ($"r1.{Label}", "Hài lòng"), ("r2.name", "9"), ($"r2.{Label}", "Không ý kiến"), ("r2.no_opinion", "yes"))).Location.ShouldBe(At + "#lists");
        (await PostAsync(manager, $"{At}/factors", $"{At}/factors", ("seen", Seen(await manager.TextAsync($"{At}/factors"))), ("count", "1"), ("r0.code", "phuc_vu"), ($"r0.{Label}", "Phục vụ"))).Location.ShouldBe(At);

        (string, string)[] question = [("name", "thai_do"), ("type", "select_one"), ("list", "muc"), (Label, "Thái độ phục vụ thế nào?"), ("required", "yes"), ("factor", "phuc_vu")];
        var refused = await PostAsync(manager, $"{At}/rows", $"{At}/rows", [.. question, ("relevant", "${khac} = 1")]);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("id=\"f-relevant-wrong\"");
        refused.Text.ShouldContain("Thái độ phục vụ thế nào?", customMessage: "what was typed stays");
        (await PostAsync(manager, $"{At}/rows", $"{At}/rows", question)).Location.ShouldBe(At + "#r-thai_do");

        var shown = await manager.TextAsync($"{At}/preview?display=page");
        WebUtility.HtmlDecode(shown).ShouldContain("Không lưu câu trả lời nào.");
        WebUtility.HtmlDecode(shown).ShouldContain("Thái độ phục vụ thế nào?");
        (await PostAsync(manager, $"{At}/preview?display=page", $"{At}/preview", ("display", "page"), ("do", "send"), ("shown", "thai_do"))).Text.ShouldContain("Xin trả lời câu này.");
        (await PostAsync(manager, $"{At}/preview?display=page", $"{At}/preview", ("display", "page"), ("do", "send"), ("shown", "thai_do"), ("a.thai_do", "2"))).Text.ShouldContain("Phiếu đã điền đủ và hợp lệ.");

        var page = await manager.TextAsync(At);
        (await PostAsync(manager, At, At + "?handler=Store", ("seen", Seen(page)))).Location.ShouldBe(All);
        (await pages.Installation.Questionnaires.FindAsync("bo-phan-mot-cua", "1", Cancel)).ShouldNotBeNull().Questions().Single().Factor.ShouldBe("phuc_vu");
        (await manager.TextAsync("/desk/new-survey")).ShouldContain("value=\"bo-phan-mot-cua@1\"");
        (await manager.GetAsync(At)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await manager.GetAsync($"{At}/versions/1.xlsx")).Content.ReadAsByteArrayAsync(Cancel))[..2].ShouldBe("PK"u8.ToArray());
    }

    [Fact]
    public async Task The_formula_of_the_index_is_declared_as_settings_worth_and_pooling()
    {
        using var manager = await pages.SignInAsync("khaosat");
        const string At = All + "/theo-gia-tri";
        await PostAsync(manager, All, All, ("source", "empty"), ("code", "theo-gia-tri"), ("title", "Theo giá trị"));
        (string, string)[] choices = [("name", "muc"), ("count", "2"), ("r0.name", "1"), ($"r0.{Label}", "Không"), ("r0.worth", "25"), ("r1.name", "2"), ($"r1.{Label}", "Có"), ("r1.worth", "100")];
        (await PostAsync(manager, $"{At}/lists", $"{At}/lists", choices)).Text.ShouldContain("không chỉ số nào dùng đến");

        var fields = Fields(await manager.TextAsync($"{At}/settings"));
        (fields["scoring"], fields["pooling"], fields["level"]) = ("weighted_options", "pooled_answers", "pooled_forms");
        (await PostAsync(manager, $"{At}/settings", $"{At}/settings", [.. fields.Select(field => (field.Key, field.Value)), ("languages", "Tiếng Việt (vi)")])).Location.ShouldBe(At);
        (await PostAsync(manager, $"{At}/factors", $"{At}/factors", ("seen", Seen(await manager.TextAsync($"{At}/factors"))), ("count", "1"), ("r0.code", "phuc_vu"), ($"r0.{Label}", "Phục vụ"), ("r0.pooling", "pooled_answers"))).Location.ShouldBe(At);
        (await PostAsync(manager, $"{At}/lists", $"{At}/lists", choices)).Location.ShouldBe(At + "#lists");
        (await PostAsync(manager, $"{At}/rows", $"{At}/rows", ("name", "thai_do"), ("type", "select_one"), ("list", "muc"), (Label, "Thái độ?"), ("factor", "phuc_vu"))).Location.ShouldBe(At + "#r-thai_do");
        (await PostAsync(manager, At, At + "?handler=Store", ("seen", Seen(await manager.TextAsync(At))))).Location.ShouldBe(All);
        FormulaWords.Of((await pages.Installation.Questionnaires.FindAsync("theo-gia-tri", "1", Cancel)).ShouldNotBeNull()).En
            .ShouldBe("Formula of the index: the worth declared for each option (1 = 25, 2 = 100); the whole pools all valid answers; the figure of a block pools all forms. All valid answers pooled in: Phục vụ.");
    }

    [Fact]
    public async Task What_is_typed_is_shown_before_it_is_saved_and_stores_nothing()
    {
        using var manager = await pages.SignInAsync("khaosat");
        const string At = All + "/satisfaction";
        await StartAsync(manager, "satisfaction");
        var before = (await pages.Installation.FormEditing.FindAsync("satisfaction", Cancel)).ShouldNotBeNull();
        var row = $"{At}/rows/channel";
        var fields = Fields(await manager.TextAsync(row));
        fields[Label] = "Lời đang gõ dở";
        var shown = await PostAsync(manager, row, $"{At}/preview?handler=Row&row=channel", [.. fields.Select(field => (field.Key, field.Value))]);
        shown.Text.ShouldContain("Lời đang gõ dở");
        shown.Text.ShouldContain("Chỉ hỏi khi: ${used_service} = 'yes'", Case.Sensitive, "the condition of the group it stands in");
        fields["relevant"] = "${khong_co} = 1";
        shown = await PostAsync(manager, row, $"{At}/preview?handler=Row&row=channel", [.. fields.Select(field => (field.Key, field.Value))]);
        shown.Text.ShouldContain("“khong_co” không có trong phiếu");
        (await pages.Installation.FormEditing.FindAsync("satisfaction", Cancel)).ShouldNotBeNull().Draft.Seen.ShouldBe(before.Draft.Seen);
    }

    [Fact]
    public async Task A_core_question_is_named_and_stays_as_it_is_beside_local_ones()
    {
        using var manager = await pages.SignInAsync("khaosat");
        const string At = All + "/satisfaction";
        await StartAsync(manager, "satisfaction");
        WebUtility.HtmlDecode(await manager.TextAsync(At)).ShouldContain("Phiếu có câu cốt lõi");
        var page = await manager.TextAsync($"{At}/rows/staff_polite");
        WebUtility.HtmlDecode(page).ShouldSatisfyAllConditions(text => text.ShouldContain("Câu cốt lõi: giữ nguyên lời"), text => text.ShouldNotContain("handler=Remove"));
        var fields = Fields(page);
        fields[Label] = "Cười tươi";
        var refused = await PostAsync(manager, $"{At}/rows/staff_polite", $"{At}/rows/staff_polite", [.. fields.Select(field => (field.Key, field.Value))]);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("không hỏi như phiên bản trước");
        (await PostAsync(manager, $"{At}/rows", $"{At}/rows", ("name", "cho_gui_xe"), ("type", "select_one"), ("list", "satisfied"), ("parent", "access_questions"), ("label::Tiếng Việt (vi)", "Chỗ gửi xe thuận tiện"), ("label::English (en)", "Parking is easy"), ("label::ភាសាខ្មែរ (km)", "ចំណតរថយន្ត"))).Location.ShouldBe(At + "#r-cho_gui_xe");
        (await PostAsync(manager, At, At + "?handler=Store", ("seen", Seen(await manager.TextAsync(At))))).Location.ShouldBe(All);
    }

    [Fact]
    public async Task Only_the_preview_may_be_framed_and_only_by_our_pages()
    {
        using var manager = await pages.SignInAsync("khaosat");
        const string At = All + "/officials";
        await StartAsync(manager, "officials");
        (await PolicyAsync(manager, At)).ShouldSatisfyAllConditions(policy => policy.ShouldContain("frame-src 'self'"), policy => policy.ShouldContain("frame-ancestors 'none'"));
        (await PolicyAsync(manager, At + "/preview")).ShouldContain("frame-ancestors 'self'");
        (await PolicyAsync(manager, All)).ShouldSatisfyAllConditions(policy => policy.ShouldContain("frame-ancestors 'none'"), policy => policy.ShouldNotContain("frame-src"));
    }

    [Fact]
    public async Task A_clash_shows_both_and_rows_move_and_go()
    {
        using var first = await pages.SignInAsync("khaosat");
        const string At = All + "/officials";
        await StartAsync(first, "officials");
        var draft = (await pages.Installation.FormEditing.FindAsync("officials", Cancel)).ShouldNotBeNull().Draft;
        var group = draft.Rows.First(row => row.Rows.Length > 1);
        var row = $"{At}/rows/{group.Rows[1].Name}";
        var fields = Fields(await first.TextAsync(row));
        (await PostAsync(first, row, row, [.. fields.Select(field => (field.Key, field.Key == Label ? "Người thứ nhất" : field.Value))])).Location.ShouldStartWith(At + "#r-");
        var clash = await PostAsync(first, row, row, [.. fields.Select(field => (field.Key, field.Key == Label ? "Người thứ hai" : field.Value))]);
        clash.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        clash.Text.ShouldContain("Người thứ nhất");
        clash.Text.ShouldContain("Người thứ hai");

        (await PostAsync(first, At, At + "?handler=Move", ("up", group.Rows[1].Name), ("seen", Seen(await first.TextAsync(At))))).Status.ShouldBe(HttpStatusCode.Redirect);
        (await PostAsync(first, row, row + "?handler=Remove", ("tree", Fields(await first.TextAsync(row))["tree"]))).Location.ShouldBe(At);
        (await first.GetAsync(row)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_list_has_further_columns_for_choice_filters_and_is_put_in_order()
    {
        using var manager = await pages.SignInAsync("khaosat");
        const string At = All + "/officials";
        await StartAsync(manager, "officials");
        (string, string)[] rows = [("count", "2"), ("columns", "huyen"), ("r0.name", "a"), ($"r0.{Label}", "Xã A"), ("r0.huyen", "h1"), ("r1.name", "b"), ($"r1.{Label}", "Xã B"), ("r1.huyen", "h2")];
        (await PostAsync(manager, $"{At}/lists", $"{At}/lists", [("name", "xa"), .. rows])).Status.ShouldBe(HttpStatusCode.Redirect);
        var page = await manager.TextAsync($"{At}/lists/xa");
        WebUtility.HtmlDecode(page).ShouldContain("name=\"r1.huyen\" value=\"h2\"");
        (await PostAsync(manager, $"{At}/lists/xa", $"{At}/lists/xa", [("seen", Seen(page)), ("up", "1"), .. rows])).Location.ShouldBe($"{At}/lists/xa");
        (await pages.Installation.FormEditing.FindAsync("officials", Cancel)).ShouldNotBeNull().Draft.List("xa").ShouldNotBeNull().Rows.Select(row => row["name"]).ShouldBe(["b", "a"]);
        var clash = await PostAsync(manager, $"{At}/lists/xa", $"{At}/lists/xa", [("seen", Seen(page)), .. rows]);
        clash.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        clash.Text.ShouldContain("b Xã B h2");
    }

    [Fact]
    public async Task A_draft_is_saved_as_a_file_and_taken_back_or_told_by_its_cells()
    {
        using var manager = await pages.SignInAsync("khaosat");
        const string At = All + "/satisfaction";
        await StartAsync(manager, "satisfaction");
        var file = await (await manager.GetAsync(At + "/draft.xlsx")).Content.ReadAsByteArrayAsync(Cancel);
        var before = (await pages.Installation.FormEditing.FindAsync("satisfaction", Cancel)).ShouldNotBeNull().Draft;
        (await UploadAsync(manager, At, "phieu.xlsx", file)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await pages.Installation.FormEditing.FindAsync("satisfaction", Cancel)).ShouldNotBeNull().Draft.Seen.ShouldBe(before.Seen);
        var refused = await UploadAsync(manager, At, "phieu.xlsx", Encoding.UTF8.GetBytes("không phải Excel"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Cancel)).ShouldContain("phieu.xlsx");
    }

    [Fact]
    public async Task Those_who_read_see_the_versions_alone()
    {
        using var office = await pages.SignInAsync("thuongtruc");
        (await office.TextAsync(All)).ShouldNotContain("name=\"source\"");
        (await office.GetAsync(All + "/satisfaction/versions/1.xlsx")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await office.GetAsync(All + "/satisfaction/versions/99.xlsx")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task StartAsync(Visitor manager, string code)
    {
        if (await pages.Installation.FormEditing.FindAsync(code, Cancel) is null)
            (await PostAsync(manager, All, All, ("source", code + "@1"))).Location.ShouldBe($"{All}/{code}");
    }

    private static async Task<(HttpStatusCode Status, string Location, string Text)> PostAsync(Visitor visitor, string page, string to, params (string Name, string Value)[] fields)
    {
        var answer = await visitor.PostAsync(page, to, fields.ToDictionary(field => field.Name, field => field.Value));
        return (answer.StatusCode, answer.Headers.Location?.OriginalString ?? "", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel)));
    }

    private static async Task<HttpResponseMessage> UploadAsync(Visitor visitor, string page, string name, byte[] content)
    {
        var shown = await visitor.TextAsync(page);
        using var form = new MultipartFormDataContent { { new StringContent(Token().Match(shown).Groups["token"].Value), "__RequestVerificationToken" }, { new StringContent(Seen(shown)), "seen" }, { new ByteArrayContent(content), "file", name } };
        return await visitor.SendAsync(page + "?handler=Replace", form);
    }

    private static async Task<string> PolicyAsync(Visitor visitor, string path) => (await visitor.GetAsync(path)).Headers.GetValues("Content-Security-Policy").Single();

    private static string Seen(string page) => SeenField().Match(page).Groups["seen"].Value;

    /// <summary>What stands in the fields of a page's forms.</summary>
    private static Dictionary<string, string> Fields(string page)
    {
        var fields = new Dictionary<string, string>();
        foreach (Match one in Inputs().Matches(page).Concat(Areas().Matches(page)))
            fields[WebUtility.HtmlDecode(one.Groups["name"].Value)] = WebUtility.HtmlDecode(one.Groups["value"].Value).Trim();
        foreach (Match one in Selects().Matches(page))
            fields[one.Groups["name"].Value] = WebUtility.HtmlDecode(Selected().Match(one.Groups["options"].Value).Groups["value"].Value);
        fields.Remove("__RequestVerificationToken");
        return fields;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("name=\"seen\" value=\"(?<seen>[0-9a-f]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SeenField();

    [GeneratedRegex("<input(?: type=\"hidden\")?(?: id=\"[^\"]*\")? name=\"(?<name>[^\"]+)\"(?: type=\"hidden\")? value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Inputs();

    [GeneratedRegex("<textarea id=\"[^\"]*\" name=\"(?<name>[^\"]+)\"[^>]*>(?<value>[^<]*)</textarea>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Areas();

    [GeneratedRegex("<select id=\"[^\"]*\" name=\"(?<name>[^\"]+)\"[^>]*>(?<options>.*?)</select>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Selects();

    [GeneratedRegex("<option value=\"(?<value>[^\"]*)\" selected", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Selected();
}
