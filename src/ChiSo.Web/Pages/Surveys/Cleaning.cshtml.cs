using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Engine;
using ChiSo.Engine.Surveys.Cleaning;
using ChiSo.Web.Language;
using ChiSo.Web.Surveys;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>Reviewing the answers to a closed survey: what stands out, what is decided, what counts. For survey managers alone, because it shows answers one by one, though never whose.</summary>
public sealed class SurveyCleaningPage(Installation installation, Texts texts) : SurveyDeskPage(installation, texts)
{
    private const int RowsShown = 50;
    private const int HighestSeed = 1_000_000_000;

    /// <summary><c>null</c> while the survey is not closed.</summary>
    public ReviewedSurvey? Found { get; private set; }

    [BindProperty(SupportsGet = true)]
    public CleaningRule? Rule { get; set; }

    [BindProperty(SupportsGet = true, Name = "state")]
    public string? StateAsked { get; set; }

    /// <summary>The state that is looked at; <c>null</c> for any.</summary>
    public AnswerStanding? Standing => AnswerStanding.Read(StateAsked);

    [BindProperty(SupportsGet = true)]
    public string? Unit { get; set; }

    [BindProperty(SupportsGet = true)]
    public ReviewScope? Which { get; set; }

    [BindProperty(SupportsGet = true, Name = "at")]
    public int PageAsked { get; set; }

    /// <summary>Flagged answers when nothing else is asked for.</summary>
    public ReviewFilter Filter => new(Rule, Standing?.State, Unit ?? "", Which ?? ReviewScope.Flagged) { Own = Standing?.Own ?? "" };

    public ImmutableArray<ReviewedAnswer> Matching { get; private set; } = [];

    public int Pages => Math.Max(1, (Matching.Length + RowsShown - 1) / RowsShown);

    public int PageShown => Math.Clamp(PageAsked, 1, Pages);

    public IEnumerable<ReviewedAnswer> Rows => Matching.Skip((PageShown - 1) * RowsShown).Take(RowsShown);

    /// <summary>A seed for those who bring none.</summary>
    public static int NewSeed => RandomNumberGenerator.GetInt32(1, HighestSeed);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ShowAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostDecideAsync(string[] sign, string? reach, string? decision, string? reason, int seen, CancellationToken cancel) =>
        await AfterAsync(AnswerStanding.Read(decision) is { } state
            ? await Installation.Reviewing.DecideAsync(Survey, new([.. sign], reach switch { "free" => new(State: AnswerState.New, Which: ReviewScope.Free), "all" => Filter, _ => null }, state.State, reason ?? "", seen) { Own = state.Own }, Person, cancel)
            : ReviewProblems.NoState(Survey), cancel);

    public async Task<IActionResult> OnPostUndoAsync(int act, string? reason, int seen, CancellationToken cancel) =>
        await AfterAsync(await Installation.Reviewing.UndoAsync(Survey, act, reason ?? "", seen, Person, cancel), cancel);

    public async Task<IActionResult> OnPostDrawAsync(string? share, string? seed, string? reason, int seen, CancellationToken cancel)
    {
        var numbers = new TypedNumbers(Said);
        var (wanted, from) = (numbers.Number("Cleaning_Share", share) / 100, numbers.Whole("Cleaning_Seed", seed));
        return numbers.Problems.IsEmpty ? await AfterAsync(await Installation.Reviewing.DrawAsync(Survey, wanted, (ulong)from, reason ?? "", seen, Person, cancel), cancel) : await AfterAsync(numbers.Problems, cancel);
    }

    public async Task<IActionResult> OnPostRulesAsync(string? near, string? compared, string? straight, string? complete, string? interviewer, string? reason, int seen, CancellationToken cancel)
    {
        var numbers = new TypedNumbers(Said);
        if (!await ShowAsync(cancel))
            return NotFound();
        var thresholds = (Found?.Book.Thresholds ?? new()) with // the groups of questions have a page of their own
        {
            NearDuplicate = numbers.Number("Cleaning_Near", near) / 100, LeastCompared = numbers.Whole("Cleaning_Compared", compared), LeastStraight = numbers.Whole("Cleaning_Straight", straight),
            Completeness = numbers.Number("Cleaning_Complete", complete) / 100, Interviewer = interviewer?.Trim() ?? "",
        };
        return numbers.Problems.IsEmpty ? await AfterAsync(await Installation.Reviewing.SetRulesAsync(Survey, thresholds, reason ?? "", seen, Person, cancel), cancel) : await AfterAsync(numbers.Problems, cancel);
    }

    /// <summary>The address of the list with one thing changed.</summary>
    public string Address(CleaningRule? rule, AnswerStanding? state, ReviewScope which, int at = 1)
    {
        var asked = new Dictionary<string, string?>
        {
            ["which"] = which.ToString(), ["rule"] = rule?.ToString(), ["state"] = state?.ToString(), ["unit"] = string.IsNullOrEmpty(Unit) ? null : Unit, ["at"] = at <= 1 ? null : at.ToString(CultureInfo.InvariantCulture),
        };
        return $"/desk/surveys/{Survey}/cleaning{QueryString.Create(asked.Where(pair => pair.Value is not null))}";
    }

    public int CountOf(CleaningRule rule) => Found?.Answers.Count(answer => answer.Flags.Any(flag => flag.Rule == rule)) ?? 0;

    public int CountOf(AnswerStanding state) => Found?.Answers.Count(answer => answer.State == state.State && (state.Own.Length == 0 || answer.Own?.Code == state.Own)) ?? 0;

    private async Task<IActionResult> AfterAsync(Result<int> done, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        return done.TryGet(out _) ? LocalRedirect(Address(Rule, Standing, Filter.Which, PageAsked)) : Refused(done.Problems);
    }

    private async Task<bool> ShowAsync(CancellationToken cancel)
    {
        if (!MayRun || !await ReadAsync(Said["Cleaning_Title"], cancel))
            return false;
        if (!Live.IsClosed)
            return true;
        Found = await Installation.Reviewing.ReadAsync(Live, cancel);
        Matching = [.. Found.Matching(Filter)];
        return true;
    }
}
