using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;

namespace ChiSo.Application.Files;

/// <summary>A kind of file that may be kept.</summary>
/// <param name="Ending">With its dot: what downloads are named with.</param>
/// <param name="MediaType">Sent with downloads.</param>
public sealed record FileKind(string Ending, string MediaType);

/// <summary>Why a file's content is not accepted.</summary>
public enum FileRefusal
{
    Empty,

    /// <summary>Its first bytes belong to no accepted kind, whatever its name says.</summary>
    UnknownKind,

    /// <summary>A zip with an entry of a kind that isn't accepted.</summary>
    UnknownEntry,

    /// <summary>A zip that is damaged, locked, or grows beyond the limits.</summary>
    UnsafeZip,
}

/// <summary>Tells the kind of a file by its content; the name it came with is never trusted.</summary>
public static class FileKinds
{
    public static readonly FileKind Pdf = new(".pdf", "application/pdf");
    public static readonly FileKind Jpeg = new(".jpg", "image/jpeg");
    public static readonly FileKind Png = new(".png", "image/png");
    public static readonly FileKind Heic = new(".heic", "image/heic");
    public static readonly FileKind Word = new(".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    public static readonly FileKind Excel = new(".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    public static readonly FileKind OldOffice = new(".doc", "application/octet-stream");
    public static readonly FileKind Zip = new(".zip", "application/zip");

    /// <summary>What cameras and scanners make.</summary>
    public static readonly ImmutableArray<FileKind> Pictures = [Jpeg, Png, Heic];

    private const int HeadLength = 16;
    private const int MostEntries = 2_000;
    private const long MostUnpacked = 400L * 1024 * 1024;
    private const long MostRatio = 200;

    /// <param name="content">Can seek; left at its beginning.</param>
    public static (FileKind? Kind, FileRefusal? Refusal) Of(Stream content)
    {
        var kind = OfHead(content);
        content.Position = 0;
        if (kind is null)
            return (null, content.Length == 0 ? FileRefusal.Empty : FileRefusal.UnknownKind);
        if (kind != Zip)
            return (kind, null);
        var inside = OfZip(content);
        content.Position = 0;
        return inside;
    }

    /// <summary>The kind of a picture; <c>null</c> for anything else, of which nothing but the first bytes is read.</summary>
    /// <param name="content">Can seek; left at its beginning.</param>
    public static FileKind? OfPicture(Stream content)
    {
        var kind = OfHead(content);
        content.Position = 0;
        return kind is not null && Pictures.Contains(kind) ? kind : null;
    }

    private static FileKind? OfHead(Stream content)
    {
        Span<byte> buffer = stackalloc byte[HeadLength];
        content.Position = 0;
        ReadOnlySpan<byte> head = buffer[..content.ReadAtLeast(buffer, HeadLength, throwOnEndOfStream: false)];
        return head switch
        {
            _ when head.StartsWith("%PDF-"u8) => Pdf,
            _ when head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) => Jpeg,
            _ when head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) => Png,
            _ when head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8) && Encoding.ASCII.GetString(head[8..12]) is "heic" or "heix" or "mif1" or "msf1" => Heic,
            _ when head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) => OldOffice,
            _ when head.StartsWith("PK\x03\x04"u8) => Zip,
            _ => null,
        };
    }

    private static (FileKind?, FileRefusal?) OfZip(Stream content)
    {
        try
        {
            using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > MostEntries || zip.Entries.Any(entry => entry.IsEncrypted) || Grows(zip, content.Length))
                return (null, FileRefusal.UnsafeZip);
            if (zip.GetEntry("word/document.xml") is not null)
                return HasMacros(zip) ? (null, FileRefusal.UnknownEntry) : (Word, null);
            if (zip.GetEntry("xl/workbook.xml") is not null)
                return HasMacros(zip) ? (null, FileRefusal.UnknownEntry) : (Excel, null);
            return zip.Entries.Where(entry => entry.Length > 0).All(IsPlain) ? (Zip, null) : (null, FileRefusal.UnknownEntry);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            return (null, FileRefusal.UnsafeZip);
        }
    }

    // What the directory says may be a lie, so the content itself is counted.
    private static bool Grows(ZipArchive zip, long packed)
    {
        var left = Math.Min(MostUnpacked, Math.Max(packed, 64 * 1024) * MostRatio);
        var buffer = new byte[64 * 1024];
        foreach (var entry in zip.Entries)
        {
            using var content = entry.Open();
            for (int read; (read = content.Read(buffer)) > 0;)
            {
                left -= read;
                if (left < 0)
                    return true;
            }
        }

        return false;
    }

    private static bool HasMacros(ZipArchive zip) => zip.Entries.Any(entry => entry.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase));

    /// <summary>An entry of an accepted kind that is no archive itself.</summary>
    private static bool IsPlain(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var head = new MemoryStream();
        var buffer = new byte[HeadLength];
        head.Write(buffer, 0, content.ReadAtLeast(buffer, HeadLength, throwOnEndOfStream: false));
        var kind = OfHead(head);
        return kind is not null && (kind != Zip || entry.Name.EndsWith(".docx", StringComparison.OrdinalIgnoreCase) || entry.Name.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase));
    }
}
