using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>What became of a request.</summary>
public enum RequestOutcome
{
    Open,

    /// <summary>What was asked for counts.</summary>
    Upheld,

    /// <summary>Another value counts than the one that stood, and than the one asked for.</summary>
    InPart,

    Rejected,

    NotAdmitted,

    Withdrawn,
}

/// <summary>How many requests came to which end.</summary>
/// <param name="Node">The line they are about; <c>null</c> for the whole block.</param>
public sealed record RequestCount(CriteriaNode? Node, ImmutableDictionary<RequestOutcome, int> Ends)
{
    public int Asked => Ends.Values.Sum();

    public int Of(RequestOutcome outcome) => Ends.GetValueOrDefault(outcome);

    /// <summary>The block first, then its criteria in printed order, those nobody asked about left out.</summary>
    public static ImmutableArray<RequestCount> Of(RequestDesk desk)
    {
        var asked = desk.Requests.ToLookup(request => request.Criterion);
        return [Count(null, desk.Requests), .. desk.Sheet.Criteria.Leaves().Where(leaf => asked.Contains(leaf.Code)).Select(leaf => Count(leaf, asked[leaf.Code]))];
    }

    private static RequestCount Count(CriteriaNode? node, IEnumerable<ReviewRequest> requests) =>
        new(node, requests.GroupBy(request => request.Outcome).ToImmutableDictionary(same => same.Key, same => same.Count()));
}
