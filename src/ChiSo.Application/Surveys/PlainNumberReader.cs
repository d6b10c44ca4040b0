using System.Buffers.Text;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys;

/// <summary>Reads a CSV file of plain numbers row by row, keeping one row in memory: answers of a million people by the second.</summary>
/// <remarks>UTF-8 with a header of unquoted names, commas or semicolons, numbers with a point and without leading zeros. An empty cell and NA are no answer. Anything else is told with its line and column.</remarks>
public sealed class PlainNumberReader
{
    private const int LongestRow = 1 << 20;

    private readonly Stream stream;
    private readonly string file;
    private readonly byte separator;
    private byte[] buffer = new byte[1 << 18];
    private int start;
    private int end;
    private bool isDrained;
    private long line = 1;

    private PlainNumberReader(Stream stream, string file)
    {
        (this.stream, this.file) = (stream, file);
        var header = NextLine(out var bytes) ? bytes : default;
        if (header.StartsWith("\uFEFF"u8))
            header = header[3..];
        separator = header.Contains((byte)';') ? (byte)';' : (byte)',';
        Columns = header.IsEmpty ? [] : [.. Encoding.UTF8.GetString(header).Split((char)separator).Select(name => name.Trim().Trim('"'))];
    }

    /// <summary>In the order of the file.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>The place of the row read last: file and line.</summary>
    public string Where => $"{file}:{line}";

    /// <summary>What ended the reading before the end of the file; <c>null</c> when all is well.</summary>
    public Problem? Problem { get; private set; }

    /// <param name="file">The name people know.</param>
    /// <returns>A reader standing before the first row; a problem where there is no header.</returns>
    public static Result<PlainNumberReader> Open(Stream stream, string file)
    {
        var reader = new PlainNumberReader(stream, file);
        return reader.Columns.IsEmpty
            ? new Problem("file.empty", file, new("Tệp không có nội dung.", "The file is empty."), new("Chép hoặc tải lại tệp.", "Copy or download it again."))
            : reader;
    }

    /// <summary>The next row; empty lines are passed over.</summary>
    /// <param name="values">One a column; overwritten. NaN where there is no answer.</param>
    /// <returns><c>false</c> at the end, and where <see cref="Problem"/> tells why.</returns>
    public bool Read(Span<double> values)
    {
        if (values.Length != Columns.Length)
            throw new ArgumentException($"{values.Length} places for {Columns.Length} columns.", nameof(values));

        while (Problem is null && NextLine(out var bytes))
        {
            line++;
            if (bytes.IsEmpty)
                continue;
            var wrong = Parse(bytes, values);
            if (wrong >= 0)
                Problem = NotPlain(wrong);
            return wrong < 0;
        }

        return false;
    }

    /// <returns>The first column that is no number, or -1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a file is over before the run-time would compile this for speed: a third less processor time
    private int Parse(ReadOnlySpan<byte> row, Span<double> values)
    {
        var place = 0;
        for (var column = 0; column < values.Length; column++)
        {
            if (place > row.Length)
                return column;

            // Most cells are whole numbers of a few digits: read here, the rest by the library.
            var (first, number) = (place, 0L);
            uint digit;
            while (place < row.Length && (digit = row[place] - (uint)'0') <= 9)
            {
                number = (number * 10) + digit;
                place++;
            }

            if (place > first && place - first < 18 && (row[first] != '0' || place == first + 1) && (place == row.Length || row[place] == separator))
            {
                values[column] = number;
                place++;
                continue;
            }

            var length = row[first..].IndexOf(separator);
            var cell = length < 0 ? row[first..] : row.Slice(first, length);
            if (!TryParse(cell, out values[column]))
                return column;
            place = first + cell.Length + 1;
        }

        return place == row.Length + 1 ? -1 : values.Length;
    }

    private static bool TryParse(ReadOnlySpan<byte> cell, out double value)
    {
        cell = cell.Trim((byte)' ');
        value = double.NaN;
        if (cell.Length > 1 && cell[0] == '0' && cell[1] != '.')
            return false; // a code such as 007, which as a number would lose its zeros
        return cell.IsEmpty || cell.SequenceEqual("NA"u8) || (Utf8Parser.TryParse(cell, out value, out var read) && read == cell.Length && double.IsFinite(value));
    }

    private bool NextLine(out ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length >= 0 || isDrained)
            {
                length = length >= 0 ? length : end - start;
                bytes = buffer.AsSpan(start, length).TrimEnd((byte)'\r');
                var isAny = length > 0 || start < end;
                start = Math.Min(end, start + length + 1);
                return isAny;
            }

            Fill();
        }
    }

    private void Fill()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end == buffer.Length)
        {
            if (end >= LongestRow)
            {
                (isDrained, Problem) = (true, NotPlain(Columns.IsDefault ? 0 : Columns.Length));
                return;
            }

            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var read = stream.Read(buffer, end, buffer.Length - end);
        end += read;
        isDrained = read == 0;
    }

    private Problem NotPlain(int column)
    {
        var where = column < Columns.Length ? $"{Where}:{Columns[column]}" : Where;
        return new("survey.not-plain-number", where,
            new("Ô này không phải là số viết bằng chữ số và dấu chấm, hoặc dòng có số ô khác tiêu đề.", "This is no number in digits with a point, or the row has another number of cells than the header."),
            new("Sửa ô này; câu trả lời bằng chữ thì ghi mã của lựa chọn.", "Correct the cell; write the code of an option instead of its words."));
    }
}
