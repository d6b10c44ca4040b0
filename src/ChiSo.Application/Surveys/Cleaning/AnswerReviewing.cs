using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Cleaning;

/// <param name="Signs">Of the answers decided on; those of <paramref name="All"/> where that is given.</param>
/// <param name="All">Every answer it takes; <c>null</c>: the named ones.</param>
/// <param name="Seen">The number of the last act shown.</param>
public sealed record DecideAnswers(ImmutableArray<string> Signs, ReviewFilter? All, AnswerState State, string Reason, int Seen)
{
    /// <summary>The code of a state of the survey's own that names the one decided on; empty for none.</summary>
    public string Own { get; init; } = "";
}

/// <param name="Key">Of a closed or numeric question.</param>
/// <param name="After">What stands there from now on; empty for no answer.</param>
/// <param name="Seen">As above.</param>
public sealed record CorrectAnswer(string Sign, string Key, string After, string Reason, int Seen);

/// <summary>Reviewing the answers to a closed survey: thresholds, decisions, corrections, each with its reason, none of them final. The trail tells how many answers and why, never which.</summary>
public sealed class AnswerReviewing(ChiSoDatabase database, AnswerStore store, SurveyDesk desk, AnswerCounting counting, TimeProvider clock)
{
    private const double LeastShare = 0.05;
    private const double MostShare = 0.10;

    /// <summary>Answers kept in memory, of all surveys under review together.</summary>
    private const int MostAnswers = 100_000;

    private readonly ComputedOnce<ReviewedSurvey> kept = new(MostAnswers, survey => survey.Answers.Length, clock);

    /// <summary>With the flags as they were found first: no decision changes them.</summary>
    private readonly ComputedOnce<ReviewedSurvey> flagged = new(MostAnswers, survey => survey.Answers.Length, clock);

    /// <summary>The survey with every flag as it stands now.</summary>
    public async Task<ReviewedSurvey> ReadAsync(LiveSurvey survey, CancellationToken cancel)
    {
        var book = await counting.BookAsync(survey, cancel);
        var basis = await counting.BasisAsync(survey, book, cancel);
        var flags = string.Create(CultureInfo.InvariantCulture, $"{basis[..basis.IndexOf('/', StringComparison.Ordinal)]}/{book.LastOfFlags}");
        return await kept.GetAsync($"{survey.Id}", basis, async () => (await flagged.GetAsync($"{survey.Id}", flags, () => FlagAsync(survey, book), CancellationToken.None)).After(book), cancel); // others may wait for it too
    }

    private async Task<ReviewedSurvey> FlagAsync(LiveSurvey survey, ReviewBook book)
    {
        var reading = await counting.ReadingAsync(survey, book, CancellationToken.None); // others may wait for it too
        return ReviewedSurvey.Of(survey, book, reading, await counting.OutlineAsync(survey, CancellationToken.None)); // as above
    }

    /// <summary>What every act on one answer corrected, by the act's number.</summary>
    public async Task<ImmutableDictionary<int, AnswerCorrection>> CorrectionsAsync(ReviewedSurvey reviewed, string sign, CancellationToken cancel)
    {
        var reading = await counting.ReadingAsync(reviewed.Survey, reviewed.Book, cancel);
        return reviewed.Book.ActsOn(sign).Select(act => (act.Number, Correction: reading.CorrectionOf(act))).Where(one => one.Correction is not null).ToImmutableDictionary(one => one.Number, one => one.Correction!); // none is null
    }

    /// <summary>Sets the thresholds; flags are computed anew, decisions stay.</summary>
    public async Task<Result<int>> SetRulesAsync(string code, CleaningThresholds thresholds, string reason, int seen, Person person, CancellationToken cancel)
    {
        var admitted = await AdmitAsync(code, reason, person, cancel);
        if (!admitted.TryGet(out var may))
            return admitted.Problems;
        var faults = thresholds.Rules(may.Survey.Form).Faults(code, [.. thresholds.Items(may.Survey.Form).Select(item => item.Name)]);
        if (thresholds.Interviewer.Length > 0 && may.Survey.Form.Questions().All(question => question.Name != thresholds.Interviewer || !question.IsAsked))
            faults = faults.Add(ReviewProblems.NoQuestion(code, thresholds.Interviewer));
        faults = faults.AddRange(GroupFaults(may.Survey, thresholds)).AddRange(StateChecks.Faults(code, thresholds.OwnStates, await counting.BookAsync(may.Survey, cancel)));
        return faults.IsEmpty ? await WriteAsync(may, seen, new(ReviewActKind.Rules) { Content = EngineJson.ToText(thresholds), Act = "survey.cleaning-rules", Payload = thresholds }, cancel) : faults;
    }

