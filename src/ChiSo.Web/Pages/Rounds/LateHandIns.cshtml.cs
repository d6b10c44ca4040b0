using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>What follows in a block from handing in late, which units did, and what the standing office confirms or waives.</summary>
public sealed class LateHandInsPage(Installation installation, TimeProvider clock, Texts texts) : DeskPage
{
    [FromRoute]
    public string Round { get; set; } = "";

    [FromRoute]
    public string Block { get; set; } = "";

    public LateDesk Desk { get; private set; } = null!; // set before the page is rendered

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    public bool MayRun => Person.May(Act.RunRound, new()) && Desk.Round.FrozenAt is null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel) ? Page() : NotFound();

    public Task<IActionResult> OnPostRuleAsync(string? line, LateCounting counting, string? days, CancellationToken cancel) =>
        ChangeAsync(async (change, _) => (await installation.Late.SetRuleAsync(Round, Block, new(new(line ?? ""), counting, Number(days)), change, cancel)).Problems, cancel);

    public Task<IActionResult> OnPostConfirmAsync(string? unit, int seen, string? count, string? reason, CancellationToken cancel) =>
        ChangeAsync(async (change, by) => (await installation.Late.ConfirmAsync(Round, Block, new(unit ?? "", seen, reason ?? ""), Number(count), change, by, cancel)).Problems, cancel);

    public Task<IActionResult> OnPostWaiveAsync(string? unit, int seen, string? reason, CancellationToken cancel) =>
        ChangeAsync(async (change, by) => (await installation.Late.WaiveAsync(Round, Block, new(unit ?? "", seen, reason ?? ""), change, by, cancel)).Problems, cancel);

    public Task<IActionResult> OnPostInTimeAsync(CancellationToken cancel) =>
        ChangeAsync(async (change, by) => (await installation.Late.RecordInTimeAsync(Round, Block, change, by, cancel)).Problems, cancel);

    private async Task<IActionResult> ChangeAsync(Func<Change, string, Task<ImmutableArray<Problem>>> act, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel))
            return NotFound();
        if (Person.MandateTo(Act.RunRound, new()) is not { } mandate)
            return StatusCode(StatusCodes.Status403Forbidden);
        var problems = await act(new(Person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, ""), Person.NameUnder(mandate.Id));
        if (problems.IsEmpty)
            return LocalRedirect($"/desk/{Round}/{Block}/late");
        await ReadAsync(cancel);
        Problems = problems;
        Response.StatusCode = problems[0].Code switch
        {
            "late.unknown" => StatusCodes.Status404NotFound,
            "late.changed" => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status422UnprocessableEntity,
        };
        return Page();
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (!Person.May(Act.ReadBoard, new()) || await installation.Late.ReadAsync(Round, Block, cancel) is not { } desk)
            return false;
        Desk = desk;
        ViewData[PageFrame.Key] = new PageFrame($"{texts["Late_Title"]} · {texts.Say(desk.Block.Name)}", [new(texts["Desk_Title"], "/desk"), new(texts.Say(desk.Round.Name), $"/desk/rounds/{Round}")], Person: Person);
        return true;
    }

    /// <summary>Refused as a number out of bounds when it is none.</summary>
    private static int Number(string? text) => int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
