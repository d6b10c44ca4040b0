using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Application.Vietnamese;
using ChiSo.Web.Language;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>The survey's own states of review: finer names for the four there are.</summary>
public sealed class CleaningStatesPage(Installation installation, Texts texts) : SurveyDeskPage(installation, texts)
{
    /// <summary>States that can be named beside those there are.</summary>
    private const int Spare = 3;

    private const int MostRows = 60;

    /// <summary>The states in their order, with empty ones to be filled in.</summary>
    public ImmutableArray<OwnState> Rows { get; private set; } = [];

    /// <summary>Codes of those that were decided on: they stay, and count as they do.</summary>
    public IReadOnlySet<string> Used { get; private set; } = new HashSet<string>();

    public int Seen { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ShowAsync(cancel) is { } other ? other : Page();

    public async Task<IActionResult> OnPostAsync(string? reason, int seen, int count, CancellationToken cancel)
    {
        if (await ShowAsync(cancel) is { } other)
            return other;
        var before = (await Installation.Reviewing.ReadAsync(Live, cancel)).Book.Thresholds;
        var fields = await Request.ReadFormAsync(cancel);
        Rows = [.. Enumerable.Range(1, Math.Clamp(count, 0, MostRows)).Select(number => Typed(fields, number.ToString(CultureInfo.InvariantCulture)))];
        var done = await Installation.Reviewing.SetRulesAsync(Survey, before with { OwnStates = Named(before.OwnStates) }, reason ?? "", seen, Person, cancel);
        return done.TryGet(out _) ? LocalRedirect($"/desk/surveys/{Survey}/cleaning/states") : Refused(done.Problems);
    }

    private static OwnState Typed(IFormCollection fields, string number)
    {
        string Text(string field) => NfcText.Clean(fields[field + number].ToString());
        return new(Text("code"), Text("vi"), Text("en"), Enum.TryParse<AnswerState>(Text("as"), out var state) && Enum.IsDefined(state) ? state : AnswerState.SetAside);
    }

    /// <summary>The rows somebody named; new ones get a code.</summary>
    private ImmutableArray<OwnState> Named(ImmutableArray<OwnState> before)
    {
        var known = before.Select(state => state.Code).ToHashSet(StringComparer.Ordinal);
        var last = known.Concat(Used).Select(code => int.Parse(code, CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();
        return
        [
            .. Rows.Where(row => row.Vi.Length + row.En.Length > 0)
                .Select(row => row with { Code = known.Remove(row.Code) ? row.Code : (++last).ToString(CultureInfo.InvariantCulture), En = row.En.Length > 0 ? row.En : row.Vi }),
        ];
    }

    /// <returns>What is shown instead; <c>null</c> for this page.</returns>
    private async Task<IActionResult?> ShowAsync(CancellationToken cancel)
    {
        if (!MayRun || !await ReadAsync(Said["States_Title"], cancel))
            return NotFound();
        if (!Live.IsClosed)
            return LocalRedirect($"/desk/surveys/{Survey}/cleaning");
        var book = (await Installation.Reviewing.ReadAsync(Live, cancel)).Book;
        (Seen, Used) = (book.Last, book.UsedStates);
        Rows = [.. book.Thresholds.OwnStates, .. Enumerable.Repeat(new OwnState("", "", "", AnswerState.Reask), Spare)];
        return null;
    }
}
