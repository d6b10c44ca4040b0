using System.Net;
using System.Text.RegularExpressions;
using ChiSo.Application.Spreadsheets;

namespace ChiSo.Web.Tests.Assessment;

/// <summary>A self-assessment filled in Excel, over HTTP: downloaded, sent back, shown and taken in.</summary>
public sealed class SheetFilePageTests(DemoPages pages) : IClassFixture<DemoPages>
{
    private const string Line = "TC_RS_TH";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_officer_downloads_the_template_sends_it_back_and_takes_the_changes_in()
    {
        using var officer = await pages.SignInAsync("canbo");
        (await officer.TextAsync(DemoPages.Sheet)).ShouldContain(DemoPages.Sheet + "/fill.xlsx");
        var template = await officer.GetAsync(DemoPages.Sheet + "/fill.xlsx");
        template.Content.Headers.ContentDisposition!.FileName.ShouldBe("tu-danh-gia-thu-2024-noivu.xlsx"); // every download names itself
        using var content = new MemoryStream(await template.Content.ReadAsByteArrayAsync(Cancel));
        var read = TableFiles.Read(content, "a.xlsx");
        read.Problems.ShouldBeEmpty();
        var rows = read.Tables[0];
        var row = rows.Rows.Single(one => one.Cells[0].Text == Line);
        string Cell(string heading) => row.Cells[rows.Columns.IndexOf(heading)].Text;

        var shown = await officer.SendAsync(DemoPages.Sheet + "?handler=File", await FileAsync(officer, $"Mã tiêu chí,Số liệu 1,Số liệu 2,Giải trình,Đơn vị,Kỳ,Phiên bản\n{Line},7,8,\"còn một văn bản\",noivu,thu-2024,{Cell("Phiên bản")}\n"));
        shown.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var at = shown.Headers.Location!.ToString(); // a redirect has one
        var page = WebUtility.HtmlDecode(await officer.TextAsync(at));
        page.ShouldContain("1 dòng thay đổi, 0 dòng không đổi");
        page.ShouldContain("còn một văn bản");
        page.ShouldContain("0,875");
        var taken = await officer.PostAsync(at, at, new() { ["seen"] = Regex.Match(page, "name=\"seen\" value=\"(?<seen>[0-9a-f]{64})\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["seen"].Value });
        (taken.StatusCode, taken.Headers.Location!.ToString()).ShouldBe((HttpStatusCode.Redirect, DemoPages.Sheet));
        WebUtility.HtmlDecode(await officer.TextAsync(DemoPages.Sheet + "/TC")).ShouldContain("còn một văn bản");
        WebUtility.HtmlDecode(await officer.TextAsync(at)).ShouldContain("Đã nhận lúc");
    }

    [Fact]
    public async Task A_wrong_file_is_told_by_its_cells_and_others_see_nothing_of_it()
    {
        using var officer = await pages.SignInAsync("canbo");
        (await officer.SendAsync(DemoPages.Sheet + "?handler=File", await FileAsync(officer, ""))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var at = (await officer.SendAsync(DemoPages.Sheet + "?handler=File", await FileAsync(officer, $"Mã tiêu chí,Số liệu 1,Đơn vị,Kỳ,Phiên bản\n{Line},nhiều,noivu,thu-2024,0\n"))).Headers.Location!.ToString(); // a redirect has one
        var page = WebUtility.HtmlDecode(await officer.TextAsync(at));
        page.ShouldContain("tu-cham.csv:2:Số liệu 1");
        page.ShouldNotContain("Nhận các thay đổi");
        (await officer.PostAsync(at, at, new() { ["seen"] = "" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var leader = await pages.SignInAsync("lanhdao");
        (await leader.GetAsync(at)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var appraiser = await pages.SignInAsync("thamdinh");
        (await appraiser.GetAsync(DemoPages.Sheet + "/fill.xlsx")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<MultipartFormDataContent> FileAsync(Visitor visitor, string text) =>
        new() { { new StringContent(await visitor.TokenAsync(DemoPages.Sheet)), "__RequestVerificationToken" }, { new StringContent(text), "file", "tu-cham.csv" } };
}
