using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>The sampling error of points in words: it stands beside the points and changes none of them.</summary>
internal static class SamplingErrorWords
{
    private const int ShownDecimals = 3;

    /// <summary>A step of less chance is not named.</summary>
    private const double LeastChance = 0.0005;

    public static Words Of(SamplingError error) => error switch
    {
        SamplingError.Moves moves => new(
            $"Sai số chọn mẫu: ± {Vi(moves.Margin)} điểm, tức từ {Vi(moves.Least)} đến {Vi(moves.Most)} điểm ở độ tin cậy 95 %.",
            $"Sampling error: ± {En(moves.Margin)} points, that is from {En(moves.Least)} to {En(moves.Most)} points at 95 % confidence."),
        SamplingError.Jumps jumps => new(
            $"Do sai số chọn mẫu, khả năng của mỗi mức: {Steps(jumps, step => $"{Vi(step.Points)} điểm {VietnameseNumbers.ToText(Percent(step.Chance))} %")}.",
            $"Because of the sampling error, the chance of each step: {Steps(jumps, step => $"{En(step.Points)} points {VietnameseNumbers.ToEnglish(Percent(step.Chance))} %")}."),
        _ => throw new System.Diagnostics.UnreachableException($"No words for {error}."),
    };

    private static string Steps(SamplingError.Jumps jumps, Func<(decimal Points, double Chance), string> say) => string.Join("; ", jumps.Steps.Where(step => step.Chance >= LeastChance).Select(say));

    private static decimal Percent(double chance) => decimal.Round((decimal)(chance * 100), 1, MidpointRounding.AwayFromZero);

    private static string Vi(decimal points) => VietnameseNumbers.ToText(Shown(points));

    private static string En(decimal points) => VietnameseNumbers.ToEnglish(Shown(points));

    private static decimal Shown(decimal points) => decimal.Round(points, ShownDecimals, MidpointRounding.AwayFromZero);
}
