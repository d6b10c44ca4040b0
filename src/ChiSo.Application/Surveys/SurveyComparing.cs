using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys;

/// <summary>A difference of two figures with its test; either its numbers or the problems that stand in their way.</summary>
/// <param name="Asked">What it answers.</param>
/// <param name="Group">The label of the first; <c>null</c> for everybody.</param>
/// <param name="Against">The label of the second; <c>null</c> for the same figure of the earlier file.</param>
/// <param name="Value">First − second.</param>
/// <param name="DegreesOfFreedom">May be a fraction where two files are compared.</param>
/// <param name="PValue">Two-sided, of this test alone.</param>
public sealed record SurveyComparison([property: JsonIgnore] WantedComparison Asked, EstimateKind Kind, string Column, string? Group, string? Against, double? Value, double? StandardError, double? Lower, double? Upper, double? DegreesOfFreedom, double? PValue, ImmutableArray<Problem> Problems)
{
    public PAdjustment Adjustment => Asked.Adjustment;

    /// <summary>Adjusted for the other tests of the same comparison; <c>null</c> where there is none.</summary>
    public double? AdjustedPValue { get; init; }

    /// <summary>Whether one of the two figures is not to be published by the limits of the design file, and so neither is their difference.</summary>
    public bool IsSuppressed { get; init; }
}

/// <summary>Whether two classifications are independent, by Rao and Scott's test.</summary>
public sealed record SurveyIndependence(string Rows, string Columns, double? F, double? NumeratorDegrees, double? DenominatorDegrees, double? PValue, int Respondents, ImmutableArray<Problem> Problems);

/// <summary>A file of answers with its design.</summary>
public sealed record SampledAnswers(DesignFile File, AnswerTable Answers, WeightedSample Sample);

/// <summary>The comparisons and tests a design file asks for.</summary>
public static class SurveyComparing
{
    /// <param name="before">The earlier file; <c>null</c> where none was given.</param>
    /// <returns>In the order of the file, pairs in the order of their labels' first rows.</returns>
    public static ImmutableArray<SurveyComparison> Of(SampledAnswers now, SampledAnswers? before) =>
        [.. now.File.Comparisons.SelectMany(wanted => Adjusted(wanted, now.File.Level, wanted.With == ComparedWith.Groups ? BetweenGroups(wanted, now) : BetweenFiles(wanted, now, before)))];

    public static ImmutableArray<SurveyIndependence> Independence(SampledAnswers now) => [.. now.File.Independence.Select(wanted => Of(wanted, now))];

    private static SurveyIndependence Of(WantedIndependence wanted, SampledAnswers now)
    {
        var (rows, columns) = (now.Answers.Labels(wanted.Rows), now.Answers.Labels(wanted.Columns));
        bool[] known = [.. Enumerable.Range(0, now.Answers.Rows).Select(row => now.Sample.Design.Weights[row] != 0 && rows.Names[rows.Codes[row]].Length > 0 && columns.Names[columns.Codes[row]].Length > 0)];
        var found = known.Contains(true)
            ? RaoScott.Independence(now.Sample.Design, $"{wanted.Rows} × {wanted.Columns}", rows.Among(known), columns.Among(known), new("", [.. known]))
            : NothingToCompare($"{wanted.Rows} × {wanted.Columns}");
        var respondents = known.Count(one => one);
        return found.TryGet(out var test) ? new(wanted.Rows, wanted.Columns, test.F, test.Numerator, test.Denominator, test.PValue, respondents, []) : new(wanted.Rows, wanted.Columns, null, null, null, null, respondents, found.Problems);
    }

