using System.Net;
using ChiSo.Application.Vietnamese;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>Visits that came to no interview, over HTTP.</summary>
public sealed class FieldVisitPageTests(FieldPages pages) : IClassFixture<FieldPages>
{
    private const string Home = FieldPages.Home;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Today => VietnameseDates.ToText(VietnamTime.Today(TimeProvider.System));

    [Fact]
    public async Task A_visit_without_an_interview_is_written_down_once()
    {
        using var coordinator = await pages.SignInAsync("dieuphoi");
        (await coordinator.PostAsync(Home, Home + "?handler=Give", new() { ["interviewer"] = (await pages.PersonAsync("dieutravien")).Id.ToString("D"), ["group"] = "noivu|", ["count"] = "24" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var field = await pages.SignInAsync("dieutravien");
        var person = (await pages.BookAsync()).People.Single(one => one.Reference == "M024");
        var visit = $"{Home}/visits/{person.Invitation}";
        Dictionary<string, string> refused = new() { ["result"] = "Refused", ["day"] = Today, ["seen"] = "0" };
        (await field.PostAsync(visit, visit + "?handler=Record", new() { ["day"] = "mai", ["seen"] = "0" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await field.PostAsync(visit, visit + "?handler=Record", refused)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var again = await field.PostAsync(visit, visit + "?handler=Record", refused);
        again.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await again.Content.ReadAsStringAsync(Cancel)).ShouldContain("Người khác vừa thay đổi chỗ này");
        WebUtility.HtmlDecode(await field.TextAsync(visit)).ShouldContain($"{Today}: Từ chối");
    }
}
