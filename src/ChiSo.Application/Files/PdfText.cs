using System.IO.Compression;
using System.Text;
using ChiSo.Engine;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace ChiSo.Application.Files;

/// <summary>The text of the first pages of a PDF: words on one line of print that stand close to each other.</summary>
internal static class PdfText
{
    private const int MostPages = 20;

    /// <summary>Above it pages count as drawn, not written.</summary>
    private const int FewestLetters = 20;

    /// <returns><c>false</c> when the file is locked, damaged or too large when unpacked, or has a page that is a picture.</returns>
    public static bool Read(Stream content, Action<TextLine> see)
    {
        try
        {
            using var document = Open(content);
            var whole = document.NumberOfPages > 0;
            for (var number = 1; number <= Math.Min(document.NumberOfPages, MostPages); number++)
                whole &= ReadPage(document.GetPage(number), see);
            return whole;
        }
        catch (Exception unreadable) when (unreadable is not OutOfMemoryException) // the library has no one exception for what it can't read
        {
            return false;
        }
    }

    /// <summary>With bounds on what it unpacks.</summary>
    /// <remarks>The library has no one exception for what it can't read.</remarks>
    public static PdfDocument Open(Stream content) => PdfDocument.Open(content, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true, FilterProvider = new BoundedFilters() });

    private static bool ReadPage(Page page, Action<TextLine> see)
    {
        var place = new Words($"trang {page.Number}", $"page {page.Number}");
        var words = page.GetWords().ToList();
        foreach (var line in Lines(words))
            see(new(place, line));
        return words.Sum(word => word.Text.Length) >= FewestLetters || (page.Number > 1 && words.Count == 0 && page.NumberOfImages == 0);
    }

    /// <summary>Words on one base line, apart where the gap is wider than two letters are high: columns, and a stamp beside a heading.</summary>
    private static IEnumerable<string> Lines(List<Word> words)
    {
        var line = new StringBuilder();
        Word? last = null;
        foreach (var word in words.OrderByDescending(word => Math.Round(word.BoundingBox.Bottom / 4)).ThenBy(word => word.BoundingBox.Left))
        {
            var height = Math.Max(word.BoundingBox.Height, last?.BoundingBox.Height ?? 0);
            if (last is not null && (Math.Abs(last.BoundingBox.Bottom - word.BoundingBox.Bottom) > height || word.BoundingBox.Left - last.BoundingBox.Right > 2 * height || word.BoundingBox.Left < last.BoundingBox.Left))
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word.Text);
            last = word;
        }

        if (line.Length > 0)
            yield return line.ToString();
    }

    /// <summary>The usual filters, with a bound on what they unpack: a small file can promise terabytes.</summary>
    private sealed class BoundedFilters() : BaseFilterProvider(Make())
    {
        private const long MostUnpacked = 64L * 1024 * 1024;
        private const int MostPacked = 256 * 1024;

        private static Dictionary<string, IFilter> Make()
        {
            var (flate, ascii, hex, lzw, runs) = (new Bounded(new FlateFilter(), Inflates), new Ascii85Filter(), new AsciiHexDecodeFilter(), new Bounded(new LzwFilter(), IsShort), new Bounded(new RunLengthFilter(), IsShort));
            return new(StringComparer.Ordinal)
            {
                [NameToken.FlateDecode.Data] = flate, [NameToken.FlateDecodeAbbreviation.Data] = flate,
                [NameToken.Ascii85Decode.Data] = ascii, [NameToken.Ascii85DecodeAbbreviation.Data] = ascii,
                [NameToken.AsciiHexDecode.Data] = hex, [NameToken.AsciiHexDecodeAbbreviation.Data] = hex,
                [NameToken.LzwDecode.Data] = lzw, [NameToken.LzwDecodeAbbreviation.Data] = lzw,
                [NameToken.RunLengthDecode.Data] = runs, [NameToken.RunLengthDecodeAbbreviation.Data] = runs,
                [NameToken.DctDecode.Data] = new DctDecodeFilter(), [NameToken.DctDecodeAbbreviation.Data] = new DctDecodeFilter(),
                [NameToken.CcittfaxDecode.Data] = new CcittFaxDecodeFilter(), [NameToken.CcittfaxDecodeAbbreviation.Data] = new CcittFaxDecodeFilter(),
                [NameToken.Jbig2Decode.Data] = new Jbig2DecodeFilter(), [NameToken.JpxDecode.Data] = new JpxDecodeFilter(),
            };
        }

        private static bool IsShort(Memory<byte> packed) => packed.Length <= MostPacked;

        private static bool Inflates(Memory<byte> packed)
        {
            if (packed.Length < 2)
                return true;
            using var inflated = new DeflateStream(new MemoryStream(packed[2..].ToArray()), CompressionMode.Decompress);
            var buffer = new byte[64 * 1024];
            try
            {
                for (long left = MostUnpacked, read; (read = inflated.Read(buffer)) > 0;)
                {
                    if ((left -= read) < 0)
                        return false;
                }
            }
            catch (InvalidDataException)
            {
                // Damaged from here on; the filter itself keeps what came before.
            }

            return true;
        }
    }

    private sealed class Bounded(IFilter filter, Func<Memory<byte>, bool> fits) : IFilter
    {
        public bool IsSupported => filter.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex) =>
            fits(input) ? filter.Decode(input, streamDictionary, filterProvider, filterIndex) : throw new InvalidDataException("A part of the file is too large when unpacked.");
    }
}
