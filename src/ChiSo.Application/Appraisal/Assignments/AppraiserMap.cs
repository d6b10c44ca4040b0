using System.Collections.Frozen;
using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>Why a line is with its agency.</summary>
public enum AssignedBy
{
    /// <summary>The standing office assigned it.</summary>
    Office,

    /// <summary>The criteria set names the agency.</summary>
    Criteria,

    /// <summary>The agency would appraise itself, so the council's working group does.</summary>
    OwnUnit,

    /// <summary>The agency has an interest, or everybody in it who could appraise or confirm has one or belongs to the unit, so the working group does.</summary>
    Interest,

    /// <summary>Nobody is named, so the working group does.</summary>
    Nobody,
}

/// <summary>Who appraises one line of one unit.</summary>
/// <param name="Agency">Code of the agency; never empty.</param>
/// <param name="InsteadOf">The agency that is barred; <c>null</c> when none is.</param>
public sealed record Assigned(string Agency, AssignedBy Why, string? InsteadOf = null)
{
    /// <summary>Accounts with a declared interest in the unit: they do nothing with the line, whatever agency they are of.</summary>
    public ImmutableArray<Guid> Barred { get; init; } = [];

    /// <summary>What doing something with the line is aimed at.</summary>
    /// <param name="stage"><c>null</c> where the act belongs to no stage.</param>
    public Aim AimAt(string unit, StageKind? stage) => new(unit, Agency, stage) { Barred = Barred };
}

/// <summary>Who appraises each line of a block. Every line has exactly one agency, and none appraises itself.</summary>
public sealed class AppraiserMap
{
    private readonly FrozenDictionary<CriterionCode, Leaf> leaves;
    private readonly FrozenDictionary<CriterionCode, ImmutableArray<CriterionCode>> paths;
    private readonly ILookup<CriterionCode, Assignment> rows;
    private readonly ILookup<string, FirstLevelRow>? firstLevel;
    private readonly InterestBars bars;
    private readonly Agencies agencies;

    public AppraiserMap(LiveBlock block, CriteriaSet criteria, Agencies agencies, IEnumerable<Assignment> assignments, InterestBars bars)
    {
        (Block, Criteria, this.agencies, this.bars) = (block, criteria, agencies, bars);
        leaves = criteria.Leaves().ToFrozenDictionary(leaf => leaf.Code, leaf => leaf.Scoring!); // a leaf is scored
        paths = criteria.Roots.SelectMany(root => PathsOf(root, [])).ToFrozenDictionary(pair => pair.Leaf, pair => pair.Path);
        rows = assignments.Where(row => row.BlockId == block.Id).ToLookup(row => row.Node);
        firstLevel = block.FirstLevel.IsEmpty ? null : block.FirstLevel.ToLookup(row => row.Unit);
    }

    public LiveBlock Block { get; }

    public CriteriaSet Criteria { get; }

    /// <summary>Units as a row names them; empty for every unit of the block.</summary>
    public string UnitsOf(IReadOnlyCollection<string> units) => string.Join(' ', Block.Units.Select(unit => unit.Code).Where(units.Contains));

    /// <summary>The nearest row above the leaf counts, one that names the unit before one for all; without a row, what the criteria set says.</summary>
    public Assigned Of(CriterionCode leaf, string unit)
    {
        var row = paths[leaf].Select(node => rows[node].Where(row => row.Covers(unit)).MaxBy(row => row.Units.Length > 0)).FirstOrDefault(row => row is not null);
        var (agency, why) = row is not null ? (row.Agency, AssignedBy.Office)
            : agencies.Named(leaves[leaf].LeadAppraiser) is { } named ? (named.Code, AssignedBy.Criteria)
            : (Agencies.WorkingGroup, AssignedBy.Nobody);
        var assigned = agency == unit ? new Assigned(Agencies.WorkingGroup, AssignedBy.OwnUnit, agency)
            : agency != Agencies.WorkingGroup && bars.Takes(agency, unit) ? new Assigned(Agencies.WorkingGroup, AssignedBy.Interest, agency) // nobody comes after the group
            : new(agency, why);
        return assigned with { Barred = bars.PeopleOf(unit) };
    }

