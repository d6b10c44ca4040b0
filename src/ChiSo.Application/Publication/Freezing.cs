using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Publication;

/// <summary>Computes a round and fixes what comes out, so that the public can read it.</summary>
public sealed class Freezing(ChiSoDatabase database, RoundStore rounds, Checkpoints checkpoints)
{
    /// <summary>One block computed and laid out as it is frozen.</summary>
    /// <param name="trailHead">Empty for a computation from files alone.</param>
    public static FrozenBlock Compute(RoundDocument round, BlockDocument block, string trailHead, DateTime at)
    {
        var input = RoundSnapshot.ToInput(round, block);
        return new()
        {
            RoundCode = round.Code,
            RoundName = round.Name,
            BlockName = block.Name,
            Illustrative = round.Illustrative,
            Note = round.Note,
            Source = round.Source,
            Public = round.Public,
            DataFrom = round.DataFrom,
            DataTo = round.DataTo,
            CutOff = round.CutOff,
            Input = input,
            Result = Computation.Compute(input),
            EngineVersion = Computation.EngineVersion,
            TrailHead = trailHead,
            FrozenAt = at,
        };
    }

    /// <summary>Freezes every block of a round in one transaction and signs a checkpoint. A round frozen already is left as it is.</summary>
    public async Task<Result<Frozen>> FreezeAsync(string code, Change change, CancellationToken cancel)
    {
        if (await rounds.LoadAsync(code, cancel) is not { } document)
            return new Problem("round.unknown", code, new("Không có kỳ đánh giá này.", "There is no such round."), new("Xem mã kỳ trong danh sách.", "Look up the code in the list of rounds."));
        var frozen = await database.WriteAsync(context => FreezeAsync(context, document, change, cancel), cancel);
        if (!frozen.Already)
            await checkpoints.TakeAsync(cancel);
        return frozen;
    }

    private static async Task<Frozen> FreezeAsync(ChiSoContext context, RoundDocument document, Change change, CancellationToken cancel)
    {
        var round = await context.Rounds.SingleAsync(known => known.Code == document.Code, cancel);
        if (round.FrozenAt is not null)
            return new(Already: true, [.. await context.FrozenBlocks.Where(row => row.Round == round.Code).OrderBy(row => row.Place).Select(row => row.Hash).ToListAsync(cancel)]);

        var head = await context.AuditChains.Where(chain => chain.Chain == Trail.OfRound(round.Code)).Select(chain => chain.Head).SingleAsync(cancel);
        var rows = document.Blocks.Select((block, place) => Row(document, block, place, head, change.At)).ToImmutableArray();
        context.FrozenBlocks.AddRange(rows);
        round.Freeze(change.At);
        await Trail.AppendAsync(context, Trail.OfRound(round.Code), change, "round.frozen", round.Code, rows.Select(row => new { row.Block, row.Hash }), cancel);
        return new(Already: false, [.. rows.Select(row => row.Hash)]);
    }

    private static FrozenRow Row(RoundDocument round, BlockDocument block, int place, string head, DateTime at)
    {
        var (packed, hash) = FrozenContent.Pack(Compute(round, block, head, at));
        return new() { Round = round.Code, Block = block.Code, Place = place, Period = round.Period, Hash = hash, Content = packed, FrozenAt = at };
    }
}

/// <summary>The frozen blocks of a round by their hashes, in order.</summary>
/// <param name="Already">Whether the round was frozen before.</param>
public sealed record Frozen(bool Already, ImmutableArray<string> Hashes);
