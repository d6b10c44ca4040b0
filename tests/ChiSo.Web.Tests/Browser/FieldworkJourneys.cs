using ChiSo.Application.Vietnamese;
using ChiSo.Web.Tests.Surveys;

namespace ChiSo.Web.Tests.Browser;

/// <summary>Fieldwork in a real browser: the coordinator's desk, the interviewer's telephone, the supervisor's list.</summary>
public sealed class FieldworkJourneys(FieldPages pages, Chromium chromium) : IClassFixture<FieldPages>
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task People_are_given_visited_and_checked_again(int width)
    {
        var home = pages.Address + FieldPages.Home;
        var coordinator = await chromium.SignInAsync(pages.Address, "dieuphoi", width);
        await coordinator.GotoAsync(home);
        await Look.AtAsync(coordinator, $"field-area-empty-{width}");
        await coordinator.FillAsync("#count", "12");
        await coordinator.ClickAsync("form[action*='handler=Give'] button");
        await coordinator.FillAsync("#slips", "12");
        await coordinator.ClickAsync("form[action*='handler=HandOver'] button");
        await coordinator.WaitForURLAsync(home);
        await Look.AtAsync(coordinator, $"field-area-{width}");

        var interviewer = await chromium.SignInAsync(pages.Address, "dieutravien", width);
        await interviewer.GotoAsync(home + "/visits");
        await Look.AtAsync(interviewer, $"field-visits-{width}");
        await interviewer.ClickAsync("td a, th a");
        await Look.AtAsync(interviewer, $"field-visit-{width}");
        await interviewer.ClickAsync("input[value='FormCollected']");
        await interviewer.ClickAsync("form[action*='handler=Record'] button");
        await interviewer.WaitForURLAsync(home + "/visits");

        var supervisor = await chromium.SignInAsync(pages.Address, "giamsat", width);
        await supervisor.GotoAsync(home + "/recheck");
        await supervisor.FillAsync("#seed", "2026");
        await supervisor.ClickAsync("form[action*='handler=Draw'] button");
        await supervisor.ClickAsync("details summary");
        await Look.AtAsync(supervisor, $"field-recheck-{width}");
        await supervisor.SelectOptionAsync("select[name='result']", "Confirmed");
        await supervisor.ClickAsync("details form button");
        await supervisor.GetByText("Đúng như ghi nhận, " + VietnameseDates.ToText(VietnamTime.Today(TimeProvider.System))).First.WaitForAsync();

        var manager = await chromium.SignInAsync(pages.Address, "khaosat", width);
        await manager.GotoAsync($"{pages.Address}/desk/surveys/{SurveyPages.ByLink}/areas");
        await manager.ClickAsync("details summary");
        await Look.AtAsync(manager, $"field-areas-{width}");
    }
}
