using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Engine;
using ChiSo.Web.Language;

namespace ChiSo.Web.Surveys;

/// <summary>Numbers typed into a form, all mistakes together; a comma or a point marks decimals.</summary>
public sealed class TypedNumbers(Texts texts)
{
    private readonly List<Problem> problems = [];

    public ImmutableArray<Problem> Problems => [.. problems];

    /// <param name="label">Key of the text beside the field.</param>
    public double Number(string label, string? typed)
    {
        if (double.TryParse((typed ?? "").Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return number;
        problems.Add(ReviewProblems.NotANumber(texts[label], typed ?? ""));
        return 0;
    }

    /// <param name="label">As above.</param>
    public int Whole(string label, string? typed)
    {
        if (int.TryParse((typed ?? "").Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        problems.Add(ReviewProblems.NotANumber(texts[label], typed ?? ""));
        return 0;
    }
}
