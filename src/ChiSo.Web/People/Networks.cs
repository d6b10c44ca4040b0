using System.Net;
using System.Net.Sockets;

namespace ChiSo.Web.People;

/// <summary>Where a request comes from, as limits count it.</summary>
internal static class Networks
{
    /// <summary>The address; of IPv6 the network (/64), since one line has all addresses of it. Empty where it is unknown.</summary>
    public static string Of(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } six => new IPAddress([.. six.GetAddressBytes()[..8], .. new byte[8]]).ToString(),
        var four => four.ToString(),
    };
}
