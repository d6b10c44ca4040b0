using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Web.Language;
using ChiSo.Web.Pages;

namespace ChiSo.Web.People;

/// <summary>Names of everybody with an account, by the ids that stand in acts.</summary>
public sealed class PeopleNames
{
    /// <summary>Before they are read.</summary>
    public static readonly PeopleNames None = new([]);

    private readonly Dictionary<Guid, string> names;

    private PeopleNames(Dictionary<Guid, string> names) => this.names = names;

    public static async Task<PeopleNames> ReadAsync(Installation installation, CancellationToken cancel) =>
        Of(await installation.Accounts.ListAsync(cancel));

    public static PeopleNames Of(IEnumerable<AccountRow> accounts) => new(accounts.ToDictionary(account => account.Id, account => account.FullName));

    /// <summary>A dash for somebody unknown.</summary>
    public string Of(Guid person) => names.GetValueOrDefault(person, "–");

    /// <summary>The same, where acts may have been done on the server itself.</summary>
    public string Of(Guid person, Texts texts) => person == Guid.Empty ? texts.Say(TrailPage.Machine) : Of(person);
}
