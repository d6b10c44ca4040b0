using System.Net.Http.Headers;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace ChiSo.Web.Hosting;

/// <summary>Name and password as programs send them with every request (RFC 7617): taken over TLS alone, because they are in the clear.</summary>
public static class BasicSignIn
{
    private const int Longest = 1_000;

    /// <summary>Whether nobody on the way reads along: TLS to this server, or to a proxy that was declared.</summary>
    public static bool IsSafe(HttpRequest request) => request.IsHttps;

    /// <summary><c>null</c> where none came, or what came is none.</summary>
    public static (string Name, string Password)? Of(HttpRequest request)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var sent) || !string.Equals(sent.Scheme, "Basic", StringComparison.OrdinalIgnoreCase) || sent.Parameter is not { Length: <= Longest } coded)
            return null;
        Span<byte> bytes = stackalloc byte[Longest];
        if (!Convert.TryFromBase64String(coded, bytes, out var length))
            return null;
        var pair = Encoding.UTF8.GetString(bytes[..length]);
        return pair.IndexOf(':', StringComparison.Ordinal) is >= 0 and var at ? (pair[..at], pair[(at + 1)..]) : null;
    }

    /// <summary>Asks the program for both.</summary>
    /// <param name="realm">What they open, in ASCII.</param>
    public static void Challenge(HttpResponse response, string realm) => response.Headers[HeaderNames.WWWAuthenticate] = $"Basic realm=\"{realm}\", charset=\"UTF-8\"";
}
