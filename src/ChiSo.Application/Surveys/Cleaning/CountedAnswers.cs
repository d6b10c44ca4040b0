using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Exports;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Surveys.Sampling;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Cleaning;

/// <summary>Which answers enter estimates.</summary>
public enum CountingRule
{
    /// <summary>Every one: nobody has decided on any yet.</summary>
    Every,

    /// <summary>Those that were accepted, with their corrections.</summary>
    Accepted,
}

/// <summary>By which rule answers count, and how many stand in each state; none under <see cref="CountingRule.Every"/>.</summary>
/// <param name="Completeness">The share of questions below which an answer was held back until somebody decided on it, 0 to 1.</param>
public sealed record CountedBy(CountingRule Rule, ImmutableSortedDictionary<AnswerState, int> States, double Completeness)
{
    public static CountedBy Every { get; } = new(CountingRule.Every, ImmutableSortedDictionary<AnswerState, int>.Empty, new CleaningThresholds().Completeness);

    /// <summary>The rule in words.</summary>
    public Words Said => Rule == CountingRule.Every
        ? new("Tính mọi phiếu: chưa rà soát.", "Every answer counts: none was reviewed.")
        : new($"Chỉ tính phiếu được chấp nhận: {Count(AnswerState.Accepted)}; chưa quyết định {Count(AnswerState.New)}, loại ra {Count(AnswerState.SetAside)}, hỏi lại {Count(AnswerState.Reask)}. Phiếu trả lời dưới {Share} % số câu được hỏi được giữ lại chờ quyết định.",
            $"Accepted answers alone count: {Count(AnswerState.Accepted)}; {Count(AnswerState.New)} undecided, {Count(AnswerState.SetAside)} set aside, {Count(AnswerState.Reask)} to be asked again. One with under {Share} % of the asked questions answered was held back until decided on.");

    private int Share => (int)Math.Round(Completeness * 100);

    /// <param name="states">Of every answer.</param>
    internal static CountedBy Of(ReviewBook book, IEnumerable<AnswerState> states) =>
        book.HasBegun ? new(CountingRule.Accepted, states.CountBy(state => state).ToImmutableSortedDictionary(), book.Thresholds.Completeness) : Every;

    private int Count(AnswerState state) => States.GetValueOrDefault(state);
}

/// <summary>The answers of a survey that count ("phiếu được tính"), and by which rule. Every index, export and feed reads these.</summary>
/// <param name="Outline">Of those that count.</param>
/// <param name="Of">Those of a unit and stratum.</param>
public sealed record CountedAnswers(CountedBy By, AnswerOutline Outline, Func<string, string, IEnumerable<Answer>> Of)
{
    /// <summary>What it rests on: what was made of these answers holds for as long as this stays the same.</summary>
    public required string Basis { get; init; }

    /// <summary>What estimates know of the sample.</summary>
    public KnownSample Sample { get; init; } = KnownSample.None;

    /// <summary>Memory that lives as long as this does, in bytes or nearly.</summary>
    internal long Size { get; init; } = 1;

    /// <summary>The rule in words, what margins reckon with and what they leave out, for pages, commands and files.</summary>
    public Words Said => new($"{By.Said.Vi} {Sample.Said.Vi}".TrimEnd(), $"{By.Said.En} {Sample.Said.En}".TrimEnd());

    /// <summary>Without those of people who chose to answer at a machine of a desk, about units people were drawn for; where nobody was, they are all there is.</summary>
    /// <param name="frame">Of the draw.</param>
    internal CountedAnswers Drawn(GroupSizes frame)
    {
        var drawn = Outline.Groups.Select(group => AnswerOutline.Of(Of(group.Unit, group.Stratum).Where(IsDrawn))).ToList();
        return this with { Outline = Outline with { Groups = [.. drawn.SelectMany(one => one.Groups)], Turns = [.. drawn.SelectMany(one => one.Turns).Distinct(StringComparer.Ordinal)] }, Of = (unit, stratum) => Of(unit, stratum).Where(IsDrawn) };

        bool IsDrawn(Answer answer) => answer.Mode != AnswerMode.Kiosk || !frame.Has(answer.Unit);
    }

