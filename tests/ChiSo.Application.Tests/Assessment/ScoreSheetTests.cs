using ChiSo.Application.Assessment;
using ChiSo.Application.Assessment.ScoreSheets;
using ChiSo.Application.Assessment.SignedSheets;
using ChiSo.Application.Documents;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Database;
using ChiSo.Engine;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Assessment;

/// <summary>A unit's sheet printed, signed and taken back.</summary>
public sealed class ScoreSheetTests(PostgresServer postgres)
{
    private const string Line = "CD_KH_HT";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Fact]
    public async Task The_report_is_a_valid_document_that_says_what_the_unit_scored()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        await round.FillAsync();
        var score = await PrintAsync(round);
        using var file = new MemoryStream();
        DocumentWriter.Write(file, ScoreSheetReport.Of(score));
        using var document = WordprocessingDocument.Open(file, isEditable: false);
        new OpenXmlValidator().Validate(document, Cancel).Select(error => $"{error.Path?.XPath} {error.Description}").ShouldBeEmpty();
        var text = document.MainDocumentPart!.Document!.InnerText; // written just above
        text.ShouldContain("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
        text.ShouldContain("SỞ NỘI VỤ");
        var points = score.Base.Sum(row => row.Points ?? 0);
        text.ShouldContain($"tự chấm {Application.Vietnamese.VietnameseNumbers.ToText(points, 2)} điểm");
        text.ShouldContain("Báo cáo số 1/BC");
        document.MainDocumentPart.FooterParts.Single().Footer!.InnerText.ShouldContain($"Bản nháp, chưa gửi trên hệ thống · Mã phiếu {score.Code}"); // likewise
    }

    [Fact]
    public async Task The_same_sheet_prints_the_same_bytes()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await round.SaveAsync(round.Officer, Line, 0, "a=36;b=40", "chậm \u0001 hai việc"));
        byte[] Printed(ScoreSheet score)
        {
            using var file = new MemoryStream();
            DocumentWriter.Write(file, ScoreSheetReport.Of(score));
            return file.ToArray();
        }

        Printed(await PrintAsync(round)).ShouldBe(Printed(await PrintAsync(round)));
    }

    [Fact]
    public async Task Sums_in_the_workbook_are_formulas_with_what_they_give()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        await round.FillAsync();
        var score = await PrintAsync(round);
        var sheet = ScoreSheetWorkbook.Of(score);
        var rows = sheet.Rows.Skip(sheet.FrozenRows).ToList();
        rows.Count.ShouldBe(score.Sheet.Criteria.Nodes().Count());
        for (var i = 0; i < rows.Count; i++)
        {
            var node = score.Rows[i].Node;
            if (node.IsLeaf)
                continue;
            rows[i].Cells[3].Formula.ShouldNotBeNull(node.Code.Value).ShouldStartWith("SUM(");
            rows[i].Cells[3].Number.ShouldBe(score.Rows.Where(row => row.IsOwn && node.SelfAndBelow().Any(below => below.Code == row.Node.Code)).Sum(row => row.Points ?? 0), node.Code.Value);
        }
    }

    [Fact]
    public async Task The_code_changes_with_what_is_on_the_lines_and_with_nothing_else()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var empty = (await PrintAsync(round)).Code;
        OpenRound.Must(await round.SaveAsync(round.Officer, Line, 0, "a=36;b=40"));
        var first = (await PrintAsync(round)).Code;
        OpenRound.Must(await round.SaveAsync(round.Officer, Line, 1, "a=37;b=40"));
        var second = (await PrintAsync(round)).Code;
        OpenRound.Must(await round.SaveAsync(round.Officer, Line, 2, "a=36;b=40"));
        (await PrintAsync(round)).Code.ShouldBe(first);
        new[] { empty, first, second }.Distinct().Count().ShouldBe(3);
        first.ShouldMatch("^[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}$");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_signed_copy_is_taken_once_the_sheet_is_handed_in_and_the_newest_counts(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        await round.FillAsync();
        (await RecordAsync(round, "215/BC-SNV", Pdf("một"))).Problems.ShouldHaveSingleItem().Code.ShouldBe("signed.not-handed-in");
        OpenRound.Must(await round.MoveAsync(round.Leader, SheetStep.HandIn));
        round.Clock.Now = round.Clock.Now.AddDays(40); // the stage is over
        var first = OpenRound.Must(await RecordAsync(round, "215/BC-SNV", Pdf("một")));
        OpenRound.Must(await RecordAsync(round, "215/BC-SNV", Pdf("một"))).Id.ShouldBe(first.Id);
        round.Clock.Now = round.Clock.Now.AddMinutes(1);
        var second = OpenRound.Must(await RecordAsync(round, "216/BC-SNV", Pdf("hai")));

        var sheet = await round.SheetAsync();
        (await round.Installation.SignedSheets.OfAsync(sheet, Cancel)).Select(copy => copy.Sheet.Id).ShouldBe([second.Id, first.Id]);
        second.SheetCode.ShouldBe((await PrintAsync(round)).Code);
        (await round.Installation.SignedSheets.OpenAsync(second.Id, round.Stranger, Cancel)).ShouldBeNull();
        await using var content = (await round.Installation.SignedSheets.OpenAsync(second.Id, round.Leader, Cancel)).ShouldNotBeNull().Content.ShouldNotBeNull();
        using var reader = new StreamReader(content);
        (await reader.ReadToEndAsync(Cancel)).ShouldEndWith("hai");
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Everything_wrong_with_a_signed_copy_is_told_at_once()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        await round.FillAsync();
        OpenRound.Must(await round.MoveAsync(round.Leader, SheetStep.HandIn));
        var desk = round.Installation.SignedSheets;
        (await desk.RecordAsync(Input(" ") with { SignedOn = null }, null, round.Officer, Cancel)).Problems.Select(problem => problem.Code).ShouldBe(["signed.no-number", "signed.date", "signed.no-file"]);
        (await desk.RecordAsync(Input("1/BC") with { SignedOn = new(2025, 1, 7) }, Pdf("một"), round.Officer, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("signed.date"); // tomorrow
        (await desk.RecordAsync(Input("1/BC"), new MemoryStream("MZ"u8.ToArray()), round.Officer, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("signed.not-pdf");
        (await desk.RecordAsync(Input("1/BC"), Pdf("một"), round.Stranger, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.not-allowed");
        (await desk.OfAsync(await round.SheetAsync(), Cancel)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_signed_copy_with_a_secrecy_stamp_is_refused(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        await round.FillAsync();
        OpenRound.Must(await round.MoveAsync(round.Leader, SheetStep.HandIn));
        await SecrecySamples.ShouldBeHeldToAsync(round.FilesFolder, round.Installation.Database, async (file, says) => (await round.Installation.SignedSheets.RecordAsync(Input("1/BC") with { SaysNotSecret = says }, file, round.Officer, Cancel)).Problems);
    }

    private static async Task<ScoreSheet> PrintAsync(OpenRound round) => (await round.Installation.SignedSheets.PrintAsync(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Self, Cancel)).ShouldNotBeNull();

    private static Task<Result<SignedSheet>> RecordAsync(OpenRound round, string number, Stream content) => round.Installation.SignedSheets.RecordAsync(Input(number), content, round.Officer, Cancel);

    private static RecordSignedSheet Input(string number) => new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Self, number, new(2025, 1, 6), "bản ký.pdf", SaysNotSecret: true);

    private static MemoryStream Pdf(string text) => new(System.Text.Encoding.UTF8.GetBytes("%PDF-1.7 " + text));
}
