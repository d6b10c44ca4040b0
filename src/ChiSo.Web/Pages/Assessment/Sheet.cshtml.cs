using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Assessment.ScoreSheets;
using ChiSo.Application.Assessment.SignedSheets;
using ChiSo.Application.Desk;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Web.Assessment;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>A unit's sheet at a glance: what is left, how far each field is, and handing it in.</summary>
public sealed class SheetPage(Installation installation, Lineage lineage, TimeProvider clock, Texts texts) : DeskPage
{
    public Sheet Sheet { get; private set; } = null!; // set before the page is rendered

    public ImmutableArray<Finding> Findings { get; private set; } = [];

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    /// <summary>Findings that stop the hand-in no longer.</summary>
    public ImmutableArray<LetThrough> LetThrough => SheetChecks.LetThrough(Sheet);

    /// <summary>What was typed to let a check through and refused; <c>null</c> otherwise.</summary>
    private OverrideCheck? Refused { get; set; }

    /// <summary>The code of what is on the lines now, as printed.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Signed copies, newest first.</summary>
    public ImmutableArray<SignedCopy> Copies { get; private set; } = [];

    /// <summary>What the unit was made from, and what came after it.</summary>
    public UnitLineage Lineage { get; private set; } = new([], []);

    /// <summary>Why the signed copy just sent was refused.</summary>
    public ImmutableArray<Problem> SigningProblems { get; private set; } = [];

    public bool MaySign => MayEnter && Sheet is { State: SheetState.HandedIn, Round.IsWorkable: true };

    public Aim Aim => new(Sheet.Unit.Code, Stage: Stages.KindOf(Sheet.Stage));

    public bool MayEnter => Person.May(Act.EnterScores, Aim);

    public bool MayHandIn => Person.May(Act.HandIn, Aim);

    public Turn Turn => Sheet.Round.IsWorkable ? Sheet.Round.Clock.TurnOf(Sheet.Stage, Sheet.Unit.Code, clock.GetUtcNow().UtcDateTime) : Turn.NotSet;

    /// <summary>Whether the deadline is over and the sheet is still taken, with the deduction that follows.</summary>
    public bool IsLate => Sheet.Round.IsWorkable && Sheet.IsLateAt(clock.GetUtcNow().UtcDateTime);

    /// <summary>What the deduction line would count if it were handed in now; 0 where nothing is taken late.</summary>
    public int LateCount => Sheet.LateRule is { } rule && Closes is { } closes ? rule.CountAt(closes, clock.GetUtcNow().UtcDateTime, Sheet.Round.Clock.Days) : 0;

    /// <summary>UTC; when the stage opens for everybody. Asked only where it has dates.</summary>
    public DateTime Opens => Sheet.Round.Clock.Windows.First(window => window.Stage == Sheet.Stage).Opens;

    public DateTime? Closes => Sheet.Round.Clock.ClosesFor(Sheet.Stage, Sheet.Unit.Code);

    /// <summary>Whether this person may let a finding through now, or take that back.</summary>
    public bool MayDecide(Finding finding) => installation.CheckOverrides.MayDecide(Sheet, finding, Person);

    /// <summary>What was typed to let this finding through and refused; <c>null</c> when nothing was.</summary>
    public OverrideCheck? Typed(Finding finding) => Refused is { } one && one.Line.Criterion == finding.Node.Code && one.Check == finding.Check.Code ? one : null;

    public async Task<IActionResult> OnGetAsync(string round, string block, string unit, string stage, CancellationToken cancel) =>
        await ReadAsync(round, block, unit, stage, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string round, string block, string unit, string stage, SheetStep step, string? note, CancellationToken cancel) =>
        await AnswerAsync((await installation.Sheets.MoveAsync(round, block, unit, stage, step, note ?? "", Person, cancel)).Problems, round, block, unit, stage, cancel);

    /// <summary>Keeps a filled workbook and goes on to what it would change.</summary>
    public async Task<IActionResult> OnPostFileAsync(string round, string block, string unit, string stage, IFormFile? file, CancellationToken cancel)
    {
        if (stage != Stages.Self || await installation.Sheets.ReadAsync(round, block, unit, stage, cancel) is not { } sheet)
            return NotFound();
        await using var content = file?.OpenReadStream() ?? Stream.Null;
        var laid = await installation.SheetLoading.LayInAsync(content, file?.FileName ?? "", sheet, Person, cancel);
        return laid.TryGet(out var id) ? LocalRedirect(SheetAddress.OfUpload(id)) : await AnswerAsync(laid.Problems, round, block, unit, stage, cancel);
    }

