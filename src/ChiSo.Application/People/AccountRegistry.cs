using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.People;

/// <summary>Accounts and what they may act as. Every change leaves a link in the trail of the installation.</summary>
public sealed class AccountRegistry(ChiSoDatabase database, TimeProvider clock)
{
    /// <summary>Adds an account without a password: the person chooses one through a link that works once.</summary>
    public Task<Result<Account>> CreateAsync(CreateAccount input, Change change, CancellationToken cancel) => database.WriteAsync<Result<Account>>(
        async context =>
        {
            var taken = await context.Accounts.AnyAsync(known => known.NormalizedUserName == Normalised(input.UserName), cancel);
            var problems = AccountProblems.Of(input, taken);
            return problems.IsEmpty ? await AddAsync(context, input, change, cancel) : problems;
        }, cancel);

    /// <summary>Stores an account that was found right, in the transaction under way.</summary>
    internal static async Task<Account> AddAsync(ChiSoContext context, CreateAccount input, Change change, CancellationToken cancel)
    {
        var account = new Account
        {
            UserName = input.UserName.Trim(),
            NormalizedUserName = Normalised(input.UserName),
            FullName = input.FullName.Trim(),
            PhoneNumber = input.Telephone.Trim(),
            Email = input.Email.Trim(),
            NormalizedEmail = Normalised(input.Email),
            SecurityStamp = Guid.NewGuid().ToString("N"),
            LockoutEnabled = true,
        };
        context.Accounts.Add(account);
        await Trail.AppendAsync(context, Trail.Installation, change, "account.created", account.UserName, new { account.Id, account.FullName }, cancel);
        return account;
    }

    /// <summary>Where the person is reached: messages go there, and single sign-on may find the account by its e-mail address.</summary>
    public Task<Result<Account>> SetContactAsync(Guid accountId, string telephone, string email, Change change, CancellationToken cancel) => database.WriteAsync<Result<Account>>(
        async context =>
        {
            if (await context.Accounts.SingleOrDefaultAsync(known => known.Id == accountId, cancel) is not { } account)
                return AccountProblems.Unknown();
            if (AccountProblems.OfEmail(email) is { } wrong)
                return wrong;
            (account.PhoneNumber, account.Email, account.NormalizedEmail) = (telephone.Trim(), email.Trim(), Normalised(email));
            account.ConcurrencyStamp = Guid.NewGuid().ToString("N");
            await Trail.AppendAsync(context, Trail.Installation, change, "account.contact-changed", account.UserName ?? "", new { account.Id }, cancel);
            return account;
        }, cancel);

    /// <summary>Whether a person wants the daily digest, and in which language: their own choice.</summary>
    public Task<int> SetDigestAsync(Guid accountId, bool wanted, bool inEnglish, CancellationToken cancel) => database.WriteAsync(
        context => context.Accounts.Where(account => account.Id == accountId).ExecuteUpdateAsync(set => set.SetProperty(account => account.WithoutDigest, !wanted).SetProperty(account => account.ReadsEnglish, inEnglish), cancel), cancel);

    public Task<Result<Mandate>> GrantAsync(GrantMandate input, Change change, CancellationToken cancel) => database.WriteAsync<Result<Mandate>>(
        async context =>
        {
            if (await context.Accounts.SingleOrDefaultAsync(known => known.Id == input.AccountId, cancel) is not { } account)
                return AccountProblems.Unknown();
            var problems = AccountProblems.Of(input, change, await IsStoodInForAsync(context, input, change.At, cancel));
            return problems.IsEmpty ? await AddAsync(context, account, input, change, cancel) : problems;
        }, cancel);

    /// <summary>Stores a mandate that was found right, in the transaction under way.</summary>
    internal static async Task<Mandate> AddAsync(ChiSoContext context, Account account, GrantMandate input, Change change, CancellationToken cancel)
    {
        var mandate = new Mandate
        {
            AccountId = account.Id,
            Role = input.Role,
            Unit = input.Unit.Trim(),
            Survey = input.Survey,
            Area = input.Area,
            ActingFor = input.ActingFor,
            TakesOver = input.TakesOver,
            Ground = input.Ground.Trim(),
            GrantedBy = change.By,
            From = input.From ?? change.At,
        };
        if (input.Until is { } until)
            mandate.End(until);
        context.Mandates.Add(mandate);
        await Trail.AppendAsync(context, Trail.Installation, change, "mandate.granted", account.UserName ?? "",
            new { mandate.Id, Role = mandate.Role.ToString(), mandate.Unit, mandate.Survey, mandate.Area, mandate.ActingFor, mandate.TakesOver, mandate.Ground, mandate.From, mandate.Until }, cancel);
        return mandate;
    }

