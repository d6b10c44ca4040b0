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
        await TamperAsync(test, $"DELETE FROM audit_links WHERE chain = '{Chain}' AND sequence = 3");

        (await VerifyAsync(test)).Removed.ShouldBe([new(3, 3)]);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_cut_tail_is_missing_and_nothing_before_it_is_vouched_for(Kind kind)
    {
        using var test = await ChainOfFiveAsync(kind);
        await TamperAsync(test, $"DELETE FROM audit_links WHERE chain = '{Chain}' AND sequence > 3", $"UPDATE audit_chains SET count = 3 WHERE chain = '{Chain}'");

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
        await TamperAsync(test, $"DELETE FROM audit_links WHERE chain = '{Chain}' AND sequence = 6");

        (await VerifyAsync(test)).Missing.ShouldBe([new(6, 6)]);
    }

    [Fact]
    public async Task A_forged_link_between_others_is_told()
    {
        using var test = await ChainOfFiveAsync(Kind.Sqlite);
        var lines = await LinesAsync(test);
        lines[2] = new(Forged(lines[2].Link, lines[1].Link.Hash), null);

        TrailVerification.Verify(lines, test.Installation.Checkpoints.Newest(), null).Single(report => report.Chain == Chain).Inserted.ShouldBe([new(3, 3)]);
    }

    [Fact]
    public async Task A_chain_rewritten_from_the_start_is_covered_nowhere()
    {
        using var test = await ChainOfFiveAsync(Kind.Sqlite);
        var lines = await LinesAsync(test);
        var previous = AuditChain.Start;
        for (var place = 0; place < lines.Count; place++)
        {
            lines[place] = new(Forged(lines[place].Link, previous), null);
            previous = lines[place].Link.Hash;
        }

        var report = TrailVerification.Verify(lines, test.Installation.Checkpoints.Newest(), null).Single(report => report.Chain == Chain);

        report.Changed.ShouldBe([new(5, 5)]);
        report.Covered.ShouldBeEmpty();
        report.IsWhole.ShouldBeFalse();
    }

    [Fact]
    public async Task An_erased_payload_leaves_the_chain_whole()
    {
        using var test = await ChainOfFiveAsync(Kind.Sqlite);
        await TamperAsync(test, $"DELETE FROM audit_payloads WHERE chain = '{Chain}' AND sequence = 2");

        var report = await VerifyAsync(test);

        report.IsWhole.ShouldBeTrue();
        report.Erased.ShouldBe([new(2, 2)]);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task An_exported_trail_verifies_without_the_database(Kind kind)
    {
        using var test = await ChainOfFiveAsync(kind);
        var text = await ExportAsync(test);
        TrailExport.Read(text, "trail.jsonl").TryGet(out var read).ShouldBeTrue();
        var publicKey = (await File.ReadAllTextAsync(Path.Combine(test.Folder, "audit.pub"), Cancel)).Trim();

        var reading = Checkpoints.Read(test.Installation.Checkpoints.File, publicKey);
        reading.Status.ShouldBe(CheckpointStatus.Verified);
        TrailVerification.Verify(read!.Lines, reading.Newest, read.Heads).Single(report => report.Chain == Chain).Covered.ShouldBe([new(1, 5)]); // read just above
        TrailExport.Read(text[..^1], "trail.jsonl").TryGet(out var cut).ShouldBeTrue();
        TrailVerification.Verify(cut!.Lines, null, cut.Heads).ShouldContain(report => !report.Missing.IsEmpty); // likewise
    }

    [Theory]
    [InlineData(Kind.Sqlite, "checkpoints.jsonl", CheckpointStatus.Missing)]
    [InlineData(Kind.Postgres, "checkpoints.jsonl", CheckpointStatus.Missing)]
    [InlineData(Kind.Sqlite, "audit.key audit.pub checkpoints.jsonl", CheckpointStatus.Missing)]
    [InlineData(Kind.Postgres, "audit.key audit.pub", CheckpointStatus.Missing)]
    [InlineData(Kind.Sqlite, "audit.pub", CheckpointStatus.Verified)]
    public async Task A_checkpoint_that_was_taken_and_is_gone_is_told(Kind kind, string lost, CheckpointStatus status)
    {
        using var test = await ChainOfFiveAsync(kind);
        foreach (var file in lost.Split(' '))
            File.Delete(Path.Combine(test.Folder, file));

        var report = await test.Installation.VerifyTrailAsync(Cancel);
        report.Checkpoints.ShouldBe(status);
        report.IsWhole.ShouldBe(status == CheckpointStatus.Verified);
        (await test.Installation.Checkpoints.TakeAsync(Cancel)).Problems.Select(problem => problem.Code).ShouldBe(status == CheckpointStatus.Verified ? [] : ["audit.checkpoints-lost"]);
        (await test.Installation.VerifyTrailAsync(Cancel)).Checkpoints.ShouldBe(status);
        (await test.Installation.Checkpoints.RestartAsync(Change.OnThisMachine(TimeProvider.System, "mất máy"), Cancel)).Problems.ShouldBeEmpty();
        (await test.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Checkpoints_signed_by_another_key_are_told(Kind kind)
    {
        using var test = await ChainOfFiveAsync(kind);
        using var other = await ChainOfFiveAsync(kind);
        File.Copy(other.Installation.Checkpoints.File, test.Installation.Checkpoints.File, overwrite: true);

        var report = await test.Installation.VerifyTrailAsync(Cancel);
        report.Checkpoints.ShouldBe(CheckpointStatus.Foreign);
        report.IsWhole.ShouldBeFalse();
        test.Installation.Checkpoints.Newest().ShouldBeNull();
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_key_that_was_swapped_with_its_checkpoints_is_told(Kind kind)
    {
        using var test = await ChainOfFiveAsync(kind);
        using var other = await ChainOfFiveAsync(kind);
        foreach (var file in (string[])["audit.key", "audit.pub", "checkpoints.jsonl"])
            File.Copy(Path.Combine(other.Folder, file), Path.Combine(test.Folder, file), overwrite: true);

        (await test.Installation.VerifyTrailAsync(Cancel)).Checkpoints.ShouldBe(CheckpointStatus.Foreign);
    }

    [Fact]
    public async Task A_trail_of_which_no_checkpoint_was_taken_says_so()
    {
        using var test = await TestInstallation.NewAsync(Kind.Sqlite, postgres);
        await AppendAsync(test, "first");
        var report = await test.Installation.VerifyTrailAsync(Cancel);
        (report.Checkpoints, report.IsWhole).ShouldBe((CheckpointStatus.None, true));
        report.Chains.Single().Uncovered.ShouldBe([new(1, 1)]);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_forged_last_link_and_one_appended_behind_the_rows_back_are_told(Kind kind)
    {
        using var test = await ChainOfFiveAsync(kind);
        await AppendAsync(test, "sixth");
        var lines = await LinesAsync(test);
        var last = lines.Last(line => line.Link.Chain == Chain).Link;
        var forged = Forged(last, last.PreviousHash);
        await TamperAsync(test, $"UPDATE audit_links SET act = 'forged', hash = '{forged.Hash}' WHERE chain = '{Chain}' AND sequence = 6");
        (await VerifyAsync(test)).Changed.ShouldBe([new(6, 6)]);

        await TamperAsync(test, $"UPDATE audit_chains SET count = 5, head = '{last.PreviousHash}' WHERE chain = '{Chain}'");
        (await VerifyAsync(test)).Inserted.ShouldBe([new(6, 6)]);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_chains_own_row_that_was_deleted_is_told(Kind kind)
    {
        using var test = await ChainOfFiveAsync(kind);
        await TamperAsync(test, $"DELETE FROM audit_chains WHERE chain = '{Chain}'");
        (await VerifyAsync(test)).IsWhole.ShouldBeFalse();
        (await test.Installation.Checkpoints.TakeAsync(Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("audit.broken");
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_chain_younger_than_the_checkpoint_whose_row_was_deleted_is_not_signed_over(Kind kind)
    {
        using var test = await ChainOfFiveAsync(kind);
        await test.Installation.Database.WriteAsync(context => Trail.AppendAsync(context, "round:moi", Change.OnThisMachine(TimeProvider.System, ""), "thử", "", new { }, Cancel), Cancel);
        await TamperAsync(test, "DELETE FROM audit_chains WHERE chain = 'round:moi'");
        (await test.Installation.Checkpoints.TakeAsync(Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("audit.broken");
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_broken_chain_is_not_signed(Kind kind)
    {
        using var test = await ChainOfFiveAsync(kind);
        await AppendAsync(test, "sixth");
        await TamperAsync(test, $"UPDATE audit_links SET act = 'khác' WHERE chain = '{Chain}' AND sequence = 6");
        (await test.Installation.Checkpoints.TakeAsync(Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("audit.broken");
        (await File.ReadAllLinesAsync(test.Installation.Checkpoints.File, Cancel)).Length.ShouldBe(1);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Erasing_a_payload_leaves_the_chain_whole_and_a_link_of_its_own(Kind kind)
    {
        using var test = await ChainOfFiveAsync(kind);
        var erasure = new Erasure(test.Installation.Database);
        (await erasure.EraseAsync(Chain, 2, Change.OnThisMachine(TimeProvider.System, " "), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("audit.erase-ground");
        (await erasure.EraseAsync("round:khac", 1, Change.OnThisMachine(TimeProvider.System, "QĐ 5"), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("audit.no-link");
        (await test.Installation.VerifyTrailAsync(Cancel)).Chains.ShouldNotContain(chain => chain.Chain == "round:khac");
        (await erasure.EraseAsync(Chain, 99, Change.OnThisMachine(TimeProvider.System, "QĐ 5"), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("audit.no-link");
        (await erasure.EraseAsync(Chain, 2, Change.OnThisMachine(TimeProvider.System, "QĐ 5"), Cancel)).TryGet(out _).ShouldBeTrue();

        var report = await VerifyAsync(test);
        (report.IsWhole, report.Erased.Single(), report.Uncovered.Single()).ShouldBe((true, new(2, 2), new(6, 6)));
        (await test.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Two_processes_on_one_folder_take_turns()
    {
        using var test = await TestInstallation.NewAsync(Kind.Sqlite, postgres);
        await AppendAsync(test, "first");
        using var second = new Application.Publication.Installation(null, test.Folder, TimeProvider.System);

        var taken = await Task.WhenAll(Enumerable.Range(0, 12).Select(one => Task.Run(() => (one % 2 == 0 ? test.Installation : second).Checkpoints.TakeAsync(Cancel))));

        taken.ShouldAllBe(one => one.Problems.IsEmpty);
        taken.Select(one => one.TryGet(out var checkpoint) ? checkpoint.PublicKey : "").Distinct().Count().ShouldBe(1);
        (await File.ReadAllLinesAsync(test.Installation.Checkpoints.File, Cancel)).Length.ShouldBe(12);
        (await test.Installation.VerifyTrailAsync(Cancel)).Checkpoints.ShouldBe(CheckpointStatus.Verified);
    }

    [Fact]
    public async Task A_line_cut_short_by_a_crash_spoils_no_other_checkpoint()
    {
        using var test = await ChainOfFiveAsync(Kind.Sqlite);
        await File.AppendAllTextAsync(test.Installation.Checkpoints.File, "{\"at\":\"2023", Cancel);
        await test.Installation.Checkpoints.TakeAsync(Cancel);

        (await File.ReadAllLinesAsync(test.Installation.Checkpoints.File, Cancel)).Length.ShouldBe(3);
        (test.Installation.Checkpoints.Newest()).ShouldNotBeNull().Chains.Single(head => head.Chain == Chain).Count.ShouldBe(5);
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

    private static async Task<List<TrailLine>> LinesAsync(TestInstallation test) =>
        [.. (await TrailExport.ReadAsync(test.Installation.Database, Cancel)).Lines.Where(line => line.Link.Chain == Chain)];

    private static async Task<string[]> ExportAsync(TestInstallation test)
    {
        using var stream = new MemoryStream();
        await TrailExport.WriteAsync(await TrailExport.ReadAsync(test.Installation.Database, Cancel), stream, Cancel);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static async Task<ChainReport> VerifyAsync(TestInstallation test) => (await test.Installation.VerifyTrailAsync(Cancel)).Chains.Single(report => report.Chain == Chain);
}
