using System.Net;
using System.Text.RegularExpressions;

namespace ChiSo.Bench;

/// <summary>One signed-in person with a session and a kept connection of their own.</summary>
internal sealed partial class DeskClient(Uri address) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = address };
    private string token = "";

    /// <exception cref="InvalidOperationException">The server did not let this person in.</exception>
    public static async Task<DeskClient> SignInAsync(Uri address, string name, string password)
    {
        var made = new DeskClient(address);
        await made.TakeTokenAsync("/sign-in");
        var answer = await made.PostAsync("/sign-in", new() { ["UserName"] = name, ["Password"] = password });
        return answer == HttpStatusCode.Redirect ? made : throw new InvalidOperationException($"{name} can't sign in: {answer}.");
    }

    /// <summary>Bytes transferred, compressed as a browser asks for it.</summary>
    /// <exception cref="HttpRequestException">The page is not there for this person.</exception>
    public async Task<int> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.ParseAdd("br, gzip");
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }

    /// <summary>Reads a page for the token its forms are sent with.</summary>
    public async Task TakeTokenAsync(string path) => token = Token().Match(await client.GetStringAsync(path)).Groups["token"].Value;

    public async Task<HttpStatusCode> PostAsync(string path, Dictionary<string, string> fields)
    {
        using var form = new FormUrlEncodedContent(fields.Append(new("__RequestVerificationToken", token)));
        using var answer = await client.PostAsync(path, form);
        await answer.Content.ReadAsByteArrayAsync();
        return answer.StatusCode;
    }

    public void Dispose() => client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
