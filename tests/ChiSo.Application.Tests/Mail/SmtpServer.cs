using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ChiSo.Application.Tests.Mail;

/// <summary>A real SMTP server (aiosmtpd, from the system's packages) on a free loopback port; what it takes lies in a folder of its own.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private const string Program = "/usr/bin/aiosmtpd";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string folder;
    private readonly Process process;

    private SmtpServer(string folder, Process process, int port) => (this.folder, this.process, Port) = (folder, process, port);

    public int Port { get; }

    /// <param name="longest">Bytes of a message; longer ones are refused for good.</param>
    public static async Task<SmtpServer> StartAsync(int longest = 1_000_000, int? port = null)
    {
        if (!File.Exists(Program))
            Xunit.Assert.Skip("aiosmtpd is not installed (./test installs it).");
        var (chosen, place) = (port ?? FreePort(), Directory.CreateTempSubdirectory("chiso-mail-").FullName);
        var start = new ProcessStartInfo(Program, ["-n", "-s", longest.ToString(CultureInfo.InvariantCulture), "-l", $"127.0.0.1:{chosen.ToString(CultureInfo.InvariantCulture)}", "-c", "aiosmtpd.handlers.Mailbox", Path.Combine(place, "box")]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        var server = new SmtpServer(place, Process.Start(start) ?? throw new InvalidOperationException("aiosmtpd did not start."), chosen);
        await server.AnswersAsync();
        return server;
    }

    /// <summary>A port nothing listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Everything taken so far, whole.</summary>
    public IReadOnlyList<MimeKit.MimeMessage> Taken() =>
        Directory.Exists(Path.Combine(folder, "box", "new")) ? [.. Directory.EnumerateFiles(Path.Combine(folder, "box", "new")).Select(file => MimeKit.MimeMessage.Load(file))] : [];

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task AnswersAsync()
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < Patience)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        throw new TimeoutException("aiosmtpd does not answer.");
    }
}
