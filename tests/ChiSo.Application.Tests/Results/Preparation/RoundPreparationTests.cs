using System.Collections.Immutable;
using System.IO.Compression;
using ChiSo.Application.Audit;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Files;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Files;
using ChiSo.Application.Tests.Samples;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Results;

/// <summary>New rounds from an earlier one and from files, shown first and taken in whole.</summary>
public sealed class RoundPreparationTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_file_the_scanner_holds_back_is_not_read_before_it_is_clean(Kind kind)
    {
        using var fixture = await PreparedFixture.NewAsync(kind, postgres);
        var round = (await fixture.RoundAsync()) with { Name = Words.Same("Kỳ khác tên") };
        var open = await fixture.SendAsync("ky.xlsx", file => XlsxTables.Write(file, RoundTables.Rows(round)), round.Code);
        await HeldFiles.HoldAsync(fixture.Test.Installation.Database, open.Upload.Hash, FileState.Pending);

        var held = (await fixture.Preparation.PlanAsync(open.Upload.Id, Cancel)).ShouldNotBeNull();
        (held.Hold, held.Round, held.Problems.ShouldHaveSingleItem().Code).ShouldBe((FileState.Pending, null, "file.waits-for-scan"));
        (await fixture.TakeAsync(open)).Problems.ShouldHaveSingleItem().Code.ShouldBe("file.waits-for-scan", "also what was read before");
        (await fixture.RoundAsync()).Name.Vi.ShouldNotBe("Kỳ khác tên");

        await HeldFiles.ReleaseAsync(fixture.Test.Installation.Database, open.Upload.Hash);
        PreparedFixture.Must(await fixture.TakeAsync(open));
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_round_from_last_years_has_its_structure_and_not_one_state(Kind kind)
    {
        using var fixture = await PreparedFixture.NewAsync(kind, postgres);

        var round = await fixture.RoundAsync();
        var last = SampleRound.CanTho.Blocks[0];
        round.Blocks[0].Criteria.ShouldBe(last.Criteria, new AsText<CriteriaSet>());
        round.Blocks[0].Units.Length.ShouldBe(last.Units.Length);
        round.Blocks[0].Units.ShouldAllBe(unit => unit.Marks.IsEmpty && unit.Excluded == null && !unit.Changed);
        (await fixture.Preparation.AgainstEarlierAsync(round, Cancel))[0].Changes.ShouldHaveSingleItem().Key.ShouldBe(LineChange.Same);
        round.Blocks[0].History.Count(result => result.Period == "2023").ShouldBeGreaterThan(10);

        await using var context = fixture.Test.Installation.Database.Open();
        var stored = await context.Rounds.SingleAsync(one => one.Code == PreparedFixture.Code, Cancel);
        (stored.OpeningProposedBy, stored.OpenedAt, stored.FrozenAt).ShouldBe((null, null, null));
        (await RowsOfAsync(context, stored.Id)).ShouldBe(["block_units", "blocks", "earlier_results"]);
        (await context.AuditLinks.SingleAsync(link => link.Act == "round.rolled-over", Cancel)).Subject.ShouldBe(PreparedFixture.Code);
        (await fixture.Test.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Only_the_blocks_and_units_chosen_come_along_and_a_code_is_used_once()
    {
        using var fixture = await PreparedFixture.NewAsync(Kind.Sqlite, postgres);
        var next = PreparedFixture.Next with { Code = "nho-2024", Takes = ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add(PreparedFixture.Block, ["noivu", "tuphap"]) };

        PreparedFixture.Must(await fixture.Preparation.RollOverAsync(PreparedFixture.Last, next, PreparedFixture.By(), Cancel));

        var block = (await fixture.Preparation.FindAsync("nho-2024", Cancel)).ShouldNotBeNull().Round.Blocks.ShouldHaveSingleItem();
        block.Units.Select(unit => unit.Code).ShouldBe(["noivu", "tuphap"]);
        block.History.Select(result => result.Unit).Distinct().ShouldBe(["noivu", "tuphap"], ignoreOrder: true);
        (await CodesAsync(next)).ShouldBe(["prepare.code-known"]);
        (await CodesAsync(next with { Takes = next.Takes.SetItem(PreparedFixture.Block, []) })).ShouldBe(["prepare.no-blocks"]);
        (await CodesAsync(next with { Code = "có dấu", Period = "năm nay" })).ShouldBe(["settings.code", "settings.period"]);
        (await fixture.Preparation.RollOverAsync("khong-co", next, PreparedFixture.By(), Cancel)).Problems.Select(problem => problem.Code).ShouldBe(["round.unknown"]);

        async Task<IEnumerable<string>> CodesAsync(NextRound wanted) => (await fixture.Preparation.RollOverAsync(PreparedFixture.Last, wanted, PreparedFixture.By(), Cancel)).Problems.Select(problem => problem.Code);
    }

    [Fact]
    public async Task Results_that_are_not_final_do_not_join_the_history()
    {
        using var fixture = await PreparedFixture.NewAsync(Kind.Sqlite, postgres);

        PreparedFixture.Must(await fixture.Preparation.RollOverAsync(PreparedFixture.Code, PreparedFixture.Next with { Code = "nam-sau", Period = "2025" }, PreparedFixture.By(), Cancel));

        (await fixture.Preparation.FindAsync("nam-sau", Cancel)).ShouldNotBeNull().Round.Blocks[0].History.ShouldNotContain(result => result.Period == "2024");
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_workbook_comes_back_changed_and_what_hangs_on_the_round_stays(Kind kind)
    {
        using var fixture = await PreparedFixture.NewAsync(kind, postgres);
        var round = await fixture.RoundAsync();
        var opens = new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        PreparedFixture.Must(await fixture.Test.Installation.Calendar.SetAsync(round.Code, [new(Stages.Self, opens, opens.AddDays(30))], PreparedFixture.By(), Cancel));
        await fixture.PublishAsync();
        PreparedFixture.Must(await fixture.Test.Installation.Calendar.ProposeOpeningAsync(round.Code, PreparedFixture.By(), Cancel));

        (await fixture.SendAsync("ky.xlsx", file => XlsxTables.Write(file, RoundTables.Rows(round)), round.Code)).Differences.IsEmpty.ShouldBeTrue();
        var changed = round with { Blocks = [round.Blocks[0] with { Units = round.Blocks[0].Units.RemoveAt(0), History = [] }] };
        var plan = await fixture.SendAsync("ky.xlsx", file => XlsxTables.Write(file, RoundTables.Rows(changed)), round.Code);

        plan.Problems.ShouldBeEmpty();
        plan.IsNew.ShouldBeFalse();
        plan.Blocks[0].Leaving.Single().ShouldBe(round.Blocks[0].Units[0].Name);
        plan.Blocks[0].Changes.ShouldHaveSingleItem().Key.ShouldBe(LineChange.Same);
        (await fixture.RoundAsync()).Blocks[0].Units.Length.ShouldBe(round.Blocks[0].Units.Length); // nothing is taken in yet
        PreparedFixture.Must(await fixture.TakeAsync(plan)).ShouldBe(round.Code);
        (await fixture.RoundAsync()).Blocks[0].Units.Length.ShouldBe(round.Blocks[0].Units.Length - 1);
        var live = (await fixture.Test.Installation.Live.FindAsync(round.Code, Cancel)).ShouldNotBeNull();
        live.Clock.Windows.ShouldHaveSingleItem().Stage.ShouldBe(Stages.Self);
        live.OpeningProposedBy.ShouldBeNull("whoever proposed to open it proposed other content");
        (await fixture.TakeAsync(plan)).Problems.Select(problem => problem.Code).ShouldBe(["prepare.taken-already"]);
        await using var context = fixture.Test.Installation.Database.Open();
        (await context.AuditLinks.CountAsync(link => link.Act == "round.replaced", Cancel)).ShouldBe(1);
    }

    [Fact]
    public async Task One_table_alone_changes_that_table_and_a_zip_of_the_folder_is_a_round()
    {
        using var fixture = await PreparedFixture.NewAsync(Kind.Sqlite, postgres);
        var tables = RoundTables.Format(await fixture.RoundAsync());
        var units = tables.Single(table => table.Name == RoundColumns.Units);

        var one = await fixture.SendAsync("units.csv", file => CsvTables.Write(file, units with { Rows = units.Rows.SetItem(0, new("", units.Rows[0].Cells.SetItem(2, TableCell.Of("Sở Nội vụ và Lao động")))) }, CsvWriting.Kept), PreparedFixture.Code);
        one.Problems.ShouldBeEmpty();
        one.Differences.Tables.ShouldHaveSingleItem().Table.ShouldBe(RoundColumns.Units);
        var zip = await fixture.SendAsync("ky.zip", file => Zip(file, tables));
        zip.Problems.ShouldBeEmpty();
        zip.Differences.IsEmpty.ShouldBeTrue();
        (await fixture.SendAsync("ky.zip", file => file.Write("không phải zip"u8))).Problems.ShouldHaveSingleItem().Code.ShouldBe("file.not-zip");
        (await fixture.SendAsync("ky.zip", file => Zip(file, []))).Problems.ShouldHaveSingleItem().Code.ShouldBe("file.no-tables");
    }

    [Fact]
    public async Task What_is_wrong_is_told_cell_by_cell_and_nothing_is_taken_in()
    {
        using var fixture = await PreparedFixture.NewAsync(Kind.Sqlite, postgres);
        var round = await fixture.RoundAsync();
        var wrong = RoundTables.Format(round).Select(table => table.Name != RoundColumns.Criteria ? table : table with
        {
            Rows = [.. table.Rows.Select(row => new TableRow("", row.Cells.SetItem(8, TableCell.Of("mười"))))], // max_points
        });

        var plan = await fixture.SendAsync("ky.xlsx", file => XlsxTables.Write(file, wrong), round.Code);

        plan.Round.ShouldBeNull();
        plan.Problems.Length.ShouldBeGreaterThan(50);
        plan.Problems.ShouldAllBe(problem => problem.Where.StartsWith("criteria!I", StringComparison.Ordinal));
        (await fixture.TakeAsync(plan)).Problems.ShouldBe(plan.Problems);
        (await fixture.RoundAsync()).ShouldBe(round, new AsText<RoundDocument>());
    }

    [Fact]
    public async Task Entries_other_rounds_and_rounds_under_way_are_refused()
    {
        using var fixture = await PreparedFixture.NewAsync(Kind.Sqlite, postgres);
        async Task<IEnumerable<string>> CodesAsync(RoundDocument round, string meant = "") => (await fixture.SendAsync("ky.json", file => RoundJson.Write(file, round), meant)).Problems.Select(problem => problem.Code);
        var round = await fixture.RoundAsync();

        (await CodesAsync(SampleRound.CanTho with { Code = "moi" })).ShouldBe(["prepare.has-entries", "prepare.has-entries"]);
        (await CodesAsync(round with { Code = "moi" }, round.Code)).ShouldBe(["prepare.other-round"]);
        (await CodesAsync(round with { Code = "moi", Stages = ["self", "hop"] })).ShouldBe(["prepare.stage"]);
        (await CodesAsync(round with { Code = PreparedFixture.Last })).ShouldBe(["round.frozen"]);
        PreparedFixture.Must(await fixture.Test.Installation.Calendar.SetAsync(round.Code, [new(Stages.Self, DateTime.UnixEpoch, DateTime.UnixEpoch.AddDays(1))], PreparedFixture.By(), Cancel));
        var late = await fixture.SendAsync("ky.json", file => RoundJson.Write(file, round with { Source = "khác" }));
        await fixture.PublishAsync();
        PreparedFixture.Must(await fixture.Test.Installation.Calendar.ProposeOpeningAsync(round.Code, PreparedFixture.By(), Cancel));
        PreparedFixture.Must(await fixture.Test.Installation.Calendar.OpenAsync(round.Code, PreparedFixture.By(), Cancel));
        (await CodesAsync(round)).ShouldBe(["round.open"]);
        (await fixture.TakeAsync(late)).Problems.Select(problem => problem.Code).ShouldBe(["round.open"]);
        (await fixture.Preparation.FindAsync(round.Code, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_two_files_shown_at_once_the_second_is_shown_again()
    {
        using var fixture = await PreparedFixture.NewAsync(Kind.Sqlite, postgres);
        var round = await fixture.RoundAsync();
        var first = await fixture.SendAsync("a.json", file => RoundJson.Write(file, round with { Source = "a" }));
        var second = await fixture.SendAsync("b.json", file => RoundJson.Write(file, round with { Source = "b" }));

        PreparedFixture.Must(await fixture.TakeAsync(first));

        (await fixture.TakeAsync(second)).Problems.Select(problem => problem.Code).ShouldBe(["prepare.overtaken"]);
        (await fixture.RoundAsync()).Source.ShouldBe("a");
        PreparedFixture.Must(await fixture.TakeAsync((await fixture.Preparation.PlanAsync(second.Upload.Id, Cancel)).ShouldNotBeNull()));
        (await fixture.RoundAsync()).Source.ShouldBe("b");
    }

    private static void Zip(Stream file, ImmutableArray<Table> tables)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        zip.CreateEntry("ky/README.md").Open().Dispose();
        foreach (var table in tables)
        {
            using var entry = zip.CreateEntry($"ky/{table.Name}.csv", CompressionLevel.Fastest).Open();
            CsvTables.Write(entry, table, CsvWriting.Kept);
        }
    }

    /// <summary>The tables that hold anything of a round, by the columns that name it or its blocks.</summary>
    private static async Task<IEnumerable<string>> RowsOfAsync(Application.Database.ChiSoContext context, Guid round)
    {
        var blocks = await context.Blocks.Where(block => block.RoundId == round).Select(block => block.Id).ToListAsync(Cancel);
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var entity in context.Model.GetEntityTypes())
        {
            foreach (var (property, ids) in new[] { ("RoundId", [round]), ("BlockId", blocks) })
            {
                if (entity.FindProperty(property) is not { } column)
                    continue;
                foreach (var id in ids)
                {
                    var sql = $"SELECT COUNT(*) AS \"Value\" FROM {entity.GetTableName()} WHERE {column.GetColumnName()} = {{0}}";
                    if (await context.Database.SqlQueryRaw<int>(sql, id).SingleAsync(Cancel) > 0)
                        found.Add(entity.GetTableName()!); // it was asked just above
                }
            }
        }

        return found;
    }
}
