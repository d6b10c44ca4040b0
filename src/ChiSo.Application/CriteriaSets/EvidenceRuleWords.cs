using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>What a line demands as evidence, in both languages.</summary>
public static class EvidenceRuleWords
{
    /// <param name="rule"><c>null</c> where an explanation may take the place of evidence.</param>
    public static Words Of(EvidenceRule? rule) => rule switch
    {
        null => new("Giải trình thay được tài liệu", "An explanation may take the place of evidence"),
        EvidenceRule.Mandatory => new("Bắt buộc có tệp hoặc văn bản được dẫn", "A file or a cited document is mandatory"),
        EvidenceRule.OneOf => new("Cần một trong các tài liệu (tệp, văn bản được dẫn, tên tài liệu)", "One of a file, a cited document, or its name"),
        _ => throw new System.Diagnostics.UnreachableException($"No words for {rule}."),
    };

    /// <summary>The demand with the documents the criteria name; <c>null</c> where a line demands nothing.</summary>
    public static Words? DemandOf(Leaf leaf)
    {
        if (leaf is { EvidenceRule: null, Evidence.Length: 0 })
            return null;
        var (rule, documents) = (Of(leaf.EvidenceRule), leaf.Evidence.Length > 0 ? $": {leaf.Evidence}" : "");
        return new($"{rule.Vi}{documents}", $"{rule.En}{documents}");
    }
}
