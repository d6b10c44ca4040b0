using ChiSo.Application.Assessment;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Application.Rounds.Sets;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Desk;

/// <summary>What the standing office has to say yes or no to, beside the calendar: a criteria set, a reminder, deductions for handing in late; and what came back to whoever proposed it.</summary>
internal static class SecondPersonWork
{
    /// <param name="since">UTC; what came back before it is no news any more.</param>
    public static async Task AddAsync(List<OpenWork> work, Installation installation, LiveRound round, Person person, DateTime since, CancellationToken cancel)
    {
        if (person.May(Act.PrepareRound, new()) || person.May(Act.RunRound, new()))
            work.AddRange((await installation.RoundProposals.ReturnedAsync(round.Code, since, cancel)).Where(one => one.ProposedBy == person.Id).Select(one => Of(round, one)));
        if (person.May(Act.PrepareRound, new()))
        {
            foreach (var set in (await installation.SetPublishing.ListAsync(round.Code, cancel)).Where(set => set.Standing == SetStanding.Proposed && set.MayBePublishedBy(person.Id)))
                work.Add(new(WorkKind.PublishSet, round.Code, round.Name, set.Block.Code, "", set.Block.Name, "", 1, 0, null));
        }

        if (!person.May(Act.RunRound, new()))
            return;
        await using var context = installation.Database.Open();
        if (await context.Reminders.CountAsync(reminder => reminder.RoundId == round.Id && reminder.SentAt == null && reminder.WithdrawnAt == null && reminder.DraftedBy != person.Id, cancel) is > 0 and var unsent)
            work.Add(new(WorkKind.SendReminder, round.Code, round.Name, "", "", null, "", unsent, 0, null));
        var ids = round.Blocks.Select(block => block.Id).ToList();
        var late = await context.LateHandIns.Where(late => ids.Contains(late.BlockId) && late.State == LateState.Proposed).GroupBy(late => late.BlockId).Select(block => new { Id = block.Key, Count = block.Count() }).ToDictionaryAsync(block => block.Id, block => block.Count, cancel);
        work.AddRange(round.Blocks.Where(block => late.ContainsKey(block.Id)).Select(block => new OpenWork(WorkKind.ConfirmLate, round.Code, round.Name, block.Code, "", block.Name, "", late[block.Id], 0, null)));
    }

    private static OpenWork Of(LiveRound round, ReturnedProposal one)
    {
        var what = RoundProposalStates.WordsOf(one.Kind);
        var block = one.Kind == RoundProposalKind.Set ? round.Block(one.Subject) : null;
        return new(WorkKind.ReturnedProposal, round.Code, round.Name, block?.Code ?? "", "", block?.Name, "", 1, 1, null) { Told = [new($"{what.Vi}. Lý do: {one.Reason}", $"{what.En}. Reason: {one.Reason}")] };
    }
}
