using System.Collections.Immutable;
using ChiSo.Application.Files;
using ChiSo.Application.Json;

namespace ChiSo.Application.Backups;

/// <summary>Files that change places, all of them or none: what is to be moved is written down and on the disk before the first, so that whoever comes after a kill moves back what had been moved.</summary>
public static class RestoreExchange
{
    /// <summary>In the installation's folder while files change places.</summary>
    internal const string NoteName = "restore-under-way.json";

    /// <summary>Whether files are changing places, or a restore was killed while they did.</summary>
    public static bool IsUnderWay(string folder) => File.Exists(Path.Combine(folder, NoteName));

    /// <summary>Takes back what a restore that was killed had done; nothing where there was none.</summary>
    /// <param name="folder">Of an installation that is not running.</param>
    /// <returns>Whether there was one.</returns>
    public static bool TakeBack(string folder)
    {
        var note = Path.Combine(folder, NoteName);
        if (!File.Exists(note))
            return false;
        foreach (var move in EngineJson.Read<ImmutableArray<FileMove>>(File.ReadAllBytes(note)).Reverse())
        {
            if (File.Exists(move.To) && !File.Exists(move.From))
                File.Move(move.To, move.From);
        }

        File.Delete(note);
        foreach (var left in Directory.EnumerateDirectories(folder, PrivateFolder.Pattern))
            Directory.Delete(left, recursive: true);
        return true;
    }

    /// <param name="moves">In their order; those whose file isn't there are left out.</param>
    /// <param name="between">Called after each; only tests do something then.</param>
    /// <returns>How many files were moved.</returns>
    public static int Run(string folder, IEnumerable<FileMove> moves, Action? between = null)
    {
        var all = moves.Where(move => File.Exists(move.From)).ToImmutableArray();
        Write(Path.Combine(folder, NoteName), EngineJson.ToBytes(all));
        try
        {
            foreach (var move in all)
            {
                OwnFolder.Make(Path.GetDirectoryName(move.To)!); // a file lies in a folder
                File.Move(move.From, move.To);
                between?.Invoke();
            }
        }
        catch (IOException)
        {
            TakeBack(folder);
            throw;
        }

        File.Delete(Path.Combine(folder, NoteName)); // from here on it is done
        return all.Length;
    }

    /// <summary>Whole and on the disk under its name, or not there.</summary>
    private static void Write(string note, byte[] content)
    {
        using (var file = new FileStream(note + ".part", FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(note + ".part", note, overwrite: true);
    }
}

/// <summary>One file that changes its place.</summary>
public sealed record FileMove(string From, string To);
