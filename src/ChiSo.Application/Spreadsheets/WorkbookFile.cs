using System.IO.Compression;
using ChiSo.Engine;

namespace ChiSo.Application.Spreadsheets;

/// <summary>Looks at a file's bytes before any library opens it.</summary>
internal static class WorkbookFile
{
    private const long MaxFileBytes = 128L << 20;
    private const long MaxUnpackedBytes = 512L << 20;
    private const long SmallBytes = 32L << 20;
    private const int MaxRatio = 250;
    private const int MaxEntries = 5000;

    /// <summary>What the first bytes say.</summary>
    internal enum Kind
    {
        Zip,

        /// <summary>Compound file: old .xls, or an encrypted .xlsx.</summary>
        Compound,
        Other,
    }

    public static Kind KindOf(MemoryStream file)
    {
        Span<byte> start = stackalloc byte[8];
        file.Position = 0;
        var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        if (start[..read].StartsWith("PK\x03\x04"u8) || start[..read].StartsWith("PK\x05\x06"u8))
            return Kind.Zip;

        return start[..read].SequenceEqual((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) ? Kind.Compound : Kind.Other;
    }

    /// <summary>The whole file in memory, at most 128 MB.</summary>
    public static Result<MemoryStream> Load(Stream stream, string file)
    {
        var copy = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            if (copy.Length + read > MaxFileBytes)
                return FileProblems.TooLarge(file, MaxFileBytes >> 20);
            copy.Write(buffer.AsSpan(0, read));
        }

        copy.Position = 0;
        return copy.Length == 0 ? FileProblems.Empty(file) : copy;
    }

    /// <summary>Why the file is not an .xlsx that may be opened; <c>null</c> when it is.</summary>
    public static Problem? Refuse(MemoryStream copy, string file) => KindOf(copy) switch
    {
        Kind.Zip => RefuseZip(copy, file),
        Kind.Compound => IsEncrypted(copy) ? FileProblems.Password(file) : FileProblems.OldExcel(file),
        _ => FileProblems.NotWorkbook(file),
    };

    /// <summary>Whether a compound file is a workbook encrypted by Excel 2007 or later.</summary>
    public static bool IsEncrypted(MemoryStream file) =>
        file.GetBuffer().AsSpan(0, (int)file.Length).IndexOf("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"u8) >= 0;

    /// <summary>Whether an archive unpacks to more than a file of this size may.</summary>
    /// <exception cref="InvalidDataException">It is cut short or damaged.</exception>
    public static bool IsBomb(ZipArchive zip, long packed) => SaysTooMuch(zip, packed) || !Unpacks(zip, packed);

    private static bool SaysTooMuch(ZipArchive zip, long packed) => zip.Entries.Count > MaxEntries || IsTooBig(zip.Entries.Sum(entry => entry.Length), packed);

    private static Problem? RefuseZip(MemoryStream copy, string file)
    {
        try
        {
            using var zip = new ZipArchive(copy, ZipArchiveMode.Read, leaveOpen: true);
            if (SaysTooMuch(zip, copy.Length))
                return FileProblems.ZipBomb(file);

            if (zip.GetEntry("xl/workbook.xml") is null)
                return FileProblems.NotWorkbook(file);

            return Unpacks(zip, copy.Length) ? null : FileProblems.ZipBomb(file);
        }
        catch (InvalidDataException)
        {
            return FileProblems.Truncated(file);
        }
        finally
        {
            copy.Position = 0;
        }
    }

    // The directory may lie about sizes, so everything is unpacked once and counted; nothing is kept.
    private static bool Unpacks(ZipArchive zip, long packed)
    {
        var buffer = new byte[81920];
        var total = 0L;
        foreach (var entry in zip.Entries)
        {
            using var stream = entry.Open();
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                total += read;
                if (IsTooBig(total, packed))
                    return false;
            }
        }

        return true;
    }

    private static bool IsTooBig(long unpacked, long packed) =>
        unpacked > MaxUnpackedBytes || (unpacked > SmallBytes && unpacked / Math.Max(packed, 1) > MaxRatio);
}
