using System.Collections.Immutable;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.Surveys;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>One answer under review: what was answered to closed questions, what stands out, what was decided and corrected. Free texts are not here: they may name somebody. Pictures are, for those who review look at what was sent.</summary>
public sealed class ReviewAnswerPage(Installation installation, Texts texts) : SurveyDeskPage(installation, texts)
{
    [FromRoute]
    public string Sign { get; set; } = "";

    public ReviewedSurvey Found { get; private set; } = null!; // set before the page is rendered

    public ReviewedAnswer Answer { get; private set; } = null!; // as above

    /// <summary>What was corrected, by the number of the act.</summary>
    public ImmutableDictionary<int, AnswerCorrection> Corrections { get; private set; } = ImmutableDictionary<int, AnswerCorrection>.Empty;

    /// <summary>The question to be corrected; <c>null</c> for none.</summary>
    public Question? Fix { get; private set; }

    /// <summary>What was answered, and what could be, in the order of the questionnaire.</summary>
    public IEnumerable<(string Key, string Original, string Current)> Values => Live.Form.Questions().Where(question => question.Kind != QuestionKind.Note && !question.IsFree).SelectMany(question =>
        Answer.Original.Values.Keys.Concat(Answer.Current.Values.Keys).Where(key => key == question.Name || key.StartsWith($"{question.Name}~", StringComparison.Ordinal)).Concat(AnswerReviewing.CanCorrect(Live.Form, question.Name) ? [question.Name] : []).Distinct().Order(StringComparer.Ordinal)
            .Select(key => (key, Answer.Original.Values.GetValueOrDefault(key, ""), Answer.Current.Values.GetValueOrDefault(key, ""))));

    /// <summary>Questions with a picture, and its address.</summary>
    public IEnumerable<(string Question, string Address)> Pictures => Live.Form.Questions().Where(question => question.Kind == QuestionKind.Picture && Answer.Original.Values.ContainsKey(question.Name)).Select(question => (question.Name, ReviewedPicture.AddressOf(Live.Code, Sign, question.Name)));

    /// <summary>Whether an answer to a question outside the index, such as the age of the person, is given by enough others of the unit to tell nothing of one.</summary>
    public bool IsTold(string key, string value) => value.Length == 0 || Live.Form.Questions().Any(question => question.Name == key && question.Factor is not null)
        || Found.Answers.Count(other => other.Unit == Answer.Unit && other.Original.Values.GetValueOrDefault(key, "") == value) >= Live.Declaration.MinimumCell;

    public async Task<IActionResult> OnGetAsync(string? fix, CancellationToken cancel) => await ShowAsync(fix, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostDecideAsync(string? decision, string? reason, int seen, CancellationToken cancel) =>
        await AfterAsync(AnswerStanding.Read(decision) is { } state ? await Installation.Reviewing.DecideAsync(Survey, new([Sign], null, state.State, reason ?? "", seen) { Own = state.Own }, Person, cancel) : ReviewProblems.NoState(Survey), null, cancel);

    public async Task<IActionResult> OnPostCorrectAsync(string? question, string[] value, string? reason, int seen, CancellationToken cancel) =>
        await AfterAsync(await Installation.Reviewing.CorrectAsync(Survey, new(Sign, question ?? "", string.Join(' ', value.Where(one => !string.IsNullOrWhiteSpace(one))), reason ?? "", seen), Person, cancel), question, cancel);

    private async Task<IActionResult> AfterAsync(Result<int> done, string? fix, CancellationToken cancel)
    {
        if (!await ShowAsync(fix, cancel))
            return NotFound();
        return done.TryGet(out _) ? LocalRedirect($"/desk/surveys/{Survey}/cleaning/{Sign}") : Refused(done.Problems);
    }

    private async Task<bool> ShowAsync(string? fix, CancellationToken cancel)
    {
        if (!MayRun || !await ReadAsync(Said["Cleaning_Answer"], cancel) || !Live.IsClosed)
            return false;
        Found = await Installation.Reviewing.ReadAsync(Live, cancel);
        if (Found.Find(Sign) is not { } answer)
            return false;
        Answer = answer;
        Corrections = await Installation.Reviewing.CorrectionsAsync(Found, Sign, cancel);
        Fix = fix is not null && AnswerReviewing.CanCorrect(Live.Form, fix) ? Live.Form.Questions().First(question => question.Name == fix) : null;
        return true;
    }
}