    /// <summary>As they may be shown.</summary>
    public ShownAnswers Shown(LiveSurvey survey) => new(this, SmallGroups.Of(Outline.Groups, survey.Declaration.MinimumCell));
}

/// <summary>The answers that count as they may be shown: small groups put together or left out.</summary>
public sealed record ShownAnswers(CountedAnswers Counted, SmallGroups Hidden)
{
    public AnswerOutline Outline => Counted.Outline with { Groups = [.. Hidden.Shown.Select(group => new AnswerGroup(group.Unit, group.Stratum, group.Answers))], HasClusters = !Counted.Sample.Clusters.IsEmpty };

    /// <summary>A group after the other; those of one are read as they are asked for.</summary>
    public IEnumerable<Answer> Rows() => Hidden.Rows(Of);

    /// <summary>Those of a unit and stratum, with the group of clusters as it is shown.</summary>
    internal IEnumerable<Answer> Of(string unit, string stratum) =>
        Counted.Of(unit, stratum).Select(answer => answer.ClusterGroup is { } group ? answer with { ClusterGroup = Counted.Sample.Clusters.GetValueOrDefault((unit, stratum, group)) } : answer);

    /// <summary>The index of each unit.</summary>
    /// <param name="sizes">People of the groups; <c>null</c> for what is known of the sample.</param>
    public Result<ImmutableArray<UnitIndex>> Index(LiveSurvey survey, GroupSizes? sizes) => CollectedIndex.Compute(survey, [.. Rows()], sizes ?? Counted.Sample.Sizes);
}

/// <summary>Reads the answers that count. What must be looked up in every one of them is kept until an answer comes or somebody decides.</summary>
public sealed class AnswerCounting(ChiSoDatabase database, AnswerStore store, TimeProvider clock)
{
    private const long MostBytes = 128 * 1024 * 1024;

    private readonly ComputedOnce<ReviewBook> books = new(MostBytes, book => book.Size, clock);
    private readonly ComputedOnce<CountedAnswers> counted = new(MostBytes, one => one.Size, clock);
    private readonly ComputedOnce<SteadyGroup> groups = new(MostBytes, group => group.Size, clock);
    private readonly ComputedOnce<SharedValues> shared = new(MostBytes, one => one.Size, clock);

    /// <exception cref="InvalidOperationException">The survey still takes answers: whoever reads them twice, one answer apart, knows what that person answered.</exception>
    public async Task<CountedAnswers> ReadAsync(LiveSurvey survey, CancellationToken cancel)
    {
        if (!survey.IsClosed)
            throw new InvalidOperationException($"Answers to {survey.Code} are read once it is closed.");
        var book = await BookAsync(survey, cancel);
        var basis = await BasisAsync(survey, book, cancel);
        return await counted.GetAsync($"{survey.Id}", basis, () => CountAsync(survey, book, basis), cancel);
    }

