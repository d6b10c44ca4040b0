using System.Collections.Immutable;

namespace ChiSo.Engine.Surveys;

/// <summary>How the parts of a node become one figure; the choice is printed with the index, because the two differ.</summary>
public enum IndexPooling
{
    /// <summary>The weighted mean of the parts' indices: each part counts by its weight, however many answered it.</summary>
    MeanOfParts,

    /// <summary>All valid answers below the node together: parts that more people answered count more. Weights of the parts are not used.</summary>
    PooledAnswers,
}

/// <summary>An index as data: items in factors, factors in parts, parts in the whole.</summary>
/// <param name="Code">Unique in the tree.</param>
/// <param name="Weight">Above zero; counts against that of its siblings.</param>
public abstract record IndexNode(string Code, double Weight)
{
    /// <summary>A question.</summary>
    public sealed record Question(IndexItem Item, double Weight = 1) : IndexNode(Item.Code, Weight);

    /// <summary>A factor (yếu tố), a part (phần) or the whole index.</summary>
    /// <param name="Parts">At least one.</param>
    public sealed record Group(string Code, ImmutableArray<IndexNode> Parts, IndexPooling Pooling = IndexPooling.MeanOfParts, double Weight = 1) : IndexNode(Code, Weight);

    /// <summary>The questions below it, in their order.</summary>
    public IEnumerable<IndexItem> Items() => this switch
    {
        Question question => [question.Item],
        Group group => group.Parts.SelectMany(part => part.Items()),
        _ => [],
    };
}

/// <summary>How units become the index of their level.</summary>
public enum LevelPooling
{
    /// <summary>The simple mean of the units' indices.</summary>
    MeanOfUnits,

    /// <summary>All forms together by their weights: large units count more.</summary>
    PooledForms,
}
