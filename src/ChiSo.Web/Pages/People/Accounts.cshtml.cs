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

/// <summary>Everybody with an account: found by name, role or unit. The administrator makes new ones here.</summary>
public sealed class AccountsPage(Installation installation, Handovers handovers, MandatePlaces places, SecurityLog log, TimeProvider clock, Texts texts) : DeskPage
{
    /// <summary>What was searched for; empty for everybody.</summary>
    public string Search { get; private set; } = "";

    public ImmutableArray<AccountRow> Rows { get; private set; } = [];

    public bool MayManage => Person.May(Act.ManagePeople, new());

    /// <summary>How many there are, whatever was searched for.</summary>
    public int All { get; private set; }

    public ImmutableArray<MandatePlace> Places { get; private set; } = [];

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    /// <summary>What was typed into the form, shown again after a problem.</summary>
    public CreateAccount Typed { get; private set; } = new("", "");

    /// <summary>The link of the account just made; <c>null</c> otherwise.</summary>
    public Handover? Made { get; private set; }

    public DateTime Now { get; } = clock.GetUtcNow().UtcDateTime;

    public async Task<IActionResult> OnGetAsync(string? q, CancellationToken cancel) => await ReadAsync(q ?? "", cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string? userName, string? fullName, string? telephone, string? email, CancellationToken cancel)
    {
        if (Person.MandateTo(Act.ManagePeople, new()) is not { } mandate)
            return NotFound();
        Typed = new(userName ?? "", fullName ?? "", telephone ?? "", email ?? "");
        var made = await installation.Accounts.CreateAsync(Typed, new Change(Person.Id, mandate.Id, Now, ""), cancel);
        if (made.TryGet(out var account))
        {
            log.Write(HttpContext, "account.created", account.UserName ?? "", Person.Id);
            (Made, Typed) = (await handovers.MakeAsync(account.Id), new("", ""));
        }
        else
        {
            (Problems, Response.StatusCode) = (made.Problems, StatusCodes.Status422UnprocessableEntity);
        }

        return await ReadAsync("", cancel) ? Page() : NotFound();
    }

    /// <summary>The role with the unit or area it is for, in words.</summary>
    public string Say(Mandate mandate) => MandatePlaces.CodeOf(mandate) is not { Length: > 0 } code
        ? texts.Say(RoleWords.Of(mandate.Role))
        : $"{texts.Say(RoleWords.Of(mandate.Role))} – {texts.Say(Places.FirstOrDefault(place => place.Code == code)?.Name ?? Words.Same(code))}";

    private async Task<bool> ReadAsync(string search, CancellationToken cancel)
    {
        if (!Person.May(Act.ReadInstallation, new()))
            return false;
        Places = [.. await places.ListAsync(cancel), .. await places.AreasAsync(cancel)];
        var all = await installation.Accounts.ListAsync(cancel);
        (Search, All) = (search.Trim(), all.Length);
        var wanted = Fold.Loose(Search);
        Rows = [.. all.Where(row => wanted.Length == 0 || Fold.Loose(Described(row)).Contains(wanted, StringComparison.Ordinal)).OrderBy(row => row.Closed)];
        ViewData[PageFrame.Key] = new PageFrame(texts["Accounts_Title"], [new(texts["Desk_Title"], "/desk")], Person: Person);
        return true;
    }

    private string Described(AccountRow row) =>
        string.Join(' ', [row.UserName, row.FullName, row.Telephone, .. row.Mandates.Where(mandate => mandate.HoldsAt(Now)).Select(Say)]);
}