    /// <summary>With what the newest draw says of the sample: once people are invited from a draw, there is no other. Who came by themselves to a machine at a desk is in no drawn sample.</summary>
    private async Task<CountedAnswers> WithSampleAsync(LiveSurvey survey, CountedAnswers all)
    {
        var cancel = CancellationToken.None; // others may wait for it too
        await using var context = database.Open();
        var view = await SurveySampling.ReadAsync(context, survey, cancel);
        if (view.Newest is not { InvitedAt: not null } draw)
            return all;
        var frame = GroupSizes.Of(survey.Declaration, view.Frames[draw.FrameHash].People);
        var answers = survey.Declaration.Access == SurveyAccess.Invitation ? all.Drawn(frame) : all;
        var (counts, isKnown) = (new Dictionary<(string, string, string), int>(), true);
        foreach (var answer in answers.Outline.Groups.SelectMany(group => answers.Of(group.Unit, group.Stratum)))
        {
            var key = (answer.Unit, answer.Stratum, answer.ClusterGroup ?? "");
            counts[key] = counts.GetValueOrDefault(key) + 1;
            isKnown &= answer.Mode is AnswerMode.Link or AnswerMode.Interview or AnswerMode.Paper;
        }

        var drawn = draw.People.Select(one => (one.Unit, one.Id)).ToHashSet();
        Words? whyNot = survey.Declaration.Access != SurveyAccess.Invitation ? new("cuộc khảo sát mở cho mọi người", "the survey is open to anybody")
            : !(await SurveyDesk.InvitedAsync(context, survey, cancel)).All(one => drawn.Contains((one.Unit, one.Reference))) ? new("có người được mời ngoài mẫu được chọn", "people outside of the draw were invited")
            : !isKnown ? new("có phiếu từ máy thu thập, từ máy tại đơn vị không chọn mẫu hoặc nhập từ nơi khác, không rõ của người được chọn nào", "answers from collecting devices, from machines of units nobody was drawn for, or from elsewhere are of nobody known to be drawn")
            : null;
        var sample = KnownSample.Of((frame, whyNot), draw.Plan.Method == SampleMethod.TwoStage, answers.Shown(survey).Hidden, counts, survey.Declaration.MinimumCell);
        var visitors = all.Outline.Groups.Sum(group => group.Answers) - answers.Outline.Groups.Sum(group => group.Answers);
        return answers with { Sample = sample.Named(unit => survey.Declaration.Unit(unit)?.Name ?? unit) with { Visitors = visitors > 0 ? KnownSample.OfVisitors(visitors, survey.Declaration.MinimumCell) : null } };
    }

    /// <summary>The answers that count from a place on, small groups hidden, in an order that stays. Read page after page, each group is read once.</summary>
    public async Task<Func<int, IEnumerable<Answer>>> SteadyAsync(LiveSurvey survey, ShownAnswers shown, CancellationToken cancel)
    {
        var key = await store.Reviews.KeyAsync(survey.Code, cancel);
        return from => shown.Hidden.Steady(group => groups.Get($"{survey.Id}\n{group.Unit}\n{group.Stratum}", shown.Counted.Basis, () => group.Steady(shown.Of, key)), from); // no code has two lines
    }

    /// <summary>Which values of the answers that count leave with them; found once for every page that is read.</summary>
    public Task<SharedValues> SharedAsync(LiveSurvey survey, ShownAnswers shown, CancellationToken cancel) =>
        shared.GetAsync($"{survey.Id}", shown.Counted.Basis, () => Task.FromResult(SharedValues.Of(survey, shown)), cancel);

    /// <summary>What flags, decisions and corrections rest on.</summary>
    internal async Task<string> BasisAsync(LiveSurvey survey, ReviewBook book, CancellationToken cancel)
    {
        var version = await store.VersionAsync(survey.Code, cancel);
        return string.Create(CultureInfo.InvariantCulture, $"{version}/{book.Last}");
    }

    /// <summary>Groups and, where questions are repeated, how often.</summary>
    internal async Task<AnswerOutline> OutlineAsync(LiveSurvey survey, CancellationToken cancel) =>
        survey.Form.All().OfType<Section>().Any(section => section.Repeat is not null) ? await store.OutlineAsync(survey.Code, cancel) : new(await store.GroupsAsync(survey.Code, cancel), []);

