using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Rounds;
using ChiSo.Engine;

namespace ChiSo.Web.Tests.Appraisal;

/// <summary>The demo round after its first unit has handed in; the figures of one line are those of a system.</summary>
public sealed class SystemPages : HandedInPages
{
    public const string Line = "TC_XD_TD";

    public const string Source = "Hệ thống quản lý văn bản";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var cancel = TestContext.Current.CancellationToken;
        var last = (await Installation.Rounds.LoadAsync("can-tho-2023", cancel)).ShouldNotBeNull().Blocks[0].Positions.Last(position => position.Unit == "noivu" && position.Stage == Stages.Self && position.Criterion.Value == Line);
        var values = last.Entry.ShouldBeOfType<Entry.Figures>().Values;
        var rows = values.Zip("ab", (value, letter) => string.Create(CultureInfo.InvariantCulture, $"noivu,2.1.1,{letter},{value},{Source},01/01/2024,\n"));
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("Mã đơn vị,Tiêu chí,Số liệu,Giá trị,Nguồn,Ngày truy vấn,Tham chiếu\n" + string.Concat(rows)));
        var office = await PersonAsync("thuongtruc");
        (await Installation.PrefilledLoading.LayInAsync(Round, "departments", file, "so-lieu.csv", office, cancel)).TryGet(out var upload).ShouldBeTrue();
        (await Installation.PrefilledLoading.TakeInAsync(upload, (await Installation.PrefilledLoading.PlanAsync(upload, office, cancel)).ShouldNotBeNull().Seen, office, cancel)).Problems.ShouldBeEmpty();
    }
}

/// <summary>Which lines come ticked for many at once, over HTTP and without script: those from a system alone.</summary>
public sealed partial class SystemLinePageTests(SystemPages pages) : IClassFixture<SystemPages>
{
    private const string Unit = "/desk/thu-2024/departments/review/review1/unit/noivu";
    private const string ByHand = "TC_XD_QT";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_lines_from_a_system_come_ticked_to_be_accepted_and_to_be_confirmed()
    {
        using var appraiser = await pages.SignInAsync("thamdinh");
        var page = WebUtility.HtmlDecode(await appraiser.TextAsync(Unit));
        var boxes = Boxes(page, "accept");
        boxes.Where(box => box.Value).Select(box => box.Key).ShouldBe([SystemPages.Line]);
        boxes.Keys.ShouldContain(ByHand);
        page.ShouldContain($"từ hệ thống: {SystemPages.Source}");
        page.ShouldContain("1 dòng có số liệu từ hệ thống được chọn sẵn");

        (await TickedAsync(appraiser, LinkOf(page, "Bỏ chọn tất cả"), "accept")).ShouldBeEmpty();
        (await TickedAsync(appraiser, LinkOf(page, "Chọn 1 dòng từ hệ thống"), "accept")).ShouldBe([SystemPages.Line]);

        var refused = await appraiser.PostAsync(Unit, $"{Unit}?handler=Accept", new() { ["line"] = $"noivu:{ByHand}:7" });
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        Boxes(WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Cancel)), "accept").ShouldNotContain(box => box.Value, "what was posted is ticked, as far as it is still the version that was seen");

        var accepted = await appraiser.PostAsync(Unit, $"{Unit}?handler=Accept", new() { ["line"] = $"noivu:{SystemPages.Line}:0" });
        page = WebUtility.HtmlDecode(await appraiser.TextAsync(accepted.Headers.Location.ShouldNotBeNull().OriginalString));
        page.ShouldContain("Đã chấp nhận 1 dòng.");
        (await appraiser.PostAsync(Unit, $"{Unit}?handler=Undo", new() { ["line"] = $"noivu:{SystemPages.Line}:1" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await StateAsync()).ShouldBe(ReviewState.Open);

        (await appraiser.PostAsync(Unit, $"{Unit}?handler=Accept", new() { ["line"] = $"noivu:{SystemPages.Line}:2" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await appraiser.PostAsync(Unit, $"{Unit}?handler=Accept", new() { ["line"] = $"noivu:{ByHand}:0" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var leader = await pages.SignInAsync("chutri");
        page = WebUtility.HtmlDecode(await leader.TextAsync(Unit));
        Boxes(page, "confirm").ShouldBe(new Dictionary<string, bool> { [SystemPages.Line] = true, [ByHand] = false }, ignoreOrder: true);
        page.ShouldContain($"từ hệ thống: {SystemPages.Source}");
        (await TickedAsync(leader, LinkOf(page, "Bỏ chọn tất cả"), "confirm")).ShouldBeEmpty();
    }

    private async Task<ReviewState> StateAsync() =>
        (await pages.Installation.Reviews.ReadAsync(new(DemoPages.Round, "departments", Stages.FirstReview), Cancel)).ShouldNotBeNull().Line("noivu", new(SystemPages.Line)).ShouldNotBeNull().State;

    private static async Task<IEnumerable<string>> TickedAsync(Visitor visitor, string address, string form) =>
        Boxes(WebUtility.HtmlDecode(await visitor.TextAsync(address)), form).Where(box => box.Value).Select(box => box.Key);

    private static string LinkOf(string page, string words) => Regex.Match(page, $"<a href=\"(?<to>[^\"]+)\">{words}</a>", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["to"].Value;

    /// <summary>Each line of the unit that can be ticked, and whether it is.</summary>
    private static Dictionary<string, bool> Boxes(string page, string form) =>
        Box().Matches(page).Where(box => box.Groups["form"].Value == form).ToDictionary(box => box.Groups["line"].Value, box => box.Groups["on"].Success);

    [GeneratedRegex("form=\"(?<form>accept|confirm)\" name=\"line\" value=\"noivu:(?<line>[^:]+):[0-9]+\"(?<on> checked)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Box();
}