    /// <summary>Ends a mandate at an instant, in the transaction under way.</summary>
    internal static async Task EndAsync(ChiSoContext context, Mandate mandate, DateTime at, Change change, CancellationToken cancel)
    {
        mandate.End(at);
        var userName = await context.Accounts.Where(account => account.Id == mandate.AccountId).Select(account => account.UserName).SingleAsync(cancel);
        await Trail.AppendAsync(context, Trail.Installation, change, "mandate.ended", userName ?? "", new { mandate.Id, Role = mandate.Role.ToString(), mandate.Unit, mandate.Survey, mandate.Area, mandate.Until }, cancel);
    }

    /// <summary>Ends a mandate now; one that ended already stays as it is.</summary>
    public Task<Result<Mandate>> EndAsync(Guid mandateId, Change change, CancellationToken cancel) => database.WriteAsync<Result<Mandate>>(
        async context =>
        {
            if (await context.Mandates.SingleOrDefaultAsync(known => known.Id == mandateId, cancel) is not { } mandate)
                return AccountProblems.Unknown();
            if (mandate.Until <= change.At)
                return mandate;
            await Trail.LockAsync(context, Trail.Installation, cancel); // two administrators who end each other's mandate come one after the other
            if (mandate.Role == Role.Administrator && !await OtherAdministratorsAsync(context, mandate.AccountId, change.At, cancel))
                return AccountProblems.LastAdministrator();

            await EndAsync(context, mandate, change.At, change, cancel);
            return mandate;
        }, cancel);

    /// <summary>Closes an account or opens it again; its mandates stay, and give no right while it is closed. Sessions end within a minute.</summary>
    public Task<Result<Account>> SetClosedAsync(Guid accountId, bool closed, Change change, CancellationToken cancel) => database.WriteAsync<Result<Account>>(
        async context =>
        {
            if (await context.Accounts.SingleOrDefaultAsync(known => known.Id == accountId, cancel) is not { } account)
                return AccountProblems.Unknown();
            if (account.Closed == closed)
                return account;
            await Trail.LockAsync(context, Trail.Installation, cancel);
            if (closed && await IsAdministratorAsync(context, accountId, change.At, cancel) && !await OtherAdministratorsAsync(context, accountId, change.At, cancel))
                return AccountProblems.LastAdministrator();

            account.Closed = closed;
            account.SecurityStamp = Guid.NewGuid().ToString("N");
            account.ConcurrencyStamp = Guid.NewGuid().ToString("N");
            await Trail.AppendAsync(context, Trail.Installation, change, closed ? "account.closed" : "account.opened", account.UserName ?? "", new { account.Id }, cancel);
            return account;
        }, cancel);

    /// <summary>Everybody with an account, by name, with all mandates, ended ones too.</summary>
    public async Task<ImmutableArray<AccountRow>> ListAsync(CancellationToken cancel)
    {
        await using var context = database.Open();
        return await RowsAsync(context, context.Accounts, cancel);
    }

    /// <summary>One account by its user name, whatever its case; <c>null</c> when there is none.</summary>
    public async Task<AccountRow?> FindRowAsync(string userName, CancellationToken cancel)
    {
        await using var context = database.Open();
        var normalised = Normalised(userName);
        return (await RowsAsync(context, context.Accounts.Where(account => account.NormalizedUserName == normalised), cancel)).FirstOrDefault();
    }

    private static async Task<ImmutableArray<AccountRow>> RowsAsync(ChiSoContext context, IQueryable<Account> which, CancellationToken cancel)
    {
        var accounts = await which.AsNoTracking().OrderBy(account => account.UserName).ToListAsync(cancel);
        var mandates = (await context.Mandates.AsNoTracking().Where(mandate => which.Any(account => account.Id == mandate.AccountId)).OrderBy(mandate => mandate.From).ToListAsync(cancel)).ToLookup(mandate => mandate.AccountId);
        var withPasskey = (await context.Set<IdentityUserPasskey<Guid>>().Select(passkey => passkey.UserId).Distinct().ToListAsync(cancel)).ToHashSet();
        return [.. accounts.Select(account => new AccountRow(
            account.Id, account.UserName ?? "", account.FullName, account.PhoneNumber ?? "", account.PasswordHash is not null,
            account.TwoFactorEnabled, account.Closed, [.. mandates[account.Id]]) { HasPasskey = withPasskey.Contains(account.Id), Email = account.Email ?? "" })];
    }

