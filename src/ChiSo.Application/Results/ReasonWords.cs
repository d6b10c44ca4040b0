using System.Collections.Immutable;
using System.Diagnostics;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>Reasons put into words once, in both languages, for pages, terminal and documents.</summary>
public static class ReasonWords
{
    private const int ShownDecimals = 4;

    /// <summary>The reason behind one figure, a sentence each, in the order the figure came about; never empty.</summary>
    public static ImmutableArray<Words> Of(Explained explained) => Of(explained.Because, explained);

    /// <summary>As <see cref="Of(Explained)"/>, without the ground of a decision and who took it: those are not public.</summary>
    public static ImmutableArray<Words> ForPublic(Explained explained) => Of(WithoutGround(explained.Because), explained);

    public static Words Of(Standing standing) => standing switch
    {
        Standing.Ranked => new("Được xếp hạng", "Ranked"),
        Standing.Unknown => new("Chưa có số liệu", "No data yet"),
        Standing.NoIndex => new("Không có chỉ số", "No index"),
        Standing.Excluded => new("Không xếp hạng", "Not ranked"),
        _ => throw new UnreachableException($"No words for {standing}."),
    };

    /// <param name="method">The method the class was given by.</param>
    public static Words Of(ClassReason reason, Method method) => reason switch
    {
        ClassReason.Bound bound => new(
            $"Chỉ số {VietnameseNumbers.ToText(bound.Value)} đạt mức từ {VietnameseNumbers.ToText(bound.From)} trở lên: {method.Classes[bound.Class].Name.Vi}.",
            $"The index of {VietnameseNumbers.ToEnglish(bound.Value)} reaches {VietnameseNumbers.ToEnglish(bound.From)} or more: {method.Classes[bound.Class].Name.En}."),
        ClassReason.Gated gated => new(
            $"Không đạt điều kiện nên hạ từ {method.Classes[gated.From].Name.Vi} xuống {method.Classes[gated.To].Name.Vi}.",
            $"A condition is not met: from {method.Classes[gated.From].Name.En} to {method.Classes[gated.To].Name.En}."),
        ClassReason.QuotaFull quota => new(
            $"Loại {method.Classes[quota.From].Name.Vi} chỉ có {VietnameseNumbers.CountText(quota.Limit)} đơn vị nên xếp loại {method.Classes[quota.To].Name.Vi}.",
            $"Class {method.Classes[quota.From].Name.En} takes only {PointWords.English(quota.Limit, "unit")}: {method.Classes[quota.To].Name.En}."),
        _ => throw new UnreachableException($"No words for {reason}."),
    };

    private static ImmutableArray<Words> Of(Reason reason, Explained explained) => reason switch
    {
        Reason.NotScored => [new("Chưa có số liệu.", "No data yet.")],
        Reason.SumOfParts => [new("Tổng điểm của các dòng bên dưới.", "The sum of the lines below.")],
        Reason.NoTask => [new($"Không phát sinh nhiệm vụ: đạt điểm tối đa {Vi(explained.Max)}.", $"No task arose: the maximum of {InPoints(explained.Max).En}.")],
        Reason.Decided decided => [Of(decided.Decision)],
        Reason.WeightMoved moved => [.. Of(moved.Inner, explained), Moved(moved.Own, explained.Max)],
        Reason.ByRule byRule => ByRule(byRule, explained),
        Reason.Unscorable { Obstacle: Obstacle.NoPeer } open => [Entered(explained, open.Entry), OfPeers(explained.Max)],
        Reason.Unscorable unscorable => [Entered(explained, unscorable.Entry), Obstacles.InWords(unscorable.Obstacle)],
        _ => throw new UnreachableException($"No words for {reason}."),
    };

    private static ImmutableArray<Words> ByRule(Reason.ByRule reason, Explained explained) =>
    [
        .. reason.Entry is Entry.Answer ? ImmutableArray<Words>.Empty : [Entered(explained, reason.Entry)],
        .. reason.Steps.Where(step => !RepeatsFigure(step)).Select(step => (step, reason) switch
        {
            (RuleStep.Chose chose, { Rule: ScoringRule.YesNo, Entry: Entry.Answer answer }) => Chose(ExampleWords.Answer(answer), chose.Points),
            (RuleStep.RungReached { Rung: { } rung } reached, { Rule: var rule }) => Reached(RuleWords.BoundsOf(rung, rule), reached.Points),
            _ => Of(step, explained.Node.Max.Value),
        }),
        .. explained.Node.Scoring is { } leaf && SamplingError.Of(leaf, explained.Node.Max, reason.Entry) is { } error ? [SamplingErrorWords.Of(error)] : ImmutableArray<Words>.Empty,
    ];

    /// <summary>A measure that is one figure as entered was said with the figures.</summary>
    private static bool RepeatsFigure(RuleStep step) => step is RuleStep.Measured { Name: "x" or "y", Formula: { } formula } && RuleWords.IsFigure(formula);

    private static Words Reached(Words bounds, Points points) =>
        new($"Mức đạt: {bounds.Vi}, {InPoints(points.Value).Vi}.", $"Step reached: {bounds.En}, {InPoints(points.Value).En}.");

