using System.Collections.Immutable;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;
using ChiSo.Engine.Surveys.Cleaning;

namespace ChiSo.Application.Surveys.Cleaning;

/// <summary>An answer under review.</summary>
/// <param name="Stratum">As it is shown: small ones are put together.</param>
/// <param name="Original">As it came.</param>
/// <param name="Current">With the corrections in force.</param>
/// <param name="Like">The sign of the answer each flag names; the same order as <paramref name="Flags"/>, empty for none.</param>
/// <param name="IsDrawn">Whether it is on the list to be checked again.</param>
public sealed record ReviewedAnswer(string Sign, string Unit, string Stratum, Answer Original, Answer Current, AnswerState State, ImmutableArray<CleaningFlag> Flags, ImmutableArray<string> Like, bool IsDrawn)
{
    public bool IsHeld => Flags.Any(flag => !flag.IsWeak);

    /// <summary>The survey's own state; <c>null</c> for none.</summary>
    public OwnState? Own { get; init; }

    /// <summary>Where it stands, by the finest name there is.</summary>
    public Words Standing => Own?.Name ?? CleaningWords.Of(State);
}

/// <summary>A survey under review: every answer that may be shown, with its flags. Answers of units below the smallest group are not here; they count nowhere.</summary>
/// <param name="Answers">By unit, then sign: an order that means nothing.</param>
/// <param name="NotCompared">Units with too many answers to compare each with each.</param>
/// <param name="LeftOut">Units with fewer answers than the smallest group, by code.</param>
/// <param name="Interviewers">Effects of those who asked; empty where nobody is recorded.</param>
public sealed record ReviewedSurvey(LiveSurvey Survey, ReviewBook Book, ImmutableArray<ReviewedAnswer> Answers, ImmutableArray<string> NotCompared, ImmutableArray<string> LeftOut, ImmutableArray<InterviewerEffect> Interviewers)
{
    /// <summary>Signs of the answers that are not here.</summary>
    internal ImmutableArray<string> NotShown { get; private init; } = [];

    /// <summary>By which rule answers count.</summary>
    public CountedBy By => CountedBy.Of(Book, Answers.Select(answer => answer.State).Concat(NotShown.Select(Book.StateOf)));

    /// <summary>The same after other acts, none of which changed a flag.</summary>
    internal ReviewedSurvey After(ReviewBook book)
    {
        if (ReferenceEquals(book, Book))
            return this;
        var drawn = book.Drawn;
        return this with { Book = book, Answers = [.. Answers.Select(answer => answer with { State = book.StateOf(answer.Sign), Own = book.OwnOf(answer.Sign), IsDrawn = drawn.Contains(answer.Sign) })] };
    }

    public ReviewedAnswer? Find(string sign) => Answers.FirstOrDefault(answer => answer.Sign == sign);

    public IEnumerable<ReviewedAnswer> Matching(ReviewFilter filter) => Answers.Where(filter.Takes);

    internal static ReviewedSurvey Of(LiveSurvey survey, ReviewBook book, ReviewReading reading, AnswerOutline outline)
    {
        var hidden = SmallGroups.Of(outline.Groups, survey.Declaration.MinimumCell);
        var rows = hidden.Shown.SelectMany(group => group.Strata.SelectMany(stratum => reading.Of(group.Unit, stratum)).Select(one => (one.Sign, group.Unit, group.Stratum, Original: one.Answer, Current: reading.Current(one.Sign, one.Answer))))
            .OrderBy(row => row.Unit, StringComparer.Ordinal).ThenBy(row => row.Sign, StringComparer.Ordinal).ToArray();
        var items = book.Thresholds.Items(survey.Form);
        var answers = CleaningAnswers.Of([.. items.Select(item => item.Name)], rows.Select(row => Texts(survey, items, row.Current)));
        var report = AnswerChecks.Find(answers, book.Thresholds.Rules(survey.Form), Grouping.Of(rows.Select(row => row.Unit)), hurried: HurriedAnswers.Told([.. rows.Select(row => row.Original)], survey.Declaration.MinimumCell));
        var (flags, drawn) = (report.Flags.ToLookup(flag => flag.Row), book.Drawn);
        var asker = book.Thresholds.Interviewer;
        ImmutableArray<string> askers = [.. rows.Select(row => asker.Length > 0 ? row.Current.Values.GetValueOrDefault(asker, "") : row.Original.Interviewer ?? "")];
        return new(survey, book,
            [.. rows.Select((row, at) => new ReviewedAnswer(row.Sign, row.Unit, row.Stratum, row.Original, row.Current, book.StateOf(row.Sign), [.. flags[at]], [.. flags[at].Select(flag => flag.Other is { } other ? rows[other].Sign : "")], drawn.Contains(row.Sign)) { Own = book.OwnOf(row.Sign) })],
            report.NotCompared, hidden.LeftOut, askers.All(one => one.Length == 0) ? [] : InterviewerEffects.Of(answers, Grouping.Of(askers)))
        {
            NotShown = [.. outline.Groups.Where(group => hidden.LeftOut.Contains(group.Unit, StringComparer.Ordinal)).SelectMany(group => reading.Of(group.Unit, group.Stratum)).Select(one => one.Sign)],
        };
    }

    /// <summary>What cleaning compares: nothing for no answer, <c>null</c> where a question was not asked, NA for "no opinion".</summary>
    private static List<string?> Texts(LiveSurvey survey, ImmutableArray<Question> items, Answer answer)
    {
        var filling = ReviewReading.Filled(survey, answer.Values, []);
        return [.. items.Select(item => !filling.IsRelevant(item, 0) ? null : answer.Values.GetValueOrDefault(item.Name, "") is { Length: > 0 } value && survey.Form.List(item.List)?.Choices.Any(choice => choice.Name == value && choice.IsNoOpinion) == true ? "NA" : answer.Values.GetValueOrDefault(item.Name, ""))];
    }
}

/// <summary>Which answers of a review are looked at.</summary>
/// <param name="Rule">Flagged under it; <c>null</c> for any.</param>
/// <param name="State">In this state; <c>null</c> for any.</param>
/// <param name="Unit">About this unit; empty for any.</param>
/// <param name="Which">Among those flagged, not held back, or drawn.</param>
public sealed record ReviewFilter(CleaningRule? Rule = null, AnswerState? State = null, string Unit = "", ReviewScope Which = ReviewScope.All)
{
    /// <summary>In this state of the survey's own; empty for any.</summary>
    public string Own { get; init; } = "";

    public bool Takes(ReviewedAnswer answer) =>
        (Rule is not { } rule || answer.Flags.Any(flag => flag.Rule == rule)) && (State is not { } state || answer.State == state) && (Own.Length == 0 || answer.Own?.Code == Own) && (Unit.Length == 0 || answer.Unit == Unit) && Which switch
        {
            ReviewScope.Flagged => !answer.Flags.IsEmpty,
            ReviewScope.Free => !answer.IsHeld,
            ReviewScope.Drawn => answer.IsDrawn,
            _ => true,
        };
}

/// <summary>A part of the answers under review.</summary>
public enum ReviewScope
{
    All,

    /// <summary>With a flag, strong or weak.</summary>
    Flagged,

    /// <summary>Without a strong flag.</summary>
    Free,

    /// <summary>On the list to be checked again.</summary>
    Drawn,
}
