using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ChiSo.Application.Surveys.Exports;

/// <summary>Writes the system file of SPSS (<c>.sav</c>), uncompressed, in UTF-8, after the description in the developers' guide of GNU PSPP. One row is in memory at a time.</summary>
public static class SavWriter
{
    private const int Element = 8;
    private const int LongestText = 255;
    private const int LongestLabel = 255;

    /// <summary>Bytes; programs refuse longer ones.</summary>
    private const int LongestValueLabel = 120;

    private const int LongestName = 64;
    private const int PlaceOfCount = 80;
    private const int MostMissing = 3;
    private const int NumberWidth = 12;
    private const int NumberFormat = 5;
    private const int TextFormat = 1;
    private const double SystemMissing = -double.MaxValue;

    /// <param name="stream">Left open; may be sought in, because the number of rows stands at its beginning.</param>
    /// <param name="at">When the file is made, as clocks in Vietnam show it.</param>
    public static void Write(Stream stream, LabelledTable table, DateTime at)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        var columns = ColumnsOf(table);
        WriteHeader(writer, table, columns, at);
        foreach (var column in columns)
            WriteVariable(writer, column);
        foreach (var column in columns.Where(column => !column.Variable.Values.IsEmpty))
            WriteValueLabels(writer, column);
        WriteInformation(writer, columns);
        writer.Write(999); // the end of the dictionary
        writer.Write(0);
        var rows = 0;
        foreach (var row in table.Rows)
        {
            WriteRow(writer, columns, row);
            rows++;
        }

