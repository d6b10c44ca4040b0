using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Desk;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>One reorganisation, step by step: its changes, what follows from them, and putting it in force.</summary>
public sealed class ReorganisationPage(Installation installation, Successions successions, TimeProvider clock, Texts texts) : DeskPage
{
    private readonly Dictionary<Guid, string> people = [];

    public ReorganisationDraft Draft { get; private set; } = null!; // set before the page is rendered

    public SuccessionPreview Preview { get; private set; } = null!; // set before the page is rendered

    /// <summary>Names of units, before and after, by code.</summary>
    public ImmutableDictionary<string, string> Names { get; private set; } = ImmutableDictionary<string, string>.Empty;

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    /// <summary>The change being written; <c>null</c> while none is.</summary>
    public ReorganisationForm? Form { get; private set; }

    /// <summary>Whether the second step is shown: what follows, and putting it in force.</summary>
    public bool Checks { get; private set; }

    public string Number { get; private set; } = "";

    public string DecidedOn { get; private set; } = "";

    public bool IsOpen => Draft.State == DraftState.Draft;

    public bool MayChange => IsOpen && Person.May(Act.ManagePeople, new());

    public async Task<IActionResult> OnGetAsync(Guid id, ChangeKind? add, string? step, CancellationToken cancel)
    {
        if (!await ReadAsync(id, cancel))
            return NotFound();
        Form = MayChange && add is { } kind && Enum.IsDefined(kind) ? new() { Kind = kind } : null;
        Checks = !IsOpen || step == "check";
        return Page();
    }

    public Task<IActionResult> OnPostAddAsync(Guid id, int seen, ReorganisationForm form, CancellationToken cancel) => ChangeAsync(id, "", async change =>
    {
        var added = await installation.Reorganisations.AddAsync(id, seen, form.ToTyped(), change, cancel);
        Form = added.Problems.IsEmpty ? null : form;
        return added.Problems;
    }, cancel);

    public Task<IActionResult> OnPostRemoveAsync(Guid id, int seen, int number, CancellationToken cancel) =>
        ChangeAsync(id, "", async change => (await installation.Reorganisations.RemoveAsync(id, seen, number, change, cancel)).Problems, cancel);

    public Task<IActionResult> OnPostWithdrawAsync(Guid id, int seen, CancellationToken cancel) =>
        ChangeAsync(id, "", async change => (await installation.Reorganisations.WithdrawAsync(id, seen, change, cancel)).Problems, cancel);

    public Task<IActionResult> OnPostApplyAsync(Guid id, int seen, string? number, string? decidedOn, CancellationToken cancel) => ChangeAsync(id, "?step=check", async change =>
    {
        (Checks, Number, DecidedOn) = (true, number ?? "", decidedOn ?? "");
        DateOnly? day = VietnameseDates.TryRead(DecidedOn, out var read) ? read : null;
        return (await successions.ApplyAsync(id, seen, new(Number, day), change, cancel)).Problems;
    }, cancel);

    public string NameOf(string unit) => Names.GetValueOrDefault(unit, unit);

    /// <summary>Name of a person; empty for an account that is no more.</summary>
    public string WhoIs(Guid? account) => account is { } id ? people.GetValueOrDefault(id, "") : "";

    /// <summary>What a change does, as a sentence.</summary>
    public string Say(DraftedChange change) => texts["Reorg_Say_" + change.Kind, texts.List([.. change.From.Select(unit => $"{NameOf(unit)} ({unit})")]), texts.List([.. change.To.Select(unit => $"{unit.Name} ({unit.Code})")])];

    /// <summary>What stands in the way of one change.</summary>
    public IEnumerable<Problem> ConflictsOf(DraftedChange change) => Preview.Conflicts.Where(problem => problem.Where == change.Number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private async Task<IActionResult> ChangeAsync(Guid id, string next, Func<Change, Task<ImmutableArray<Problem>>> act, CancellationToken cancel)
    {
        if (Person.MandateTo(Act.ManagePeople, new()) is not { } mandate || await installation.Reorganisations.FindAsync(id, cancel) is null)
            return NotFound();
        Problems = await act(new(Person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, ""));
        if (Problems.IsEmpty)
            return LocalRedirect($"/desk/reorganisations/{id:D}{next}");
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await ReadAsync(id, cancel) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(Guid id, CancellationToken cancel)
    {
        if (!Person.May(Act.ReadInstallation, new()) || await installation.Reorganisations.FindAsync(id, cancel) is not { } draft)
            return false;
        Draft = draft;
        Preview = await successions.PreviewAsync(draft, cancel);
        if (!IsOpen)
            Preview = Preview with { Conflicts = [] }; // the register already says what the draft wanted
        var changes = draft.Changes();
        Names = await installation.Units.NamesAsync([.. changes.SelectMany(change => change.From), .. Preview.Appraising], cancel);
        foreach (var row in await installation.Accounts.ListAsync(cancel))
            people[row.Id] = row.FullName;
        ViewData[PageFrame.Key] = new PageFrame(texts["Reorg_OfDay", Shown.Day(draft.On)], [new(texts["Desk_Title"], "/desk"), new(texts["Units_Title"], "/desk/units"), new(texts["Reorg_Title"], "/desk/reorganisations")], Person: Person);
        return true;
    }
}
