using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>Points and counts with their noun: "1,5 điểm", "1.5 points", "1 point".</summary>
internal static class PointWords
{
    public static Words Of(Points points) => Of(points.Value);

    public static Words Of(decimal points) => new(
        $"{VietnameseNumbers.ToText(points)} điểm",
        $"{VietnameseNumbers.ToEnglish(points)} {EnglishNoun(Math.Abs(points) == 1, "point")}");

    /// <summary>"1 unit", "5 units".</summary>
    public static string English(int count, string noun) => $"{VietnameseNumbers.CountEnglish(count)} {EnglishNoun(count == 1, noun)}";

    private static string EnglishNoun(bool single, string noun) => single ? noun : noun + "s";
}