        writer.Flush();
        var end = stream.Position;
        stream.Position = PlaceOfCount;
        writer.Write(rows);
        writer.Flush();
        stream.Position = end;
    }

    private static ImmutableArray<Column> ColumnsOf(LabelledTable table)
    {
        var columns = ImmutableArray.CreateBuilder<Column>();
        var place = 1;
        foreach (var (variable, name) in table.Variables.Zip(ShortNames.Of(table.Variables.Select(variable => variable.Name), LongestName)))
        {
            var width = variable.Kind == VariableKind.Text ? Math.Clamp(variable.Width, 1, LongestText) : 0;
            columns.Add(new(variable, name, string.Create(CultureInfo.InvariantCulture, $"V{columns.Count + 1}"), width, place));
            place += columns[^1].Elements;
        }

        return columns.ToImmutable();
    }

    private static void WriteHeader(BinaryWriter writer, LabelledTable table, ImmutableArray<Column> columns, DateTime at)
    {
        writer.Write("$FL2"u8);
        WritePadded(writer, "@(#) SPSS DATA FILE ChiSo", 60);
        writer.Write(2); // the layout
        writer.Write(columns.Sum(column => column.Elements));
        writer.Write(0); // not compressed
        writer.Write(0); // no weight
        writer.Write(0); // rows: filled in at the end
        writer.Write(100.0); // the bias of compression
        WritePadded(writer, at.ToString("dd MMM yy", CultureInfo.InvariantCulture), 9);
        WritePadded(writer, at.ToString("HH:mm:ss", CultureInfo.InvariantCulture), 8);
        WritePadded(writer, table.Title, 64);
        writer.Write(new byte[3]);
    }

    private static void WriteVariable(BinaryWriter writer, Column column)
    {
        var label = ShortNames.Cut(column.Variable.Label, LongestLabel);
        var missing = column.Variable.Values.Where(value => value.IsMissing).Take(MostMissing).ToList();
        writer.Write(2); // a variable
        writer.Write(column.Width);
        writer.Write(label.Length > 0 ? 1 : 0);
        writer.Write(missing.Count);
        writer.Write(Format(column)); // to print
        writer.Write(Format(column)); // to write
        WritePadded(writer, column.ShortName, Element);
        if (label.Length > 0)
        {
            writer.Write(label.Length);
            writer.Write(label);
            writer.Write(new byte[(4 - (label.Length % 4)) % 4]);
        }

        foreach (var value in missing)
            writer.Write((double)value.Value);
        for (var more = 1; more < column.Elements; more++)
            WriteContinuation(writer);
    }

    private static void WriteContinuation(BinaryWriter writer)
    {
        writer.Write(2);
        writer.Write(-1);
        for (var zero = 0; zero < 4; zero++)
            writer.Write(0);
        WritePadded(writer, "", Element);
    }

    private static int Format(Column column) => column.Width > 0
        ? (TextFormat << 16) | (column.Width << 8)
        : (NumberFormat << 16) | (NumberWidth << 8) | column.Variable.Decimals;

    private static void WriteValueLabels(BinaryWriter writer, Column column)
    {
        writer.Write(3); // labels
        writer.Write(column.Variable.Values.Length);
        foreach (var value in column.Variable.Values)
        {
            var label = ShortNames.Cut(value.Label, LongestValueLabel);
            writer.Write((double)value.Value);
            writer.Write((byte)label.Length);
            writer.Write(label);
            writer.Write(new byte[(Element - ((label.Length + 1) % Element)) % Element]);
        }

        writer.Write(4); // of which variables
        writer.Write(1);
        writer.Write(column.Place);
    }

    private static void WriteInformation(BinaryWriter writer, ImmutableArray<Column> columns)
    {
        Begin(writer, subtype: 3, size: 4, count: 8); // the machine
        foreach (var value in (int[])[1, 0, 0, -1, 1, 1, 2, 65001]) // version, no machine, IEEE 754, compression, little end first, UTF-8
            writer.Write(value);
        Begin(writer, subtype: 4, size: 8, count: 3); // special numbers
        writer.Write(SystemMissing);
        writer.Write(double.MaxValue);
        writer.Write(BitConverter.Int64BitsToDouble(unchecked((long)0xFFEFFFFFFFFFFFFE))); // the next above the lowest
        Begin(writer, subtype: 11, size: 4, count: columns.Length * 3); // measure, width on the screen, alignment
        foreach (var column in columns)
        {
            writer.Write(column.Variable.Kind switch { VariableKind.Ordinal => 2, VariableKind.Scale => 3, _ => 1 });
            writer.Write(NumberWidth);
            writer.Write(column.Width > 0 ? 0 : 1);
        }

        WriteText(writer, subtype: 13, string.Join('\t', columns.Select(column => $"{column.ShortName}={column.Name}")));
        WriteText(writer, subtype: 20, "UTF-8");
    }

    private static void WriteText(BinaryWriter writer, int subtype, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Begin(writer, subtype, size: 1, bytes.Length);
        writer.Write(bytes);
    }

    private static void Begin(BinaryWriter writer, int subtype, int size, int count)
    {
        writer.Write(7); // information
        writer.Write(subtype);
        writer.Write(size);
        writer.Write(count);
    }

    private static void WriteRow(BinaryWriter writer, ImmutableArray<Column> columns, ImmutableArray<Datum> row)
    {
        for (var at = 0; at < columns.Length; at++)
        {
            if (columns[at].Width > 0)
                WritePadded(writer, ShortNames.Cut(row[at].Text, columns[at].Width), columns[at].Elements * Element);
            else
                writer.Write(row[at].Number ?? SystemMissing);
        }
    }

    private static void WritePadded(BinaryWriter writer, string text, int length) => WritePadded(writer, ShortNames.Cut(text, length), length);

    private static void WritePadded(BinaryWriter writer, byte[] text, int length)
    {
        writer.Write(text);
        for (var at = text.Length; at < length; at++)
            writer.Write((byte)' ');
    }

    /// <param name="Name">As people see it.</param>
    /// <param name="ShortName">As the oldest part of the format wants it.</param>
    /// <param name="Width">Bytes of text; 0 for numbers.</param>
    /// <param name="Place">Of its first element, from 1.</param>
    private sealed record Column(Variable Variable, string Name, string ShortName, int Width, int Place)
    {
        public int Elements => Math.Max(1, (Width + Element - 1) / Element);
    }
}
