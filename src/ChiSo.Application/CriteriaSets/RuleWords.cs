using System.Collections.Immutable;
using System.Diagnostics;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>The sentence of each scoring rule in both languages, made from the rule itself: exact numbers, and bounds said with whether they count.</summary>
public static class RuleWords
{
    private const string First = "x";
    private const string Second = "y";

    /// <param name="max">The line's maximum.</param>
    public static Words Of(Leaf leaf, Points max)
    {
        var words = Of(leaf.Rule, max);
        var all = PointWords.Of(max);
        return leaf.NoTaskGivesMax
            ? new($"{words.Vi} Không phát sinh nhiệm vụ được {all.Vi}.", $"{words.En} Where no task arose: {all.En}.")
            : words;
    }

    private static Words Of(ScoringRule rule, Points max) => rule switch
    {
        ScoringRule.YesNo yesNo => Answers(PointWords.Of(yesNo.Yes ?? max), PointWords.Of(yesNo.No)),
        ScoringRule.Choice choice => new(
            $"Chọn một mức: {string.Join("; ", choice.Options.Select(option => $"{option.Label}: {PointWords.Of(option.Points).Vi}"))}.",
            $"One of: {string.Join("; ", choice.Options.Select(option => $"{option.Label}: {PointWords.Of(option.Points).En}"))}."),
        ScoringRule.Ladder ladder => Ladder(Measures(ladder.Measures), rule, ladder.Steps, ladder.Otherwise),
        ScoringRule.ImportedLadder ladder => Ladder(new($"x lấy từ {ladder.Index}. ", $"x is taken from {ladder.Index}. "), rule, ladder.Steps, ladder.Otherwise),
        ScoringRule.Proportional proportional => Proportional(proportional, max),
        ScoringRule.Ratio ratio => Said(ratio.X, x => Limited(new($"{x} × {Vi(max)}", $"{x} × {En(max)}"), max)),
        ScoringRule.Complement complement => Said(complement.X, x => Limited(new($"(100 − {x}) ÷ 100 × {Vi(max)}", $"(100 − {x}) ÷ 100 × {En(max)}"), max)),
        ScoringRule.Count count => Count(count, PointWords.Of(count.Start), PointWords.Of(Math.Abs(count.Each.Value)), PointWords.Of(count.Min), PointWords.Of(count.Max)),
        ScoringRule.Rubric rubric => new($"Chấm trực tiếp từ 0 đến {Vi(max)} điểm, bước điểm {Vi(rubric.Step)}.", $"Scored directly from 0 to {PointWords.Of(max).En}, in steps of {En(rubric.Step)}."),
        ScoringRule.Survey survey => Survey(survey, max),
        ScoringRule.Imported imported => new(
            $"Điểm = x ÷ {VietnameseNumbers.ToText(imported.Scale)} × {Vi(max)}, x lấy từ {imported.Index}.",
            $"Points = x ÷ {VietnameseNumbers.ToEnglish(imported.Scale)} × {En(max)}, x being taken from {imported.Index}."),
        ScoringRule.RelativeToBest best => Relative(VietnameseNumbers.ToWords(best.Target), max),
        ScoringRule.MeanOverItems mean => Mean(FormulaWords.Of(mean.Item), Limited(new($"trung bình các mục × {Vi(max)}", $"the mean of the items × {En(max)}"), max)),
        ScoringRule.Calculated formula => Calculated(Limited(FormulaWords.Of(formula.Points), max), max),
        _ => throw new UnreachableException($"No sentence for {rule}."),
    };

    private static Words Answers(Words yes, Words no) => new($"Đạt: {yes.Vi}; không đạt: {no.Vi}.", $"Achieved: {yes.En}; not achieved: {no.En}.");

