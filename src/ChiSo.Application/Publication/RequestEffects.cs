using ChiSo.Application.Appraisal;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Publication;

/// <summary>What a request for review does to its unit: the result without it, and with the value asked for or granted.</summary>
/// <param name="Points">Of the line, exact; <c>null</c> while the line is unknown.</param>
public sealed record RequestEffect(UnitResult Before, UnitResult After, (decimal? Before, decimal? After) Points, Method Method);

/// <summary>Computes the effect of requests on points and rank by the engine itself, with nothing stored.</summary>
public sealed class RequestEffects(ChiSoDatabase database)
{
    /// <returns><c>null</c> when the round, block, unit or line is gone.</returns>
    public async Task<RequestEffect?> OfAsync(CouncilSheet sheet, ReviewRequest request, CancellationToken cancel)
    {
        await using var context = database.Open();
        if (await context.Rounds.AsNoTracking().SingleOrDefaultAsync(round => round.Id == sheet.Round.Id, cancel) is not { } round)
            return null;
        var document = await RoundRows.ReadAsync(context, round, cancel);
        if (document.Blocks.FirstOrDefault(one => one.Code == sheet.Block.Code) is not { } block || block.Units.FirstOrDefault(one => one.Code == request.Unit) is not { } unit)
            return null;
        var (before, after) = (Compute(document, Without(block, request)), Compute(document, With(block, request)));
        var (place, node) = (block.Units.IndexOf(unit), before.Nodes.IndexOf(request.Criterion));
        if (node < 0)
            return null;
        decimal? PointsOf(BlockResult result) => result.UnknownsOf(place, node) > 0 ? null : result.ScoreOf(place, node);
        return new(before.Units[place], after.Units[place], (PointsOf(before), PointsOf(after)), block.Method);
    }

    /// <summary>As it stood before the conclusion.</summary>
    private static BlockDocument Without(BlockDocument block, ReviewRequest request) => request.Sequence == 0 ? block
        : block with { Positions = [.. block.Positions.Where(position => !IsOn(position, request) || position.Stage != Stages.Council || position.Sequence < request.Sequence)] };

    /// <summary>With what was granted, or what is asked for while nothing is concluded.</summary>
    private static BlockDocument With(BlockDocument block, ReviewRequest request)
    {
        if (!request.IsOpen)
            return block;
        var last = block.Positions.Where(position => IsOn(position, request) && position.Stage == Stages.Council).Select(position => position.Sequence).DefaultIfEmpty(0).Max();
        return block with { Positions = [.. block.Positions, new(request.Unit, request.Criterion, Stages.Council, 0, last + 1, EngineJson.Read<Entry>(request.Asked), HandedIn: true, "", "", "")] };
    }

    private static BlockResult Compute(RoundDocument round, BlockDocument block) => Computation.Compute(RoundSnapshot.ToInput(round, block));

    private static bool IsOn(PositionDocument position, ReviewRequest request) => position.Unit == request.Unit && position.Criterion == request.Criterion;
}