    private static ImmutableArray<Made> BetweenGroups(WantedComparison wanted, SampledAnswers now)
    {
        var groups = AskedFigure.Of(wanted.Estimate, now.Answers, now.Sample.Design);
        var suppressed = Suppressed(now.File.Limits, groups, () => Estimates(now, groups));
        var pairs = wanted.Reference is null
            ? Enumerable.Range(0, groups.Length).SelectMany(first => Enumerable.Range(first + 1, groups.Length - first - 1), (first, second) => (First: groups[first], Second: groups[second])).ToArray()
            : [.. groups.Where(group => group.Domain?.Name != wanted.Reference).SelectMany(group => groups.Where(other => other.Domain?.Name == wanted.Reference), (group, other) => (group, other))];
        if (pairs.Length == 0)
            return [new(null, wanted.Reference, NothingToCompare(wanted.Estimate.By ?? ""), IsSuppressed: false)];
        var repeated = now.Sample.Replicates is null ? [] : now.Sample.ByReplicates([.. pairs.Select(pair => ($"{pair.First.Name} − {pair.Second.Name}", (Func<SurveyDesign, Result<double>>)(drawn => Minus(pair.First.Value(drawn), pair.Second.Value(drawn)))))], now.File.Replicates!.Centre); // replicates are made because they are wanted
        return [.. pairs.Select((pair, place) => new Made(pair.First.Domain?.Name, pair.Second.Domain?.Name, Within(pair.First, pair.Second, now.Sample.Design, repeated.IsEmpty ? (Result<Estimate>?)null : repeated[place]), suppressed.Contains(pair.First) || suppressed.Contains(pair.Second)))];
    }

    private static Result<Difference> Within(AskedFigure first, AskedFigure second, SurveyDesign design, Result<Estimate>? byReplicates)
    {
        var (one, other) = (first.Statistic(design), second.Statistic(design));
        if (!one.TryGet(out var minuend) || !other.TryGet(out var subtrahend))
            return (ImmutableArray<Problem>)[.. one.Problems, .. other.Problems];
        return byReplicates is not { } repeated ? Difference.Within(design, minuend, subtrahend)
            : repeated.TryGet(out var estimate) ? Difference.Within(design, minuend, subtrahend, estimate.Variance)
            : repeated.Problems;
    }

    private static ImmutableArray<Made> BetweenFiles(WantedComparison wanted, SampledAnswers now, SampledAnswers? before)
    {
        var here = AskedFigure.Of(wanted.Estimate, now.Answers, now.Sample.Design);
        if (before is null)
            return [.. here.Select(figure => new Made(figure.Domain?.Name, null, NoFile(figure.Name), IsSuppressed: false))];
        var there = AskedFigure.Of(wanted.Estimate, before.Answers, before.Sample.Design);
        var (found, foundThen) = (Estimates(now, here), Estimates(before, there));
        HashSet<AskedFigure> suppressed = [.. Suppressed(now.File.Limits, here, () => found), .. Suppressed(now.File.Limits, there, () => foundThen)];
        return [.. here.Select((figure, place) => there.FirstOrDefault(one => one.Domain?.Name == figure.Domain?.Name) is { } then
            ? new Made(figure.Domain?.Name, null, Between(found[place], foundThen[there.IndexOf(then)]), suppressed.Contains(figure) || suppressed.Contains(then))
            : new Made(figure.Domain?.Name, null, NoGroup(figure.Name), IsSuppressed: false)),
            .. there.Where(then => here.All(figure => figure.Domain?.Name != then.Domain?.Name)).Select(then => new Made(then.Domain?.Name, null, NoGroupNow(then.Name), IsSuppressed: false))];
    }

    private static Result<Difference> Between(Result<Estimate> now, Result<Estimate> before) =>
        now.TryGet(out var here) && before.TryGet(out var there) ? Difference.BetweenSamples(here, there) : (ImmutableArray<Problem>)[.. now.Problems, .. before.Problems];

    /// <summary>Each with its error; replicates are gone through once for all of them.</summary>
    private static ImmutableArray<Result<Estimate>> Estimates(SampledAnswers sampled, ImmutableArray<AskedFigure> figures)
    {
        var repeated = sampled.Sample.Replicates is null ? [] : sampled.Sample.ByReplicates([.. figures.Select(figure => (figure.Name, (Func<SurveyDesign, Result<double>>)figure.Value))], sampled.File.Replicates!.Centre); // replicates are made because they are wanted
        return [.. figures.Select((figure, place) => Estimated(sampled.Sample.Design, figure, repeated.IsEmpty ? (Result<Estimate>?)null : repeated[place]))];
    }

