using System.Collections.Immutable;
using ChiSo.Application.Results;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;
using Microsoft.Playwright;

namespace ChiSo.Web.Tests.Browser;

/// <summary>A small round in a real browser by everybody it takes, from the file with its criteria set to the result on the public pages.</summary>
public sealed class NewRoundJourneys(Chromium chromium, DemoPages pages) : IClassFixture<DemoPages>
{
    /// <summary>The line the unit and its appraiser don't agree on.</summary>
    private const string Disputed = "TC_XD_TD";

    /// <summary>The line on which the unit agrees that it has fewer points.</summary>
    private const string Lost = "TT_RS_DG";

    /// <summary>The line a member of the council has looked at again.</summary>
    private const string Reopened = "TC_XD_QT";

    /// <summary>The whole criteria set. The two last lines name an appraising agency that has no people.</summary>
    private static readonly string[] Lines = [Disputed, Reopened, "TC_TD_XL", Lost, "TT_PA_CK"];

    private readonly List<string> trouble = [];

    [Theory]
    [InlineData(1280, Traits = ["Duration", "Long"])]
    [InlineData(390, Traits = ["Duration", "Long"])]
    public async Task A_round_goes_from_its_file_to_the_approved_result(int width)
    {
        var cast = new Cast(chromium, pages.Address, width);
        await TakeInAsync(cast);
        await PublishAsync(cast);
        await OpenAsync(cast);
        await AssignAsync(cast);
        await HireAsync(cast);
        await AssessAsync(cast, "noivu", "canbo", "lanhdao");
        await AssessAsync(cast, "tuphap", Hired(cast), "chutri");
        await ReviewAsync(cast);
        await ExplainAsync(cast);
        await ReviewAgainAsync(cast);
        await DecideAsync(cast);
        await ApproveAsync(cast);
        trouble.ShouldBeEmpty();
    }

    private static string RoundOf(Cast cast) => $"nam-{cast.Width}";

    private static string Hired(Cast cast) => $"canbo.tuphap.{cast.Width}";

    /// <summary>The standing office hands over the workbook, reads what it would make, and makes it.</summary>
    private async Task TakeInAsync(Cast cast)
    {
        var office = await EnterAsync(cast, "thuongtruc", "/desk/rounds");
        await office.ClickAsync("text=Lập kỳ mới");
        await office.SetInputFilesAsync("#file", new FilePayload { Name = "ky-moi.xlsx", MimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Buffer = Workbook(RoundOf(cast)) });
        await LookAsync(cast, office, "file");
        await office.ClickAsync("main button.main");
        await office.Locator("#changes").WaitForAsync();
        await LookAsync(cast, office, "uploaded");
        await office.ClickAsync("main button.main");
        await office.WaitForURLAsync(url => url.EndsWith("/prepare", StringComparison.Ordinal) || url.Contains("/jobs/", StringComparison.Ordinal));
        await office.GotoAsync($"{cast.Address}/desk/rounds/{RoundOf(cast)}/prepare");
        await office.Locator("#workbook").WaitForAsync();
        await LookAsync(cast, office, "prepared");
    }

    /// <summary>One proposes the criteria set, another publishes it.</summary>
    private async Task PublishAsync(Cast cast)
    {
        var first = await EnterAsync(cast, "thuongtruc", $"/desk/rounds/{RoundOf(cast)}/prepare");
        await first.ClickAsync("section[aria-labelledby=sets] a");
        (await first.Locator("#lines").InnerTextAsync()).ShouldContain($"{Lines.Length}");
        await LookAsync(cast, first, "set-draft");
        await first.ClickAsync("form[action*='Propose'] button");
        await first.Locator(".lead:has-text('đã trình ban hành')").WaitForAsync();
        await LookAsync(cast, first, "set-proposed");

        var second = await EnterAsync(cast, "thuongtruc2", "/desk");
        await second.ClickAsync($".work a[href*='/{RoundOf(cast)}/criteria/']");
        await LookAsync(cast, second, "set-second");
        await second.ClickAsync("form[action*='Publish'] button");
        await second.Locator(".lead:has-text('đã ban hành')").WaitForAsync();
        await LookAsync(cast, second, "set-published");
    }

