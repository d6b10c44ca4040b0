using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChiSo.Engine;

namespace ChiSo.Cli.Serving;

/// <summary>How people's connections reach the server: over TLS of its own, or through proxies that are believed.</summary>
internal static class ServeConnections
{
    /// <param name="named">Addresses divided by semicolons; <c>null</c> for none.</param>
    public static (ImmutableArray<IPAddress> Addresses, ImmutableArray<Problem> Problems) Proxies(string? named)
    {
        var read = (named ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(text => (Text: text, Address: IPAddress.TryParse(text, out var address) ? address : null)).ToArray();
        return ([.. read.Select(one => one.Address).OfType<IPAddress>()], [.. read.Where(one => one.Address is null).Select(one => NoAddress(one.Text))]);
    }

    /// <param name="file">PFX, or PEM with certificate and key; <c>null</c> for none.</param>
    /// <param name="password">Of the file; <c>null</c> where it has none.</param>
    public static (X509Certificate2? Certificate, ImmutableArray<Problem> Problems) Certificate(string? file, string? password)
    {
        if (file is null)
            return (null, []);
        try
        {
            if (!string.Equals(Path.GetExtension(file), ".pem", StringComparison.OrdinalIgnoreCase))
                return (X509CertificateLoader.LoadPkcs12FromFile(file, password), []);
            return (password is null ? X509Certificate2.CreateFromPemFile(file) : X509Certificate2.CreateFromEncryptedPemFile(file, password), []);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return (null, [NoCertificate(file)]);
        }
    }

    private static Problem NoAddress(string text) => new("serve.proxy", text, new("Đây không phải địa chỉ IP của proxy.", "This is no IP address of a proxy."), new("Ghi như 127.0.0.1 hoặc ::1.", "Write it like 127.0.0.1 or ::1."));

    private static Problem NoCertificate(string file) => new("serve.certificate", file, new("Không đọc được chứng thư này.", "This certificate can't be read."),
        new("Kiểm tra tệp có cả chứng thư và khóa, quyền đọc, và mật khẩu trong biến môi trường.", "Check that the file holds certificate and key, may be read, and that its password is in the variable."));
}
