using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ChiSo.Application.Surveys.Sampling;

/// <summary>Clusters of a two-stage sample put together at random ("nhóm cụm") until as many answers are expected of each group as the smallest group has. Its group goes with an answer in the place of its cluster, which would tell who gave it; errors between groups are those between clusters, on fewer degrees of freedom.</summary>
/// <remarks>Random groups, or masked variance units: Wolter, Introduction to Variance Estimation (2007), chapter 2; Lu, Brick &amp; Sitter, JASA 101 (2006). See docs/adr/0016-groups-of-clusters-go-with-answers.md.</remarks>
public static class ClusterGroups
{
    /// <returns>The group of each unit, stratum and cluster, from "1" in each stratum; strata that can't be parted into two groups aren't there.</returns>
    public static ImmutableDictionary<(string Unit, string Stratum, string Cluster), string> Of(HeldDraw draw, int least)
    {
        var groups = ImmutableDictionary.CreateBuilder<(string, string, string), string>();
        if (draw.Plan.Method != SampleMethod.TwoStage)
            return groups.ToImmutable();
        foreach (var stratum in draw.People.Where(one => !one.IsReserve).GroupBy(one => (one.Unit, one.Stratum)))
        {
            var clusters = stratum.CountBy(one => one.Cluster).OrderBy(cluster => Place(draw.Seed, stratum.Key, cluster.Key), StringComparer.Ordinal).ToArray();
            var many = Many([.. clusters.Select(cluster => cluster.Value * draw.Plan.Response)], least);
            foreach (var (at, (cluster, _)) in many < 2 ? [] : clusters.Index())
                groups.Add((stratum.Key.Unit, stratum.Key.Stratum, cluster), (1 + (at % many)).ToString(CultureInfo.InvariantCulture));
        }

        return groups.ToImmutable();
    }

    /// <summary>The most groups of which each expects enough; groups of one number of clusters before others, since they make no error look larger than it is.</summary>
    /// <param name="expected">Answers of each cluster.</param>
    private static int Many(double[] expected, int least)
    {
        bool IsEnough(int many)
        {
            var sums = new double[many];
            foreach (var (at, answers) in expected.Index())
                sums[at % many] += answers;
            return sums.Min() >= least - 1e-9;
        }

        var most = Enumerable.Range(1, expected.Length).LastOrDefault(IsEnough);
        return Enumerable.Range(1, most).LastOrDefault(many => expected.Length % many == 0) is var even && even * 2 > most ? even : most;
    }

    /// <summary>An order that has nothing to do with the clusters, and that anybody finds again.</summary>
    private static string Place(ulong seed, (string Unit, string Stratum) stratum, string cluster) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}\t{stratum.Unit}\t{stratum.Stratum}\t{cluster}"))));
}
