using System.Globalization;
using System.Security.Cryptography;
using ChiSo.Application.Surveys.Collection;
using Microsoft.AspNetCore.DataProtection;

namespace ChiSo.Web.Surveys;

/// <summary>The minute somebody began to answer, sealed: it travels with the form and is kept nowhere. Only whether it was answered in a <see cref="Hurry"/> comes out of it.</summary>
public sealed class StartStamps(IDataProtectionProvider protection, TimeProvider clock)
{
    private readonly IDataProtector protector = protection.CreateProtector("ChiSo.SurveyStart");

    /// <summary>Minutes since 1970, whole ones: everybody who begins within one gets the same page.</summary>
    public long Now => clock.GetUtcNow().ToUnixTimeSeconds() / 60;

    public string Write(string survey, long minute) => protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{survey}\n{minute}"));

    /// <summary>Whether the form that carries this stamp was answered in a hurry. From the beginning of its minute, so that nobody hurried who did not.</summary>
    /// <param name="written">As the browser sent it: one that is none of this survey tells nothing.</param>
    public bool ShowsHurry(string written, SurveyDeclaration survey)
    {
        if (written.Length == 0)
            return false;
        try
        {
            return protector.Unprotect(written).Split('\n') is [var of, var minute] && of == survey.Code
                && Hurry.Is(survey, clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(60 * long.Parse(minute, CultureInfo.InvariantCulture)));
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
