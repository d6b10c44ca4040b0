using ChiSo.Application.Assessment;
using ChiSo.Application.Files;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Files;
using ChiSo.Application.Tests.Samples;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Assessment;

/// <summary>Last year's entry and evidence beside a line, and evidence used again.</summary>
public sealed class LastYearTests(PostgresServer postgres)
{
    private const string Line = "TC_XD_TD";

    private static readonly LineAddress At = new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Self, new(Line));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Evidence_of_last_year_s_line_is_used_again_once_and_stays_marked(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var (file, cited) = (await AddLastYearAsync(round, OpenRound.Unit, "ab12", ""), await AddLastYearAsync(round, OpenRound.Unit, "", "12/BC-SNV"));
        var sheet = await round.SheetAsync();
        var last = (await round.Installation.LastYears.OfAsync(sheet, [.. sheet.Own()], Cancel))[new(Line)];
        last.Evidence.Select(one => one.Id).ShouldBe([file.Id, cited.Id], ignoreOrder: true);
        last.Holds.States.ShouldBeEmpty();
        await HeldFiles.HoldAsync(round.Installation.Database, "ab12", FileState.Pending);
        (await round.Installation.LastYears.OfAsync(sheet, [.. sheet.Own()], Cancel))[new(Line)].Holds.HoldOf("ab12").ShouldBe(FileState.Pending);
        var sample = SampleRound.CanTho.Blocks[0].Positions.Where(position => position.Unit == OpenRound.Unit && position.Criterion.Value == Line).ToList();
        last.Own.ShouldNotBeNull().Stage.ShouldBe(sample.FindLast(position => position.Stage is Stages.Self or Stages.Explanation)!.Stage); // the unit handed the line in
        last.Final.ShouldNotBeNull().Stage.ShouldBe(sample.MaxBy(position => SampleRound.CanTho.Stages.IndexOf(position.Stage))!.Stage); // likewise

        foreach (var one in new[] { file, cited, file })
            OpenRound.Must(await round.Installation.LastYears.ReuseAsync(At, one.Id, round.Officer, Cancel));
        var rows = await round.Installation.Evidence.OfAsync(await round.SheetAsync(), Cancel);
        rows.Select(row => (row.Evidence.FileHash, row.Evidence.Number, row.SeenBefore)).ShouldBe([("ab12", "", true), ("", "12/BC-SNV", true)], ignoreOrder: true);
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Only_evidence_of_the_own_line_a_year_before_is_used_again_and_only_while_the_sheet_is_open()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var (own, foreign) = (await AddLastYearAsync(round, OpenRound.Unit, "ab12", ""), await AddLastYearAsync(round, "tuphap", "cd34", ""));
        var other = await AddLastYearAsync(round, OpenRound.Unit, "ef56", "", "TC_XD_QT");
        foreach (var (id, person, code) in new[] { (foreign.Id, round.Officer, "evidence.unknown"), (other.Id, round.Officer, "evidence.unknown"), (Guid.NewGuid(), round.Officer, "evidence.unknown"), (own.Id, round.Stranger, "evidence.not-now") })
            (await round.Installation.LastYears.ReuseAsync(At, id, person, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe(code);
        round.Clock.Now = round.Clock.Now.AddDays(30);
        (await round.Installation.LastYears.ReuseAsync(At, own.Id, round.Officer, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("evidence.not-now");
        (await round.Installation.Evidence.OfAsync(await round.SheetAsync(), Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_looks_odd_about_evidence_is_a_warning_and_blocks_nothing()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var last = await AddLastYearAsync(round, OpenRound.Unit, "ab12", "12/BC-SNV");
        OpenRound.Must(await round.Installation.LastYears.ReuseAsync(At, last.Id, round.Officer, Cancel));
        await using (var file = new MemoryStream("%PDF-1.7 một"u8.ToArray()))
            OpenRound.Must(await round.Installation.Evidence.AddAsync(new(At, "a.pdf", "", null, "", "", "", SaysNotSecret: true), file, round.Officer, Cancel));
        await using (var file = new MemoryStream("%PDF-1.7 một"u8.ToArray()))
            OpenRound.Must(await round.Installation.Evidence.AddAsync(new(At with { Criterion = new("TC_XD_QT") }, "a.pdf", "", null, "", "", "", SaysNotSecret: true), file, round.Officer, Cancel));
        var sheet = await round.SheetAsync();
        var odd = SheetChecks.Find(sheet, await round.Installation.Evidence.OfAsync(sheet, Cancel)).Where(finding => finding.Problem.Code.StartsWith("sheet.evidence-", StringComparison.Ordinal)).ToList();
        odd.Select(finding => (finding.Node.Code.Value, finding.Problem.Code)).ShouldBe(
            [(Line, "sheet.evidence-outside"), (Line, "sheet.evidence-seen-before"), (Line, "sheet.evidence-twice"), ("TC_XD_QT", "sheet.evidence-twice")]);
        odd.ShouldAllBe(finding => finding.Severity == Severity.Warning);
    }

    /// <summary>The year before lies in the database too, with this on one of its lines.</summary>
    private static async Task<Evidence> AddLastYearAsync(OpenRound round, string unit, string hash, string number, string line = Line)
    {
        OpenRound.Must(await round.Installation.Rounds.ImportAsync(SampleRound.CanTho, round.By(Guid.Empty), Cancel));
        return await round.Installation.Database.WriteAsync(async context =>
        {
            var block = await context.Blocks.Where(one => one.Code == OpenRound.Block).Join(context.Rounds.Where(one => one.Code == SampleRound.CanTho.Code), one => one.RoundId, one => one.Id, (one, _) => one.Id).SingleAsync(Cancel);
            var evidence = new Evidence
            {
                BlockId = block, Unit = unit, Criterion = new(line), Stage = Stages.Self, FileHash = hash, FileName = hash.Length > 0 ? "cũ.pdf" : "", FileLength = 9, MediaType = "application/pdf",
                Number = number, IssuedOn = number.Length > 0 ? new(2023, 6, 1) : null, Issuer = number.Length > 0 ? "Sở" : "", Abstract = "", Place = "", By = "năm trước", Person = Guid.Empty, AddedAt = round.Clock.Now.UtcDateTime,
            };
            context.Evidence.Add(evidence);
            await context.SaveChangesAsync(Cancel);
            return evidence;
        }, Cancel);
    }
}
