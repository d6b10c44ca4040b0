using System.Net;
using ChiSo.Application.People;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>Every page and every endpoint of the desk × every role × own and foreign units × every stage: what the table of permissions forbids answers 403 or 404 and changes nothing.</summary>
public sealed class EveryCellTests(WholeDesk pages) : IClassFixture<WholeDesk>
{
    internal static readonly string[] People =
        ["canbo", "lanhdao", "thamdinh", "chutri", "togiup", "totruong", "thuongtruc", "uyvien", "chutoa", "thuky", "chutich", "kiemtoan", "quantri", "khaosat", "nhapphieu", "capmot", "truongcapmot", "dieuphoi", "dieutravien", "giamsat"];

    internal static readonly string[] Stages =
        [Application.Rounds.Stages.Self, Application.Rounds.Stages.FirstLevel, Application.Rounds.Stages.FirstReview, Application.Rounds.Stages.Explanation, Application.Rounds.Stages.SecondReview, Application.Rounds.Stages.Council];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_endpoint_of_the_desk_is_in_the_table()
    {
        var known = Cells.All.Select(cell => (cell.Route, cell.Handler)).ToHashSet();
        var found = new HashSet<(string, string)>();
        foreach (var endpoint in pages.Endpoints.Where(endpoint => endpoint.RoutePattern.RawText is { } text && text.TrimStart('/').StartsWith("desk", StringComparison.Ordinal)))
        {
            var route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/'); // asked for just above
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } page)
                found.Add((route, "GET"));
            else
                found.UnionWith((await pages.Loader.LoadAsync(page, endpoint.Metadata)).HandlerMethods.Select(method => (route, Cells.HandlerOf(method.HttpMethod, method.Name))));
        }

        found.Except(known).ShouldBeEmpty("add a cell that says what the endpoint is allowed by");
        known.Except(found).ShouldBeEmpty("the table names what is not there");
    }

    [Theory]
    [InlineData("thuongtruc")]
    [InlineData("thamdinh")]
    [InlineData("khaosat")]
    public async Task A_form_no_page_expects_is_refused(string person)
    {
        using var visitor = await pages.SignInAsync(person);
        var token = await visitor.TokenAsync("/desk/account");
        foreach (var cell in Cells.All.Where(cell => cell.Handler == "GET" && !Cells.All.Any(other => other.Route == cell.Route && other.Handler == "POST"))) // there a form without a name is the page's own
        {
            using var answer = await pages.AskAsync(visitor, token, cell with { Handler = "KhongCo" }, cell.Units.First());
            answer.StatusCode.ShouldBeOneOf([HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed], cell.ToString());
        }
    }

    [Fact]
    public async Task An_auditor_reads_pages_without_a_button_that_changes_anything()
    {
        await pages.OpenStagesAsync(Stages);
        using var auditor = await pages.SignInAsync("kiemtoan");
        var person = await pages.PersonAsync("kiemtoan");
        var token = await auditor.TokenAsync("/desk");
        var (read, wrong) = (new List<string>(), new HashSet<string>());
        foreach (var cell in Cells.All.Where(cell => cell.Handler == "GET" && cell.Acts.Length > 0 && !Cells.OwnKeys.Contains(cell.Route)))
        {
            foreach (var unit in cell.Units.Where(unit => cell.Allows(pages.Map, person, unit) && cell.Owner is null))
            {
                using var answer = await pages.AskAsync(auditor, token, cell, unit);
                if (answer.Content.Headers.ContentType?.MediaType != "text/html")
                    continue;
                answer.StatusCode.ShouldBe(HttpStatusCode.OK, cell.ToString());
                var text = await answer.Content.ReadAsStringAsync(Cancel);
                if (Forms(text[text.IndexOf("<main", StringComparison.Ordinal)..text.IndexOf("</main>", StringComparison.Ordinal)]).Any(form => form.Contains("<button", StringComparison.Ordinal)))
                    wrong.Add(cell.ToString());
                read.Add(cell.Route);
            }
        }

        wrong.ShouldBeEmpty();
        foreach (var route in (string[])["/desk/accounts", "/desk/accounts/{id:guid}", "/desk/reorganisations", "/desk/reorganisations/{id:guid}", "/desk/settings", "/desk/messages", "/desk/jobs/{id:guid}", "/desk/rounds/{round}/prepare", "/desk/rounds/{round}/reminder", "/desk/odd-reads"])
            read.ShouldContain(route);
    }

    [Fact]
    public async Task Nobody_reaches_the_desk_without_signing_in()
    {
        using var stranger = pages.Open();
        var token = await stranger.TokenAsync("/sign-in");
        using var stored = new Stored(pages.Folder);
        var before = stored.Read();
        foreach (var cell in Cells.All)
        {
            var answer = await pages.AskAsync(stranger, token, cell, "noivu");
            (answer.StatusCode, answer.Headers.Location?.OriginalString.StartsWith("/sign-in", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.Redirect, true), cell.ToString());
        }

        stored.Read().Except(before).ShouldBeEmpty();
    }

    [Fact]
    public Task Each_cell_is_allowed_or_changes_nothing_while_every_stage_is_open() => AskEverybodyAsync(Stages);

    [Fact]
    [Trait("Duration", "Long")]
    public Task Each_cell_is_allowed_or_changes_nothing_while_no_stage_is_open() => AskEverybodyAsync();

    [Theory]
    [Trait("Duration", "Long")]
    [InlineData(Application.Rounds.Stages.Self)]
    [InlineData(Application.Rounds.Stages.FirstLevel)]
    [InlineData(Application.Rounds.Stages.FirstReview)]
    [InlineData(Application.Rounds.Stages.Explanation)]
    [InlineData(Application.Rounds.Stages.SecondReview)]
    [InlineData(Application.Rounds.Stages.Council)]
    public Task Each_cell_is_allowed_or_changes_nothing_while_one_stage_is_open(string stage) => AskEverybodyAsync(stage);

    /// <summary>The forms of a page that may change something.</summary>
    private static IEnumerable<string> Forms(string page) =>
        page.Split("<form ").Skip(1).Select(form => form.Split("</form>")[0]).Where(form => form.Split('>')[0].Contains("method=\"post\"", StringComparison.Ordinal));

    private async Task AskEverybodyAsync(params string[] open)
    {
        await pages.OpenStagesAsync(open);
        var wrong = new List<string>();
        foreach (var name in People)
        {
            using var visitor = await pages.SignInAsync(name);
            var person = await pages.PersonAsync(name);
            wrong.AddRange(await AskEverythingAsync(visitor, name, person, open));
        }

        wrong.ShouldBeEmpty();
    }

    private async Task<List<string>> AskEverythingAsync(Visitor visitor, string name, Person person, string[] open)
    {
        using var stored = new Stored(pages.Folder);
        var wrong = new List<string>();
        var token = await visitor.TokenAsync("/desk");
        foreach (var cell in Cells.AtEveryStage.Where(cell => cell.Stage is not null || open.Length != 1))
        {
            foreach (var unit in cell.Units)
            {
                var allowed = cell.Allows(pages.Map, person, unit) && (cell.Owner is null || cell.Owner == name);
                if (allowed && cell.HasTurn(open) && cell.Handler != "GET")
                    continue; // what is allowed changes things: the tests of its feature look at it
                var before = stored.Read();
                var answer = await pages.AskAsync(visitor, token, cell, unit);
                var told = $"{person.FullName}: {cell} {unit}, open: {string.Join(' ', open)}";
                if (!IsRight(answer.StatusCode, allowed, cell))
                    wrong.Add($"{told}: {(int)answer.StatusCode}");
                if ((!allowed || cell.Handler != "GET") && stored.Read().Except(before).Select(table => table.Key).ToList() is { Count: > 0 } changed)
                    wrong.Add($"{told}: changed {string.Join(", ", changed)}");
            }
        }

        return wrong;
    }

    private static bool IsRight(HttpStatusCode status, bool allowed, Cell cell) =>
        cell.IsElsewhere ? (int)status < 500 && (cell.Handler == "GET" ? allowed || (int)status >= 400 : (int)status >= 400)
        : !allowed ? status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound
        : cell.Handler == "GET" ? status is HttpStatusCode.OK or HttpStatusCode.Redirect
        : (int)status is >= 400 and < 500;
}
