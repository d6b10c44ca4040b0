using System.Globalization;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Web.People;

/// <summary>The open round of demo mode, made from the newest illustrative one. Everybody but one unit has done their part with last year's figures, so that a few people can play the round to its end.</summary>
internal static class DemoRound
{
    /// <summary>The unit whose part is played.</summary>
    public const string Unit = "noivu";

    /// <summary>Lines the played unit has yet to fill.</summary>
    private const int LeftEmpty = 4;

    /// <summary>Disputed lines of other units that the council has yet to decide.</summary>
    private const int LeftOpen = 2;

    private static readonly TimeSpan Open = TimeSpan.FromDays(60);

    /// <param name="othersAtWork">Whether the other units, their appraisers and the council have done their part; otherwise the round is empty.</param>
    public static async Task MakeAsync(Installation installation, Change change, bool othersAtWork, CancellationToken cancel)
    {
        foreach (var code in await installation.Rounds.CodesAsync(cancel))
        {
            if (await installation.Rounds.LoadAsync(code, cancel) is not { Illustrative: true } last || !int.TryParse(last.Period, NumberStyles.None, CultureInfo.InvariantCulture, out var year))
                continue;

            var period = (year + 1).ToString(CultureInfo.InvariantCulture);
            var next = RollOver.From(last, new($"thu-{period}", new($"Kỳ đánh giá thử năm {period} (minh họa)", $"Trial round {period} (illustrative)"), period,
                last.DataFrom.AddYears(1), last.DataTo.AddYears(1), last.Note, last.Source));
            await OpenAsync(installation, othersAtWork ? Worked(last, next) : next, Unit, change, cancel);
            await DemoGuidance.MakeAsync(installation, next.Code, change, othersAtWork, cancel);
            return;
        }
    }

    /// <summary>Takes a round in and opens all its stages at once; whoever has entries has handed them in.</summary>
    /// <param name="played">The unit whose part is played: it hasn't.</param>
    public static async Task OpenAsync(Installation installation, RoundDocument round, string played, Change change, CancellationToken cancel)
    {
        Must(await installation.Rounds.ImportAsync(round, change, cancel));
        await HandInAsync(installation, round.Code, played, change, cancel);
        Must(await installation.Calendar.SetAsync(round.Code, [.. round.Stages.Select(stage => new SetWindow(stage, change.At, change.At + Open))], change, cancel));
        Must(await installation.Calendar.ProposeOpeningAsync(round.Code, change, cancel));
        Must(await installation.Calendar.OpenAsync(round.Code, change with { By = Guid.CreateVersion7() }, cancel));
    }

    private static RoundDocument Worked(RoundDocument last, RoundDocument next) => next with
    {
        Blocks = [.. last.Blocks.Zip(next.Blocks, (before, block) => block with { Decisions = before.Decisions, Positions = [.. Played(before).Concat(OfOthers(before))] })],
    };

    /// <summary>The played unit's own lines as drafts but for the first few, and what others supply about it.</summary>
    private static IEnumerable<PositionDocument> Played(BlockDocument last)
    {
        var own = last.Criteria.Leaves().Where(leaf => leaf.Scoring is { SuppliedBy: Supplier.Unit }).Select(leaf => leaf.Code).ToList();
        var drafted = own.Skip(LeftEmpty).ToHashSet();
        foreach (var position in last.Positions.Where(position => position.Unit == Unit))
        {
            if (!own.Contains(position.Criterion))
                yield return position;
            else if (position.Stage == Stages.Self && drafted.Contains(position.Criterion))
                yield return position with { HandedIn = false, Evidence = position.Evidence.Length > 0 ? position.Evidence : "Báo cáo tổng hợp (minh họa)" };
        }
    }

    /// <summary>The others' positions; what stayed disputed is decided as it was appraised, but for a few lines.</summary>
    private static IEnumerable<PositionDocument> OfOthers(BlockDocument last)
    {
        var left = last.Units.Any(unit => unit.Code == Unit) ? LeftOpen : 0;
        foreach (var line in last.Positions.Where(position => position.Unit != Unit).GroupBy(position => (position.Unit, position.Criterion)))
        {
            PositionDocument? At(string stage) => line.LastOrDefault(position => position.Stage == stage);
            var (explained, appraised, decided) = (At(Stages.Explanation), At(Stages.SecondReview) ?? At(Stages.FirstReview), At(Stages.Council));
            var disputed = explained is not null && appraised is not null && explained.Entry != appraised.Entry;
            var open = disputed && left-- > 0;
            foreach (var position in line.Where(position => !open || position.Stage != Stages.Council))
                yield return position;
            if (disputed && !open && decided is null)
                yield return appraised! with { Stage = Stages.Council, Sequence = 1, Reason = "Hội đồng thống nhất với kết quả thẩm định (minh họa)." }; // disputed lines were appraised
        }
    }

    private static async Task HandInAsync(Installation installation, string code, string played, Change change, CancellationToken cancel) => await installation.Database.WriteAsync(
        async context =>
        {
            var blocks = await context.Rounds.Where(round => round.Code == code).Join(context.Blocks, round => round.Id, block => block.RoundId, (_, block) => block.Id).ToListAsync(cancel);
            var done = await context.Positions.Where(row => blocks.Contains(row.BlockId) && row.Unit != played && (row.Stage == Stages.Self || row.Stage == Stages.Explanation)).Select(row => new { row.BlockId, row.Unit, row.Stage }).Distinct().ToListAsync(cancel);
            context.UnitStages.AddRange(done.Select(one => new UnitStage
            {
                BlockId = one.BlockId, Unit = one.Unit, Stage = one.Stage, Sequence = 1, State = SheetState.HandedIn, Note = "", By = "Chế độ thử", Person = change.By, At = change.At,
            }));
            return done.Count;
        }, cancel);

    private static void Must<T>(Result<T> result)
    {
        if (!result.TryGet(out _))
            throw new InvalidOperationException(result.Problems[0].ToString());
    }
}
