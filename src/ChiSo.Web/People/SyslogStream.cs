using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;
using ChiSo.Application.Audit;

namespace ChiSo.Web.People;

/// <summary>Gives messages to a log over TCP (RFC 6587, counted octets) or TLS (RFC 5425), one after the other on one connection. Nobody waits for it: messages queue, and what finds the queue full is lost, counted, and told once the log hears again.</summary>
public sealed class SyslogStream : IDisposable
{
    /// <summary>Messages that wait at most: some megabytes, and minutes of a busy day.</summary>
    public const int MostWaiting = 10_000;

    private static readonly TimeSpan LongestConnecting = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWriting = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestEnding = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Trial = TimeSpan.FromSeconds(1);

    private readonly Channel<string> waiting = Channel.CreateBounded<string>(MostWaiting);
    private readonly CancellationTokenSource over = new();
    private readonly SyslogServer server;
    private readonly X509Certificate2Collection? authorities;
    private readonly Action<SyslogNews> tell;
    private readonly Func<long, string> lostMessage;
    private readonly TimeSpan pause;
    private readonly Task sending;
    private string? held;
    private Task<bool>? more;
    private bool isAway;
    private long lost;

    /// <param name="tell">Hears when the log goes away, why, and when it is back.</param>
    /// <param name="lostMessage">The message that tells the log how many it missed.</param>
    /// <param name="pause">Between two attempts to reach it.</param>
    public SyslogStream(SyslogServer server, Action<SyslogNews> tell, Func<long, string> lostMessage, TimeSpan pause)
    {
        (this.server, authorities, this.tell, this.lostMessage, this.pause) = (server, server.Authorities(), tell, lostMessage, pause);
        sending = Task.Run(RunAsync);
    }

    /// <summary>Takes a message at once, or counts it as lost where too many wait.</summary>
    /// <param name="message">In ASCII, as RFC 5424 has it.</param>
    public void Post(string message)
    {
        if (!waiting.Writer.TryWrite(message))
            Interlocked.Increment(ref lost);
    }

    /// <summary>MSG-LEN SP SYSLOG-MSG of RFC 6587, section 3.4.1.</summary>
    public static byte[] Frame(string message) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{message.Length} {message}"));

    /// <summary>Sends what waits while the log hears, a second at most; then the connection ends.</summary>
    public void Dispose()
    {
        if (!waiting.Writer.TryComplete())
            return;
        over.CancelAfter(LongestEnding);
        sending.GetAwaiter().GetResult();
        over.Dispose();
    }

    /// <summary>One connection after the other until the program ends.</summary>
    private async Task RunAsync()
    {
        while (!over.IsCancellationRequested)
        {
            try
            {
                await using var stream = await ConnectAsync();
                var closed = ClosedAsync(stream);
                if (isAway)
                    await TryOutAsync(closed);
                await TellBackAsync(stream);
                while (await NextAsync(closed))
                {
                    await WriteAsync(stream, held!); // there is a next one
                    held = null;
                    if (Interlocked.Read(ref lost) > 0)
                        await TellLostAsync(stream); // too many came while the log was slow
                }

                return; // the program ends, and all is sent
            }
            catch (Exception error) when (error is IOException or SocketException or AuthenticationException or OperationCanceledException)
            {
                if (!over.IsCancellationRequested)
                    TellAway(error);
            }

            await Task.Delay(pause, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Waits a moment for a log that takes connections only to close them. Over TLS 1.3 one that asks for a certificate refuses after this end's handshake is done.</summary>
    /// <exception cref="IOException">It closed the connection.</exception>
    private async Task TryOutAsync(Task closed)
    {
        if (await Task.WhenAny(closed, Task.Delay(Trial, over.Token)) == closed)
            throw new IOException("The log closed the connection.");
    }

    /// <summary>Waits until a message is held to be sent: one whose sending failed, or else the next. <c>false</c> when none will come.</summary>
    /// <exception cref="IOException">The log closed the connection: TCP itself would take the message and lose it.</exception>
    private async Task<bool> NextAsync(Task closed)
    {
        while (held is null)
        {
            more ??= waiting.Reader.WaitToReadAsync(over.Token).AsTask();
            if (await Task.WhenAny(more, closed) == closed)
                throw new IOException("The log closed the connection.");
            var comes = await more;
            more = null;
            if (!comes)
                return false;
            if (waiting.Reader.TryRead(out var next))
                held = next;
        }

        return !closed.IsCompleted ? true : throw new IOException("The log closed the connection.");
    }

    /// <summary>Ends when the other end has closed; what a log says back means nothing.</summary>
    private async Task ClosedAsync(Stream stream)
    {
        var said = new byte[256];
        try
        {
            while (await stream.ReadAsync(said, over.Token) > 0)
                continue;
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // closed from this end or the other
        }
    }

    private void TellAway(Exception error)
    {
        if (isAway)
            return;
        isAway = true;
        tell(new(false, error is OperationCanceledException ? "no answer in time" : error.Message, 0));
    }

    private async Task TellBackAsync(Stream stream)
    {
        if (!isAway)
            return;
        await TellLostAsync(stream);
        isAway = false;
    }

    private async Task TellLostAsync(Stream stream)
    {
        var missed = Interlocked.Read(ref lost);
        if (missed > 0)
            await WriteAsync(stream, lostMessage(missed));
        Interlocked.Add(ref lost, -missed);
        tell(new(true, "", missed));
    }

    private async Task<Stream> ConnectAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(over.Token);
        limit.CancelAfter(LongestConnecting);
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(server.Host, server.Port, limit.Token);
            if (!server.IsSecure)
                return client.GetStream();
            var secure = new SslStream(client.GetStream());
            await secure.AuthenticateAsClientAsync(Options(), limit.Token);
            return secure;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>The certificate must be good for the server's name, and come from an authority this machine trusts, or from the one that is named.</summary>
    private SslClientAuthenticationOptions Options()
    {
        var options = new SslClientAuthenticationOptions { TargetHost = server.Host };
        if (authorities is null)
            return options;
        options.CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck }; // an authority of one's own seldom publishes a list
        options.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        return options;
    }

    private async Task WriteAsync(Stream stream, string message)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(over.Token);
        limit.CancelAfter(LongestWriting);
        await stream.WriteAsync(Frame(message), limit.Token);
        await stream.FlushAsync(limit.Token);
    }
}

/// <summary>Whether the log hears.</summary>
/// <param name="Why">What the machine said when it could not be reached; empty when it is back.</param>
/// <param name="Lost">Messages lost while it was away.</param>
public readonly record struct SyslogNews(bool Hears, string Why, long Lost);
