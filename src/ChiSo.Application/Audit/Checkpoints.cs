using System.Text.Json;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using Microsoft.EntityFrameworkCore;
using NSec.Cryptography;

namespace ChiSo.Application.Audit;

/// <summary>The file of signed checkpoints and the key that signs them, in a folder outside the database.</summary>
/// <param name="folder">Holds <c>checkpoints.jsonl</c> and <c>audit.key</c>; both are made on first use.</param>
public sealed class Checkpoints(ChiSoDatabase database, string folder, TimeProvider clock)
{
    public string File => Path.Combine(folder, "checkpoints.jsonl");

    private string KeyFile => Path.Combine(folder, "audit.key");

    /// <summary>Signs where every chain stands and appends it to the file, on the disk before this returns.</summary>
    public async Task<Checkpoint> TakeAsync(CancellationToken cancel)
    {
        await using var context = database.Open();
        var heads = await context.AuditChains.OrderBy(chain => chain.Chain).Select(chain => new ChainHead(chain.Chain, chain.Count, chain.Head)).ToListAsync(cancel);
        Directory.CreateDirectory(folder);
        using var key = OpenKey();
        var checkpoint = Checkpoint.Sign(key, clock.GetUtcNow().UtcDateTime, [.. heads]);
        await using var stream = new FileStream(File, FileMode.Append, FileAccess.Write, FileShare.Read);
        await stream.WriteAsync(EngineJson.ToBytes(checkpoint), cancel);
        stream.WriteByte((byte)'\n');
        stream.Flush(flushToDisk: true);
        return checkpoint;
    }

    /// <summary>The last checkpoint of a file that is readable and genuine; <c>null</c> when there is none. A last line cut short by a crash is passed over.</summary>
    public static Checkpoint? Newest(string file) =>
        System.IO.File.Exists(file) ? System.IO.File.ReadLines(file).Reverse().Select(Read).FirstOrDefault(found => found?.IsGenuine() == true) : null;

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

    private Key OpenKey()
    {
        var parameters = new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport };
        if (System.IO.File.Exists(KeyFile))
            return Key.Import(SignatureAlgorithm.Ed25519, System.IO.File.ReadAllBytes(KeyFile), KeyBlobFormat.RawPrivateKey, parameters);

        var key = Key.Create(SignatureAlgorithm.Ed25519, parameters);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(KeyFile, options);
        stream.Write(key.Export(KeyBlobFormat.RawPrivateKey));
        return key;
    }
}
