using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>A part of the base in a setting: "thẩm định/appraised:68.5=unit+lead_agency".</summary>
internal static class BaseText
{
    /// <summary><c>null</c> when the text has another form.</summary>
    public static BasePart? Parse(string text)
    {
        var equals = text.LastIndexOf('=');
        var colon = equals < 0 ? -1 : text.LastIndexOf(':', equals);
        if (colon <= 0
            || !decimal.TryParse(text[(colon + 1)..equals], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var max)
            || !Points.IsExact(max)
            || SupplierText.Parse(text[(equals + 1)..]) is not { } suppliers)
        {
            return null;
        }

        var names = CellParts.Split(text[..colon], '/', 2).ConvertAll(CellParts.Plain);
        return new(names is [var vi, { Length: > 0 } en] ? new(vi, en) : Words.Same(names[0]), new(max), suppliers);
    }

    public static string Format(BasePart part) => $"{CellParts.Escaped(part.Name.Vi, ";/")}/{CellParts.Escaped(part.Name.En, ";/")}:{part.Max}={SupplierText.Format(part.Suppliers)}";
}

/// <summary>What separates equal indices in a setting: "node:TC", "suppliers:survey+dossiers".</summary>
internal static class TieBreakText
{
    private const string Node = "node:";
    private const string Suppliers = "suppliers:";

    /// <summary><c>null</c> when the text has another form or names no line.</summary>
    public static TieBreak? Parse(string text, NameIndex lines)
    {
        if (text.StartsWith(Node, StringComparison.Ordinal))
            return lines.Find(CellParts.Plain(text[Node.Length..].Trim())) is { } code ? new TieBreak.NodePoints(new(code)) : null;
        return text.StartsWith(Suppliers, StringComparison.Ordinal) && SupplierText.Parse(text[Suppliers.Length..]) is { } suppliers ? new TieBreak.SupplierPoints(suppliers) : null;
    }

    public static string Format(TieBreak key) => key switch
    {
        TieBreak.NodePoints node => Node + CellParts.Escaped(node.Node.Value, ";"),
        TieBreak.SupplierPoints points => Suppliers + SupplierText.Format(points.Suppliers),
        _ => throw new System.Diagnostics.UnreachableException($"No text for {key}."),
    };
}

/// <summary>Suppliers in one word: "survey+dossiers".</summary>
internal static class SupplierText
{
    /// <summary><c>null</c> when a word is no supplier.</summary>
    public static ImmutableArray<Supplier>? Parse(string text)
    {
        var suppliers = text.Split('+', StringSplitOptions.TrimEntries).Select(RuleCodes.Suppliers.Find).ToList();
        return suppliers.Contains(null) ? null : [.. suppliers.OfType<Supplier>()];
    }

    public static string Format(ImmutableArray<Supplier> suppliers) => string.Join('+', suppliers.Select(RuleCodes.Suppliers.CodeOf));
}
