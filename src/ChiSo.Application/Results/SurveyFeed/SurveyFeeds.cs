using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Application.Rounds;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Results;

/// <summary>Puts the index of a survey on the survey lines of a round: supplied values at the first stage of appraisal, added and never written over.</summary>
public sealed class SurveyFeeds(ChiSoDatabase database)
{
    /// <summary>What feeding a round of the database would do; nothing is written.</summary>
    public async Task<Result<FeedPlan>> PreviewAsync(string round, SurveyFigures survey, FeedMapping mapping, CancellationToken cancel)
    {
        await using var context = database.Open();
        var read = await PlanAsync(context, round, survey, mapping, cancel);
        return read.TryGet(out var found) ? found.Plan : read.Problems;
    }

    /// <summary>Feeds a round of the database, in one transaction with a link in the round's chain and one in the survey's. The same again writes nothing.</summary>
    /// <param name="seen"><see cref="FeedPlan.Seen"/> of the plan somebody looked at; <c>null</c> where nobody did.</param>
    public Task<Result<FeedPlan>> FeedAsync(string code, SurveyFigures survey, FeedMapping mapping, string? seen, Change change, CancellationToken cancel) => database.WriteAsync<Result<FeedPlan>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(code), cancel);
            if (WhyNot(survey) is { } refused)
                return refused;
            var read = await PlanAsync(context, code, survey, mapping, cancel);
            if (!read.TryGet(out var found))
                return read.Problems;
            if (found.Plan.IsEmpty)
                return found.Plan;
            if (seen is not null && seen != found.Plan.Seen)
                return FeedProblems.Overtaken(code);
            context.Positions.AddRange(found.Plan.Positions.Select(added => RowOf(found.Blocks[added.Block], added.Position, change)));
            await AddAsync(context, found, cancel);
            if (found.Round.OpenedAt is null) // what was imported is no longer what stands: importing it again is then a change
            {
                var hash = RoundStore.HashOf(found.Plan.After);
                await context.Rounds.Where(round => round.Code == code).ExecuteUpdateAsync(set => set.SetProperty(round => round.ContentHash, hash), cancel);
            }

            await LinkAsync(context, code, survey, found.Plan, change, cancel);
            return found.Plan;
        }, cancel);

    /// <summary>The same for a round kept as files: they are written anew, unless nothing differs.</summary>
    /// <param name="path">A folder, an .xlsx or a .json, from which <paramref name="round"/> was read.</param>
    public static Result<FeedPlan> FeedFiles(string path, RoundDocument round, SurveyFigures survey, FeedMapping mapping, EarlierRounds earlier)
    {
        if (!RoundPath.CanWrite(path))
            return FeedProblems.NotWritable(path);
        if (WhyNot(survey) is { } refused)
            return refused;
        var made = FeedPlan.Make(round, survey, mapping, earlier);
        if (made.TryGet(out var plan) && !plan.IsEmpty)
            RoundPath.Write(plan.After, path);
        return made;
    }

    /// <summary>Figures that may still change are not fed: after the last day paper forms may come until somebody closes the survey. Nor are errors that are too small, unless that is accepted.</summary>
    private static Problem? WhyNot(SurveyFigures figures) =>
        !figures.Survey.IsFinal ? FeedProblems.StillOpen(figures.Survey.Code)
        : figures is { LeavesClustersOut: true, AcceptsThat: false } ? FeedProblems.ClustersLeftOut(figures.Survey.Code)
        : null;

    private static async Task LinkAsync(ChiSoContext context, string round, SurveyFigures survey, FeedPlan plan, Change change, CancellationToken cancel)
    {
        var lines = plan.Lines.Where(line => line.State is not (FedState.Same or FedState.Nothing))
            .Select(line => new { line.Block, line.Unit, line = line.Criterion.Value, before = line.Before is null ? null : EngineJson.ToText(line.Before), after = line.After is null ? null : EngineJson.ToText<Entry>(line.After), why = line.Why?.Vi });
        await Trail.AppendAsync(context, Trail.OfRound(round), change, "survey.fed", survey.Survey.Code, new { content = survey.Survey.Hash, survey.Source, lines, decisions = plan.Decisions.Select(one => new { one.Block, decision = EngineJson.ToText(one.Decision) }) }, cancel);
        await Trail.LockAsync(context, SurveyDesk.ChainOf(survey.Survey.Code), cancel);
        await Trail.AppendAsync(context, SurveyDesk.ChainOf(survey.Survey.Code), change, "survey.fed", round, new { lines = plan.Positions.Length }, cancel);
    }

    private static async Task<Result<Found>> PlanAsync(ChiSoContext context, string code, SurveyFigures survey, FeedMapping mapping, CancellationToken cancel)
    {
        if (await context.Rounds.AsNoTracking().SingleOrDefaultAsync(round => round.Code == code, cancel) is not { } round)
            return FeedProblems.NoRound(code);
        if (round.FrozenAt is not null)
            return FeedProblems.Frozen(code);
        var document = await RoundRows.ReadAsync(context, round, cancel);
        var made = FeedPlan.Make(document, survey, mapping, await EarlierAsync(context, document, mapping, cancel));
        if (!made.TryGet(out var plan))
            return made.Problems;
        var blocks = await context.Blocks.AsNoTracking().Where(block => block.RoundId == round.Id).ToDictionaryAsync(block => block.Code, block => block.Id, cancel);
        return new Found(round, blocks, plan);
    }

    /// <summary>Those a line of the plan pools with: for each block the newest of an earlier period that has it and was opened or frozen; an illustrative one for an illustrative round alone.</summary>
    private static async Task<EarlierRounds> EarlierAsync(ChiSoContext context, RoundDocument document, FeedMapping mapping, CancellationToken cancel)
    {
        var wanted = document.Blocks.Where(block => block.Criteria.Leaves().Any(leaf => leaf.Scoring?.Rule is ScoringRule.Survey { Below: BelowMinimum.LastYear } && mapping.Lines.Any(line => line.To == leaf.Code.Value))).Select(block => block.Code).ToList();
        if (wanted.Count == 0)
            return EarlierRounds.None;
        var rounds = (await context.Rounds.AsNoTracking().Where(round => round.FrozenAt != null || round.OpenedAt != null).ToListAsync(cancel))
            .Where(one => string.CompareOrdinal(one.Period, document.Period) < 0 && (document.Illustrative || !EngineJson.Read<RoundDocument>(one.Settings).Illustrative))
            .OrderByDescending(one => one.Period, StringComparer.Ordinal).ThenBy(one => one.Code, StringComparer.Ordinal).ToList();
        var blocks = (await context.Blocks.AsNoTracking().Where(block => wanted.Contains(block.Code)).Select(block => new { block.RoundId, block.Code }).ToListAsync(cancel)).ToLookup(block => block.Code, block => block.RoundId);
        var found = ImmutableArray.CreateBuilder<RoundDocument>();
        foreach (var round in rounds.Where(one => wanted.Any(block => rounds.Find(newest => blocks[block].Contains(newest.Id)) == one)))
            found.Add(await RoundRows.ReadAsync(context, round, cancel));
        return new(found.ToImmutable());
    }

    private static async Task AddAsync(ChiSoContext context, Found found, CancellationToken cancel)
    {
        foreach (var decisions in found.Plan.Decisions.GroupBy(one => found.Blocks[one.Block], one => one.Decision))
        {
            var last = await context.Decisions.Where(row => row.BlockId == decisions.Key).Select(row => (int?)row.Place).MaxAsync(cancel) ?? -1;
            context.Decisions.AddRange(decisions.Select((decision, order) => new StoredDecision { BlockId = decisions.Key, Place = last + 1 + order, Content = EngineJson.ToText(decision) }));
        }
    }

    private static Position RowOf(Guid block, PositionDocument position, Change change)
    {
        var row = new Position
        {
            BlockId = block, Unit = position.Unit, Criterion = position.Criterion, Stage = position.Stage, Mark = position.Mark, Sequence = position.Sequence,
            Entry = EngineJson.ToText(position.Entry), Reason = position.Reason, Evidence = position.Evidence, By = position.By, Place = Position.AfterImported,
            Person = change.By, Mandate = change.Mandate, At = change.At,
        };
        row.HandIn(change.At);
        return row;
    }

    private sealed record Found(Round Round, Dictionary<string, Guid> Blocks, FeedPlan Plan);
}
