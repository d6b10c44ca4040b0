using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ChiSo.Application.Surveys.Exports;

/// <summary>Writes the data file of Stata (<c>.dta</c>, release 118), after its published description. One row is in memory at a time.</summary>
/// <remarks>Answers that are no value ("no opinion") are Stata's missing value <c>.a</c>, with their label.</remarks>
public static class DtaWriter
{
    private const int LongestText = 2045;
    private const int LongestName = 32;
    private const int LongestLabel = 80;
    private const ushort DoubleType = 65526;
    private const long NoAnswer = 0x7FE0000000000000;
    private const long NoOpinion = 0x7FE0010000000000;
    private const int NoOpinionLabel = 0x7FFFFFE6; // .a among value labels
    private const int NameBytes = (LongestName * 4) + 1;
    private const int FormatBytes = 57;
    private const int WidestShown = 40;
    private const int LabelBytes = (LongestLabel * 4) + 1;

    /// <param name="stream">Left open; may be sought in, because the number of rows stands at its beginning.</param>
    /// <param name="at">When the file is made, as clocks in Vietnam show it.</param>
    public static void Write(Stream stream, LabelledTable table, DateTime at)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        ImmutableArray<Column> columns = [.. table.Variables.Zip(ShortNames.Of(table.Variables.Select(variable => variable.Name), LongestName), (variable, name) => new Column(variable, name))];
        var count = WriteHeader(writer, table, columns.Length, at);
        var map = WriteMap(writer);
        WriteDictionary(writer, columns, map);
        map.Add(Place(writer));
        Tag(writer, "<data>");
        long rows = 0;
        foreach (var row in table.Rows)
        {
            WriteRow(writer, columns, row);
            rows++;
        }

