using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace ChiSo.Application.Mail;

/// <summary>Mail by SMTP, plain text.</summary>
/// <param name="password">Of the server's user; <c>null</c> where it asks for none.</param>
public sealed class SmtpChannel(MailServer server, string? password) : IMessageChannel
{
    private const int FirstPermanent = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public ChannelKind Kind => ChannelKind.Mail;

    public async Task<Delivery> SendAsync(OutgoingMessage message, CancellationToken cancel)
    {
        if (!MailboxAddress.TryParse(message.To, out var address))
            return Delivery.Never($"'{message.To}' is no address");
        try
        {
            using var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
            await client.ConnectAsync(server.Host, server.Port, Security, cancel);
            if (server.User is { Length: > 0 } user)
                await client.AuthenticateAsync(user, password ?? "", cancel);
            await client.SendAsync(Written(message, address.Address), cancel);
            await client.DisconnectAsync(quit: true, cancel);
            return Delivery.Taken;
        }
        catch (SmtpCommandException refused) when ((int)refused.StatusCode >= FirstPermanent)
        {
            return Delivery.Never($"{(int)refused.StatusCode} {refused.Message}");
        }
        catch (Exception later) when (later is SmtpCommandException or SmtpProtocolException or AuthenticationException or SslHandshakeException or ServiceNotAuthenticatedException or SocketException or IOException or TimeoutException or NotSupportedException)
        {
            return Delivery.Later(later.Message);
        }
    }

    private SecureSocketOptions Security => server.Security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    private MimeMessage Written(OutgoingMessage message, string address)
    {
        var from = MailboxAddress.Parse(server.From);
        return new([from], [new MailboxAddress(message.Name, address)], message.Subject, new TextPart("plain") { Text = message.Text })
        {
            MessageId = $"{message.Id:N}@{from.Domain}", // the same at every attempt
            Headers = { { "Auto-Submitted", "auto-generated" } }, // RFC 3834: nobody's absence note answers it
        };
    }
}
