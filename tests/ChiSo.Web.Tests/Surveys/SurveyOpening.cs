using System.Globalization;
using System.Net;
using ChiSo.Application.Vietnamese;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>Surveys as two people open them in the browser.</summary>
internal static class SurveyOpening
{
    public const string Form = "/desk/new-survey";

    /// <summary>What is typed for a survey of two units, open since yesterday.</summary>
    public static Dictionary<string, string> Fields(string code) => new()
    {
        ["code"] = code, ["questionnaire"] = "satisfaction@1", ["asker.vi"] = "Sở Nội vụ", ["asker.en"] = "Home Affairs", ["decision"] = "QĐ 12", ["purpose.vi"] = "Để biết", ["minutes"] = "8", ["telephone"] = "0123", ["consent.version"] = "1", ["consent.vi"] = "Đồng ý",
        ["opens"] = Day(-1), ["closes"] = Day(20), ["keepUntil"] = Day(400), ["access"] = "invitation", ["display"] = "steps", ["minimumCell"] = "10", ["target"] = "40", ["units"] = "noivu; Sở Nội vụ\ntuphap; Sở Tư pháp",
    };

    /// <returns>The address of what was proposed.</returns>
    public static async Task<string> ProposeAsync(Visitor manager, Dictionary<string, string> fields)
    {
        var proposed = await manager.PostAsync(Form, Form, fields);
        proposed.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return proposed.Headers.Location!.OriginalString; // a redirect has one
    }

    /// <summary>Proposed by this manager, approved by the second.</summary>
    public static async Task OpenAsync(DemoPages pages, Visitor manager, string code)
    {
        var proposal = await ProposeAsync(manager, Fields(code));
        using var second = await pages.SignInAsync("khaosat2");
        (await second.PostAsync(proposal, proposal + "?handler=Approve", [])).Headers.Location!.OriginalString.ShouldBe($"/desk/surveys/{code}"); // a redirect has one
    }

    public static string Day(int days) => VietnamTime.Today(TimeProvider.System).AddDays(days).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
