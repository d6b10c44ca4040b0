using System.Collections.Immutable;
using System.Text;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Kiosks;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Opening;
using ChiSo.Application.Surveys.Paper;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Surveys;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>One survey: how its fieldwork goes, inviting people, links and slips, closing it. Links are shown on the page that made them and kept nowhere.</summary>
[RequestSizeLimit(MostBytes)]
[RequestFormLimits(ValueLengthLimit = MostBytes, MultipartBodyLengthLimit = MostBytes)]
public sealed class SurveyHomePage(Installation installation, Texts texts) : SurveyDeskPage(installation, texts)
{
    private const int MostBytes = 32 * 1024 * 1024;
    private PeopleNames names = PeopleNames.None;

    public FieldworkBoard Board { get; private set; } = null!; // set before the page is rendered

    /// <summary>The day of collecting; <c>null</c> before and after.</summary>
    public int? Day => Installation.SurveyReading.DayOf(Live);

    public bool MayInvite => MayRun && State is SurveyState.Waiting or SurveyState.Open;

    /// <summary>What was just made; <c>null</c> on every other page.</summary>
    public InvitedPeople? Made { get; private set; }

    /// <summary>The links just made, as the file to be kept.</summary>
    public string Links { get; private set; } = "";

    /// <summary>Machines at desks, also closed ones.</summary>
    public ImmutableArray<Kiosk> Kiosks { get; private set; } = [];

    /// <summary>The address of a machine that was just opened; empty on every other page.</summary>
    public string KioskAddress { get; private set; } = "";

    /// <summary>Where people reach the pages, as this browser does.</summary>
    public string Address { get; private set; } = "";

    public bool MayKeyPaper => Person.May(Act.KeyForms, new()) || Person.May(Act.SettleForms, new());

    public bool MayFeed => Live.IsClosed && Person.May(Act.FeedRound, new());

    /// <summary>While it is open; afterwards only to finish with a file whose answers are in and whose record is missing.</summary>
    public bool MayTakeFile { get; private set; }

    /// <summary>Paper forms keyed once, or keyed twice and differing.</summary>
    public int PaperUnfinished { get; private set; }

    /// <summary>Who opened it, and who had proposed it.</summary>
    public SurveyOpening Opening { get; private set; } = null!; // set before the page is rendered

    public string Who(Guid person) => names.Of(person, Said);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ShowAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostInviteAsync(string? address, IFormFileCollection lists, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        Address = (address ?? "").Trim().TrimEnd('/');
        if (MayRun && !LinkFile.IsHome(Address))
            return Refused([SurveyProblems.NoAddress(Said["Survey_Address"])]);
        var invited = await Installation.SurveyManagement.InviteAsync(Survey, [.. lists.Select(Read)], Person, cancel);
        if (!invited.TryGet(out var made))
            return Refused(invited.Problems);
        (Made, Links) = (made, LinkFile.Write(Address, Survey, made));
        await ShowAsync(cancel);
        return Page();
    }

    /// <summary>The links of the page that made them, as a file.</summary>
    public async Task<IActionResult> OnPostLinksAsync(string? links, CancellationToken cancel)
    {
        var (slips, refusal) = await SlipsAsync(links, file: null, cancel);
        return refusal ?? (slips.IsEmpty ? NotFound() : File(Encoding.UTF8.GetBytes(links!), "text/csv; charset=utf-8", $"{Survey}-links.csv")); // read as slips just above
    }

    /// <summary>The same, or a file that was kept, as slips to print.</summary>
    public async Task<IActionResult> OnPostSlipsAsync(string? links, IFormFile? file, string? first, string? second, CancellationToken cancel)
    {
        var (slips, refusal) = await SlipsAsync(links, file, cancel);
        if (refusal is not null)
            return refusal;
        var printed = await SurveyPrints.SlipsAsync(Live, slips, Printed(first, second), cancel);
        return printed.TryGet(out var pdf) ? File(pdf, "application/pdf", $"{Survey}-slips.pdf") : Refused(printed.Problems);
    }

    /// <summary>Opens a machine at a desk; its address is shown on this page alone.</summary>
    public async Task<IActionResult> OnPostKioskAsync(string? unit, string? place, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        var opened = await Installation.Kiosks.OpenAsync(Survey, new(unit ?? "", place ?? ""), Person, cancel);
        if (!opened.TryGet(out var key))
            return Refused(opened.Problems);
        await ShowAsync(cancel);
        KioskAddress = $"{Address}/s/{Survey}?m={key}";
        return Page();
    }

    public async Task<IActionResult> OnPostCloseKioskAsync(Guid id, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        var closed = await Installation.Kiosks.CloseAsync(Survey, id, Person, cancel);
        return closed.TryGet(out _) ? LocalRedirect($"/desk/surveys/{Survey}") : Refused(closed.Problems);
    }

    public async Task<IActionResult> OnPostCloseAsync(string? reason, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        var closed = await Installation.SurveyManagement.CloseAsync(Survey, reason ?? "", Person, cancel);
        return closed.TryGet(out _) ? LocalRedirect($"/desk/surveys/{Survey}") : Refused(closed.Problems);
    }

    private async Task<(ImmutableArray<Slip> Slips, IActionResult? Refusal)> SlipsAsync(string? links, IFormFile? file, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return ([], NotFound());
        if (!MayRun)
            return ([], Refused([SurveyProblems.NotAllowed(Survey)]));
        if (string.IsNullOrEmpty(links) && file is null)
            return ([], Refused([SurveyProblems.NoSlipLink(Said["Survey_LinksFile"])]));
        await using var stream = file is null ? new MemoryStream(Encoding.UTF8.GetBytes(links!)) : file.OpenReadStream(); // one of the two is there
        var read = SlipFile.Read(Live, stream, file?.FileName ?? "links.csv");
        return read.TryGet(out var slips) ? (slips, null) : ([], Refused(read.Problems));
    }

    private static Result<ImmutableArray<Invitee>> Read(IFormFile file)
    {
        using var stream = file.OpenReadStream();
        return InviteeFile.Read(stream, file.FileName);
    }

    private async Task<bool> ShowAsync(CancellationToken cancel)
    {
        if (!await ReadAsync("", cancel))
            return false;
        Board = await Installation.SurveyReading.BoardAsync(Live, cancel);
        Kiosks = await Installation.Kiosks.ListAsync(Live, cancel);
        MayTakeFile = MayRun && Live.Declaration.Raters is null && (!Live.IsClosed || await Installation.AnswerImports.WaitingAsync(Survey, Person, cancel) is not null);
        Opening = await Installation.SurveyProposals.OpeningOfAsync(Live, cancel);
        names = await PeopleNames.ReadAsync(Installation, cancel);
        PaperUnfinished = (await Installation.PaperDesk.BoardAsync(Live, cancel)).Forms.Count(form => form.State is PaperState.Once or PaperState.Differs);
        Address = $"{Request.Scheme}://{Request.Host}";
        return true;
    }
}
