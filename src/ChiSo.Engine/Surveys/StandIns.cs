namespace ChiSo.Engine.Surveys;

/// <summary>What a survey found of one unit.</summary>
/// <param name="StandardError"><c>null</c> where it is unknown.</param>
/// <param name="Forms">Valid forms behind it.</param>
public sealed record UnitFigure(double Value, double? StandardError, int Forms);

/// <summary>Figures in the place of those of a unit with too few valid forms, by the rule its line declares.</summary>
public static class StandIns
{
    /// <summary>The simple mean of figures that have enough forms each. Its error is that of the mean, and says nothing of how far the unit itself may lie from it.</summary>
    /// <param name="together">Whether the same people may have rated several units: errors then add up, instead of their squares.</param>
    /// <returns><c>null</c> where there is no figure; an unknown error as soon as one error is.</returns>
    public static UnitFigure? BlockMean(IReadOnlyCollection<UnitFigure> figures, bool together)
    {
        if (figures.Count == 0)
            return null;
        double? error = 0;
        foreach (var figure in figures)
            error += together ? figure.StandardError : figure.StandardError * figure.StandardError;
        return new(figures.Average(figure => figure.Value), (together ? error : Root(error)) / figures.Count, figures.Sum(figure => figure.Forms));
    }

    /// <summary>Both years' answers as if they were of one year: each year weighs as many forms as it has. Years are independent samples.</summary>
    public static UnitFigure Pooled(UnitFigure now, UnitFigure before)
    {
        var forms = now.Forms + before.Forms;
        if (forms <= 0)
            throw new ArgumentException("Neither year has a form.", nameof(now));
        var (weight, rest) = ((double)now.Forms / forms, (double)before.Forms / forms);
        var (error, earlier) = (weight * now.StandardError, rest * before.StandardError);
        return new((weight * now.Value) + (rest * before.Value), Root((error * error) + (earlier * earlier)), forms);
    }

    private static double? Root(double? square) => square is { } known ? Math.Sqrt(known) : null;
}
