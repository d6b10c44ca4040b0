using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Publication;
using ChiSo.Application.Vietnamese;
using ChiSo.Web.Appraisal;
using ChiSo.Web.Assessment;
using ChiSo.Web.Language;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>One line of one unit before the council: what was claimed, appraised and explained, what the council decided by which vote, and asking it to look again.</summary>
public sealed class CouncilLinePage(Installation installation, TimeProvider clock, Texts texts) : CouncilDeskPage(installation, clock)
{
    private readonly Installation installation = installation;

    [FromRoute]
    public string Unit { get; set; } = "";

    [FromRoute]
    public string Criterion { get; set; } = "";

    public CouncilLine Line { get; private set; } = null!; // set before the page is rendered

    /// <summary>How the same facts were treated elsewhere under this criterion.</summary>
    public IEnumerable<PrecedentRow> Notes { get; private set; } = [];

    /// <summary>Checks at the unit and papers seen there.</summary>
    public ImmutableArray<SiteCheckRow> Checks { get; private set; } = [];

    /// <summary>What stands in the fields of a decision.</summary>
    public EntryForm Form { get; private set; } = null!; // likewise

    public CouncilMeeting? Held => Line.Vote is { } vote ? Sheet.Meetings.FirstOrDefault(meeting => meeting.Id == vote.MeetingId) : null;

    private CouncilPlace Place => new(Round, Block, Unit, new(Criterion));

    private string Address => CouncilAddress.OfLine(Sheet, Line);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ReadLineAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostDecideAsync(int seen, Guid meeting, string? reason, CancellationToken cancel)
    {
        if (!await ReadLineAsync(cancel))
            return NotFound();
        var form = await Request.ReadFormAsync(cancel);
        var typed = EntryForm.Of(Line.Node, form);
        var mark = texts.Tongue == Tongue.English ? DecimalMark.Point : DecimalMark.Comma;
        var saved = await Work.DecideAsync(Place, new(seen, typed.ToText(), reason ?? "", meeting, VoteForm.Of(form).ToVotes()), Person, mark, cancel);
        if (saved.TryGet(out _))
            return LocalRedirect(Address);

        await ReadLineAsync(cancel);
        Form = typed;
        return Refused(saved.Problems);
    }

    public async Task<IActionResult> OnPostReopenAsync(string? why, CancellationToken cancel)
    {
        if (!await ReadLineAsync(cancel))
            return NotFound();
        var done = await Work.ReopenAsync(Place, why ?? "", Person, cancel);
        if (done.TryGet(out _))
            return LocalRedirect(Address);
        await ReadLineAsync(cancel);
        return Refused(done.Problems);
    }

    private async Task<bool> ReadLineAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(cancel) || Sheet.Line(Unit, new(Criterion)) is not { } line)
            return false;
        Line = line;
        Notes = (await installation.Precedents.ReadAsync(Sheet.Round, Sheet.Block, [line.Node], cancel))[line.Node.Code];
        Checks = await installation.SiteChecks.OfAsync(Sheet.Block.Id, line.Unit.Code, line.Node.Code, cancel);
        Form = EntryForm.Of(line.Node, line.Decision ?? line.Appraised ?? line.Claim, texts.Tongue);
        ViewData[PageFrame.Key] = new PageFrame(
            $"{texts.Say(line.Unit.Name)} · {line.Node.Number} {texts.Say(line.Node.Name)}",
            [new(texts["Desk_Title"], "/desk"), new($"{texts["Council_Title"]} · {texts.Say(Sheet.Block.Name)}", CouncilAddress.Of(Sheet))],
            Person: Person);
        return true;
    }
}
