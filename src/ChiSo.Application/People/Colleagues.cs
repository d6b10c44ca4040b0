using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.People;

/// <summary>The people of one unit, kept by its own focal officer or leader: never another unit's, never a role above one's own, and never the last leader out.</summary>
public sealed class Colleagues(ChiSoDatabase database, TimeProvider clock)
{
    /// <summary>A list, so that the database can be asked.</summary>
    private static readonly List<Role> OfUnits = [.. ColleagueRoles.OfUnits];

    /// <summary>Everybody who holds, will hold or held a role for the unit, by name; <c>null</c> when the unit's people are none of this person's business.</summary>
    public async Task<ImmutableArray<Colleague>?> ListAsync(Person person, string unit, CancellationToken cancel)
    {
        if (!person.May(Act.ManageColleagues, new(unit)))
            return null;
        var (now, roles) = (clock.GetUtcNow().UtcDateTime, ColleagueRoles.Under(person, unit));
        await using var context = database.Open();
        var ids = await context.Mandates.Where(mandate => mandate.Unit == unit && OfUnits.Contains(mandate.Role)).Select(mandate => mandate.AccountId).Distinct().ToListAsync(cancel);
        var accounts = await context.Accounts.AsNoTracking().Where(account => ids.Contains(account.Id)).ToListAsync(cancel);
        var mandates = (await context.Mandates.AsNoTracking().Where(mandate => ids.Contains(mandate.AccountId)).OrderBy(mandate => mandate.From).ToListAsync(cancel)).ToLookup(mandate => mandate.AccountId);
        return [.. accounts.OrderBy(account => account.FullName, StringComparer.Ordinal).Select(account => new Colleague(
            account.Id, account.UserName ?? "", account.FullName, account.PhoneNumber ?? "", account.PasswordHash is not null, account.Closed,
            [.. mandates[account.Id].Where(mandate => mandate.Unit == unit && ColleagueRoles.OfUnits.Contains(mandate.Role))],
            account.Id != person.Id && ColleagueRoles.Covers(roles, unit, mandates[account.Id], now)))];
    }

    /// <summary>Makes an account for a colleague, with a role in the unit.</summary>
    public Task<Result<Account>> AddAsync(Person person, string unit, CreateAccount input, ColleagueGrant grant, CancellationToken cancel) => ChangeAsync<Account>(person, unit, async (context, change) =>
    {
        if (!ColleagueRoles.Under(person, unit).Contains(grant.Role))
            return ColleagueProblems.RoleAbove();
        var taken = await context.Accounts.AnyAsync(known => known.NormalizedUserName == AccountRegistry.Normalised(input.UserName), cancel);
        var wanted = new GrantMandate(Guid.Empty, grant.Role, unit, grant.Ground, grant.From, grant.Until);
        if (AccountProblems.Of(input, taken).AddRange(AccountProblems.Of(wanted, change, standsInRightly: true)) is { IsEmpty: false } problems)
            return problems;
        var account = await AccountRegistry.AddAsync(context, input, change, cancel);
        await AccountRegistry.AddAsync(context, account, wanted, change, cancel);
        return account;
    }, cancel);

    /// <summary>Gives a colleague one more role in the unit, in their own right or in somebody's place.</summary>
    public Task<Result<Mandate>> GrantAsync(Person person, string unit, Guid accountId, ColleagueGrant grant, CancellationToken cancel) => ChangeAsync<Mandate>(person, unit, async (context, change) =>
    {
        if (!ColleagueRoles.Under(person, unit).Contains(grant.Role))
            return ColleagueProblems.RoleAbove();
        if (await OfUnitAsync(context, accountId, unit, cancel) is not { } account)
            return ColleagueProblems.NotOfUnit();
        if (grant.ActingFor is not null && grant.Until is null)
            return ColleagueProblems.ActingWithoutEnd();
        var wanted = new GrantMandate(accountId, grant.Role, unit, grant.Ground, grant.From, grant.Until, grant.ActingFor);
        var problems = AccountProblems.Of(wanted, change, await AccountRegistry.IsStoodInForAsync(context, wanted, change.At, cancel));
        return problems.IsEmpty ? await AccountRegistry.AddAsync(context, account, wanted, change, cancel) : problems;
    }, cancel);

    /// <summary>Ends a role in the unit now; the last leader's stays.</summary>
    public Task<Result<Mandate>> EndAsync(Person person, string unit, Guid mandateId, CancellationToken cancel) => ChangeAsync<Mandate>(person, unit, async (context, change) =>
    {
        if (await HeldAsync(context, person, unit, mandateId, change.At, cancel) is not { } mandate)
            return ColleagueProblems.NotOfUnit();
        if (mandate.Role == Role.UnitLeader && !await OtherLeadersAsync(context, unit, mandate.AccountId, change.At, cancel))
            return ColleagueProblems.LastLeader();
        await AccountRegistry.EndAsync(context, mandate, change.At, change, cancel);
        return mandate;
    }, cancel);

