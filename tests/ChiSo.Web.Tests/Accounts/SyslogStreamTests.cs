using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using ChiSo.Application.Audit;
using ChiSo.Web.People;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>The security log over TCP and TLS, to real listeners: counted octets, certificates that are verified, and a log that is away, which holds nobody up and learns what it missed.</summary>
public sealed class SyslogStreamTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chiso-log-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Over_tcp_each_message_comes_with_its_length()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var log = Log(new($"tcp://127.0.0.1:{PortOf(listener.Server)}"));
        log.Write(new DefaultHttpContext(), "sign-in.failed", "Nguyễn An");
        log.Write(new DefaultHttpContext(), "sign-in", "an");
        using var client = await listener.AcceptTcpClientAsync(Cancel);
        await using var stream = client.GetStream();
        var first = (await FrameAsync(stream)).ShouldNotBeNull();
        first.ShouldStartWith("<84>1 ");
        JsonDocument.Parse(first[first.IndexOf('{', StringComparison.Ordinal)..]).RootElement.GetProperty("user").GetString().ShouldBe("Nguyễn An");
        (await FrameAsync(stream)).ShouldNotBeNull().ShouldContain(" sign-in - {");
        log.Dispose();
        (await FrameAsync(stream)).ShouldBeNull("the program ended, and so did the connection");
    }

    [Fact]
    public async Task Over_tls_the_certificate_is_verified_against_the_authority_that_is_named()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var authority = Authority();
        using var certificate = Server(authority, "localhost");
        var server = SecureAsync(listener, certificate);
        using var log = Log(new($"tls://localhost:{PortOf(listener.Server)}", Write("ca.pem", authority)));
        log.Write(new DefaultHttpContext(), "mandate.granted", "an");
        await using var stream = await server;
        (await FrameAsync(stream)).ShouldNotBeNull().ShouldStartWith("<85>1 ");
    }

    [Theory]
    [InlineData("localhost", false)]
    [InlineData("log.example.vn", true)]
    public async Task A_certificate_of_another_authority_or_another_name_gets_nothing(string name, bool isOurs)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var authority = Authority();
        using var other = Authority();
        using var certificate = Server(isOurs ? authority : other, name);
        var server = SecureAsync(listener, certificate);
        var news = Channel.CreateUnbounded<SyslogNews>();
        using var stream = new SyslogStream(new("localhost", PortOf(listener.Server), true, Write("ca.pem", authority)), one => news.Writer.TryWrite(one), Lost, TimeSpan.FromMinutes(5));
        stream.Post("secret");
        var told = await news.Reader.ReadAsync(Cancel);
        (told.Hears, told.Why.Length > 0).ShouldBe((false, true));
        await Should.ThrowAsync<Exception>(async () =>
        {
            await using var opened = await server;
            if (await FrameAsync(opened) is null)
                throw new IOException("closed without a word");
        });
    }

    [Fact]
    public async Task A_log_that_is_away_holds_nobody_up_and_learns_what_it_missed()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // the port is ours, and refuses until it listens
        var news = Channel.CreateUnbounded<SyslogNews>();
        using var stream = new SyslogStream(new("127.0.0.1", PortOf(socket), false, null), one => news.Writer.TryWrite(one), Lost, TimeSpan.FromMilliseconds(20));
        (await news.Reader.ReadAsync(Cancel)).Hears.ShouldBeFalse();
        for (var place = 0; place < SyslogStream.MostWaiting + 7; place++)
            stream.Post(place.ToString(CultureInfo.InvariantCulture));

        socket.Listen();
        using var accepted = await socket.AcceptAsync(Cancel);
        await using var read = new NetworkStream(accepted);
        (await FrameAsync(read)).ShouldBe("lost 7");
        for (var place = 0; place < SyslogStream.MostWaiting; place++)
            (await FrameAsync(read)).ShouldBe(place.ToString(CultureInfo.InvariantCulture));
        (await news.Reader.ReadAsync(Cancel)).ShouldBe(new(true, "", 7));
    }

    [Fact]
    public async Task After_a_connection_broke_what_comes_goes_over_the_next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var news = Channel.CreateUnbounded<SyslogNews>();
        using var stream = new SyslogStream(new("127.0.0.1", PortOf(listener.Server), false, null), one => news.Writer.TryWrite(one), Lost, TimeSpan.FromMilliseconds(20));
        stream.Post("one");
        using (var first = await listener.AcceptTcpClientAsync(Cancel))
            (await FrameAsync(first.GetStream())).ShouldBe("one");
        (await news.Reader.ReadAsync(Cancel)).Hears.ShouldBeFalse("it is noticed at once");
        stream.Post("two");
        using var second = await listener.AcceptTcpClientAsync(Cancel);
        (await FrameAsync(second.GetStream())).ShouldBe("two");
        (await news.Reader.ReadAsync(Cancel)).ShouldBe(new(true, "", 0));
    }

    [Fact]
    public async Task A_log_that_wants_a_certificate_of_ours_is_not_back_and_gets_what_waits_once_it_takes_it()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var authority = Authority();
        using var certificate = Server(authority, "localhost");
        var news = Channel.CreateUnbounded<SyslogNews>();
        using var stream = new SyslogStream(new("localhost", PortOf(listener.Server), true, Write("ca.pem", authority)), one => news.Writer.TryWrite(one), Lost, TimeSpan.FromMilliseconds(20));
        await RefuseAsync(listener, certificate);
        (await news.Reader.ReadAsync(Cancel)).Hears.ShouldBeFalse();
        stream.Post("kept");
        for (var attempt = 0; attempt < 3; attempt++)
            await RefuseAsync(listener, certificate);

        await using var opened = await SecureAsync(listener, certificate);
        (await FrameAsync(opened)).ShouldBe("kept", "no connection that was refused took it");
        (await news.Reader.ReadAsync(Cancel)).ShouldBe(new(true, "", 0));
        news.Reader.TryRead(out _).ShouldBeFalse("it was back once");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Lost(long lost) => string.Create(CultureInfo.InvariantCulture, $"lost {lost}");

    private SecurityLog Log(SecurityLogSettings settings) => new(new() { DataFolder = folder, SecurityLog = settings }, () => 365, TimeProvider.System, NullLogger<SecurityLog>.Instance);

    private static int PortOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port; // bound by now

    private static async Task<SslStream> SecureAsync(TcpListener listener, X509Certificate2 certificate)
    {
        var stream = new SslStream((await listener.AcceptTcpClientAsync(Cancel)).GetStream());
        await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, Cancel);
        return stream;
    }

    /// <summary>Asks for a certificate and refuses who shows none: over TLS 1.3 after the other end's handshake is done.</summary>
    private static async Task RefuseAsync(TcpListener listener, X509Certificate2 certificate)
    {
        await using var stream = new SslStream((await listener.AcceptTcpClientAsync(Cancel)).GetStream());
        var options = new SslServerAuthenticationOptions { ServerCertificate = certificate, ClientCertificateRequired = true, RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null };
        await Should.ThrowAsync<AuthenticationException>(() => stream.AuthenticateAsServerAsync(options, Cancel));
    }

    /// <summary>A message by its length; <c>null</c> at the end of the stream.</summary>
    private static async Task<string?> FrameAsync(Stream stream)
    {
        var (length, one) = (0, new byte[1]);
        while (await stream.ReadAsync(one, Cancel) is var count)
        {
            if (count == 0)
                return length == 0 ? null : throw new EndOfStreamException();
            if (one[0] == ' ')
                break;
            length = (length * 10) + (one[0] - '0');
        }

        var message = new byte[length];
        await stream.ReadExactlyAsync(message, Cancel);
        return Encoding.ASCII.GetString(message);
    }

    private static X509Certificate2 Authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=thử", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
    }

    private static X509Certificate2 Server(X509Certificate2 authority, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(authority, TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddDays(7), [1, 2, 3, 4]);
        return signed.CopyWithPrivateKey(key);
    }

    private string Write(string name, X509Certificate2 certificate)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, certificate.ExportCertificatePem());
        return path;
    }
}
