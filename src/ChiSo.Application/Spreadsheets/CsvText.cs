using System.Text;
using System.Text.Unicode;
using ChiSo.Engine;

namespace ChiSo.Application.Spreadsheets;

/// <summary>The characters of a CSV file: UTF-8, or UTF-16 when its first bytes say so, and nothing guessed.</summary>
internal static class CsvText
{
    private const long MaxBytes = 256L << 20;

    /// <summary>The file's text as UTF-8 without byte order mark.</summary>
    public static Result<ReadOnlyMemory<byte>> Read(Stream stream, string file)
    {
        var bytes = ReadBytes(stream);
        if (bytes is null)
            return FileProblems.TooLarge(file, MaxBytes >> 20);

        return bytes switch
        {
            [0xFF, 0xFE, ..] => FromUtf16(bytes, new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true), file),
            [0xFE, 0xFF, ..] => FromUtf16(bytes, new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true), file),
            [0xEF, 0xBB, 0xBF, ..] => FromUtf8(bytes.AsMemory(3), file),
            _ => FromUtf8(bytes, file),
        };
    }

    private static byte[]? ReadBytes(Stream stream)
    {
        using var copy = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            if (copy.Length + read > MaxBytes)
                return null;
            copy.Write(buffer.AsSpan(0, read));
        }

        return copy.ToArray();
    }

    private static Result<ReadOnlyMemory<byte>> FromUtf8(ReadOnlyMemory<byte> bytes, string file)
    {
        if (bytes.Span.IndexOf((byte)0) is var zero and >= 0)
            return NotText(file, LineOf(bytes.Span, zero));

        return Utf8.IsValid(bytes.Span) ? bytes : WrongEncoding(bytes.Span, file);
    }

    private static Result<ReadOnlyMemory<byte>> FromUtf16(byte[] bytes, UnicodeEncoding encoding, string file)
    {
        try
        {
            return (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(encoding.GetString(bytes, 2, bytes.Length - 2));
        }
        catch (DecoderFallbackException)
        {
            return NotText(file, 1);
        }
    }

    private static Problem WrongEncoding(ReadOnlySpan<byte> bytes, string file)
    {
        var good = 0;
        while (Rune.DecodeFromUtf8(bytes[good..], out _, out var length) == System.Buffers.OperationStatus.Done)
            good += length;

        return new("csv.wrong-encoding", $"{file}:{LineOf(bytes, good)}",
            new("Tệp không ở bảng mã UTF-8; chữ có dấu sẽ bị sai.", "The file is not in UTF-8; accented letters would be wrong."),
            new("Mở tệp bằng Excel và chọn Lưu dạng CSV UTF-8 (Comma delimited).", "Open the file in Excel and save it as CSV UTF-8 (Comma delimited)."));
    }

    private static Problem NotText(string file, int line) => new("csv.not-text", $"{file}:{line}",
        new("Tệp chứa ký tự không phải văn bản.", "The file holds something that is not text."),
        new("Mở tệp bằng Excel và chọn Lưu dạng CSV UTF-8 (Comma delimited).", "Open the file in Excel and save it as CSV UTF-8 (Comma delimited)."));

    private static int LineOf(ReadOnlySpan<byte> bytes, int at) => bytes[..at].Count((byte)'\n') + 1;
}
