using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Fieldwork;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>The pages with a survey by link whose people about the Department of Home Affairs are one area of fieldwork.</summary>
public sealed class FieldPages : SurveyPages
{
    public const string Area = "dia-ban-1";
    public const string Home = $"/desk/fieldwork/{ByLink}/{Area}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The keys of those invited, by reference, once the area is there.</summary>
    public ImmutableDictionary<string, string> Keys { get; private set; } = ImmutableDictionary<string, string>.Empty;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await OpenAsync();
        var list = Enumerable.Range(1, 24).Select(number => new Application.Surveys.Collection.Invitee($"M{number:000}", "noivu", "", "") { Whereabouts = new($"Bà Mai {number:000}", $"Số {number}, đường Hòa Bình", $"0292 3 812 {number:000}") }).ToList();
        (await Installation.Surveys.InviteAsync(ByLink, list, Change.OnThisMachine(TimeProvider.System, "thử"), Cancel)).TryGet(out var links).ShouldBeTrue();
        Keys = links.ToImmutableDictionary(link => link.To.Reference, link => link.Key);
        await HireAsync(this, ByLink, Area);
    }

    public async Task<FieldBook> BookAsync() => await Installation.FieldReading.BookAsync((await Installation.FieldAreas.FindAsync(ByLink, Area, Cancel)).ShouldNotBeNull(), Cancel);

    /// <summary>Makes an area of a survey and gives the demo's people of fieldwork their mandates in it.</summary>
    public static async Task HireAsync(DemoPages pages, string survey, string area)
    {
        (await pages.Installation.FieldAreas.DeclareAsync(survey, new(area, "Địa bàn 1", "noivu", "", 0), await pages.PersonAsync("khaosat"), Cancel)).Problems.ShouldBeEmpty();
        foreach (var (name, role) in new[] { ("dieuphoi", Role.FieldCoordinator), ("dieutravien", Role.Interviewer), ("giamsat", Role.FieldSupervisor) })
        {
            var account = (await pages.PersonAsync(name)).Id;
            (await pages.Installation.Accounts.GrantAsync(new(account, role, "", "thử") { Survey = survey, Area = area }, Change.OnThisMachine(TimeProvider.System, "thử"), Cancel)).Problems.ShouldBeEmpty();
        }
    }
}
