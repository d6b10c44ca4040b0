using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SkiaSharp;

namespace ChiSo.Application.Tests.Files;

/// <summary>Small files that say a day of themselves.</summary>
internal static class DatedFiles
{
    /// <summary>One empty page.</summary>
    /// <param name="about">Entries of the dictionary about the document.</param>
    /// <param name="xmp">The same as XMP; empty for none.</param>
    public static byte[] Pdf(string about, string xmp = "")
    {
        string[] parts = ["<< /Type /Catalog /Pages 2 0 R /Metadata 5 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>", $"<< {about} >>", $"<< /Type /Metadata /Subtype /XML /Length {xmp.Length} >>\nstream\n{xmp}\nendstream"];
        var text = new StringBuilder("%PDF-1.7\n");
        List<int> places = [];
        foreach (var (index, part) in parts.Index())
        {
            places.Add(Encoding.UTF8.GetByteCount(text.ToString()));
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{part}\nendobj\n");
        }

        var table = Encoding.UTF8.GetByteCount(text.ToString());
        text.Append("xref\n0 6\n0000000000 65535 f \n");
        foreach (var place in places)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n");
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"trailer\n<< /Size 6 /Root 1 0 R /Info 4 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A Word file as far as its kind is told, with what stands in its core properties.</summary>
    public static byte[] Word(string core)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in new[] { ("word/document.xml", "<w/>"), ("docProps/core.xml", core) })
            {
                using var part = new StreamWriter(zip.CreateEntry(name).Open());
                part.Write(text);
            }
        }

        return file.ToArray();
    }

    /// <summary>A picture a camera says it took then.</summary>
    /// <param name="taken">"2021:03:05 10:00:00".</param>
    public static byte[] Jpeg(string taken)
    {
        using var bitmap = new SKBitmap(40, 40);
        bitmap.Erase(SKColors.Green);
        using var encoded = bitmap.Encode(SKEncodedImageFormat.Jpeg, 80);
        var jpeg = encoded.ToArray();
        var exif = Exif(taken);
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(exif.Length + 2));
        return [.. jpeg[..2], 0xFF, 0xE1, .. length, .. exif, .. jpeg[2..]];
    }

    /// <summary>The part cameras write: one directory that leads to another, which holds the instant.</summary>
    public static byte[] Exif(string taken) =>
    [
        .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8,
        0, 1, 0x87, 0x69, 0, 4, 0, 0, 0, 1, 0, 0, 0, 26, 0, 0, 0, 0,
        0, 1, 0x90, 0x03, 0, 2, 0, 0, 0, 20, 0, 0, 0, 44, 0, 0, 0, 0,
        .. Encoding.ASCII.GetBytes(taken), 0,
    ];
}