    private async Task<CountedAnswers> CountAsync(LiveSurvey survey, ReviewBook book, string basis)
    {
        var cancel = CancellationToken.None; // others may wait for it too
        var outline = await OutlineAsync(survey, cancel);
        if (!book.HasBegun)
            return await WithSampleAsync(survey, new(CountedBy.Every, outline, (unit, stratum) => store.Of(survey.Code, unit, stratum)) { Basis = basis });
        var reading = await ReadingAsync(survey, book, cancel);
        var by = CountedBy.Of(book, outline.Groups.SelectMany(group => reading.Of(group.Unit, group.Stratum)).Select(one => book.StateOf(one.Sign)));
        IEnumerable<Answer> Accepted(string unit, string stratum) => reading.Of(unit, stratum).Where(one => book.StateOf(one.Sign) == AnswerState.Accepted).Select(one => reading.Current(one.Sign, one.Answer));
        var outlines = outline.Groups.Select(group => AnswerOutline.Of(Accepted(group.Unit, group.Stratum))).ToList();
        return await WithSampleAsync(survey, new(by, new([.. outlines.SelectMany(one => one.Groups)], [.. outlines.SelectMany(one => one.Turns).Distinct(StringComparer.Ordinal)]), Accepted) { Basis = basis, Size = book.Size });
    }

    internal async Task<ReviewBook> BookAsync(LiveSurvey survey, CancellationToken cancel)
    {
        await using var context = database.Open();
        var last = await context.ReviewActs.Where(act => act.SurveyId == survey.Id).MaxAsync(act => (int?)act.Number, cancel) ?? 0;
        return await books.GetAsync($"{survey.Id}", last.ToString(CultureInfo.InvariantCulture), () => ReadBookAsync(survey), cancel);
    }

    private async Task<ReviewBook> ReadBookAsync(LiveSurvey survey)
    {
        await using var context = database.Open();
        return new([.. await context.ReviewActs.AsNoTracking().Where(act => act.SurveyId == survey.Id).OrderBy(act => act.Number).ToListAsync()]); // others may wait for it too
    }

    internal async Task<ReviewReading> ReadingAsync(LiveSurvey survey, ReviewBook book, CancellationToken cancel)
    {
        var corrections = (await store.Reviews.CorrectionsAsync(survey.Code, cancel)).ToImmutableDictionary(one => one.Key, one => EngineJson.Read<AnswerCorrection>(one.Value));
        return new(survey, store, book, await store.Reviews.KeyAsync(survey.Code, cancel), corrections);
    }
}

/// <summary>Answers with their signs, and as they stand after corrections.</summary>
internal sealed class ReviewReading(LiveSurvey survey, AnswerStore store, ReviewBook book, string key, ImmutableDictionary<Guid, AnswerCorrection> corrections)
{
    public IEnumerable<(string Sign, Answer Answer)> Of(string unit, string stratum) => AnswerSigns.Of(key, store.Of(survey.Code, unit, stratum));

    /// <summary>Corrections in force of one answer, in their order.</summary>
    public ImmutableArray<AnswerCorrection> CorrectionsOf(string sign) => [.. book.CorrectionsOf(sign).Select(id => corrections[id])];

    /// <summary>What an act corrected; <c>null</c> for an act that corrected nothing.</summary>
    public AnswerCorrection? CorrectionOf(ReviewAct act) => act.Correction is { } id ? corrections.GetValueOrDefault(id) : null;

    public Answer Current(string sign, Answer original)
    {
        var made = CorrectionsOf(sign);
        return made.IsEmpty ? original : original with { Values = FillingChecks.Kept(Filled(survey, original.Values, made)) };
    }

    /// <summary>An answer filled in anew with corrections on top: what follows from them is computed again, what is no longer asked goes.</summary>
    public static Filling Filled(LiveSurvey survey, ImmutableSortedDictionary<string, string> values, IEnumerable<AnswerCorrection> corrections)
    {
        var typed = values.ToDictionary(StringComparer.Ordinal);
        foreach (var correction in corrections)
            typed[correction.Key] = correction.After;
        return new(survey.Form, RepeatTurns.With(survey.Form, typed), survey.Declaration.Closes) { Pictures = PictureAnswers.Kept };
    }
}
