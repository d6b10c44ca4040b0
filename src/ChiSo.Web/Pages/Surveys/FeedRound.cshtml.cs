using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using ChiSo.Web.Surveys;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.Pages;

/// <summary>What a closed survey, or an imported table, found becomes values on the survey lines of a round: chosen in a form or by a table, looked at before and after, confirmed.</summary>
[RequestSizeLimit(MostBytes)]
[RequestFormLimits(ValueLengthLimit = MostBytes, MultipartBodyLengthLimit = MostBytes)]
public sealed class FeedRoundPage(Installation installation, Texts texts) : DeskPage
{
    private const int MostBytes = 4 * 1024 * 1024;
    private RoundDocument? document;

    [FromRoute]
    public string Survey { get; set; } = "";

    /// <summary>The code of the round chosen; empty for none yet.</summary>
    [FromQuery]
    [DisplayFormat(ConvertEmptyStringToNull = false)] // forms send fields that are empty
    public string Round { get; set; } = "";

    /// <summary>The code of the only block to be fed; empty for all.</summary>
    [FromQuery]
    [DisplayFormat(ConvertEmptyStringToNull = false)] // as above
    public string Block { get; set; } = "";

    public FeedSource Source { get; private set; } = null!; // set before the page is rendered

    /// <summary>Rounds that may take it, the newest first.</summary>
    public ImmutableArray<LiveRound> Rounds { get; private set; } = [];

    public LiveRound? Chosen => Rounds.FirstOrDefault(round => round.Code == Round);

    /// <summary>Lines and units of the round chosen; <c>null</c> while there is none.</summary>
    public FeedTargets? Targets { get; private set; }

    public FeedForm Form { get; private set; } = null!; // set with the targets

    /// <summary>What was asked for comes to; <c>null</c> before anybody asked.</summary>
    public FeedPlan? Plan { get; private set; }

    /// <summary>Whether the plan was just carried out.</summary>
    public bool IsDone { get; private set; }

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    /// <summary>Whether margins leave out the clusters of the sample, which whoever feeds them has to accept.</summary>
    public bool LeavesClustersOut => Source.Figures.TryGet(out var figures) && figures.LeavesClustersOut;

    public string Address => $"/desk/survey-feeds/{Survey}";

    /// <summary>Lines of the plan that get no value that counts, or none at all.</summary>
    public IEnumerable<FedLine> NotFed => Plan?.Lines.Where(line => line.State is not (FedState.Written or FedState.Same)) ?? [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ShowAsync(cancel) ? Page() : NotFound();

    /// <summary>Looks at what the form comes to.</summary>
    public Task<IActionResult> OnPostLookAsync(CancellationToken cancel) => WithMappingAsync(Sent, (figures, mapping) => installation.Feeds.PreviewAsync(Round, figures, mapping, cancel), cancel);

    /// <summary>The same by a table with the columns what, from, to; the form shows what it says.</summary>
    public Task<IActionResult> OnPostTableAsync(IFormFile? file, CancellationToken cancel) => WithMappingAsync(() => Uploaded(file), (figures, mapping) => installation.Feeds.PreviewAsync(Round, figures, mapping, cancel), cancel);

    public Task<IActionResult> OnPostFeedAsync(string? seen, bool clusters, CancellationToken cancel) => WithMappingAsync(
        Sent,
        async (figures, mapping) =>
        {
            var fed = await installation.Feeding.FeedAsync(Round, figures with { AcceptsThat = clusters }, mapping, seen ?? "", Person, cancel);
            IsDone = fed.Problems.IsEmpty;
            if (!fed.Problems.IsEmpty && (await installation.Feeds.PreviewAsync(Round, figures, mapping, cancel)).TryGet(out var now))
                Plan = now; // what is to be looked at again
            return fed;
        },
        cancel);

    private async Task<IActionResult> WithMappingAsync(Func<Result<FeedMapping>> read, Func<SurveyFigures, FeedMapping, Task<Result<FeedPlan>>> act, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        if (!Source.Figures.TryGet(out var figures))
            return Refused(Source.Figures.Problems);
        if (Targets is not { } targets || document is null)
            return Refused([FeedProblems.NoRoundChosen()]);
        var given = read();
        if (!given.TryGet(out var mapping))
            return Refused(given.Problems);
        if (Block.Length > 0)
            mapping = mapping.Within(document, Block, Source.Survey.Units);
        Form = FeedForm.Of(mapping, Source, targets);
        var done = await act(figures, mapping);
        if (!done.TryGet(out var plan))
            return Refused(done.Problems);
        Plan = plan;
        return Page();
    }

    private Result<FeedMapping> Sent()
    {
        Form = FeedForm.Read(Request.Form);
        return Form.Mapping() is { } mapping ? mapping : FeedProblems.NoLineChosen();
    }

    private static Result<FeedMapping> Uploaded(IFormFile? file)
    {
        if (file is null)
            return FeedProblems.NoTable();
        using var stream = file.OpenReadStream();
        return FeedMapping.Read(stream, file.FileName);
    }

    private PageResult Refused(ImmutableArray<Problem> problems)
    {
        Problems = problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> ShowAsync(CancellationToken cancel)
    {
        if (!Person.May(Act.FeedRound, new()) || await installation.Feeding.FindAsync(Survey, cancel) is not { } source)
            return false;
        Source = source;
        Rounds = [.. (await installation.Live.ListAsync(cancel)).Where(round => round.FrozenAt is null && (source.Survey.Round is null || source.Survey.Round == round.Code))];
        if (Chosen is { } chosen && (Block.Length == 0 || chosen.Block(Block) is not null) && await installation.Rounds.LoadAsync(chosen.Code, cancel) is { } read)
        {
            document = read;
            Targets = FeedTargets.Of(read, Block.Length == 0 ? null : Block);
            Form = FeedForm.Empty(source, Targets);
        }

        ViewData[PageFrame.Key] = new PageFrame($"{texts["FeedRound_Title"]} · {texts.Say(source.Title)}", [new(texts["Desk_Title"], "/desk"), new(texts["Surveys_Title"], "/desk/surveys"), new(texts.Say(source.Title), BackTo)], Person: Person);
        return true;
    }

    /// <summary>The page of the survey, or of the table.</summary>
    public string BackTo => Source.Survey.IsTable ? $"/desk/survey-tables/{Survey}" : $"/desk/surveys/{Survey}";
}