        Tag(writer, "</data>");
        map.Add(Place(writer));
        Tag(writer, "<strls></strls>");
        map.Add(Place(writer));
        WriteValueLabels(writer, columns);
        map.Add(Place(writer));
        Tag(writer, "</stata_dta>");
        map.Add(Place(writer));
        Mend(writer, count, rows);
        Mend(writer, map[1] + "<map>".Length, [.. map]);
        writer.Flush();
        stream.Position = map[^1];
    }

    /// <returns>Where the number of rows stands.</returns>
    private static long WriteHeader(BinaryWriter writer, LabelledTable table, int variables, DateTime at)
    {
        Tag(writer, "<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>");
        writer.Write((ushort)variables);
        Tag(writer, "</K><N>");
        var count = Place(writer);
        writer.Write(0L);
        Tag(writer, "</N><label>");
        var title = Encoding.UTF8.GetBytes(Letters(table.Title, LongestLabel));
        writer.Write((ushort)title.Length);
        writer.Write(title);
        Tag(writer, "</label><timestamp>");
        var stamp = Encoding.ASCII.GetBytes(at.ToString("dd MMM yyyy HH:mm", CultureInfo.InvariantCulture));
        writer.Write((byte)stamp.Length);
        writer.Write(stamp);
        Tag(writer, "</timestamp></header>");
        return count;
    }

    /// <returns>The places known so far: of the whole and of the map.</returns>
    private static List<long> WriteMap(BinaryWriter writer)
    {
        List<long> map = [0, Place(writer)];
        Tag(writer, "<map>");
        for (var place = 0; place < 14; place++)
            writer.Write(0L); // filled in at the end
        Tag(writer, "</map>");
        return map;
    }

    private static void WriteDictionary(BinaryWriter writer, ImmutableArray<Column> columns, List<long> map)
    {
        Section("variable_types", column => writer.Write(column.Width > 0 ? (ushort)column.Width : DoubleType));
        Section("varnames", column => Padded(writer, column.Name, NameBytes));
        map.Add(Place(writer));
        Tag(writer, "<sortlist>");
        writer.Write(new byte[(columns.Length + 1) * 2]);
        Tag(writer, "</sortlist>");
        Section("formats", column => Padded(writer, column.Format, FormatBytes));
        Section("value_label_names", column => Padded(writer, column.Variable.Values.IsEmpty ? "" : column.Name, NameBytes));
        Section("variable_labels", column => Padded(writer, Letters(column.Variable.Label, LongestLabel), LabelBytes));
        map.Add(Place(writer));
        Tag(writer, "<characteristics></characteristics>");

        void Section(string name, Action<Column> write)
        {
            map.Add(Place(writer));
            Tag(writer, $"<{name}>");
            foreach (var column in columns)
                write(column);
            Tag(writer, $"</{name}>");
        }
    }

    private static void WriteRow(BinaryWriter writer, ImmutableArray<Column> columns, ImmutableArray<Datum> row)
    {
        for (var at = 0; at < columns.Length; at++)
        {
            if (columns[at].Width > 0)
                Padded(writer, row[at].Text, columns[at].Width);
            else if (row[at].Number is not { } number)
                writer.Write(NoAnswer);
            else if (columns[at].Missing.Contains(number))
                writer.Write(NoOpinion);
            else
                writer.Write(number);
        }
    }

    private static void WriteValueLabels(BinaryWriter writer, ImmutableArray<Column> columns)
    {
        Tag(writer, "<value_labels>");
        foreach (var column in columns.Where(column => !column.Variable.Values.IsEmpty))
        {
            // One label for all that is missing, since they become one value; Stata wants the values in order.
            var labels = column.Variable.Values.Select(value => (Value: value.IsMissing ? NoOpinionLabel : value.Value, value.Label)).DistinctBy(label => label.Value).OrderBy(label => label.Value)
                .Select(label => (label.Value, Text: (byte[])[.. Encoding.UTF8.GetBytes(label.Label), 0])).ToList();
            var texts = labels.Sum(label => label.Text.Length);
            Tag(writer, "<lbl>");
            writer.Write(8 + (labels.Count * 8) + texts);
            Padded(writer, column.Name, NameBytes);
            writer.Write(new byte[3]);
            writer.Write(labels.Count);
            writer.Write(texts);
            var offset = 0;
            foreach (var (_, text) in labels)
            {
                writer.Write(offset);
                offset += text.Length;
            }

            labels.ForEach(label => writer.Write(label.Value));
            labels.ForEach(label => writer.Write(label.Text));
            Tag(writer, "</lbl>");
        }

        Tag(writer, "</value_labels>");
    }

    private static void Mend(BinaryWriter writer, long place, params long[] values)
    {
        writer.Flush();
        writer.BaseStream.Position = place;
        foreach (var value in values)
            writer.Write(value);
    }

    private static long Place(BinaryWriter writer)
    {
        writer.Flush();
        return writer.BaseStream.Position;
    }

    private static void Tag(BinaryWriter writer, string tag) => writer.Write(Encoding.ASCII.GetBytes(tag));

    private static void Padded(BinaryWriter writer, string text, int length)
    {
        var bytes = ShortNames.Cut(text, length);
        writer.Write(bytes);
        for (var at = bytes.Length; at < length; at++)
            writer.Write((byte)0);
    }

    /// <summary>At most so many letters; none is cut in two.</summary>
    private static string Letters(string text, int most)
    {
        var cut = new StringBuilder();
        foreach (var letter in text.Normalize().EnumerateRunes().Take(most))
            cut.Append(letter.ToString());
        return cut.ToString();
    }

    /// <param name="Name">As the format allows it.</param>
    private sealed record Column(Variable Variable, string Name)
    {
        /// <summary>Bytes of text; 0 for numbers.</summary>
        public int Width { get; } = Variable.Kind == VariableKind.Text ? Math.Clamp(Variable.Width, 1, LongestText) : 0;

        /// <summary>How values are shown.</summary>
        public string Format => Width > 0 ? string.Create(CultureInfo.InvariantCulture, $"%-{Math.Min(Width, WidestShown)}s") : string.Create(CultureInfo.InvariantCulture, $"%12.{Variable.Decimals}f");

        public ImmutableHashSet<double> Missing { get; } = [.. Variable.Values.Where(value => value.IsMissing).Select(value => (double)value.Value)];
    }
}