    private static Words Proportional(ScoringRule.Proportional rule, Points max)
    {
        var (target, all) = (VietnameseNumbers.ToWords(rule.Target), PointWords.Of(max));
        return Said(rule.X, x =>
        {
            var words = new Words(
                $"{x} từ {target.Vi} trở lên được {all.Vi}; thấp hơn thì tính theo tỷ lệ: điểm = {x} ÷ {target.Vi} × {Vi(max)}.",
                $"{x} of {target.En} or more gives {all.En}; below that in proportion: points = {x} ÷ {target.En} × {En(max)}.");
            return rule.ZeroBelow is { } least
                ? new($"{words.Vi} {x} dưới {VietnameseNumbers.ToText(least)} được 0 điểm.", $"{words.En} {x} below {VietnameseNumbers.ToEnglish(least)} gives 0 points.")
                : words;
        });
    }

    private static Words Count(ScoringRule.Count count, Words start, Words each, Words least, Words most) => new(
        $"Khởi đầu {start.Vi}; mỗi lần (n) {(count.Each.Value < 0 ? "trừ" : "cộng")} {each.Vi}; thấp nhất {least.Vi}, cao nhất {most.Vi}.",
        $"Starts at {start.En}; each time (n) {(count.Each.Value < 0 ? "takes away" : "adds")} {each.En}; at least {least.En}, at most {most.En}.");

    private static Words Survey(ScoringRule.Survey survey, Points max)
    {
        var (few, share) = (Few(survey), new Words($"Điểm = x ÷ {VietnameseNumbers.ToText(survey.Scale)} × {Vi(max)}, x là kết quả điều tra xã hội học.", $"Points = x ÷ {VietnameseNumbers.ToEnglish(survey.Scale)} × {En(max)}, x being the survey's result."));
        return new($"{share.Vi} {few.Vi}", $"{share.En} {few.En}");
    }

    /// <summary>What becomes of a unit with fewer valid forms than the line asks for.</summary>
    public static Words Few(ScoringRule.Survey survey)
    {
        var then = survey.Below switch
        {
            null => new Words("thì chưa có điểm cho đến khi có quyết định.", "there are no points until a decision is taken."),
            BelowMinimum.NotApplicable => new("thì không áp dụng tiêu chí với đơn vị.", "the line does not apply to the unit."),
            BelowMinimum.LastYear => new("thì gộp phiếu với kỳ trước; còn thiếu nữa thì chưa có điểm cho đến khi có quyết định.", "they are pooled with the year before; where that is still too few there are no points until a decision is taken."),
            BelowMinimum.BlockMean => new("thì lấy trung bình các đơn vị đủ phiếu trong khối.", "the mean of the units of the block that have enough is taken."),
            _ => throw new UnreachableException($"No words for {survey.Below}."),
        };
        return new($"Ít hơn {VietnameseNumbers.CountText(survey.MinForms)} phiếu hợp lệ {then.Vi}", $"With fewer than {PointWords.English(survey.MinForms, "valid form")} {then.En}");
    }

    private static Words Relative(Words target, Points max) => new(
        $"x không quá {target.Vi}: điểm = {Vi(max)} ÷ 2 × x ÷ {target.Vi}. Đơn vị cao nhất khối, nếu trên {target.Vi}, được {PointWords.Of(max).Vi}. Ở giữa: điểm = {Vi(max)} × (1/2 + 1/2 × (x − {target.Vi}) ÷ (cao nhất − {target.Vi})).",
        $"x of at most {target.En}: points = {En(max)} ÷ 2 × x ÷ {target.En}. The best of the block, if above {target.En}, gets {PointWords.Of(max).En}. In between: points = {En(max)} × (1/2 + 1/2 × (x − {target.En}) ÷ (best − {target.En})).");

    private static Words Mean(Words item, Words mean) => new($"Mỗi mục tính bằng {item.Vi}. {mean.Vi}", $"Each item counts as {item.En}. {mean.En}");

    private static Words Calculated(Words limited, Points max) => new($"{limited.Vi} M = {Vi(max)}.", $"{limited.En} M = {En(max)}.");

    /// <summary>Points by a formula, with the limits they are kept in.</summary>
    private static Words Limited(Words formula, Points max) => new(
        $"Điểm = {formula.Vi}, giữ trong khoảng từ {Vi(Lower(max))} đến {Vi(Upper(max))}.",
        $"Points = {formula.En}, kept between {En(Lower(max))} and {En(Upper(max))}.");

    private static Points Lower(Points max) => max < default(Points) ? max : default;

