using System.Collections.Immutable;
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

/// <summary>The people of a unit, for its own focal officer or leader: accounts, roles, new passwords, handing work over, acting for somebody.</summary>
public sealed class ColleaguesPage(Installation installation, Handovers handovers, PersonDesk desk, MandatePlaces places, SecurityLog log) : DeskPage
{
    public string Unit { get; private set; } = "";

    /// <summary>Name of the unit; its code when no round under way knows it.</summary>
    public Words UnitName { get; private set; } = Words.Same("");

    public ImmutableArray<Colleague> People { get; private set; } = [];

    /// <summary>The unit's open work, which goes with the role.</summary>
    public ImmutableArray<OpenWork> Work { get; private set; } = [];

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    public ColleagueForm Typed { get; private set; } = new();

    /// <summary>Which form the problems are about; empty for none.</summary>
    public string Failed { get; private set; } = "";

    /// <summary>The link just made; <c>null</c> otherwise.</summary>
    public Handover? Made { get; private set; }

    public DateTime Now { get; private set; }

    public ImmutableArray<Role> Roles => ColleagueRoles.Under(Person, Unit);

    /// <summary>Roles that have not ended, of people whose account is open.</summary>
    public IEnumerable<(Colleague Who, Mandate Mandate)> Held => People.Where(one => !one.Closed).SelectMany(one => one.Mandates.Where(mandate => mandate.Until is null || mandate.Until > Now).Select(mandate => (one, mandate)));

    public async Task<IActionResult> OnGetAsync(string unit, CancellationToken cancel) => await ReadAsync(unit, cancel) ? Page() : NotFound();

    public Task<IActionResult> OnPostAddAsync(string unit, ColleagueForm form, CancellationToken cancel) => ChangeAsync(unit, "Add", form, async () =>
    {
        if (Dates(form) is { } wrong)
            return [wrong];
        var made = await installation.Colleagues.AddAsync(Person, unit, new(form.UserName ?? "", form.FullName ?? "", form.Telephone ?? "", form.Email ?? ""), GrantOf(form), cancel);
        if (made.TryGet(out var account))
            Made = await LinkAsync(account, "account.created");
        return made.Problems;
    }, cancel);

    public Task<IActionResult> OnPostLinkAsync(string unit, Guid account, CancellationToken cancel) => ChangeAsync(unit, "Link", new(), async () =>
    {
        var ready = await installation.Colleagues.PrepareLinkAsync(Person, unit, account, cancel);
        if (ready.TryGet(out var found))
            Made = await LinkAsync(found, "account.link-made");
        return ready.Problems;
    }, cancel);

    public Task<IActionResult> OnPostGrantAsync(string unit, ColleagueForm form, CancellationToken cancel) => ChangeAsync(unit, "Grant", form, async () =>
        Dates(form) is { } wrong ? [wrong] : (await installation.Colleagues.GrantAsync(Person, unit, form.Account, GrantOf(form), cancel)).Problems, cancel);

    /// <summary>Acting for somebody: the role is the one of whoever is stood in for.</summary>
    public Task<IActionResult> OnPostActAsync(string unit, ColleagueForm form, CancellationToken cancel) => ChangeAsync(unit, "Act", form, async () =>
    {
        if (Dates(form) is { } wrong)
            return [wrong];
        var held = Held.Where(one => one.Mandate.Id == form.Mandate).Select(one => one.Mandate).FirstOrDefault();
        return (await installation.Colleagues.GrantAsync(Person, unit, form.Account, GrantOf(form) with { Role = held?.Role ?? Role.UnitLeader, ActingFor = held?.AccountId ?? Guid.Empty }, cancel)).Problems;
    }, cancel);

    public Task<IActionResult> OnPostHandOverAsync(string unit, ColleagueForm form, CancellationToken cancel) => ChangeAsync(unit, "HandOver", form, async () =>
        Dates(form) is { } wrong ? [wrong] : (await installation.Colleagues.HandOverAsync(Person, unit, form.Mandate, form.Account, VietnamTime.Read(form.From), form.Ground ?? "", cancel)).Problems, cancel);