    /// <summary>One sets the dates and proposes to open, another opens.</summary>
    private async Task OpenAsync(Cast cast)
    {
        var first = await EnterAsync(cast, "thuongtruc", $"/desk/rounds/{RoundOf(cast)}");
        await LookAsync(cast, first, "undated");
        foreach (var stage in new[] { "self", "review1", "explanation", "review2", "council" })
        {
            await first.FillAsync($"#opens-dates-{stage}", "01/01/2025 08:00");
            await first.FillAsync($"#closes-dates-{stage}", "31/12/2099 17:00");
            await first.ClickAsync($"form:has(#opens-dates-{stage}) button");
            (await first.InputValueAsync($"#closes-dates-{stage}")).ShouldBe("31/12/2099 17:00");
        }

        await LookAsync(cast, first, "dated");
        await first.ClickAsync("form[action*='Propose'] button.main");
        await first.Locator("form[action*='handler=Withdraw'] button").WaitForAsync();
        await LookAsync(cast, first, "proposed");

        var second = await EnterAsync(cast, "thuongtruc2", "/desk");
        await second.ClickAsync($".work a[href='/desk/rounds/{RoundOf(cast)}']");
        await second.ClickAsync("form[action*='handler=Open'] button");
        await second.Locator("#opening").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await LookAsync(cast, second, "open");
    }

    /// <summary>A field whose agency has nobody goes to one that has.</summary>
    private async Task AssignAsync(Cast cast)
    {
        var office = await EnterAsync(cast, "thuongtruc", "/desk");
        await office.ClickAsync($".work a[href='/desk/rounds/{RoundOf(cast)}/appraisers']");
        await LookAsync(cast, office, "unassigned");
        await office.SelectOptionAsync("#departments-node", "TT");
        await office.SelectOptionAsync("#departments-agency", "tuphap");
        await office.FillAsync("#departments-reason", "Công văn số 12");
        await office.ClickAsync("form:has(#departments-node) button.main");
        await office.Locator("text=Cơ quan nào cũng có người thẩm định").WaitForAsync();
        await LookAsync(cast, office, "assigned");
    }

    /// <summary>The administrator makes an officer of the second unit, who chooses a password.</summary>
    private async Task HireAsync(Cast cast)
    {
        var administrator = await EnterAsync(cast, "quantri", "/desk/accounts");
        await administrator.ClickAsync("summary:has-text('Thêm tài khoản')");
        await administrator.FillAsync("#fullName", "Cán bộ Sở Tư pháp");
        await administrator.FillAsync("#userName", People.DemoPeople.Prefix + Hired(cast));
        await LookAsync(cast, administrator, "account");
        await administrator.ClickAsync("form.stack button");
        var link = await administrator.InnerTextAsync("section[aria-labelledby=handover] code");
        await administrator.ClickAsync("a:has-text('Tiếp theo: giao vai trò')");
        await administrator.SelectOptionAsync("#role", "UnitOfficer");
        await administrator.SelectOptionAsync("#unit", "tuphap");
        await administrator.FillAsync("#ground", "QĐ 12/QĐ-STP ngày 05/01/2026");
        await administrator.ClickAsync("button:has-text('Giao vai trò')");
        await administrator.Locator("#roles:has-text('(1)')").WaitForAsync();
        await LookAsync(cast, administrator, "granted");

        var hired = await chromium.OpenAsync(cast.Width);
        await hired.GotoAsync(link);
        await LookAsync(cast, hired, "password");
        await hired.FillAsync("#password", People.DemoPeople.Password);
        await hired.ClickAsync("main button.main");
        await hired.Locator(".state a[href='/sign-in']").WaitForAsync();
    }

