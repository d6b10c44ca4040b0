using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Tests.Database;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.People;

/// <summary>What must be put right before an account or a mandate is stored, each with its field; nothing is stored before.</summary>
public sealed class AccountProblemTests(PostgresServer postgres)
{
    private static readonly DateTime At = new(2025, 1, 6, 0, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_account_has_a_name_of_one_word_that_is_free_and_belongs_to_somebody()
    {
        using var test = await TestInstallation.NewAsync(Kind.Sqlite, postgres);
        (await CreateAsync(test, "nguyen an", " ")).ShouldBe(["account.user-name@userName", "account.full-name@fullName"]);
        (await CreateAsync(test, "nguyenan", "Nguyễn An")).ShouldBeEmpty();
        (await CreateAsync(test, " nguyenan ", "Nguyễn An khác")).ShouldBe(["account.taken@userName"]);
        (await test.Installation.Accounts.ListAsync(Cancel)).ShouldHaveSingleItem().FullName.ShouldBe("Nguyễn An");
    }

    [Fact]
    public async Task A_mandate_is_for_a_place_its_role_has_over_a_time_with_a_ground()
    {
        using var test = await TestInstallation.NewAsync(Kind.Sqlite, postgres);
        var id = await MakeAsync(test, "an");
        var other = await MakeAsync(test, "binh");
        (await GrantAsync(test, new(id, Role.UnitOfficer, "", "QĐ 1"))).ShouldBe(["mandate.unit-missing@unit"]);
        (await GrantAsync(test, new(id, Role.Auditor, "noivu", "QĐ 1"))).ShouldBe(["mandate.unit-given@unit"]);
        (await GrantAsync(test, new(id, Role.Interviewer, "", "QĐ 1"))).ShouldBe(["mandate.area-missing@area"]);
        (await GrantAsync(test, new(id, Role.Auditor, "", "QĐ 1") { Survey = "khao-sat", Area = "cum-1" })).ShouldBe(["mandate.area-given@area"]);
        (await GrantAsync(test, new(id, Role.Auditor, "", "QĐ 1", At.AddDays(2), At.AddDays(2)))).ShouldBe(["mandate.dates@until"]);
        (await GrantAsync(test, new(id, Role.Auditor, "", "QĐ 1", ActingFor: other))).ShouldBe(["mandate.acting-for@actingFor"], "who stands in for nobody of that role");
        (await GrantAsync(test, new(Guid.CreateVersion7(), Role.Auditor, "", "QĐ 1"))).ShouldBe(["account.unknown@account"]);
        (await test.Installation.Accounts.FindAsync(id, Cancel)).ShouldNotBeNull().Mandates.ShouldBeEmpty();
        (await GrantAsync(test, new(id, Role.Auditor, "", "QĐ 1"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        using var test = await TestInstallation.NewAsync(Kind.Sqlite, postgres);
        var id = await MakeAsync(test, "quantri");
        (await GrantAsync(test, new(id, Role.Administrator, "", "QĐ 1"))).ShouldBeEmpty();
        var mandate = (await test.Installation.Accounts.FindAsync(id, Cancel)).ShouldNotBeNull().Mandates.ShouldHaveSingleItem();
        Told((await test.Installation.Accounts.EndAsync(mandate.Id, By(), Cancel)).Problems).ShouldBe(["account.last-administrator@account"]);
        Told((await test.Installation.Accounts.SetClosedAsync(id, closed: true, By(), Cancel)).Problems).ShouldBe(["account.last-administrator@account"]);
        (await test.Installation.Accounts.FindAsync(id, Cancel)).ShouldNotBeNull().Mandates.ShouldHaveSingleItem().Until.ShouldBeNull();
        Told((await test.Installation.Accounts.EndAsync(Guid.CreateVersion7(), By(), Cancel)).Problems).ShouldBe(["account.unknown@account"]);
    }

    private static Change By() => new(Guid.CreateVersion7(), Guid.Empty, At, "thử");

    private static string[] Told(IEnumerable<Problem> problems) => [.. problems.Select(problem => $"{problem.Code}@{problem.Where}")];

    private static async Task<string[]> CreateAsync(TestInstallation test, string userName, string fullName) => Told((await test.Installation.Accounts.CreateAsync(new(userName, fullName), By(), Cancel)).Problems);

    private static async Task<string[]> GrantAsync(TestInstallation test, GrantMandate input) => Told((await test.Installation.Accounts.GrantAsync(input, By(), Cancel)).Problems);

    private static async Task<Guid> MakeAsync(TestInstallation test, string name)
    {
        (await test.Installation.Accounts.CreateAsync(new(name, name), By(), Cancel)).TryGet(out var account).ShouldBeTrue();
        return account!.Id; // asserted just above
    }
}
