using System.Buffers;
using System.Security.Cryptography;

namespace ChiSo.Application.Files;

/// <summary>Files by the SHA-256 of their content: the same content is one object, and what was stored never changes.</summary>
/// <param name="folder">Holds them, two letters of the hash a folder.</param>
public sealed class FileVault(string folder)
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Called with the hash of what came in from outside, before whoever brought it is told that it is there.</summary>
    public Func<string, CancellationToken, Task>? Arrived { get; init; }

    /// <summary>Takes a stream in, hashing as it comes; on the disk before this returns. A stream that breaks off leaves nothing.</summary>
    /// <param name="most">More bytes than this are refused.</param>
    /// <param name="keep">Judges the whole content before it is kept: what must not be here leaves no trace. <c>null</c> keeps anything.</param>
    /// <returns><c>null</c> when the stream is longer than <paramref name="most"/>, or is not to be kept.</returns>
    public async Task<StoredFile?> PutAsync(Stream content, long most, CancellationToken cancel, Func<Stream, Task<bool>>? keep = null)
    {
        OwnFolder.Make(folder);
        var part = Path.Combine(folder, $"{Guid.NewGuid():N}.part");
        try
        {
            if (await WriteAsync(content, part, most, cancel) is not { } stored || !await IsKeptAsync(part, keep))
                return null;
            var place = PlaceOf(stored.Hash);
            OwnFolder.Make(Path.GetDirectoryName(place)!); // a place lies in a folder
            if (!File.Exists(place))
                File.Move(part, place);
            if (Arrived is { } arrived)
                await arrived(stored.Hash, cancel);
            return stored;
        }
        finally
        {
            File.Delete(part); // gone already when it was moved
        }
    }

    /// <summary>Takes in what is written by the program itself; on the disk before this returns. Broken off, it leaves nothing.</summary>
    public async Task<StoredFile> MakeAsync(Func<Stream, Task> write, CancellationToken cancel)
    {
        OwnFolder.Make(folder);
        var part = Path.Combine(folder, $"{Guid.NewGuid():N}.part");
        try
        {
            StoredFile stored;
            await using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferSize, FileOptions.Asynchronous))
            {
                await write(file);
                file.Flush(flushToDisk: true);
                file.Position = 0;
                stored = new(Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel)), file.Length);
            }

            var place = PlaceOf(stored.Hash);
            OwnFolder.Make(Path.GetDirectoryName(place)!); // a place lies in a folder
            File.Move(part, place, overwrite: true); // the same content, with the time of this making
            return stored;
        }
        finally
        {
            File.Delete(part); // gone already when it was moved
        }
    }

    /// <summary>The content of a stored file; the caller disposes of it.</summary>
    /// <exception cref="FileNotFoundException">Nothing is stored under this hash.</exception>
    public Stream Open(string hash) => new FileStream(PlaceOf(hash), FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.Asynchronous);

    /// <summary>Removes what uploads left behind that were cut off by a crash before this instant (UTC).</summary>
    public void Sweep(DateTime before)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var part in Directory.EnumerateFiles(folder, "*.part").Where(part => File.GetLastWriteTimeUtc(part) < before))
            File.Delete(part);
    }

    /// <summary>Removes what was stored before an instant (UTC) and is no longer wanted: for vaults whose files are not kept for ever.</summary>
    /// <param name="wanted">Hashes.</param>
    public void Forget(DateTime before, IReadOnlySet<string> wanted)
    {
        Sweep(before);
        if (!Directory.Exists(folder))
            return;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file).Length == 64 && !wanted.Contains(Path.GetFileName(file)) && File.GetLastWriteTimeUtc(file) < before))
            File.Delete(file);
    }

    /// <summary>Removes one file at once, if it is there: for vaults whose files are not kept for ever.</summary>
    public void Remove(string hash)
    {
        if (File.Exists(PlaceOf(hash)))
            File.Delete(PlaceOf(hash));
    }

    /// <summary>The hashes of all that is stored, in no order.</summary>
    public IEnumerable<string> Hashes() => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)).Where(IsHash)
        : [];

    /// <summary>Whether something is stored under a hash; what, <see cref="IsWholeAsync"/> tells.</summary>
    public bool Has(string hash) => File.Exists(PlaceOf(hash));

    /// <summary>Whether what lies under a hash is what the hash was taken of.</summary>
    public async Task<bool> IsWholeAsync(string hash, CancellationToken cancel)
    {
        if (!File.Exists(PlaceOf(hash)))
            return false;
        await using var content = Open(hash);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel)) == hash;
    }

    private static async Task<bool> IsKeptAsync(string part, Func<Stream, Task<bool>>? keep)
    {
        if (keep is null)
            return true;
        await using var content = new FileStream(part, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.Asynchronous);
        return await keep(content);
    }

    private static async Task<StoredFile?> WriteAsync(Stream content, string part, long most, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize, FileOptions.Asynchronous);
            long length = 0;
            for (int read; (read = await content.ReadAsync(buffer, cancel)) > 0; length += read)
            {
                if (length + read > most)
                    return null;
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            }

            file.Flush(flushToDisk: true);
            return new(Convert.ToHexStringLower(hash.GetHashAndReset()), length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsHash(string name) => name.Length == 64 && name.All(char.IsAsciiHexDigitLower);

    private string PlaceOf(string hash) => IsHash(hash)
        ? Path.Combine(folder, hash[..2], hash)
        : throw new ArgumentException($"'{hash}' is no SHA-256 in small hex.", nameof(hash));
}

/// <summary>A file in the vault.</summary>
/// <param name="Hash">SHA-256 in hex.</param>
/// <param name="Length">In bytes.</param>
public sealed record StoredFile(string Hash, long Length);
