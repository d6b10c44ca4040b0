using System.Collections.Immutable;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Devices;
using ChiSo.Application.Surveys.Management;
using ChiSo.Web.Hosting;
using ChiSo.Web.Language;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>Devices interviewers collect a survey with: added with a password that is shown once, and revoked.</summary>
public sealed class SurveyDevicesPage(Installation installation, Texts texts) : SurveyDeskPage(installation, texts)
{
    private const int Group = 4;

    /// <summary>What a device is given as the address of the server.</summary>
    public string Address => $"{Request.Scheme}://{Request.Host}/s/{Survey}/openrosa";

    /// <summary>Whether a device may send its password to that address.</summary>
    public bool IsSafe => BasicSignIn.IsSafe(Request);

    public bool MayAdd => MayRun && State is SurveyState.Waiting or SurveyState.Open;

    /// <summary>Also revoked ones.</summary>
    public ImmutableArray<CollectingDevice> Devices { get; private set; } = [];

    /// <summary>The password just made, as people type it; empty on every other page.</summary>
    public string Password { get; private set; } = "";

    /// <summary>What was typed.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What was typed.</summary>
    public string Holder { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ShowAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAddAsync(string? name, string? holder, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        (Name, Holder) = (name ?? "", holder ?? "");
        var added = await Installation.Devices.AddAsync(Survey, new(Name, Holder), Person, cancel);
        if (!added.TryGet(out var password))
            return Refused(added.Problems);
        Password = string.Join('-', password.Chunk(Group).Select(letters => new string(letters)));
        await ShowAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(Guid id, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        var revoked = await Installation.Devices.RevokeAsync(Survey, id, Person, cancel);
        return revoked.TryGet(out _) ? LocalRedirect($"/desk/surveys/{Survey}/devices") : Refused(revoked.Problems);
    }

    private async Task<bool> ShowAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(Said["Devices_Title"], cancel))
            return false;
        Devices = await Installation.Devices.ListAsync(Live, cancel);
        return true;
    }
}
