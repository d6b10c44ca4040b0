using ChiSo.Application.Database;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Audit;

/// <summary>Erases what a link speaks of, where the law asks for it. The link stays, the chain still verifies, and the erasing leaves a link of its own.</summary>
public sealed class Erasure(ChiSoDatabase database)
{
    /// <param name="change">Its reason must name the ground.</param>
    public Task<Result<AuditLink>> EraseAsync(string chain, long sequence, Change change, CancellationToken cancel) => database.WriteAsync<Result<AuditLink>>(
        async context =>
        {
            if (string.IsNullOrWhiteSpace(change.Reason))
                return new Problem("audit.erase-ground", "--reason", new("Chưa nêu căn cứ xóa.", "The ground is missing."), new("Nêu số, ngày quyết định hoặc yêu cầu.", "Name the decision or request."));
            var link = await context.AuditLinks.AsNoTracking().SingleOrDefaultAsync(known => known.Chain == chain && known.Sequence == sequence, cancel);
            if (link is null)
                return new Problem("audit.no-link", $"{chain} {sequence}", new("Không có mắt xích này.", "There is no such link."), new("Xem chuỗi và số thứ tự bằng chiso audit export.", "Look up chain and number with chiso audit export."));
            await Trail.LockAsync(context, chain, cancel);
            if (await context.AuditPayloads.Where(payload => payload.Chain == chain && payload.Sequence == sequence).ExecuteDeleteAsync(cancel) > 0)
                await Trail.AppendAsync(context, chain, change, "payload.erased", $"{chain} {sequence}", new { link.Hash }, cancel);
            return link;
        }, cancel);
}
