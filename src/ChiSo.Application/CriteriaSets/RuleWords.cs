using System.Collections.Immutable;
using System.Diagnostics;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>The sentence of each scoring rule in both languages, made from the rule itself: exact numbers, and bounds said with whether they count.</summary>
public static class RuleWords
{
    /// <param name="max">The line's maximum.</param>
    public static Words Of(Leaf leaf, Points max)
    {
        var words = Of(leaf.Rule, max);
        return leaf.NoTaskGivesMax
            ? new($"{words.Vi} Không phát sinh nhiệm vụ thì đạt {Vi(max)} điểm.", $"{words.En} Where no task arose: {En(max)} points.")
            : words;
    }

    private static Words Of(ScoringRule rule, Points max) => rule switch
    {
        ScoringRule.YesNo yesNo => new($"Đạt: {Vi(yesNo.Yes ?? max)} điểm; không đạt: {Vi(yesNo.No)} điểm.", $"Achieved: {En(yesNo.Yes ?? max)} points; not achieved: {En(yesNo.No)} points."),
        ScoringRule.Choice choice => new(
            $"Chọn một mức: {string.Join("; ", choice.Options.Select(option => $"{option.Label}: {Vi(option.Points)} điểm"))}.",
            $"One of: {string.Join("; ", choice.Options.Select(option => $"{option.Label}: {En(option.Points)} points"))}."),
        ScoringRule.Ladder ladder => Ladder(Measures(ladder.Measures), ladder.Steps, ladder.Otherwise),
        ScoringRule.ImportedLadder ladder => Ladder(new($"x là {ladder.Index}.", $"x is {ladder.Index}."), ladder.Steps, ladder.Otherwise),
        ScoringRule.Proportional proportional => Proportional(proportional, max),
        ScoringRule.Ratio ratio => Said(ratio.X, $"Điểm = x × {Vi(max)}, trong khoảng từ 0 đến {Vi(max)}.", $"Points = x × {En(max)}, kept between 0 and {En(max)}."),
        ScoringRule.Complement complement => Said(complement.X, $"Điểm = (100 − x) ÷ 100 × {Vi(max)}, trong khoảng từ 0 đến {Vi(max)}.", $"Points = (100 − x) ÷ 100 × {En(max)}, kept between 0 and {En(max)}."),
        ScoringRule.Count count => new(
            $"Bắt đầu từ {Vi(count.Start)} điểm; mỗi lần (n) {(count.Each.Value < 0 ? "trừ" : "cộng")} {VietnameseNumbers.ToText(Math.Abs(count.Each.Value))} điểm; thấp nhất {Vi(count.Min)}, cao nhất {Vi(count.Max)} điểm.",
            $"From {En(count.Start)} points; each time (n) {(count.Each.Value < 0 ? "takes away" : "adds")} {VietnameseNumbers.ToEnglish(Math.Abs(count.Each.Value))} points; at least {En(count.Min)}, at most {En(count.Max)} points."),
        ScoringRule.Rubric rubric => new($"Chấm trực tiếp từ 0 đến {Vi(max)} điểm, bước điểm {Vi(rubric.Step)}.", $"Direct points from 0 to {En(max)} in steps of {En(rubric.Step)}."),
        ScoringRule.Survey survey => new(
            $"Điểm = x ÷ {VietnameseNumbers.ToText(survey.Scale)} × {Vi(max)}, x là kết quả điều tra xã hội học. Ít hơn {VietnameseNumbers.CountText(survey.MinForms)} phiếu hợp lệ thì chưa có điểm cho đến khi có quyết định.",
            $"Points = x ÷ {VietnameseNumbers.ToEnglish(survey.Scale)} × {En(max)}, x being the survey's result. With fewer than {VietnameseNumbers.CountEnglish(survey.MinForms)} valid forms there are no points until it is decided."),
        ScoringRule.Imported imported => new(
            $"Điểm = x ÷ {VietnameseNumbers.ToText(imported.Scale)} × {Vi(max)}, x là {imported.Index}.", $"Points = x ÷ {VietnameseNumbers.ToEnglish(imported.Scale)} × {En(max)}, x being {imported.Index}."),
        ScoringRule.RelativeToBest best => Relative(VietnameseNumbers.ToWords(best.Target), max),
        ScoringRule.MeanOverItems mean => Mean(FormulaWords.Of(mean.Item), max),
        ScoringRule.Calculated formula => Calculated(FormulaWords.Of(formula.Points), max),
        _ => throw new UnreachableException($"No sentence for {rule}."),
    };

