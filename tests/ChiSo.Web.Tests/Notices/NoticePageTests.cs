using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;

namespace ChiSo.Web.Tests.Notices;

/// <summary>Notices over HTTP and through a real mail server: addresses, reminder, letter, and what did not arrive.</summary>
public sealed partial class NoticePageTests(NoticePages pages) : IClassFixture<NoticePages>
{
    private const string Reminder = $"/desk/rounds/{DemoPages.Round}/reminder";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reminder_goes_to_people_of_late_units_and_what_is_refused_can_be_tried_again()
    {
        await pages.ReachAsync("lanhdao", "lanhdao@example.vn");
        using var office = await pages.SignInAsync("thuongtruc");
        var form = WebUtility.HtmlDecode(await office.TextAsync(Reminder));
        form.ShouldContain("lanhdao@example.vn");
        var tooLong = string.Join(' ', Enumerable.Repeat("Đề nghị nộp ngay.", 200));
        (await office.PostAsync(Reminder, Reminder, new() { ["text"] = tooLong, ["token"] = Token().Match(form).Groups[1].Value })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var second = await pages.SignInAsync("thuongtruc2");
        await SendAsync(office, second);
        await pages.Work.RunAsync(Cancel);

        var failed = WebUtility.HtmlDecode(await office.TextAsync("/desk/messages"));
        failed.ShouldContain("Máy chủ trả lời: 552");
        WebUtility.HtmlDecode(await office.TextAsync("/desk")).ShouldContain("Không gửi được (1)");
        WebUtility.HtmlDecode(await office.TextAsync(Reminder)).ShouldContain("Không gửi được, dừng lúc");
        (await office.PostAsync("/desk/messages", "/desk/messages", new() { ["id"] = Id().Match(failed).Groups[1].Value })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        WebUtility.HtmlDecode(await office.TextAsync("/desk/messages")).ShouldContain("Đang chờ (1)");

        (await office.PostAsync(Reminder, Reminder, new() { ["text"] = "Đề nghị nộp trước 17 giờ.", ["token"] = Guid.NewGuid().ToString() })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await SendAsync(office, second);
        await pages.Work.RunAsync(Cancel);
        pages.Mail.Taken().ShouldContain(mail => mail.Subject == "[ChiSo] Đôn đốc nộp bảng tự đánh giá: Sở Nội vụ" && mail.TextBody!.Contains("Đề nghị nộp trước 17 giờ.", StringComparison.Ordinal)); // plain text
    }

    /// <summary>Whoever wrote the reminder that waits can't send it; the second person does.</summary>
    private static async Task SendAsync(Visitor writer, Visitor second)
    {
        var waiting = new Dictionary<string, string> { ["id"] = Id().Match(await writer.TextAsync(Reminder)).Groups[1].Value };
        (await writer.PostAsync(Reminder, Reminder + "?handler=Send", waiting)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await second.PostAsync(Reminder, Reminder + "?handler=Letter", waiting)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await second.PostAsync(Reminder, Reminder + "?handler=Send", waiting)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await second.TextAsync(Reminder)).ShouldNotContain("handler=Send");
    }

    [Fact]
    public async Task The_stage_is_chosen_among_those_that_have_begun()
    {
        using var office = await pages.SignInAsync("thuongtruc");
        var live = (await pages.Installation.Live.FindAsync(DemoPages.Round, Cancel)).ShouldNotBeNull();
        foreach (var stage in live.Stages.Append("khong-co").Append(""))
        {
            var begun = stage is "" or "self" || (stage != "council" && live.Clock.TurnOf(stage, "", TimeProvider.System.GetUtcNow().UtcDateTime) is not (Application.Rounds.Turn.NotSet or Application.Rounds.Turn.NotYet));
            (await office.GetAsync($"{Reminder}?stage={stage}")).StatusCode.ShouldBe(begun ? HttpStatusCode.OK : HttpStatusCode.NotFound, stage);
        }
    }

    [Fact]
    public async Task The_letter_comes_with_the_list()
    {
        using var office = await pages.SignInAsync("thuongtruc");
        using var answer = await office.PostAsync(Reminder, Reminder + "?handler=Letter", new() { ["text"] = "Đề nghị nộp trước 17 giờ." });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var document = new ZipArchive(await answer.Content.ReadAsStreamAsync(Cancel), ZipArchiveMode.Read);
        using var reader = new StreamReader(await document.GetEntry("word/document.xml")!.OpenAsync(Cancel)); // a Word file has one
        var text = await reader.ReadToEndAsync(Cancel);
        text.ShouldContain("Đề nghị nộp trước 17 giờ.");
        text.ShouldContain("Sở Nội vụ");
    }

    [Fact]
    public async Task A_reminder_that_reaches_nobody_says_so_and_keeps_what_was_typed()
    {
        using var office = await pages.SignInAsync("thuongtruc");
        using var answer = await office.PostAsync(Reminder, Reminder, new() { ["text"] = "", ["token"] = Guid.NewGuid().ToString() });
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("Nội dung còn trống");
    }

    [Fact]
    public async Task An_address_that_is_none_is_refused()
    {
        using var administrator = await pages.SignInAsync("quantri");
        var page = $"/desk/accounts/{(await pages.PersonAsync("thamdinh")).Id:D}";
        using var answer = await administrator.PostAsync(page, page + "?handler=Contact", new() { ["email"] = "thamdinh" });
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("Địa chỉ thư điện tử chưa đúng");
    }

    [GeneratedRegex("name=\"token\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("name=\"id\" value=\"([^\"]+)\"")]
    private static partial Regex Id();
}
