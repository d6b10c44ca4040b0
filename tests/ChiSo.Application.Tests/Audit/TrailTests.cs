using ChiSo.Application.Audit;
using ChiSo.Application.Tests.Database;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Audit;

/// <summary>The trail on both databases: appended by many, tampered with in every way.</summary>
public sealed class TrailTests(PostgresServer postgres)
{
    private const string Chain = "round:thu";

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Fifty_writers_leave_one_whole_chain(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(writer => Task.Run(async () =>
        {
            for (var act = 0; act < 4; act++)
                await AppendAsync(test, $"writer {writer} act {act}");
        })));

        var report = await VerifyAsync(test);
        report.IsWhole.ShouldBeTrue();
        report.Uncovered.ShouldBe([new(1, 200)]);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_checkpoint_covers_what_was_there(Kind kind)
    {
        using var test = await ChainOfFiveAsync(kind);
        await AppendAsync(test, "sixth");

        var report = await VerifyAsync(test);

        report.IsWhole.ShouldBeTrue();
        report.Covered.ShouldBe([new(1, 5)]);
        report.Uncovered.ShouldBe([new(6, 6)]);
    }

    [Theory]
    [InlineData(Kind.Sqlite, "UPDATE audit_links SET act = 'khác' WHERE sequence = 3")]
    [InlineData(Kind.Postgres, "UPDATE audit_links SET act = 'khác' WHERE sequence = 3")]
    [InlineData(Kind.Sqlite, "UPDATE audit_payloads SET json = 'x' WHERE sequence = 3")]
    [InlineData(Kind.Postgres, "UPDATE audit_payloads SET json = 'x' WHERE sequence = 3")]
    public async Task A_changed_link_or_payload_is_told(Kind kind, string sql)
    {
        using var test = await ChainOfFiveAsync(kind);
        await TamperAsync(test, sql);

        var report = await VerifyAsync(test);

        report.Changed.ShouldBe([new(3, 3)]);
        report.Covered.ShouldBe([new(4, 5)]);
        report.Uncovered.ShouldBe([new(1, 2)]);
        report.IsWhole.ShouldBeFalse();
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_removed_link_is_told(Kind kind)
    {
        using var test = await ChainOfFiveAsync(kind);
        await TamperAsync(test, "DELETE FROM audit_links WHERE sequence = 3");

        (await VerifyAsync(test)).Removed.ShouldBe([new(3, 3)]);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_cut_tail_is_missing_and_nothing_before_it_is_vouched_for(Kind kind)
    {
        using var test = await ChainOfFiveAsync(kind);
        await TamperAsync(test, "DELETE FROM audit_links WHERE sequence > 3", "UPDATE audit_chains SET count = 3");

        var report = await VerifyAsync(test);

        report.Missing.ShouldBe([new(4, 5)]);
        report.Covered.ShouldBeEmpty();
        report.IsWhole.ShouldBeFalse();
    }

    [Fact]
    public async Task Links_removed_after_the_newest_checkpoint_are_missing_too()
    {
        using var test = await ChainOfFiveAsync(Kind.Sqlite);
        await AppendAsync(test, "sixth");
        await TamperAsync(test, "DELETE FROM audit_links WHERE sequence = 6");

        (await VerifyAsync(test)).Missing.ShouldBe([new(6, 6)]);
    }

    [Fact]
    public async Task A_forged_link_between_others_is_told()
    {
        using var test = await ChainOfFiveAsync(Kind.Sqlite);
        var lines = (await TrailExport.ReadAsync(test.Installation.Database, Cancel)).ToList();
        lines[2] = new(Forged(lines[2].Link, lines[1].Link.Hash), null);

        TrailVerification.Verify(lines, test.Installation.Checkpoints.Newest(), []).Single().Inserted.ShouldBe([new(3, 3)]);
    }

    [Fact]
    public async Task A_chain_rewritten_from_the_start_is_covered_nowhere()
    {
        using var test = await ChainOfFiveAsync(Kind.Sqlite);
        var lines = (await TrailExport.ReadAsync(test.Installation.Database, Cancel)).ToList();
        var previous = AuditChain.Start;
        for (var place = 0; place < lines.Count; place++)
        {
            lines[place] = new(Forged(lines[place].Link, previous), null);
            previous = lines[place].Link.Hash;
        }

        var report = TrailVerification.Verify(lines, test.Installation.Checkpoints.Newest(), []).Single();

        report.Changed.ShouldBe([new(5, 5)]);
        report.Covered.ShouldBeEmpty();
        report.IsWhole.ShouldBeFalse();
    }

    [Fact]
    public async Task An_erased_payload_leaves_the_chain_whole()
    {
        using var test = await ChainOfFiveAsync(Kind.Sqlite);
        await TamperAsync(test, "DELETE FROM audit_payloads WHERE sequence = 2");

        var report = await VerifyAsync(test);

        report.IsWhole.ShouldBeTrue();
        report.Erased.ShouldBe([new(2, 2)]);
    }

    [Fact]
    public async Task An_exported_trail_verifies_without_the_database()
    {
        using var test = await ChainOfFiveAsync(Kind.Sqlite);
        var lines = await TrailExport.ReadAsync(test.Installation.Database, Cancel);
        using var stream = new MemoryStream();
        await TrailExport.WriteAsync(lines, stream, Cancel);

        TrailExport.Read(System.Text.Encoding.UTF8.GetString(stream.ToArray()).Split('\n'), "trail.jsonl").TryGet(out var read).ShouldBeTrue();

        TrailVerification.Verify(read!, test.Installation.Checkpoints.Newest(), []).Single().Covered.ShouldBe([new(1, 5)]);
    }

    [Fact]
    public async Task A_checkpoint_signed_by_another_key_counts_for_nothing()
    {
        using var test = await ChainOfFiveAsync(Kind.Sqlite);
        using var other = await ChainOfFiveAsync(Kind.Sqlite);
        File.Copy(other.Installation.Checkpoints.File, test.Installation.Checkpoints.File, overwrite: true);

        test.Installation.Checkpoints.Newest().ShouldBeNull();
    }

    [Fact]
    public async Task A_line_cut_short_by_a_crash_spoils_no_other_checkpoint()
    {
        using var test = await ChainOfFiveAsync(Kind.Sqlite);
        await File.AppendAllTextAsync(test.Installation.Checkpoints.File, "{\"at\":\"2023", Cancel);
        await test.Installation.Checkpoints.TakeAsync(Cancel);

        (await File.ReadAllLinesAsync(test.Installation.Checkpoints.File, Cancel)).Length.ShouldBe(3);
        (test.Installation.Checkpoints.Newest()).ShouldNotBeNull().Chains.Single().Count.ShouldBe(5);
    }

    [Fact]
    public async Task Checkpoints_taken_at_once_all_stand()
    {
        using var test = await ChainOfFiveAsync(Kind.Sqlite);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => test.Installation.Checkpoints.TakeAsync(Cancel))));

