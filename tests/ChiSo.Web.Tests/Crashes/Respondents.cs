using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ChiSo.Web.Tests.Surveys;

namespace ChiSo.Web.Tests.Crashes;

/// <summary>People who hand in answers all at once, each by a link of their own, and try again when the program was gone.</summary>
internal sealed class Respondents(IReadOnlyList<string> keys)
{
    private const int AtOnce = 24;

    private readonly ConcurrentQueue<int> waiting = new(Enumerable.Range(0, keys.Count));

    /// <summary>Forms that were answered for, by number.</summary>
    public ConcurrentDictionary<int, bool> Thanked { get; } = new();

    /// <summary>What person <paramref name="number"/> writes.</summary>
    public static string Comment(int number) => string.Create(CultureInfo.InvariantCulture, $"người số {number}");

    /// <summary>Hands in until everybody is thanked or the program is gone; whoever got no answer tries again the next time.</summary>
    /// <param name="most">The most forms this time.</param>
    /// <param name="started">Told once somebody was thanked.</param>
    public async Task AnswerAsync(Uri address, int most, TaskCompletionSource started)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };
        var left = most;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0 && waiting.TryDequeue(out var number))
            {
                if (!await SendAsync(client, number))
                {
                    waiting.Enqueue(number);
                    return;
                }

                Thanked[number] = true;
                started.TrySetResult();
            }
        }));
        started.TrySetResult();
    }

    /// <returns>Whether the program said that the form is there.</returns>
    private async Task<bool> SendAsync(HttpClient client, int number)
    {
        var fields = SurveyPages.Policies.Select(one => ($"a.policy_{one}", "4")).Concat([("a.used_service", "no"), ("a.age", "60"), ("a.helper", "self"), ("a.comment", Comment(number)), ("k", keys[number]), ("do", "send")]);
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        try
        {
            using var answer = await client.PostAsync($"/s/{SurveyPages.ByLink}", form);
            if (answer.StatusCode == HttpStatusCode.Redirect)
                return true;
            (await answer.Content.ReadAsStringAsync()).ShouldContain("Phiếu này đã được gửi", customMessage: "stored before the kill, and the answer did not get through");
            return true;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
