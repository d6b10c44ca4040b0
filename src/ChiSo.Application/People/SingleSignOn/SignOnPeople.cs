using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.People.SingleSignOn;

/// <summary>Accounts and mandates by the word of the provider of single sign-on.</summary>
public sealed class SignOnPeople(ChiSoDatabase database)
{
    /// <summary>The one open account that bears this value; <c>null</c> when none does, or more than one.</summary>
    public async Task<Account?> FindAsync(AccountField field, string value, CancellationToken cancel)
    {
        var wanted = AccountRegistry.Normalised(value);
        if (wanted.Length == 0)
            return null;
        await using var context = database.Open();
        var open = context.Accounts.AsNoTracking().Where(account => !account.Closed);
        var found = await (field == AccountField.Email ? open.Where(account => account.NormalizedEmail == wanted) : open.Where(account => account.NormalizedUserName == wanted)).Take(2).ToListAsync(cancel);
        return found is [var only] ? only : null;
    }

    /// <summary>Grants what the provider's word gives now and is not held yet, and ends what it gave before and gives no more. What people granted stays; so does the role of the last administrator.</summary>
    public Task<SignOnChange> GiveAsync(Guid accountId, ImmutableArray<SignOnRight> rights, Change change, CancellationToken cancel) => database.WriteAsync(
        async context =>
        {
            await Trail.LockAsync(context, Trail.Installation, cancel); // two sign-ins of one person come one after the other
            var account = await context.Accounts.SingleAsync(known => known.Id == accountId, cancel);
            var held = (await context.Mandates.Where(mandate => mandate.AccountId == accountId && mandate.ActingFor == null).ToListAsync(cancel)).Where(mandate => mandate.HoldsAt(change.At)).ToList();
            var (granted, ended) = (0, 0);
            foreach (var mandate in held.Where(mandate => mandate.Claim is not null && !rights.Any(right => right.Role == mandate.Role && right.Unit == mandate.Unit)))
            {
                if (mandate.Role == Role.Administrator && !await AccountRegistry.OtherAdministratorsAsync(context, accountId, change.At, cancel))
                    continue;
                mandate.End(change.At);
                await Trail.AppendAsync(context, Trail.Installation, change, "mandate.ended", account.UserName ?? "", new { mandate.Id, Role = mandate.Role.ToString(), mandate.Unit }, cancel);
                ended++;
            }

            foreach (var right in rights.Where(right => !held.Exists(mandate => mandate.Role == right.Role && mandate.Unit == right.Unit)))
            {
                await GrantAsync(context, account, right, change, cancel);
                granted++;
            }

            return new SignOnChange(granted, ended);
        }, cancel);

    private static async Task GrantAsync(ChiSoContext context, Account account, SignOnRight right, Change change, CancellationToken cancel)
    {
        var mandate = new Mandate
        {
            AccountId = account.Id,
            Role = right.Role,
            Unit = right.Unit,
            Claim = right.Claim,
            Ground = $"Đăng nhập một lần: {right.Claim}",
            GrantedBy = change.By,
            From = change.At,
        };
        context.Mandates.Add(mandate);
        await Trail.AppendAsync(context, Trail.Installation, change, "mandate.granted", account.UserName ?? "",
            new { mandate.Id, Role = mandate.Role.ToString(), mandate.Unit, mandate.Claim, mandate.Ground, mandate.From }, cancel);
    }
}

/// <summary>How many mandates a sign-in gave and took.</summary>
public sealed record SignOnChange(int Granted, int Ended);
