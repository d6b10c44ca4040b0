using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using ChiSo.Web.Appraisal;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>What is to be appraised in a block, criterion by criterion, the one that waits longest first.</summary>
[RequestSizeLimit(FigureLoading.LongestFile + FormOverhead)]
[RequestFormLimits(MultipartBodyLengthLimit = FigureLoading.LongestFile + FormOverhead)]
public sealed class ReviewBlockPage(Installation installation, TimeProvider clock, Texts texts) : DeskPage
{
    private const long FormOverhead = 1024 * 1024;

    public Review Review { get; private set; } = null!; // set before the page is rendered

    public ImmutableArray<CriterionWork> Criteria { get; private set; } = [];

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    /// <summary>Which share is marked twice; <c>null</c> for none.</summary>
    public DoubleMarking? Twice { get; private set; }

    /// <summary>Whether lines of this stage can be marked twice.</summary>
    public bool IsFirst => Review.Round.Stages.FirstOrDefault(one => Stages.KindOf(one) == StageKind.Review) == Review.Stage;

    /// <summary>Whether this person may set which share is marked twice.</summary>
    public bool MayDouble => Person.May(Act.RunRound, new()) && Review.Round.FrozenAt is null;

    /// <summary>Other stages at which this person's lines of a frozen round were appraised.</summary>
    public ImmutableArray<string> OtherStages { get; private set; } = [];

    /// <summary>Whether this person may load figures of the agency.</summary>
    public bool MayLoad => Review.Round.IsWorkable && Review.Lines.Any(line => Person.May(Act.Appraise, line.Aim));

    /// <summary>Whether this person may read the pre-filled figures of the block: bodies of the first level only where they read everything.</summary>
    public bool SeesPrefilled => Person.May(Act.ReadReview, new()) || (Stages.KindOf(Review.Stage) == StageKind.Review && Review.Lines.Any(line => PrefilledDesk.IsFilled(line.Node)));

    public async Task<IActionResult> OnGetAsync(string round, string block, string stage, CancellationToken cancel) => await ReadAsync(round, block, stage, cancel) ? Page() : NotFound();

    /// <summary>Keeps the agency's file of figures and goes on to what it would change.</summary>
    public async Task<IActionResult> OnPostFiguresAsync(string round, string block, string stage, IFormFile? file, CancellationToken cancel)
    {
        if (!await ReadAsync(round, block, stage, cancel) || Review.Lines.IsEmpty)
            return NotFound();
        await using var content = file?.OpenReadStream() ?? Stream.Null;
        var laid = await installation.FigureLoading.LayInAsync(content, file?.FileName ?? "", Review, Person, cancel);
        if (laid.TryGet(out var id))
            return LocalRedirect(FigureAddress.Of(id));
        Problems = laid.Problems;
        Response.StatusCode = Problems.Any(problem => problem.Code == "review.not-allowed") ? StatusCodes.Status403Forbidden : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>Sets which share of the block two appraisers mark apart.</summary>
    public async Task<IActionResult> OnPostDoubleAsync(string round, string block, string stage, string? share, string? seed, DoubleChoice choice, CancellationToken cancel)
    {
        if (!await ReadAsync(round, block, stage, cancel))
            return NotFound();
        if (Person.MandateTo(Act.RunRound, new()) is not { } mandate)
            return StatusCode(StatusCodes.Status403Forbidden);
        var percent = int.TryParse(share, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0; // refused as out of bounds
        var set = await installation.DoubleMarkings.SetAsync(round, block, new(percent, seed ?? "", choice), new(Person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, ""), cancel);
        if (set.TryGet(out _))
            return LocalRedirect(ReviewAddress.Of(round, block, stage));
        Problems = set.Problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> ReadAsync(string round, string block, string stage, CancellationToken cancel)
    {
        if (await installation.Reviews.ReadAsync(new(round, block, stage), cancel) is not { } whole || whole.For(Person) is not { } review || (review.Lines.IsEmpty && review.Interests.IsEmpty && !whole.Lines.IsEmpty))
            return false;
        Review = review;
        Twice = await installation.DoubleMarkings.ReadAsync(review.Block.Id, cancel);
        if (review.Round.FrozenAt is not null)
            OtherStages = await OtherStagesAsync(review, cancel);
        Criteria = [.. review.Lines.GroupBy(line => line.Node.Code).Select(lines => new CriterionWork(lines.First().Node, [.. lines])).OrderBy(work => work.Oldest ?? DateTime.MaxValue)];
        ViewData[PageFrame.Key] = new PageFrame($"{texts["Stage_" + stage]} · {texts.Say(review.Block.Name)}", [new(texts["Desk_Title"], "/desk")], Person: Person);
        return true;
    }

    private async Task<ImmutableArray<string>> OtherStagesAsync(Review review, CancellationToken cancel)
    {
        var others = ImmutableArray.CreateBuilder<string>();
        foreach (var stage in review.Round.Stages.Where(stage => stage != review.Stage && Stages.KindOf(stage) is StageKind.FirstLevel or StageKind.Review))
        {
            if ((await installation.Reviews.ReadAsync(new(review.Round.Code, review.Block.Code, stage), cancel))?.For(Person) is { Lines.IsEmpty: false })
                others.Add(stage);
        }

        return others.ToImmutable();
    }

    /// <summary>Lines to be appraised that have an explanation in the place of evidence: no file speaks for them.</summary>
    public ImmutableArray<ReviewLine> OnlyExplained => [.. Review.Lines.Where(line => line.State == ReviewState.Open && line.IsOnlyExplained)];

    /// <summary>Open questions of the block by kind.</summary>
    public IEnumerable<(AskKind Kind, int Open, int All)> Asks() =>
        Review.Lines.SelectMany(line => line.Asks).GroupBy(ask => ask.Kind).OrderBy(same => same.Key).Select(same => (same.Key, same.Count(ask => ask.IsOpen), same.Count()));
}

/// <summary>One criterion with its lines of all units.</summary>
public sealed record CriterionWork(CriteriaNode Node, ImmutableArray<ReviewLine> Lines)
{
    /// <summary>UTC; since when the longest-waiting line waits for the appraiser; <c>null</c> when none has a time.</summary>
    public DateTime? Oldest => Lines.Where(line => line.State == ReviewState.Open).Select(line => line.Claim?.HandedIn).OfType<DateTime>().Cast<DateTime?>().Min();

    public int Count(ReviewState state) => Lines.Count(line => line.State == state);
}
