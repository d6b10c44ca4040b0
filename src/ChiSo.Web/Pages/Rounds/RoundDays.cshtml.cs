using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>The holidays of a round, and the weekends on which people work in exchange.</summary>
public sealed class RoundDaysPage(Installation installation, TimeProvider clock, Texts texts) : DeskPage
{
    public LiveRound Round { get; private set; } = null!; // set before the page is rendered

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    public bool MayRun => Person.May(Act.RunRound, new()) && Round.FrozenAt is null;

    public async Task<IActionResult> OnGetAsync(string round, CancellationToken cancel) => await ReadAsync(round, cancel) ? Page() : NotFound();

    public Task<IActionResult> OnPostAsync(string round, string? from, string? until, DayKind kind, string? ground, CancellationToken cancel) => ChangeAsync(round, "", async change =>
    {
        var last = string.IsNullOrWhiteSpace(until) ? from : until;
        return VietnameseDates.TryRead(from ?? "", out var begins) && VietnameseDates.TryRead(last ?? "", out var ends)
            ? (await installation.Days.DeclareAsync(round, new(begins, ends, kind, ground ?? ""), change, cancel)).Problems
            : [NoDay()];
    }, cancel);

    public Task<IActionResult> OnPostWithdrawAsync(string round, string? day, string? reason, CancellationToken cancel) => ChangeAsync(round, reason ?? "", async change =>
        VietnameseDates.TryRead(day ?? "", out var wanted) ? (await installation.Days.WithdrawAsync(round, wanted, change, cancel)).Problems : [NoDay()], cancel);

    private async Task<IActionResult> ChangeAsync(string round, string reason, Func<Change, Task<ImmutableArray<Problem>>> act, CancellationToken cancel)
    {
        if (!await ReadAsync(round, cancel))
            return NotFound();
        if (Person.MandateTo(Act.RunRound, new()) is not { } mandate)
            return StatusCode(StatusCodes.Status403Forbidden);
        Problems = await act(new(Person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, reason.Trim().Normalize()));
        if (Problems.IsEmpty)
            return LocalRedirect($"/desk/rounds/{round}/days");
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> ReadAsync(string code, CancellationToken cancel)
    {
        if (!Person.May(Act.ReadBoard, new()) || await installation.Live.FindAsync(code, cancel) is not { } round)
            return false;
        Round = round;
        ViewData[PageFrame.Key] = new PageFrame($"{texts["Days_Title"]} · {texts.Say(round.Name)}", [new(texts["Desk_Title"], "/desk"), new(texts.Say(round.Name), $"/desk/rounds/{code}")], Person: Person);
        return true;
    }

    private static Problem NoDay() => new("days.not-a-day", "from", new("Ngày chưa đúng.", "The day is wrong."), new("Ghi như 30/04/2026.", "Write it like 30/04/2026."));
}
