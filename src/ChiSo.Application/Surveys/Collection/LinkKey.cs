using System.Security.Cryptography;
using System.Text;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Keys of links, and the two one-way signs made of them. Who has one sign can compute neither the key nor the other.</summary>
public static class LinkKey
{
    /// <summary>No letters that are taken for others: 32 signs, five bits each.</summary>
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>24 signs are 120 random bits: nobody guesses one.</summary>
    private const int Length = 24;

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>As a person may type it from paper: spaces, hyphens and capitals don't count. <c>null</c> for what can't be a key.</summary>
    public static string? Read(string? typed)
    {
        if (typed is null || typed.Length > 2 * Length)
            return null;
        var key = string.Concat(typed.Where(letter => letter is not (' ' or '-'))).ToLowerInvariant().Replace('o', '0').Replace('l', '1').Replace('i', '1');
        return key.Length == Length && key.All(Alphabet.Contains) ? key : null;
    }

    /// <summary>What an invitation keeps.</summary>
    public static string OfInvitation(string survey, string key) => Sign("invitation", survey, key);

    /// <summary>What the store of answers keeps, apart from the answers, so that a key serves once.</summary>
    public static string OfAnswer(string survey, string key) => Sign("answer", survey, key);

    /// <summary>What a machine at a desk keeps.</summary>
    public static string OfKiosk(string survey, string key) => Sign("kiosk", survey, key);

    /// <summary>What a device that collects keeps of its password.</summary>
    public static string OfDevice(string survey, string password) => Sign("device", survey, password);

    /// <summary>What the store keeps so that a paper form is entered once; numbers of forms are no secret.</summary>
    public static string OfPaper(string survey, string number) => Sign("paper", survey, number);

    /// <summary>What the store keeps so that a file of answers is taken in once.</summary>
    /// <param name="hash">Of its content.</param>
    public static string OfFile(string survey, string hash) => Sign("file", survey, hash);

    /// <summary>What the store keeps apart from the answers, so that an interview that was sent is known to have been even when the program ended before the visit was written down. Says no more than the visit itself.</summary>
    public static string OfVisit(string survey, Guid invitation, Guid interviewer) => Sign("visit", survey, $"{invitation:N} {interviewer:N}");

    /// <summary>The key of a form that came without a link, made of the number its program gave it: the same form gives the same key.</summary>
    public static string OfInstance(string survey, string instance)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"chiso survey instance {survey} {instance}"));
        return string.Create(Length, hash, (key, bytes) =>
        {
            for (var at = 0; at < key.Length; at++)
                key[at] = Alphabet[bytes[at] % Alphabet.Length];
        });
    }

    private static string Sign(string purpose, string survey, string key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"chiso survey {purpose} {survey}")));
}
