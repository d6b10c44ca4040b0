using System.Net;
using ChiSo.Application.Audit;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Imported;
using ChiSo.Application.Vietnamese;
using ChiSo.Web.Tests.Surveys;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>Things of surveys.</summary>
internal static partial class Things
{
    /// <summary>A survey run elsewhere.</summary>
    public const string Table = "buu-dien-2025";

    /// <summary>A paper form two people keyed differently.</summary>
    public const string Differing = "P-1";

    /// <summary>A paper form one person has keyed.</summary>
    public const string KeyedOnce = "P-2";

    /// <summary>As many as make a group whose answers are shown.</summary>
    private const int Invited = 12;

    private const string Field = $"/desk/fieldwork/{Cells.FieldSurvey}/{Cells.FieldArea}";
    private const string Forms = $"/desk/surveys/{Cells.FieldSurvey}/paper";

    private static async Task OfSurveysAsync(DemoPages pages, Dictionary<string, string> made)
    {
        var table = new ImportedTable(Table, "Bưu điện (thử)", "Báo cáo 12/BC-BĐ", new(2025, 12, 31), [new(Unit, "Sở Nội vụ", "access", 88.5m, null, null)]);
        (await pages.Installation.ImportedTables.ImportAsync(table, Change.OnThisMachine(TimeProvider.System, "thử"), Cancel)).Problems.ShouldBeEmpty();
        await OfFieldworkAsync(pages, made);
        await OfPaperAsync(pages);
    }

    /// <summary>People of the area given to the interviewer with their slips.</summary>
    private static async Task OfFieldworkAsync(DemoPages pages, Dictionary<string, string> made)
    {
        Invitee[] list = [.. Enumerable.Range(1, Invited).Select(number => new Invitee($"M{number}", Unit, "", "") { Whereabouts = new($"Bà Mai {number}", $"Số {number}, đường Thử", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"0000 000 {number:000}")) })];
        var invited = await pages.Installation.Surveys.InviteAsync(Cells.FieldSurvey, list, Change.OnThisMachine(TimeProvider.System, "thử"), Cancel);
        invited.Problems.ShouldBeEmpty();
        invited.TryGet(out var links).ShouldBeTrue();
        using var coordinator = await pages.SignInAsync("dieuphoi");
        var interviewer = $"{(await pages.PersonAsync("dieutravien")).Id:D}";
        (await coordinator.PostAsync(Field, Field + "?handler=Give", new() { ["interviewer"] = interviewer, ["group"] = Unit + "|", ["count"] = $"{Invited}" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await coordinator.PostAsync(Field, Field + "?handler=HandOver", new() { ["interviewer"] = interviewer, ["way"] = "out", ["day"] = Today, ["slips"] = $"{Invited}" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var place = (await pages.Installation.FieldAreas.FindAsync(Cells.FieldSurvey, Cells.FieldArea, Cancel)).ShouldNotBeNull();
        made["visit"] = $"{(await pages.Installation.FieldReading.BookAsync(place, Cancel)).People.Single(one => one.Reference == "M1").Invitation:D}";
        made["slip"] = links.Single(link => link.To.Reference == "M1").Key;
        made["today"] = Today;
    }

    private static async Task OfPaperAsync(DemoPages pages)
    {
        using var first = await pages.SignInAsync("nhapphieu");
        using var second = await pages.SignInAsync("nhapphieu2");
        await KeyAsync(first, Differing, "2");
        await KeyAsync(second, Differing, "4");
        await KeyAsync(first, KeyedOnce, "2");
    }

    private static async Task KeyAsync(Visitor keyer, string form, string economy) =>
        (await keyer.PostAsync(Forms + "/key", Forms + "/key", PaperPageTests.Form(form, ("a.policy_economy", economy)))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

    private static string Today => VietnameseDates.ToText(VietnamTime.Today(TimeProvider.System));
}
