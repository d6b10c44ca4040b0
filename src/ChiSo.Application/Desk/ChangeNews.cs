using ChiSo.Application.Assessment;
using ChiSo.Application.Database;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Desk;

/// <summary>What changed for units in the last week: their deadlines, pauses, the deduction for handing in late, the approval of the results.</summary>
internal static class ChangeNews
{
    /// <inheritdoc cref="UnitNews.AddAsync"/>
    public static async Task AddAsync(List<OpenWork> work, ChiSoContext context, LiveRound round, IReadOnlyCollection<(LiveBlock Block, UnitInput Unit)> units, DateTime now, CancellationToken cancel)
    {
        var since = now - UnitNews.New;
        foreach (var (block, unit) in units)
        {
            if (await context.LateHandIns.AsNoTracking().SingleOrDefaultAsync(one => one.BlockId == block.Id && one.Unit == unit.Code && one.DecidedAt > since, cancel) is { } late)
                Add(block, unit, new(WorkKind.DecidedLate, Stages.Self, Told(late)));
        }

        var approved = await ApprovedAsync(context, round, since, cancel);
        foreach (var (block, unit) in units.DistinctBy(one => one.Unit.Code)) // dates are of the unit, whatever the block
        {
            foreach (var change in (News[])[.. Extensions(round.Clock, unit.Code, since), .. Dates(round.Clock, since), .. Pauses(round.Clock, since, now), .. approved])
                Add(block, unit, change);
        }

        void Add(LiveBlock block, UnitInput unit, News news) => work.Add(new(news.Kind, round.Code, round.Name, block.Code, unit.Code, unit.Name, news.Stage, 1, 1, null) { Told = [news.Told] });
    }

    private static IEnumerable<News> Extensions(RoundClock clock, string unit, DateTime since) =>
        from one in clock.Extensions
        where one.Unit == unit && one.ApprovedAt > since
        let until = VietnamTime.Write(clock.ClosesFor(one.Stage, unit) ?? one.Until)
        select new News(WorkKind.ExtendedTime, one.Stage, Of(one.Stage, $"hạn mới {until}. Lý do: {one.Ground}", $"the new deadline is {until}. Ground: {one.Ground}"));

    private static IEnumerable<News> Dates(RoundClock clock, DateTime since) =>
        from one in clock.DateChanges
        where one.ApprovedAt > since
        let before = string.Join(" – ", one.Before.Written)
        let after = string.Join(" – ", one.Dates.Written)
        select new News(WorkKind.MovedDates, one.Stage, Of(one.Stage, $"trước là {before}, nay là {after}. Lý do: {one.Ground}", $"it was {before} and is {after}. Ground: {one.Ground}"));

    private static IEnumerable<News> Pauses(RoundClock clock, DateTime since, DateTime now)
    {
        foreach (var one in clock.Pauses.Where(one => one.ApprovedAt is not null))
        {
            var (from, until, ends) = (VietnamTime.Write(one.From), VietnamTime.Write(one.Until), VietnamTime.Write(one.Ends));
            if (one.EndApprovedAt > since)
                yield return new(WorkKind.EndedPause, one.Stage, Of(one.Stage, $"kết thúc {ends}, trước {until}; hạn lùi ít hơn. Lý do: {one.EndGround}", $"it ends {ends} and not {until}, so deadlines move by less. Ground: {one.EndGround}"));
            else if (one.EndApprovedAt is null && (one.ApprovedAt > since || (one.From > since && one.From <= now)))
                yield return new(WorkKind.BegunPause, one.Stage, Of(one.Stage, $"từ {from} đến {ends}; hạn lùi tương ứng. Lý do: {one.Ground}", $"from {from} to {ends}; deadlines move by that time. Ground: {one.Ground}"));
        }
    }

    private static async Task<News[]> ApprovedAsync(ChiSoContext context, LiveRound round, DateTime since, CancellationToken cancel)
    {
        if (round.OpenedAt is null || round.FrozenAt is not { } frozen || frozen <= since)
            return []; // of a round that came in finished nobody waits for news
        var decision = await context.Approvals.AsNoTracking().SingleOrDefaultAsync(one => one.RoundId == round.Id, cancel);
        return [new(WorkKind.ApprovedRound, "", decision is null
            ? new("Kết quả chính thức đã chốt và công bố.", "The final results are frozen and published.")
            : new($"Kết quả chính thức theo Quyết định số {decision.Number} ngày {VietnameseDates.ToText(decision.DecidedOn)}.", $"The final results follow decision {decision.Number} of {VietnameseDates.ToText(decision.DecidedOn)}."))];
    }

    private static Words Told(LateHandIn late)
    {
        var state = LateStates.WordsOf(late.State);
        var (counted, reason) = (VietnameseNumbers.CountText(late.Counted ?? 0), late.Reason.Length > 0 ? late.Reason : "–");
        return late.State == LateState.Confirmed
            ? new($"{state.Vi}: tính {counted}. Lý do: {reason}", $"{state.En}: {counted} counted. Reason: {reason}")
            : new($"{state.Vi}. Lý do: {reason}", $"{state.En}. Reason: {reason}");
    }

    private static Words Of(string stage, string vietnamese, string english)
    {
        var name = StageWords.Of(stage);
        return new($"{name.Vi}: {vietnamese}", $"{name.En}: {english}");
    }

    private sealed record News(WorkKind Kind, string Stage, Words Told);
}
