using System.Text;
using NSec.Cryptography;

namespace ChiSo.Application.Audit;

/// <summary>The key that signs checkpoints: private half for its owner alone, public half for everybody to copy.</summary>
/// <param name="folder">Holds both.</param>
internal sealed class SigningKey(string folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Readable = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private string KeyFile => Path.Combine(folder, "audit.key");

    private string PublicKeyFile => Path.Combine(folder, "audit.pub");

    public static string PublicOf(Key key) => Convert.ToHexStringLower(key.PublicKey.Export(KeyBlobFormat.RawPublicKey));

    /// <summary>The key in the folder, made when there is none; the public half is written anew when it is gone or differs.</summary>
    public Key OpenOrMake()
    {
        var key = Open();
        if (key is null)
        {
            key = Key.Create(SignatureAlgorithm.Ed25519, new() { ExportPolicy = KeyExportPolicies.AllowPlaintextExport });
            Save(KeyFile, key.Export(KeyBlobFormat.RawPrivateKey), OwnerOnly);
        }

        if (!File.Exists(PublicKeyFile) || File.ReadAllText(PublicKeyFile).Trim() != PublicOf(key))
            Save(PublicKeyFile, Encoding.ASCII.GetBytes(PublicOf(key) + "\n"), Readable);
        return key;
    }

    /// <summary>The public half in hex, from the private one when it is here; <c>null</c> when there is neither.</summary>
    public string? Public()
    {
        using var key = Open();
        return key is not null ? PublicOf(key) : File.Exists(PublicKeyFile) ? File.ReadAllText(PublicKeyFile).Trim() : null;
    }

    private Key? Open() => File.Exists(KeyFile)
        ? Key.Import(SignatureAlgorithm.Ed25519, File.ReadAllBytes(KeyFile), KeyBlobFormat.RawPrivateKey, new() { ExportPolicy = KeyExportPolicies.AllowPlaintextExport })
        : null;

    // Written beside and moved whole: a crash leaves no half a key.
    private static void Save(string file, byte[] content, UnixFileMode mode)
    {
        var beside = file + ".part";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = mode;
        using (var stream = new FileStream(beside, options))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, file, overwrite: true);
    }
}
