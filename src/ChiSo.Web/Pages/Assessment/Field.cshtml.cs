using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Assessment;
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
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.Pages;

/// <summary>One field of a unit's sheet, line by line. A script saves each line as it is left; without one, a button saves every line that was touched.</summary>
public sealed class FieldPage(Installation installation, Texts texts) : DeskPage
{
    public Sheet Sheet { get; private set; } = null!; // set before the page is rendered

    public CriteriaNode Field { get; private set; } = null!; // likewise

    public ImmutableArray<LineView> Lines { get; private set; } = [];

    /// <summary>Whether anything on the page may be changed.</summary>
    public bool Editable { get; private set; }

    /// <summary>What supports each line.</summary>
    public ILookup<CriterionCode, EvidenceRow> Evidence { get; private set; } = Array.Empty<EvidenceRow>().ToLookup(row => row.Evidence.Criterion);

    /// <summary>What helps with each line.</summary>
    private ImmutableDictionary<CriterionCode, LineGuidance> guidance = ImmutableDictionary<CriterionCode, LineGuidance>.Empty;

    /// <summary>Who answers for each line; <c>null</c> where one line alone is answered.</summary>
    private Duties? duties;

    /// <summary>What stood on each line a year before.</summary>
    private ImmutableDictionary<CriterionCode, LastYearLine> last = ImmutableDictionary<CriterionCode, LastYearLine>.Empty;

    public async Task<IActionResult> OnGetAsync(string round, string block, string unit, string stage, string field, CancellationToken cancel)
    {
        if (!await ReadAsync(round, block, unit, stage, field, cancel))
            return NotFound();
        Lines = [.. Sheet.OwnOf(Field).Select(node => Guided(Stored(node, Sheet.Positions.GetValueOrDefault(node.Code))))];
        return Page();
    }

    /// <summary>Saves every line that was touched; those that can't be stay as typed, with the reason beside them.</summary>
    public async Task<IActionResult> OnPostAsync(string round, string block, string unit, string stage, string field, CancellationToken cancel)
    {
        if (!await ReadAsync(round, block, unit, stage, field, cancel))
            return NotFound();
        if (!Person.May(Act.EnterScores, new(Sheet.Unit.Code, Stage: Stages.KindOf(Sheet.Stage))))
            return StatusCode(StatusCodes.Status403Forbidden); // also where no line that was sent is here
        await SaveAllAsync(null, cancel);
        return ShowFailed() is { } failed ? failed : LocalRedirect(SheetAddress.OfField(Sheet, Field));
    }

    /// <summary>Keeps what another saved first on one line, and saves the others that were touched.</summary>
    public async Task<IActionResult> OnPostTheirsAsync(string round, string block, string unit, string stage, string field, string line, CancellationToken cancel)
    {
        if (!await ReadAsync(round, block, unit, stage, field, cancel) || Editing(line) is not { } node)
            return NotFound();
        await SaveAllAsync(Stored(node, Sheet.Positions.GetValueOrDefault(node.Code)), cancel);
        return ShowFailed() is { } failed ? failed : LocalRedirect(SheetAddress.OfLine(Sheet, node));
    }

    /// <summary>Puts what lost a clash back into the fields of its line, unsaved, and saves the other lines that were touched.</summary>
    public async Task<IActionResult> OnPostTakeBackAsync(string round, string block, string unit, string stage, string field, Guid aside, CancellationToken cancel)
    {
        if (!await ReadAsync(round, block, unit, stage, field, cancel) || Sheet.Aside.FirstOrDefault(row => row.Id == aside) is not { } lost || Editing(lost.Criterion.Value) is not { } node)
            return NotFound();
        var stored = Stored(node, Sheet.Positions.GetValueOrDefault(node.Code));
        await SaveAllAsync(stored with { Form = EntryForm.Of(node, lost.Entry, texts.Tongue), Reason = lost.Reason, Evidence = lost.Evidence, TakenBack = lost }, cancel);
        return ShowFailed() ?? Page();
    }

