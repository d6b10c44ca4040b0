using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys;

/// <summary>How a file of answers was drawn, what its weights must meet and what is wanted of it. Documented in <c>docs/reference/survey-design.md</c>.</summary>
/// <param name="Weights">A column; <c>null</c> where weights follow from the populations of all stages.</param>
/// <param name="NonResponse">Made before the calibration; <c>null</c> where the rows are those who answered.</param>
/// <param name="Replicates"><c>null</c> for linearised errors.</param>
/// <param name="Level">Confidence of the intervals, in (0, 1).</param>
public sealed record DesignFile(ImmutableArray<StageColumns> Stages, string? Weights = null, LonelyUnits LonelyUnits = LonelyUnits.Stop, NonResponseColumns? NonResponse = null, CalibrationColumns? Calibration = null, WantedReplicates? Replicates = null, ImmutableArray<WantedEstimate> Estimates = default, double Level = 0.95)
{
    /// <summary>How the answers are cleaned; <c>null</c>: they are not.</summary>
    public CleaningColumns? Cleaning { get; init; }

    /// <summary>From when a figure is told to be unreliable; <c>null</c>: none is.</summary>
    public FigureLimits? Limits { get; init; }

    /// <summary><c>null</c>: weights are not cut.</summary>
    public WeightBounds? Trimming { get; init; }

    public ImmutableArray<WantedComparison> Comparisons { get; init; } = [];

    public ImmutableArray<WantedIndependence> Independence { get; init; } = [];

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    public static Result<DesignFile> Read(string path) => File.Exists(path) ? Parse(File.ReadAllBytes(path), Path.GetFileName(path)) : Spreadsheets.FileProblems.NotFound(path);

    /// <summary>As <see cref="Parse"/> reads it. Its lists are not <c>default</c>.</summary>
    internal byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    /// <returns>The design, or every place in the file where it can't be understood.</returns>
    public static Result<DesignFile> Parse(ReadOnlySpan<byte> json, string file)
    {
        try
        {
            if (JsonSerializer.Deserialize<DesignFile>(json, Options) is not { } design)
                return Unreadable(file, NoStages);
            if (design.Gaps().ToImmutableArray() is { IsEmpty: false } gaps)
                return (ImmutableArray<Problem>)[.. gaps.Select(list => Unreadable(file, new($"\"{list}\" có phần tử null", $"\"{list}\" has an element that is null")))];
            ImmutableArray<Problem> problems = [.. design.Faults().Select(fault => Unreadable(file, fault)), .. design.Cleaning is { Items.IsDefaultOrEmpty: false } cleaning ? cleaning.Rules.Faults(file, cleaning.Items) : []];
            return problems.IsEmpty ? design : problems;
        }
        catch (JsonException wrong)
        {
            return Unreadable($"{file}:{wrong.LineNumber + 1}", Words.Same($"{wrong.Path}: {wrong.Message}"));
        }
    }

    private static Words NoStages { get; } = new("thiếu \"stages\"", "\"stages\" is missing");

    /// <summary>The lists with an element that is null, which the reader of JSON lets through.</summary>
    private IEnumerable<string> Gaps()
    {
        (string Name, IEnumerable<object?> Elements)[] lists =
        [
            ("stages", Stages.IsDefault ? [] : Stages), ("estimates", Wanted()), ("comparisons", Comparisons), ("independence", Independence),
            ("groups", Calibration?.Groups ?? []), ("numbers", Calibration?.Numbers ?? []), ("items", Cleaning is { Items.IsDefault: false } cleaning ? cleaning.Items : []),
        ];
        return lists.Where(list => list.Elements.Contains(null)).Select(list => list.Name);
    }

    private IEnumerable<Words> Faults()
    {
        if (Stages.IsDefaultOrEmpty)
            yield return NoStages;
        foreach (var partial in Every().Where(wanted => wanted.Kind == EstimateKind.Ratio ? wanted.Denominator is null : wanted.Kind == EstimateKind.Share && wanted.Values.IsDefaultOrEmpty))
            yield return new($"ước lượng {partial.Column} thiếu \"denominator\" hoặc \"values\"", $"the estimate of {partial.Column} lacks \"denominator\" or \"values\"");
        foreach (var outside in Every().Where(wanted => wanted.Probability is not (> 0 and < 1)))
            yield return new($"\"probability\" của {outside.Column} phải từ 0 đến 1", $"\"probability\" of {outside.Column} lies between 0 and 1");
        if (Level is not (> 0 and < 1))
            yield return new("\"level\" phải từ 0 đến 1", "\"level\" lies between 0 and 1");
        foreach (var fault in Replicates?.Faults() ?? [])
            yield return fault;
        if (Limits is { } limits && (limits.Respondents < 0 || limits.Variation is not (null or > 0)))
            yield return new("\"limits\": \"respondents\" từ 0, \"variation\" trên 0", "\"limits\": \"respondents\" is 0 or more, \"variation\" above 0");
        if (Trimming is { } bounds && !(bounds.Lowest is >= 0 and <= 1 && bounds.Highest >= 1 && bounds.Lowest < bounds.Highest))
            yield return new("\"trimming\": \"lowest\" từ 0 đến 1, \"highest\" từ 1 trở lên", "\"trimming\": \"lowest\" is 0 to 1, \"highest\" 1 or more");
        foreach (var fault in Comparisons.SelectMany(comparison => comparison.Faults()))
            yield return fault;
        if (Cleaning is { Items.IsDefaultOrEmpty: true })
            yield return new("\"cleaning\" thiếu \"items\"", "\"cleaning\" lacks \"items\"");
    }

