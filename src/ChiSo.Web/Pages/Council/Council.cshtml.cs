using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Publication;
using ChiSo.Application.Vietnamese;
using ChiSo.Web.Appraisal;
using ChiSo.Web.Language;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>A block before the council: what is to be decided, the meetings, many lines settled by one vote, and the list passed. Every form works without script.</summary>
public sealed class CouncilPage(Installation installation, TimeProvider clock, Texts texts) : CouncilDeskPage(installation, clock)
{
    /// <summary>As many as one form carries.</summary>
    private const int MostAtOnce = 500;

    /// <summary>Lines to be decided that can be settled as they stand.</summary>
    public IEnumerable<CouncilLine> Adoptable => Sheet.Before.Where(line => line.State == CouncilState.Open && (line.Appraised ?? line.Claim) is not null).Take(MostAtOnce);

    private string Address => CouncilAddress.Of(Round, Block);

    public int Count(CouncilState state) => Sheet.Lines.Count(line => line.State == state);

    /// <param name="unit">With <paramref name="criterion"/>: any line somebody wants to look at.</param>
    public async Task<IActionResult> OnGetAsync(string? unit, string? criterion, CancellationToken cancel)
    {
        if (!await ReadCouncilAsync(cancel))
            return NotFound();
        return unit is not null && criterion is not null && Sheet.Line(unit, new(criterion)) is { } line ? LocalRedirect(CouncilAddress.OfLine(Sheet, line)) : Page();
    }

    public async Task<IActionResult> OnPostMeetingAsync(string? heldOn, string? inWriting, string? members, string? attendance, string? minutes, CancellationToken cancel)
    {
        if (!await ReadCouncilAsync(cancel))
            return NotFound();
        var day = VietnameseDates.TryRead(heldOn ?? "", out var read) ? read : DateOnly.MaxValue; // refused as a day still to come
        var all = int.TryParse(members, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
        return await AnswerAsync(await Work.RecordMeetingAsync(Round, new(day, inWriting == "yes", all, (attendance ?? "").ReplaceLineEndings("\n"), minutes ?? ""), Person, cancel), Address, cancel);
    }

    /// <summary>Signed papers come back also after the stage is over.</summary>
    public bool MayLayIn => MayRecord && Sheet is { Round.IsWorkable: true, Meetings.IsEmpty: false };

    /// <summary>Lays in a signed or scanned paper of a meeting.</summary>
    public async Task<IActionResult> OnPostPaperAsync(Guid meeting, PaperKind kind, IFormFile? file, bool notSecret, CancellationToken cancel)
    {
        if (!await ReadCouncilAsync(cancel))
            return NotFound();
        await using var content = file?.OpenReadStream();
        return await AnswerAsync(await Papers.LayInAsync(new(Round, Block), new(meeting, kind, file?.FileName ?? "", notSecret), content, Person, cancel), Address + "#meetings", cancel);
    }

    public async Task<IActionResult> OnPostAdoptAsync(string[] line, Guid meeting, string? reason, CancellationToken cancel)
    {
        if (!await ReadCouncilAsync(cancel))
            return NotFound();
        var votes = VoteForm.Of(await Request.ReadFormAsync(cancel)).ToVotes();
        var seen = line.Select(ReviewLineView.Read).OfType<SeenLine>().ToImmutableArray();
        return await AnswerAsync(await Work.AdoptAsync(new(Round, Block), seen, new(meeting, votes, reason ?? ""), Person, cancel), Address, cancel);
    }

    public async Task<IActionResult> OnPostPassAsync(Guid meeting, CancellationToken cancel) =>
        await ReadCouncilAsync(cancel) ? await AnswerAsync(await Work.PassAsync(Round, Block, meeting, Person, cancel), Address, cancel) : NotFound();

    private async Task<bool> ReadCouncilAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(cancel))
            return false;
        ViewData[PageFrame.Key] = new PageFrame($"{texts["Council_Title"]} · {texts.Say(Sheet.Block.Name)}", [new(texts["Desk_Title"], "/desk")], Person: Person);
        return true;
    }
}