    /// <summary>Hands a role, and with it the open work, over to a colleague on a day: it ends for the one and begins for the other at the same instant.</summary>
    /// <param name="on">UTC; <c>null</c> or past for now.</param>
    public Task<Result<Mandate>> HandOverAsync(Person person, string unit, Guid mandateId, Guid to, DateTime? on, string ground, CancellationToken cancel) => ChangeAsync<Mandate>(person, unit, async (context, change) =>
    {
        var at = on is { } day && day > change.At ? day : change.At;
        if (await HeldAsync(context, person, unit, mandateId, change.At, cancel) is not { } mandate || await OfUnitAsync(context, to, unit, cancel) is not { } account)
            return ColleagueProblems.NotOfUnit();
        if (mandate.Until <= at || at < mandate.From)
            return ColleagueProblems.EndsBefore();
        var wanted = new GrantMandate(to, mandate.Role, unit, ground, at, mandate.Until) { TakesOver = mandate.Id };
        if (to == mandate.AccountId)
            return ColleagueProblems.ToThemselves();
        var problems = AccountProblems.Of(wanted, change, standsInRightly: true);
        if (!problems.IsEmpty)
            return problems;
        await AccountRegistry.EndAsync(context, mandate, at, change with { Reason = ground.Trim() }, cancel);
        return await AccountRegistry.AddAsync(context, account, wanted, change with { Reason = ground.Trim() }, cancel);
    }, cancel);

    /// <summary>Makes a colleague's account ready for a new link to choose a password; earlier links and sessions end. Only where every role of the account is one this person may give.</summary>
    public Task<Result<Account>> PrepareLinkAsync(Person person, string unit, Guid accountId, CancellationToken cancel) => CoveredAsync(person, unit, accountId, "account.link-made", (_, _) => Task.FromResult<Problem?>(null), cancel);

    /// <summary>Closes a colleague's account, under the same condition.</summary>
    public Task<Result<Account>> CloseAsync(Person person, string unit, Guid accountId, CancellationToken cancel) => CoveredAsync(person, unit, accountId, "account.closed", async (context, account) =>
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var leads = await context.Mandates.AnyAsync(mandate => mandate.AccountId == accountId && mandate.Unit == unit && mandate.Role == Role.UnitLeader && mandate.From <= now && (mandate.Until == null || mandate.Until > now), cancel);
        if (leads && !await OtherLeadersAsync(context, unit, accountId, now, cancel))
            return ColleagueProblems.LastLeader();
        account.Closed = true;
        return null;
    }, cancel);

    private Task<Result<Account>> CoveredAsync(Person person, string unit, Guid accountId, string name, Func<ChiSoContext, Account, Task<Problem?>> act, CancellationToken cancel) => ChangeAsync<Account>(person, unit, async (context, change) =>
    {
        if (await OfUnitAsync(context, accountId, unit, cancel) is not { } account)
            return ColleagueProblems.NotOfUnit();
        var mandates = await context.Mandates.AsNoTracking().Where(mandate => mandate.AccountId == accountId).ToListAsync(cancel);
        if (accountId == person.Id || !ColleagueRoles.Covers(ColleagueRoles.Under(person, unit), unit, mandates, change.At))
            return ColleagueProblems.OtherRoles();
        if (await act(context, account) is { } refused)
            return refused;
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        account.ConcurrencyStamp = Guid.NewGuid().ToString("N");
        await Trail.AppendAsync(context, Trail.Installation, change, name, account.UserName ?? "", new { account.Id, unit }, cancel);
        return account;
    }, cancel);

    private Task<Result<T>> ChangeAsync<T>(Person person, string unit, Func<ChiSoContext, Change, Task<Result<T>>> act, CancellationToken cancel) => database.WriteAsync<Result<T>>(
        async context =>
        {
            if (person.MandateTo(Act.ManageColleagues, new(unit)) is not { } mandate)
                return ColleagueProblems.NotAllowed();
            await Trail.LockAsync(context, Trail.Installation, cancel); // two leaders who end each other's role come one after the other
            return await act(context, new(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, ""));
        }, cancel);

    /// <summary>An open account that has or had a role in the unit.</summary>
    private static Task<Account?> OfUnitAsync(ChiSoContext context, Guid accountId, string unit, CancellationToken cancel)
    {
        var ofUnit = context.Mandates.Where(mandate => mandate.AccountId == accountId && mandate.Unit == unit && OfUnits.Contains(mandate.Role));
        return context.Accounts.SingleOrDefaultAsync(account => account.Id == accountId && !account.Closed && ofUnit.Any(), cancel);
    }

    /// <summary>A role of the unit that hasn't ended and that the person may give.</summary>
    private static async Task<Mandate?> HeldAsync(ChiSoContext context, Person person, string unit, Guid mandateId, DateTime now, CancellationToken cancel)
    {
        var roles = ColleagueRoles.Under(person, unit).ToList(); // a list, so that the database can be asked
        return await context.Mandates.SingleOrDefaultAsync(mandate => mandate.Id == mandateId && mandate.Unit == unit && roles.Contains(mandate.Role) && (mandate.Until == null || mandate.Until > now), cancel);
    }

    private static Task<bool> OtherLeadersAsync(ChiSoContext context, string unit, Guid accountId, DateTime now, CancellationToken cancel)
    {
        var open = context.Accounts.Where(account => account.Id != accountId && !account.Closed).Select(account => account.Id);
        return context.Mandates.AnyAsync(mandate => mandate.Unit == unit && mandate.Role == Role.UnitLeader && mandate.ActingFor == null && mandate.From <= now && (mandate.Until == null || mandate.Until > now) && open.Contains(mandate.AccountId), cancel);
    }
}

