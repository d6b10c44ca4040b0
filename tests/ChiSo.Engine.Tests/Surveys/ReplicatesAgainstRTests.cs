using System.Globalization;
using ChiSo.Engine.Surveys;

namespace ChiSo.Engine.Tests.Surveys;

/// <summary>Replicate variances equal those of R's survey package; half samples and bootstraps are compared with the factors made here.</summary>
[Trait("Duration", "Long")]
public sealed class ReplicatesAgainstRTests
{
    private static readonly SyntheticSurvey Survey = new();
    private static readonly SyntheticSurvey Pairs = Survey.Pairs();
    private static readonly Lazy<Dictionary<string, double>> R = new(() => RSurvey.Figures("replicates.R", Write));

    public static MatrixTheoryData<string, ReplicateCentre> Kinds =>
        new(["JK1", "JK1-fpc", "JKn", "JKn-fpc", "BRR", "Fay", "bootstrap", "JKn-poststratified"], [ReplicateCentre.Mean, ReplicateCentre.Estimate]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Replicate_variances_equal_those_of_R(string kind, ReplicateCentre centre)
    {
        var survey = kind is "BRR" or "Fay" ? Pairs : Survey;
        var (design, replicates) = (Design(kind), Make(kind));
        var groups = new Auxiliary.Groups("group", survey.Groups, [.. survey.Groups.Names.Select((name, code) =>
            (name switch { "A" => 1.1, "B" => 0.95, _ => 1.02 }) * survey.Weights.Where((_, row) => survey.Groups.Codes[row] == code).Sum())]);
        Func<System.Collections.Immutable.ImmutableArray<double>, Result<System.Collections.Immutable.ImmutableArray<double>>>? adjust =
            kind == "JKn-poststratified" ? weights => Calibration.Weights(weights.AsSpan(), [groups], new CalibrationDistance.Linear()) : null;

        Check("mean", drawn => Linearise.Mean(drawn, "y", survey.Y));
        Check("ratio", drawn => Linearise.Ratio(drawn, "y/x", survey.Y, survey.X));
        Check("total", drawn => Linearise.Total(drawn, "y", survey.Y));

        void Check(string what, Func<SurveyDesign, Result<Linearised>> statistic)
        {
            var estimate = ReplicateVariance.Estimate(design, replicates, what, drawn => statistic(drawn).Known().Value, adjust, centre).Known();
            var place = $"{kind}.{(centre == ReplicateCentre.Mean ? "mean" : "estimate")}.{what}";
            estimate.Value.ShouldBe(R.Value[$"{place}.value"], Math.Abs(R.Value[$"{place}.value"]) * 1e-10);
            estimate.StandardError.ShouldBe(R.Value[$"{place}.se"], R.Value[$"{place}.se"] * 1e-8);
        }
    }

    private static SurveyDesign Design(string kind) => kind switch
    {
        "JK1" => DesignKinds.Of("cluster", Survey),
        "JK1-fpc" => DesignKinds.Of("cluster-fpc", Survey),
        "JKn-fpc" => DesignKinds.Of("stratified-cluster-fpc", Survey),
        "BRR" or "Fay" => DesignKinds.Of("stratified-cluster", Pairs),
        _ => DesignKinds.Of("stratified-cluster", Survey),
    };

    private static Replicates Make(string kind) => (kind switch
    {
        "JK1" or "JK1-fpc" => Jackknife.Unstratified(Design(kind)),
        "BRR" => BalancedReplicates.Create(Design(kind)),
        "Fay" => BalancedReplicates.Create(Design(kind), 0.3),
        "bootstrap" => Bootstrap.RaoWu(Design(kind), 60, 7),
        _ => Jackknife.Stratified(Design(kind)),
    }).Known();

    private static void Write(string folder)
    {
        Survey.Write(folder);
        Pairs.Write(folder, "pairs.csv");
        foreach (var kind in new[] { "BRR", "Fay", "bootstrap" })
        {
            var (design, replicates) = (Design(kind), Make(kind));
            File.WriteAllLines(Path.Combine(folder, $"{kind.ToLowerInvariant()}.csv"), Enumerable.Range(0, design.Rows).Select(row =>
                string.Join(',', Enumerable.Range(0, replicates.Count).Select(replicate => replicates.Factors(replicate)[design.UnitOfRow[row]].ToString("R", CultureInfo.InvariantCulture)))));
        }
    }
}
