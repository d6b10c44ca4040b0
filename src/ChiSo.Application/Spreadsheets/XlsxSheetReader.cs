using System.Collections.Immutable;
using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ChiSo.Application.Spreadsheets;

/// <summary>Reads one worksheet from its first element to its last, keeping the filled cells only.</summary>
internal sealed class XlsxSheetReader(string name, bool hidden, IReadOnlyList<(string Text, string? Font)> texts, XlsxStyles styles, bool from1904)
{
    private readonly ImmutableArray<SheetRow>.Builder rows = ImmutableArray.CreateBuilder<SheetRow>();
    private readonly ImmutableArray<CellRange>.Builder merged = ImmutableArray.CreateBuilder<CellRange>();
    private readonly List<SheetCell> cells = [];
    private readonly RichText inline = new();

    // The cell being read.
    private int row;
    private int column;
    private int style;
    private string type = "";
    private string? value;
    private bool isFormula;

    public Sheet Read(WorksheetPart part)
    {
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType == typeof(Cell))
                TakeCell(reader);
            else if (reader.ElementType == typeof(CellValue))
                value = reader.IsStartElement ? reader.GetText() : value;
            else if (reader.ElementType == typeof(CellFormula))
                isFormula = true;
            else if (reader.ElementType == typeof(Row))
                TakeRow(reader);
            else if (reader.ElementType == typeof(MergeCell))
                TakeMerged(reader);
            else
                inline.Take(reader);
        }

        return new(name, hidden, merged.ToImmutable(), rows.ToImmutable());
    }

    private void TakeRow(OpenXmlReader reader)
    {
        if (reader.IsStartElement)
        {
            // The address may be left out: then each row follows the one before.
            row = Attribute(reader, "r") is { } number && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var told) ? told : row + 1;
            column = 0;
        }

        if (reader.IsEndElement && cells.Count > 0)
        {
            rows.Add(new(row, [.. cells]));
            cells.Clear();
        }
    }

    private void TakeCell(OpenXmlReader reader)
    {
        if (reader.IsStartElement)
        {
            (style, type, value, isFormula) = (0, "", null, false);
            column++;
            foreach (var attribute in reader.Attributes)
                TakeAttribute(attribute);
        }

        if (reader.IsEndElement)
            Finish();
    }

    private void TakeAttribute(OpenXmlAttribute attribute)
    {
        switch (attribute.LocalName)
        {
            case "r" when CellRange.TryAddress(attribute.Value, out _, out var told):
                column = told;
                break;
            case "s" when int.TryParse(attribute.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var told):
                style = told;
                break;
            case "t":
                type = attribute.Value ?? "";
                break;
        }
    }

    private void Finish()
    {
        var (text, runFont) = inline.Finish();
        if (type == "inlineStr")
            Add(text, CellKind.Text, runFont);
        else if (isFormula && value is null)
            Add("", CellKind.FormulaWithoutValue);
        else if (value is not null)
            AddValue(value);
    }

    private void AddValue(string stored)
    {
        switch (type)
        {
            case "s":
                var shared = int.TryParse(stored, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < texts.Count
                    ? texts[place]
                    : throw new InvalidDataException($"Shared text {stored} is missing.");
                Add(shared.Text, CellKind.Text, shared.Font);
                break;
            case "str":
                Add(RichText.Unescaped(stored), CellKind.Text);
                break;
            case "b":
                Add(stored is "1" or "true" ? "true" : "false", CellKind.Truth);
                break;
            case "e":
                Add(stored, CellKind.Error);
                break;
            case "d":
                Add(DateTime.TryParse(stored, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment) ? NumberFormats.DateText(moment) : stored, CellKind.Date);
                break;
            default:
                AddNumber(stored);
                break;
        }
    }

    private void AddNumber(string stored)
    {
        if (stored.Length == 0)
            return;

        if (!NumberFormats.TryNumber(stored, out var number))
        {
            Add(stored, CellKind.Text);
            return;
        }

        var meaning = styles.Meaning(style);
        if (meaning == NumberMeaning.Date && NumberFormats.DateText(number, from1904) is { } date)
            Add(date, CellKind.Date);
        else
            Add(NumberFormats.ToText(number), meaning == NumberMeaning.Percent ? CellKind.Percent : CellKind.Number);
    }

    private void Add(string text, CellKind kind, string? runFont = null)
    {
        if (text.Length > 0 || kind is CellKind.FormulaWithoutValue)
            cells.Add(new(column, text, kind, runFont ?? styles.Font(style)));
    }

    private void TakeMerged(OpenXmlReader reader)
    {
        if (reader.IsStartElement && Attribute(reader, "ref") is { } reference && CellRange.TryParse(reference, out var range))
            merged.Add(range);
    }

    private static string? Attribute(OpenXmlReader reader, string name)
    {
        foreach (var attribute in reader.Attributes)
        {
            if (attribute.LocalName == name)
                return attribute.Value;
        }

        return null;
    }
}
