using System.IO.Compression;

namespace ChiSo.Application.Spreadsheets;

/// <summary>Packs the same entries into the same bytes: fixed order, fixed times.</summary>
internal static class DeterministicZip
{
    private static readonly DateTimeOffset FixedTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Copies a package; the list of content types stays first, where readers look for it.</summary>
    public static void Copy(Stream package, Stream target)
    {
        package.Position = 0;
        using var source = new ZipArchive(package, ZipArchiveMode.Read, leaveOpen: true);
        using var copy = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var entry in source.Entries.OrderBy(entry => entry.FullName != "[Content_Types].xml").ThenBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            var written = copy.CreateEntry(entry.FullName, CompressionLevel.Optimal);
            written.LastWriteTime = FixedTime;
            using var from = entry.Open();
            using var to = written.Open();
            from.CopyTo(to);
        }
    }
}
