using System.Globalization;
using System.Net;
using System.Text.Json;
using ChiSo.Application.Mail;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Mail;

/// <summary>The second channel against a real HTTP server on loopback.</summary>
public sealed class WebhookChannelTests : IDisposable
{
    private const string Secret = "khóa-thử";

    private readonly HttpListener server = new();
    private readonly string address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{SmtpServer.FreePort()}/");

    public WebhookChannelTests()
    {
        server.Prefixes.Add(address);
        server.Start();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_carries_a_signature_over_time_and_body()
    {
        var message = Message();
        var sending = Channel().SendAsync(message, Cancel);
        var context = await server.GetContextAsync();
        var body = await new StreamReader(context.Request.InputStream).ReadToEndAsync(Cancel);
        Answer(context, HttpStatusCode.OK);

        (await sending).ShouldBe(Delivery.Taken);
        var signature = context.Request.Headers[WebhookChannel.SignatureHeader].ShouldNotBeNull();
        var seconds = long.Parse(signature[2..signature.IndexOf(',', StringComparison.Ordinal)], CultureInfo.InvariantCulture);
        signature.ShouldBe(WebhookChannel.Sign(Secret, seconds, body));
        signature.ShouldNotBe(WebhookChannel.Sign(Secret, seconds + 1, body), "the time is signed");
        var said = JsonDocument.Parse(body).RootElement;
        (said.GetProperty("to").GetString(), said.GetProperty("text").GetString(), said.GetProperty("id").GetGuid()).ShouldBe(("0900 000 000", message.Text, message.Id));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, DeliveryOutcome.Never)]
    [InlineData(HttpStatusCode.TooManyRequests, DeliveryOutcome.Later)]
    [InlineData(HttpStatusCode.ServiceUnavailable, DeliveryOutcome.Later)]
    public async Task A_refusal_is_for_good_or_for_now(HttpStatusCode status, DeliveryOutcome outcome)
    {
        var sending = Channel().SendAsync(Message(), Cancel);
        Answer(await server.GetContextAsync(), status);
        var delivery = await sending;
        delivery.Outcome.ShouldBe(outcome);
        delivery.Error.ShouldStartWith(((int)status).ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(HttpStatusCode.Found)]
    [InlineData(HttpStatusCode.TemporaryRedirect)] // sent on with its body, if it were followed
    public async Task A_redirect_leads_nowhere(HttpStatusCode status)
    {
        using var inside = new HttpListener();
        var other = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{SmtpServer.FreePort()}/");
        inside.Prefixes.Add(other);
        inside.Start();
        var reached = inside.GetContextAsync();
        var sending = Channel().SendAsync(Message(), Cancel);
        var context = await server.GetContextAsync();
        context.Response.RedirectLocation = other;
        Answer(context, status);
        (await sending).Outcome.ShouldBe(DeliveryOutcome.Never);
        reached.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_receiver_that_is_away_is_asked_later()
    {
        server.Stop();
        (await Channel().SendAsync(Message(), Cancel)).Outcome.ShouldBe(DeliveryOutcome.Later);
    }

    /// <summary>Independent of our code: the value any HMAC-SHA256 gives, here by OpenSSL.</summary>
    [Fact]
    public void The_signature_is_what_the_documentation_says() =>
        WebhookChannel.Sign("secret", 1_790_000_000, "{}").ShouldBe("t=1790000000,v1=d0cadd434460d4af55e7ab90d79c1802591d7001a77c9e06471d0e3ec8cc85ae");

    public void Dispose() => server.Close();

    private static void Answer(HttpListenerContext context, HttpStatusCode status)
    {
        context.Response.StatusCode = (int)status;
        context.Response.Close();
    }

    private WebhookChannel Channel() => new(new(address), Secret, TimeProvider.System);

    private static OutgoingMessage Message() => new()
    {
        Key = "thử", Channel = ChannelKind.Telephone, About = "digest", Account = Guid.Empty, Name = "An", To = "0900 000 000", Subject = "", Text = "ChiSo: còn 2 việc",
        QueuedAt = new(2026, 11, 24, 0, 0, 0, DateTimeKind.Utc), DueAt = new(2026, 11, 24, 0, 0, 0, DateTimeKind.Utc),
    };
}
