using System.Collections.Immutable;
using ChiSo.Application.Mail;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>What was sent to people, and what did not arrive, for those who mend addresses or telephone instead.</summary>
public sealed class MessagesPage(Installation installation, Texts texts) : DeskPage
{
    private const int Most = 200;

    public ImmutableArray<OutgoingMessage> Failed { get; private set; } = [];

    public ImmutableArray<OutgoingMessage> Waiting { get; private set; } = [];

    public ImmutableArray<OutgoingMessage> Sent { get; private set; } = [];

    /// <summary>How many there are in each state; the lists show the newest.</summary>
    public ImmutableDictionary<MessageState, int> Counts { get; private set; } = ImmutableDictionary<MessageState, int>.Empty;

    public static bool IsFor(Person person) => person.May(Act.ReadInstallation, new()) || person.May(Act.RunRound, new());

    public static bool MayRetry(Person person) => person.May(Act.ManagePeople, new()) || person.May(Act.RunRound, new());

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!IsFor(Person))
            return NotFound();
        Counts = await installation.Outbox.CountAsync(cancel);
        Failed = await installation.Outbox.ListAsync(MessageState.Failed, null, Most, cancel);
        Waiting = await installation.Outbox.ListAsync(MessageState.Waiting, null, Most, cancel);
        Sent = await installation.Outbox.ListAsync(MessageState.Sent, null, Most, cancel);
        ViewData[PageFrame.Key] = new PageFrame(texts["Messages_Title"], [new(texts["Desk_Title"], "/desk")], Person: Person);
        return Page();
    }

    /// <summary>Tries a message that was given up once more.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel) =>
        MayRetry(Person) && await installation.Outbox.RetryAsync(id, cancel) ? LocalRedirect("/desk/messages") : NotFound();
}
