using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Database;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Publication;

/// <summary>What stands in the way of approving a round: a list the council has not passed, a request for review that is open without two people having said that it need not hold the approval up, and lines that are still unknown.</summary>
internal static class Unsettled
{
    private const int MostNamed = 5;

    /// <param name="blocks">The round's, computed as they stand.</param>
    public static async Task<IEnumerable<Problem>> FindAsync(ChiSoContext context, Round round, RoundDocument document, IEnumerable<FrozenBlock> blocks, CancellationToken cancel)
    {
        var passed = context.CouncilPasses.Select(pass => pass.BlockId);
        var waiting = round.OpenedAt is not null && document.Stages.Contains(Stages.Council)
            ? await context.Blocks.Where(block => block.RoundId == round.Id && !passed.Contains(block.Id)).Select(block => block.Code).ToListAsync(cancel)
            : []; // a round that nobody worked in here was decided elsewhere
        var overridden = context.RequestOverrides.Where(one => one.ApprovedAt != null).Select(one => one.RequestId);
        var requests = await (from request in context.ReviewRequests.AsNoTracking()
                              join block in context.Blocks on request.BlockId equals block.Id
                              where block.RoundId == round.Id && RequestStates.Open.Contains(request.State)
                                  && !overridden.Contains(request.Id)
                              orderby request.FiledAt
                              select new { block.Code, Request = request }).ToListAsync(cancel);
        return
        [
            .. document.Blocks.Where(block => waiting.Contains(block.Code)).Select(block => NotPassed(document, block)),
            .. requests.Select(open => OpenRequest(document, document.Blocks.First(block => block.Code == open.Code), open.Request)),
            .. blocks.SelectMany(Find),
        ];
    }

    private static Problem OpenRequest(RoundDocument round, BlockDocument block, ReviewRequest request)
    {
        var unit = block.Units.First(one => one.Code == request.Unit).Name;
        var line = block.Criteria.Leaves().FirstOrDefault(leaf => leaf.Code == request.Criterion)?.Number.ToString() ?? request.Criterion.Value;
        return new("freeze.open-request", $"{round.Code} / {block.Code} / {request.Unit}",
            new($"Đề nghị xem xét lại của {unit.Vi} về tiêu chí {line} chưa kết luận.", $"The request of {unit.En} to look at line {line} again is not concluded."),
            new("Thư ký Hội đồng ghi kết luận, hoặc đơn vị rút đề nghị.", "The council's secretary records the conclusion, or the unit withdraws the request."));
    }

    private static Problem NotPassed(RoundDocument round, BlockDocument block) => new("freeze.not-passed", $"{round.Code} / {block.Code}",
        new($"Hội đồng chưa thông qua danh sách của {block.Name.Vi}.", $"The council has not passed the list of {block.Name.En}."),
        new("Thư ký Hội đồng ghi phiên họp và thông qua danh sách, rồi chốt lại.", "The council's secretary records the meeting and passes the list; then freeze again."));

    /// <summary>A problem per ranked unit that has no final index because lines are unknown.</summary>
    private static IEnumerable<Problem> Find(FrozenBlock block)
    {
        var (input, result) = (block.Input, block.Result);
        for (var unit = 0; unit < input.Units.Length; unit++)
        {
            if (result.Units[unit].Standing != Standing.Unknown || input.Units[unit].Excluded is not null)
                continue;
            if (LinesOf(input, result, unit) is { IsEmpty: false } unknown)
                yield return Of(block, input.Units[unit], unknown);
        }
    }

    /// <summary>Without those that have their value and wait for that of a peer: the peer's own line is told.</summary>
    private static ImmutableArray<CriteriaNode> LinesOf(BlockInput input, BlockResult result, int unit)
    {
        var leaves = input.Criteria.Leaves().ToList();
        return [.. leaves.Where((leaf, place) =>
            result.UnknownsOf(unit, result.Nodes.IndexOf(leaf.Code)) > 0
            && !(leaf.Scoring?.Rule is ScoringRule.RelativeToBest && input.Entries[(unit * leaves.Count) + place] is Entry.Figures))];
    }

    private static Problem Of(FrozenBlock block, UnitInput unit, ImmutableArray<CriteriaNode> unknown)
    {
        var named = string.Join("; ", unknown.Take(MostNamed).Select(line => $"{line.Number} {line.Code}".Trim()));
        var (count, more) = (VietnameseNumbers.CountText(unknown.Length), VietnameseNumbers.CountText(unknown.Length - MostNamed));
        return new("freeze.unknown-line", $"{block.RoundCode} / {block.Input.BlockCode} / {unit.Code}",
            unknown.Length <= MostNamed
                ? new($"{unit.Name.Vi} còn {count} tiêu chí chưa có điểm: {named}.", $"{unit.Name.En} has {PointWords.English(unknown.Length, "unknown line")}: {named}.")
                : new($"{unit.Name.Vi} còn {count} tiêu chí chưa có điểm: {named} và {more} tiêu chí khác.", $"{unit.Name.En} has {PointWords.English(unknown.Length, "unknown line")}: {named} and {more} more."),
            new("Nhập số liệu, hoặc ghi quyết định có căn cứ vào bảng decisions: zero (tính 0 điểm) hoặc not_applicable.", "Enter the figures, or put a decision with its ground into the table decisions: zero or not_applicable."));
    }
}