    /// <summary>Who appraises the line at a stage; <c>null</c> where nobody does, as at the first level of a block without one.</summary>
    public Assigned? At(string stage, CriterionCode leaf, string unit) => stage != Stages.FirstLevel ? Of(leaf, unit) : FirstLevelOf(leaf, unit) is { } agency ? new(agency, AssignedBy.Office) { Barred = bars.PeopleOf(unit) } : null;

    /// <summary>Code of the body that appraises the line at the first level: the nearest row above it counts. <c>null</c> where no row covers it, where the unit supplies nothing, and where the body has an interest or nobody free: then the lead agency alone appraises.</summary>
    public string? FirstLevelOf(CriterionCode leaf, string unit)
    {
        if (firstLevel is null || leaves[leaf].SuppliedBy != Supplier.Unit)
            return null;
        var own = firstLevel[unit].ToList();
        var row = paths[leaf].Select(node => own.Find(row => row.Node == node)).FirstOrDefault(row => row is not null) ?? own.Find(row => row.Node is null);
        return row is not null && agencies.Meant(row.Appraiser) is { } agency && agency.Code != unit && !bars.Takes(agency.Code, unit) ? agency.Code : null;
    }

    /// <summary>What reading the line of a unit is aimed at, for each agency that appraises it, on one level or on two.</summary>
    public IEnumerable<Aim> AimsOf(CriterionCode leaf, string unit) => new[] { Of(leaf, unit), At(Stages.FirstLevel, leaf, unit) }.OfType<Assigned>().Select(assigned => assigned.AimAt(unit, null));

    /// <summary>Whether the working group would have lines of the unit and, with these bars, nobody free to appraise or to confirm them.</summary>
    public bool Strands(string unit, InterestBars with) => with.Takes(Agencies.WorkingGroup, unit) && leaves.Keys.Select(leaf => Of(leaf, unit).Agency).Any(agency => agency == Agencies.WorkingGroup || with.Takes(agency, unit));

    /// <summary>Codes of the agencies that appraise any line of a unit, on either level.</summary>
    public IEnumerable<string> AgenciesOf(string unit) => leaves.Keys.SelectMany(leaf => (string?[])[Of(leaf, unit).Agency, FirstLevelOf(leaf, unit)]).OfType<string>().Distinct();

    /// <summary>The agency that answers for the criterion itself, whichever unit is appraised by another.</summary>
    public string AgencyOf(CriterionCode leaf) => Of(leaf, "").Agency;

    /// <summary>How many lines each agency has to appraise, most first.</summary>
    public IEnumerable<(string Agency, int Lines)> Shares() => Shares((leaf, unit) => Of(leaf, unit).Agency);

    /// <summary>The same for the first level.</summary>
    public IEnumerable<(string Agency, int Lines)> FirstLevelShares() => Shares(FirstLevelOf);

    private IEnumerable<(string Agency, int Lines)> Shares(Func<CriterionCode, string, string?> agencyOf) => Block.Units
        .SelectMany(unit => leaves.Keys.Select(leaf => agencyOf(leaf, unit.Code)).OfType<string>()).GroupBy(agency => agency)
        .Select(same => (same.Key, same.Count())).OrderByDescending(pair => pair.Item2).ThenBy(pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Each leaf with the nodes from itself up to its field.</summary>
    private static IEnumerable<(CriterionCode Leaf, ImmutableArray<CriterionCode> Path)> PathsOf(CriteriaNode node, ImmutableArray<CriterionCode> above)
    {
        ImmutableArray<CriterionCode> path = [node.Code, .. above];
        return node.IsLeaf ? [(node.Code, path)] : node.Children.SelectMany(child => PathsOf(child, path));
    }
}
