using System.Globalization;
using System.Security.Cryptography;
using ChiSo.Application.Surveys.Collection;
using Microsoft.AspNetCore.DataProtection;

namespace ChiSo.Web.Surveys;

/// <summary>When somebody began to answer, in steps of a few seconds, sealed: it travels with the form and is kept nowhere. Only whether it was answered in a <see cref="Hurry"/> comes out of it, and whether a form for anybody comes from a page that was opened.</summary>
public sealed class StartStamps(IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>Everybody who begins within one step gets the same page.</summary>
    public const int StepSeconds = 10;

    /// <summary>Nobody reads and answers in less.</summary>
    public const int LeastSeconds = 5;

    /// <summary>A page open for longer gets a new stamp first.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private readonly IDataProtector protector = protection.CreateProtector("ChiSo.SurveyStart");

    /// <summary>Steps since 1970, whole ones.</summary>
    public long Now => clock.GetUtcNow().ToUnixTimeSeconds() / StepSeconds;

    public string Write(string survey, long step) => protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{survey}\n{step}"));

    /// <summary>Whether the form that carries this stamp was answered in a hurry. From the beginning of its step, so that nobody hurried who did not.</summary>
    /// <param name="written">As the browser sent it: one that is none of this survey tells nothing.</param>
    public bool ShowsHurry(string written, SurveyDeclaration survey) => AgeOf(written, survey) is { } age && Hurry.Is(survey, age);

    /// <summary>What the stamp says of a form that anybody may send.</summary>
    public StampState StateOf(string written, SurveyDeclaration survey) => AgeOf(written, survey) switch
    {
        null => StampState.None,
        { } age when age > Longest => StampState.None,
        { } age when age < TimeSpan.FromSeconds(StepSeconds + LeastSeconds) => StampState.Fresh, // from the end of its step: nobody is taken too early
        _ => StampState.Good,
    };

    /// <summary>From the beginning of its step; <c>null</c> for a stamp that is none of this survey.</summary>
    private TimeSpan? AgeOf(string written, SurveyDeclaration survey)
    {
        if (written.Length == 0)
            return null;
        try
        {
            return protector.Unprotect(written).Split('\n') is [var of, var step] && of == survey.Code
                ? clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(StepSeconds * long.Parse(step, CultureInfo.InvariantCulture))
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>What a stamp says of the page a form was sent from.</summary>
public enum StampState
{
    /// <summary>It comes from no page of this survey, or one opened too long ago.</summary>
    None,

    /// <summary>The page was opened just now.</summary>
    Fresh,

    Good,
}
