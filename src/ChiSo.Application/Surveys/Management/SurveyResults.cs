using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys.Management;

/// <summary>What a survey found: the index of each unit with its parts, factors and questions, each with its interval, and which units the sample can't tell apart.</summary>
/// <param name="Blocks">The blocks of the round it feeds, or one for all units.</param>
/// <param name="By">The code of the figure units are ordered by.</param>
/// <param name="Orders">Every figure they may be ordered by: the whole, its parts and factors that some unit has.</param>
/// <param name="LeftOut">Units whose answers are too few for an index of their own, by code.</param>
public sealed record SurveyResults(ImmutableArray<ResultBlock> Blocks, string By, ImmutableArray<string> Orders, ImmutableArray<string> LeftOut)
{
    /// <summary>Which answers count and in which ways they came, in words.</summary>
    public Words Counted { get; init; } = Words.Same("");

    /// <summary>Whether an answer stands for people ÷ answers of its stratum; else answers of a unit weigh alike.</summary>
    public bool WeighsPeople { get; init; }

    /// <summary>The rule of <see cref="Counted"/>.</summary>
    public CountingRule Counting { get; init; }

    /// <summary>Confidence of every interval.</summary>
    public const double Level = 0.95;

    /// <summary>Above this many units pairs are not compared: their number grows with the square.</summary>
    private const int MostCompared = 100;

    /// <param name="answers">After <see cref="SmallGroups"/>.</param>
    /// <param name="blocks">Names and units.</param>
    /// <param name="by">What units are ordered by; the first figure some unit has where this is none, or <c>null</c>.</param>
    /// <param name="sizes">People of the groups; <c>null</c> for equal weights.</param>
    /// <returns>A problem when no question feeds an index, or nothing was answered.</returns>
    public static Result<SurveyResults> Of(LiveSurvey survey, ImmutableArray<Answer> answers, IEnumerable<(Words Name, ImmutableArray<string> Units)> blocks, string? by = null, GroupSizes? sizes = null)
    {
        var own = CollectedIndex.Own(survey, answers);
        var indexed = own.Select(answer => answer.Unit).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<string> leftOut = [.. survey.Declaration.Units.Select(unit => unit.Code).Where(unit => !indexed.Contains(unit))];
        var built = CollectedIndex.Build(survey, own, sizes);
        if (!built.TryGet(out var collected))
            return built.Problems;
        var units = CollectedIndex.UnitsOf(own).ToDictionary(unit => unit.Name, unit => (Domain: unit, Figure: collected.Index.Of(unit)), StringComparer.Ordinal);
        var hidden = units.ToDictionary(unit => unit.Key, unit => HiddenFigures.Of(unit.Value.Figure, own, survey.Declaration.MinimumCell), StringComparer.Ordinal);
        ImmutableArray<string> orders = [.. units.Values.SelectMany(unit => unit.Figure.All()).Where(figure => !figure.Parts.IsEmpty && figure.Statistic.TryGet(out _)).Select(figure => figure.Code).Distinct().OrderBy(code => PlaceOf(survey, code))];
        if (orders.IsEmpty)
            return SurveyProblems.NoIndex(survey.Code);
        var chosen = by is not null && orders.Contains(by) ? by : orders[0];
        return new SurveyResults([.. blocks.Select(block => (block.Name, Units: block.Units.Where(units.ContainsKey).Select(unit => units[unit]).ToArray())).Where(block => block.Units.Length > 0)
            .Select(block => Block(survey, collected, hidden, (block.Name, block.Units, chosen)))], chosen, orders, leftOut);
    }

    /// <summary>The whole before its parts, in the order of the questionnaire.</summary>
    private static int PlaceOf(LiveSurvey survey, string code) => 1 + survey.Form.Factors.Index().FirstOrDefault(factor => factor.Item.Code == code, (-1, null!)).Index;

    private static ResultBlock Block(LiveSurvey survey, (SurveyDesign Design, SurveyIndex Index) collected, Dictionary<string, ImmutableHashSet<string>> hidden, (Words Name, (Domain Domain, IndexFigure Figure)[] Units, string By) of)
    {
        var (design, index) = collected;
        var told = of.Units.Select(unit => (unit.Domain, unit.Figure, Told: Told(survey, design, unit.Figure, hidden[unit.Domain.Name]))).ToArray();
        var shown = told.Where(unit => unit.Told.Single(figure => figure.Code == of.By) is { IsHidden: false, Value: not null }).ToArray(); // a hidden figure would be known by its place, or from the mean
        var order = shown.Length <= MostCompared ? UnitOrder.Of(design, [.. shown.Select(unit => (unit.Domain.Name, StatisticOf(unit.Figure, of.By)))], 1 - Level) : null;
        var mean = shown.Length == 0 ? new ResultFigure(of.By, ResultLevel.Factor, null, null, null, 0, IsHidden: false)
            : Figure(survey, design, index.OfLevel([.. shown.Select(unit => unit.Domain)], survey.Form.Formula.Level).All().Single(figure => figure.Code == of.By), isHidden: false);
        var all = told.Select(unit => new RatedResult(unit.Domain.Name, Placed(order, unit.Domain.Name), of.By, unit.Told));
        return new(of.Name, [.. all.OrderBy(unit => unit.Place?.Place ?? int.MaxValue).ThenByDescending(unit => unit.Main.Value ?? -1)], mean, order is not null);
    }

    private static Linearised StatisticOf(IndexFigure figure, string code) =>
        figure.All().Single(one => one.Code == code).Statistic.TryGet(out var statistic) ? statistic : throw new InvalidOperationException($"{code} has no value.");