    private static Problem Unreadable(string where, Words why) =>
        new("survey.design-file", where, new($"Không hiểu được thiết kế mẫu: {why.Vi}.", $"The design can't be understood: {why.En}."), new("Sửa chỗ này theo trang mô tả tệp thiết kế mẫu.", "Correct it after the page on design files."));

    /// <summary>The columns that hold names, not numbers.</summary>
    internal IEnumerable<string> LabelColumns() =>
        [.. Stages.SelectMany(stage => new[] { stage.Strata, stage.Units }).Append(NonResponse?.Cells).OfType<string>(), .. Calibration?.Groups.Select(group => group.Column) ?? [], .. Every().Select(estimate => estimate.By).OfType<string>(), .. Independence.SelectMany(tested => new[] { tested.Rows, tested.Columns })];

    internal IEnumerable<string> NumberColumns() =>
        [.. Stages.SelectMany(stage => new[] { stage.Sizes, stage.Fractions }).Append(Weights).Append(NonResponse?.Responded).OfType<string>(), .. Calibration?.Numbers.Select(number => number.Column) ?? [], .. Every().SelectMany(estimate => new[] { estimate.Column, estimate.Denominator }).OfType<string>()];

    internal ImmutableArray<WantedEstimate> Wanted() => Estimates.IsDefault ? [] : Estimates;

    /// <summary>The design of an earlier file, for what this one compares with it and nothing else.</summary>
    public DesignFile Before(DesignFile design) => design with { Estimates = [], Independence = [], Comparisons = [.. Comparisons.Where(comparison => comparison.With == ComparedWith.Before)] };

    /// <summary>What is estimated and what is compared.</summary>
    private IEnumerable<WantedEstimate> Every() => [.. Wanted(), .. Comparisons.Select(comparison => comparison.Estimate)];
}

/// <summary>The columns of a stage. Without <paramref name="Sizes"/> and <paramref name="Fractions"/> it was drawn with replacement.</summary>
/// <param name="Sizes">Units in the population of the stratum.</param>
/// <param name="Fractions">Units drawn ÷ units in the population.</param>
public sealed record StageColumns(string? Strata = null, string? Units = null, string? Sizes = null, string? Fractions = null, UnitNames Names = UnitNames.Unique);

/// <summary>Which distance a calibration uses.</summary>
public enum DistanceKind
{
    Linear,
    Raking,
    Logit,
    Truncated,
}

/// <param name="Lower">For logit and truncated: below 1.</param>
/// <param name="Upper">For logit and truncated: above 1.</param>
public sealed record CalibrationColumns(DistanceKind Distance, double Lower = 0, double Upper = 0)
{
    /// <summary>Where the totals are from, with their day or version; printed with the figures.</summary>
    public string? Source { get; init; }

    public ImmutableArray<GroupTotals> Groups { get; init; } = [];

    public ImmutableArray<NumberTotal> Numbers { get; init; } = [];

    internal CalibrationDistance Of() => Distance switch
    {
        DistanceKind.Linear => new CalibrationDistance.Linear(),
        DistanceKind.Raking => new CalibrationDistance.Raking(),
        DistanceKind.Logit => new CalibrationDistance.Logit(Lower, Upper),
        _ => new CalibrationDistance.Truncated(Lower, Upper),
    };
}

/// <param name="Totals">From the label to the size of its group in the population.</param>
public sealed record GroupTotals(string Column, ImmutableDictionary<string, double> Totals);

public sealed record NumberTotal(string Column, double Total);

/// <summary>From when a figure is told to be unreliable.</summary>
/// <param name="Respondents">Fewer answers than these.</param>
/// <param name="Variation">A standard error above this share of the figure's size (coefficient of variation), such as 0.165; <c>null</c>: any.</param>
/// <param name="Then">What is done with such a figure.</param>
public sealed record FigureLimits(int Respondents = 0, double? Variation = null, LimitAct Then = LimitAct.Mark)
{
    internal bool Exceeds(int? respondents, double? value, double? error) => respondents < Respondents || (Variation is { } most && error > most * Math.Abs(value ?? 0));
}

/// <summary>What is done with an unreliable figure.</summary>
public enum LimitAct
{
    /// <summary>It is shown with a mark.</summary>
    Mark,

    /// <summary>Neither it nor any comparison with it is shown, anywhere.</summary>
    Suppress,
}

/// <summary>What can be estimated.</summary>
public enum EstimateKind
{
    Mean,
    Total,
    Ratio,
    Share,
    Quantile,
}

/// <param name="Column">The answers.</param>
/// <param name="Denominator">For a ratio.</param>
/// <param name="Values">For a share: the answers that count.</param>
/// <param name="Method">For a share: how its interval is made.</param>
/// <param name="Probability">For a quantile: 0.5 is the median.</param>
/// <param name="By">A column of groups: an estimate for each, as a domain.</param>
public sealed record WantedEstimate(EstimateKind Kind, string Column, string? Denominator = null, ImmutableArray<double> Values = default, ShareMethod Method = ShareMethod.KornGraubard, double Probability = 0.5, string? By = null);
