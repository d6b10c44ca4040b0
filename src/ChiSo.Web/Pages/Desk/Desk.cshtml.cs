using System.Collections.Immutable;
using ChiSo.Application.Desk;
using ChiSo.Application.Mail;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;

namespace ChiSo.Web.Pages;

/// <summary>A person's open work, what is due first on top.</summary>
public sealed class DeskHomePage(Installation installation, PersonDesk desk, Texts texts) : DeskPage
{
    /// <summary>What waits for this person.</summary>
    public ImmutableArray<OpenWork> ToDo { get; private set; } = [];

    /// <summary>What is still open, with nothing for this person to do now.</summary>
    public ImmutableArray<OpenWork> Waiting { get; private set; } = [];

    /// <summary>Frozen results that can't be trusted, for those who run rounds, read the trail or publish.</summary>
    public ImmutableArray<Problem> Alarms { get; private set; } = [];

    /// <summary>Messages given up, for those who can do something about it.</summary>
    public int Undelivered { get; private set; }

    /// <summary>Those people work in, latest period first.</summary>
    public ImmutableArray<LiveRound> Rounds { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var work = await desk.OfAsync(Person, cancel);
        (ToDo, Waiting) = ([.. work.Where(one => one.Left > 0)], [.. work.Where(one => one.Left == 0)]);
        Rounds = [.. (await installation.Live.ListAsync(cancel)).Where(round => round.IsWorkable)];
        if (Person.May(Act.ReadBoard, new()) || Person.May(Act.ReadTrail, new()))
            Alarms = await installation.FrozenRecompute.AlarmsAsync(cancel);
        if (MessagesPage.IsFor(Person))
            Undelivered = (await installation.Outbox.CountAsync(cancel)).GetValueOrDefault(MessageState.Failed);
        ViewData[PageFrame.Key] = new PageFrame(texts["Desk_Title"], [], Person: Person);
    }
}