    private static ResultPlace? Placed(UnitOrder? order, string unit)
    {
        if (order?.Units.FirstOrDefault(placed => placed.Name == unit) is not { } found)
            return null;
        var at = order.Units.IndexOf(found);
        var apart = order.Units.Index().Where(other => other.Index != at && !found.Alike.Contains(other.Index)).ToArray();
        return new(found.Place, 1 + apart.Count(other => other.Index < at), order.Units.Length - apart.Count(other => other.Index > at));
    }

    /// <summary>A figure and all below, hidden as <see cref="HiddenFigures"/> says.</summary>
    private static ImmutableArray<ResultFigure> Told(LiveSurvey survey, SurveyDesign design, IndexFigure top, ImmutableHashSet<string> hidden)
    {
        var figures = ImmutableArray.CreateBuilder<ResultFigure>();
        Add(top, depth: 0);
        return figures.ToImmutable();

        void Add(IndexFigure figure, int depth)
        {
            figures.Add(Figure(survey, design, figure, hidden.Contains(figure.Code)) with { Depth = depth });
            foreach (var part in figure.Parts)
                Add(part, depth + 1);
        }
    }

    private static ResultFigure Figure(LiveSurvey survey, SurveyDesign design, IndexFigure figure, bool isHidden)
    {
        var level = figure.Code == survey.Form.Code ? ResultLevel.Whole : figure.Parts.IsEmpty ? ResultLevel.Question : ResultLevel.Factor;
        var estimated = figure.Estimate(design);
        if (isHidden || !estimated.TryGet(out var estimate))
            return new(figure.Code, level, null, null, null, 0, isHidden);
        var interval = level == ResultLevel.Question && survey.Form.Formula.Scoring == AnswerScoring.TopShare ? OfShare(estimate) : OfIndex(estimate);
        if (IsWider(interval, survey.Declaration.WithholdAbove))
            return new(figure.Code, level, null, null, null, 0, IsHidden: true) { IsWeak = true };
        return new(figure.Code, level, estimate.Value, interval?.Lower, interval?.Upper, estimate.Respondents, IsHidden: false) { Estimate = estimate, IsWeak = IsWider(interval, survey.Declaration.CautionAbove) };
    }

    /// <summary>Whether half of an interval is above so many points; one that is unknown is above any.</summary>
    private static bool IsWider(Interval? interval, int? points) => points is { } most && !(interval is { } known && (known.Upper - known.Lower) / 2 <= most);

    /// <summary>A question is a plain share of answers: Wilson's interval stays between 0 and 100, and all satisfied is not said to be certain.</summary>
    private static Interval? OfShare(Estimate estimate)
    {
        var share = estimate with { Value = Math.Clamp(estimate.Value / 100, 0, 1), Variance = estimate.Variance / 10_000 };
        return ShareInterval.Of(share, ShareMethod.Wilson, Level).TryGet(out var interval) ? new(interval.Lower * 100, interval.Upper * 100, Level) : null;
    }

    private static Interval? OfIndex(Estimate estimate) =>
        estimate.Interval(Level).TryGet(out var interval) ? interval with { Lower = Math.Max(0, interval.Lower), Upper = Math.Min(100, interval.Upper) } : null;
}

/// <summary>Units that are ranked together.</summary>
/// <param name="Units">Best first.</param>
/// <param name="Mean">Of what units are ordered by: every unit alike, or all their forms together, as the formula of the index says.</param>
/// <param name="IsCompared">Whether it was tested which units differ.</param>
public sealed record ResultBlock(Words Name, ImmutableArray<RatedResult> Units, ResultFigure Mean, bool IsCompared)
{
    /// <summary>How many units are ranked and in <see cref="Mean"/>.</summary>
    public int Counted => Shown.Count();

    /// <summary>The units <see cref="Mean"/> is of: those whose figure is shown.</summary>
    internal IEnumerable<RatedResult> Shown => Units.Where(unit => unit.Main is { IsHidden: false, Value: not null });
}

/// <param name="Place"><c>null</c> where units were not compared, or the index is unknown.</param>
/// <param name="By">The code of the figure it is ordered by.</param>
/// <param name="Figures">The whole first, then its parts with what is below each.</param>
public sealed record RatedResult(string Unit, ResultPlace? Place, string By, ImmutableArray<ResultFigure> Figures)
{
    /// <summary>What it is ordered by.</summary>
    public ResultFigure Main => Figures.Single(figure => figure.Code == By);
}

/// <summary>A place, and the places it can't be told apart from.</summary>
/// <param name="From">One more than the number of units that are better beyond doubt.</param>
/// <param name="To">All units but those that are worse beyond doubt.</param>
public sealed record ResultPlace(int Place, int From, int To);

/// <summary>What a figure is about.</summary>
public enum ResultLevel
{
    Whole,

    /// <summary>A factor or a part.</summary>
    Factor,

    Question,
}

/// <param name="Value">0 to 100; <c>null</c> where it is undefined or hidden.</param>
/// <param name="Lower">Of the interval at 95 %; <c>null</c> where there is none.</param>
/// <param name="Answers">Behind it; 0 where it is hidden.</param>
public sealed record ResultFigure(string Code, ResultLevel Level, double? Value, double? Lower, double? Upper, int Answers, bool IsHidden)
{
    /// <summary>0 for the whole, one more for each step below.</summary>
    public int Depth { get; init; }

    /// <summary>Whether its interval is wider than from where the survey marks figures; of a hidden one, than from where it withholds them.</summary>
    public bool IsWeak { get; init; }

    /// <summary>With its variance, for what is compared with other samples; <c>null</c> where <see cref="Value"/> is.</summary>
    [JsonIgnore]
    public Estimate? Estimate { get; init; }
}
