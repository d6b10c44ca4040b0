using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Fieldwork;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using ChiSo.Web.Surveys;
using ChiSo.Web.Surveys.Fieldwork;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.Pages;

/// <summary>A page about one area of a survey's fieldwork, for those whose mandate is for it and those who see every area.</summary>
public abstract class AreaDeskPage(Installation installation, Texts texts) : DeskPage
{
    private static readonly (string Field, string Key)[] Fields =
    [
        ("interviewer", "Field_Interviewer"), ("count", "Field_Count"), ("code", "Visit_Code"), ("day", "Visit_Day"), ("result", "Visit_Result"), ("slips", "Handover_Title"), ("respondent", "Payment_Respondent"),
        ("pay-interviewer", "Payment_Interviewer"), ("share", "Recheck_Share"), ("seed", "Recheck_Seed"), ("note", "Recheck_Note"), ("person", "Visits_Person"),
    ];

    [FromRoute]
    public string Survey { get; set; } = "";

    [FromRoute]
    public string Area { get; set; } = "";

    protected Installation Installation => installation;

    protected Texts Said => texts;

    public FieldPlace Place { get; private set; } = null!; // set before the page is rendered

    public string Home => $"/desk/fieldwork/{Place.Survey.Code}/{Place.Area.Code}";

    /// <summary>Whether its answers are made up.</summary>
    public bool IsIllustrative { get; private set; }

    public bool MayRead => Person.May(Act.ReadFieldwork, Place.AimAt());

    public bool MayRun => Person.May(Act.RunFieldwork, Place.AimAt());

    public bool MayFind => Person.May(Act.FindPeople, Place.AimAt());

    public bool MayInterview => Person.May(Act.Interview, Place.AimAt(Person.Id));

    public bool MayCheck => Person.May(Act.Recheck, Place.AimAt());

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    public string NameOf(string unit) => SurveyNames.Invited(Place.Survey, unit);

    /// <param name="title">Of the page.</param>
    /// <param name="may">Whether the page is for this person.</param>
    protected async Task<bool> ReadAsync(string title, Func<AreaDeskPage, bool> may, CancellationToken cancel)
    {
        if (await installation.FieldAreas.FindAsync(Survey, Area, cancel) is not { } place)
            return false;
        Place = place;
        if (!may(this))
            return false;
        IsIllustrative = await installation.SurveyReading.IsIllustrativeAsync(place.Survey, cancel);
        ViewData[PageFrame.Key] = new PageFrame($"{title} · {place.Area.Name}", [new(texts["Desk_Title"], "/desk"), new(texts["Field_Title"], "/desk/fieldwork")], Person: Person);
        return true;
    }

    /// <summary>The page again with why something was not done.</summary>
    protected PageResult Refused(ImmutableArray<Problem> problems)
    {
        Problems = FieldTexts.Placed(problems, texts, Fields);
        Response.StatusCode = problems[0].Code is "field.not-allowed" or "survey.not-allowed" ? StatusCodes.Status403Forbidden : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>A day as typed; <c>null</c> for none.</summary>
    protected static DateOnly? Day(string? typed) => VietnameseDates.TryRead((typed ?? "").Trim(), out var day) ? day : null;

    /// <summary>A whole number as typed, thousands parted or not; <c>null</c> for none.</summary>
    protected static long? Whole(string? typed) =>
        long.TryParse((typed ?? "").Replace(".", "", StringComparison.Ordinal).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
