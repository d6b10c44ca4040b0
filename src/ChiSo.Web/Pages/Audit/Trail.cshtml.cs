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
using Microsoft.AspNetCore.WebUtilities;

namespace ChiSo.Web.Pages;

/// <summary>Who changed what, when, from where and why, for auditor and administrator; nothing here changes anything.</summary>
public sealed class TrailPage(Installation installation, Texts texts) : DeskPage
{
    internal static readonly Words Machine = new("dòng lệnh trên máy chủ", "command line on the server");

    private Dictionary<Guid, string> names = [];
    private Dictionary<Guid, Mandate> mandates = [];

    [BindProperty(SupportsGet = true)]
    public TrailFilter Filter { get; set; } = new();

    public FoundTrail Found { get; private set; } = new(0, [], [], []);

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    /// <summary>Everybody with an account, by name.</summary>
    public IEnumerable<(Guid Id, string Name)> People => names.Select(pair => (pair.Key, pair.Value)).OrderBy(person => person.Value, StringComparer.Ordinal);

    public int Pages => (Found.All + TrailSearch.PageSize - 1) / TrailSearch.PageSize;

    /// <summary>The first and the last page, and those around this one.</summary>
    public IEnumerable<int> PagesShown => Enumerable.Range(1, Pages).Where(page => page == 1 || page == Pages || Math.Abs(page - Filter.Page) <= 3);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!Person.May(Act.ReadTrail, new()))
            return NotFound();
        var accounts = await installation.Accounts.ListAsync(cancel);
        names = accounts.ToDictionary(account => account.Id, account => account.FullName);
        mandates = accounts.SelectMany(account => account.Mandates).ToDictionary(mandate => mandate.Id);
        Problems = [.. new[] { Wrong(Filter.From), Wrong(Filter.Until) }.OfType<Problem>()];
        Found = await installation.TrailLinks.FindAsync(Filter.ToQuery(), cancel);
        ViewData[PageFrame.Key] = new PageFrame(texts["Trail_Title"], [new(texts["Desk_Title"], "/desk")], Person: Person);
        return Page();
    }

    public string Who(Guid by) => by == Guid.Empty ? texts.Say(Machine) : names.GetValueOrDefault(by) ?? by.ToString("D");

    /// <summary>The role acted under, for which unit and in whose place; <c>null</c> for an act under none.</summary>
    public string? Under(Guid mandate)
    {
        if (mandates.GetValueOrDefault(mandate) is not { } held)
            return null;
        var role = texts.Say(RoleWords.Of(held.Role)) + (held.Unit.Length > 0 ? $" ({held.Unit})" : "");
        if (held.ActingFor is { } principal)
            role = held.Until is { } until ? texts["Trail_ForUntil", role, Who(principal), Shown.Day(DateOnly.FromDateTime(VietnamTime.Local(until.AddTicks(-1))))] : texts["Trail_For", role, Who(principal)];
        return texts["Trail_Under", role];
    }

    /// <summary>A chain as people call it.</summary>
    public string Chain(string chain) => chain switch
    {
        Trail.Installation => texts["Trail_Installation"],
        Trail.Reads => texts["Trail_Reads"],
        _ when chain.Split(':', 2) is ["round", var round] => texts["Trail_Round", round],
        _ when chain.Split(':', 2) is ["survey", var survey] => texts["Trail_Survey", survey],
        _ => chain,
    };

    /// <summary>The address of another page of what was found.</summary>
    public string AddressOf(int page) => QueryHelpers.AddQueryString("/desk/trail", Filter.Fields().Append(new("Filter.Page", page.ToString(System.Globalization.CultureInfo.InvariantCulture))));

    private static Problem? Wrong(string? day) => string.IsNullOrWhiteSpace(day) || VietnamTime.Read(day) is not null ? null : new("value.not-a-date", day,
        new($"\"{day}\" không phải là ngày.", $"\"{day}\" is not a date."), new("Ghi ngày dạng 31/12/2023.", "Write a date such as 31/12/2023."));
}

/// <summary>What the form of the trail asks for, as typed.</summary>
public sealed class TrailFilter
{
    public string? Chain { get; set; }

    public string? Act { get; set; }

    public Guid? By { get; set; }

    public string? Subject { get; set; }

    /// <summary>A day in Vietnam, included.</summary>
    public string? From { get; set; }

    /// <summary>A day in Vietnam, included.</summary>
    public string? Until { get; set; }

    public int Page { get; set; } = 1;

    public bool IsEmpty => !Fields().Any();

    internal TrailQuery ToQuery() => new(
        Chain, Act, By, Subject?.Trim(), VietnamTime.Read(From), VietnamTime.ReadEnd(Until), Math.Clamp(Page, 1, int.MaxValue / TrailSearch.PageSize));

    internal IEnumerable<KeyValuePair<string, string?>> Fields() =>
        new KeyValuePair<string, string?>[] { new("Filter.Chain", Chain), new("Filter.Act", Act), new("Filter.By", By?.ToString("D")), new("Filter.Subject", Subject), new("Filter.From", From), new("Filter.Until", Until) }
            .Where(field => !string.IsNullOrEmpty(field.Value));
}
