using System.Collections.Immutable;
using System.Text.Json;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using ChiSo.Application.Json;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Audit;

/// <summary>The file of signed checkpoints and the key that signs them, in a folder outside the database.</summary>
/// <param name="folder">Holds <c>checkpoints.jsonl</c>, <c>audit.key</c> and its public half <c>audit.pub</c>; all are made on first use.</param>
public sealed class Checkpoints(ChiSoDatabase database, string folder, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SigningKey signing = new(folder);

    public string File => Path.Combine(folder, "checkpoints.jsonl");

    /// <summary>Checks the links since the newest checkpoint, signs where every chain stands and appends that to the file, on the disk before this returns. A broken chain is not signed, nor one whose checkpoints are gone.</summary>
    public async Task<Result<Checkpoint>> TakeAsync(CancellationToken cancel)
    {
        OwnFolder.Make(folder);
        await using var held = await HoldAsync(cancel); // one process at a time
        return Read(await NamedKeysAsync(cancel)).Status is CheckpointStatus.None or CheckpointStatus.Verified ? await SignAsync(cancel) : Lost();
    }

    /// <summary>Begins again where checkpoints or their key are lost for good: the trail says so, with the ground, before anything is signed.</summary>
    public async Task<Result<Checkpoint>> RestartAsync(Change change, CancellationToken cancel)
    {
        OwnFolder.Make(folder);
        await using var held = await HoldAsync(cancel);
        using (var key = signing.OpenOrMake())
            await NameKeyAsync(SigningKey.PublicOf(key), cancel);
        await database.WriteAsync(context => Trail.AppendAsync(context, Trail.Installation, change, "checkpoint.restarted", File, new { }, cancel), cancel);
        return await SignAsync(cancel);
    }

    private async Task<Result<Checkpoint>> SignAsync(CancellationToken cancel)
    {
        using var key = signing.OpenOrMake();
        var publicKey = SigningKey.PublicOf(key);
        var trail = await TrailReading.SinceAsync(database, Read(File, publicKey).Newest, cancel);
        if (!trail.IsWhole)
            return Broken();
        var checkpoint = Checkpoint.Sign(key, clock.GetUtcNow().UtcDateTime, trail.Heads);
        Append(EngineJson.ToBytes(checkpoint));
        await NameKeyAsync(publicKey, cancel); // after the line is there: a crash in between raises no false alarm
        return checkpoint;
    }

    private async Task<ImmutableArray<string>> NamedKeysAsync(CancellationToken cancel)
    {
        await using var context = database.Open();
        return [.. await context.AuditLinks.Where(link => link.Chain == Trail.Installation && link.Act == KeyNamed).OrderBy(link => link.Sequence).Select(link => link.Subject).ToListAsync(cancel)];
    }

    /// <summary>The newest checkpoint of this installation's key; <c>null</c> when there is none.</summary>
    public Checkpoint? Newest() => signing.Public() is { } publicKey ? Read(File, publicKey).Newest : null;

    /// <summary>What the file says, read with this installation's key and compared with the keys the trail names.</summary>
    /// <param name="named">Public keys in hex, as the trail names them, oldest first.</param>
    public CheckpointReading Read(ImmutableArray<string> named) => (signing.Public(), System.IO.File.Exists(File)) switch
    {
        (null, false) when named.IsEmpty => new(CheckpointStatus.None, null),
        (null, _) => new(CheckpointStatus.Missing, null),
        ({ } own, _) when !named.IsEmpty && !named.Contains(own) => new(CheckpointStatus.Foreign, null),
        ({ } own, _) => Read(File, [own, .. named], own),
    };

    /// <summary>What a file of checkpoints says to somebody who trusts one public key.</summary>
    public static CheckpointReading Read(string file, string publicKey) => Read(file, [publicKey], publicKey);

    // A line cut short by a crash is no JSON and is passed over; a whole line that no trusted key signed is not.
    private static CheckpointReading Read(string file, ImmutableArray<string> trusted, string own)
    {
        var lines = System.IO.File.Exists(file) ? System.IO.File.ReadLines(file).Select(Parse).OfType<Checkpoint>().ToList() : [];
        var newest = lines.LastOrDefault(line => line.IsSignedBy(own));
        if (lines.Exists(line => !trusted.Any(line.IsSignedBy)))
            return new(CheckpointStatus.Foreign, newest);
        return newest is null ? new(CheckpointStatus.Missing, null) : new(CheckpointStatus.Verified, newest);
    }

    /// <summary>Names a key in the trail the first time it signs: from then on, a missing file is told from one that never was.</summary>
    private Task<bool> NameKeyAsync(string publicKey, CancellationToken cancel) => database.WriteAsync(
        async context =>
        {
            await Trail.LockAsync(context, Trail.Installation, cancel);
            if (await context.AuditLinks.AnyAsync(link => link.Chain == Trail.Installation && link.Act == KeyNamed && link.Subject == publicKey, cancel))
                return false;
            await Trail.AppendAsync(context, Trail.Installation, Change.OnThisMachine(clock, ""), KeyNamed, publicKey, new { publicKey }, cancel);
            return true;
        }, cancel);

    /// <summary>The act under which the trail names a key; its subject is the public key in hex.</summary>
    internal const string KeyNamed = "checkpoint.key-named";

    private static Checkpoint? Parse(string line)
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

    /// <summary>Holds the folder against every other process until disposed of.</summary>
    private async Task<FileStream> HoldAsync(CancellationToken cancel)
    {
        var until = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return new(Path.Combine(folder, "checkpoints.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (clock.GetElapsedTime(until) < Patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancel);
            }
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

    private Problem Lost() => new("audit.checkpoints-lost", File,
        new("Dấu mốc đã ký hoặc khóa ký không còn nguyên, nên không ký tiếp để khỏi che mất việc đó.", "Signed checkpoints or their key are gone or foreign; signing on would hide it."),
        new("Lấy lại thư mục này từ bản sao; nếu mất hẳn, chạy chiso audit checkpoint --restart CĂN-CỨ.", "Get this folder back from a copy; if it is lost for good, run chiso audit checkpoint --restart GROUND."));

    private static Problem Broken() => new("audit.broken", "chiso audit verify",
        new("Nhật ký không nguyên vẹn kể từ dấu mốc gần nhất nên không được ký.", "The trail is not whole since the newest checkpoint, so it is not signed."),
        new("Chạy chiso audit verify để xem chỗ sai, giữ nguyên cơ sở dữ liệu và báo người phụ trách an toàn thông tin.", "Run chiso audit verify to see where, change nothing in the database, and tell whoever is responsible for security."));
}

/// <summary>What speaks for the trail from outside the database.</summary>
public enum CheckpointStatus
{
    /// <summary>None was ever taken: nothing outside speaks for the trail yet.</summary>
    None,

    /// <summary>The newest one is signed by a key the trail names.</summary>
    Verified,

    /// <summary>One was taken and is no longer there, or its key is not.</summary>
    Missing,

    /// <summary>The file holds a checkpoint that no known key signed, or the key is not the one the trail names.</summary>
    Foreign,
}

/// <summary>What the file of checkpoints says.</summary>
/// <param name="Newest">Signed by the key that is trusted; <c>null</c> when there is none.</param>
public sealed record CheckpointReading(CheckpointStatus Status, Checkpoint? Newest);
