using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Fieldwork;
using ChiSo.Application.Surveys.Kiosks;
using ChiSo.Application.Vietnamese;
using ChiSo.Web.Surveys;
using ChiSo.Web.Surveys.Fieldwork;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.Pages;

/// <summary>Where somebody answers a survey. No session, no cookie, no script: the form carries all, and its address never holds the key.</summary>
[IgnoreAntiforgeryToken] // nothing here acts in the name of somebody signed in; an interview needs its sealed ticket
[SmallForms(MostBytes)]
[KeepsPage]
[RequestSizeLimit(MostBytes)] // also of what does not say how long it is
[RequestFormLimits(ValueCountLimit = 8192, ValueLengthLimit = MostBytes)]
public sealed class AnswerPage(Installation installation, AnswerLimits limits, KeptPages kept, InterviewTickets tickets, TimeProvider clock) : PageModel
{
    /// <summary>After so long on one screen a machine at a desk begins again, and what was typed is gone.</summary>
    public const int IdleMinutes = 5;

    /// <summary>A field people don't see; programs that fill in everything do.</summary>
    public const string TrapField = "leave-empty";

    private const int ThanksSeconds = 8;
    private const int MostBytes = 512 * 1024;

    private string group = "";
    private bool isInvited;

    [BindProperty(SupportsGet = true)]
    public string Survey { get; set; } = "";

    /// <summary>The key of the link; on the open page, one made for this form, so that sending twice counts once.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The unit the person chose on the open page.</summary>
    public string Chosen { get; private set; } = "";

    public string Language { get; private set; } = "";

    /// <summary>The machine at a desk this is; <c>null</c> elsewhere.</summary>
    public Kiosk? Machine { get; private set; }

    /// <summary>The key in the address of the machine; empty elsewhere.</summary>
    public string MachineKey { get; private set; } = "";

    /// <summary>What an interviewer's page gave along; empty where people answer by themselves.</summary>
    public string Ticket { get; private set; } = "";

    /// <summary>When answering began, sealed by <see cref="StartStamps"/>; empty before.</summary>
    public string Stamp { get; private set; } = "";

    /// <summary>The interview this is; <c>null</c> where people answer by themselves.</summary>
    public InterviewTicket? Interview { get; private set; }

    /// <summary>Whether whoever answers needs neither a link nor a machine: then the page must have been opened before it is sent.</summary>
    public bool IsForAnybody => Live.Declaration.Access == SurveyAccess.Anybody && Machine is null && !isInvited;

    /// <summary>Why the page that was sent was not taken; empty where it was.</summary>
    public string Refusal { get; private set; } = "";

    public AnswerStep Step { get; private set; }

    public AnswerWords Words => AnswerWords.In(Language);

    public LiveSurvey Live { get; private set; } = null!; // set before anything is shown

    public AnswerForm? Form { get; private set; }

    /// <summary>The unit asked about; <c>null</c> until the person says which.</summary>
    public RatedUnit? Unit { get; private set; }

    /// <summary>The units one form is about; none where it is about one.</summary>
    public ImmutableArray<RatedUnit> Rated { get; private set; } = [];

    /// <summary>What this page shows beside the key, when it was rendered for the first time and is the same for everybody; <c>null</c> otherwise.</summary>
    internal PageFace? Face { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? k, string? u, string? l, string? m, string? i, bool done, CancellationToken cancel)
    {
        if (await FindAsync(l, m ?? "", cancel) is { } gone)
            return gone;
        if (done)
            return Show(AnswerStep.Thanks);

        Ticket = i ?? "";
        return await AdmitAsync(k ?? "", u ?? "", cancel) ?? ShowKept(AnswerStep.Welcome);
    }

