using System.Collections.Immutable;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Results;

/// <summary>What a line takes from a survey about one unit.</summary>
/// <param name="Entry"><c>null</c> where it takes nothing.</param>
/// <param name="Margin">Half the width of the 95 % interval; <c>null</c> where it is unknown.</param>
internal sealed record FedValue(Entry.Figures? Entry, double? Margin)
{
    /// <summary>The rule by which something else than the unit's own figure was taken; <c>null</c> where the figure is its own.</summary>
    public BelowMinimum? By { get; init; }

    /// <summary>Why, and what of: of lines with too few forms alone.</summary>
    public Words? Why { get; init; }
}

/// <summary>The values of one line of one block: a unit's own figure or, below the line's least number of forms, what the line declares for that.</summary>
internal sealed class FeedStandIns(SurveyFigures survey, BlockDocument block, CriteriaNode leaf, IReadOnlyDictionary<string, FedFigure> figures, EarlierRounds earlier)
{
    /// <summary>Begins the source of every value that is not the unit's own.</summary>
    private const string Marker = "Thay theo quy định khi thiếu phiếu";

    private const double Quantile = 1.959964;

    private readonly ScoringRule.Survey? rule = leaf.Scoring?.Rule as ScoringRule.Survey;
    private ImmutableArray<UnitFigure>? enough;

    public static bool IsStandIn(string source) => source.StartsWith(Marker, StringComparison.Ordinal);

    /// <param name="mayDecide">Tells whether nobody decided, at a later stage or by a ruling, what becomes of the line; asked only where its rule would take it out.</param>
    public FedValue ValueOf(UnitInput unit, Func<bool> mayDecide)
    {
        var figure = figures.GetValueOrDefault(unit.Code);
        var own = Own(figure);
        if (rule is not { MinForms: > 0, Below: { } below } || !IsBelow(figure))
            return own;
        return below switch
        {
            BelowMinimum.NotApplicable when mayDecide() => new(null, null) { By = below, Why = Few(figure) },
            BelowMinimum.NotApplicable => own,
            BelowMinimum.BlockMean => Mean(figure) ?? own with { Why = And(Few(figure), new("trong khối không có đơn vị nào đủ phiếu", "no unit of the block has enough")) },
            _ => Pooled(unit, figure) ?? own with { Why = And(Few(figure), new("kỳ trước không có số liệu gộp được, hoặc gộp lại vẫn thiếu", "last year has nothing to pool, or both together are still too few")) },
        };
    }

    private bool IsBelow(FedFigure? figure) => figure is { IsHidden: true } || figure?.Forms < rule?.MinForms; // an unknown number of forms is for people to look at

    private FedValue Own(FedFigure? figure) => figure is { Value: { } value }
        ? new(Figures(value, figure.StandardError, figure.Forms, survey.Source), figure.Margin)
        : new(null, null);

    private FedValue? Mean(FedFigure? figure)
    {
        enough ??= [.. block.Units.Select(unit => figures.GetValueOrDefault(unit.Code)).Where(one => !IsBelow(one)).Select(Known).OfType<UnitFigure>()];
        if (enough is not { } known || StandIns.BlockMean(known, survey.Survey.SharesRaters) is not { } mean)
            return null;
        var (vi, en) = (VietnameseNumbers.CountText(known.Length), CriteriaSets.PointWords.English(known.Length, "unit"));
        return Instead(mean, BelowMinimum.BlockMean, "trung bình các đơn vị đủ phiếu trong khối", And(Few(figure), new($"lấy trung bình của {vi} đơn vị đủ phiếu trong khối", $"the mean of {en} of the block with enough is taken")));
    }

    private FedValue? Pooled(UnitInput unit, FedFigure? figure)
    {
        if (earlier.Find(block.Code, unit, leaf) is not var (before, round))
            return null;
        var pooled = Known(figure) is { Forms: > 0 } now ? StandIns.Pooled(now, before) : before;
        if (pooled.Forms < rule?.MinForms)
            return null;
        var (vi, en) = (VietnameseNumbers.CountText(before.Forms), VietnameseNumbers.CountEnglish(before.Forms));
        var (period, source) = (round.Period, $"{round.Period} ({round.Code})");
        return ReferenceEquals(pooled, before)
            ? Instead(before, BelowMinimum.LastYear, $"giá trị đã lưu của kỳ {source}", And(Few(figure), new($"lấy giá trị đã lưu của kỳ {period} ({vi} phiếu)", $"the value on record for {period} ({en} forms) is taken")))
            : Instead(pooled, BelowMinimum.LastYear, $"gộp với kỳ {source}", And(Few(figure), new($"gộp với {vi} phiếu của kỳ {period}", $"pooled with the {en} forms of {period}")));
    }

    private FedValue Instead(UnitFigure figure, BelowMinimum by, string what, Words why) =>
        new(Figures(figure.Value, figure.StandardError, figure.Forms, $"{Marker}: {what}. {survey.Source}"), Quantile * figure.StandardError) { By = by, Why = why };

    /// <summary>How many there are is told only where the figure is.</summary>
    private Words Few(FedFigure? figure)
    {
        var (vi, en) = (VietnameseNumbers.CountText(rule?.MinForms ?? 0), VietnameseNumbers.CountEnglish(rule?.MinForms ?? 0));
        return figure is { Value: not null, Forms: { } forms }
            ? new($"{VietnameseNumbers.CountText(forms)} phiếu hợp lệ, cần {vi}", $"{VietnameseNumbers.CountEnglish(forms)} valid forms of the {en} needed")
            : new($"quá ít phiếu để có chỉ số riêng, hoặc nêu ra thì lộ số liệu của quá ít phiếu; cần {vi}", $"too few forms for an index of its own, or telling it would give away one of too few; {en} needed");
    }

    private static Words And(Words few, Words then) => new($"{few.Vi}; {then.Vi}", $"{few.En}; {then.En}");

    private static UnitFigure? Known(FedFigure? figure) => figure is { Value: { } value, Forms: { } forms } ? new(value, figure.StandardError, forms) : null;

    private Entry.Figures Figures(double value, double? error, int? forms, string source) =>
        new([Decimal(value)]) { From = new(source, survey.Survey.LastDay, forms, error is { } known ? Decimal(known) : null) };

    private static decimal Decimal(double value) => decimal.Round((decimal)value, FeedPlan.Decimals) / 1.000000000000m; // without zeros at the end, as files write it
}
