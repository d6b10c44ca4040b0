using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Imported;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>Feeding a round as it is done at the desk: the figures of a closed survey or of an imported table, under the mandate of whoever may.</summary>
public sealed class SurveyFeeding(SurveyFeeds feeds, SurveyDesk surveys, ImportedTables tables, AnswerCounting counting, TimeProvider clock)
{
    private const int MostFigures = 100_000;

    private readonly ComputedOnce<Result<ImmutableArray<UnitIndex>>> indices = new(MostFigures, one => one.TryGet(out var figures) ? 1 + figures.Length : 1, clock);

    /// <returns><c>null</c> when neither a survey nor an imported table has this code.</returns>
    public async Task<FeedSource?> FindAsync(string code, CancellationToken cancel)
    {
        if (await surveys.FindAsync(code, cancel) is { } survey)
            return await OfAsync(survey, cancel);
        return await tables.FindAsync(code, cancel) is { } table ? FeedSource.Of(table) : null;
    }

    /// <summary>Feeds what was looked at. Pressed again it writes nothing, since nothing differs any more.</summary>
    /// <param name="seen"><see cref="FeedPlan.Seen"/> of the plan that was shown.</param>
    public async Task<Result<FeedPlan>> FeedAsync(string round, SurveyFigures figures, FeedMapping mapping, string seen, Person person, CancellationToken cancel) =>
        person.MandateTo(Act.FeedRound, new()) is { } mandate
            ? await feeds.FeedAsync(round, figures, mapping, seen, new(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, ""), cancel)
            : FeedProblems.NotAllowed(figures.Survey.Code);

    private async Task<FeedSource> OfAsync(LiveSurvey survey, CancellationToken cancel)
    {
        if (!survey.IsClosed)
            return FeedSource.Of(survey, FeedProblems.StillOpen(survey.Code), Words.Same(""));
        var counted = await counting.ReadAsync(survey, cancel);
        var computed = await indices.GetAsync($"{survey.Id}", counted.Basis, () => Task.FromResult(counted.Shown(survey).Index(survey, sizes: null)), cancel);
        return FeedSource.Of(survey, computed.TryGet(out var figures) ? SurveyFigures.Of(survey, figures, counted, source: null) : computed.Problems, counted.Said);
    }
}

/// <summary>A survey, or a table of one run elsewhere, on its way into a round.</summary>
/// <param name="Figures">Or why there are none.</param>
/// <param name="Factors">With their names.</param>
/// <param name="Units">Rated, with their names.</param>
/// <param name="Said">What readers must know of the figures.</param>
public sealed record FeedSource(FedSurvey Survey, Words Title, Result<SurveyFigures> Figures, ImmutableArray<(string Code, Words Name)> Factors, ImmutableArray<(string Code, string Name)> Units, Words Said)
{
    public static FeedSource Of(LiveSurvey survey, Result<SurveyFigures> figures, Words said) => new(
        FedSurvey.Of(survey), survey.Title, figures, [.. survey.Form.Factors.Select(factor => (factor.Code, survey.Form.Say(factor.Label)))], [.. survey.Declaration.Units.Select(unit => (unit.Code, unit.Name))], said);

    public static FeedSource Of(ImportedTable table) => new(
        FedSurvey.Of(table), Words.Same(table.By), SurveyFigures.Of(table, source: null), [.. table.Factors.Select(factor => (factor, Words.Same(factor)))], [.. table.Units], table.Label);
}