    /// <summary>The officer fills every line and sends the sheet, the leader hands it in.</summary>
    private async Task AssessAsync(Cast cast, string unit, string officer, string leader)
    {
        var sheet = $"/desk/{RoundOf(cast)}/departments/{unit}/self";
        var filling = await EnterAsync(cast, officer, "/desk");
        await LookAsync(cast, filling, $"{unit}-desk");
        await filling.ClickAsync($".work a[href='{sheet}']");
        var fields = await filling.Locator(".progress a").EvaluateAllAsync<string[]>("all => all.map(one => one.getAttribute('href'))");
        foreach (var field in fields)
        {
            await filling.ClickAsync($"a[href='{field}']");
            foreach (var line in await filling.Locator("[data-line]").AllAsync())
            {
                await Cast.FillAsync(line);
                await line.Locator("[data-status] .saved").WaitForAsync();
            }

            await LookAsync(cast, filling, $"{unit}-field{Array.IndexOf(fields, field)}");
            await filling.ClickAsync(".actions a:has-text('Xem cả bảng')");
        }

        await LookAsync(cast, filling, $"{unit}-filled");
        await filling.ClickAsync("button:has-text('Gửi lãnh đạo đơn vị duyệt')");

        var handing = await EnterAsync(cast, leader, "/desk");
        await handing.ClickAsync($".work a[href='{sheet}']");
        await LookAsync(cast, handing, $"{unit}-leader");
        await Cast.HandInAsync(handing);
        await LookAsync(cast, handing, $"{unit}-handed-in");
    }

    /// <summary>The appraiser lowers two lines of the one unit and accepts the rest, the agency's leader confirms; the agency's own lines go through the working group.</summary>
    private async Task ReviewAsync(Cast cast)
    {
        var appraiser = await EnterAsync(cast, "thamdinh", Review(cast, "review1", "noivu"));
        await LookAsync(cast, appraiser, "review");
        await Cast.LowerAsync(appraiser, Disputed, "0", "Thiếu tờ trình có dấu đến");
        await appraiser.Locator($"#{Disputed} .state-mark.appraised").WaitForAsync();
        await Cast.LowerAsync(appraiser, Lost, "0", "Quyết định ban hành ngoài kỳ số liệu");
        await appraiser.Locator($"#{Lost} .state-mark.appraised").WaitForAsync();
        await AcceptAsync(appraiser);
        await LookAsync(cast, appraiser, "reviewed");

        var leader = await EnterAsync(cast, "chutri", Review(cast, "review1", "noivu"));
        await LookAsync(cast, leader, "confirm");
        await ConfirmAsync(leader, Lines.Length);
        await LookAsync(cast, leader, "confirmed");

        var group = await EnterAsync(cast, "togiup", Review(cast, "review1", "tuphap"));
        await AcceptAsync(group);
        await LookAsync(cast, group, "group-reviewed");
        var head = await EnterAsync(cast, "totruong", Review(cast, "review1", "tuphap"));
        await ConfirmAsync(head, Lines.Length);
        await LookAsync(cast, head, "group-confirmed");
    }

    /// <summary>The unit agrees on one line and maintains the other.</summary>
    private async Task ExplainAsync(Cast cast)
    {
        var sheet = $"/desk/{RoundOf(cast)}/departments/noivu/explanation";
        var officer = await EnterAsync(cast, "canbo", "/desk");
        await officer.ClickAsync($".work a[href='{sheet}']");
        await LookAsync(cast, officer, "explanation");
        await officer.ClickAsync(".progress a:has-text('Cải cách thủ tục hành chính')");
        await officer.ClickAsync($"[data-line='{Lost}'] button[formaction*='Agree']");
        await officer.Locator("text=Đơn vị đồng ý").First.WaitForAsync();
        await LookAsync(cast, officer, "agreed");
        await officer.GotoAsync(cast.Address + sheet);
        await officer.ClickAsync(".progress a:has-text('Cải cách thể chế')");
        var line = officer.Locator($"[data-line='{Disputed}']");
        await line.Locator("textarea[name^=reason]").FillAsync("Tờ trình số 12/TTr-SNV gửi kèm");
        await line.Locator("input.number").First.FillAsync("1");
        await officer.RunAndWaitForResponseAsync(() => line.Locator("input.number").Last.BlurAsync(), response => response.Url.Contains("handler=Line", StringComparison.Ordinal));
        await line.Locator("[data-status]:has(.saved) >> text=Đơn vị không đồng ý").WaitForAsync();
        await LookAsync(cast, officer, "maintained");
        await officer.ClickAsync(".actions a:has-text('Xem cả bảng')");
        await officer.ClickAsync("button:has-text('Gửi lãnh đạo đơn vị duyệt')");

        var leader = await EnterAsync(cast, "lanhdao", "/desk");
        await leader.ClickAsync($".work a[href='{sheet}']");
        await LookAsync(cast, leader, "explanation-leader");
        await Cast.HandInAsync(leader);
    }

