using System.Collections.Immutable;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Imported;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;
using ChiSo.Web.Language;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.Pages;

/// <summary>Answers of a survey run elsewhere, from a file: checked as a whole, shown, then taken in.</summary>
[RequestSizeLimit(MostBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
public sealed class AnswersFilePage(Installation installation, Texts texts) : SurveyDeskPage(installation, texts)
{
    private const int MostBytes = AnswerImports.LongestFile + (1 << 20); // the rest of the form

    /// <summary>The file that waits; <c>null</c> for none.</summary>
    public AnswerUpload? Waiting { get; private set; }

    /// <summary>As typed.</summary>
    public string Source { get; private set; } = "";

    /// <summary>How many answers were just taken in.</summary>
    [FromQuery(Name = "done")]
    public int? Done { get; set; }

    /// <summary>Whether a file was just taken away.</summary>
    [FromQuery(Name = "withdrawn")]
    public bool IsWithdrawn { get; set; }

    public IEnumerable<Question> Questions => Live.Form.Questions().Where(question => question.IsTyped);

    protected override bool MayRead => MayRun;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ShowAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostCheckAsync(IFormFile? answers, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        if (answers is null)
            return Refused([ImportProblems.NoAnswersFile()]);
        using var content = new MemoryStream();
        await answers.CopyToAsync(content, cancel);
        var laid = await Installation.AnswerImports.LayInAsync(Survey, answers.FileName, content.ToArray(), Person, cancel);
        return laid.Problems.IsEmpty ? LocalRedirect($"/desk/surveys/{Survey}/answers-file") : NotKept(laid.Problems);
    }

    public async Task<IActionResult> OnPostTakeAsync(string? seen, string? source, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        Source = source ?? "";
        var taken = await Installation.AnswerImports.TakeInAsync(Survey, seen ?? "", Source, Person, cancel);
        return taken.TryGet(out var added) ? LocalRedirect($"/desk/surveys/{Survey}/answers-file?done={added}") : Refused(taken.Problems);
    }

    public async Task<IActionResult> OnPostWithdrawAsync(string? seen, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        var withdrawn = await Installation.AnswerImports.WithdrawAsync(Survey, seen ?? "", Person, cancel);
        return withdrawn.Problems.IsEmpty ? LocalRedirect($"/desk/surveys/{Survey}/answers-file?withdrawn=true") : Refused(withdrawn.Problems);
    }

    /// <summary>Under the faults of a file nothing offers to take in the one that came before it.</summary>
    private PageResult NotKept(ImmutableArray<Problem> problems)
    {
        Waiting = null;
        return Refused(problems);
    }

    private async Task<bool> ShowAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(Said["AnswersFile_Title"], cancel) || Live.Declaration.Raters is not null)
            return false;
        Waiting = await Installation.AnswerImports.WaitingAsync(Survey, Person, cancel);
        return true;
    }
}
