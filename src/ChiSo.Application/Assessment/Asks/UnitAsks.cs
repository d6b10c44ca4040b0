using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Assessment;

/// <summary>What appraisers ask a unit, and its answers.</summary>
public sealed class UnitAsks(ChiSoDatabase database, LiveRounds rounds, PublishedSets sets, TimeProvider clock)
{
    /// <summary>Everything asked of a unit, open ones first, then the newest; <c>null</c> when there is no such round, block or unit.</summary>
    public async Task<AskedUnit?> ReadAsync(string round, string block, string unit, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await ReadAsync(context, round, block, unit, cancel);
    }

    /// <summary>Answers a question. A returned line is answered by handing it in again.</summary>
    public Task<Result<Ask>> AnswerAsync(string round, string block, string unit, Guid id, string answer, Person person, CancellationToken cancel) => database.WriteAsync<Result<Ask>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(round), cancel);
            if (await ReadAsync(context, round, block, unit, cancel) is not { } asked || asked.Asks.FirstOrDefault(one => one.Id == id && one.Kind != AskKind.Return) is not { } ask)
                return AskProblems.Unknown(unit);
            var aim = new Aim(unit, Stage: Stages.KindOf(ask.Stage));
            if (person.MandateTo(Act.AnswerAsks, aim) is not { } mandate)
                return AskProblems.NotAllowed(asked.Unit.Name.Vi);
            var now = clock.GetUtcNow().UtcDateTime;
            if (!asked.Round.IsWorkable || asked.Round.Clock.TurnOf(ask.Stage, unit, now) != Turn.Open)
                return AskProblems.StageClosed(asked.Unit.Name.Vi);
            if (!ask.IsOpen)
                return AskProblems.Closed(asked.Unit.Name.Vi);
            if (string.IsNullOrWhiteSpace(answer))
                return AskProblems.NoText(asked.Unit.Name.Vi);

            context.Asks.Attach(ask);
            ask.Close(answer.Trim().Normalize(), person.NameUnder(mandate.Id), now);
            await Trail.AppendAsync(context, Trail.OfRound(round), new(person.Id, mandate.Id, now, ""), "ask.answered", $"{unit} {ask.Criterion} {ask.Stage}", new { ask.Id, ask.Answer }, cancel);
            return ask;
        }, cancel);

    private async Task<AskedUnit?> ReadAsync(ChiSoContext context, string roundCode, string blockCode, string unitCode, CancellationToken cancel)
    {
        if (await rounds.FindAsync(context, roundCode, cancel) is not { } round || round.Block(blockCode) is not { } block || block.Unit(unitCode) is not { } unit)
            return null;
        var asks = await context.Asks.AsNoTracking().Where(ask => ask.BlockId == block.Id && ask.Unit == unitCode).OrderByDescending(ask => ask.AskedAt).ToListAsync(cancel);
        return new(round, block, unit, await sets.FindAsync(context, block.CriteriaSetId, cancel), [.. asks.OrderBy(ask => !ask.IsOpen)]);
    }
}

/// <summary>A unit and what it is asked.</summary>
public sealed record AskedUnit(LiveRound Round, LiveBlock Block, UnitInput Unit, CriteriaSet Criteria, ImmutableArray<Ask> Asks)
{
    public CriteriaNode NodeOf(Ask ask) => Criteria.Leaves().First(leaf => leaf.Code == ask.Criterion);
}

/// <summary>Why a question can't be answered.</summary>
internal static class AskProblems
{
    public static Problem Unknown(string unit) => new("ask.unknown", unit, new("Không có câu hỏi này.", "There is no such question."), new("Tải lại trang rồi chọn lại.", "Load the page again and choose anew."));

    public static Problem NotAllowed(string unit) => new("ask.not-allowed", unit, new("Vai trò của bạn không cho phép trả lời thay đơn vị này.", "Your role doesn't let you answer for this unit."),
        new("Nhờ cán bộ đầu mối của đơn vị trả lời.", "Ask the unit's officer to answer."));

    public static Problem StageClosed(string unit) => new("ask.stage-closed", unit, new("Giai đoạn thẩm định này không mở nên không trả lời được nữa.", "This stage of appraisal is not open, so it can't be answered."),
        new("Xem lịch của kỳ.", "Look at the round's dates."));

    public static Problem Closed(string unit) => new("ask.closed", unit, new("Câu hỏi này đã được trả lời hoặc đã rút.", "The question was answered or taken back already."), new("Tải lại trang để xem.", "Load the page again."));

    public static Problem NoText(string unit) => new("ask.no-text", unit, new("Chưa ghi câu trả lời.", "The answer is empty."), new("Ghi câu trả lời cho cơ quan thẩm định.", "Write the answer for the appraiser."));
}
