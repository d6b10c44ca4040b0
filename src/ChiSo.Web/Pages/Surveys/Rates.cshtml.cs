using System.Collections.Immutable;
using ChiSo.Application.Publication;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Outcomes;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;
using ChiSo.Web.Language;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>What became of those who were invited: outcomes are written down until the survey is closed, rates are shown from then on.</summary>
public sealed class SurveyRatesPage(Installation installation, Texts texts) : SurveyDeskPage(installation, texts)
{
    /// <summary><c>null</c> until the survey is closed.</summary>
    public OutcomeBoard? Board { get; private set; }

    /// <summary>How many are written down under each outcome.</summary>
    public OutcomeCounts Written { get; private set; } = OutcomeCounts.Of([]);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ShowAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        await using var stream = file?.OpenReadStream() ?? Stream.Null;
        Result<ImmutableArray<RecordedOutcome>>? list = file is null ? default(Result<ImmutableArray<RecordedOutcome>>?) : OutcomeFile.ReadInvited(TableFiles.Read(stream, file.FileName));
        var recorded = await Installation.SurveyManagement.RecordOutcomesAsync(Survey, list, Person, cancel);
        return recorded.TryGet(out _) ? LocalRedirect($"/desk/surveys/{Survey}/rates") : Refused(recorded.Problems);
    }

    private async Task<bool> ShowAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(Said["Rates_Title"], cancel))
            return false;
        Board = (await Installation.Outcomes.BoardAsync(Live, cancel)).TryGet(out var board) ? board : null;
        Written = await Installation.Outcomes.WrittenAsync(Live, cancel);
        return true;
    }
}
