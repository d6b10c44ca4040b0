using System.Collections.Immutable;
using ChiSo.Application.Rounds;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys.Management;

/// <summary>What those who run surveys read of them: how the fieldwork goes, and what was found. Both hide small groups.</summary>
/// <param name="released">The figures released of a survey, by its code: they outlive its answers.</param>
public sealed class SurveyReading(LiveRounds rounds, SurveyDesk desk, AnswerStore store, AnswerCounting counting, Func<string, CancellationToken, Task<ImmutableDictionary<(string Unit, string Code), Estimate>>> released, TimeProvider clock)
{
    /// <summary>Surveys by each of their orders, whose results are kept until an answer comes or somebody decides on one.</summary>
    private const int MostKept = 64;

    private readonly ComputedOnce<Result<SurveyResults>> results = new(MostKept, _ => 1, clock);

    /// <summary>How collecting goes now.</summary>
    public async Task<FieldworkBoard> BoardAsync(LiveSurvey survey, CancellationToken cancel)
    {
        var invited = await desk.CountAsync(survey, cancel);
        var days = await store.DaysAsync(survey.Code, cancel);
        DateOnly? last = days.IsEmpty ? null : days[^1].Day;
        if (survey.Declaration.Raters is { } raters) // one form is about several units: people are counted by their group
            return FieldworkBoard.Of(invited.Select(group => new FieldworkGroup(group.Unit, group.Stratum, group.Invited, group.Used, group.Used)), raters.Select(group => group.Code), survey.Declaration.MinimumCell, target: null, last);
        var answers = await store.GroupsAsync(survey.Code, cancel);
        var groups = invited.Select(group => (group.Unit, group.Stratum)).Union(answers.Select(group => (group.Unit, group.Stratum))).Select(key =>
        {
            var links = invited.FirstOrDefault(group => (group.Unit, group.Stratum) == key);
            return new FieldworkGroup(key.Unit, key.Stratum, links?.Invited ?? 0, links?.Used ?? 0, answers.FirstOrDefault(group => (group.Unit, group.Stratum) == key)?.Own ?? 0);
        });
        return FieldworkBoard.Of(groups, survey.Declaration.Units.Select(unit => unit.Code), survey.Declaration.MinimumCell, survey.Declaration.Target, last).In(await BlocksAsync(survey, cancel));
    }

    /// <summary>Whether it belongs to a round whose data are made up.</summary>
    public async Task<bool> IsIllustrativeAsync(LiveSurvey survey, CancellationToken cancel) =>
        survey.Declaration.Round is { } code && await rounds.FindAsync(code, cancel) is { Illustrative: true };

    /// <summary>Where a survey stands today.</summary>
    public SurveyState StateOf(LiveSurvey survey) => VietnamTime.Today(clock) switch
    {
        _ when survey.IsClosed => SurveyState.Closed,
        var today when today < survey.Declaration.Opens => SurveyState.Waiting,
        var today when today > survey.Declaration.Closes => SurveyState.Over,
        _ => SurveyState.Open,
    };

    /// <summary>The day of collecting, from 1; <c>null</c> before the first and after the last.</summary>
    public int? DayOf(LiveSurvey survey)
    {
        var today = VietnamTime.Today(clock);
        return today < survey.Declaration.Opens || today > survey.Declaration.Closes ? null : today.DayNumber - survey.Declaration.Opens.DayNumber + 1;
    }

    /// <summary>What a closed survey found from the answers that count, by what is known of their sample.</summary>
    /// <param name="by">The figure units are ordered by; <c>null</c> for the first there is.</param>
    public async Task<Result<SurveyResults>> ResultsAsync(LiveSurvey survey, string? by, CancellationToken cancel)
    {
        if (!survey.IsClosed)
            return SurveyProblems.StillCollecting(survey.Code);
        var counted = await counting.ReadAsync(survey, cancel);
        var blocks = await BlocksAsync(survey, cancel);
        var order = survey.Form.Factors.Any(factor => factor.Code == by) ? by : null; // the whole comes first by itself
        return await results.GetAsync($"{survey.Id} {order}", $"{counted.Basis} {string.Join('|', blocks.Select(block => $"{block.Name.Vi}/{block.Name.En}/{string.Join(' ', block.Units)}"))}", () => Task.FromResult(Find(survey, counted, blocks, order)), cancel);
    }

    /// <summary>What was found beside what the survey before found, the last closed one that ended before this one began and asked the same questionnaire, under the same formula.</summary>
    /// <returns>Against the figures that were released where its answers are deleted; <c>null</c> where there is none, or nothing was released.</returns>
    public async Task<YearOnYear?> YearOnYearAsync(LiveSurvey survey, SurveyResults now, CancellationToken cancel)
    {
        var before = (await desk.ListAsync(cancel)).Where(one => one.IsClosed && one.Form.Code == survey.Form.Code && one.Declaration.Closes < survey.Declaration.Opens && FormulaWords.Of(one.Form) == FormulaWords.Of(survey.Form)).MaxBy(one => one.Declaration.Closes);
        if (before is null)
            return null;
        if ((await ResultsAsync(before, by: null, cancel)).TryGet(out var then))
            return YearOnYear.Of(before, now, then);
        var figures = await released(before.Code, cancel);
        return figures.IsEmpty ? null : YearOnYear.Of(before, now, figures) with { IsOfRelease = true };
    }

    private static Result<SurveyResults> Find(LiveSurvey survey, CountedAnswers counted, ImmutableArray<(Words Name, ImmutableArray<string> Units)> blocks, string? by)
    {
        ImmutableArray<Answer> rows = [.. counted.Shown(survey).Rows()];
        var made = SurveyResults.Of(survey, rows, blocks, by, counted.Sample.Sizes);
        var ways = AnswerModeWords.Of(rows.Select(answer => answer.Mode), survey.Declaration.MinimumCell);
        return made.TryGet(out var found) ? found with { Counted = new($"{counted.Said.Vi} {ways.Vi}".TrimEnd(), $"{counted.Said.En} {ways.En}".TrimEnd()), Counting = counted.By.Rule, WeighsPeople = counted.Sample.Sizes is not null } : made;
    }

    /// <summary>The blocks of the round it feeds with those of their units it rates, or one of all units.</summary>
    public async Task<ImmutableArray<(Words Name, ImmutableArray<string> Units)>> BlocksAsync(LiveSurvey survey, CancellationToken cancel)
    {
        var rated = survey.Declaration.Units.Select(unit => unit.Code).ToHashSet(StringComparer.Ordinal);
        if (survey.Declaration.Round is not { } code || await rounds.FindAsync(code, cancel) is not { } round)
            return [(new("Các đơn vị", "Units"), [.. rated])];
        return [.. round.Blocks.Select(block => (block.Name, block.Units.Select(unit => unit.Code).Where(rated.Contains).ToImmutableArray()))];
    }
}

/// <summary>Where a survey stands.</summary>
public enum SurveyState
{
    /// <summary>Its first day has not come.</summary>
    Waiting,

    Open,

    /// <summary>Its last day has passed.</summary>
    Over,

    /// <summary>Somebody closed it for good.</summary>
    Closed,
}