    /// <summary>The appraiser stays with the first mark, and the agency's leader confirms.</summary>
    private async Task ReviewAgainAsync(Cast cast)
    {
        var appraiser = await EnterAsync(cast, "thamdinh", "/desk");
        await appraiser.ClickAsync($".work a[href*='/{RoundOf(cast)}/'][href*='review2']");
        await LookAsync(cast, appraiser, "second-review-block");
        await appraiser.GotoAsync(cast.Address + Review(cast, "review2", "noivu"));
        await LookAsync(cast, appraiser, "second-review");
        await Cast.LowerAsync(appraiser, Disputed, "0", "Tờ trình gửi kèm không có dấu đến");
        await appraiser.Locator($"#{Disputed} .state-mark.appraised").WaitForAsync();

        var leader = await EnterAsync(cast, "chutri", Review(cast, "review2", "noivu"));
        await ConfirmAsync(leader, 1);
        await LookAsync(cast, leader, "second-confirmed");
    }

    /// <summary>A member asks for one more line; the council gives the unit what it maintains, takes over the appraisal of the other line and passes the list.</summary>
    private async Task DecideAsync(Cast cast)
    {
        var council = $"/desk/{RoundOf(cast)}/departments/council";
        var member = await EnterAsync(cast, "uyvien", $"{council}/noivu/{Reopened}");
        await LookAsync(cast, member, "member");
        await Cast.ReopenAsync(member);
        var chair = await EnterAsync(cast, "chutoa", council);
        await LookAsync(cast, chair, "chair");

        var secretary = await EnterAsync(cast, "thuky", "/desk");
        await secretary.ClickAsync($".work a[href='{council}']");
        await LookAsync(cast, secretary, "council");
        await Cast.MeetAsync(secretary);
        await LookAsync(cast, secretary, "meeting");
        await secretary.ClickAsync($"th a[href$='/noivu/{Disputed}']");
        await secretary.Locator("form[action*='Decide'] fieldset input.number").First.FillAsync("1");
        await secretary.FillAsync("#reason", "Tờ trình có trong sổ văn bản đến");
        await secretary.FillAsync("#decide-for", "3");
        await LookAsync(cast, secretary, "deciding");
        await secretary.ClickAsync("form[action*='Decide'] button.main");
        await secretary.Locator("text=Tán thành 3").WaitForAsync();
        await LookAsync(cast, secretary, "decided");
        await secretary.GotoAsync(cast.Address + council);
        await Cast.AdoptAsync(secretary);
        await Cast.PassAsync(secretary);
        await LookAsync(cast, secretary, "passed");
    }

