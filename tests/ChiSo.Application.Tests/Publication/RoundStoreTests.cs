using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Engine;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Samples;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Publication;

/// <summary>Whole rounds in and out of both databases, and frozen there.</summary>
public sealed class RoundStoreTests(PostgresServer postgres)
{
    private static readonly RoundDocument Round = SampleRound.CanTho;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task What_is_stored_comes_back_to_the_last_byte(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres);

        (await ImportAsync(test, Round)).ShouldBe(Imported.New);

        var back = await test.Installation.Rounds.LoadAsync(Round.Code, Cancel);
        EngineJson.ToText(back).ShouldBe(EngineJson.ToText(Round));
        (await test.Installation.Rounds.DifferencesAsync(Round, Cancel)).IsEmpty.ShouldBeTrue();
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task The_same_content_again_changes_nothing_and_leaves_no_link(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres);
        await ImportAsync(test, Round);

        (await ImportAsync(test, Round)).ShouldBe(Imported.Unchanged);

        (await test.Installation.VerifyTrailAsync(Cancel)).Chains.Single().Uncovered.ShouldBe([new(1, 1)]);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Other_content_replaces_a_round_until_it_is_frozen(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres);
        await ImportAsync(test, Round);
        var other = Round with { Source = "nguồn khác" };

        (await test.Installation.Rounds.DifferencesAsync(other, Cancel)).Tables.ShouldHaveSingleItem().Table.ShouldBe("settings");
        (await ImportAsync(test, other)).ShouldBe(Imported.Replaced);
        (await FreezeAsync(test)).Already.ShouldBeFalse();

        var refused = await test.Installation.Rounds.ImportAsync(Round, Now("thử"), Cancel);
        refused.Problems.ShouldHaveSingleItem().Code.ShouldBe("round.frozen");
        (await test.Installation.Rounds.LoadAsync(Round.Code, Cancel)).ShouldNotBeNull().Source.ShouldBe("nguồn khác");
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task An_act_that_fails_stores_nothing(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres);
        var twice = Round with { Blocks = [.. Round.Blocks.Select(block => block with { Positions = [.. block.Positions, block.Positions[0]] })] };

        await Should.ThrowAsync<DbUpdateException>(() => ImportAsync(test, twice));

        (await test.Installation.Rounds.CodesAsync(Cancel)).ShouldBeEmpty();
        (await test.Installation.VerifyTrailAsync(Cancel)).Chains.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Imports_and_freezes_at_once_end_in_one_round(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres);

