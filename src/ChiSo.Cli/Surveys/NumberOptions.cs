using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using ChiSo.Engine;

namespace ChiSo.Cli.Surveys;

/// <summary>Numbers among the options of one call, all mistakes together. A point or a comma marks decimals; separators of thousands are refused.</summary>
internal sealed class NumberOptions(ParseResult parsed)
{
    private readonly List<Problem> problems = [];

    public ImmutableArray<Problem> Problems => [.. problems];

    /// <summary>The number, or <paramref name="otherwise"/> where the option is left out; a number outside the open range is a problem.</summary>
    public double Number(Option<string?> option, double otherwise, double above, double below)
    {
        if (parsed.GetValue(option) is not { } text)
            return otherwise;
        if (double.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > above && number < below)
            return number;
        Add(option, text);
        return otherwise;
    }

    public int? Whole(Option<string?> option, int least)
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least)
            return number;
        Add(option, text);
        return null;
    }

    public ulong Seed(Option<string?> option)
    {
        if (parsed.GetValue(option) is { } text && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
            return seed;
        Add(option, parsed.GetValue(option) ?? "");
        return 0;
    }

    public int Needed(Option<string?> option, int least)
    {
        if (parsed.GetValue(option) is null)
            Add(option, "");
        return Whole(option, least) ?? least;
    }

    private void Add(Option<string?> option, string text) =>
        problems.Add(new("survey.option", option.Name, new($"“{text}” không phải là số dùng được ở đây.", $"“{text}” is no number that can be used here."), new("Xem --help để biết khoảng giá trị.", "See --help for its range.")));
}