    /// <summary>The decision is recorded, the public reads the result, the auditor who did what.</summary>
    private async Task ApproveAsync(Cast cast)
    {
        var chairman = await EnterAsync(cast, "chutich", "/desk");
        await chairman.ClickAsync($".work a[href='/desk/rounds/{RoundOf(cast)}/overview']");
        await LookAsync(cast, chairman, "overview");
        await Cast.ApproveAsync(chairman);
        await LookAsync(cast, chairman, "approved");

        var reader = await chromium.OpenAsync(cast.Width);
        await reader.GotoAsync($"{cast.Address}/{RoundOf(cast)}/departments");
        await LookAsync(cast, reader, "public");
        (await reader.Locator("table.ranking tbody tr").AllInnerTextsAsync()).Select(row => row.Contains("Sở Tư pháp", StringComparison.Ordinal)).ShouldBe([true, false]);
        await reader.ClickAsync("table.ranking a:has-text('Sở Nội vụ')");
        await LookAsync(cast, reader, "public-unit");

        var auditor = await EnterAsync(cast, "kiemtoan", "/desk/trail?Filter.Act=round.approved");
        await auditor.Locator(".trail li", new() { HasText = RoundOf(cast) }).First.WaitForAsync();
        await LookAsync(cast, auditor, "trail");
        (await pages.Installation.VerifyTrailAsync(TestContext.Current.CancellationToken)).IsWhole.ShouldBeTrue();
    }

    private static string Review(Cast cast, string stage, string unit) => $"/desk/{RoundOf(cast)}/departments/review/{stage}/unit/{unit}";

    private static async Task AcceptAsync(IPage appraiser)
    {
        await Cast.TickAllAsync(appraiser, "accept");
        await appraiser.Locator(".done").WaitForAsync();
    }

    private static async Task ConfirmAsync(IPage leader, int lines)
    {
        await Cast.TickAllAsync(leader, "confirm");
        await leader.Locator(".state-mark.confirmed").First.WaitForAsync();
        (await leader.Locator(".state-mark.confirmed").CountAsync()).ShouldBe(lines);
    }

    /// <summary>A person signs in and goes to a page; what the page complains of from now on is kept, but for a line that is refused while half of it is typed.</summary>
    private async Task<IPage> EnterAsync(Cast cast, string person, string path)
    {
        var page = await cast.EnterAsync(person, path);
        page.Console += (_, message) => Keep(message.Type is "error" or "warning" && !message.Text.Contains("status of 422", StringComparison.Ordinal), $"{person}: {message.Text}");
        page.PageError += (_, error) => Keep(true, $"{person}: {error}");
        return page;
    }

    private void Keep(bool isTrouble, string what)
    {
        if (isTrouble)
            trouble.Add(what);
    }

    private static Task LookAsync(Cast cast, IPage page, string name) => Look.AtAsync(page, $"new-year-{name}-{cast.Width}");

    /// <summary>Two units and five lines of the sample, as a file a standing office would write.</summary>
    private static byte[] Workbook(string code)
    {
        RoundTables.Parse(TableFiles.Read(House.Repository.PathOf("samples/can-tho-2023"))).TryGet(out var sample).ShouldBeTrue();
        var block = sample!.Blocks[0]; // read just above
        var criteria = block.Criteria with { Code = code, Version = 1, BonusCap = null, DeductionCap = null, Roots = [.. block.Criteria.Roots.SelectMany(Kept)] };
        using var file = new MemoryStream();
        XlsxTables.Write(file, RoundTables.Format(sample with
        {
            Code = code,
            Name = Words.Same($"Kỳ từ tệp {code}"),
            Blocks = [block with
            {
                Criteria = criteria,
                Method = block.Method with { TieBreaks = [], Gates = [], Base = [new(Words.Same("Thẩm định"), new(criteria.Roots.Sum(root => root.Max.Value)), [Supplier.Unit])] },
                Units = [.. block.Units.Where(unit => unit.Code is "noivu" or "tuphap")],
                Positions = [],
                Decisions = [],
                History = [],
            }],
        }));
        return file.ToArray();
    }

    /// <summary>The node with what is kept below it; nothing where none of <see cref="Lines"/> is.</summary>
    private static IEnumerable<CriteriaNode> Kept(CriteriaNode node)
    {
        ImmutableArray<CriteriaNode> children = [.. node.Children.SelectMany(Kept)];
        if (node.IsLeaf)
            return Lines.Contains(node.Code.Value) ? [node] : [];
        return children.IsEmpty ? [] : [node with { Children = children, Max = new(children.Sum(child => child.Max.Value)) }];
    }
}
