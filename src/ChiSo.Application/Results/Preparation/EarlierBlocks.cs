using ChiSo.Application.Database;
using ChiSo.Application.Rounds;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Results;

/// <summary>What a block was the last time.</summary>
internal static class EarlierBlocks
{
    /// <summary>The block of this code in the latest round before a period; <c>null</c> when there is none.</summary>
    public static async Task<BlockDocument?> FindAsync(ChiSoContext context, string period, string code, CancellationToken cancel)
    {
        var rounds = await context.Blocks.Where(block => block.Code == code).Join(context.Rounds, block => block.RoundId, round => round.Id, (_, round) => round).AsNoTracking().ToListAsync(cancel);
        var last = rounds.Where(round => string.CompareOrdinal(round.Period, period) < 0).OrderByDescending(round => round.Period, StringComparer.Ordinal).ThenByDescending(round => round.ImportedAt).FirstOrDefault();
        return last is null ? null : (await RoundRows.ReadAsync(context, last, cancel)).Blocks.First(block => block.Code == code);
    }
}
