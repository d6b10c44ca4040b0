using System.Collections.Immutable;
using System.Globalization;

namespace ChiSo.Engine.Surveys.Cleaning;

/// <summary>Answers to closed questions as cleaning compares them: each distinct answer a code, the same code for the same text whatever the question.</summary>
public sealed class CleaningAnswers
{
    /// <summary>Code of a question that was asked and not answered.</summary>
    public const int Missing = -1;

    /// <summary>Code of a question that was not asked of this person.</summary>
    public const int NotAsked = -2;

    private readonly int[] codes; // row by row
    private readonly ImmutableArray<string> labels;

    private CleaningAnswers(ImmutableArray<string> items, int[] codes, ImmutableArray<string> labels) => (Items, this.codes, this.labels) = (items, codes, labels);

    /// <summary>Names of the questions.</summary>
    public ImmutableArray<string> Items { get; }

    public int Rows => Items.IsEmpty ? 0 : codes.Length / Items.Length;

    /// <param name="rows">One text a question; empty: not answered; <c>null</c>: not asked.</param>
    /// <exception cref="ArgumentException">A row has another number of texts than there are questions.</exception>
    public static CleaningAnswers Of(ImmutableArray<string> items, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var cells = new List<int>();
        foreach (var row in rows)
        {
            if (row.Count != items.Length)
                throw new ArgumentException($"{row.Count} answers to {items.Length} questions.", nameof(rows));
            cells.AddRange(row.Select(text => CodeOf(known, text)));
        }

        return new(items, [.. cells], [.. known.OrderBy(pair => pair.Value).Select(pair => pair.Key)]);
    }

    /// <summary>The codes of one row, in the order of <see cref="Items"/>.</summary>
    public ReadOnlySpan<int> Row(int row) => codes.AsSpan(row * Items.Length, Items.Length);

    /// <summary>One question as numbers, a row each; NaN where there is no answer, or none that is a number.</summary>
    public double[] Numbers(int item)
    {
        var numbers = new double[Rows];
        for (var row = 0; row < numbers.Length; row++)
            numbers[row] = NumberOf(Row(row)[item]) ?? double.NaN;
        return numbers;
    }

    /// <summary>The number an answer stands for; <c>null</c> for none.</summary>
    internal double? NumberOf(int code) => code >= 0 && double.TryParse(labels[code], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static int CodeOf(Dictionary<string, int> known, string? text)
    {
        if (text is null)
            return NotAsked;
        if (text.Length == 0)
            return Missing;
        if (!known.TryGetValue(text, out var code))
            known.Add(text, code = known.Count);
        return code;
    }
}