    private static Words Proportional(ScoringRule.Proportional rule, Points max)
    {
        var target = VietnameseNumbers.ToWords(rule.Target);
        var words = Said(rule.X, $"Đạt từ {target.Vi} trở lên: {Vi(max)} điểm; thấp hơn thì tính theo tỷ lệ x ÷ {target.Vi} × {Vi(max)}.", $"{target.En} or more: {En(max)} points; below that in proportion, x ÷ {target.En} × {En(max)}.");
        return rule.ZeroBelow is { } least
            ? new($"{words.Vi} Dưới {VietnameseNumbers.ToText(least)} thì 0 điểm.", $"{words.En} Below {VietnameseNumbers.ToEnglish(least)}: 0 points.")
            : words;
    }

    private static Words Relative(Words target, Points max) => new(
        $"x đến {target.Vi}: {Vi(max)} ÷ 2 × x ÷ {target.Vi} điểm; đơn vị cao nhất khối, nếu trên {target.Vi}: {Vi(max)} điểm; ở giữa: {Vi(max)} × (1/2 + 1/2 × (x − {target.Vi}) ÷ (cao nhất − {target.Vi})).",
        $"x up to {target.En}: {En(max)} ÷ 2 × x ÷ {target.En} points; the best of the block, if above {target.En}: {En(max)} points; between: {En(max)} × (1/2 + 1/2 × (x − {target.En}) ÷ (best − {target.En})).");

    private static Words Mean(Words item, Points max) => new($"Trung bình của {item.Vi} trên các mục, nhân {Vi(max)} điểm.", $"The mean of {item.En} over the items, times {En(max)} points.");

    private static Words Calculated(Words formula, Points max) => new(
        $"Điểm = {formula.Vi}, trong khoảng từ 0 đến {Vi(max)} (M = {Vi(max)}).", $"Points = {formula.En}, kept between 0 and {En(max)} (M = {En(max)}).");

    private static Words Said(Formula x, string vi, string en)
    {
        var measured = FormulaWords.Of(x);
        return new($"x = {measured.Vi}. {vi}", $"x = {measured.En}. {en}");
    }

    private static Words Measures(ImmutableArray<Formula> measures)
    {
        var words = measures.Select(FormulaWords.Of).Select((measure, place) => (Name: NameOf(place), measure)).ToList();
        return new(string.Join("; ", words.Select(word => $"{word.Name} = {word.measure.Vi}")) + ".", string.Join("; ", words.Select(word => $"{word.Name} = {word.measure.En}")) + ".");
    }

    private static Words Ladder(Words measures, ImmutableArray<ScoringRule.Rung> rungs, Points otherwise) => new(
        $"{measures.Vi} Xét từ trái sang, mức đầu tiên thỏa thì tính: {string.Join("; ", rungs.Select(rung => $"{BoundsOf(rung).Vi}: {Vi(rung.Points)} điểm"))}; còn lại: {Vi(otherwise)} điểm.",
        $"{measures.En} The first that holds counts: {string.Join("; ", rungs.Select(rung => $"{BoundsOf(rung).En}: {En(rung.Points)} points"))}; otherwise: {En(otherwise)} points.");

    /// <summary>The conditions of one rung: "x từ 30 trở lên", "x 30 or more".</summary>
    internal static Words BoundsOf(ScoringRule.Rung rung)
    {
        var bounds = rung.All.Select(BoundOf).ToList();
        return new(string.Join(" và ", bounds.Select(bound => bound.Vi)), string.Join(" and ", bounds.Select(bound => bound.En)));
    }

    private static Words BoundOf(ScoringRule.Bound bound)
    {
        var (name, value) = (NameOf(bound.Measure), VietnameseNumbers.ToWords(bound.Value));
        return bound.Is switch
        {
            Comparison.AtLeast => new($"{name} từ {value.Vi} trở lên", $"{name} {value.En} or more"),
            Comparison.Above => new($"{name} trên {value.Vi}", $"{name} above {value.En}"),
            Comparison.AtMost => new($"{name} từ {value.Vi} trở xuống", $"{name} {value.En} or less"),
            Comparison.Below => new($"{name} dưới {value.Vi}", $"{name} below {value.En}"),
            Comparison.Equal => new($"{name} bằng {value.Vi}", $"{name} equal to {value.En}"),
            Comparison.NotEqual => new($"{name} khác {value.Vi}", $"{name} other than {value.En}"),
            _ => throw new UnreachableException($"No words for {bound.Is}."),
        };
    }

    private static string NameOf(int measure) => measure == 0 ? "x" : "y";

    private static string Vi(Points points) => VietnameseNumbers.ToText(points.Value);

    private static string En(Points points) => VietnameseNumbers.ToEnglish(points.Value);
}
