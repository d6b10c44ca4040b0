using System.Collections.Immutable;

namespace ChiSo.Engine;

/// <summary>The criteria tree of one block, one version ("bộ tiêu chí"). Fields at the top, leaves are what is scored.</summary>
public sealed record CriteriaSet
{
    public required string Code { get; init; }

    /// <summary>From 1; a set replaced while a round runs is a new version that keeps the entries.</summary>
    public required int Version { get; init; }

    /// <summary>Code and version, as <see cref="PublishedResult.Criteria"/> writes them: "departments@2".</summary>
    public string Edition => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Code}@{Version}");

    public required Words Name { get; init; }

    /// <summary>The first level: fields ("lĩnh vực"), and lines outside the base (bonus, deduction).</summary>
    public required ImmutableArray<CriteriaNode> Roots { get; init; }

    /// <summary>What all bonus lines together may add at most; <c>null</c> when only each line's own maximum limits them.</summary>
    public Points? BonusCap { get; init; }

    /// <summary>What all deduction lines together may take away at most, as a negative number; <c>null</c> when only each line's own limits them.</summary>
    public Points? DeductionCap { get; init; }

    /// <summary>Every node, parents before their children, in printed order.</summary>
    public IEnumerable<CriteriaNode> Nodes() => Roots.SelectMany(root => root.SelfAndBelow());

    /// <summary>Every line that is scored, in printed order.</summary>
    public IEnumerable<CriteriaNode> Leaves() => Nodes().Where(node => node.IsLeaf);
}

/// <summary>A line of the tree: field, criterion or sub-criterion.</summary>
public sealed record CriteriaNode
{
    /// <summary>Permanent over the years.</summary>
    public required CriterionCode Code { get; init; }

    /// <summary>Printed this year.</summary>
    public required CriterionNumber Number { get; init; }

    public required Words Name { get; init; }

    /// <summary>What the line can give at most; negative for a deduction (what it can take away at most).</summary>
    public required Points Max { get; init; }

    public CriteriaPart Part { get; init; } = CriteriaPart.Base;

    /// <summary>Empty for a leaf.</summary>
    public ImmutableArray<CriteriaNode> Children { get; init; } = [];

    /// <summary>How a leaf is scored; <c>null</c> exactly for a node with children.</summary>
    public Leaf? Scoring { get; init; }

    /// <summary>Who decides "not applicable" on this line, and what it does; <c>null</c> when it can't be asked for.</summary>
    public NotApplicablePolicy? NotApplicable { get; init; }

    /// <summary>The lines of last year's set this one continues, several where they were merged into it; empty when the code itself continues.</summary>
    public ImmutableArray<CriterionCode> Continues { get; init; } = [];

    /// <summary>Codes to look for in last year's set: <see cref="Continues"/>, or the line's own.</summary>
    public ImmutableArray<CriterionCode> Origins => Continues.IsEmpty ? [Code] : Continues;

    public bool IsLeaf => Children.IsEmpty;

    /// <summary>This line and every line below it, parents before their children, in printed order.</summary>
    public IEnumerable<CriteriaNode> SelfAndBelow()
    {
        var open = new Stack<CriteriaNode>([this]);
        while (open.TryPop(out var node))
        {
            yield return node;
            for (var child = node.Children.Length - 1; child >= 0; child--)
                open.Push(node.Children[child]);
        }
    }
}

/// <summary>Everything that says how a leaf gets its points.</summary>
public sealed record Leaf
{
    public required Supplier SuppliedBy { get; init; }

    public required ScoringRule Rule { get; init; }

    /// <summary>The smallest difference between two direct or chosen scores ("bước điểm"); <c>null</c> for any.</summary>
    public Points? Step { get; init; }

    /// <summary>The figures declared under the line, in the order entries hold them.</summary>
    public ImmutableArray<Figure> Figures { get; init; } = [];

    /// <summary>Whether "no task arose this year" ("không phát sinh nhiệm vụ") is an answer, which gives the maximum.</summary>
    public bool NoTaskGivesMax { get; init; }

    /// <summary>Must pass before the set can be published.</summary>
    public ImmutableArray<WorkedExample> Examples { get; init; } = [];

    /// <summary>The evidence asked for ("tài liệu kiểm chứng"); empty when none is named.</summary>
    public string Evidence { get; init; } = "";

    /// <summary>What must stand on the line before it is handed in; <c>null</c> where an explanation may take the place of evidence.</summary>
    public EvidenceRule? EvidenceRule { get; init; }

    /// <summary>The agency that leads the appraisal ("cơ quan chủ trì thẩm định"); empty when none is named.</summary>
    public string LeadAppraiser { get; init; } = "";

    /// <summary>The scoring guide ("hướng dẫn chấm điểm"); empty when none is written.</summary>
    public string Guide { get; init; } = "";
}

/// <summary>A number declared under a leaf ("số liệu").</summary>
/// <param name="Name">The letter rules use: a, b, c, n, x, v.</param>
/// <param name="Meaning">What is counted.</param>
public sealed record Figure(string Name, string Meaning);

/// <summary>An entry and the points it must give: <c>a=36;b=40 => 1.8</c>.</summary>
/// <param name="Best">The best value of the block, where the rule is relative to it.</param>
public sealed record WorkedExample(Entry Entry, decimal? Best, decimal Gives);

/// <summary>Which part of the index a line belongs to.</summary>
public enum CriteriaPart
{
    /// <summary>Counts in points and in the maximum.</summary>
    Base,

    /// <summary>Adds points outside the maximum ("điểm thưởng").</summary>
    Bonus,

    /// <summary>Takes points away outside the maximum ("điểm trừ").</summary>
    Deduction,
}

/// <summary>Who supplies a leaf.</summary>
public enum Supplier
{
    /// <summary>The unit scores itself.</summary>
    Unit,

    /// <summary>The lead agency, from its own records.</summary>
    LeadAgency,

    Survey,

    Dossiers,

    /// <summary>The Chairman and Vice Chairmen.</summary>
    Leader,

    /// <summary>Another published index.</summary>
    ImportedIndex,

    /// <summary>Computed from other declared figures.</summary>
    Computed,
}

/// <summary>How much evidence a line that claims points needs, where an explanation is not enough.</summary>
public enum EvidenceRule
{
    /// <summary>A file or a cited document ("bắt buộc").</summary>
    Mandatory,

    /// <summary>One of a file, a cited document, or the document's name in words ("một trong các tài liệu").</summary>
    OneOf,
}

/// <summary>Who decides "not applicable" and what follows from it.</summary>
public sealed record NotApplicablePolicy(NotApplicableEffect Effect, string DecidedBy);

/// <summary>What "not applicable" does to the maximum.</summary>
public enum NotApplicableEffect
{
    /// <summary>Leave the line out of the points and of the maximum ("loại khỏi điểm tối đa").</summary>
    Rebase,

    /// <summary>Give the maximum ("cho điểm tối đa").</summary>
    Award,

    /// <summary>Move its maximum to the other lines under the same parent, in proportion to theirs ("chuyển điểm sang tiêu chí cùng nhóm").</summary>
    Siblings,
}
