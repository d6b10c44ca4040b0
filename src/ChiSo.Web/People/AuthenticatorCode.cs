using QRCoder;

namespace ChiSo.Web.People;

/// <summary>The secret of an authenticator app as people get it in: a picture to point the phone at, or letters to type.</summary>
internal static class AuthenticatorCode
{
    private const string Issuer = "ChiSo";

    /// <summary>The address authenticator apps read ("Key Uri Format"): SHA-1, six digits, thirty seconds, as RFC 6238 has it by default.</summary>
    public static string AddressOf(string userName, string secret) =>
        $"otpauth://totp/{Issuer}:{Uri.EscapeDataString(userName)}?secret={secret}&issuer={Issuer}&digits=6";

    /// <summary>An SVG of the address, dark on light whatever the theme, so that cameras read it.</summary>
    public static string PictureOf(string address)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(data);
        return picture.GetGraphic(5, "#000", "#fff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }

    /// <summary>In groups of four, in small letters: easier to type.</summary>
    public static string Spaced(string secret) => string.Join(' ', secret.ToLowerInvariant().Chunk(4).Select(four => new string(four)));
}
