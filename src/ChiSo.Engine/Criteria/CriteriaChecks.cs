using System.Collections.Immutable;
using static ChiSo.Engine.NumberText;

namespace ChiSo.Engine;

/// <summary>What must be put right in a criteria set before it can be used: every problem at once, each at its line.</summary>
public static class CriteriaChecks
{
    /// <summary>Problems of the tree itself: codes, numbers, sums, signs, steps.</summary>
    public static ImmutableArray<Problem> Find(CriteriaSet set) =>
        [.. Lines(set).SelectMany(line => OfLine(line.Node, line.Part)), .. OfCodes(set), .. OfNumbers(set), .. OfSet(set)];

    /// <summary>The same, and whether the base adds up to what the method declares.</summary>
    public static ImmutableArray<Problem> Find(CriteriaSet set, Method method) => [.. Find(set), .. BaseChecks.Find(set, method)];

    /// <summary>Every line with the part its root belongs to.</summary>
    private static IEnumerable<(CriteriaNode Node, CriteriaPart Part)> Lines(CriteriaSet set) =>
        set.Roots.SelectMany(root => root.SelfAndBelow().Select(node => (node, root.Part)));

    private static IEnumerable<Problem> OfLine(CriteriaNode node, CriteriaPart part)
    {
        if (string.IsNullOrWhiteSpace(node.Code.Value))
            yield return Problem(node, "criteria.missing-code", "Dòng này chưa có mã.", "This line has no code.",
                "Đặt cho dòng một mã cố định, không đổi qua các năm.", "Give the line a permanent code that stays the same over the years.");
        if (string.IsNullOrWhiteSpace(node.Name.Vi))
            yield return Problem(node, "criteria.missing-name", "Dòng này chưa có tên.", "This line has no name.",
                "Ghi tên tiêu chí.", "Write the name of the criterion.");
        if (node.Part != part)
            yield return Problem(node, "criteria.mixed-part", "Dòng này thuộc phần khác với dòng gốc phía trên nó.", "This line belongs to another part than the root above it.",
                "Đưa điểm thưởng, điểm trừ ra thành dòng gốc riêng.", "Make bonus and deduction lines roots of their own.");
        if (part == CriteriaPart.Deduction ? node.Max.Value > 0 : node.Max.Value < 0)
            yield return Sign(node, part);
        foreach (var problem in node.IsLeaf ? OfLeaf(node) : OfInner(node))
            yield return problem;
    }

    private static IEnumerable<Problem> OfLeaf(CriteriaNode node)
    {
        if (node.Scoring is not { } leaf)
        {
            yield return Problem(node, "criteria.leaf-without-rule", "Tiêu chí thành phần này chưa có cách chấm điểm.", "This leaf has no scoring rule.",
                "Ghi cách chấm điểm, hoặc thêm các dòng con.", "Give it a rule, or add lines below it.");
            yield break;
        }

        if (leaf.Step is { Value: <= 0 })
            yield return Problem(node, "criteria.step", "Bước điểm phải lớn hơn 0.", "The step must be above 0.",
                "Ghi một bước điểm như 0,25, hoặc để trống.", "Write a step such as 0.25, or leave it empty.");
        else if (!node.Max.IsOn(leaf.Step))
            yield return Problem(node, "criteria.max-off-step",
                $"Điểm tối đa {Vi(node.Max.Value)} không chia hết cho bước điểm {Vi(leaf.Step!.Value.Value)}.", $"The maximum {En(node.Max.Value)} is not a whole number of steps of {En(leaf.Step!.Value.Value)}.",
                "Sửa điểm tối đa hoặc bước điểm.", "Change the maximum or the step.");
        foreach (var problem in RuleChecks.Find(node, leaf.Rule, Named(node)))
            yield return problem;
        foreach (var figure in leaf.Figures.CountBy(figure => figure.Name).Where(figure => figure.Value > 1))
            yield return Problem(node, "criteria.duplicate-figure", $"Ký hiệu số liệu {figure.Key} được khai hai lần.", $"Figure {figure.Key} is declared twice.",
                "Dùng mỗi ký hiệu một lần.", "Use each letter once.");
    }

