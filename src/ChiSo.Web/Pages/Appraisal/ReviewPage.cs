using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Web.Appraisal;
using ChiSo.Web.Assessment;
using ChiSo.Web.Desk;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.Pages;

/// <summary>Lines to be appraised, either one criterion across all units or one unit whole. Every form works without script.</summary>
[RequestSizeLimit(EvidenceDesk.LongestFile + FormOverhead)]
[RequestFormLimits(MultipartBodyLengthLimit = EvidenceDesk.LongestFile + FormOverhead)]
public abstract class ReviewPage(Installation installation, TimeProvider clock, Texts texts) : DeskPage
{
    private const long FormOverhead = 1024 * 1024;

    public Review Review { get; private set; } = null!; // set before the page is rendered

    public ImmutableArray<ReviewLineView> Lines { get; private set; } = [];

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    /// <summary>Lines just accepted, as the button that takes them back posts them.</summary>
    public ImmutableArray<string> Done { get; private set; } = [];

    /// <summary>Precedent notes of the criteria shown.</summary>
    public ILookup<CriterionCode, PrecedentRow> Notes { get; private set; } = Array.Empty<PrecedentRow>().ToLookup(row => row.Note.Criterion);

    /// <summary>What was ticked in the form just posted, or nothing at the reader's wish; <c>null</c> for what comes from a system.</summary>
    private HashSet<string>? ticked;

    private ImmutableDictionary<SeenLine, string> loaded = ImmutableDictionary<SeenLine, string>.Empty;

    /// <summary>The page with just the lines from a system ticked, or none: a link, so that it works without script.</summary>
    /// <param name="which">system or none.</param>
    public string TickAddress(string which) => $"{Address}?{string.Concat(Done.Select(line => $"done={Uri.EscapeDataString(line)}&"))}tick={which}";

    public int Count(ReviewState state) => Lines.Count(line => line.Line.State == state);

    /// <summary>Where all evidence of these lines lies as one file.</summary>
    public string ArchiveAddress => Address + "/evidence.zip";

    protected abstract ReviewPart Part { get; }

    protected abstract string Address { get; }

    protected abstract string TitleOf(Review review);

    /// <param name="tick">none, or system: as without it.</param>
    public async Task<IActionResult> OnGetAsync(string[] done, string? tick, CancellationToken cancel)
    {
        ticked = tick == "none" ? [] : null;
        Done = [.. done.Where(one => ReviewLineView.Read(one) is not null)];
        return await ReadAsync(cancel) ? Page() : NotFound();
    }

    public Task<IActionResult> OnPostAcceptAsync(string[] line, CancellationToken cancel) => ManyAsync(line, () => installation.ReviewWork.AcceptAsync(Part, Read(line), Person, cancel), undo: true, cancel);

    public Task<IActionResult> OnPostUndoAsync(string[] line, CancellationToken cancel) => ManyAsync(line, () => installation.ReviewWork.UndoAsync(Part, Read(line), Person, cancel), undo: false, cancel);

    public Task<IActionResult> OnPostConfirmAsync(string[] line, CancellationToken cancel) => ManyAsync(line, () => installation.ReviewWork.ConfirmAsync(Part, Read(line), Person, cancel), undo: false, cancel);

