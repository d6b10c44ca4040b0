using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment;

/// <summary>Who answers for a line inside the unit: exactly one person or one division, always.</summary>
/// <param name="Name">As shown; empty for the unit's focal officer, who answers for what nobody was given.</param>
/// <param name="Division">What the line is counted under; empty for the focal officer.</param>
/// <param name="Account">The person's account; <c>null</c> where a division or somebody without an account answers.</param>
/// <param name="Due">Last day; <c>null</c> without one.</param>
public sealed record Duty(string Name, string Division, Guid? Account, DateOnly? Due)
{
    /// <summary>What nobody was given.</summary>
    public static Duty OfFocalOfficer { get; } = new("", "", null, null);

    /// <summary>Who answers for what a row gives: whoever it was handed over to; where that person can't act any more the division, and without one the focal officer.</summary>
    internal static Duty Of(InternalAssignment row, UnitPeople people)
    {
        if (row.Account is { } account && people.AnswersFor(account, row.At) is { } person)
            return new(person.Name, row.Division.Length > 0 ? row.Division : person.Name, person.Account, row.Due);
        return new(row.Division, row.Division, null, row.Due); // without a division the focal officer, by the same day
    }
}

/// <summary>Who answers for each line of one unit.</summary>
public sealed class Duties
{
    private readonly ImmutableDictionary<CriterionCode, Duty> byLeaf;
    private readonly UnitPeople people;

    public Duties(CriteriaSet criteria, IEnumerable<InternalAssignment> rows, UnitPeople people)
    {
        this.people = people;
        Rows = Counting(rows).ToImmutableDictionary(row => row.Node);
        var found = ImmutableDictionary.CreateBuilder<CriterionCode, Duty>();
        foreach (var root in criteria.Roots)
            Give(root, Duty.OfFocalOfficer, found);
        byLeaf = found.ToImmutable();
    }

    /// <summary>The row that counts on each node, taken back ones too, since the next must name its sequence.</summary>
    public ImmutableDictionary<CriterionCode, InternalAssignment> Rows { get; }

    /// <summary>The nearest assignment above the leaf.</summary>
    public Duty Of(CriterionCode leaf) => byLeaf[leaf];

    /// <summary>Who answers for what a row gives.</summary>
    public Duty AnswersFor(InternalAssignment row) => Duty.Of(row, people);

    /// <summary>Of the rows of one unit those that count: the last on each node.</summary>
    internal static IEnumerable<InternalAssignment> Counting(IEnumerable<InternalAssignment> rows) => rows.GroupBy(row => row.Node).Select(node => node.MaxBy(row => row.Sequence)!); // a group has a row

    private void Give(CriteriaNode node, Duty above, ImmutableDictionary<CriterionCode, Duty>.Builder found)
    {
        var duty = Rows.GetValueOrDefault(node.Code) is { IsTakenBack: false } row ? Duty.Of(row, people) : above;
        if (node.IsLeaf)
            found[node.Code] = duty;
        foreach (var child in node.Children)
            Give(child, duty, found);
    }
}
