using ChiSo.Engine;
using ChiSo.Web.Language;

namespace ChiSo.Web.Publication;

/// <summary>The reason behind a figure, line by line, in the reader's language.</summary>
public sealed class ReasonLines(Texts texts)
{
    public IEnumerable<string> Of(Explained explained) => explained.Because is Reason.NotScored ? [texts["Reason_Unknown"]] : [];
}

/// <summary>The rule of a leaf in words, in the reader's language.</summary>
public sealed class RuleLines(Texts texts)
{
    public IEnumerable<string> Of(CriteriaNode node) => node.Scoring is { Guide.Length: > 0 } leaf ? [leaf.Guide + texts["List_And"][..0]] : [];
}
