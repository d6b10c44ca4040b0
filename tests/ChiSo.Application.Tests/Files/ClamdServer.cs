using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using ChiSo.Application.Files;
using ChiSo.Application.Tests.Mail;

namespace ChiSo.Application.Tests.Files;

/// <summary>A real clamd (from the system's packages) with one signature of our own, on a local socket and a free loopback port; it takes streams up to one megabyte.</summary>
public sealed class ClamdServer : IAsyncDisposable
{
    /// <summary>Found as <see cref="Name"/> by the signature.</summary>
    public const string Bad = "CHISO-MADE-UP-VIRUS-FOR-TESTS";

    public const string Name = "ChiSo.Test.UNOFFICIAL";

    private const string Program = "/usr/sbin/clamd";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string folder;
    private Process? process;

    private ClamdServer(string folder, int port) => (this.folder, Port) = (folder, port);

    public int Port { get; }

    public string Socket => Path.Combine(folder, "clamd.ctl");

    public ScannerPlace Place => new(Socket, "", 0);

    private string Settings => Path.Combine(folder, "clamd.conf");

    /// <summary>A server that does not run yet.</summary>
    public static ClamdServer Make()
    {
        if (!File.Exists(Program))
            Xunit.Assert.Skip("clamd is not installed (./test installs it).");
        var server = new ClamdServer(Directory.CreateTempSubdirectory("chiso-clamd-").FullName, SmtpServer.FreePort());
        var signatures = Directory.CreateDirectory(Path.Combine(server.folder, "db")).FullName;
        File.WriteAllText(Path.Combine(signatures, "chiso.ndb"), $"ChiSo.Test:0:*:{Convert.ToHexStringLower(Encoding.ASCII.GetBytes(Bad))}\n");
        File.WriteAllText(server.Settings, string.Create(CultureInfo.InvariantCulture,
            $"Foreground yes\nLocalSocket {server.Socket}\nTCPSocket {server.Port}\nTCPAddr 127.0.0.1\nDatabaseDirectory {signatures}\nTemporaryDirectory {server.folder}\nStreamMaxLength 1M\n"));
        return server;
    }

    public static async Task<ClamdServer> StartedAsync()
    {
        var server = Make();
        await server.StartAsync();
        return server;
    }

    public async Task StartAsync()
    {
        process = Process.Start(new ProcessStartInfo(Program, ["-c", Settings]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true }) ?? throw new InvalidOperationException("clamd did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var waited = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            if (waited.Elapsed > Patience || process.HasExited)
                throw new TimeoutException("clamd does not answer.");
            await Task.Delay(50);
        }
    }

    public async Task StopAsync()
    {
        if (process is not { } running)
            return;
        running.Kill(entireProcessTree: true);
        await running.WaitForExitAsync();
        running.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
