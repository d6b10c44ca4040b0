using System.Collections.Immutable;
using static ChiSo.Engine.NumberText;

namespace ChiSo.Engine;

/// <summary>What must be put right in a method before a block can be computed by it: every problem at once.</summary>
public static class MethodChecks
{
    /// <param name="where">The place of the method, such as the name of its file.</param>
    public static ImmutableArray<Problem> Find(Method method, CriteriaSet set, string where) =>
        [.. OfRounding(method, where), .. OfClasses(method, where), .. OfGates(method, set, where), .. OfQuotas(method, where), .. OfTieBreaks(method, set, where)];

    private static IEnumerable<Problem> OfRounding(Method method, string where)
    {
        if (method.Decimals is < 0 or > 3)
            yield return new("method.decimals", where, new($"Số chữ số thập phân là {Vi(method.Decimals)}, phải từ 0 đến 3.", $"The number of decimals is {En(method.Decimals)}; it must be 0 to 3."),
                new("Ghi 0, 1, 2 hoặc 3.", "Write 0, 1, 2 or 3."));
    }

    private static IEnumerable<Problem> OfClasses(Method method, string where)
    {
        for (var place = 1; place < method.Classes.Length; place++)
        {
            var (better, worse) = (method.Classes[place - 1], method.Classes[place]);
            if (worse.From >= better.From)
                yield return new("method.class-order", where,
                    new($"Xếp loại “{worse.Name.Vi}” bắt đầu từ {Vi(worse.From)}, không thấp hơn “{better.Name.Vi}” ({Vi(better.From)}).", $"Class “{worse.Name.En}” begins at {En(worse.From)}, not below “{better.Name.En}” ({En(better.From)})."),
                    new("Ghi các loại từ cao xuống thấp.", "Write the classes from the best to the worst."));
        }
    }

    private static IEnumerable<Problem> OfGates(Method method, CriteriaSet set, string where)
    {
        foreach (var gate in method.Gates)
        {
            if (gate.CapsAt < 0 || gate.CapsAt >= method.Classes.Length)
                yield return NoSuchClass(where);
            if (gate.Requires is not GateCondition.NodeShareAtLeast share)
                continue;
            if (!Has(set, share.Node))
                yield return NoSuchLine(where, share.Node);
            if (share.Percent is < 0 or > 100)
                yield return GateShare(where);
        }
    }

    private static IEnumerable<Problem> OfQuotas(Method method, string where)
    {
        foreach (var quota in method.Quotas)
        {
            if (quota.Class < 0 || quota.Class >= method.Classes.Length)
                yield return NoSuchClass(where);
            else if (quota.Class == method.Classes.Length - 1)
                yield return new("method.quota-last-class", where, new("Loại thấp nhất không thể có giới hạn số lượng: không còn loại nào thấp hơn.", "The last class can't have a quota: there is none below it."),
                    new("Bỏ giới hạn của loại thấp nhất.", "Remove the quota of the last class."));
            if (quota.Number is null == quota.SharePercent is null || quota.Number < 0 || quota.SharePercent is < 0 or > 100)
                yield return new("method.quota-limit", where, new("Giới hạn của một loại phải là một số lượng, hoặc một tỷ lệ từ 0 đến 100 %.", "The quota of a class must be either a number or a share of 0 to 100 %."),
                    new("Ghi đúng một trong hai.", "Write exactly one of the two."));
        }

        foreach (var twice in method.Quotas.CountBy(quota => quota.Class).Where(quota => quota.Value > 1 && quota.Key >= 0 && quota.Key < method.Classes.Length))
            yield return new("method.quota-twice", where, new($"Loại “{method.Classes[twice.Key].Name.Vi}” có hơn một giới hạn.", $"Class “{method.Classes[twice.Key].Name.En}” has more than one quota."),
                new("Giữ lại một giới hạn.", "Keep one of them."));
    }

    private static IEnumerable<Problem> OfTieBreaks(Method method, CriteriaSet set, string where) =>
        method.TieBreaks.OfType<TieBreak.NodePoints>().Where(key => !Has(set, key.Node)).Select(key => NoSuchLine(where, key.Node));

    private static bool Has(CriteriaSet set, CriterionCode code) => set.Nodes().Any(node => node.Code == code);

    private static Problem NoSuchLine(string where, CriterionCode code) =>
        new("method.unknown-line", where, new($"Không có dòng nào mang mã {code} trong bộ tiêu chí.", $"The criteria set has no line {code}."),
            new("Ghi mã của một dòng đang có.", "Write the code of a line that is there."));

    /// <summary>The share a gate asks for lies outside 0 to 100 percent.</summary>
    public static Problem GateShare(string where) =>
        new("method.gate-share", where, new("Tỷ lệ của điều kiện phải từ 0 đến 100 %.", "The share of a gate is 0 to 100 %."), new("Ghi tỷ lệ phần trăm của điểm tối đa.", "Write a percentage of the maximum."));

    private static Problem NoSuchClass(string where) =>
        new("method.unknown-class", where, new("Điều kiện hoặc giới hạn nhắc đến một loại không có.", "A gate or quota names a class that is not there."),
            new("Ghi một trong các loại đã khai.", "Write one of the declared classes."));
}