    public Task<IActionResult> OnPostEndAsync(string unit, Guid mandate, CancellationToken cancel) =>
        ChangeAsync(unit, "End", new() { Mandate = mandate }, async () => (await installation.Colleagues.EndAsync(Person, unit, mandate, cancel)).Problems, cancel);

    public Task<IActionResult> OnPostCloseAsync(string unit, Guid account, CancellationToken cancel) =>
        ChangeAsync(unit, "Close", new() { Account = account }, async () => (await installation.Colleagues.CloseAsync(Person, unit, account, cancel)).Problems, cancel);

    public string NameOf(Guid account) => People.FirstOrDefault(one => one.Id == account)?.FullName ?? "";

    private static ColleagueGrant GrantOf(ColleagueForm form) =>
        new(Enum.TryParse<Role>(form.Role, out var role) && Enum.IsDefined(role) ? role : Role.UnitOfficer, form.Ground ?? "", VietnamTime.Read(form.From), VietnamTime.ReadEnd(form.Until));

    private static Problem? Dates(ColleagueForm form) =>
        (VietnamTime.Read(form.From) is null && !string.IsNullOrWhiteSpace(form.From)) || (VietnamTime.ReadEnd(form.Until) is null && !string.IsNullOrWhiteSpace(form.Until))
            ? new("mandate.no-date", "from", new("Ngày chưa đúng.", "A date is wrong."), new("Ghi như 31/12/2026, hoặc để trống.", "Write it like 31/12/2026, or leave it empty.")) : null;

    private async Task<Handover> LinkAsync(Account account, string what)
    {
        log.Write(HttpContext, what, account.UserName ?? "", Person.Id);
        return await handovers.MakeAsync(account.Id);
    }

    private async Task<IActionResult> ChangeAsync(string unit, string form, ColleagueForm typed, Func<Task<ImmutableArray<Problem>>> act, CancellationToken cancel)
    {
        if (!await ReadAsync(unit, cancel))
            return NotFound();
        var about = People.FirstOrDefault(one => one.Id == typed.Account || one.Mandates.Any(mandate => form == "End" && mandate.Id == typed.Mandate))?.UserName ?? ""; // before anything of it is closed
        Problems = await act();
        if (!Problems.IsEmpty)
        {
            (Typed, Failed, Response.StatusCode) = (typed, form, StatusCodes.Status422UnprocessableEntity);
            return Page();
        }

        if (Made is not null)
            return await ReadAsync(unit, cancel) ? Page() : NotFound();
        log.Write(HttpContext, form switch { "Close" => "account.closed", "End" => "mandate.ended", _ => "mandate.granted" }, about, Person.Id);
        return LocalRedirect($"/desk/colleagues/{Uri.EscapeDataString(unit)}");
    }

    private async Task<bool> ReadAsync(string unit, CancellationToken cancel)
    {
        var services = HttpContext.RequestServices;
        var texts = services.GetRequiredService<Texts>();
        if (await installation.Colleagues.ListAsync(Person, unit, cancel) is not { } people)
            return false;
        (Unit, People, Now) = (unit, people, services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        UnitName = (await places.ListAsync(cancel)).FirstOrDefault(place => place.Code == unit)?.Name ?? Words.Same((await installation.Units.NamesAsync([unit], cancel)).GetValueOrDefault(unit, unit));
        Work = [.. (await desk.OfAsync(Person, cancel)).Where(work => work.Unit == unit && work.Left > 0 && !work.IsNews)];
        ViewData[PageFrame.Key] = new PageFrame($"{texts["Colleagues_Title"]} · {texts.Say(UnitName)}", [new(texts["Desk_Title"], "/desk")], Person: Person);
        return true;
    }
}

/// <summary>What the forms of the page carry, as typed.</summary>
public sealed record ColleagueForm
{
    public string? UserName { get; init; }

    public string? FullName { get; init; }

    public string? Telephone { get; init; }

    public string? Email { get; init; }

    public string? Role { get; init; }

    public Guid Account { get; init; }

    public Guid Mandate { get; init; }

    public string? From { get; init; }

    public string? Until { get; init; }

    public string? Ground { get; init; }
}