    private static Result<Estimate> Estimated(SurveyDesign design, AskedFigure figure, Result<Estimate>? byReplicates)
    {
        var found = figure.Statistic(design);
        if (!found.TryGet(out var statistic))
            return found.Problems;
        var estimate = Variance.Estimate(design, statistic) with { Name = figure.Name };
        return byReplicates is not { } repeated ? estimate : repeated.TryGet(out var own) ? estimate with { Variance = own.Variance } : repeated.Problems;
    }

    /// <param name="asked">Those of this year's file, for last year's figures too.</param>
    /// <param name="estimates">Of the figures; asked for only where some may be suppressed.</param>
    private static HashSet<AskedFigure> Suppressed(FigureLimits? asked, ImmutableArray<AskedFigure> figures, Func<ImmutableArray<Result<Estimate>>> estimates) => asked is not { Then: LimitAct.Suppress } limits ? []
        : [.. figures.Zip(estimates()).Where(one => one.Second.TryGet(out var estimate) && limits.Exceeds(estimate.Respondents, estimate.Value, estimate.StandardError)).Select(one => one.First)];

    private static IEnumerable<SurveyComparison> Adjusted(WantedComparison wanted, double level, ImmutableArray<Made> made)
    {
        var tested = made.Where(one => !one.IsSuppressed && one.Found.TryGet(out _)).ToList();
        var p = tested.ConvertAll(one => one.Found.TryGet(out var difference) ? difference.PValue : double.NaN);
        ImmutableArray<double> adjusted = wanted.Adjustment switch
        {
            PAdjustment.Holm => MultipleComparisons.Holm(p),
            PAdjustment.BenjaminiHochberg => MultipleComparisons.BenjaminiHochberg(p),
            _ => [.. p],
        };
        return made.Select(one => Shown(wanted, level, one, tested.IndexOf(one) is >= 0 and var place ? adjusted[place] : null));
    }

    private static SurveyComparison Shown(WantedComparison wanted, double level, Made made, double? adjusted)
    {
        var of = wanted.Estimate;
        if (made.IsSuppressed || !made.Found.TryGet(out var difference))
            return new(wanted, of.Kind, of.Column, made.Group, made.Against, null, null, null, null, null, null, made.IsSuppressed ? [] : made.Found.Problems) { IsSuppressed = made.IsSuppressed };
        var interval = difference.Interval(level);
        return new(wanted, of.Kind, of.Column, made.Group, made.Against, difference.Value, difference.StandardError, interval.Lower, interval.Upper, difference.DegreesOfFreedom, difference.PValue, []) { AdjustedPValue = adjusted };
    }

    private static Result<double> Minus(Result<double> first, Result<double> second) =>
        first.TryGet(out var one) && second.TryGet(out var other) ? one - other : (ImmutableArray<Problem>)[.. first.Problems, .. second.Problems];

    private static Problem NothingToCompare(string column) => new("survey.nothing-to-compare", column, new("Không có hai nhóm nào để so sánh.", "There are no two groups to compare."), new("Xem lại cột nhóm và nhóm mốc (reference).", "Look at the column of groups and the reference."));

    private static Problem NoFile(string name) => new("survey.no-file-before", name, new("Chưa có tệp của kỳ trước để so sánh.", "There is no earlier file to compare with."), new("Thêm --before TỆP.", "Add --before FILE."));

    private static Problem NoGroup(string name) => new("survey.no-group-before", name, new("Tệp của kỳ trước không có nhóm này.", "The earlier file has no such group."), new("Ghi tên nhóm như nhau trong hai tệp.", "Name groups alike in both files."));

    private static Problem NoGroupNow(string name) => new("survey.no-group-now", name, new("Chỉ tệp của kỳ trước có nhóm này.", "Only the earlier file has this group."), new("Ghi tên nhóm như nhau trong hai tệp.", "Name groups alike in both files."));

    private sealed record Made(string? Group, string? Against, Result<Difference> Found, bool IsSuppressed);
}
