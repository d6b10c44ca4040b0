using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Appraisal;

/// <summary>Sets which share of a block is marked twice. Once a mark is given, the draw stays.</summary>
public sealed class DoubleMarkingDesk(ChiSoDatabase database, LiveRounds rounds)
{
    private const int LongestSeed = 40;

    /// <summary><c>null</c> where nothing is marked twice.</summary>
    public async Task<DoubleMarking?> ReadAsync(Guid block, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await context.DoubleMarkings.AsNoTracking().SingleOrDefaultAsync(marking => marking.BlockId == block, cancel);
    }

    public Task<Result<DoubleMarking>> SetAsync(string round, string block, int share, string seed, Change change, CancellationToken cancel) => database.WriteAsync<Result<DoubleMarking>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(round), cancel);
            if (await rounds.FindAsync(context, round, cancel) is not { FrozenAt: null } found || found.Block(block) is not { } place)
                return DoubleProblems.Unknown(round);
            var wanted = new DoubleMarking { BlockId = place.Id, Share = share, Seed = seed.Trim().Normalize() };
            if (wanted is { Share: < 1 or > 100 } or { Seed.Length: 0 or > LongestSeed })
                return DoubleProblems.WrongShare(place.Name.Vi);
            var before = await context.DoubleMarkings.SingleOrDefaultAsync(marking => marking.BlockId == place.Id, cancel);
            if (before is not null && before.Share == wanted.Share && before.Seed == wanted.Seed)
                return before;
            if (await context.Positions.AnyAsync(row => row.BlockId == place.Id && row.Mark > 0 && row.Place == Position.AfterImported, cancel))
                return DoubleProblems.Begun(place.Name.Vi);
            if (before is not null)
                context.DoubleMarkings.Remove(before);
            await context.SaveChangesAsync(cancel);
            context.DoubleMarkings.Add(wanted);
            await Trail.AppendAsync(context, Trail.OfRound(round), change, "double-marking.set", block, new { before = before is null ? null : new { before.Share, before.Seed }, after = new { wanted.Share, wanted.Seed } }, cancel);
            return wanted;
        }, cancel);
}

/// <summary>Why a line can't be marked twice, or not in this way.</summary>
internal static class DoubleProblems
{
    public static Problem Unknown(string where) => new("double.unknown", where, new("Không có kỳ hoặc khối này, hoặc kỳ đã chốt.", "There is no such round or block, or it is frozen."), new("Tải lại trang.", "Load the page again."));

    public static Problem WrongShare(string where) => new("double.share", where, new("Tỷ lệ phải từ 1 đến 100 phần trăm và phải có mầm rút thăm, tối đa 40 ký tự.", "The share must be 1 to 100 percent, with a seed of 40 characters at most."), new("Ghi lại tỷ lệ và mầm.", "Write share and seed again."));

    public static Problem Begun(string where) => new("double.begun", where, new("Đã có người chấm độc lập nên không đổi được tỷ lệ và mầm.", "A mark is given already, so share and seed stay."), new("Giữ nguyên cho đến hết kỳ.", "Keep them until the round is over."));

    public static Problem OneByOne(ReviewLine line) => new("double.one-by-one", ReviewProblems.Named(line), new("Dòng này được hai người chấm độc lập nên không chấp nhận hàng loạt hoặc nạp từ tệp được.", "The line is marked by two people apart, so it can't be accepted in bulk or loaded from a file."),
        new("Mở dòng và tự ghi kết quả thẩm định.", "Open the line and enter your own mark."));

    public static Problem NoConsensus(ReviewLine line) => new("double.no-reason", ReviewProblems.Named(line), new("Kết luận thống nhất sau hai lần chấm cần có lý do.", "Settling two marks needs a reason."), new("Ghi lý do chọn kết quả này.", "Write why it is this one."));
}
