using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Appraisal;

/// <summary>Guidance beside the lines of a round, and what units ask about criteria: written by the agency of the line or the standing office, read by everybody.</summary>
public sealed class GuidanceDesk(ChiSoDatabase database, Appraisers appraisers, TimeProvider clock)
{
    /// <summary>The longest text taken.</summary>
    public const int LongestText = 4000;

    /// <summary><c>null</c> when there is no such round.</summary>
    public async Task<GuidanceBoard?> ReadAsync(string round, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await ReadAsync(context, round, cancel);
    }

    /// <summary>Writes a new version of a criterion's guidance; the same text again changes nothing.</summary>
    public Task<Result<Guidance>> WriteAsync(string round, WriteGuidance input, Person person, CancellationToken cancel) => ChangeAsync<Guidance>(round, async (context, board) =>
    {
        if (board.Find(input.Criterion) is not { } found)
            return GuidanceProblems.NoSuchLine(input.Criterion.Value);
        if (board.MandateToGuide(person, input.Criterion) is not { } mandate)
            return GuidanceProblems.NotAllowed(found.Node);
        var (text, before) = (input.Text.Tidy(), board.Texts.GetValueOrDefault(input.Criterion));
        if (before is not null && before.Text == text)
            return before;
        if (input.Seen != (before?.Version ?? 0))
            return GuidanceProblems.Changed(found.Node, before);
        if (GuidanceProblems.Of(text, $"{found.Node.Number} {found.Node.Name.Vi}") is { } wrong)
            return wrong;
        return await AddAsync(context, board, (input.Criterion, text), "guidance.written", new(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, ""), person.FullName, cancel);
    }, cancel);

    /// <summary>Writes the guidance of many criteria, as a file has it; criteria not named keep theirs.</summary>
    /// <returns>How many changed.</returns>
    public Task<Result<int>> SetAsync(string round, ImmutableArray<(CriterionCode Criterion, GuidanceText Text)> rows, Change change, CancellationToken cancel) => ChangeAsync<int>(round, async (context, board) =>
    {
        var unknown = rows.Where(row => board.Find(row.Criterion) is null).Select(row => GuidanceProblems.NoSuchLine(row.Criterion.Value)).ToImmutableArray();
        return unknown.IsEmpty ? await AddAllAsync(context, board, rows, "guidance.loaded", change, cancel) : unknown;
    }, cancel);

    /// <summary>Copies the guidance of another round to the criteria that continue its own and have none yet. Questions stay where they were asked.</summary>
    /// <returns>How many were copied.</returns>
    public Task<Result<int>> CopyAsync(string from, string to, Change change, CancellationToken cancel) => ChangeAsync<int>(to, async (context, board) =>
    {
        var last = await TextsAsync(context, from, cancel);
        if (last.IsEmpty && await ReadAsync(context, from, cancel) is null)
            return GuidanceProblems.NoSuchRound(from);
        var rows = board.Board.Maps.SelectMany(map => map.Criteria.Leaves()).DistinctBy(leaf => leaf.Code).Where(leaf => !board.Texts.ContainsKey(leaf.Code))
            .Select(leaf => (leaf.Code, leaf.Origins.Select(last.GetValueOrDefault).FirstOrDefault(text => text is not null)?.Text)).Where(row => row.Text is not null).Select(row => (row.Code, row.Text!)); // filtered just before
        return await AddAllAsync(context, board, [.. rows], "guidance.copied", change, cancel);
    }, cancel);

    /// <summary>A unit asks about a criterion.</summary>
    public Task<Result<CriterionQuestion>> AskAsync(string round, string unit, CriterionCode criterion, string text, Person person, CancellationToken cancel) => ChangeAsync<CriterionQuestion>(round, async (context, board) =>
    {
        if (board.Find(criterion) is not { } found)
            return GuidanceProblems.NoSuchLine(criterion.Value);
        if (person.MandateTo(Act.AskAboutCriterion, new(unit)) is not { } mandate || board.AskingUnits(person, criterion).All(one => one.Code != unit))
            return GuidanceProblems.NotAllowed(found.Node);
        var tidy = text.Trim().Normalize();
        if (tidy.Length is 0 or > LongestText)
            return GuidanceProblems.NoText(found.Node);
        if (board.Questions.FirstOrDefault(one => one.Criterion == criterion && one.Unit == unit && one.Text == tidy) is { } twin)
            return twin; // a double click

        var question = new CriterionQuestion { Round = round, Criterion = criterion, Unit = unit, Text = tidy, By = person.FullName, Person = person.Id, AskedAt = clock.GetUtcNow().UtcDateTime };
        context.CriterionQuestions.Add(question);
        await Trail.AppendAsync(context, Trail.OfRound(round), new(person.Id, mandate.Id, question.AskedAt, ""), "question.asked", $"{unit} {criterion}", new { question.Id, question.Text }, cancel);
        return question;
    }, cancel);