    public async Task<IActionResult> OnPostAskAsync(string line, AskKind kind, string? text, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel) || ReviewLineView.Read(line ?? "") is not { } seen)
            return NotFound();
        return await AnswerAsync(await installation.ReviewWork.AskAsync(Part, seen.Unit, seen.Criterion, kind, text ?? "", Person, cancel), "", cancel);
    }

    public async Task<IActionResult> OnPostWithdrawAsync(Guid ask, CancellationToken cancel) =>
        await ReadAsync(cancel) ? await AnswerAsync(await installation.ReviewWork.WithdrawAsync(Part, ask, Person, cancel), "", cancel) : NotFound();

    /// <summary>Records a check at the unit, or a paper seen there.</summary>
    public async Task<IActionResult> OnPostCheckAsync(string line, SiteCheckKind kind, string? on, string? place, string? minutes, IFormFile? file, bool notSecret, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel) || ReviewLineView.Read(line ?? "") is not { } seen)
            return NotFound();
        var day = VietnameseDates.TryRead(on ?? "", out var read) ? read : DateOnly.MaxValue; // refused as a day still to come
        await using var content = file?.OpenReadStream();
        return await AnswerAsync(await installation.SiteChecks.AddAsync(Part, new(seen.Unit, seen.Criterion, kind, day, place ?? "", minutes ?? "", file?.FileName ?? "", notSecret), content, Person, cancel), "", cancel);
    }

    public async Task<IActionResult> OnPostWithdrawCheckAsync(Guid check, CancellationToken cancel) =>
        await ReadAsync(cancel) ? await AnswerAsync(await installation.SiteChecks.WithdrawAsync(Part, check, Person, cancel), "", cancel) : NotFound();

    /// <summary>Decides a case about a figure that was filled in for the unit, or takes the decision back.</summary>
    public async Task<IActionResult> OnPostDecideAsync(Guid dispute, int seen, DisputeStep? step, string? reason, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel))
            return NotFound();
        var answer = await AnswerAsync(await installation.Prefilling.DecideAsync(Part, dispute, seen, step, reason ?? "", Person, cancel), "", cancel);
        Lines = [.. Lines.Select(one => one.Cases.Any(figure => figure.Dispute?.Id == dispute) ? one with { Deciding = (dispute, reason ?? "") } : one)];
        return answer;
    }

    /// <summary>Has a large archive made; it is fetched from the page of the job.</summary>
    public async Task<IActionResult> OnPostArchiveAsync(CancellationToken cancel) =>
        await ReadAsync(cancel) ? LocalRedirect(JobAddress.Of(await installation.EvidenceArchiveJobs.AskAsync(Part, Review, Person, cancel))) : NotFound();

    /// <summary>Stores a change; a clash shows both and keeps what was typed.</summary>
    public async Task<IActionResult> OnPostAppraiseAsync(string line, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel) || ReviewLineView.Read(line ?? "") is not { } seen || Review.Line(seen.Unit, seen.Criterion) is not { } found)
            return NotFound();
        var form = await Request.ReadFormAsync(cancel);
        var typed = EntryForm.Of(found.Node, form);
        var (reason, evidence) = (form["reason"].ToString(), form["evidence"].ToString());
        var saved = await installation.ReviewWork.AppraiseAsync(Part, new(seen.Unit, seen.Criterion, seen.Seen, typed.ToText(), reason, evidence), Person, texts.Tongue == Tongue.English ? DecimalMark.Point : DecimalMark.Comma, cancel);
        if (saved.TryGet(out var outcome) && outcome is SaveOutcome.Stored)
            return LocalRedirect($"{Address}#{Uri.EscapeDataString(Lines.First(one => one.Line == found).Id)}");

        await ReadAsync(cancel);
        var clash = outcome as SaveOutcome.Clash;
        Lines = [.. Lines.Select(one => one.Line.Unit.Code == seen.Unit && one.Line.Node.Code == seen.Criterion ? one with { Form = typed, Reason = reason, Evidence = evidence, Typed = true, Clash = clash } : one)];
        return Refused(clash is null ? saved.Problems : []);
    }

    /// <summary>Puts what lost a clash back into the fields of its line, unsaved.</summary>
    public async Task<IActionResult> OnPostTakeBackAsync(Guid aside, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel) || Lines.FirstOrDefault(line => line.Line.Aside.Any(row => row.Id == aside)) is not { } found || !found.Allows(ReviewStep.Appraise))
            return NotFound();
        var lost = found.Line.Aside.First(row => row.Id == aside);
        var back = found with { Form = EntryForm.Of(found.Line.Node, lost.Entry, texts.Tongue), Reason = lost.Reason, Evidence = lost.Evidence, Typed = true, TakenBack = lost };
        Lines = Lines.Replace(found, back);
        return Page();
    }

    private async Task<IActionResult> ManyAsync(string[] posted, Func<Task<Result<ImmutableArray<SeenLine>>>> act, bool undo, CancellationToken cancel)
    {
        ticked = [.. posted];
        if (!await ReadAsync(cancel))
            return NotFound();
        var done = await act();
        var query = undo && done.TryGet(out var lines) ? "?" + string.Join('&', lines.Select(one => "done=" + Uri.EscapeDataString(ReviewLineView.Write(one.Unit, one.Criterion.Value, one.Seen)))) : "";
        return await AnswerAsync(done, query, cancel);
    }

    protected async Task<IActionResult> AnswerAsync<T>(Result<T> done, string query, CancellationToken cancel)
    {
        if (done.TryGet(out _))
            return LocalRedirect(Address + query);
        await ReadAsync(cancel);
        return Refused(done.Problems);
    }

    protected PageResult Refused(ImmutableArray<Problem> problems)
    {
        Problems = problems;
        Response.StatusCode = problems switch
        {
            [] => StatusCodes.Status409Conflict,
            [{ Code: "review.not-allowed" or "precedent.not-allowed" or "appraisers.not-yours" }, ..] => StatusCodes.Status403Forbidden,
            [{ Code: "prefill.unknown" }, ..] => StatusCodes.Status404NotFound,
            [{ Code: "review.changed" or "prefilled.changed" }, ..] => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status422UnprocessableEntity,
        };
        return Page();
    }

    protected async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (await installation.Reviews.ReadWithLastYearAsync(Part, cancel) is not { } whole || whole.For(Person) is not { Lines.IsEmpty: false } review)
            return false;
        Review = review;
        Notes = await installation.Precedents.ReadAsync(review.Round, review.Block, review.Lines.Select(line => line.Node), cancel);
        var checks = (await installation.SiteChecks.OfAsync(review.Block.Id, Part.Unit, Part.Criterion, cancel)).ToLookup(row => (row.Check.Unit, row.Check.Criterion));
        var overrides = (await installation.CheckOverrides.OfAsync(review.Block.Id, Part.Unit, Part.Criterion, cancel)).ToLookup(one => (one.Unit, one.Criterion));
        loaded = review.Lines.Any(line => line.State == ReviewState.Appraised) ? await installation.FigureLoading.LoadedAsync(review, cancel) : ImmutableDictionary<SeenLine, string>.Empty;
        Lines = [.. review.Lines.Select(line => View(line) with { Checks = [.. checks[(line.Unit.Code, line.Node.Code)]], Overrides = [.. overrides[(line.Unit.Code, line.Node.Code)].Where(one => line.Claim is { } claim && one.Carries(claim))] })];
        ViewData[PageFrame.Key] = new PageFrame(TitleOf(review), [new(texts["Desk_Title"], "/desk"), new($"{texts["Stage_" + review.Stage]} · {texts.Say(review.Block.Name)}", ReviewAddress.Of(review))], Person: Person);
        return true;
    }

    private ReviewLineView View(ReviewLine line)
    {
        var open = Review.Round.IsWorkable && Review.Round.Clock.TurnOf(Review.Stage, line.Unit.Code, clock.GetUtcNow().UtcDateTime) == Turn.Open;
        var own = line.Drawn is { IsComplete: false } marks ? marks.Of(Person.Id) : null;
        var start = line.Standing ?? own ?? line.Offered ?? line.Earlier;
        ReviewLineView view = new(Review, line, Part.Unit is null, open && Person.May(Act.Appraise, line.Aim), open && Person.May(Act.ConfirmAppraisal, line.Aim),
            EntryForm.Of(line.Node, start, texts.Tongue), (line.Standing ?? own)?.Reason ?? "", (line.Standing ?? own)?.Evidence ?? "") { Sequence = line.SeenBy(Person.Id), GivesMark = open && !Person.May(Act.Appraise, line.Aim) && Person.May(Act.Appraise, line.AimFor(Person, Act.Appraise)), Notes = [.. Notes[line.Node.Code]], Cases = [.. line.CasesFor(Person.Id)], LoadedFrom = loaded.GetValueOrDefault(new(line.Unit.Code, line.Node.Code, line.Seen)) };
        return view with { Ticked = ticked?.Contains(view.Seen) ?? !view.Systems.IsEmpty };
    }

    private static ImmutableArray<SeenLine> Read(string[] lines) => [.. lines.Select(ReviewLineView.Read).OfType<SeenLine>()];
}
