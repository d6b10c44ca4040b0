using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Engine.Surveys;

namespace ChiSo.Engine.Tests.Surveys;

/// <summary>The samples of California schools, read from the installed R package while the test runs: they are not ours to keep.</summary>
internal static class SchoolSamples
{
    private static readonly Lazy<(Dictionary<string, Dictionary<string, string[]>> Tables, Dictionary<string, double> Figures)> Read = new(() =>
    {
        var tables = new Dictionary<string, Dictionary<string, string[]>>(StringComparer.Ordinal);
        var figures = RSurvey.Figures("api.R", _ => { }, folder =>
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.csv"))
                tables.Add(Path.GetFileNameWithoutExtension(file), Columns(file));
        });
        return (tables, figures);
    });

    /// <summary>What R says of the samples.</summary>
    public static double OfR(string place) => Read.Value.Figures[place];

    public static double[] Numbers(string sample, string column) => [.. Read.Value.Tables[sample][column].Select(text => text == "NA" ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture))];

    public static Grouping Labels(string sample, string column) => Grouping.Of(Read.Value.Tables[sample][column]);

    public static double[] Is(string sample, string column, string label) => [.. Read.Value.Tables[sample][column].Select(text => text == label ? 1.0 : 0)];

    public static Domain Domain(string sample, string column, string label) => new(label, [.. Read.Value.Tables[sample][column].Select(text => text == label)]);

    /// <param name="kind">srs, stratified, cluster, two-stage, lonely, lonely-whole (the district of one school drawn whole, 1,000 schools in each other), census; with "-no-fpc" for draws with replacement.</param>
    public static SurveyDesign Design(string kind, LonelyUnits lonely = LonelyUnits.Stop)
    {
        var sample = SampleOf(kind);
        if (kind == "census")
            return SurveyDesign.Create(Numbers(sample, "snum").Length, [new(null, null, new FinitePopulation.Sizes([.. Numbers(sample, "snum").Select(_ => (double)Numbers(sample, "snum").Length)]))]).Known();
        var (bare, weights) = (kind.EndsWith("-no-fpc", StringComparison.Ordinal), (ImmutableArray<double>)[.. Numbers(sample, "pw")]);
        FinitePopulation Sizes(string column) => bare ? new FinitePopulation.WithReplacement() : new FinitePopulation.Sizes([.. Numbers(sample, column)]);
        SamplingStage[] stages = kind.Replace("-no-fpc", "", StringComparison.Ordinal) switch
        {
            "srs" => [new(null, null, Sizes("fpc"))],
            "stratified" => [new(Labels(sample, "stype"), null, Sizes("fpc"))],
            "cluster" => [new(null, Labels(sample, "dnum"), Sizes("fpc"))],
            "lonely-whole" => [new(Labels(sample, "dnum"), null, new FinitePopulation.Sizes([.. Numbers(sample, "dnum").Select(district => district == 413 ? 1.0 : 1000)]))],
            "lonely" => [new(Labels(sample, "dnum"), Labels(sample, "snum"), Sizes("fpc"), UnitNames.WithinStratum)],
            _ => [new(null, Labels(sample, "dnum"), Sizes("fpc1")), new(null, null, Sizes("fpc2"))],
        };
        return SurveyDesign.Create(weights.Length, stages, weights, lonely).Known();
    }

    public static string SampleOf(string kind) => kind.Split('-')[0] switch { "srs" => "apisrs", "stratified" => "apistrat", "cluster" or "lonely" => "apiclus1", "census" => "apipop", _ => "apiclus2" };

    private static Dictionary<string, string[]> Columns(string file)
    {
        var lines = File.ReadLines(file).Select(line => line.Split(',')).ToArray();
        return Enumerable.Range(0, lines[0].Length).ToDictionary(column => lines[0][column], column => lines.Skip(1).Select(cells => cells[column]).ToArray(), StringComparer.Ordinal);
    }
}