    private static IEnumerable<Problem> OfInner(CriteriaNode node)
    {
        if (node.Scoring is not null)
            yield return Problem(node, "criteria.rule-on-inner-line", "Dòng có dòng con thì không được có cách chấm điểm riêng.", "A line with lines below it can't have a rule of its own.",
                "Bỏ cách chấm điểm, hoặc bỏ các dòng con.", "Remove the rule, or the lines below.");

        var sum = node.Children.Sum(child => child.Max.Value);
        if (sum != node.Max.Value)
            yield return Problem(node, "criteria.sum",
                $"Điểm tối đa ghi {Vi(node.Max.Value)} nhưng các dòng con cộng lại được {Vi(sum)}, {Difference(sum - node.Max.Value)}.",
                $"The maximum says {En(node.Max.Value)} but the lines below add up to {En(sum)}, {DifferenceInEnglish(sum - node.Max.Value)}.",
                "Sửa điểm tối đa của dòng này hoặc của các dòng con.", "Change the maximum of this line or of the lines below.");
    }

    private static IEnumerable<Problem> OfCodes(CriteriaSet set) =>
        set.Nodes().Where(node => !string.IsNullOrWhiteSpace(node.Code.Value)).GroupBy(node => node.Code).SelectMany(same => same.Skip(1).Select(node => Problem(node, "criteria.duplicate-code",
            $"Mã {node.Code} đã dùng cho dòng {Named(same.First())}.", $"Code {node.Code} is already used by line {Named(same.First())}.",
            "Đặt mã khác cho một trong hai dòng.", "Give one of the two lines another code.")));

    private static IEnumerable<Problem> OfNumbers(CriteriaSet set) =>
        set.Nodes().Where(node => node.Number.Value.Length > 0).GroupBy(node => node.Number).SelectMany(same => same.Skip(1).Select(node => Problem(node, "criteria.duplicate-number",
            $"Số thứ tự {node.Number} đã in cho dòng có mã {same.First().Code}.", $"Number {node.Number} is already printed for the line with code {same.First().Code}.",
            "Sửa số thứ tự của một trong hai dòng.", "Change the number of one of the two lines.")));

    private static IEnumerable<Problem> OfSet(CriteriaSet set)
    {
        if (!set.Leaves().Any())
            yield return new("criteria.empty", set.Code, new("Bộ tiêu chí chưa có dòng nào để chấm.", "The criteria set has no line to score."),
                new("Thêm lĩnh vực và tiêu chí.", "Add fields and criteria."));
        if (set.BonusCap is { Value: < 0 })
            yield return new("criteria.bonus-cap", set.Code, new("Mức điểm thưởng tối đa không được âm.", "The cap on bonus points can't be negative."),
                new("Ghi một số từ 0 trở lên, hoặc để trống.", "Write 0 or more, or leave it empty."));
        if (set.DeductionCap is { Value: > 0 })
            yield return new("criteria.deduction-cap", set.Code, new("Mức điểm trừ tối đa phải là số âm hoặc 0.", "The cap on deductions must be negative or 0."),
                new("Ghi ví dụ -3, hoặc để trống.", "Write for example -3, or leave it empty."));
    }

    private static Problem Sign(CriteriaNode node, CriteriaPart part) => part == CriteriaPart.Deduction
        ? Problem(node, "criteria.max-sign", $"Điểm trừ phải có điểm tối đa âm, không phải {Vi(node.Max.Value)}.", $"A deduction needs a negative maximum, not {En(node.Max.Value)}.",
            $"Ghi -{Vi(node.Max.Value)} nếu dòng này trừ điểm.", $"Write -{En(node.Max.Value)} if the line takes points away.")
        : Problem(node, "criteria.max-sign", $"Điểm tối đa {Vi(node.Max.Value)} là số âm mà dòng này không phải điểm trừ.", $"The maximum {En(node.Max.Value)} is negative but the line is no deduction.",
            "Ghi số dương, hoặc chuyển dòng sang phần điểm trừ.", "Write a positive number, or move the line to the deductions.");

    private static string Difference(decimal difference) => difference > 0 ? $"thừa {Vi(difference)}" : $"thiếu {Vi(-difference)}";

    private static string DifferenceInEnglish(decimal difference) => difference > 0 ? $"{En(difference)} too many" : $"{En(-difference)} too few";

    private static Problem Problem(CriteriaNode node, string code, string vi, string en, string remedyVi, string remedyEn) =>
        new(code, Named(node), new(vi, en), new(remedyVi, remedyEn));

    /// <summary>Code and printed number, as people find a line: "CD_KH (1.1)".</summary>
    internal static string Named(CriteriaNode node) => node.Number.Value.Length > 0 ? $"{node.Code} ({node.Number})" : node.Code.Value;
}