    /// <summary>What can't be of the groups somebody made: every question on the group's scale, in one group alone, each group with a name of its own.</summary>
    private static IEnumerable<Problem> GroupFaults(LiveSurvey survey, CleaningThresholds thresholds)
    {
        var groups = thresholds.Groups ?? [];
        var scales = thresholds.Scales(survey.Form).ToDictionary(one => one.Question.Name, one => (one.Lowest, one.Highest), StringComparer.Ordinal);
        foreach (var group in groups)
        {
            if (group.Name.Trim().Length == 0 || groups.Count(other => other.Name == group.Name) > 1)
                yield return ReviewProblems.GroupName(survey.Code, group.Name);
            foreach (var item in group.Items.Where(item => groups.Count(other => other.Items.Contains(item)) > 1))
                yield return ReviewProblems.TwoGroups(survey.Code, item);
            foreach (var item in group.Items.Where(item => scales.TryGetValue(item, out var scale) && scale != (group.Lowest, group.Highest)))
                yield return ReviewProblems.OtherScale(group.Name, item);
        }
    }

    /// <summary>Decides on answers, one or many.</summary>
    /// <returns>How many.</returns>
    public async Task<Result<int>> DecideAsync(string code, DecideAnswers request, Person person, CancellationToken cancel)
    {
        var admitted = await AdmitAsync(code, request.Reason, person, cancel);
        if (!admitted.TryGet(out var may))
            return admitted.Problems;
        var reviewed = await ReadAsync(may.Survey, cancel);
        if (request.Own.Length > 0 && reviewed.Book.Thresholds.OwnStates.All(own => own.Code != request.Own || own.As != request.State))
            return ReviewProblems.NoState(code);
        var named = request.Signs.ToHashSet(StringComparer.Ordinal);
        ImmutableArray<string> signs = [.. reviewed.Answers.Where(answer => (request.All?.Takes(answer) ?? named.Contains(answer.Sign)) && (answer.State, answer.Own?.Code ?? "") != (request.State, request.Own)).Select(answer => answer.Sign)];
        if (signs.IsEmpty)
            return ReviewProblems.Nothing(code);
        var written = await WriteAsync(may, request.Seen, new(ReviewActKind.Decide) { State = request.State, Content = request.Own, Signs = signs, Act = "survey.reviewed", Payload = new { answers = signs.Length, state = request.State.ToString(), own = request.Own } }, cancel);
        return written.TryGet(out _) ? signs.Length : written.Problems;
    }

    /// <summary>Corrects one answer; the original stays, and what follows from the corrected question is computed again.</summary>
    public async Task<Result<int>> CorrectAsync(string code, CorrectAnswer request, Person person, CancellationToken cancel)
    {
        var admitted = await AdmitAsync(code, request.Reason, person, cancel);
        if (!admitted.TryGet(out var may))
            return admitted.Problems;
        if ((await ReadAsync(may.Survey, cancel)).Find(request.Sign) is not { } answer)
            return ReviewProblems.NoAnswer(code);
        if (!CanCorrect(may.Survey.Form, request.Key))
            return ReviewProblems.NoQuestion(code, request.Key);
        var before = answer.Current.Values.GetValueOrDefault(request.Key, "");
        if (before == request.After.Trim())
            return ReviewProblems.Nothing(request.Key);
        var correction = new AnswerCorrection(request.Key, before, request.After.Trim());
        var faults = FillingChecks.Faults(ReviewReading.Filled(may.Survey, answer.Current.Values, [correction]));
        if (!faults.IsEmpty)
            return faults.Select(fault => fault.Problem).ToImmutableArray();
        var id = Guid.CreateVersion7();
        await store.Reviews.AddAsync(code, id, EngineJson.ToText(correction), cancel); // without effect until the act below names it
        return await WriteAsync(may, request.Seen, new(ReviewActKind.Correct) { Signs = [answer.Sign], Correction = id, Act = "survey.corrected", Payload = new { answers = 1, question = request.Key } }, cancel);
    }

