using System.Net;
using System.Text.RegularExpressions;
using ChiSo.Application.People;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>A round whose results are frozen: whatever may be read answers and is led to, nothing can be changed, and no page has a button that says otherwise.</summary>
public sealed partial class FrozenRoundTests(FrozenDesk pages) : IClassFixture<FrozenDesk>
{
    /// <summary>Forms that only read.</summary>
    private const string Archive = "Archive";

    private static readonly string[] Places = ["/thu-2024", "/thu-hai-cap-2024", "/desk/signed-sheets/", "/desk/site-checks/", "/desk/council-papers/", "/desk/request-files/", "/desk/figure-uploads/", "/desk/prefilled-uploads/"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static IEnumerable<Cell> OfRounds => Cells.All.Where(cell => cell.Handler != Archive && Places.Any(place => cell.Path.Contains(place, StringComparison.Ordinal)));

    [Fact]
    [Trait("Duration", "Long")]
    public async Task Everything_is_read_by_those_who_may_and_nothing_is_changed_by_anybody()
    {
        var wrong = new List<string>();
        foreach (var name in EveryCellTests.People)
        {
            using var visitor = await pages.SignInAsync(name);
            wrong.AddRange(await AskEverythingAsync(visitor, name, await pages.PersonAsync(name)));
        }

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("canbo", "/desk/thu-2024/departments/noivu/self")]
    [InlineData("lanhdao", "/desk/thu-2024/departments/noivu/requests")]
    [InlineData("thamdinh", "/desk/thu-2024/departments/review/review1")]
    [InlineData("capmot", "/desk/thu-hai-cap-2024/wards/review/first_level")]
    [InlineData("uyvien", "/desk/rounds/thu-2024")]
    [InlineData("kiemtoan", "/desk/rounds/thu-2024")]
    [InlineData("chutich", "/desk/rounds/thu-2024")]
    public async Task The_desk_leads_to_what_may_be_read_and_every_link_answers(string name, string address)
    {
        using var visitor = await pages.SignInAsync(name);
        var links = LinksOf(PartOf(await visitor.TextAsync("/desk"), "id=\"past\"", "<section"));
        links.ShouldContain(address);
        foreach (var round in links.Where(link => link.StartsWith("/desk/rounds/", StringComparison.Ordinal)).ToList())
            links.UnionWith(LinksOf(PartOf(await visitor.TextAsync(round), "<main", "</main>")));
        foreach (var link in links)
        {
            using var answer = await visitor.GetAsync(link);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, link);
        }
    }

    [Fact]
    public async Task The_list_of_rounds_has_both_those_under_way_and_those_over()
    {
        using var office = await pages.SignInAsync("thuongtruc");
        var page = await office.TextAsync("/desk/rounds");
        LinksOf(PartOf(page, "id=\"past\"", "</section>")).ShouldBe(["/desk/rounds/can-tho-2023", "/desk/rounds/thu-2024", "/desk/rounds/thu-hai-cap-2024"], ignoreOrder: true);
        LinksOf(PartOf(page, "<main", "id=\"past\"")).ShouldContain("/desk/rounds/" + Cells.Prepared);
    }

    private async Task<List<string>> AskEverythingAsync(Visitor visitor, string name, Person person)
    {
        using var stored = new Stored(pages.Folder);
        var wrong = new List<string>();
        var token = await visitor.TokenAsync("/desk/account");
        foreach (var cell in OfRounds)
        {
            foreach (var unit in cell.Units)
            {
                var allowed = cell.Allows(pages.Map, person, unit) && (cell.Owner is null || cell.Owner == name);
                var before = stored.Read();
                using var answer = await pages.AskAsync(visitor, token, cell, unit);
                if (!IsRight(answer.StatusCode, allowed, cell))
                    wrong.Add($"{person.FullName}: {cell} {unit}: {(int)answer.StatusCode}");
                if (cell.Handler != "GET" && stored.Read().Except(before).Select(table => table.Key).ToList() is { Count: > 0 } changed)
                    wrong.Add($"{person.FullName}: {cell} {unit}: changed {string.Join(", ", changed)}");
                if (cell.Handler == "GET" && answer.IsSuccessStatusCode && answer.Content.Headers.ContentType?.MediaType == "text/html" && Acts(await answer.Content.ReadAsStringAsync(Cancel)))
                    wrong.Add($"{person.FullName}: {cell} {unit}: has a button that acts");
            }
        }

        return wrong;
    }

    private static bool IsRight(HttpStatusCode status, bool allowed, Cell cell) =>
        cell.Handler != "GET" ? (int)status is >= 400 and < 500 // that the round is over may be told to anybody
        : allowed ? status is HttpStatusCode.OK : status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound;

    /// <summary>Whether a page has a form with a button that would change something.</summary>
    private static bool Acts(string page) => PartOf(page, "<main", "</main>").Split("<form ").Skip(1).Select(form => form.Split("</form>")[0])
        .Any(form => form.Split('>')[0] is var head && head.Contains("method=\"post\"", StringComparison.Ordinal) && !head.Contains("handler=" + Archive, StringComparison.Ordinal) && form.Contains("<button", StringComparison.Ordinal));

    private static string PartOf(string page, string from, string to)
    {
        var begin = page.IndexOf(from, StringComparison.Ordinal);
        begin.ShouldBeGreaterThanOrEqualTo(0, $"the page has no {from}");
        var end = page.IndexOf(to, begin + from.Length, StringComparison.Ordinal);
        return end < 0 ? page[begin..] : page[begin..end];
    }

    private static SortedSet<string> LinksOf(string part) => new(Link().Matches(part).Select(link => link.Groups["address"].Value), StringComparer.Ordinal);

    [GeneratedRegex("href=\"(?<address>/desk/[^\"#?]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