    private static Words Entered(Explained explained, Entry entry)
    {
        if (explained.Node.Scoring is not { } leaf)
            throw new ArgumentException($"Line {explained.Node.Code} has an entry but no rule.", nameof(explained));

        return entry switch
        {
            Entry.Figures figures => Joined(FigureText.LettersOf(leaf.Figures).Zip(figures.Values, (letter, value) => new Words($"{letter} = {Vi(value)}", $"{letter} = {En(value)}"))),
            Entry.Items items => Joined(items.Values.Select(value => VietnameseNumbers.ToWords(value))),
            Entry.Direct direct => new($"Chấm trực tiếp {InPoints(direct.Points.Value).Vi}.", $"{InPoints(direct.Points.Value).En} given directly."),
            _ => new("Theo câu trả lời đã chọn.", "By the answer chosen."),
        };
    }

    private static Words Joined(IEnumerable<Words> words)
    {
        var all = words.ToList();
        return new($"Số liệu: {string.Join("; ", all.Select(word => word.Vi))}.", $"Figures: {string.Join("; ", all.Select(word => word.En))}.");
    }

    private static Words Of(RuleStep step, decimal max) => step switch
    {
        RuleStep.Measured { Formula: { } formula } measured => Measured(measured, FormulaWords.Of(formula)),
        RuleStep.Measured measured => new($"{measured.Name} = {Vi(measured.Value)}.", $"{measured.Name} = {En(measured.Value)}."),
        RuleStep.RungReached none => new($"Không đạt mức nào: {InPoints(none.Points.Value).Vi}.", $"No step reached: {InPoints(none.Points.Value).En}."),
        RuleStep.Chose chose => Chose(Words.Same(chose.Label), chose.Points),
        RuleStep.Kept kept => new($"{Vi(kept.Before)} nằm ngoài giới hạn nên tính {InPoints(kept.After).Vi}.", $"{En(kept.Before)} lies outside the limits, so it counts as {InPoints(kept.After).En}."),
        RuleStep.Best best => new($"Cao nhất khối: {Vi(best.Value)}{Held(best.Units.Select(unit => unit.Vi))}.", $"Best of the block: {En(best.Value)}{Held(best.Units.Select(unit => unit.En))}."),
        RuleStep.Gave gave => new($"Được {Vi(gave.Points)} trên {Vi(max)} điểm.", $"{En(gave.Points)} of {InPoints(max).En}."),
        _ => throw new UnreachableException($"No words for {step}."),
    };

    /// <summary>Above the target a value gives at least half the maximum, whatever the others reach.</summary>
    private static Words OfPeers(decimal max) => new(
        $"Trên mức yêu cầu: từ {Vi(max / 2)} đến {InPoints(max).Vi}, tùy giá trị cao nhất của khối khi mọi đơn vị đã nhập.",
        $"Above the target: from {En(max / 2)} to {InPoints(max).En}, depending on the best of the block once every unit has entered its own.");

    private static string Held(IEnumerable<string> units) => string.Join(", ", units) is { Length: > 0 } names ? $" ({names})" : "";

    private static Words Chose(Words label, Points points) =>
        new($"Đã chọn: {label.Vi}, {InPoints(points.Value).Vi}.", $"Chosen: {label.En}, {InPoints(points.Value).En}.");

    private static Words Measured(RuleStep.Measured measured, Words formula) => measured.Name switch
    {
        "mean" => new($"Trung bình các mục, mỗi mục tính bằng {formula.Vi}: {Vi(measured.Value)}.", $"The mean of the items, each counting as {formula.En}: {En(measured.Value)}."),
        "points" => new($"Điểm = {formula.Vi} = {Vi(measured.Value)}.", $"Points = {formula.En} = {En(measured.Value)}."),
        var name => new($"{name} = {formula.Vi} = {Vi(measured.Value)}.", $"{name} = {formula.En} = {En(measured.Value)}."),
    };

    private static Words Of(Decision decision) => decision.Ruling switch
    {
        Ruling.NotApplicable { Effect: var effect } => Decided(effect switch
        {
            NotApplicableEffect.Award => new("Không áp dụng: cho điểm tối đa", "Not applicable: the maximum is given"),
            NotApplicableEffect.Siblings => new("Không áp dụng: chuyển điểm sang tiêu chí cùng nhóm", "Not applicable: its points move to the lines beside it"),
            _ => new("Không áp dụng: loại khỏi điểm tối đa", "Not applicable: left out of the maximum"),
        }, decision),
        Ruling.Zero => Decided(new("Tính 0 điểm", "Counts 0 points"), decision),
        _ => Decided(new("Vẫn áp dụng", "Applies after all"), decision),
    };

    private static Reason WithoutGround(Reason reason) => reason switch
    {
        Reason.Decided decided => decided with { Decision = decided.Decision with { Ground = "", DecidedBy = "" } },
        Reason.WeightMoved moved => moved with { Inner = WithoutGround(moved.Inner) },
        _ => reason,
    };

    private static Words Decided(Words what, Decision decision) => decision is { Ground: "", DecidedBy: "" } ? new($"{what.Vi}, theo quyết định.", $"{what.En}, by decision.") : new($"{what.Vi} ({decision.DecidedBy}: {decision.Ground}).", $"{what.En} ({decision.DecidedBy}: {decision.Ground}).");

    private static Words Moved(decimal own, decimal max) => new(
        $"Điểm tối đa riêng {Vi(own)} tăng thành {Vi(max)} do nhận điểm của dòng không áp dụng.",
        $"Its own maximum of {En(own)} became {En(max)} with the points of lines that do not apply.");

    private static Words InPoints(decimal points) => PointWords.Of(Shown(points));

    private static string Vi(decimal value) => VietnameseNumbers.ToText(Shown(value));

    private static string En(decimal value) => VietnameseNumbers.ToEnglish(Shown(value));

    private static decimal Shown(decimal value) => decimal.Round(value, ShownDecimals, MidpointRounding.AwayFromZero);
}