    /// <summary>Takes a decision or a correction back, whatever came after it; what others decided stays.</summary>
    public async Task<Result<int>> UndoAsync(string code, int number, string reason, int seen, Person person, CancellationToken cancel)
    {
        var admitted = await AdmitAsync(code, reason, person, cancel);
        if (!admitted.TryGet(out var may))
            return admitted.Problems;
        var book = await counting.BookAsync(may.Survey, cancel);
        return book.Acts.FirstOrDefault(act => act.Number == number) is { } act && book.CanUndo(act)
            ? await WriteAsync(may, seen, new(ReviewActKind.Undo) { Undoes = number, Act = "survey.review-undone", Payload = new { act = number, answers = AnswerSigns.Unpack(act.Signs).Count() } }, cancel)
            : ReviewProblems.NotUndone(code);
    }

    /// <summary>Draws answers to be checked again, 5 to 10 % of them; whoever has the answers and the seed draws the same.</summary>
    public async Task<Result<int>> DrawAsync(string code, double share, ulong seed, string reason, int seen, Person person, CancellationToken cancel)
    {
        var admitted = await AdmitAsync(code, reason, person, cancel);
        if (!admitted.TryGet(out var may))
            return admitted.Problems;
        if (share is not (>= LeastShare and <= MostShare))
            return ReviewProblems.WrongShare(code);
        var framed = SampleFrame.Of((await ReadAsync(may.Survey, cancel)).Answers.Select(answer => new FrameRow(answer.Sign)));
        if (!framed.TryGet(out var frame))
            return framed.Problems;
        var drawn = Drawing.Simple(frame, new Dictionary<string, StratumSize> { [""] = new((int)Math.Ceiling(share * frame.Rows.Length), 0) }, seed);
        if (!drawn.TryGet(out var draw))
            return drawn.Problems;
        var made = new RecheckDraw(share, seed, draw.FrameHash, draw.Version);
        return await WriteAsync(may, seen, new(ReviewActKind.Recheck) { Signs = [.. draw.Rows.Select(row => row.Row.Id)], Content = EngineJson.ToText(made), Act = "survey.recheck-drawn", Payload = new { answers = draw.Rows.Length, made.Share, made.Seed, frame = made.FrameHash, made.Version } }, cancel);
    }

    /// <summary>Questions that may be corrected: asked, outside of repeats, neither free text nor picture.</summary>
    public static bool CanCorrect(Questionnaire form, string key) => form.Questions().Any(question => question.Name == key && question.IsAsked && !question.IsFree) && !CleaningThresholds.Repeated(form).Contains(key);

    private async Task<Result<Admitted>> AdmitAsync(string code, string reason, Person person, CancellationToken cancel)
    {
        if (person.MandateTo(Act.RunSurveys, new()) is not { } mandate)
            return SurveyProblems.NotAllowed(code);
        if (await desk.FindAsync(code, cancel) is not { } survey)
            return SurveyProblems.Unknown(code);
        if (!survey.IsClosed)
            return ReviewProblems.StillOpen(code);
        return string.IsNullOrWhiteSpace(reason) ? CleaningProblems.NoReason(code) : new Admitted(survey, person, new(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, reason.Trim()));
    }

    /// <summary>Adds an act after the last that was seen, with its link in the trail.</summary>
    private Task<Result<int>> WriteAsync(Admitted may, int seen, NewAct added, CancellationToken cancel) => database.WriteAsync<Result<int>>(
        async context =>
        {
            await Trail.LockAsync(context, SurveyDesk.ChainOf(may.Survey.Code), cancel);
            var last = await context.ReviewActs.Where(act => act.SurveyId == may.Survey.Id).MaxAsync(act => (int?)act.Number, cancel) ?? 0;
            if (last != seen)
                return ReviewProblems.SomebodyFaster(may.Survey.Code);
            context.ReviewActs.Add(new()
            {
                SurveyId = may.Survey.Id, Number = last + 1, Kind = added.Kind, State = added.State, Signs = AnswerSigns.Pack(added.Signs), Undoes = added.Undoes, Correction = added.Correction, Content = added.Content,
                Reason = may.Change.Reason, By = may.Person.FullName, Person = may.Person.Id, At = may.Change.At,
            });
            await Trail.AppendAsync(context, SurveyDesk.ChainOf(may.Survey.Code), may.Change, added.Act, may.Survey.Code, added.Payload, cancel);
            return last + 1;
        }, cancel);

    private sealed record Admitted(LiveSurvey Survey, Person Person, Change Change);

    private sealed record NewAct(ReviewActKind Kind)
    {
        public AnswerState State { get; init; }

        public ImmutableArray<string> Signs { get; init; } = [];

        public int? Undoes { get; init; }

        public Guid? Correction { get; init; }

        public string Content { get; init; } = "";

        public required string Act { get; init; }

        /// <summary>For the trail: counts, never an answer.</summary>
        public required object Payload { get; init; }
    }
}
