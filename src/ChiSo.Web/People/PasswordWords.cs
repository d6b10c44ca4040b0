using ChiSo.Web.Language;
using Microsoft.AspNetCore.Identity;

namespace ChiSo.Web.People;

/// <summary>What is wrong with a password, in the reader's words.</summary>
internal sealed class PasswordWords(Texts texts) : IdentityErrorDescriber
{
    public override IdentityError PasswordTooShort(int length) => new() { Code = "password.short", Description = texts["Password_Short", length] };

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) => new() { Code = "password.same", Description = texts["Password_Same", uniqueChars] };

    public override IdentityError PasswordMismatch() => new() { Code = "password.present", Description = texts["Password_Present"] };

    public override IdentityError InvalidToken() => new() { Code = "password.link", Description = texts["Password_Link"] };
}
