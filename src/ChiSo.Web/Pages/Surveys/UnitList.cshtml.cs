using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Sampling.Handed;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using ChiSo.Web.Surveys;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>A unit hands in the list of people a survey may ask, for as long as it is asked for.</summary>
[RequestSizeLimit(MostBytes)]
[RequestFormLimits(ValueLengthLimit = MostBytes, MultipartBodyLengthLimit = MostBytes)]
public sealed class UnitListPage(Installation installation, Texts texts) : DeskPage
{
    private const int MostBytes = 32 * 1024 * 1024;

    public LiveSurvey Live { get; private set; } = null!; // set before the page is rendered

    public UnitListBoard Board { get; private set; } = null!; // as above

    public string Unit { get; private set; } = "";

    /// <summary>The codes its people stand under.</summary>
    public ImmutableArray<string> Lists { get; private set; } = [];

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    /// <summary>Whether somebody said what the file calls a column.</summary>
    public bool HasNames => HandedListFile.Columns.Any(column => NameOf(column).Length > 0);

    /// <summary>What the file calls a column, as typed.</summary>
    public string NameOf(string column) => Request.HasFormContentType ? this.Typed("as-" + column) : "";

    public async Task<IActionResult> OnGetAsync(string survey, string unit, CancellationToken cancel) => await ReadAsync(survey, unit, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string survey, string unit, IFormFile? list, CancellationToken cancel)
    {
        if (!await ReadAsync(survey, unit, cancel))
            return NotFound();
        var done = await installation.UnitLists.HandInAsync(survey, unit, list is null ? (Result<ImmutableArray<Invitee>>?)null : Read(list), Person, cancel);
        if (done.TryGet(out _))
            return LocalRedirect($"/desk/survey-lists/{survey}/{unit}");
        Problems = done.Problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private Result<ImmutableArray<Invitee>> Read(IFormFile file)
    {
        using var stream = file.OpenReadStream();
        return HandedListFile.Read(stream, file.FileName, HandedListFile.Columns.ToDictionary(column => column, NameOf), Lists);
    }

    private async Task<bool> ReadAsync(string survey, string unit, CancellationToken cancel)
    {
        if (!Person.May(Act.HandInPeople, new(unit)) || await installation.Surveys.FindAsync(survey, cancel) is not { } live || await installation.UnitLists.BoardAsync(live, cancel) is not { IsOpen: true } board)
            return false;
        (Live, Board, Unit, Lists) = (live, board, unit, UnitLists.ListsOf(live.Declaration, unit));
        ViewData[PageFrame.Key] = new PageFrame(texts["HandList_Title", SurveyNames.Unit(live, unit)], [new(texts["Desk_Title"], "/desk")], Person: Person);
        return !Lists.IsEmpty;
    }
}
