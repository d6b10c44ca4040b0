using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>Writes the JSON form of a round: the rows of its tables as objects, empty cells left out.</summary>
internal static class RoundJsonWriter
{
    private const int FlushAfter = 1 << 16;

    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // a file, never part of a page

    public static void Write(Stream stream, RoundDocument round)
    {
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            var settings = SettingsWriter.Rows(round).ToLookup(row => row[0].Text);
            writer.WriteStartObject();
            writer.WriteString("format", RoundJson.Format);
            WriteSettings(writer, settings[""].Where(row => RoundJsonColumns.OfRound.Contains(row[1].Text)));
            writer.WriteStartArray("blocks");
            foreach (var block in round.Blocks)
                WriteBlock(writer, block, settings[block.Code]);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        stream.Write("\n"u8);
    }

    public static void WriteNumber(Utf8JsonWriter writer, string name, decimal number)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(NumberFormats.ToText(number)); // as the tables write it: no zeros at the end
    }

    private static void WriteSettings(Utf8JsonWriter writer, IEnumerable<ImmutableArray<TableCell>> settings)
    {
        foreach (var setting in settings)
            WriteSimple(writer, RoundColumns.Settings, setting[1].Text, setting[2]);
    }

    private static void WriteBlock(Utf8JsonWriter writer, BlockDocument block, IEnumerable<ImmutableArray<TableCell>> settings)
    {
        writer.WriteStartObject();
        writer.WriteString("code", block.Code);
        WriteSettings(writer, settings.Where(row => row[1].Text is not ("tie_breaks" or "base")));
        WriteList(writer, "tie_breaks", block.Method.TieBreaks, WriteTieBreak);
        WriteList(writer, "base", block.Method.Base, WriteBasePart);
        foreach (var list in RoundJsonColumns.Lists)
            WriteRows(writer, block, list);
        writer.WriteEndObject();
    }

    private static void WriteRows(Utf8JsonWriter writer, BlockDocument block, string table)
    {
        var rows = RoundWriter.Rows(block, table);
        switch (table)
        {
            case RoundColumns.Criteria:
                WriteRows(writer, table, rows.Zip(block.Criteria.Nodes()), (member, node) => WriteLine(writer, member, node.Scoring));
                break;
            case RoundColumns.Positions:
                var leaves = block.Criteria.Leaves().ToDictionary(leaf => leaf.Code, leaf => leaf.Scoring);
                WriteRows(writer, table, rows.Zip(block.Positions), (member, position) => WritePosition(writer, member, position, leaves));
                break;
            case RoundColumns.History:
                WriteRows(writer, table, rows.Zip(block.History), static (_, _) => false, result => WriteList(writer, RoundJsonColumns.Scores, result.Scores, WriteScore));
                break;
            default:
                WriteRows(writer, table, rows.Select(row => (row, 0)), static (_, _) => false);
                break;
        }
    }

    private static bool WritePosition(Utf8JsonWriter writer, string member, PositionDocument position, Dictionary<CriterionCode, Leaf?> leaves)
    {
        if (member != "entry")
            return false;
        WriteEntry(writer, member, position.Entry, leaves[position.Criterion]!); // positions stand on leaves only
        return true;
    }

    private static bool WriteLine(Utf8JsonWriter writer, string member, Leaf? leaf)
    {
        switch (leaf is null ? "" : member)
        {
            case RoundJsonColumns.Rule:
                WriteRule(writer, leaf!.Rule);
                return true;
            case "figures":
                WriteList(writer, member, leaf!.Figures, WriteFigure);
                return true;
            case "examples":
                WriteList(writer, member, leaf!.Examples, (to, example) => WriteExample(to, example, leaf));
                return true;
            default:
                return false; // and whatever a line without a rule has
        }
    }

    /// <param name="special">Writes a member with a shape of its own; false for the others.</param>
    /// <param name="after">Writes what follows the columns.</param>
    private static void WriteRows<T>(Utf8JsonWriter writer, string table, IEnumerable<(ImmutableArray<TableCell> Row, T Item)> rows, Func<string, T, bool> special, Action<T>? after = null)
    {
        var members = RoundColumns.Of(table)[1..].Select(column => RoundJsonColumns.MemberOf(table, column)).ToArray();
        WriteList(writer, table, rows, (to, pair) =>
        {
            to.WriteStartObject();
            for (var place = 0; place < members.Length; place++)
            {
                if (members[place] is { } member && pair.Row[place].Text.Length > 0 && !special(member, pair.Item))
                    WriteSimple(to, table, member, pair.Row[place]);
            }

            after?.Invoke(pair.Item);
            to.WriteEndObject();
        });
    }

    private static void WriteSimple(Utf8JsonWriter writer, string table, string member, TableCell cell)
    {
        switch (RoundJsonColumns.KindOf(table, member))
        {
            case JsonKind.Number:
                writer.WritePropertyName(member);
                writer.WriteRawValue(cell.Text);
                break;
            case JsonKind.YesNo:
                writer.WriteBoolean(member, cell.Text == "yes");
                break;
            case JsonKind.List:
                WriteList(writer, member, CellParts.Split(cell.Text, ';'), (to, part) => to.WriteStringValue(CellParts.Plain(part)));
                break;
            default:
                writer.WriteString(member, cell.Text);
                break;
        }
    }

    /// <summary>An empty list is left out.</summary>
    private static void WriteList<T>(Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        var isFirst = true;
        foreach (var item in items)
        {
            if (isFirst)
                writer.WriteStartArray(name);
            isFirst = false;
            write(writer, item);
            if (writer.BytesPending > FlushAfter)
                writer.Flush();
        }

        if (!isFirst)
            writer.WriteEndArray();
    }

    private static void WriteRule(Utf8JsonWriter writer, ScoringRule rule)
    {
        writer.WritePropertyName(RoundJsonColumns.Rule);
        RuleJson.Write(writer, rule);
    }

    private static void WriteEntry(Utf8JsonWriter writer, string member, Entry entry, Leaf leaf)
    {
        writer.WriteStartObject(member);
        switch (entry)
        {
            case Entry.NoTask:
                writer.WriteBoolean("no_task", value: true);
                break;
            case Entry.Answer answer when leaf.Rule is ScoringRule.Choice choice:
                writer.WriteString("choice", choice.Options[answer.Option].Label);
                break;
            case Entry.Answer answer:
                WriteNumber(writer, "a", answer.Option == 0 ? 1 : 0);
                break;
            case Entry.Direct direct:
                WriteNumber(writer, "p", direct.Points.Value);
                break;
            case Entry.Items items:
                WriteList(writer, "items", items.Values, (to, value) => to.WriteRawValue(NumberFormats.ToText(value)));
                break;
            case Entry.Figures figures:
                foreach (var (letter, value) in FigureText.LettersOf(leaf.Figures).Zip(figures.Values))
                    WriteNumber(writer, letter, value);
                break;
        }

        writer.WriteEndObject();
    }

    private static void WriteExample(Utf8JsonWriter writer, WorkedExample example, Leaf leaf)
    {
        writer.WriteStartObject();
        WriteEntry(writer, "entry", example.Entry, leaf);
        if (example.Best is { } best)
            WriteNumber(writer, FigureText.Best, best);
        WriteNumber(writer, "gives", example.Gives);
        writer.WriteEndObject();
    }

    private static void WriteFigure(Utf8JsonWriter writer, Figure figure)
    {
        writer.WriteStartObject();
        if (figure.Name.Length > 0)
            writer.WriteString("name", figure.Name);
        writer.WriteString("meaning", figure.Meaning);
        writer.WriteEndObject();
    }

    private static void WriteScore(Utf8JsonWriter writer, PublishedScore score)
    {
        writer.WriteStartObject();
        writer.WriteString("criterion", score.Criterion.Value);
        WriteNumber(writer, "points", score.Points);
        WriteNumber(writer, "max", score.Max);
        writer.WriteEndObject();
    }

    private static void WriteTieBreak(Utf8JsonWriter writer, TieBreak key)
    {
        writer.WriteStartObject();
        if (key is TieBreak.NodePoints node)
            writer.WriteString("node", node.Node.Value);
        else if (key is TieBreak.SupplierPoints points)
            WriteList(writer, "suppliers", points.Suppliers, WriteSupplier);
        writer.WriteEndObject();
    }

    private static void WriteBasePart(Utf8JsonWriter writer, BasePart part)
    {
        writer.WriteStartObject();
        writer.WriteString("name_vi", part.Name.Vi);
        writer.WriteString("name_en", part.Name.En);
        WriteNumber(writer, "points", part.Max.Value);
        WriteList(writer, "suppliers", part.Suppliers, WriteSupplier);
        writer.WriteEndObject();
    }

    private static void WriteSupplier(Utf8JsonWriter writer, Supplier supplier) => writer.WriteStringValue(RuleCodes.Suppliers.CodeOf(supplier));
}