        (await File.ReadAllLinesAsync(test.Installation.Checkpoints.File, Cancel)).Length.ShouldBe(11);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static AuditLink Forged(AuditLink link, string previous) => new AuditLink
    {
        Chain = link.Chain, Sequence = link.Sequence, PreviousHash = previous, At = link.At, By = link.By, Mandate = link.Mandate,
        Act = "forged", Subject = link.Subject, PayloadHash = link.PayloadHash,
    }.Sealed();

    private static Task<string> AppendAsync(TestInstallation test, string what) => test.Installation.Database.WriteAsync(
        context => Trail.AppendAsync(context, Chain, Change.OnThisMachine(TimeProvider.System, "thử"), "test.act", what, new { what }, Cancel), Cancel);

    private async Task<TestInstallation> ChainOfFiveAsync(Kind kind)
    {
        var test = await TestInstallation.NewAsync(kind, postgres);
        for (var act = 1; act <= 5; act++)
            await AppendAsync(test, $"act {act}");
        await test.Installation.Checkpoints.TakeAsync(Cancel);
        return test;
    }

    private static async Task TamperAsync(TestInstallation test, params string[] sql)
    {
        await using var context = test.Installation.Database.Open();
        foreach (var statement in sql)
            await context.Database.ExecuteSqlRawAsync(statement, Cancel);
    }

    private static async Task<ChainReport> VerifyAsync(TestInstallation test) => (await test.Installation.VerifyTrailAsync(Cancel)).Single();
}
