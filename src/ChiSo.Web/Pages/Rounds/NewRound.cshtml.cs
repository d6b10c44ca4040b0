using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Web.Language;
using ChiSo.Web.Publication;
using ChiSo.Web.Rounds;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>Where a new round begins: an earlier one, or a file.</summary>
public sealed class NewRoundPage(Installation installation, TimeProvider clock, Texts texts) : PreparationPage(installation, clock)
{
    public ImmutableArray<EarlierRound> Earlier { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken cancel)
    {
        if (Change is not { } change || !await ReadAsync(cancel))
            return NotFound();
        var laid = await LayInAsync(file, "", change, cancel);
        return laid.TryGet(out var id) ? LocalRedirect(UploadAddress.Of(id)) : Refused(laid.Problems);
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (!Person.May(Act.PrepareRound, new()))
            return false;
        Earlier = await Installation.Preparation.EarlierAsync(cancel);
        ViewData[PageFrame.Key] = new PageFrame(texts["NewRound_Title"], [new(texts["Desk_Title"], "/desk"), new(texts["Rounds_Live"], "/desk/rounds")], Person: Person);
        return true;
    }
}
