using System.Collections.Immutable;
using ChiSo.Application.Desk;
using ChiSo.Application.Mail;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using ChiSo.Web.Desk;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>A person's open work, what is due first on top.</summary>
public sealed class DeskHomePage(Installation installation, PersonDesk desk, LastResort lastResort, OwnAccess access, TimeProvider clock, Texts texts) : DeskPage
{
    /// <summary>What waits for this person.</summary>
    public ImmutableArray<OpenWork> ToDo { get; private set; } = [];

    /// <summary>What is still open, with nothing for this person to do now.</summary>
    public ImmutableArray<OpenWork> Waiting { get; private set; } = [];

    /// <summary>Frozen results that can't be trusted, for those who run rounds, read the trail or publish.</summary>
    public ImmutableArray<Problem> Alarms { get; private set; } = [];

    /// <summary>Sign-ins of the break-glass account nobody has acknowledged, for administrators; the newest first.</summary>
    public ImmutableArray<BreakGlassUse> BreakGlassUses { get; private set; } = [];

    /// <summary>Why the break-glass account could not sign in, or soon can't, for administrators; <c>null</c> for nothing.</summary>
    public Problem? BreakGlassTrouble { get; private set; }

    /// <summary>Why an acknowledgement was refused.</summary>
    public ImmutableArray<Problem> Problems { get; private set; } = [];

    private PeopleNames names = PeopleNames.None;

    private ImmutableHashSet<string> endable = [];

    /// <summary>Whether the person may end the alarm of a use.</summary>
    public bool MayEnd(BreakGlassUse use) => endable.Contains(use.Subject);

    /// <summary>Whose account was used.</summary>
    public string NameOf(BreakGlassUse use) => names.Of(use.Account);

    /// <summary>Messages given up, for those who can do something about it.</summary>
    public int Undelivered { get; private set; }

    /// <summary>Those people work in, latest period first.</summary>
    public ImmutableArray<LiveRound> Rounds { get; private set; } = [];

    /// <summary>Rounds whose results are frozen, as far as this person reads them still.</summary>
    public ImmutableArray<PastRound> Past { get; private set; } = [];

    /// <summary>Whether this person just left the panel of a request, whose page they can't read any more.</summary>
    public bool HasLeftPanel { get; private set; }

    /// <param name="left">panel, for somebody who just left one.</param>
    public Task OnGetAsync(string? left, CancellationToken cancel)
    {
        HasLeftPanel = left == "panel";
        return ReadAsync(cancel);
    }

    /// <summary>Ends the alarm of one sign-in of the break-glass account.</summary>
    public async Task<IActionResult> OnPostAcknowledgeAsync(string? use, string? reason, CancellationToken cancel)
    {
        var done = await installation.BreakGlass.AcknowledgeAsync(use ?? "", reason ?? "", Person, clock.GetUtcNow().UtcDateTime, cancel);
        if (done.TryGet(out _))
            return LocalRedirect("/desk");
        if (done.Problems.Any(problem => problem.Code == "break-glass.not-allowed"))
            return StatusCode(StatusCodes.Status403Forbidden);
        Problems = done.Problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await ReadAsync(cancel);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        var work = await desk.OfAsync(Person, cancel);
        (ToDo, Waiting) = ([.. work.Where(one => one.Left > 0)], [.. work.Where(one => one.Left == 0)]);
        Rounds = [.. (await installation.Live.ListAsync(cancel)).Where(round => round.IsWorkable)];
        Past = await PastRound.ListAsync(installation, Person, texts, cancel);
        if (Person.May(Act.ReadBoard, new()) || Person.May(Act.ReadTrail, new()))
            Alarms = await installation.FrozenRecompute.AlarmsAsync(cancel);
        if (MessagesPage.IsFor(Person))
            Undelivered = (await installation.Outbox.CountAsync(cancel)).GetValueOrDefault(MessageState.Failed);
        if (Person.May(Act.ManagePeople, new()))
            await ReadBreakGlassAsync(cancel);
        ViewData[PageFrame.Key] = new PageFrame(texts["Desk_Title"], [], Person: Person);
    }

    private async Task ReadBreakGlassAsync(CancellationToken cancel)
    {
        BreakGlassUses = await lastResort.UsesAsync(cancel);
        BreakGlassTrouble = await lastResort.TroubleAsync(access.CodesLeftAsync, cancel);
        endable = await lastResort.EndableAsync(BreakGlassUses, Person, cancel);
        if (!BreakGlassUses.IsEmpty)
            names = await PeopleNames.ReadAsync(installation, cancel);
    }
}
