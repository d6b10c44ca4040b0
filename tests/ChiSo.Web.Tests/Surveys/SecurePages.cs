using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>The pages over plain HTTP and over TLS with a certificate made for the test.</summary>
public sealed class SecurePages : SurveyPages
{
    public Uri Secure => new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single(address => address.StartsWith("https", StringComparison.Ordinal))); // a server has addresses

    protected override WebOptions With(WebOptions options) => options with { Urls = "http://127.0.0.1:0;https://127.0.0.1:0", Certificate = Certificate() };

    internal static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), password: null);
    }
}

/// <summary>The pages behind a proxy on this machine that was declared.</summary>
public sealed class ProxiedPages : SurveyPages
{
    protected override WebOptions With(WebOptions options) => options with { Proxies = [IPAddress.Loopback, IPAddress.IPv6Loopback] };
}
