using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>One account: its mandates, how the person gets in, and closing it.</summary>
public sealed class AccountPage(Installation installation, Handovers handovers, MandatePlaces places, SecurityLog log, TimeProvider clock, Texts texts) : DeskPage
{
    public AccountRow Row { get; private set; } = null!; // set before the page is rendered

    public bool MayManage => Person.May(Act.ManagePeople, new());

    /// <summary>Everybody else who could be stood in for.</summary>
    public ImmutableArray<AccountRow> Others { get; private set; } = [];

    public ImmutableArray<MandatePlace> Places { get; private set; } = [];

    /// <summary>Areas of fieldwork a mandate may be for.</summary>
    public ImmutableArray<MandatePlace> Areas { get; private set; } = [];

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    /// <summary>What was typed into the form of a new mandate, shown again after a problem.</summary>
    public MandateForm Typed { get; private set; } = new();

    /// <summary>The link just made; <c>null</c> otherwise.</summary>
    public Handover? Made { get; private set; }

    public DateTime Now { get; } = clock.GetUtcNow().UtcDateTime;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await ReadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostLinkAsync(Guid id, CancellationToken cancel)
    {
        var done = await ChangeAsync(id, "account.link-made", async change => (await installation.Access.PrepareLinkAsync(id, change, cancel)).Problems, cancel);
        if (done is not LocalRedirectResult)
            return done;
        Made = await handovers.MakeAsync(id);
        return await ReadAsync(id, cancel) ? Page() : NotFound();
    }

    public Task<IActionResult> OnPostContactAsync(Guid id, string? telephone, string? email, CancellationToken cancel) =>
        ChangeAsync(id, "account.contact-changed", async change => (await installation.Accounts.SetContactAsync(id, telephone ?? "", email ?? "", change, cancel)).Problems, cancel);

    public Task<IActionResult> OnPostCloseAsync(Guid id, CancellationToken cancel) =>
        ChangeAsync(id, "account.closed", async change => (await installation.Accounts.SetClosedAsync(id, closed: true, change, cancel)).Problems, cancel);

    public Task<IActionResult> OnPostOpenAsync(Guid id, CancellationToken cancel) =>
        ChangeAsync(id, "account.opened", async change => (await installation.Accounts.SetClosedAsync(id, closed: false, change, cancel)).Problems, cancel);

    public Task<IActionResult> OnPostSessionsAsync(Guid id, CancellationToken cancel) =>
        ChangeAsync(id, "account.sessions-ended", async change => (await installation.Access.EndSessionsAsync(id, change, cancel)).Problems, cancel);

    public Task<IActionResult> OnPostAuthenticatorAsync(Guid id, CancellationToken cancel) =>
        ChangeAsync(id, "account.authenticator-removed", async change => (await installation.Access.RemoveAuthenticatorAsync(id, change, cancel)).Problems, cancel);

    public Task<IActionResult> OnPostEndAsync(Guid id, Guid mandate, CancellationToken cancel) => ChangeAsync(id, "mandate.ended", async change =>
        Row.Mandates.Any(one => one.Id == mandate) ? (await installation.Accounts.EndAsync(mandate, change, cancel)).Problems : [Unknown()], cancel);

    public Task<IActionResult> OnPostGrantAsync(Guid id, MandateForm form, CancellationToken cancel) => ChangeAsync(id, "mandate.granted", async change =>
    {
        Typed = form;
        var (from, until) = (VietnamTime.Read(form.From), VietnamTime.ReadEnd(form.Until));
        if (!Enum.TryParse<Role>(form.Role, out var role) || !Enum.IsDefined(role) || (!string.IsNullOrEmpty(form.Unit) && Places.All(place => place.Code != form.Unit)) || (!string.IsNullOrEmpty(form.Area) && Areas.All(area => area.Code != form.Area)))
            return [Unknown()];
        if ((from is null && !string.IsNullOrWhiteSpace(form.From)) || (until is null && !string.IsNullOrWhiteSpace(form.Until)))
            return [new("mandate.no-date", "from", new("Ngày chưa đúng.", "A date is wrong."), new("Ghi như 31/12/2026, hoặc để trống.", "Write it like 31/12/2026, or leave it empty."))];
        var (survey, area) = (form.Area ?? "").Split('/') is [var first, var second] ? (first, second) : ("", "");
        return (await installation.Accounts.GrantAsync(new(id, role, form.Unit ?? "", form.Ground ?? "", from, until, form.ActingFor) { Survey = survey, Area = area }, change, cancel)).Problems;
    }, cancel);

    /// <summary>The unit, agency or area a mandate is for, behind a dash; its code when nothing under way knows it; empty for none.</summary>
    public string PlaceOf(Mandate mandate) => MandatePlaces.CodeOf(mandate) is { Length: > 0 } code ? $" – {texts.Say(Places.Concat(Areas).FirstOrDefault(place => place.Code == code)?.Name ?? Words.Same(code))}" : "";

    /// <summary>Name of a person; empty when there is no such account.</summary>
    public string NameOf(Guid account) => Others.FirstOrDefault(row => row.Id == account)?.FullName ?? (account == Row.Id ? Row.FullName : "");

    private async Task<IActionResult> ChangeAsync(Guid id, string what, Func<Change, Task<ImmutableArray<Problem>>> act, CancellationToken cancel)
    {
        if (Person.MandateTo(Act.ManagePeople, new()) is not { } mandate || !await ReadAsync(id, cancel))
            return NotFound();
        Problems = await act(new(Person.Id, mandate.Id, Now, ""));
        if (Problems.IsEmpty)
        {
            log.Write(HttpContext, what, Row.UserName, Person.Id);
            return LocalRedirect($"/desk/accounts/{id:D}");
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> ReadAsync(Guid id, CancellationToken cancel)
    {
        var all = Person.May(Act.ReadInstallation, new()) ? await installation.Accounts.ListAsync(cancel) : [];
        if (all.FirstOrDefault(row => row.Id == id) is not { } found)
            return false;
        (Row, Others, Places, Areas) = (found, [.. all.Where(row => row.Id != id)], await places.ListAsync(cancel), await places.AreasAsync(cancel));
        ViewData[PageFrame.Key] = new PageFrame($"{found.FullName} · {texts["Accounts_Title"]}", [new(texts["Desk_Title"], "/desk"), new(texts["Accounts_Title"], "/desk/accounts")], Person: Person);
        return true;
    }

    private static Problem Unknown() => new("mandate.unknown", "mandate", new("Không có vai trò hoặc đơn vị này.", "There is no such role or unit."), new("Tải lại trang rồi chọn lại.", "Load the page again and choose from it."));
}

/// <summary>A mandate as typed.</summary>
public sealed record MandateForm
{
    public string? Role { get; init; }

    public string? Unit { get; init; }

    /// <summary>Survey and area of fieldwork, parted by a slash; empty for none.</summary>
    public string? Area { get; init; }

    public Guid? ActingFor { get; init; }

    public string? From { get; init; }

    public string? Until { get; init; }

    public string? Ground { get; init; }
}