/// <summary>A role to be given to a colleague.</summary>
/// <param name="From">UTC; <c>null</c> from now on.</param>
/// <param name="Until">UTC, exclusive; <c>null</c> for no end, which acting for somebody never is.</param>
public sealed record ColleagueGrant(Role Role, string Ground, DateTime? From = null, DateTime? Until = null, Guid? ActingFor = null);

/// <summary>Somebody of the unit.</summary>
/// <param name="Mandates">For this unit alone, ended ones too.</param>
/// <param name="Covered">Whether every role the account holds or will hold is one the reader may give, so that password and account may be seen to.</param>
public sealed record Colleague(Guid Id, string UserName, string FullName, string Telephone, bool HasPassword, bool Closed, ImmutableArray<Mandate> Mandates, bool Covered);

/// <summary>Which roles of a unit its own people may give.</summary>
public static class ColleagueRoles
{
    public static ImmutableArray<Role> OfUnits { get; } = [Role.UnitOfficer, Role.UnitLeader];

    /// <summary>A leader gives both roles of the unit, an officer the officer's.</summary>
    public static ImmutableArray<Role> Under(Person person, string unit) =>
        person.Mandates.Any(mandate => mandate.Role == Role.UnitLeader && mandate.Unit == unit) ? OfUnits : [Role.UnitOfficer];

    /// <summary>Whether nothing an account holds now or later reaches beyond these roles in this unit.</summary>
    internal static bool Covers(ImmutableArray<Role> roles, string unit, IEnumerable<Mandate> mandates, DateTime now) =>
        mandates.Where(mandate => mandate.Until is null || mandate.Until > now).All(mandate => mandate.Unit == unit && roles.Contains(mandate.Role));
}

/// <summary>Why a step with the unit's own people is refused.</summary>
internal static class ColleagueProblems
{
    public static Problem NotAllowed() => new("colleague.not-allowed", "unit", new("Ông/Bà không quản lý người dùng của đơn vị này.", "You don't look after the people of this unit."), new("Nhờ đầu mối hoặc lãnh đạo của đơn vị ấy.", "Ask that unit's focal officer or leader."));

    public static Problem RoleAbove() => new("colleague.role-above", "role", new("Vai trò này cao hơn vai trò của Ông/Bà.", "This role is above your own."), new("Nhờ lãnh đạo đơn vị hoặc quản trị hệ thống.", "Ask the unit's leader or an administrator."));

    public static Problem NotOfUnit() => new("colleague.not-of-unit", "account", new("Không có người hoặc vai trò này trong đơn vị, hoặc vai trò ấy cao hơn vai trò của Ông/Bà.", "The unit has no such person or role, or the role is above your own."), new("Tải lại trang rồi chọn lại.", "Load the page again and choose from it."));

    public static Problem OtherRoles() => new("colleague.other-roles", "account", new("Người này còn vai trò ngoài những vai trò Ông/Bà được giao.", "This person holds roles beyond those you may give."), new("Nhờ quản trị hệ thống.", "Ask an administrator."));

    public static Problem LastLeader() => new("colleague.last-leader", "mandate", new("Đây là lãnh đạo duy nhất còn lại của đơn vị.", "This is the only leader the unit has left."), new("Giao vai trò lãnh đạo cho người khác, hoặc bàn giao, trước.", "First give another person that role, or hand it over."));

    public static Problem ActingWithoutEnd() => new("colleague.acting-without-end", "until", new("Làm thay phải có ngày kết thúc.", "Acting for somebody needs an end."), new("Ghi ngày kết thúc, ví dụ 31/12/2026.", "Write the last day, such as 31/12/2026."));

    public static Problem EndsBefore() => new("colleague.ends-before", "on", new("Vai trò này không còn hiệu lực vào ngày bàn giao.", "The role doesn't hold on the day of the handover."), new("Chọn ngày trong thời gian vai trò có hiệu lực.", "Choose a day on which it holds."));

    public static Problem ToThemselves() => new("colleague.to-themselves", "to", new("Người nhận chính là người bàn giao.", "The one who takes over is the one who hands over."), new("Chọn người khác.", "Choose somebody else."));
}
