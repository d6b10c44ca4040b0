using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Outcomes;
using ChiSo.Engine;
using ChiSo.Web.Desk;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.Pages;

/// <summary>What a survey found: units in their order with intervals and the places that can't be told apart, factors beside them, and for one unit every question.</summary>
public sealed class SurveyResultsPage(Installation installation, SecurityLog log, Texts texts) : SurveyDeskPage(installation, texts)
{
    /// <summary><c>null</c> while there is nothing to show; <see cref="SurveyDeskPage.Problems"/> or <see cref="Why"/> says why.</summary>
    public SurveyResults? Found { get; private set; }

    /// <summary>Why there are no results.</summary>
    public ImmutableArray<Problem> Why { get; private set; } = [];

    /// <summary>What became of those who were asked.</summary>
    public ResponseSaid Asked { get; private set; } = null!; // set before the page is rendered

    /// <summary>Beside the survey before; <c>null</c> without one.</summary>
    public YearOnYear? Year { get; private set; }

    /// <summary>The unit looked at; <c>null</c> for all.</summary>
    public RatedResult? Unit { get; private set; }

    /// <summary>The block of the unit looked at.</summary>
    public ResultBlock? Block { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? unit, string? by, CancellationToken cancel)
    {
        if (!await ReadAsync(Said["Results_Title"], cancel))
            return NotFound();
        var read = await Installation.SurveyReading.ResultsAsync(Live, by, cancel);
        Asked = await Installation.Outcomes.SaidAsync(Live, cancel);
        (Found, Why) = (read.TryGet(out var found) ? found : null, read.Problems);
        Year = found is null ? null : await Installation.SurveyReading.YearOnYearAsync(Live, found, cancel);
        if (unit is null)
            return Page();
        Block = Found?.Blocks.FirstOrDefault(block => block.Units.Any(one => one.Unit == unit));
        Unit = Block?.Units.First(one => one.Unit == unit);
        return Unit is null ? NotFound() : Page();
    }

    /// <summary>Asks for the archive that hands the survey over; it is made as a job.</summary>
    public async Task<IActionResult> OnPostArchiveAsync(CancellationToken cancel)
    {
        if (await OnGetAsync(unit: null, by: null, cancel) is not PageResult)
            return NotFound();
        var asked = await Installation.SurveyArchives.AskAsync(Survey, Person, cancel);
        if (!asked.TryGet(out var job))
            return Refused(asked.Problems);
        log.Write(HttpContext, ReadLog.SurveyAnswersRead, Person.FullName);
        return LocalRedirect(JobAddress.Of(job));
    }

    /// <summary>The change of a figure since the survey before; <c>null</c> where there is none.</summary>
    public FigureChange? ChangeOf(string unit, string code) => Year?.Changes.GetValueOrDefault((unit, code));

    /// <summary>So many columns stand beside each other.</summary>
    private const int MostFactors = 8;

    /// <summary>Parts and factors that stand beside the whole, in the order of the questionnaire; where there are too many, those right below it, or below its only part.</summary>
    public static ImmutableArray<string> FactorsOf(SurveyResults results)
    {
        var figures = results.Blocks.SelectMany(block => block.Units).First().Figures;
        if (figures.Where(figure => figure.Level == ResultLevel.Factor).ToArray() is { Length: > 1 and <= MostFactors } all)
            return [.. all.Select(figure => figure.Code)];
        foreach (var depth in figures.Where(figure => figure.Level == ResultLevel.Factor).Select(figure => figure.Depth).Distinct().Order())
        {
            if (figures.Where(figure => figure.Depth == depth && figure.Level == ResultLevel.Factor).ToArray() is { Length: > 1 } several)
                return [.. several.Select(figure => figure.Code)];
        }

        return [];
    }

    /// <summary>Where the axis of intervals begins: a round ten below every one of them, so that they can be told apart, and below 100 where everybody is satisfied.</summary>
    public static int AxisFrom(IEnumerable<ResultFigure> figures) => (int)Math.Clamp(Math.Floor(figures.Where(figure => figure.Lower is not null).Select(figure => figure.Lower!.Value).DefaultIfEmpty(0).Min() / 10) * 10, 0, HighestStart); // filtered just before

    private const double HighestStart = 90;
}
