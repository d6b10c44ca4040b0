using ChiSo.Application.Audit;
using ChiSo.Application.Rounds;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>The whole desk after the results of its rounds were frozen. Every stage is in its dates still, so that the freezing alone stops people.</summary>
public sealed class FrozenDesk : WholeDesk
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var (cancel, now) = (TestContext.Current.CancellationToken, TimeProvider.System.GetUtcNow().UtcDateTime);
        foreach (var round in (await Installation.Live.ListAsync(cancel)).Where(round => round.IsWorkable))
            (await Installation.Calendar.SetAsync(round.Code, [.. round.Stages.Select(stage => new SetWindow(stage, now.AddDays(-1), now.AddDays(1)))], Change.OnThisMachine(TimeProvider.System, "thử"), cancel)).Problems.ShouldBeEmpty();
        await Installation.Database.WriteAsync(async context =>
        {
            foreach (var round in await context.Rounds.Where(round => round.OpenedAt != null && round.FrozenAt == null).ToListAsync(cancel))
                round.Freeze(now);
            return 0;
        }, cancel);
    }
}
