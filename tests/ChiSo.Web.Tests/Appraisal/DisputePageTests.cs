using System.Globalization;
using System.Net;
using ChiSo.Application.Assessment;
using ChiSo.Application.Rounds;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Web.Tests.Appraisal;

/// <summary>Cases about figures on the appraiser's pages, over HTTP: marked everywhere, decided with a reason.</summary>
public sealed class DisputePageTests(HandedInPages pages) : IClassFixture<HandedInPages>
{
    private const string Block = "/desk/thu-2024/departments/review/review1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_appraiser_sees_the_mark_on_every_page_and_decides()
    {
        var dispute = await DisputedAsync();
        using var appraiser = await pages.SignInAsync("thamdinh");
        WebUtility.HtmlDecode(await appraiser.TextAsync("/desk")).ShouldContain("Quyết định phản ánh số liệu");
        WebUtility.HtmlDecode(await appraiser.TextAsync(Block)).ShouldContain("Phản ánh số liệu điền sẵn: 1 đang chờ quyết định");
        foreach (var page in new[] { Block + "/TC_XD_TD", Block + "/unit/noivu" })
        {
            var shown = WebUtility.HtmlDecode(await appraiser.TextAsync(page));
            shown.ShouldContain("Số liệu đang có phản ánh", customMessage: page);
            shown.ShouldContain("Sổ của đơn vị", customMessage: page);
            shown.ShouldContain("Theo nguồn: 4", customMessage: page);
        }

        using var secretary = await pages.SignInAsync("thuky");
        WebUtility.HtmlDecode(await secretary.TextAsync("/desk/thu-2024/departments/council")).ShouldContain("Số liệu đang có phản ánh");
        WebUtility.HtmlDecode(await secretary.TextAsync("/desk/thu-2024/departments/council/noivu/TC_XD_TD")).ShouldContain("Số liệu đang có phản ánh");
        WebUtility.HtmlDecode(await secretary.TextAsync("/desk/thu-2024/departments/council/noivu/TC_XD_TD")).ShouldContain("Sổ của đơn vị");
        var without = await DecideAsync(appraiser, dispute, reason: "");
        without.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await without.Content.ReadAsStringAsync(Cancel)).ShouldContain("Chưa ghi lý do.");
        foreach (var step in new[] { "", "Khác" })
            (await DecideAsync(appraiser, dispute, step: step)).StatusCode.ShouldBe(HttpStatusCode.NotFound, "no decision is taken for what is no step");
        (await DecideAsync(appraiser, dispute)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await using (var context = pages.Installation.Database.Open())
        {
            var stored = await context.FigureDisputes.SingleAsync(Cancel);
            (stored.State, stored.Decision, stored.OwnValue).ShouldBe((DisputeState.Rejected, "Sổ không có dấu đến", 5m));
        }

        using var officer = await pages.SignInAsync("canbo");
        var news = WebUtility.HtmlDecode(await officer.TextAsync("/desk"));
        news.ShouldContain("Đã quyết định: theo số liệu của nguồn, 4; lý do “Sổ không có dấu đến”");
        news.ShouldContain("href=\"/desk/thu-2024/departments/noivu/self#disputes\"");
        var decided = WebUtility.HtmlDecode(await appraiser.TextAsync(Block + "/TC_XD_TD"));
        decided.ShouldContain("Đã quyết định: theo số liệu của nguồn");
        decided.ShouldContain("Sổ không có dấu đến");
        decided.ShouldNotContain("Số liệu đang có phản ánh");
        (await DecideAsync(appraiser, dispute)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "it is decided");
        var kept = await DecideAsync(appraiser, dispute, "xem lại sổ", "Reopen", seen: 7);
        kept.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        WebUtility.HtmlDecode(await kept.Content.ReadAsStringAsync(Cancel)).ShouldContain("xem lại sổ</textarea>", customMessage: "what was typed stays");
        (await DecideAsync(appraiser, dispute, "xem lại sổ", "Reopen", seen: 2)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        WebUtility.HtmlDecode(await appraiser.TextAsync(Block + "/TC_XD_TD")).ShouldContain("Số liệu đang có phản ánh");
        (await appraiser.TextAsync(Block)).ShouldContain("href=\"/desk/thu-2024/departments/prefilled\"");
    }

    private static Task<HttpResponseMessage> DecideAsync(Visitor visitor, Guid dispute, string reason = "Sổ không có dấu đến", string step = "Reject", int seen = 1) =>
        visitor.PostAsync(Block + "/TC_XD_TD", Block + "/TC_XD_TD?handler=Decide", new() { ["dispute"] = dispute.ToString(), ["seen"] = seen.ToString(CultureInfo.InvariantCulture), ["step"] = step, ["reason"] = reason });

    /// <summary>A figure with a case, as they stand once a unit has handed in.</summary>
    private async Task<Guid> DisputedAsync()
    {
        await using var context = pages.Installation.Database.Open();
        var round = context.Rounds.Single(one => one.Code == DemoPages.Round).Id;
        var at = TimeProvider.System.GetUtcNow().UtcDateTime;
        var figure = new PrefilledFigure
        {
            BlockId = context.Blocks.Single(one => one.RoundId == round && one.Code == "departments").Id, Unit = "noivu", Criterion = new("TC_XD_TD"), Letter = "a", Sequence = 1, Value = 4,
            Source = "Hệ thống quản lý văn bản", QueriedOn = new(2024, 1, 1), Reference = "", By = "thử", Person = Guid.Empty, At = at,
        };
        var dispute = new FigureDispute { FigureId = figure.Id, OwnValue = 5, Reason = "Sổ của đơn vị", OpenedBy = "thử", Person = Guid.Empty, OpenedAt = at };
        context.AddRange(figure, dispute);
        await context.SaveChangesAsync(Cancel);
        return dispute.Id;
    }
}
