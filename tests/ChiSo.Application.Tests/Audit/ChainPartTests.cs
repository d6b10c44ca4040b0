using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Audit;

/// <summary>Parts of a chain: writers of two sheets of a round meet only where they append, and who takes the round whole waits for both.</summary>
public sealed class ChainPartTests(PostgresServer postgres)
{
    private const string Chain = "round:thu";

    /// <summary>Longer than anything here takes; only what waits for ever reaches it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Writers_of_many_parts_leave_one_whole_chain(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(writer => Task.Run(async () =>
        {
            for (var act = 0; act < 5; act++)
                await InPartAsync(test, $"sheet {writer % 7}", () => Task.CompletedTask);
        })));

        var report = await test.Installation.VerifyTrailAsync(Cancel);
        report.Chains.ShouldAllBe(chain => chain.IsWhole);
        report.Chains.Single(chain => chain.Chain == Chain).Uncovered.ShouldBe([new(1, 100)]);
    }

    [Fact]
    public async Task Another_part_does_not_wait_on_a_server()
    {
        using var test = await TestInstallation.NewAsync(Kind.Postgres, postgres);
        await InPartAsync(test, "sheet 2", () => Task.CompletedTask); // the chain is begun

        await InPartAsync(test, "sheet 1", () => InPartAsync(test, "sheet 2", () => Task.CompletedTask).WaitAsync(Patience, Cancel)); // would never end if it waited
    }

    [Fact]
    public async Task Two_units_saves_pass_each_other_on_a_server()
    {
        using var round = await OpenRound.NewAsync(Kind.Postgres, postgres);
        Task<Result<SaveOutcome>>? other = null;
        round.Clock.Asked = () =>
        {
            round.Clock.Asked = null; // the one save is under way, its part taken; the other begins and ends meanwhile
            other = Task.Run(() => round.Installation.Sheets.SaveAsync(new(OpenRound.Code, OpenRound.Block, "tuphap", Stages.Self, new("CD_TT"), 0, "a=1", "vì sao", ""), round.Stranger, DecimalMark.Comma, Cancel));
            other.Wait(Patience, Cancel).ShouldBeTrue();
        };

        OpenRound.Must(await round.SaveAsync(round.Officer, "CD_TT", 0, "a=1", "vì sao"));

        OpenRound.Must(await other.ShouldNotBeNull()).ShouldBeOfType<SaveOutcome.Stored>();
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task The_whole_chain_is_not_taken_after_a_part_and_other_chains_have_none(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres);
        await Should.ThrowAsync<InvalidOperationException>(() => test.Installation.Database.WriteAsync(
            async context =>
            {
                await Trail.LockPartAsync(context, Chain, "sheet 1", Cancel);
                return await Trail.LockAsync(context, Chain, Cancel);
            }, Cancel));
        await Should.ThrowAsync<ArgumentException>(() => test.Installation.Database.WriteAsync(
            async context =>
            {
                await Trail.LockPartAsync(context, Trail.Installation, "sheet 1", Cancel);
                return 0;
            }, Cancel));
    }

    [Theory]
    [InlineData(Kind.Sqlite, "sheet 1")]
    [InlineData(Kind.Postgres, "sheet 1")]
    [InlineData(Kind.Sqlite, null)]
    [InlineData(Kind.Postgres, null)]
    public async Task The_same_part_and_the_whole_chain_wait(Kind kind, string? other)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres);
        var order = new List<string>();
        Task? second = null;

        await InPartAsync(test, "sheet 1", async () =>
        {
            second = Task.Run(() => other is null ? WholeAsync(test, () => order.Add("second")) : InPartAsync(test, other, () => Add(order, "second")));
            await Task.WhenAny(second, Task.Delay(300, Cancel));
            order.Add("first");
        });
        await second!; // set while the first was under way

        order.ShouldBe(["first", "second"]);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_part_waits_for_the_whole_chain(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres);
        var order = new List<string>();
        Task? second = null;

        await test.Installation.Database.WriteAsync(
            async context =>
            {
                await Trail.LockAsync(context, Chain, Cancel);
                second = Task.Run(() => InPartAsync(test, "sheet 1", () => Add(order, "second")));
                await Task.WhenAny(second, Task.Delay(300, Cancel));
                order.Add("first");
                return 0;
            }, Cancel);
        await second!; // set while the first was under way

        order.ShouldBe(["first", "second"]);
    }

    private static Task Add(List<string> order, string what)
    {
        order.Add(what);
        return Task.CompletedTask;
    }

    /// <param name="meanwhile">What happens once the part is held and before anything is appended.</param>
    private static Task<string> InPartAsync(TestInstallation test, string part, Func<Task> meanwhile) => test.Installation.Database.WriteAsync(
        async context =>
        {
            await Trail.LockPartAsync(context, Chain, part, Cancel);
            await meanwhile();
            return await Trail.AppendAsync(context, Chain, Change.OnThisMachine(TimeProvider.System, "thử"), "test.act", part, new { part }, Cancel);
        }, Cancel);

    private static Task<string> WholeAsync(TestInstallation test, Action meanwhile) => test.Installation.Database.WriteAsync(
        async context =>
        {
            await Trail.LockAsync(context, Chain, Cancel);
            meanwhile();
            return await Trail.AppendAsync(context, Chain, Change.OnThisMachine(TimeProvider.System, "thử"), "test.act", "whole", new { }, Cancel);
        }, Cancel);
}