    /// <summary>Agrees with every line nothing was said about.</summary>
    public async Task<IActionResult> OnPostAgreeRestAsync(string round, string block, string unit, string stage, CancellationToken cancel) =>
        await AnswerAsync((await installation.Sheets.AgreeRestAsync(round, block, unit, stage, Person, cancel)).Problems, round, block, unit, stage, cancel);

    /// <summary>Lets a blocking check through on a line.</summary>
    public async Task<IActionResult> OnPostOverrideAsync(string round, string block, string unit, string stage, string? line, string? check, int seen, string? ground, string? reason, CancellationToken cancel)
    {
        Refused = new(new(round, block, unit, stage, new(line ?? "")), check ?? "", seen, ground ?? "", reason ?? "");
        return await AnswerAsync((await installation.CheckOverrides.GiveAsync(Refused, Person, cancel)).Problems, round, block, unit, stage, cancel);
    }

    public async Task<IActionResult> OnPostTakeBackOverrideAsync(string round, string block, string unit, string stage, string? line, string? check, int seen, CancellationToken cancel) =>
        await AnswerAsync((await installation.CheckOverrides.TakeBackAsync(new(new(round, block, unit, stage, new(line ?? "")), check ?? "", seen, "", ""), Person, cancel)).Problems, round, block, unit, stage, cancel);

    /// <summary>Lays in a signed copy.</summary>
    public async Task<IActionResult> OnPostSignedAsync(string round, string block, string unit, string stage, string? number, string? signedOn, IFormFile? file, bool notSecret, CancellationToken cancel)
    {
        DateOnly? day = VietnameseDates.TryRead(signedOn ?? "", out var read) ? read : null;
        await using var content = file?.OpenReadStream();
        SigningProblems = (await installation.SignedSheets.RecordAsync(new(round, block, unit, stage, number ?? "", day, file?.FileName ?? "", notSecret), content, Person, cancel)).Problems;
        return SigningProblems.IsEmpty ? LocalRedirect(SheetAddress.Of(round, block, unit, stage) + "#signed") : await RefusedAsync(SigningProblems[0], round, block, unit, stage, cancel);
    }

    /// <summary>Points of the lines filled so far in a part of the tree.</summary>
    public decimal PointsOf(CriteriaNode part) => Sheet.OwnOf(part).Sum(leaf => Sheet.PointsOf(leaf) ?? 0);

    private async Task<IActionResult> AnswerAsync(ImmutableArray<Problem> problems, string round, string block, string unit, string stage, CancellationToken cancel)
    {
        if (problems.IsEmpty)
            return LocalRedirect(SheetAddress.Of(round, block, unit, stage));
        Problems = problems;
        return await RefusedAsync(problems[0], round, block, unit, stage, cancel);
    }

    private async Task<IActionResult> RefusedAsync(Problem first, string round, string block, string unit, string stage, CancellationToken cancel)
    {
        if (!await ReadAsync(round, block, unit, stage, cancel))
            return NotFound();
        Response.StatusCode = first.Code switch
        {
            "sheet.not-allowed" or "override.not-yours" => StatusCodes.Status403Forbidden,
            "override.changed" => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status422UnprocessableEntity,
        };
        return Page();
    }

    private async Task<bool> ReadAsync(string round, string block, string unit, string stage, CancellationToken cancel)
    {
        if (await installation.Sheets.ReadAsync(round, block, unit, stage, cancel) is not { } sheet || !Person.May(Act.ReadSheet, new(unit)))
            return false;
        Sheet = await installation.Prefilling.WithDecidersAsync(sheet, cancel);
        var evidence = await installation.Evidence.OfAsync(sheet, cancel);
        Findings = SheetChecks.Find(sheet, evidence);
        Code = ScoreSheet.Of(sheet, evidence).Code;
        Lineage = await lineage.OfAsync(unit, VietnamTime.Today(clock), cancel);
        Copies = await installation.SignedSheets.OfAsync(sheet, cancel);
        ViewData[PageFrame.Key] = new PageFrame($"{texts.Say(sheet.Unit.Name)} · {texts["Stage_" + stage]}", [new(texts["Desk_Title"], "/desk")], Person: Person);
        return true;
    }
}