    private static Points Upper(Points max) => max < default(Points) ? default : max;

    private static Words Said(Formula x, Func<string, Words> points)
    {
        var measured = Measures([x]);
        var said = points(NameOf(x, First));
        return new(measured.Vi + said.Vi, measured.En + said.En);
    }

    /// <summary>What x and y stand for, ending in a space; nothing of a measure that is one figure as entered, which goes by its own letter.</summary>
    private static Words Measures(ImmutableArray<Formula> measures)
    {
        var words = measures.Select((measure, place) => (Name: place == 0 ? First : Second, measure)).Where(one => !IsFigure(one.measure)).Select(one => (one.Name, Words: FormulaWords.Of(one.measure))).ToList();
        return words.Count == 0 ? Words.Same("") : new($"{string.Join("; ", words.Select(word => $"{word.Name} = {word.Words.Vi}"))}. ", $"{string.Join("; ", words.Select(word => $"{word.Name} = {word.Words.En}"))}. ");
    }

    private static Words Ladder(Words measures, ScoringRule rule, ImmutableArray<ScoringRule.Rung> rungs, Points otherwise) => new(
        $"{measures.Vi}Xét lần lượt, tính theo mức đầu tiên thỏa mãn: {string.Join("; ", rungs.Select(rung => $"{BoundsOf(rung, rule).Vi}: {PointWords.Of(rung.Points).Vi}"))}; còn lại: {PointWords.Of(otherwise).Vi}.",
        $"{measures.En}The first that holds counts: {string.Join("; ", rungs.Select(rung => $"{BoundsOf(rung, rule).En}: {PointWords.Of(rung.Points).En}"))}; otherwise: {PointWords.Of(otherwise).En}.");

    /// <summary>The conditions of one rung: "x từ 30 trở lên", "x at least 30".</summary>
    internal static Words BoundsOf(ScoringRule.Rung rung, ScoringRule rule)
    {
        var bounds = rung.All.Select(bound => BoundOf(bound, NameOf(rule, bound.Measure))).ToList();
        return new(string.Join(" và ", bounds.Select(bound => bound.Vi)), string.Join(" and ", bounds.Select(bound => bound.En)));
    }

    /// <summary>What a measure of a rule is called: x, y, or the letter of the figure it is.</summary>
    internal static string NameOf(ScoringRule rule, int measure) => rule switch
    {
        ScoringRule.Ladder ladder => NameOf(ladder.Measures[measure], measure == 0 ? First : Second),
        ScoringRule.Proportional proportional => NameOf(proportional.X, First),
        ScoringRule.Ratio ratio => NameOf(ratio.X, First),
        ScoringRule.Complement complement => NameOf(complement.X, First),
        _ => First,
    };

    /// <summary>Whether a measure is one figure as entered.</summary>
    internal static bool IsFigure(Formula measure) => measure.Root is FormulaNode.Variable;

    private static string NameOf(Formula measure, string otherwise) => measure.Root is FormulaNode.Variable figure ? figure.Name : otherwise;

    private static Words BoundOf(ScoringRule.Bound bound, string name)
    {
        var value = VietnameseNumbers.ToWords(bound.Value);
        return bound.Is switch
        {
            Comparison.AtLeast => new($"{name} từ {value.Vi} trở lên", $"{name} at least {value.En}"),
            Comparison.Above => new($"{name} trên {value.Vi}", $"{name} above {value.En}"),
            Comparison.AtMost => new($"{name} từ {value.Vi} trở xuống", $"{name} at most {value.En}"),
            Comparison.Below => new($"{name} dưới {value.Vi}", $"{name} below {value.En}"),
            Comparison.Equal => new($"{name} bằng {value.Vi}", $"{name} equal to {value.En}"),
            Comparison.NotEqual => new($"{name} khác {value.Vi}", $"{name} other than {value.En}"),
            _ => throw new UnreachableException($"No words for {bound.Is}."),
        };
    }

    private static string Vi(Points points) => VietnameseNumbers.ToText(points.Value);

    private static string En(Points points) => VietnameseNumbers.ToEnglish(points.Value);
}
