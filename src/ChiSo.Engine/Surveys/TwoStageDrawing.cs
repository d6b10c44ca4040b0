using System.Collections.Immutable;

namespace ChiSo.Engine.Surveys;

/// <summary>Two stages: clusters with probability proportional to the people in them, then the same number of people in each, so that all weigh alike.</summary>
/// <remarks>
/// Clusters of a stratum are shuffled and drawn systematically on their cumulated sizes: the cluster of person ⌊(start + i·M) ÷ m⌋, M people, m clusters, start from 0 to M − 1 (Madow 1949, Annals of Mathematical Statistics 20; Hartley &amp; Rao 1962). One with m·Mᵢ ≥ M
/// is certain: it is taken first, and the draw is made anew for the others. Source: Särndal et al. (1992), 3.6; Lohr (2022), chapter 6.
/// </remarks>
public static class TwoStageDrawing
{
    /// <param name="clusters">Clusters to draw in each stratum, by its name.</param>
    /// <param name="people">People to draw in each cluster, and its reserve; a smaller cluster gives all it has.</param>
    public static Result<Draw> ProportionalToSize(SampleFrame frame, IReadOnlyDictionary<string, int> clusters, StratumSize people, ulong seed)
    {
        var strata = frame.Rows.GroupBy(row => row.Stratum, StringComparer.Ordinal).OrderBy(stratum => stratum.Key, StringComparer.Ordinal)
            .Select(stratum => (stratum.Key, Clusters: stratum.GroupBy(row => row.Cluster, StringComparer.Ordinal).OrderBy(cluster => cluster.Key, StringComparer.Ordinal).Select(cluster => cluster.ToArray()).ToArray())).ToArray();
        var problems = DrawChecks.Find(strata.ToDictionary(stratum => stratum.Key, stratum => stratum.Clusters.Length, StringComparer.Ordinal), clusters.ToDictionary(pair => pair.Key, pair => new StratumSize(pair.Value, 0), StringComparer.Ordinal));
        if (!problems.IsEmpty)
            return problems;
        if (people.Sample < 1 || people.Reserve < 0)
            throw new ArgumentOutOfRangeException(nameof(people), people, "At least one person is drawn in a cluster.");

        var random = new SplitMix64(seed);
        var drawn = ImmutableArray.CreateBuilder<DrawnRow>();
        foreach (var (name, all) in strata)
        {
            var order = 0;
            foreach (var (cluster, probability) in Clusters(all, clusters[name], random))
            {
                Drawing.Shuffle(cluster, random);
                var sample = Math.Min(people.Sample, cluster.Length);
                var weight = cluster.Length / (probability * sample);
                foreach (var row in cluster.Take(sample))
                    drawn.Add(new(row, ++order, false, weight));
                foreach (var (place, row) in cluster.Skip(sample).Take(people.Reserve).Index())
                    drawn.Add(new(row, place + 1, true, 0));
            }
        }

        return new Draw("two-stage-pps", seed, frame.Hash, Draw.CurrentVersion, drawn.DrainToImmutable());
    }

    private static List<(FrameRow[] Cluster, double Probability)> Clusters(FrameRow[][] clusters, int wanted, SplitMix64 random)
    {
        var chosen = new List<(FrameRow[], double)>();
        var left = clusters.ToList();
        while (wanted > chosen.Count)
        {
            var (people, open) = (left.Sum(cluster => (long)cluster.Length), wanted - chosen.Count);
            var certain = left.Where(cluster => (long)cluster.Length * open >= people).ToArray();
            if (certain.Length == 0)
                break;
            chosen.AddRange(certain.Select(cluster => (cluster, 1.0)));
            left.RemoveAll(cluster => certain.Contains(cluster));
        }

        if (wanted > chosen.Count)
            chosen.AddRange(Systematic([.. left], wanted - chosen.Count, random));
        return chosen;
    }

    private static IEnumerable<(FrameRow[] Cluster, double Probability)> Systematic(FrameRow[][] clusters, int wanted, SplitMix64 random)
    {
        Drawing.Shuffle(clusters, random);
        var people = clusters.Sum(cluster => cluster.Length);
        var start = random.Below(people);
        var (reached, place) = (0, 0);
        foreach (var cluster in clusters)
        {
            reached += cluster.Length;
            if (place == wanted || (start + ((long)place * people)) / wanted >= reached)
                continue;
            yield return (cluster, (double)cluster.Length * wanted / people);
            place++;
        }
    }
}
