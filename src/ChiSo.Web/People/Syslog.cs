using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ChiSo.Application.Audit;

namespace ChiSo.Web.People;

/// <summary>Gives lines to the system's own log: RFC 5424, a datagram each, to this machine alone. A datagram that is not taken is lost; the file has it.</summary>
public sealed class Syslog : IDisposable
{
    /// <summary>Facility 10: security, private.</summary>
    private const int AuthPriv = 10;

    private const int FacilityShift = 8;
    private const int LongestHost = 255;
    private const int LongestId = 32;

    private readonly Socket socket;
    private readonly EndPoint place;

    public Syslog(SyslogPlace at)
    {
        (socket, place) = at.Socket is { } path
            ? (new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified), new UnixDomainSocketEndPoint(path))
            : (new Socket(at.Address!.AddressFamily, SocketType.Dgram, ProtocolType.Udp), (EndPoint)at.Address); // one of both is set
    }

    /// <summary>One message as the standard has it.</summary>
    /// <param name="json">All in ASCII, so that no mark of its encoding is needed.</param>
    public static string Format(DateTimeOffset at, string code, int severity, string json) => string.Create(CultureInfo.InvariantCulture,
        $"<{(AuthPriv * FacilityShift) + severity}>1 {at.UtcDateTime:yyyy-MM-ddTHH:mm:ss.ffffff}Z {Host()} chiso {Environment.ProcessId} {Short(code, LongestId)} - {json}");

    /// <returns>Whether it left.</returns>
    public bool Send(DateTimeOffset at, string code, int severity, string json)
    {
        try
        {
            socket.SendTo(Encoding.ASCII.GetBytes(Format(at, code, severity, json)), place);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Dispose() => socket.Dispose();

    private static string Host() => Short(string.Concat(Environment.MachineName.Where(letter => letter is > ' ' and <= '~')), LongestHost) is { Length: > 0 } name ? name : "-";

    private static string Short(string text, int most) => text.Length > most ? text[..most] : text;
}
