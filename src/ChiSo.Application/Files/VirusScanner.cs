using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace ChiSo.Application.Files;

/// <summary>Where a virus scanner listens that speaks clamd's protocol.</summary>
/// <param name="Socket">Path of a local socket; <c>null</c> when by TCP.</param>
/// <param name="Host">Empty when by a local socket.</param>
public sealed record ScannerPlace(string? Socket, string Host, int Port)
{
    private const int UsualPort = 3310;

    /// <param name="text"><c>unix:/run/clamav/clamd.ctl</c> or <c>tcp://127.0.0.1:3310</c>.</param>
    /// <returns><c>null</c> when it is neither.</returns>
    public static ScannerPlace? Read(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
            return null;
        return uri.Scheme switch
        {
            "unix" when uri.AbsolutePath is ['/', _, ..] path => new(Uri.UnescapeDataString(path), "", 0),
            "tcp" when uri.Host.Length > 0 && uri.AbsolutePath is "" or "/" => new(null, uri.Host.Trim('[', ']'), uri.Port > 0 ? uri.Port : UsualPort),
            _ => null,
        };
    }
}

/// <summary>What the scanner answered.</summary>
/// <param name="State"><see cref="FileState.Pending"/> when it could not be reached.</param>
/// <param name="Said">The name of what was found, or why there is no verdict.</param>
public sealed record ScanAnswer(FileState State, string Said = "");

/// <summary>Sends content to a virus scanner by the command INSTREAM of clamd's protocol: chunks with their length before them, an empty one at the end, one line back.</summary>
public sealed class VirusScanner(ScannerPlace place)
{
    private const int ChunkSize = 64 * 1024;
    private const int LongestAnswer = 4 * 1024;
    private const string Found = " FOUND";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public async Task<ScanAnswer> ScanAsync(Stream content, CancellationToken cancel)
    {
        using var patient = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patient.CancelAfter(Patience);
        try
        {
            using var socket = await ConnectAsync(patient.Token);
            await using var stream = new NetworkStream(socket);
            return Read(await AskAsync(stream, content, patient.Token));
        }
        catch (Exception unheard) when (unheard is IOException or SocketException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return new(FileState.Pending, unheard is OperationCanceledException ? "no answer in time" : unheard.Message);
        }
    }

    /// <param name="answer"><c>stream: OK</c>, <c>stream: NAME FOUND</c>, or why not, ending in <c>ERROR</c>.</param>
    internal static ScanAnswer Read(string answer)
    {
        var said = answer[(answer.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        if (said == "OK")
            return new(FileState.Clean);
        return said.EndsWith(Found, StringComparison.Ordinal) ? new(FileState.Infected, said[..^Found.Length])
            : said.Length == 0 ? new(FileState.Pending, "empty answer") : new(FileState.Unable, said);
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancel)
    {
        var socket = place.Socket is null ? new Socket(SocketType.Stream, ProtocolType.Tcp) : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await (place.Socket is { } path ? socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel) : socket.ConnectAsync(place.Host, place.Port, cancel));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<string> AskAsync(NetworkStream stream, Stream content, CancellationToken cancel)
    {
        try
        {
            await SendAsync(stream, content, cancel);
        }
        catch (IOException) when (stream.Socket.Available > 0)
        {
            // A scanner that had enough says why and closes the line: its answer is read all the same.
        }

        var answer = new byte[LongestAnswer];
        var length = 0;
        for (int read; length < answer.Length && (read = await stream.ReadAsync(answer.AsMemory(length), cancel)) > 0 && answer.AsSpan(length, read).IndexOf((byte)0) < 0;)
            length += read;
        var end = Array.IndexOf(answer, (byte)0);
        return Encoding.UTF8.GetString(answer, 0, end < 0 ? length : end);
    }

    private static async Task SendAsync(NetworkStream stream, Stream content, CancellationToken cancel)
    {
        await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), cancel);
        var chunk = new byte[sizeof(int) + ChunkSize];
        for (int read; (read = await content.ReadAsync(chunk.AsMemory(sizeof(int)), cancel)) > 0;)
        {
            BinaryPrimitives.WriteInt32BigEndian(chunk, read);
            await stream.WriteAsync(chunk.AsMemory(0, sizeof(int) + read), cancel);
        }

        await stream.WriteAsync(new byte[sizeof(int)], cancel);
    }
}
