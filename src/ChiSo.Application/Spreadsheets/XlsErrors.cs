using System.Buffers.Binary;

namespace ChiSo.Application.Spreadsheets;

/// <summary>Finds the cells of an old workbook that hold errors such as #DIV/0!. The reader we use shows them as empty, which would turn an error into "no figure".</summary>
/// <remarks>Records as in [MS-XLS]: BoundSheet8, Formula, BoolErr.</remarks>
internal static class XlsErrors
{
    private const int HeaderSize = 512;
    private const int BoundSheet = 0x0085;
    private const int BeginOfStream = 0x0809;
    private const int EndOfStream = 0x000A;
    private const int Formula = 0x0006;
    private const int TruthOrError = 0x0205;

    /// <summary>Errors by sheet (from 0, worksheets only), row and column (from 1).</summary>
    public static Dictionary<(int Sheet, int Row, int Column), string> Of(ReadOnlyMemory<byte> file)
    {
        var errors = new Dictionary<(int, int, int), string>();
        if (file.Length < HeaderSize || new CompoundFile(file).Find("Workbook", "Book") is not { } book)
            return errors;

        var starts = SheetStarts(book);
        for (var sheet = 0; sheet < starts.Count; sheet++)
        {
            var depth = 0;
            foreach (var (id, data) in Records(book, starts[sheet]))
            {
                // Charts on a sheet are streams of their own inside it.
                depth += id == BeginOfStream ? 1 : id == EndOfStream ? -1 : 0;
                if (depth == 0)
                    break;
                if (depth == 1 && ErrorOf(id, data.Span) is { } code)
                    errors[(sheet, UInt16(data.Span, 0) + 1, UInt16(data.Span, 2) + 1)] = Name(code);
            }
        }

        return errors;
    }

    private static List<int> SheetStarts(byte[] book)
    {
        var starts = new List<int>();
        foreach (var (id, data) in Records(book, 0))
        {
            if (id == EndOfStream)
                break;
            if (id == BoundSheet && data.Length >= 6 && data.Span[5] == 0)
                starts.Add(BinaryPrimitives.ReadInt32LittleEndian(data.Span));
        }

        return starts;
    }

    private static IEnumerable<(int Id, ReadOnlyMemory<byte> Data)> Records(byte[] book, int start)
    {
        for (var at = start; at >= 0 && at + 4 <= book.Length;)
        {
            var (id, size) = (UInt16(book, at), UInt16(book, at + 2));
            if (at + 4 + size > book.Length)
                yield break;
            yield return (id, book.AsMemory(at + 4, size));
            at += 4 + size;
        }
    }

    // A formula's result is a double whose pattern no number has when it is text, truth or, with a 2 first, an error.
    private static byte? ErrorOf(int id, ReadOnlySpan<byte> data) => id switch
    {
        Formula when data.Length >= 14 && data[12] == 0xFF && data[13] == 0xFF && data[6] == 2 => data[8],
        TruthOrError when data.Length >= 8 && data[7] == 1 => data[6],
        _ => null,
    };

    private static string Name(byte code) => code switch
    {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        _ => "#?",
    };

    private static int UInt16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
}