    public async Task<IActionResult> OnPostAsync([FromServices] StartStamps stamps, CancellationToken cancel)
    {
        var fields = await Request.ReadFormAsync(cancel);
        var wish = fields["do"].ToString();
        if (await FindAsync(wish.StartsWith("lang:", StringComparison.Ordinal) ? wish["lang:".Length..] : fields["l"], fields["m"].ToString(), cancel) is { } gone)
            return gone;
        Ticket = fields["i"].ToString();
        if (await AdmitAsync(fields["k"].ToString(), fields["u"].ToString(), cancel) is { } refused)
            return refused;
        if (wish == "open")
            return ShowKept(AnswerStep.Welcome);
        if ((Unit is null && Rated.IsEmpty) || (wish.StartsWith("lang:", StringComparison.Ordinal) && fields["screen"].Count == 0))
            return Show(AnswerStep.Welcome);
        if (Key.Length == 0)
            Key = LinkKey.New();
        if (wish == "begin")
        {
            var began = stamps.Now;
            Stamp = stamps.Write(Survey, began);
            return ShowKept(AnswerStep.Questions, began);
        }

        Stamp = fields["t"].ToString();
        Form = new(Live, fields, VietnamTime.Today(clock), Rated);
        if (!limits.TakeLink(LinkKey.OfAnswer(Survey, Key)))
            return Refuse(StatusCodes.Status429TooManyRequests, Words.TooOften);
        switch (wish)
        {
            case "back":
                Form.Back();
                break;
            case "next":
                Form.Next();
                break;
            case "send":
                return await SendAsync(Form, stamps, fields[TrapField].ToString(), cancel);
            case ['a', 'd', 'd', ':', .. var repeat]:
                Form.Add(repeat);
                break;
        }

        return Show(AnswerStep.Questions);
    }

    private async Task<IActionResult> SendAsync(AnswerForm form, StartStamps stamps, string trap, CancellationToken cancel)
    {
        if (Machine is { } busy ? !limits.TakeKiosk(busy.Id) : Live.Declaration.Access == SurveyAccess.Anybody && !limits.TakeSend(HttpContext))
            return Refuse(StatusCodes.Status429TooManyRequests, Words.TooOften);
        if (!form.Finish())
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Show(AnswerStep.Questions);
        }

