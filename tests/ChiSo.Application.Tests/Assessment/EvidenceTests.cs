using ChiSo.Application.Assessment;
using ChiSo.Application.Files;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Files;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Assessment;

/// <summary>Evidence on both databases: one object a content, nothing lost, nothing taken that must not be.</summary>
public sealed class EvidenceTests(PostgresServer postgres)
{
    private const string Line = "CD_KH_HT";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_same_content_is_one_object_and_one_row_a_line(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var first = OpenRound.Must(await AddAsync(round, Line, Pdf("một")));
        OpenRound.Must(await AddAsync(round, Line, Pdf("một"))).Id.ShouldBe(first.Id);
        OpenRound.Must(await AddAsync(round, "CD_TT", Pdf("một"))).FileHash.ShouldBe(first.FileHash);

        (await RowsAsync(round)).Length.ShouldBe(2);
        (await round.Installation.Files.IsWholeAsync(first.FileHash, Cancel)).ShouldBeTrue();
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Evidence_withdrawn_is_gone_from_the_line_and_stays_in_the_store(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var added = OpenRound.Must(await AddAsync(round, Line, Pdf("một")));
        OpenRound.Must(await round.Installation.Evidence.WithdrawAsync(added.Id, round.Officer, Cancel));

        (await RowsAsync(round)).ShouldBeEmpty();
        await using var context = round.Installation.Database.Open();
        (await context.Evidence.CountAsync(Cancel)).ShouldBe(1);
        (await round.Installation.Files.IsWholeAsync(added.FileHash, Cancel)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_line_with_a_file_needs_no_words_about_its_evidence()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await round.SaveAsync(round.Officer, Line, 0, "a=40;b=40", evidence: ""));
        Codes(await round.SheetAsync()).ShouldContain("sheet.evidence-missing");
        OpenRound.Must(await AddAsync(round, Line, Pdf("một")));
        Codes(await round.SheetAsync()).ShouldNotContain("sheet.evidence-missing");
    }

    [Fact]
    public async Task Only_who_may_change_the_sheet_adds_and_only_who_may_read_it_reads()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        (await round.Installation.Evidence.AddAsync(Input(Line), Pdf("một"), round.Stranger, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("evidence.not-now");
        var added = OpenRound.Must(await AddAsync(round, Line, Pdf("một")));
        (await round.Installation.Evidence.OpenAsync(added.Id, round.Stranger, [], [], Cancel)).ShouldBeNull();
        (await round.Installation.Evidence.WithdrawAsync(added.Id, round.Stranger, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("evidence.locked");
        await using var content = (await round.Installation.Evidence.OpenAsync(added.Id, round.Leader, [], [], Cancel)).ShouldNotBeNull().Content.ShouldNotBeNull();
        content.Length.ShouldBe(added.FileLength);
        round.Clock.Now = round.Clock.Now.AddDays(31);
        (await AddAsync(round, Line, Pdf("hai"))).Problems.ShouldHaveSingleItem().Code.ShouldBe("evidence.not-now");
    }

    [Theory]
    [InlineData("12/BC-SNV", "Báo cáo tình hình (TỐI MẬT)", "evidence.secret")]
    [InlineData("", "", "evidence.empty")]
    public async Task What_must_not_be_taken_is_refused(string number, string subject, string code)
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var input = Input(Line) with { FileName = "", Number = number, Abstract = subject, IssuedOn = new(2024, 5, 1), Issuer = "Sở Nội vụ" };
        (await round.Installation.Evidence.AddAsync(input, null, round.Officer, Cancel)).Problems.Select(problem => problem.Code).ShouldBe([code]);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_file_with_a_stamp_is_refused_and_a_scan_needs_somebodys_word(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        await SecrecySamples.ShouldBeHeldToAsync(round.FilesFolder, round.Installation.Database, async (file, says) => (await round.Installation.Evidence.AddAsync(Input(Line) with { SaysNotSecret = says }, file, round.Officer, Cancel)).Problems);
        (await RowsAsync(round)).Length.ShouldBe(1);
        await using var readable = SecrecySamples.Readable();
        OpenRound.Must(await round.Installation.Evidence.AddAsync(Input(Line) with { SaysNotSecret = false }, readable, round.Officer, Cancel));
    }

    [Fact]
    public async Task A_document_from_outside_the_period_and_a_file_of_an_earlier_round_are_flagged()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var input = Input(Line) with { Number = "12/BC", IssuedOn = new(2023, 5, 1), Issuer = "Sở Nội vụ" };
        OpenRound.Must(await round.Installation.Evidence.AddAsync(input, null, round.Officer, Cancel));
        (await RowsAsync(round)).ShouldHaveSingleItem().OutsidePeriod.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_file_that_says_of_itself_a_day_before_the_period_is_flagged(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        OpenRound.Must(await AddAsync(round, Line, Dated("cũ", "20210305")));
        var row = (await RowsAsync(round)).ShouldHaveSingleItem();
        (row.Evidence.FileDate, row.DatedBefore).ShouldBe((new(2021, 3, 5), true));
        SheetChecks.Find(await round.SheetAsync(), await RowsAsync(round)).ShouldContain(finding => finding.Node.Code.Value == Line && finding.Problem.Code == "sheet.evidence-file-old" && finding.Severity == Severity.Warning);
    }

    [Theory]
    [InlineData("20240601")]
    [InlineData("19700101")]
    [InlineData("20100101")]
    [InlineData("20210101")]
    [InlineData("20991231")]
    [InlineData("00000000")]
    public async Task A_file_of_the_period_or_with_an_absurd_day_is_not_flagged(string day)
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await AddAsync(round, Line, Dated("mới", day)));
        (await RowsAsync(round)).ShouldHaveSingleItem().DatedBefore.ShouldBeFalse();
    }

    [Theory]
    [InlineData(null, "", "", "sheet.evidence-missing")]
    [InlineData(null, "", "vì sao", "")]
    [InlineData(null, "Báo cáo", "", "")]
    [InlineData(EvidenceRule.OneOf, "", "vì sao", "sheet.evidence-one-of")]
    [InlineData(EvidenceRule.OneOf, "Báo cáo", "", "")]
    [InlineData(EvidenceRule.Mandatory, "Báo cáo", "vì sao", "sheet.evidence-mandatory")]
    public async Task What_a_line_needs_is_as_the_criteria_say_and_a_file_always_does(EvidenceRule? rule, string words, string reason, string code)
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres, change: document => document.Demanding(Line, rule));
        OpenRound.Must(await round.SaveAsync(round.Officer, Line, 0, "a=40;b=40", reason, words));
        async Task<string[]> BlockingAsync() => [.. SheetChecks.Find(await round.SheetAsync()).Where(finding => finding.Node.Code.Value == Line && finding.Severity == Severity.Blocking).Select(finding => finding.Problem.Code)];

        (await BlockingAsync()).ShouldBe(code.Length > 0 ? [code] : []);
        OpenRound.Must(await AddAsync(round, Line, Pdf("một")));
        (await BlockingAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "sheet.no-task-unexplained")]
    [InlineData("không phát sinh", "")]
    public async Task That_no_task_arose_takes_a_reason_where_evidence_is_a_must(string reason, string code)
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres, change: document => document.Demanding(Line, EvidenceRule.Mandatory, "", noTask: true));
        OpenRound.Must(await round.SaveAsync(round.Officer, Line, 0, "no_task", reason, "Báo cáo"));
        SheetChecks.Find(await round.SheetAsync()).Where(finding => finding.Node.Code.Value == Line && finding.Severity == Severity.Blocking).Select(finding => finding.Problem.Code).ShouldBe(code.Length > 0 ? [code] : []);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_file_that_holds_malware_supports_nothing(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var added = OpenRound.Must(await AddAsync(round, Line, Pdf("một")));
        (await round.SheetAsync()).Supported.ShouldBe([new(Line)]);
        await HeldFiles.HoldAsync(round.Installation.Database, added.FileHash, FileState.Infected);
        (await round.SheetAsync()).Supported.ShouldBeEmpty();
        OpenRound.Must(await round.Installation.Evidence.AddAsync(Input(Line) with { FileName = "", Number = "12/BC", IssuedOn = new(2024, 5, 1), Issuer = "Sở Nội vụ", Abstract = "Báo cáo" }, null, round.Officer, Cancel));
        (await round.SheetAsync()).Supported.ShouldBe([new(Line)]);
    }

    [Fact]
    public async Task A_reader_of_days_that_hangs_never_loosens_secrecy()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        using var goOn = new ManualResetEventSlim();
        var rules = FileRules.Pdf(EvidenceProblems.Unknown()) with { Dates = (_, _) => { goOn.Wait(Cancel); return [new(2020, 5, 5)]; } };
        Task<Result<TakenFile>> TakeAsync(Stream file) => FileIntake.TakeAsync(round.Installation.Files, new("a.pdf", SaysNotSecret: true), file, rules, Cancel);

        await using var stamped = SecrecySamples.Stamped();
        (await TakeAsync(stamped)).Problems.ShouldHaveSingleItem().Code.ShouldBe("file.secret-inside");
        await using var readable = SecrecySamples.Readable();
        OpenRound.Must(await TakeAsync(readable)).Dates.ShouldBeEmpty();
        goOn.Set();
        await using var again = SecrecySamples.Readable();
        OpenRound.Must(await TakeAsync(again)).Dates.ShouldBe([new(2020, 5, 5)]);
    }

    [Fact]
    public async Task One_document_cited_on_two_lines_is_told_on_both()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        async Task<string[]> ToldAsync() => [.. SheetChecks.Find(await round.SheetAsync(), await RowsAsync(round)).Where(finding => finding.Problem.Code == "sheet.citation-twice").Select(finding => finding.Node.Code.Value)];
        async Task CiteAsync(string line, string number, string issuer) =>
            OpenRound.Must(await round.Installation.Evidence.AddAsync(Input(line) with { FileName = "", Number = number, IssuedOn = new(2024, 5, 1), Issuer = issuer, Abstract = "Báo cáo" }, null, round.Officer, Cancel));

        await CiteAsync(Line, "12/BC-SNV", "Sở Nội vụ");
        await CiteAsync("CD_TT", "12/BC-SNV", "Sở Tài chính");
        (await ToldAsync()).ShouldBeEmpty();
        await CiteAsync("CD_TT", "12/bc-snv", "SỞ NỘI VỤ");
        (await ToldAsync()).ShouldBe([Line, "CD_TT"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        await Should.ThrowAsync<IOException>(() => AddAsync(round, Line, new BrokenStream()));
        (await RowsAsync(round)).ShouldBeEmpty();
        Directory.EnumerateFiles(round.FilesFolder, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_above_the_limit_is_refused_while_it_comes_in()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        (await AddAsync(round, Line, new MemoryStream(new byte[EvidenceDesk.LongestFile + 1]))).Problems.ShouldHaveSingleItem().Code.ShouldBe("evidence.too-long");
        Directory.EnumerateFiles(round.FilesFolder, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    private static Task<Result<Evidence>> AddAsync(OpenRound round, string line, Stream content) => round.Installation.Evidence.AddAsync(Input(line), content, round.Officer, Cancel);

    private static AddEvidence Input(string line) => new(new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Self, new(line)), "bao-cao.pdf", "", null, "", "", "", SaysNotSecret: true);

    private static MemoryStream Pdf(string text) => new([.. "%PDF-1.7\n"u8, .. System.Text.Encoding.UTF8.GetBytes(text)]);

    private static MemoryStream Dated(string text, string day) => new(DatedFiles.Pdf($"/CreationDate (D:{day}080000+07'00') /Title ({text})"));

    private static async Task<System.Collections.Immutable.ImmutableArray<EvidenceRow>> RowsAsync(OpenRound round) => await round.Installation.Evidence.OfAsync(await round.SheetAsync(), Cancel);

    private static IEnumerable<string> Codes(Sheet sheet) => SheetChecks.Find(sheet).Where(finding => finding.Node.Code.Value == Line).Select(finding => finding.Problem.Code);

    /// <summary>A connection that is lost after the first bytes.</summary>
    private sealed class BrokenStream : MemoryStream
    {
        private int reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            reads++ == 0 ? ValueTask.FromResult(Math.Min(1000, buffer.Length)) : throw new IOException("lost");
    }
}
