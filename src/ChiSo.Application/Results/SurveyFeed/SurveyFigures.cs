using System.Collections.Immutable;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Imported;

namespace ChiSo.Application.Results;

/// <summary>The figures of a survey on their way into a round.</summary>
/// <param name="Figures">After small groups were hidden.</param>
/// <param name="Source">Stands with every value. Errors of lines of one source add up, see <c>docs/method/comparison.md</c>: one survey, one source.</param>
public sealed record SurveyFigures(FedSurvey Survey, ImmutableArray<FedFigure> Figures, string Source)
{
    /// <summary>Whether their errors leave out the clusters of the sample, and so are too small.</summary>
    public bool LeavesClustersOut { get; private init; }

    /// <summary>Whether whoever feeds them knows that and accepts it.</summary>
    public bool AcceptsThat { get; init; }

    /// <summary>The same of a sample drawn by clusters: their source says what the errors leave out.</summary>
    public SurveyFigures WithoutClusters() => this with { LeavesClustersOut = true, Source = $"{Source} (sai số chưa tính đến cụm của mẫu)" };

    /// <summary>Of a survey collected here, and closed.</summary>
    public static SurveyFigures Of(LiveSurvey survey, ImmutableArray<UnitIndex> figures, string? source) => new(
        FedSurvey.Of(survey), [.. figures.Select(figure => new FedFigure(figure.Unit, figure.Code, figure.Value, figure.StandardError, figure.Value is null ? null : figure.Answers) { Margin = figure.Margin, IsHidden = figure.IsHidden })], source ?? $"Khảo sát {survey.Code}, {survey.Declaration.Decision}");

    /// <summary>The same of the answers that count: where the errors leave out the clusters of their sample, it is said.</summary>
    public static SurveyFigures Of(LiveSurvey survey, ImmutableArray<UnitIndex> figures, CountedAnswers counted, string? source) => Of(survey, figures, source).Counted(counted) is var made && !counted.Sample.WithoutClusters.IsEmpty ? made.WithoutClusters() : made;

    /// <summary>With the number of forms of units that have no figure, hidden ones too: so it is known which of them had too few.</summary>
    private SurveyFigures Counted(CountedAnswers counted)
    {
        var forms = Survey.Units.ToDictionary(unit => unit, unit => counted.Outline.Groups.Where(group => group.Unit == unit).Sum(group => group.Answers), StringComparer.Ordinal);
        var told = Figures.Select(figure => figure.Unit).ToHashSet(StringComparer.Ordinal);
        return this with
        {
            Figures =
            [
                .. Figures.Select(figure => figure.Value is null && forms.TryGetValue(figure.Unit, out var known) ? figure with { Forms = known } : figure),
                .. Survey.Units.Where(unit => !told.Contains(unit)).SelectMany(unit => Survey.Factors.Select(factor => new FedFigure(unit, factor, null, null, forms[unit]) { IsHidden = true })),
            ],
        };
    }

    /// <summary>Of a survey run elsewhere: its source says that it was imported, whatever it is called.</summary>
    public static SurveyFigures Of(ImportedTable table, string? source) => new(
        FedSurvey.Of(table), [.. table.Figures.Select(figure => new FedFigure(figure.Unit, figure.Factor, (double)figure.Value, (double?)figure.StandardError, figure.Forms))], $"{source ?? $"{table.By}, {table.Source}"} ({table.Label.Vi})");
}

/// <summary>What a round needs to know of a survey.</summary>
/// <param name="Hash">Of its content.</param>
/// <param name="Round">The round it was declared for; <c>null</c> for any.</param>
/// <param name="Units">Codes of the units rated.</param>
/// <param name="Factors">Codes of its factors.</param>
/// <param name="By">Who asked.</param>
/// <param name="LastDay">The last day its figures are about.</param>
/// <param name="IsFinal">Whether its figures change no more, whatever day it is.</param>
public sealed record FedSurvey(string Code, string Hash, string? Round, ImmutableArray<string> Units, ImmutableArray<string> Factors, string By, DateOnly LastDay, bool IsFinal)
{
    /// <summary>Whether it was run elsewhere, and only its figures are known here.</summary>
    public bool IsTable { get; private init; }

    /// <summary>Whether the same people may have rated several units, so that errors of units go together; so taken where it isn't known.</summary>
    public bool SharesRaters { get; private init; }

    public static FedSurvey Of(LiveSurvey survey) => new(
        survey.Code, survey.Hash, survey.Declaration.Round, [.. survey.Declaration.Units.Select(unit => unit.Code)], [.. survey.Form.Factors.Select(factor => factor.Code)],
        survey.Declaration.Asker.GetValueOrDefault("vi") ?? survey.Declaration.Asker.Values.First(), survey.Declaration.Closes, survey.IsClosed) { SharesRaters = survey.Declaration.Raters is not null };

    public static FedSurvey Of(ImportedTable table) => new(table.Code, table.Hash, Round: null, [.. table.Units.Select(unit => unit.Code)], [.. table.Factors], table.By, table.On, IsFinal: true) { IsTable = true, SharesRaters = true };
}

/// <param name="Value">0 to 100; <c>null</c> where there is none.</param>
/// <param name="StandardError"><c>null</c> where it is unknown: of figures imported alone.</param>
/// <param name="Forms"><c>null</c> where it is unknown: of figures imported, and of undefined ones whose answers were not counted. Of a unit without a figure all its forms; they are told nowhere.</param>
public sealed record FedFigure(string Unit, string Code, double? Value, double? StandardError, int? Forms)
{
    /// <summary>Half the width of the 95 % interval; <c>null</c> where it is unknown.</summary>
    public double? Margin { get; init; }

    /// <summary>Whether there is a value that may not be told: few people are behind it, or it would give away one of that kind. A line takes it for one with too few forms, whatever their number.</summary>
    public bool IsHidden { get; init; }
}
