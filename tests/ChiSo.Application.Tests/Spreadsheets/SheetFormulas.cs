using System.Globalization;
using ChiSo.Application.Spreadsheets;

namespace ChiSo.Application.Tests.Spreadsheets;

/// <summary>Calculates the formulas of a sheet as a spreadsheet does, never looking at the results stored beside them. Knows what our workbooks use and nothing else.</summary>
internal sealed class SheetFormulas(WrittenSheet sheet)
{
    private readonly Dictionary<(int Row, int Column), decimal?> known = [];

    /// <summary>What a cell shows, counted from 1; <c>null</c> for text and blanks.</summary>
    public decimal? ValueOf(int row, int column)
    {
        if (known.TryGetValue((row, column), out var value))
            return value;
        var cell = sheet.Rows[row - 1].Cells[column - 1];
        return known[(row, column)] = cell.Formula is { } formula ? new Reading(this, formula).Whole() : cell.Number;
    }

    private sealed class Reading(SheetFormulas of, string text)
    {
        private int at;

        public decimal? Whole()
        {
            var value = Comparison();
            return at == text.Length ? value : throw new FormatException($"{text} at {at}");
        }

        private decimal? Comparison()
        {
            var left = Sum();
            return Take('=') ? left == Sum() ? 1 : 0 : left;
        }

        private decimal? Sum()
        {
            var value = Product();
            while (Take('+'))
                value = (value ?? 0) + (Product() ?? 0);
            return value;
        }

        private decimal? Product()
        {
            var value = Atom();
            while (at < text.Length && text[at] is '*' or '/')
                value = text[at++] == '*' ? value * Atom() : value / Atom();
            return value;
        }

        private decimal? Atom()
        {
            if (text.AsSpan(at).StartsWith("\"\""))
            {
                at += 2;
                return null;
            }

            var from = at;
            _ = Take('-');
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '.'))
                at++;
            var word = text[from..at];
            return Take('(') ? Call(word)
                : CellRange.TryAddress(word, out var row, out var column) ? of.ValueOf(row, column)
                : decimal.Parse(word, NumberStyles.Float, CultureInfo.InvariantCulture);
        }

        private decimal? Call(string name)
        {
            var values = new List<decimal?> { Comparison() };
            while (Take(','))
                values.Add(Comparison());
            if (!Take(')'))
                throw new FormatException($"{text} at {at}");
            return name switch
            {
                "SUM" => values.Sum() ?? 0,
                "COUNT" => values.Count(value => value is not null),
                "MIN" => values.Min(),
                "MAX" => values.Max(),
                "IF" => values[0] != 0 ? values[1] : values[2],
                "ROUND" => Rounded(values[0], values[1], MidpointRounding.AwayFromZero),
                "TRUNC" => Rounded(values[0], values[1], MidpointRounding.ToZero),
                _ => throw new FormatException($"{name} in {text}"),
            };
        }

        /// <summary>Spreadsheets round what fifteen digits show, so that a third of three is one.</summary>
        private static decimal Rounded(decimal? value, decimal? decimals, MidpointRounding how) => decimal.Round(decimal.Round(value ?? 0, 12), (int)(decimals ?? 0), how);

        private bool Take(char sign)
        {
            var found = at < text.Length && text[at] == sign;
            at += found ? 1 : 0;
            return found;
        }
    }
}
