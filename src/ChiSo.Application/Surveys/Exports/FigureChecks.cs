using System.Collections.Immutable;
using ChiSo.Engine.Surveys;
using static ChiSo.Application.Surveys.Exports.RText;

namespace ChiSo.Application.Surveys.Exports;

/// <summary>The lines of a script that compute each published figure again.</summary>
/// <param name="Published">As CSV: figures first, then comparisons, a row each.</param>
/// <param name="LeftOut">What R is not asked for, in words.</param>
internal sealed record FigureChecks(ImmutableArray<string> Lines, string Published, string LeftOut)
{
    /// <summary>Numbers without a test: figures.</summary>
    private const string NoTest = "NA,NA";

    public static FigureChecks Of(SampledAnswers sampled, ImmutableArray<SurveyFigure> figures, ImmutableArray<SurveyComparison> comparisons, ImmutableArray<SurveyIndependence> tests)
    {
        var (file, isRepeated) = (sampled.File, sampled.Sample.Replicates is not null);
        var asked = file.Wanted().SelectMany(wanted => Enumerable.Repeat(wanted, wanted.By is null ? 1 : sampled.Answers.Labels(wanted.By).Names.Count(name => name.Length > 0)));
        IEnumerable<string> lines =
        [
            .. figures.Zip(asked).Select((one, at) => OfFigure(one.First, one.Second, at + 1, file.Level, isRepeated)),
            .. comparisons.Select((comparison, at) => OfComparison(comparison, figures.Length + at + 1)),
            .. Families(comparisons, figures.Length),
            .. isRepeated ? [] : tests.Select(OfTest),
        ];
        return new([.. lines.Where(line => line.Length > 0)], Csv(figures, comparisons), Omitted(isRepeated));
    }

    private static string Omitted(bool isRepeated) =>
        $"errors of quantiles, one-sided intervals of shares and those by Wilson, comparisons with an earlier file{(isRepeated ? ", intervals of quantiles and of shares by Korn and Graubard, tests of independence" : "")}";

    /// <summary>Empty for a figure that is undefined or suppressed.</summary>
    private static string OfFigure(SurveyFigure figure, WantedEstimate wanted, int row, double level, bool isRepeated)
    {
        if (figure.Value is null || figure.StandardError is null)
            return "";
        var within = figure.Group is { } group ? $"subset(d, {Name(wanted.By ?? "")} == {Quoted(group)})" : "d";
        var column = Name(figure.Column);
        return figure.Kind switch
        {
            EstimateKind.Total => $"check({Text(row)}, svytotal(~{column}, {within}, na.rm = TRUE))",
            EstimateKind.Ratio => $"check({Text(row)}, svyratio(~{column}, ~{Name(wanted.Denominator ?? "")}, {within}, na.rm = TRUE))",
            EstimateKind.Quantile => $"quantile.of({Text(row)}, svyquantile(~{column}, {within}, {Text(wanted.Probability)}, na.rm = TRUE, alpha = {Text(1 - level)})[[1]]{(isRepeated ? "[1]" : "")})",
            EstimateKind.Share => OfShare(figure, wanted, row, level, isRepeated, within),
            _ => $"check({Text(row)}, svymean(~{column}, {within}, na.rm = TRUE))",
        };
    }

    private static string OfShare(SurveyFigure figure, WantedEstimate wanted, int row, double level, bool isRepeated, string within)
    {
        var (isTwoSided, share) = (figure.Value is > 0 and < 1, $"svymean(~{Counted(wanted)}, {within}, na.rm = TRUE)");
        if (wanted.Method == ShareMethod.Logit && isTwoSided)
            return $"logit({Text(row)}, {share})";
        var known = $"!is.na({Name(figure.Column)}){(figure.Group is { } group ? $" & {Name(wanted.By ?? "")} == {Quoted(group)}" : "")}";
        var interval = wanted.Method == ShareMethod.KornGraubard && isTwoSided && !isRepeated
            ? $"attr(svyciprop(~{Counted(wanted)}, subset(d, {known}), method = \"beta\", level = {Text(level)}), \"ci\")"
            : "NULL";
        return $"check({Text(row)}, {share}, {interval})";
    }

