using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Web.Language;
using Microsoft.AspNetCore.Identity;

namespace ChiSo.Web.People;

/// <summary>Refuses a password that guessers try first, for this person in this place.</summary>
internal sealed class ExpectedPasswords(Installation installation, MandatePlaces places, Texts texts) : IPasswordValidator<Account>
{
    public async Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        PasswordGuess.IsExpected(password ?? "", await KnownAsync(user))
            ? IdentityResult.Failed(new IdentityError { Code = "password.expected", Description = texts["Password_Expected"] })
            : IdentityResult.Success;

    private async Task<List<string>> KnownAsync(Account user)
    {
        List<string> known = [user.UserName ?? "", user.FullName, user.Email ?? "", user.PhoneNumber ?? "", "ChiSo"];
        var codes = (await installation.Accounts.FindAsync(user.Id, CancellationToken.None))?.Mandates.Select(mandate => mandate.Unit).Where(unit => unit.Length > 0).Distinct().ToList() ?? [];
        known.AddRange(codes);
        if (codes.Count > 0)
            known.AddRange((await places.ListAsync(CancellationToken.None)).Where(place => codes.Contains(place.Code)).SelectMany(place => new[] { place.Name.Vi, place.Name.En }));
        return known;
    }
}
