using System.Net;
using ChiSo.Application.Files;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Files;
using ChiSo.Web.Tests.Appraisal;

namespace ChiSo.Web.Tests.Assessment;

/// <summary>Printing a sheet and laying it in signed, over HTTP.</summary>
public sealed class SignedSheetPageTests(HandedInPages pages) : IClassFixture<HandedInPages>
{
    private const string At = DemoPages.Sheet;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/report.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("/score-sheet.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    public async Task Those_who_may_read_the_sheet_take_it_printed_and_it_is_on_record(string file, string type)
    {
        using var officer = await pages.SignInAsync("canbo");
        var since = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(-1);
        var answer = await officer.GetAsync(At + file);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(type); // a file has one
        (await answer.Content.ReadAsByteArrayAsync(Cancel))[..2].ShouldBe("PK"u8.ToArray());
        (await pages.Installation.Reads.SinceAsync(since, Cancel)).ShouldContain(read => read.What == "score-sheet.exported" && read.Subject == "thu-2024 noivu self");

        using var stranger = await pages.SignInAsync("chutri");
        (await stranger.GetAsync(At + file)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var nobody = pages.Open();
        (await nobody.GetAsync(At + file)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_signed_copy_is_laid_in_shown_and_taken_out_again()
    {
        using var officer = await pages.SignInAsync("canbo");
        var refused = await SendAsync(officer, "", "31/12/2099", "%PDF-1.7 ký"u8.ToArray());
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var told = await refused.Content.ReadAsStringAsync(Cancel);
        told.ShouldContain("Chưa ghi số báo cáo.");
        told.ShouldContain("Ngày ký chưa đúng hoặc chưa tới.");

        var unsaid = await SendAsync(officer, "215/BC-SNV", "20/01/2024", "%PDF-1.7 ký"u8.ToArray(), says: false);
        unsaid.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await unsaid.Content.ReadAsStringAsync(Cancel)).ShouldContain("không biết tệp có dấu mật hay không");
        (await SendAsync(officer, "215/BC-SNV", "20/01/2024", "%PDF-1.7 ký"u8.ToArray())).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await officer.TextAsync(At);
        page.ShouldContain("Bản ký số 215/BC-SNV ngày 20/01/2024");
        var sheet = (await pages.Installation.Sheets.ReadAsync(DemoPages.Round, "departments", "noivu", Stages.Self, Cancel)).ShouldNotBeNull();
        var signed = (await pages.Installation.SignedSheets.OfAsync(sheet, Cancel))[0].Sheet;
        var path = $"/desk/signed-sheets/{signed.Id:D}";
        page.ShouldContain(path);
        var copy = await officer.GetAsync(path);
        copy.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf"); // a file has one
        copy.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; sandbox"]);
        using var stranger = await pages.SignInAsync("chutri");
        (await stranger.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var office = await pages.SignInAsync("thuongtruc");
        (await office.TextAsync($"/desk/rounds/{DemoPages.Round}")).ShouldContain("Bản ký 215/BC-SNV");

        await HeldFiles.HoldAsync(pages.Installation.Database, signed.FileHash, FileState.Pending);
        var held = await officer.TextAsync(At);
        held.ShouldContain("Đang chờ quét mã độc");
        held.ShouldContain("Bản ký số 215/BC-SNV ngày 20/01/2024");
        held.ShouldNotContain(path, customMessage: "nobody clicks into an error");
    }

    private static async Task<HttpResponseMessage> SendAsync(Visitor visitor, string number, string day, byte[] content, bool says = true)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await visitor.TokenAsync(At)), "__RequestVerificationToken" },
            { new StringContent(number), "number" },
            { new StringContent(day), "signedOn" },
            { new ByteArrayContent(content), "file", "bản ký.pdf" },
            { new StringContent(says ? "true" : ""), "NotSecret" },
        };
        return await visitor.SendAsync(At + "?handler=Signed", form);
    }
}