        var imports = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => ImportAsync(test, Round))));
        var freezes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => FreezeAsync(test))));

        imports.Count(done => done == Imported.New).ShouldBe(1);
        imports.Count(done => done == Imported.Unchanged).ShouldBe(5);
        freezes.Count(done => !done.Already).ShouldBe(1);
        (await test.Installation.VerifyTrailAsync(Cancel)).Chains.Single(report => report.Chain.StartsWith("round:", StringComparison.Ordinal)).Covered.ShouldBe([new(1, 2)]);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Only_what_is_frozen_has_an_address(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres);
        await ImportAsync(test, Round);
        (await test.Installation.Public.AddressesAsync(Cancel)).ShouldBeEmpty();

        var frozen = await FreezeAsync(test);

        var addresses = await test.Installation.Public.AddressesAsync(Cancel);
        addresses.Select(one => one.Hash).ShouldBe(frozen.Hashes);
        addresses.Select(one => one.Block).ShouldBe(Round.Blocks.Select(block => block.Code));
        var block = (await test.Installation.Public.FindAsync(Round.Code, addresses[0].Block, Cancel)).ShouldNotBeNull();
        FrozenContent.HashOf(block).ShouldBe(frozen.Hashes[0]);
        block.Result.Summary.PublishedMean.ShouldBe(92.27m);
        FrozenChecks.Recompute(block).ShouldBe(Recomputed.Same);
        FrozenChecks.Recompute(block with { Result = block.Result with { Units = [.. block.Result.Units.Reverse()] } }).ShouldBe(Recomputed.Different);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task An_unknown_line_is_settled_before_a_round_is_frozen(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres);
        var block = Round.Blocks[0];
        var missing = block.Positions.First(position => position.Unit == block.Units[0].Code);
        var open = block with { Positions = [.. block.Positions.Where(position => position.Unit != missing.Unit || position.Criterion != missing.Criterion)] };
        await ImportAsync(test, Round with { Blocks = [open, .. Round.Blocks.Skip(1)] });

        var refused = (await test.Installation.Freezing.FreezeAsync(Round.Code, Now("chốt thử"), Cancel)).Problems.ShouldHaveSingleItem();
        (refused.Code, refused.Where).ShouldBe(("freeze.unknown-line", $"{Round.Code} / {block.Code} / {missing.Unit}"));
        refused.What.Vi.ShouldContain(missing.Criterion.Value);
        (await test.Installation.Public.AddressesAsync(Cancel)).ShouldBeEmpty();

        await ImportAsync(test, Round with { Blocks = [open with { Decisions = [.. open.Decisions, new(missing.Unit, missing.Criterion, new Ruling.Zero(), "không nộp", "Hội đồng")] }, .. Round.Blocks.Skip(1)] });
        (await FreezeAsync(test)).Already.ShouldBeFalse();
    }

    [Fact]
    public async Task Of_units_that_wait_for_a_peer_the_peer_alone_is_told()
    {
        using var test = await TestInstallation.NewAsync(Kind.Sqlite, postgres);
        var block = Round.Blocks[0];
        var line = block.Criteria.Leaves().Single(leaf => leaf.Scoring?.Rule is ScoringRule.RelativeToBest).Code;
        var peer = block.Units[^1].Code;
        await ImportAsync(test, Round with { Blocks = [block with { Positions = [.. block.Positions.Where(position => position.Unit != peer || position.Criterion != line)] }, .. Round.Blocks.Skip(1)] });

        var refused = await test.Installation.Freezing.FreezeAsync(Round.Code, Now("chốt thử"), Cancel);

        refused.Problems.ShouldHaveSingleItem().Where.ShouldBe($"{Round.Code} / {block.Code} / {peer}");
    }

    [Fact]
    public async Task A_frozen_result_changed_behind_our_back_is_refused()
    {
        using var test = await TestInstallation.NewAsync(Kind.Sqlite, postgres);
        await ImportAsync(test, Round);
        await FreezeAsync(test);
        await using (var context = test.Installation.Database.Open())
        {
            var rows = await context.FrozenBlocks.OrderBy(row => row.Place).ToListAsync(Cancel);
            await context.FrozenBlocks.Where(row => row.Block == rows[0].Block).ExecuteUpdateAsync(set => set.SetProperty(row => row.Content, rows[1].Content), Cancel);
        }

        await Should.ThrowAsync<InvalidDataException>(() => test.Installation.Public.FindAsync(Round.Code, Round.Blocks[0].Code, Cancel));
        (await test.Installation.FrozenChecks.CheckAsync(Cancel)).Select(block => block.Outcome).ShouldBe([Recomputed.Changed, Recomputed.Same]);
        await ImportAsync(test, SampleRound.Ministries);
        var next = await test.Installation.Freezing.FreezeAsync(SampleRound.Ministries.Code, Now("chốt thử"), Cancel);
        next.Problems.ShouldHaveSingleItem().Code.ShouldBe("frozen.unsound");
        (await test.Installation.Public.AddressesAsync(Cancel)).Select(address => address.Round).Distinct().ShouldBe([Round.Code]);
    }

    [Fact]
    public async Task A_truncated_database_is_told_and_left_as_it_is()
    {
        using var test = await TestInstallation.NewAsync(Kind.Sqlite, postgres);
        await ImportAsync(test, Round);
        var whole = Path.Combine(test.Folder, "whole.db");
        await using (var context = test.Installation.Database.Open())
            await context.Database.ExecuteSqlAsync($"VACUUM INTO {whole}", Cancel);
        var bytes = await File.ReadAllBytesAsync(whole, Cancel);
        var cut = Path.Combine(test.Folder, "cut.db");
        await File.WriteAllBytesAsync(cut, bytes[..(bytes.Length / 3)], Cancel);
        using var database = new ChiSoDatabase(cut);

        var migrated = await database.MigrateAsync(Cancel);

        migrated.Problems.ShouldHaveSingleItem().Code.ShouldBe("database.damaged");
        (await File.ReadAllBytesAsync(cut, Cancel)).ShouldBe(bytes[..(bytes.Length / 3)]);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Change Now(string why) => Change.OnThisMachine(TimeProvider.System, why);

    private static async Task<Imported> ImportAsync(TestInstallation test, RoundDocument round) =>
        (await test.Installation.Rounds.ImportAsync(round, Now("nhập thử"), Cancel)).TryGet(out var done) ? done : throw new InvalidOperationException("The import was refused.");

    private static async Task<Frozen> FreezeAsync(TestInstallation test) =>
        (await test.Installation.Freezing.FreezeAsync(Round.Code, Now("chốt thử"), Cancel)).TryGet(out var done) ? done : throw new InvalidOperationException("The freeze was refused.");
}
