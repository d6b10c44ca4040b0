using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Paper;

/// <summary>Which paper forms are printed: about one unit, or for one group that rates several, with numbers that follow each other.</summary>
/// <param name="About">The unit, or the group with its code.</param>
/// <param name="First">Of the numbers, from 1.</param>
public sealed record PaperOrder(RatedUnit About, int First, int Count)
{
    /// <summary>So many forms are printed at a time.</summary>
    public const int Most = 200;

    private const int Last = 999_999;

    /// <summary>What is printed on the forms, such as <c>noivu-0001</c>: alike in no other unit of the survey.</summary>
    public IEnumerable<string> Numbers => Enumerable.Range(First, Count).Select(number => $"{About.Code}-{number.ToString("0000", CultureInfo.InvariantCulture)}");

    /// <param name="about">The code of a unit, or of a group that rates.</param>
    /// <param name="first">As typed.</param>
    /// <param name="count">Likewise.</param>
    /// <returns>The order, or everything that is wrong with it, each with its field.</returns>
    public static Result<PaperOrder> Read(LiveSurvey survey, string about, string first, string count)
    {
        var unit = survey.Declaration.Lists().FirstOrDefault(one => one.Code == about.Trim());
        var (from, many) = (Whole(first), Whole(count));
        ImmutableArray<Problem> problems =
        [
            .. unit is null ? (ReadOnlySpan<Problem>)[SurveyProblems.NoUnit("about", about)] : [],
            .. from is >= 1 and <= Last ? (ReadOnlySpan<Problem>)[] : [PaperProblems.NoFirst(first)],
            .. many is >= 1 and <= Most ? (ReadOnlySpan<Problem>)[] : [PaperProblems.NoCount(count)],
        ];
        if (!problems.IsEmpty)
            return problems;
        var order = new PaperOrder(unit!, from, many); // one of the list, as nothing is wrong
        return order.Keyed(survey).FirstOrDefault(number => !PaperReading.IsNumber(number)) is { } odd ? PaperProblems.NoPrintedNumber(odd) : order;
    }

    /// <summary>Every number somebody will key: of a form about several units each of them has its own.</summary>
    private IEnumerable<string> Keyed(LiveSurvey survey) => survey.Declaration.Raters is null ? Numbers : Numbers.SelectMany(number => survey.Declaration.RatedBy(About.Code).Select(unit => PartOf(number, unit)));

    /// <summary>The number of what a form says about one of several units.</summary>
    internal static string PartOf(string number, RatedUnit unit) => $"{number}-{unit.Code}";

    private static int Whole(string typed) => int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
