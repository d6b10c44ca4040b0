using System.Text;
using System.Text.Json;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using Microsoft.EntityFrameworkCore;
using NSec.Cryptography;

namespace ChiSo.Application.Audit;

/// <summary>The file of signed checkpoints and the key that signs them, in a folder outside the database.</summary>
/// <param name="folder">Holds <c>checkpoints.jsonl</c>, <c>audit.key</c> and its public half <c>audit.pub</c>; all are made on first use.</param>
public sealed class Checkpoints(ChiSoDatabase database, string folder, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);

    public string File => Path.Combine(folder, "checkpoints.jsonl");

    private string KeyFile => Path.Combine(folder, "audit.key");

    private string PublicKeyFile => Path.Combine(folder, "audit.pub");

    /// <summary>Signs where every chain stands and appends it to the file, on the disk before this returns.</summary>
    public async Task<Checkpoint> TakeAsync(CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            await using var context = database.Open();
            var heads = await context.AuditChains.OrderBy(chain => chain.Chain).Select(chain => new ChainHead(chain.Chain, chain.Count, chain.Head)).ToListAsync(cancel);
            Directory.CreateDirectory(folder);
            using var key = OpenKey();
            var checkpoint = Checkpoint.Sign(key, clock.GetUtcNow().UtcDateTime, [.. heads]);
            Append(EngineJson.ToBytes(checkpoint));
            return checkpoint;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The newest checkpoint signed with this installation's key; <c>null</c> when there is none.</summary>
    public Checkpoint? Newest() => System.IO.File.Exists(PublicKeyFile) ? Newest(File, System.IO.File.ReadAllText(PublicKeyFile).Trim()) : null;

    /// <summary>The newest checkpoint of a file signed with the key of this public key; <c>null</c> when there is none. A line cut short by a crash is passed over.</summary>
    public static Checkpoint? Newest(string file, string publicKey) =>
        System.IO.File.Exists(file) ? System.IO.File.ReadLines(file).Reverse().Select(Read).FirstOrDefault(found => found?.IsSignedBy(publicKey) == true) : null;

    public void Dispose() => gate.Dispose();

    private static Checkpoint? Read(string line)
    {
        try
        {
            return EngineJson.Read<Checkpoint>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A line a crash cut short is ended first, so that it spoils no other.
    private void Append(byte[] line)
    {
        using var stream = new FileStream(File, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        if (stream.Length > 0)
        {
            stream.Seek(-1, SeekOrigin.End);
            if (stream.ReadByte() != '\n')
                stream.WriteByte((byte)'\n');
        }

        stream.Write([.. line, (byte)'\n']);
        stream.Flush(flushToDisk: true);
    }

    private Key OpenKey()
    {
        var parameters = new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport };
        if (System.IO.File.Exists(KeyFile))
            return Key.Import(SignatureAlgorithm.Ed25519, System.IO.File.ReadAllBytes(KeyFile), KeyBlobFormat.RawPrivateKey, parameters);

        var key = Key.Create(SignatureAlgorithm.Ed25519, parameters);
        Save(PublicKeyFile, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(key.PublicKey.Export(KeyBlobFormat.RawPublicKey)) + "\n"));
        Save(KeyFile, key.Export(KeyBlobFormat.RawPrivateKey));
        return key;
    }

    // Written beside and moved whole: a crash leaves no half a key.
    private static void Save(string file, byte[] content)
    {
        var beside = file + ".part";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(beside, options))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        System.IO.File.Move(beside, file, overwrite: true);
    }
}