        if (IsForAnybody && !IsFromPage(stamps, trap))
            return Refuse(StatusCodes.Status422UnprocessableEntity, string.Format(CultureInfo.InvariantCulture, Words.NotSent, StartStamps.StepSeconds + StartStamps.LeastSeconds));
        var mode = Machine is not null ? AnswerMode.Kiosk : Live.Declaration.Access == SurveyAccess.Anybody ? AnswerMode.Open : AnswerMode.Link;
        var taken = await installation.Intake.TakeAsync(Live, Key, Chosen, form.Filling, mode, Language, cancel, Interview is null ? null : await installation.InterviewVisits.AskerAsync(Interview, cancel), stamps.ShowsHurry(Stamp, Live.Declaration));
        if (!taken.TryGet(out var became))
            return Show(AnswerStep.NotOpen);
        if (Interview is { } asked && await installation.InterviewVisits.FinishAsync(asked, CancellationToken.None)) // the answer is stored, whatever became of the browser
            return LocalRedirect($"/desk/fieldwork/{asked.Survey}/{asked.Area}/visits?done=true");
        if (became == Taken.Before)
            return Show(AnswerStep.Before);
        return Redirect($"/s/{Uri.EscapeDataString(Survey)}?done=true&l={Uri.EscapeDataString(AnswerWords.CodeOf(Language))}{(Machine is null ? "" : "&m=" + MachineKey)}");
    }

    /// <summary>Whether an open page was opened before its form was sent, and nothing filled in what people don't see. If not, the page shown again carries what is needed.</summary>
    private bool IsFromPage(StartStamps stamps, string trap)
    {
        var state = stamps.StateOf(Stamp, Live.Declaration);
        if (state == StampState.None)
            Stamp = stamps.Write(Survey, stamps.Now);
        return state == StampState.Good && trap.Length == 0;
    }

    private async Task<IActionResult?> FindAsync(string? language, string machine, CancellationToken cancel)
    {
        (Response.Headers["Referrer-Policy"], Response.Headers["X-Robots-Tag"]) = ("no-referrer", "noindex"); // the first address somebody opens holds the key
        if (await installation.SurveyViews.FindAsync(Survey, cancel) is not { } live)
            return NotFound();
        Live = live;
        Response.Headers.CacheControl = machine.Length > 0 ? "no-store" : "private, no-cache"; // one's own browser may go back to what was typed; a machine for everybody may not
        Language = live.Form.Languages.FirstOrDefault(known => known == language || AnswerWords.CodeOf(known) == language) ?? live.Form.DefaultLanguage;
        if (machine.Length == 0)
            return null;
        if (await installation.Kiosks.FindAsync(live, machine, cancel) is not { } known)
        {
            Response.StatusCode = limits.TakeWrong(HttpContext) ? StatusCodes.Status404NotFound : StatusCodes.Status429TooManyRequests;
            return Show(AnswerStep.NoLink);
        }

        (Machine, MachineKey) = (known, LinkKey.Read(machine) ?? "");
        if (live.Declaration.Display == SurveyDisplay.Page)
            Live = live with { Declaration = live.Declaration with { Display = SurveyDisplay.Steps } }; // a screen left alone begins again: one at a time leaves time for each
        return null;
    }

    /// <returns>What is shown instead of the questions; <c>null</c> when they may be answered.</returns>
    private async Task<IActionResult?> AdmitAsync(string key, string unit, CancellationToken cancel)
    {
        if (!Live.TakesAnswers(VietnamTime.Today(clock)))
            return Show(AnswerStep.NotOpen);
        if (Machine is { } machine)
        {
            (Key, Chosen, Unit) = (LinkKey.Read(key) ?? "", machine.Unit, Live.Declaration.Unit(machine.Unit));
            return await installation.Intake.IsSentAsync(Live, Key, cancel) ? Show(AnswerStep.Before) : null;
        }

        var admitted = await installation.Intake.AdmitAsync(Live, key, cancel);
        if (!admitted.TryGet(out var admission))
        {
            Response.StatusCode = key.Length == 0 || limits.TakeWrong(HttpContext) ? StatusCodes.Status404NotFound : StatusCodes.Status429TooManyRequests;
            return Show(AnswerStep.NoLink);
        }

        (Key, isInvited) = (LinkKey.Read(key) ?? "", admission.Unit is not null);
        if (Ticket.Length > 0 && (Interview = tickets.Read(Ticket, Survey, Key)) is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return Show(AnswerStep.NoLink);
        }

        if (Interview is not null)
            Response.Headers.CacheControl = "no-store"; // the next person is asked on the same device
        Chosen = Live.Declaration.Units is [var only] ? only.Code : unit;
        Rated = Live.Declaration.RatedBy(admission.Unit);
        group = Rated.IsEmpty ? "" : admission.Unit ?? "";
        Unit = Live.Declaration.Raters is null ? Live.Declaration.Unit(admission.Unit ?? Chosen) : null;
        return admission.IsUsed ? Show(AnswerStep.Before) : null;
    }

    /// <summary>A page nobody has typed into yet.</summary>
    /// <param name="began">The step in which answering begins; 0 for not yet.</param>
    private IActionResult ShowKept(AnswerStep step, long began = 0)
    {
        var today = VietnamTime.Today(clock);
        var face = new PageFace(Live.Id, today, step, Language, MachineKey, Chosen, Unit?.Code ?? group) { Began = began };
        BeginAgain(step);
        if (Interview is null && kept.Find(face, Key) is { } page)
            return page;
        if (Interview is null && (Chosen.Length == 0 || Live.Declaration.Unit(Chosen) is not null)) // whatever else an address asks for is not worth keeping
            Face = face;
        if (step == AnswerStep.Questions)
            Form = new(Live, FormCollection.Empty, today, Rated);
        return Show(step);
    }

    /// <summary>The same page with what was typed, and why it was not taken.</summary>
    private PageResult Refuse(int status, string why)
    {
        (Response.StatusCode, Refusal) = (status, why);
        return Show(AnswerStep.Questions);
    }

    private PageResult Show(AnswerStep step)
    {
        Step = step;
        BeginAgain(step);
        return Page();
    }

    /// <summary>A machine at a desk goes back to the first page: soon after the thanks, and when a screen is left alone, so that nobody finds the answers of the one before. The page says so, and every button pressed gives as long again.</summary>
    private void BeginAgain(AnswerStep step)
    {
        if (Machine is not null && step != AnswerStep.Welcome)
            Response.Headers["Refresh"] = string.Create(CultureInfo.InvariantCulture, $"{(step == AnswerStep.Questions ? 60 * IdleMinutes : ThanksSeconds)};url=/s/{Uri.EscapeDataString(Survey)}?m={MachineKey}");
    }
}
