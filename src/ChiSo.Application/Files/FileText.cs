using System.IO.Compression;
using ChiSo.Engine;

namespace ChiSo.Application.Files;

/// <summary>A line of a file's text, or as much of it as stands together.</summary>
/// <param name="Place">Where a person finds it.</param>
public readonly record struct TextLine(Words Place, string Text);

/// <summary>The text of files, read as far as that goes without heavy tools: Word, Excel, PDF, and archives of them.</summary>
public static class FileText
{
    /// <summary>Letters of a file beyond which reading ends.</summary>
    internal const int MostLetters = 20_000_000;

    /// <summary>Entries of archives beyond this many bytes are not read.</summary>
    private const long LargestEntry = 50L * 1024 * 1024;

    /// <summary>Reads line by line until the caller has seen enough.</summary>
    /// <param name="content">Can seek.</param>
    /// <param name="see">Called with each line.</param>
    /// <returns>Whether all of the text was read; pictures, scans and old Office files have none that could be.</returns>
    public static bool Read(Stream content, FileKind kind, Action<TextLine> see)
    {
        content.Position = 0;
        if (kind == FileKinds.Pdf)
            return PdfText.Read(content, see);
        if (kind == FileKinds.Word || kind == FileKinds.Excel)
            return OfficeText.Read(content, kind, see);
        return kind == FileKinds.Zip && ReadEntries(content, see);
    }

    private static bool ReadEntries(Stream content, Action<TextLine> see)
    {
        var whole = true;
        using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var entry in zip.Entries.Where(entry => entry.Length > 0))
        {
            see(new(Words.Same(entry.FullName), Path.GetFileNameWithoutExtension(entry.Name)));
            using var file = Copied(entry);
            whole &= file is not null && FileKinds.Of(file).Kind is { } kind && kind != FileKinds.Zip
                && Read(file, kind, line => see(line with { Place = new($"{entry.FullName}, {line.Place.Vi}", $"{entry.FullName}, {line.Place.En}") }));
        }

        return whole;
    }

    private static MemoryStream? Copied(ZipArchiveEntry entry)
    {
        var copy = new MemoryStream();
        using var content = entry.Open();
        var buffer = new byte[64 * 1024];
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            if (copy.Length + read > LargestEntry)
            {
                copy.Dispose();
                return null;
            }

            copy.Write(buffer, 0, read);
        }

        return copy;
    }
}
