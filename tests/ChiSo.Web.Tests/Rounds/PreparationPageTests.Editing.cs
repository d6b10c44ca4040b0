using System.Net;
using System.Text.RegularExpressions;
using ChiSo.Application.CriteriaSets;

namespace ChiSo.Web.Tests.Rounds;

/// <summary>The criteria set of a round being prepared, changed line by line over HTTP.</summary>
public sealed partial class PreparationPageTests
{
    [Fact]
    public async Task A_line_is_changed_tried_and_taken_in_and_a_clash_shows_both()
    {
        using var first = await pages.SignInAsync("thuongtruc");
        using var second = await pages.SignInAsync("thuongtruc2");
        (await first.PostAsync(From, From, Form("sua-cay"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        const string Set = "/desk/rounds/sua-cay/criteria/departments";
        (await first.TextAsync(Set)).ShouldContain(Set + "/edit");
        var edited = (await pages.Installation.SetEditing.FindAsync("sua-cay", "departments", Cancel)).ShouldNotBeNull();
        var line = edited.Tree.Leaves().First(leaf => leaf.Scoring?.Figures.Length == 2);
        var at = $"{Set}/lines/{line.Code}";
        var form = Fields(await first.TextAsync(at));
        form["code"].ShouldBe(line.Code.Value);

        var tried = await first.PostAsync(at, at + "?handler=Try", new(form) { [$"e.{line.Code}.{line.Scoring!.Figures[0].Name}"] = "1", [$"e.{line.Code}.{line.Scoring.Figures[1].Name}"] = "1" }); // chosen for its figures
        tried.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await tried.Content.ReadAsStringAsync(Cancel)).ShouldContain("<b class=\"number\">");
        (await RefusedAsync(first, at, new(form) { ["max_points"] = "mười" })).ShouldContain("max_points-wrong");

        (await first.PostAsync(at, at, new(form) { ["name_vi"] = "Tên của người thứ nhất" })).Headers.Location?.OriginalString.ShouldStartWith(Set + "/edit");
        var clash = await RefusedAsync(second, at, new(form) { ["name_vi"] = "Tên của người thứ hai" });
        clash.ShouldContain("Tên của người thứ nhất");
        clash.ShouldContain("Tên của người thứ hai");
        (await second.PostAsync(at, at, new(form) { ["name_vi"] = "Tên của người thứ hai", ["seen"] = Fields(clash)["seen"] })).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var tree = await first.TextAsync(Set + "/edit");
        tree.ShouldContain("Tên của người thứ hai");
        (await first.PostAsync(Set + "/edit", Set + "/edit?handler=Take", new() { ["seen"] = "khác" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await first.PostAsync(Set + "/edit", Set + "/edit?handler=Take", new() { ["seen"] = Seen().Match(tree).Groups["seen"].Value })).Headers.Location.ShouldNotBeNull().OriginalString.ShouldBe(Set);
        SetTree.Find((await pages.Installation.Preparation.FindAsync("sua-cay", Cancel)).ShouldNotBeNull().Round.Blocks[0].Criteria, line.Code.Value).ShouldNotBeNull().Name.Vi.ShouldBe("Tên của người thứ hai");
    }

    [Fact]
    public async Task A_new_line_unbalances_its_parent_moves_up_and_is_removed()
    {
        using var visitor = await pages.SignInAsync("thuongtruc");
        (await visitor.PostAsync(From, From, Form("them-dong"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        const string Set = "/desk/rounds/them-dong/criteria/departments";
        const string Edit = Set + "/edit";
        var field = (await pages.Installation.SetEditing.FindAsync("them-dong", "departments", Cancel)).ShouldNotBeNull().Tree.Roots[0].Code.Value;
        var form = Fields(await visitor.TextAsync($"{Set}/lines?under={field}"));
        form["parent"].ShouldBe(field);
        foreach (var (column, text) in new[] { ("name_vi", "Dòng mới"), ("max_points", "2,5"), ("supplied_by", "unit"), ("rule_kind", "rubric"), ("r.step", "0,5"), ("w.0.p", "1"), ("w.0.gives", "1"), ("code", "MOI") })
            form[column] = text;

        (await visitor.PostAsync($"{Set}/lines", $"{Set}/lines", form)).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var tree = await visitor.TextAsync(Edit);
        tree.ShouldContain("Dòng mới");
        tree.ShouldContain("Cần sửa");
        tree.ShouldNotContain("handler=Take");
        (await visitor.PostAsync(Edit, Edit + "?handler=Move", new() { ["up"] = "MOI", ["seen"] = Seen().Match(tree).Groups["seen"].Value })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var at = $"{Set}/lines/MOI";
        (await visitor.PostAsync(at, at + "?handler=Remove", new() { ["tree"] = Fields(await visitor.TextAsync(at))["tree"] })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await visitor.GetAsync(at)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.PostAsync(Edit, Edit + "?handler=Drop", new() { ["seen"] = Seen().Match(await visitor.TextAsync(Edit)).Groups["seen"].Value })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await visitor.TextAsync(Edit)).ShouldNotContain("handler=Drop");
    }

    [Fact]
    public async Task A_rule_is_typed_field_by_field_keeps_what_was_typed_and_is_tried()
    {
        using var visitor = await pages.SignInAsync("thuongtruc");
        (await visitor.PostAsync(From, From, Form("tung-o"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        const string Set = "/desk/rounds/tung-o/criteria/departments";
        var edited = (await pages.Installation.SetEditing.FindAsync("tung-o", "departments", Cancel)).ShouldNotBeNull();
        var line = edited.Tree.Leaves().First(leaf => leaf.Scoring is { Rule: Engine.ScoringRule.Ladder { Measures.Length: 1 }, Figures.Length: 2 });
        var at = $"{Set}/lines/{line.Code}";
        var form = Fields(await visitor.TextAsync(at));
        form.ShouldContainKey("r.rung.0.0.value");
        form.ShouldNotContainKey("rule_parameters");

        async Task<string> ShowAsync(Dictionary<string, string> typed, string handler) => WebUtility.HtmlDecode(await (await visitor.PostAsync(at, $"{at}?handler={handler}", typed)).Content.ReadAsStringAsync(Cancel));
        var other = await ShowAsync(new(form) { ["rule_kind"] = "proportional" }, "Kind");
        other.ShouldContain("Đạt mức yêu cầu trở lên được điểm tối đa");
        other.ShouldContain($"<form method=\"post\" class=\"stack\" action=\"{at}\">", customMessage: "the next save is not sent to the same button again");
        other.ShouldContain($"name=\"r.x\" value=\"{form["r.x"]}\"");
        other.ShouldContain($"<input type=\"hidden\" name=\"r.rung.0.points\" value=\"{form["r.rung.0.points"]}\"", customMessage: "going back finds the rungs again");

        var max = line.Max.Value.ToString(System.Globalization.CultureInfo.InvariantCulture).Replace('.', ',');
        Dictionary<string, string> ladder = new(form.Where(field => !field.Key.StartsWith("r.rung.", StringComparison.Ordinal) && !field.Key.StartsWith("w.", StringComparison.Ordinal))) { ["r.x"] = $"100*{line.Scoring!.Figures[0].Name}/{line.Scoring.Figures[1].Name}", ["r.rung.0.0.sign"] = ">=", ["r.rung.0.0.value"] = "62,5", ["r.rung.0.points"] = max, ["r.else"] = "0" }; // chosen for its figures
        var wrong = await RefusedAsync(visitor, at, new(ladder) { ["r.rung.1.0.value"] = "ba", ["r.rung.1.points"] = "1" });
        wrong.ShouldContain("id=\"r.rung.1-wrong\"");
        WebUtility.HtmlDecode(wrong).ShouldContain("\"ba\" không phải là số.");
        var tried = await ShowAsync(new(ladder) { [$"e.{line.Code}.{line.Scoring.Figures[0].Name}"] = "5", [$"e.{line.Code}.{line.Scoring.Figures[1].Name}"] = "8" }, "Try");
        tried.ShouldContain($"<b class=\"number\">{max} ");

        (await visitor.PostAsync(at, at, ladder)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var saved = SetTree.Find((await pages.Installation.SetEditing.FindAsync("tung-o", "departments", Cancel)).ShouldNotBeNull().Tree, line.Code.Value).ShouldNotBeNull();
        RuleText.Format(saved.Scoring.ShouldNotBeNull().Rule).ShouldContain(">=62.5:");
    }

    [Fact]
    public async Task Figures_and_examples_are_typed_row_by_row_and_rows_are_added_and_removed()
    {
        using var visitor = await pages.SignInAsync("thuongtruc");
        (await visitor.PostAsync(From, From, Form("tung-dong"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        const string Set = "/desk/rounds/tung-dong/criteria/departments";
        var edited = (await pages.Installation.SetEditing.FindAsync("tung-dong", "departments", Cancel)).ShouldNotBeNull();
        var line = edited.Tree.Leaves().First(leaf => leaf.Scoring is { Rule: Engine.ScoringRule.Ladder or Engine.ScoringRule.Proportional, Figures.Length: 2, Examples.Length: 1 });
        var leaf = line.Scoring.ShouldNotBeNull();
        var (first, second) = (leaf.Figures[0].Name, leaf.Figures[1].Name);
        var at = $"{Set}/lines/{line.Code}";
        var form = Fields(await visitor.TextAsync(at));
        foreach (var text in (string[])["figures_vi", "worked_example"])
            form.ShouldNotContainKey(text, "nobody writes the syntax of files");
        (form["f.0.letter"], form["f.1.meaning"]).ShouldBe((first, leaf.Figures[1].Meaning));
        form.ShouldContainKey($"w.0.f.{second}");

        async Task<Dictionary<string, string>> ShownAsync(Dictionary<string, string> typed) => Fields(await (await visitor.PostAsync(at, at + "?handler=Kind", typed)).Content.ReadAsStringAsync(Cancel));
        var dropped = await ShownAsync(new(form) { ["drop"] = "w.0", ["w.1.gives"] = "9", ["name_vi"] = "Đang gõ dở" });
        dropped["w.0.gives"].ShouldBe("9", "the second is the first now");
        dropped["w.1.gives"].ShouldBeEmpty();
        dropped["name_vi"].ShouldBe("Đang gõ dở");
        var more = await ShownAsync(new(form) { ["f.2.letter"] = "n", ["f.2.meaning"] = "lượt", ["f.3.letter"] = "v" });
        more["f.2.meaning"].ShouldBe("lượt");
        more.ShouldContainKey("f.5.letter");
        more.ShouldContainKey("w.0.f.n", "examples have a field for the new figure");

        var wrong = await RefusedAsync(visitor, at, new(form) { ["f.2.letter"] = "Ă", ["f.2.meaning"] = "lượt", [$"w.0.f.{first}"] = "ba" });
        wrong.ShouldContain("id=\"f.2-wrong\"");
        wrong.ShouldContain("id=\"w.0-wrong\"");
        var kept = Fields(wrong);
        (kept["f.2.letter"], kept["f.2.meaning"], kept[$"w.0.f.{first}"]).ShouldBe(("Ă", "lượt", "ba"));

        (await visitor.PostAsync(at, at, new(form) { ["f.0.meaning"] = "việc đã xong; đúng hạn" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var saved = SetTree.Find((await pages.Installation.SetEditing.FindAsync("tung-dong", "departments", Cancel)).ShouldNotBeNull().Tree, line.Code.Value).ShouldNotBeNull().Scoring.ShouldNotBeNull();
        saved.Figures[0].Meaning.ShouldBe("việc đã xong; đúng hạn");
        ExampleText.Format(saved).ShouldBe(ExampleText.Format(leaf));
        var clash = WebUtility.HtmlDecode(await RefusedAsync(visitor, at, new(form) { ["f.0.meaning"] = "khác", ["w.0.gives"] = "9" }));
        clash.ShouldContain("việc đã xong; đúng hạn; ", customMessage: "what the other saved");
        clash.ShouldContain(ExampleWords.Of(leaf.Examples[0], leaf).Vi);
    }

    private static async Task<string> RefusedAsync(Visitor visitor, string at, Dictionary<string, string> form)
    {
        var answer = await visitor.PostAsync(at, at, form);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    /// <summary>What stands in the fields of a page's forms.</summary>
    private static Dictionary<string, string> Fields(string page)
    {
        var fields = new Dictionary<string, string>();
        foreach (Match input in Input().Matches(page))
            fields[input.Groups["name"].Value] = WebUtility.HtmlDecode(input.Groups["value"].Value);
        foreach (Match area in Area().Matches(page))
            fields[area.Groups["name"].Value] = WebUtility.HtmlDecode(area.Groups["value"].Value).Trim();
        foreach (Match select in Select().Matches(page))
            fields[select.Groups["name"].Value] = WebUtility.HtmlDecode(Selected().Match(select.Groups["options"].Value).Groups["value"].Value);
        fields.Remove("__RequestVerificationToken");
        return fields;
    }

    [GeneratedRegex("<input(?: type=\"hidden\")?(?: id=\"[^\"]*\")? name=\"(?<name>[^\"]+)\"(?: type=\"hidden\")? value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Input();

    [GeneratedRegex("<textarea id=\"[^\"]*\" name=\"(?<name>[^\"]+)\"[^>]*>(?<value>[^<]*)</textarea>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Area();

    [GeneratedRegex("<select(?: id=\"[^\"]*\")? name=\"(?<name>[^\"]+)\"[^>]*>(?<options>.*?)</select>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Select();

    [GeneratedRegex("<option value=\"(?<value>[^\"]*)\" selected", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Selected();
}
