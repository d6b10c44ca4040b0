using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Publication;

/// <summary>Computes a round and fixes what comes out, so that the public can read it.</summary>
public sealed class Freezing(ChiSoDatabase database, Checkpoints checkpoints, FrozenChecks checks)
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

    /// <summary>Freezes every block of a round in one transaction and signs a checkpoint. A round frozen already is left as it is, one with an unknown line is refused. Nothing new is published while a frozen result is not what its input gives.</summary>
    public Task<Result<Frozen>> FreezeAsync(string code, Change change, CancellationToken cancel) => FreezeAsync(code, decision: null, change, cancel);

    /// <param name="decision">What approves the results, stored with them; <c>null</c> when it is kept elsewhere.</param>
    internal async Task<Result<Frozen>> FreezeAsync(string code, SignedDecision? decision, Change change, CancellationToken cancel)
    {
        var unsound = (await checks.CheckAsync(cancel)).Where(block => !block.IsSound).ToList();
        if (unsound.Count > 0)
            return unsound.Select(Unsound).ToImmutableArray();
        var frozen = await database.WriteAsync(context => FreezeAsync(context, code, decision, change, cancel), cancel);
        if (!frozen.TryGet(out _))
            return frozen;
        var signed = await checkpoints.TakeAsync(cancel);
        return signed.TryGet(out _) ? frozen : signed.Problems; // what is frozen stays; that the trail is broken must be told
    }

    private static async Task<Result<Frozen>> FreezeAsync(ChiSoContext context, string code, SignedDecision? decision, Change change, CancellationToken cancel)
    {
        if (await context.Rounds.SingleOrDefaultAsync(known => known.Code == code, cancel) is null)
            return new Problem("round.unknown", code, new("Không có kỳ đánh giá này.", "There is no such round."), new("Xem mã kỳ trong danh sách.", "Look up the code in the list of rounds."));
        var head = (await Trail.LockAsync(context, Trail.OfRound(code), cancel)).Head;
        context.ChangeTracker.Clear(); // an import may have replaced the round while this waited
        var round = await context.Rounds.SingleAsync(known => known.Code == code, cancel);
        if (round.FrozenAt is not null)
            return new Frozen(Already: true, [.. await context.FrozenBlocks.Where(row => row.Round == code).OrderBy(row => row.Place).Select(row => row.Hash).ToListAsync(cancel)]);

        var document = await RoundRows.ReadAsync(context, round, cancel);
        var blocks = document.Blocks.Select(block => Compute(document, block, head, change.At)).ToList();
        if ((await Unsettled.FindAsync(context, round, document, blocks, cancel)).ToImmutableArray() is { IsEmpty: false } unsettled)
            return unsettled;
        var rows = blocks.Select((block, place) => Row(block, place, document.Period)).ToImmutableArray();
        context.FrozenBlocks.AddRange(rows);
        round.Freeze(change.At);
        if (decision is not null)
            await ApproveAsync(context, round, decision, change, cancel);
        await Trail.AppendAsync(context, Trail.OfRound(round.Code), change, "round.frozen", round.Code, rows.Select(row => new { row.Block, row.Hash }), cancel);
        return new Frozen(Already: false, [.. rows.Select(row => row.Hash)]);
    }

    private static async Task ApproveAsync(ChiSoContext context, Round round, SignedDecision decision, Change change, CancellationToken cancel)
    {
        context.Approvals.Add(new()
        {
            RoundId = round.Id, Number = decision.Number, DecidedOn = decision.DecidedOn, FileHash = decision.FileHash, FileName = decision.FileName,
            By = decision.By, Person = change.By, At = change.At,
        });
        await Trail.AppendAsync(context, Trail.OfRound(round.Code), change, "round.approved", round.Code, new { decision.Number, decision.DecidedOn, decision.FileHash, decision.SaysNotSecret }, cancel);
    }

    /// <summary>That a frozen result can't be trusted, where and what to do.</summary>
    public static Problem Unsound(CheckedBlock block) => new("frozen.unsound", $"{block.Address.Round} / {block.Address.Block}",
        block.Outcome == Recomputed.Changed
            ? new("Kết quả đã chốt bị sửa trong cơ sở dữ liệu sau khi chốt.", "A frozen result was changed in the database after it was frozen.")
            : new("Tính lại không ra kết quả đã chốt.", "Computing again doesn't give the frozen result."),
        new("Giữ nguyên cơ sở dữ liệu, lấy lại bản sao trước đó và báo người phụ trách an toàn thông tin. Chưa chốt thêm kết quả nào khi việc này chưa rõ.", "Change nothing in the database, get an earlier copy back and tell whoever is responsible for security. Nothing more is frozen before this is settled."));

    private static FrozenRow Row(FrozenBlock block, int place, string period)
    {
        var (packed, hash) = FrozenContent.Pack(block);
        return new() { Round = block.RoundCode, Block = block.Input.BlockCode, Place = place, Period = period, Hash = hash, Content = packed, FrozenAt = block.FrozenAt };
    }
}

/// <summary>The frozen blocks of a round by their hashes, in order.</summary>
/// <param name="Already">Whether the round was frozen before.</param>
public sealed record Frozen(bool Already, ImmutableArray<string> Hashes);
