using System.Collections.Immutable;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Fieldwork;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Web.Language;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>One area: how its fieldwork goes, who visits whom, slips handed over, what is paid.</summary>
public sealed class FieldAreaPage(Installation installation, TimeProvider clock, Texts texts) : AreaDeskPage(installation, texts)
{
    public FieldBook Book { get; private set; } = null!; // set before the page is rendered

    public ImmutableArray<FieldworkUnit> Board { get; private set; } = [];

    public ImmutableArray<QuotaCount> Quotas { get; private set; } = [];

    public DateOnly Today => VietnamTime.Today(clock);

    /// <summary>Whether people may still be given to interviewers.</summary>
    public bool MayGive => MayRun && !Place.Survey.IsClosed;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ShowAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostGiveAsync(Guid interviewer, string? group, string? count, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        var (unit, stratum) = (group ?? "").Split('|', 2) is [var first, var second] ? (first, second) : ("", "");
        return After(await Installation.FieldCoordination.GiveAsync(Survey, Area, new(interviewer, unit, stratum, Count(count)), Person, cancel));
    }

    public async Task<IActionResult> OnPostTakeBackAsync(Guid interviewer, CancellationToken cancel) => !await ShowAsync(cancel) ? NotFound()
        : After(await Installation.FieldCoordination.TakeBackAsync(Survey, Area, interviewer, Person, cancel));

    public async Task<IActionResult> OnPostHandOverAsync(Guid interviewer, string? way, string? day, string? slips, string? forms, string? spoiled, CancellationToken cancel) => !await ShowAsync(cancel) ? NotFound()
        : After(await Installation.FieldCoordination.HandOverAsync(Survey, Area, new(interviewer, way == "back", Day(day) ?? DateOnly.MaxValue, Count(slips), Count(forms), Count(spoiled)), Person, cancel));

    public async Task<IActionResult> OnPostPricesAsync(string? respondent, string? interviewer, int seen, CancellationToken cancel) => !await ShowAsync(cancel) ? NotFound()
        : After(await Installation.FieldCoordination.SetPricesAsync(Survey, Area, Whole(respondent), Whole(interviewer), seen, Person, cancel));

    private IActionResult After<T>(Result<T> result) => result.TryGet(out _) ? LocalRedirect(Home) : Refused(result.Problems);

    /// <summary>0 for an empty field, less than that for what is no number.</summary>
    private static int Count(string? typed) => string.IsNullOrWhiteSpace(typed) ? 0 : Whole(typed) is { } number and <= 1_000_000 ? (int)number : -1;

    private async Task<bool> ShowAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(Said["Field_Area"], page => page.MayRead, cancel))
            return false;
        Book = await Installation.FieldReading.BookAsync(Place, cancel);
        Board = await Installation.FieldReading.BoardAsync(Place, cancel);
        Quotas = await Installation.FieldQuotas.CountAsync(Place, cancel);
        return true;
    }
}