    /// <summary>Answers a question, or mends the answer; every unit reads it from then on.</summary>
    public Task<Result<CriterionQuestion>> AnswerAsync(string round, AnswerQuestion input, Person person, CancellationToken cancel) => ChangeAsync<CriterionQuestion>(round, async (context, board) =>
    {
        if (board.Questions.FirstOrDefault(one => one.Id == input.Id) is not { } question || board.Find(question.Criterion) is not { } found)
            return GuidanceProblems.NoSuchQuestion(round);
        if (board.MandateToGuide(person, question.Criterion) is not { } mandate)
            return GuidanceProblems.NotAllowed(found.Node);
        var answer = input with { Text = input.Text.Trim().Normalize() };
        if (question.Version > 0 && question.Answer == answer.Text && question.NamesUnit == answer.NamesUnit)
            return question;
        if (question.Version != input.Seen)
            return GuidanceProblems.AnsweredMeanwhile(found.Node, question);
        if (answer.Text.Length is 0 or > LongestText)
            return GuidanceProblems.NoText(found.Node);

        context.CriterionQuestions.Attach(question);
        var (before, now) = (question.Answer, clock.GetUtcNow().UtcDateTime);
        question.Take(answer, person.FullName, now);
        await Trail.AppendAsync(context, Trail.OfRound(round), new(person.Id, mandate.Id, now, ""), "question.answered", $"{question.Unit} {question.Criterion}", new { question.Id, before, after = question.Answer, question.NamesUnit }, cancel);
        return question;
    }, cancel);

    private static async Task<int> AddAllAsync(ChiSoContext context, GuidanceBoard board, ImmutableArray<(CriterionCode Criterion, GuidanceText Text)> rows, string act, Change change, CancellationToken cancel)
    {
        var changed = 0;
        foreach (var (criterion, text) in rows.Select(row => (row.Criterion, row.Text.Tidy())).Where(row => (board.Texts.GetValueOrDefault(row.Criterion)?.Text ?? GuidanceText.None) != row.Item2))
        {
            await AddAsync(context, board, (criterion, text), act, change, "", cancel);
            changed++;
        }

        return changed;
    }

    private static async Task<Guidance> AddAsync(ChiSoContext context, GuidanceBoard board, (CriterionCode Criterion, GuidanceText Text) row, string act, Change change, string by, CancellationToken cancel)
    {
        var (round, before) = (board.Board.Round.Code, board.Texts.GetValueOrDefault(row.Criterion));
        var guidance = new Guidance
        {
            Round = round, Criterion = row.Criterion, Version = (before?.Version ?? 0) + 1,
            Guide = row.Text.Guide, Accepted = row.Text.Accepted, Refused = row.Text.Refused, ContactName = row.Text.ContactName, ContactPhone = row.Text.ContactPhone,
            By = by, Person = change.By, At = change.At,
        };
        context.Guidance.Add(guidance);
        await Trail.AppendAsync(context, Trail.OfRound(round), change, act, row.Criterion.Value, new { guidance.Version, before = before?.Text, after = guidance.Text }, cancel);
        return guidance;
    }

    private async Task<GuidanceBoard?> ReadAsync(ChiSoContext context, string round, CancellationToken cancel)
    {
        if (await appraisers.ReadAsync(context, round, cancel) is not { } board)
            return null;
        var questions = await context.CriterionQuestions.AsNoTracking().Where(row => row.Round == round).OrderBy(row => row.AskedAt).ToListAsync(cancel);
        return new(board, await TextsAsync(context, round, cancel), [.. questions]);
    }

    private static async Task<ImmutableDictionary<CriterionCode, Guidance>> TextsAsync(ChiSoContext context, string round, CancellationToken cancel) =>
        (await context.Guidance.AsNoTracking().Where(row => row.Round == round).ToListAsync(cancel)).GroupBy(row => row.Criterion).ToImmutableDictionary(line => line.Key, line => line.MaxBy(row => row.Version)!); // a group has a row

    private Task<Result<T>> ChangeAsync<T>(string round, Func<ChiSoContext, GuidanceBoard, Task<Result<T>>> act, CancellationToken cancel) => database.WriteAsync<Result<T>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(round), cancel);
            return await ReadAsync(context, round, cancel) switch
            {
                null => GuidanceProblems.NoSuchRound(round),
                { Board.Round.FrozenAt: not null } => GuidanceProblems.Frozen(round),
                var board => await act(context, board),
            };
        }, cancel);
}

/// <summary>The guidance of a criterion, as somebody wants it.</summary>
/// <param name="Seen">The version the person had before them; 0 for none.</param>
public sealed record WriteGuidance(CriterionCode Criterion, int Seen, GuidanceText Text);
