using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ChiSo.Application.Mail;

/// <summary>Short messages to telephones (SMS, Zalo), through a program of the province's. Each request carries its time and a signature over time and body.</summary>
/// <param name="secret">Known to both sides alone.</param>
public sealed class WebhookChannel(Webhook webhook, string secret, TimeProvider clock) : IMessageChannel
{
    /// <summary>Goes to the declared address alone: a redirect could lead it, with what it carries, anywhere inside the house.</summary>
    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });

    /// <summary><c>t=1790000000,v1=</c> and the HMAC-SHA256 of <c>time.body</c> in small hex.</summary>
    public const string SignatureHeader = "ChiSo-Signature";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public ChannelKind Kind => ChannelKind.Telephone;

    /// <param name="seconds">Since 1970, UTC.</param>
    public static string Sign(string secret, long seconds, string body) => string.Create(CultureInfo.InvariantCulture,
        $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seconds}.{body}"))))}");

    public async Task<Delivery> SendAsync(OutgoingMessage message, CancellationToken cancel)
    {
        var body = JsonSerializer.Serialize(new { message.Id, message.About, message.Name, message.To, message.Text, message.QueuedAt }, JsonSerializerOptions.Web);
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new StringContent(body, new MediaTypeHeaderValue("application/json")) };
        request.Headers.Add(SignatureHeader, Sign(secret, clock.GetUtcNow().ToUnixTimeSeconds(), body));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            using var answer = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return answer.IsSuccessStatusCode ? Delivery.Taken
                : answer.StatusCode is >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest ? Delivery.Never($"{Said(answer)}: redirects are not followed")
                : answer.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests) ? Delivery.Never(Said(answer))
                : Delivery.Later(Said(answer));
        }
        catch (Exception later) when (later is HttpRequestException or IOException || (later is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return Delivery.Later(later.Message);
        }
    }

    private static string Said(HttpResponseMessage answer) => string.Create(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode} {answer.ReasonPhrase}");
}
