using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.People.SingleSignOn;
using ChiSo.Application.Tests.Database;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.People;

/// <summary>Accounts and mandates by the word of a provider, on both databases.</summary>
public sealed class SignOnPeopleTests(PostgresServer postgres)
{
    private static readonly SignOnRight Officer = new(Role.UnitOfficer, "noivu", "groups = officer");
    private static readonly SignOnRight Administrator = new(Role.Administrator, "", "groups = admin");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Many_sign_ins_at_once_give_a_mandate_once_and_a_word_taken_back_ends_it(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres);
        var account = await MakeAsync(test, "an");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => GiveAsync(test, account, Officer)));
        (await HeldAsync(test, "an")).ShouldBe([Role.UnitOfficer]);

        (await GiveAsync(test, account)).ShouldBe(new(0, 1));
        (await GiveAsync(test, account)).ShouldBe(new(0, 0));
        (await HeldAsync(test, "an")).ShouldBeEmpty();
        (await GiveAsync(test, account, Officer)).ShouldBe(new(1, 0));
        (await test.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task What_people_granted_is_neither_given_twice_nor_taken(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres);
        var account = await MakeAsync(test, "an");
        (await test.Installation.Accounts.GrantAsync(new(account.Id, Role.UnitOfficer, "noivu", "QĐ 1"), Now(), Cancel)).TryGet(out _).ShouldBeTrue();
        (await GiveAsync(test, account, Officer)).ShouldBe(new(0, 0));
        (await GiveAsync(test, account)).ShouldBe(new(0, 0));
        (await HeldAsync(test, "an")).ShouldBe([Role.UnitOfficer]);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task The_last_administrator_keeps_the_role(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres);
        var account = await MakeAsync(test, "an");
        (await GiveAsync(test, account, Administrator)).ShouldBe(new(1, 0));
        (await GiveAsync(test, account)).ShouldBe(new(0, 0));
        (await HeldAsync(test, "an")).ShouldBe([Role.Administrator]);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task An_account_is_found_by_name_or_address_in_any_case_and_never_by_nothing(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres);
        await MakeAsync(test, "nv-0042");
        (await test.Installation.Accounts.CreateAsync(new("khong-thu", "Không có thư"), Now(), Cancel)).TryGet(out _).ShouldBeTrue();
        async Task<string?> FoundAsync(AccountField field, string value) => (await test.Installation.SignOn.FindAsync(field, value, Cancel))?.UserName;
        (await FoundAsync(AccountField.UserName, "NV-0042")).ShouldBe("nv-0042");
        (await FoundAsync(AccountField.Email, "NV-0042@Example.vn ")).ShouldBe("nv-0042");
        (await FoundAsync(AccountField.Email, "nv-0042")).ShouldBeNull();
        (await FoundAsync(AccountField.Email, " ")).ShouldBeNull();
    }

    private static Change Now() => Change.OnThisMachine(TimeProvider.System, "test");

    private static Task<SignOnChange> GiveAsync(TestInstallation test, Account account, params ImmutableArray<SignOnRight> rights) => test.Installation.SignOn.GiveAsync(account.Id, rights, Now(), Cancel);

    private static async Task<Account> MakeAsync(TestInstallation test, string userName)
    {
        (await test.Installation.Accounts.CreateAsync(new(userName, userName, Email: userName + "@example.vn"), Now(), Cancel)).TryGet(out var account).ShouldBeTrue();
        return account!; // made just above
    }

    private static async Task<IEnumerable<Role>> HeldAsync(TestInstallation test, string userName)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return (await test.Installation.Accounts.ListAsync(Cancel)).Single(row => row.UserName == userName).Mandates.Where(mandate => mandate.HoldsAt(now)).Select(mandate => mandate.Role);
    }
}