    /// <summary>The person behind an account with the mandates that hold now; <c>null</c> when there is none or it is closed.</summary>
    /// <param name="stamp">The stamp a session was begun with: once the account has another, the session is over. <c>null</c> asks for none.</param>
    public async Task<Person?> FindAsync(Guid accountId, CancellationToken cancel, string? stamp = null)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var context = database.Open();
        var account = await context.Accounts.AsNoTracking().SingleOrDefaultAsync(known => known.Id == accountId && !known.Closed, cancel);
        if (account is null || (stamp is not null && account.SecurityStamp != stamp))
            return null;
        var mandates = await context.Mandates.AsNoTracking().Where(mandate => mandate.AccountId == accountId).OrderBy(mandate => mandate.From).ToListAsync(cancel);
        var held = mandates.Where(mandate => mandate.HoldsAt(now)).OrderBy(mandate => mandate.ActingFor is not null).ToImmutableArray(); // what one may do in one's own right is done so
        var units = held.Select(mandate => mandate.Unit).Where(unit => unit.Length > 0).Distinct().ToList();
        var inherits = units.Count == 0 ? [] : await Inherited.ByAsync(context, units, DateOnly.FromDateTime(VietnamTime.Local(now)), cancel);
        return new(account.Id, account.FullName, held) { HasAuthenticator = account.TwoFactorEnabled, Inherits = inherits, Principals = await PrincipalsAsync(context, held, cancel) };
    }

    private static async Task<ImmutableDictionary<Guid, string>> PrincipalsAsync(ChiSoContext context, ImmutableArray<Mandate> held, CancellationToken cancel)
    {
        var ids = held.Select(mandate => mandate.ActingFor).OfType<Guid>().ToList();
        return ids.Count == 0 ? ImmutableDictionary<Guid, string>.Empty
            : (await context.Accounts.AsNoTracking().Where(account => ids.Contains(account.Id)).Select(account => new { account.Id, account.FullName }).ToListAsync(cancel)).ToImmutableDictionary(one => one.Id, one => one.FullName);
    }

    /// <summary>Whether the one stood in for holds the role themselves; true when nobody is stood in for.</summary>
    internal static async Task<bool> IsStoodInForAsync(ChiSoContext context, GrantMandate input, DateTime now, CancellationToken cancel)
    {
        if (input.ActingFor is not { } principal)
            return true;
        var held = await context.Mandates.AsNoTracking().Where(mandate => mandate.AccountId == principal && mandate.Role == input.Role && mandate.Unit == input.Unit.Trim() && mandate.Survey == input.Survey && mandate.Area == input.Area).ToListAsync(cancel);
        return principal != input.AccountId && held.Exists(mandate => mandate.ActingFor is null && mandate.HoldsAt(input.From is { } from && from > now ? from : now));
    }

    private static Task<bool> IsAdministratorAsync(ChiSoContext context, Guid accountId, DateTime now, CancellationToken cancel) =>
        Administrators(context, now).AnyAsync(mandate => mandate.AccountId == accountId, cancel);

    /// <summary>Whether somebody else who can sign in is administrator.</summary>
    internal static Task<bool> OtherAdministratorsAsync(ChiSoContext context, Guid accountId, DateTime now, CancellationToken cancel)
    {
        var reachable = context.Accounts.Where(account => account.Id != accountId && !account.Closed && account.PasswordHash != null);
        return Administrators(context, now).AnyAsync(mandate => reachable.Any(account => account.Id == mandate.AccountId), cancel);
    }

    private static IQueryable<Mandate> Administrators(ChiSoContext context, DateTime now) =>
        context.Mandates.Where(mandate => mandate.Role == Role.Administrator && mandate.From <= now && (mandate.Until == null || mandate.Until > now));

    /// <summary>The same folding sign-in uses.</summary>
    public static string Normalised(string name) => name.Trim().Normalize().ToUpperInvariant();
}

/// <summary>An account to be made.</summary>
public sealed record CreateAccount(string UserName, string FullName, string Telephone = "", string Email = "");

/// <summary>A mandate to be granted.</summary>
/// <param name="Unit">Code of the unit or agency; empty for a role that belongs to none.</param>
/// <param name="From">UTC; <c>null</c> from now on.</param>
/// <param name="Until">UTC, exclusive; <c>null</c> for no end.</param>
/// <param name="ActingFor">Whom the person stands in for.</param>
public sealed record GrantMandate(Guid AccountId, Role Role, string Unit, string Ground, DateTime? From = null, DateTime? Until = null, Guid? ActingFor = null)
{
    /// <summary>Code of the survey a role of its fieldwork is for; empty for other roles.</summary>
    public string Survey { get; init; } = "";

    /// <summary>Code of the area of that fieldwork; empty as above.</summary>
    public string Area { get; init; } = "";

    /// <inheritdoc cref="Mandate.TakesOver"/>
    public Guid? TakesOver { get; init; }
}

/// <summary>An account as the administrator sees it.</summary>
public sealed record AccountRow(Guid Id, string UserName, string FullName, string Telephone, bool HasPassword, bool HasAuthenticator, bool Closed, ImmutableArray<Mandate> Mandates)
{
    public bool HasPasskey { get; init; }

    public string Email { get; init; } = "";
}