    /// <summary>1 for an answer that counts, 0 for another, nothing for none.</summary>
    private static string Counted(WantedEstimate wanted) =>
        $"I(ifelse(is.na({Name(wanted.Column)}), NA, {Name(wanted.Column)} %in% c({string.Join(", ", wanted.Values.Select(value => Text(value)))}) + 0))";

    /// <summary>Empty for one with an earlier file, and for one that is undefined or suppressed.</summary>
    private static string OfComparison(SurveyComparison comparison, int row)
    {
        if (comparison.Value is null || comparison is not { Asked: { With: ComparedWith.Groups, Estimate: { By: { } by } wanted }, Group: { } first, Against: { } second })
            return "";
        var column = $"x[[{Quoted(wanted.Column)}]]";
        var top = wanted.Kind == EstimateKind.Share ? $"ifelse(is.na({column}), NA, {column} %in% c({string.Join(", ", wanted.Values.Select(value => Text(value)))}) + 0)" : column;
        var bottom = wanted.Kind switch
        {
            EstimateKind.Total => "NULL",
            EstimateKind.Ratio => $"x[[{Quoted(wanted.Denominator ?? "")}]]",
            _ => "x$.all",
        };
        return $"differ({Text(row)}, {top}, {bottom}, {Group(first)}, {Group(second)})";

        string Group(string label) => $"x[[{Quoted(by)}]] %in% {Quoted(label)}";
    }

    /// <summary>The p-values of each comparison adjusted together.</summary>
    private static IEnumerable<string> Families(ImmutableArray<SurveyComparison> comparisons, int before) =>
        from family in comparisons.Select((comparison, at) => (comparison, Row: before + at + 1))
            .Where(one => one.comparison is { AdjustedPValue: not null, Asked.With: ComparedWith.Groups })
            .GroupBy<(SurveyComparison comparison, int Row), object>(one => one.comparison.Asked, ReferenceEqualityComparer.Instance) // the same may be asked twice: each is adjusted alone
        let rows = $"c({string.Join(", ", family.Select(one => Text(one.Row)))})"
        select $"for (row in seq_along({rows})) near(p.adjust(p[{rows}], {Quoted(Adjustment(family.First().comparison.Adjustment))})[row], published$adjusted[{rows}[row]])";

    private static string Adjustment(PAdjustment adjustment) => adjustment switch
    {
        PAdjustment.Holm => "holm",
        PAdjustment.BenjaminiHochberg => "BH",
        _ => "none",
    };

    private static string OfTest(SurveyIndependence test) => test.F is null ? ""
        : $"local({{ found <- svychisq(~{Name(test.Rows)} + {Name(test.Columns)}, subset(d, !is.na({Name(test.Rows)}) & !is.na({Name(test.Columns)})), statistic = \"F\"); near(found$statistic, {Text(test.F)}); near(found$p.value, {Text(test.PValue)}); seen <<- seen + 1 }})";

    private static string Csv(ImmutableArray<SurveyFigure> figures, ImmutableArray<SurveyComparison> comparisons) => "value,error,lower,upper,df,p,adjusted\n"
        + string.Concat(figures.Select(figure => $"{Text(figure.Value)},{Text(figure.StandardError)},{Text(figure.Lower)},{Text(figure.Upper)},{Text(figure.DegreesOfFreedom)},{NoTest}\n"))
        + string.Concat(comparisons.Select(one => $"{Text(one.Value)},{Text(one.StandardError)},{Text(one.Lower)},{Text(one.Upper)},{Text(one.DegreesOfFreedom)},{Text(one.PValue)},{Text(one.AdjustedPValue)}\n"));
}
