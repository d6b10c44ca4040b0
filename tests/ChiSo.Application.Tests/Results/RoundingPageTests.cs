using System.Globalization;
using ChiSo.Application.Tests.Samples;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Results;

/// <summary>Every row of the tables in <c>docs/method/rounding.md</c> is computed again.</summary>
public sealed class RoundingPageTests
{
    [Fact]
    public void Printed_figures_are_those_of_the_page()
    {
        foreach (var row in Rows("exact", "compared"))
        {
            var (exact, decimals) = (Number(row[0]), int.Parse(row[2], CultureInfo.InvariantCulture));
            Rounder.Compared(exact).ShouldBe(Number(row[1]));
            Printed(Rounder.Publish(exact, decimals, ModeOf(row[3])), decimals).ShouldBe(row[4]);
        }
    }

    [Fact]
    public void Changes_are_those_of_the_page()
    {
        foreach (var row in Rows("now, exact", "now, printed"))
        {
            var now = Rounder.Publish(Number(row[0]), 2, Rounding.HalfAwayFromZero);
            now.ShouldBe(Number(row[1]));
            (now - Number(row[2])).ShouldBe(Number(row[3]));
            (Number(row[0]) - Number(row[2])).ShouldBe(Number(row[4]));
        }
    }

    [Fact]
    public void Totals_are_never_made_of_printed_parts()
    {
        foreach (var row in Rows("parts, exact", "printed parts"))
        {
            var parts = row[0].Split('+').Select(part => Printed(Rounder.Publish(Value(part), 2, Rounding.HalfAwayFromZero), 2)).ToList();
            string.Join(" + ", parts).ShouldBe(row[1]);
            parts.Sum(Number).ShouldBe(Number(row[2]));
            Printed(Rounder.Publish(Value(row[0]), 2, Rounding.HalfAwayFromZero), 2).ShouldBe(row[3]);
            row[3].ShouldNotBe(row[2]);
        }
    }

    /// <summary>The cells below the header that begins with these names; at least two rows.</summary>
    private static List<string[]> Rows(params string[] header)
    {
        var rows = File.ReadLines(RepositoryFiles.At("docs", "method", "rounding.md"))
            .SkipWhile(line => !line.StartsWith($"| {string.Join(" | ", header)} |", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .ToList();
        rows.Count.ShouldBeGreaterThan(1);
        return rows;
    }

    private static Rounding ModeOf(string words) => words switch
    {
        "half away from zero" => Rounding.HalfAwayFromZero,
        "half to even" => Rounding.HalfToEven,
        "cut" => Rounding.Truncate,
        _ => throw new ArgumentException(words, nameof(words)),
    };

    private static decimal Value(string formula) =>
        Formula.Parse(formula, [], "rounding.md").TryGet(out var parsed) && parsed.Evaluate([]) is { } value ? value : throw new ArgumentException(formula, nameof(formula));

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static string Printed(decimal value, int decimals) => value.ToString($"F{decimals}", CultureInfo.InvariantCulture);
}
