using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Desk;
using ChiSo.Application.Documents;
using ChiSo.Application.Mail;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using ChiSo.Web.Hosting;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>Who is behind at a stage, the letter that urges them on, and what was sent.</summary>
public sealed class ReminderPage(Installation installation, Reminders reminders, NoticeChannels channels, TimeProvider clock, Texts texts) : DeskPage
{
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private const int MostSent = 200;
    private PeopleNames names = PeopleNames.None;

    public LiveRound Round { get; private set; } = null!; // set before the page is rendered

    /// <summary>The stage whose work is urged on; the self-assessment unless another is asked for.</summary>
    [BindProperty(SupportsGet = true)]
    public string Stage { get; set; } = "";

    /// <summary>Stages that can be chosen.</summary>
    public ImmutableArray<string> StagesShown => reminders.StagesOf(Round);

    public ImmutableArray<LateBody> Late { get; private set; } = [];

    /// <summary>The newest first.</summary>
    public ImmutableArray<Reminder> Written { get; private set; } = [];

    public ImmutableArray<OutgoingMessage> Sent { get; private set; } = [];

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    public string Text { get; private set; } = "";

    /// <summary>The same form writes one reminder, however often its button is pressed.</summary>
    public Guid Token { get; private set; } = Guid.NewGuid();

    public bool MayRemind => Person.May(Act.RunRound, new()) && Round.FrozenAt is null;

    public bool HasChannels => !channels.All.IsEmpty;

    public DateTime Now { get; } = clock.GetUtcNow().UtcDateTime;

    /// <summary>People of late units who are reached by a declared channel.</summary>
    public int Reached => Late.SelectMany(unit => unit.People).Where(person => (person.Email.Length > 0 && channels.Kinds.Contains(ChannelKind.Mail)) || (person.Telephone.Length > 0 && channels.Kinds.Contains(ChannelKind.Telephone))).DistinctBy(person => person.Account).Count();

    public async Task<IActionResult> OnGetAsync(string round, CancellationToken cancel) => await ReadAsync(round, null, cancel) ? Page() : NotFound();

    public Task<IActionResult> OnPostAsync(string round, string? text, Guid token, CancellationToken cancel) =>
        ChangeAsync(round, text ?? "", token == Guid.Empty ? Token : token, async change => (await reminders.DraftAsync(Round, Stage, Text, token == Guid.Empty ? Token : token, change, cancel)).Problems, cancel);

    public Task<IActionResult> OnPostSendAsync(string round, Guid id, CancellationToken cancel) =>
        ChangeAsync(round, null, Token, async change => (await reminders.SendAsync(Round, id, channels.Kinds, channels.Address, change, cancel)).Problems, cancel);

    public Task<IActionResult> OnPostWithdrawAsync(string round, Guid id, CancellationToken cancel) =>
        ChangeAsync(round, null, Token, async change => (await reminders.WithdrawAsync(Round, id, change, cancel)).Problems, cancel);

    /// <summary>The letter of a reminder, or of what is typed.</summary>
    public async Task<IActionResult> OnPostLetterAsync(string round, string? text, Guid? id, CancellationToken cancel)
    {
        if (!await ReadAsync(round, text ?? "", cancel) || !MayRemind)
            return NotFound();
        var reminder = Written.FirstOrDefault(one => one.Id == id);
        var stage = reminder?.Stage ?? Stage;
        var late = reminder is null ? Late : [.. (await reminders.LateAsync(Round, stage, cancel)).Where(body => reminder.ReadUnits().Contains(body.Code))];
        using var file = new MemoryStream();
        DocumentWriter.Write(file, ReminderLetter.Of(Round, stage, late, reminder?.Text ?? Text, Now));
        return File(file.ToArray(), Word, $"don-doc-{Round.Code}.docx");
    }

    public string Who(Guid person) => names.Of(person);

    private async Task<IActionResult> ChangeAsync(string round, string? text, Guid token, Func<Change, Task<ImmutableArray<Problem>>> act, CancellationToken cancel)
    {
        if (Person.MandateTo(Act.RunRound, new()) is not { } mandate || !await ReadAsync(round, text, cancel))
            return NotFound();
        (Problems, Token) = (await act(new(Person.Id, mandate.Id, Now, "")), token);
        if (Problems.IsEmpty)
            return LocalRedirect($"/desk/rounds/{Uri.EscapeDataString(round)}/reminder?stage={Uri.EscapeDataString(Stage)}#written");
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> ReadAsync(string code, string? text, CancellationToken cancel)
    {
        if (!Person.May(Act.ReadPreparation, new()) || await installation.Live.FindAsync(code, cancel) is not { } round)
            return false;
        Round = round;
        if (string.IsNullOrEmpty(Stage)) // an empty field comes as none
            Stage = Stages.Self;
        else if (!StagesShown.Contains(Stage))
            return false;
        (Late, Text) = (round.FrozenAt is null ? await reminders.LateAsync(round, Stage, cancel) : [], text ?? Reminders.Draft(Stage));
        Written = await reminders.ListAsync(round, cancel);
        names = await PeopleNames.ReadAsync(installation, cancel);
        Sent = await installation.Outbox.ListAsync(null, Reminders.AboutOf(code), MostSent, cancel);
        ViewData[PageFrame.Key] = new PageFrame(texts["Reminder_Title"], [new(texts["Desk_Title"], "/desk"), new(texts["Rounds_Live"], "/desk/rounds"), new(texts.Say(round.Name), $"/desk/rounds/{round.Code}")], Person: Person);
        return true;
    }
}