    /// <summary>Saves the one line a script sends and answers with what stands below its fields, for which evidence need not be read.</summary>
    public async Task<IActionResult> OnPostLineAsync(string round, string block, string unit, string stage, string field, string line, CancellationToken cancel)
    {
        var form = await Request.ReadFormAsync(cancel);
        var (node, sent) = ((CriteriaNode?)null, (SentLine?)null);
        var saved = await installation.Sheets.SaveAsync(
            new(round, block, unit, stage, new(line)),
            sheet =>
            {
                node = Take(sheet, field) ? Sheet.OwnOf(Field).FirstOrDefault(own => own.Code.Value == line) : null;
                sent = node is null ? null : SentFor(node, form);
                return sent is null ? null : InputOf(node!, sent); // sent for a line
            },
            Person, Mark, cancel);
        if (node is null)
            return NotFound();

        var view = saved is { } outcome ? ViewOf(node, sent!, outcome) : Stored(node, Sheet.Positions.GetValueOrDefault(node.Code)); // saved is what was sent
        Response.StatusCode = StatusOf(view);
        return Partial("_LineStatus", view);
    }

    /// <summary>Agrees with the appraisal of one line.</summary>
    public async Task<IActionResult> OnPostAgreeAsync(string round, string block, string unit, string stage, string field, string line, CancellationToken cancel)
    {
        if (!await ReadAsync(round, block, unit, stage, field, cancel) || Sheet.OwnOf(Field).FirstOrDefault(node => node.Code.Value == line) is not { } node)
            return NotFound();

        _ = int.TryParse((await Request.ReadFormAsync(cancel))[$"seen.{node.Code}"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen);
        var agreed = await installation.Sheets.AgreeAsync(new(round, block, unit, stage, node.Code), seen, Person, cancel);
        if (agreed.TryGet(out var outcome) && outcome is SaveOutcome.Stored)
            return LocalRedirect(SheetAddress.OfLine(Sheet, node));
        await ReadAsync(round, block, unit, stage, field, cancel);
        var view = Stored(node, Sheet.Positions.GetValueOrDefault(node.Code));
        view = outcome is SaveOutcome.Clash clash ? view with { Clash = clash } : view with { Problem = agreed.Problems[0] };
        Lines = [.. Sheet.OwnOf(Field).Select(one => one.Code == node.Code ? view : Stored(one, Sheet.Positions.GetValueOrDefault(one.Code))).Select(Guided)];
        Response.StatusCode = StatusOf(view);
        return Page();
    }

    /// <summary>Makes the figures others filled in on one line its entry, and saves the other lines that were touched. What a form leaves out of the line's words stays.</summary>
    public async Task<IActionResult> OnPostConfirmFiguresAsync(string round, string block, string unit, string stage, string field, string line, CancellationToken cancel)
    {
        if (!await ReadAsync(round, block, unit, stage, field, cancel) || Editing(line) is not { } node)
            return NotFound();

        var (form, stands) = (await Request.ReadFormAsync(cancel), Sheet.Positions.GetValueOrDefault(node.Code));
        _ = int.TryParse(form[$"seen.{node.Code}"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen);
        string Said(string field, string? stored) => form.TryGetValue($"{field}.{node.Code}", out var typed) ? typed.ToString() : stored ?? "";
        var typed = EntryForm.Of(node, form);
        var confirm = new ConfirmFigures(seen, form[$"shown.{node.Code}"].ToString(), typed.TypedFigures(), Said("reason", stands?.Reason), Said("evidence", stands?.Evidence));
        var saved = await installation.PrefilledFigures.ConfirmAsync(new(round, block, unit, stage, node.Code), confirm, Person, Mark, cancel);
        var view = Stored(node, stands);
        view = !saved.TryGet(out var outcome) ? view with { Form = typed.IsEmpty ? view.Form : typed, Reason = confirm.Reason, Evidence = confirm.Evidence, Problem = saved.Problems[0], Sent = seen }
            : outcome is SaveOutcome.Clash { Mine: var mine } clash ? view with { Position = clash.Theirs, Form = EntryForm.Of(node, mine.Entry, texts.Tongue), Reason = mine.Reason, Evidence = mine.Evidence, Clash = clash }
            : outcome is SaveOutcome.Stored done ? Stored(node, done.Position) with { SavedNow = true }
            : view;
        await SaveAllAsync(view, cancel);
        return ShowFailed() is { } failed ? failed : LocalRedirect(SheetAddress.OfLine(Sheet, node));
    }

    /// <summary>Stores a returned line as typed and hands it in alone.</summary>
    public async Task<IActionResult> OnPostHandInAsync(string round, string block, string unit, string stage, string field, string line, CancellationToken cancel)
    {
        if (!await ReadAsync(round, block, unit, stage, field, cancel) || Sheet.OwnOf(Field).FirstOrDefault(node => node.Code.Value == line) is not { } node)
            return NotFound();

        var view = await SaveAsync(node, cancel);
        if (view is { Problem: null, Clash: null })
        {
            var handedIn = await installation.Sheets.HandInLineAsync(new(round, block, unit, stage, node.Code), view.Reason, Person, cancel);
            if (handedIn.TryGet(out _))
                return LocalRedirect(SheetAddress.OfLine(Sheet, node));
            view = view with { Problem = handedIn.Problems[0] };
        }

        Lines = [.. Sheet.OwnOf(Field).Select(one => one.Code == node.Code ? view : Stored(one, Sheet.Positions.GetValueOrDefault(one.Code))).Select(Guided)];
        Response.StatusCode = StatusOf(view);
        return Page();
    }

    /// <summary>The line, where this person may change it now.</summary>
    private CriteriaNode? Editing(string line) => Sheet.OwnOf(Field).FirstOrDefault(node => node.Code.Value == line && installation.Sheets.MayEdit(Sheet, Person, node.Code));

    /// <param name="instead">How one line is shown that isn't saved; <c>null</c> when all are.</param>
    private async Task SaveAllAsync(LineView? instead, CancellationToken cancel)
    {
        var lines = ImmutableArray.CreateBuilder<LineView>();
        foreach (var node in Sheet.OwnOf(Field))
            lines.Add(instead?.Node.Code == node.Code ? instead : await SaveAsync(node, cancel));
        Lines = [.. lines.Select(Guided)];
    }

    /// <summary>The page with what could not be saved; <c>null</c> when everything was.</summary>
    private PageResult? ShowFailed()
    {
        if (Lines.FirstOrDefault(line => line.Problem is not null || line.Clash is not null) is not { } failed)
            return null;
        Response.StatusCode = StatusOf(failed);
        return Page();
    }

    /// <summary>Stores what was typed on a line.</summary>
    private async Task<LineView> SaveAsync(CriteriaNode node, CancellationToken cancel) => SentFor(node, await Request.ReadFormAsync(cancel)) is { } sent
        ? ViewOf(node, sent, await installation.Sheets.SaveAsync(InputOf(node, sent), Person, Mark, cancel))
        : Stored(node, Sheet.Positions.GetValueOrDefault(node.Code));

    /// <summary>What was typed on a line; <c>null</c> when nothing is to be stored: a locked line isn't sent at all. Where a clash was shown and isn't decided (<c>clash</c> names the line, <c>keep</c> doesn't), the line counts as seen by nobody, so it clashes again.</summary>
    private SentLine? SentFor(CriteriaNode node, IFormCollection form)
    {
        var isUndecided = form["clash"].Contains(node.Code.Value, StringComparer.Ordinal) && form["keep"] != node.Code.Value;
        _ = int.TryParse(isUndecided ? "" : form[$"seen.{node.Code}"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen);
        var sent = new SentLine(EntryForm.Of(node, form), form[$"reason.{node.Code}"].ToString(), form[$"evidence.{node.Code}"].ToString(), seen);
        var isUntouched = sent is { Reason.Length: 0, Evidence.Length: 0 } && !Sheet.Positions.ContainsKey(node.Code) && (sent.Form.IsEmpty || Sheet.IsExplanation); // an explanation's fields begin with what the unit claimed
        return EntryForm.IsSent(node, form) && !isUntouched ? sent : null;
    }

    private SaveLine InputOf(CriteriaNode node, SentLine sent) => new(Sheet.Round.Code, Sheet.Block.Code, Sheet.Unit.Code, Sheet.Stage, node.Code, sent.Seen, sent.Form.ToText(), sent.Reason, sent.Evidence);

    private DecimalMark Mark => texts.Tongue == Tongue.English ? DecimalMark.Point : DecimalMark.Comma;

    private LineView ViewOf(CriteriaNode node, SentLine sent, Result<SaveOutcome> saved)
    {
        var stored = Sheet.Positions.GetValueOrDefault(node.Code);
        var asSent = new LineView(Sheet, node, stored, sent.Form, sent.Reason, sent.Evidence, Evidence[node.Code], installation.Sheets.MayEdit(Sheet, Person, node.Code));
        if (!saved.TryGet(out var outcome))
            return asSent with { Problem = saved.Problems[0], Sent = sent.Seen };
        return outcome switch
        {
            SaveOutcome.Stored done => Stored(node, done.Position) with { SavedNow = done.Position != stored },
            SaveOutcome.Clash clash => asSent with { Position = clash.Theirs, Clash = clash },
            _ => throw new System.Diagnostics.UnreachableException($"No page for {outcome}."),
        };
    }

    private LineView Stored(CriteriaNode node, Position? position) =>
        new(Sheet, node, position, EntryForm.Of(node, position ?? Sheet.Claimed.GetValueOrDefault(node.Code), texts.Tongue), position?.Reason ?? "", position?.Evidence ?? "", Evidence[node.Code], installation.Sheets.MayEdit(Sheet, Person, node.Code), MayHandIn: Sheet.Round.IsWorkable && Person.May(Act.HandIn, new(Sheet.Unit.Code, Stage: Stages.KindOf(Sheet.Stage))));

    private LineView Guided(LineView line) => line with { LastYear = last.GetValueOrDefault(line.Node.Code), Guidance = guidance.GetValueOrDefault(line.Node.Code, LineGuidance.None), Duty = duties?.Of(line.Node.Code) ?? Duty.OfFocalOfficer };

    private static int StatusOf(LineView line) => line switch
    {
        { Clash: not null } => StatusCodes.Status409Conflict,
        { Problem.Code: "prefilled.changed" } => StatusCodes.Status409Conflict,
        { Problem.Code: "sheet.not-allowed" } => StatusCodes.Status403Forbidden,
        { Problem: not null } => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status200OK,
    };

    private async Task<bool> ReadAsync(string round, string block, string unit, string stage, string field, CancellationToken cancel)
    {
        if (!Take(await installation.Sheets.ReadAsync(round, block, unit, stage, cancel), field))
            return false;
        Sheet = await installation.Prefilling.WithDecidersAsync(Sheet, cancel);
        Editable = Sheet.OwnOf(Field).Any(node => installation.Sheets.MayEdit(Sheet, Person, node.Code));
        Evidence = (await installation.Evidence.OfAsync(Sheet, cancel)).ToLookup(row => row.Evidence.Criterion);
        guidance = await installation.Guidance.OfAsync(round, [.. Sheet.OwnOf(Field).Select(node => node.Code)], cancel);
        duties = await installation.Internal.DutiesAsync(Sheet.Block, unit, cancel);
        last = await installation.LastYears.OfAsync(Sheet, [.. Sheet.OwnOf(Field)], cancel);
        ViewData[PageFrame.Key] = new PageFrame($"{Field.Number} {texts.Say(Field.Name)}",
            [new(texts["Desk_Title"], "/desk"), new(texts.Say(Sheet.Unit.Name), SheetAddress.Of(Sheet))], Person: Person);
        return true;
    }

    /// <summary>False when there is no such sheet or field for this person.</summary>
    private bool Take(Sheet? sheet, string field)
    {
        if (sheet is null || !Person.May(Act.ReadSheet, new(sheet.Unit.Code)) || sheet.Criteria.Roots.FirstOrDefault(root => root.Code.Value == field) is not { } found)
            return false;
        (Sheet, Field) = (sheet, found);
        return true;
    }

    /// <summary>A line as the browser sent it.</summary>
    /// <param name="Seen">Sequence of the position the person had before them; 0 for none.</param>
    private sealed record SentLine(EntryForm Form, string Reason, string Evidence, int Seen);
}
