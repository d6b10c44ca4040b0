using System.Net;
using System.Text;
using ChiSo.Application.Results;
using ChiSo.Application.Tests.Files;

namespace ChiSo.Web.Tests.Assessment;

/// <summary>Workbooks where a virus scanner is set, with a real clamd: their pages say that they wait, go on by themselves, and tell what to do.</summary>
public sealed class ScannedUploadPageTests(ScannedFilePageTests.Pages pages) : IClassFixture<ScannedFilePageTests.Pages>
{
    private const string Block = "/desk/thu-2024/departments/review/review1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_workbook_waits_says_so_and_is_read_once_it_is_clean()
    {
        await pages.Clamd.StopAsync();
        using var office = await pages.SignInAsync("thuongtruc");
        using var appraiser = await pages.SignInAsync("thamdinh");
        using var json = new MemoryStream();
        var round = (await pages.Installation.Rounds.LoadAsync(DemoPages.Round, Cancel)).ShouldNotBeNull();
        RoundJson.Write(json, round with { Code = "cho-quet", Blocks = [round.Blocks[0] with { Positions = [], Decisions = [] }] });
        var workbook = (await office.UploadAsync("/desk/new-round", "ky.json", json.ToArray())).Headers.Location.ShouldNotBeNull().OriginalString;
        var figures = await SendFiguresAsync(appraiser, "Mã đơn vị,9.9.9\nnoivu,1\n");

        foreach (var (visitor, page) in new[] { (office, workbook), (appraiser, figures) })
        {
            var shown = await visitor.TextAsync(page);
            shown.ShouldContain("Tệp đang chờ phần mềm quét mã độc, nên chưa đọc được nội dung.");
            shown.ShouldContain("data-over=\"no\"");
            shown.ShouldContain("http-equiv=\"refresh\"");
            shown.ShouldNotContain("name=\"seen\"");
            var early = await visitor.PostAsync(page, page, new() { ["seen"] = "" });
            early.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        await pages.Clamd.StartAsync();
        (await DemoPages.OverAsync(office, workbook)).ShouldContain("Kỳ mới:");
        (await DemoPages.OverAsync(appraiser, figures)).ShouldContain("table.unknown-column");
    }

    [Fact]
    public async Task A_harmful_workbook_is_never_read_and_the_page_says_what_to_do()
    {
        using var office = await pages.SignInAsync("thuongtruc");
        var page = (await office.UploadAsync("/desk/new-round", "xau.csv", Encoding.UTF8.GetBytes(ClamdServer.Bad))).Headers.Location.ShouldNotBeNull().OriginalString;
        var shown = await DemoPages.OverAsync(office, page);
        shown.ShouldContain("Phần mềm quét thấy mã độc trong tệp");
        shown.ShouldContain("lập lại tệp sạch rồi gửi");
    }

    private static async Task<string> SendFiguresAsync(Visitor visitor, string content)
    {
        using var form = new MultipartFormDataContent { { new StringContent(await visitor.TokenAsync(Block)), "__RequestVerificationToken" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(content)), "file", "so-lieu.csv" } };
        return (await visitor.SendAsync(Block + "?handler=Figures", form)).Headers.Location.ShouldNotBeNull().OriginalString;
    }
}
