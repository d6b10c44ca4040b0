using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Assessment.ScoreSheets;
using ChiSo.Application.Assessment.SheetFiles;
using ChiSo.Application.Documents;
using ChiSo.Application.Json;
using ChiSo.Application.Rounds;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Engine;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Shouldly;
using Xunit;
using Word = DocumentFormat.OpenXml.Wordprocessing;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>Pre-filled figures on papers and in workbooks: source, day, and the mark of a case until it is decided.</summary>
public sealed class PrefilledPaperTests(PostgresServer postgres)
{
    private const string Source = "4, theo Hệ thống quản lý văn bản, truy vấn ngày 05/01/2025";
    private const string Own = "đơn vị ghi 5 (“Sổ theo dõi của Sở”)";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Every_paper_marks_a_disputed_figure_until_it_is_decided(Kind kind)
    {
        using var made = await PrefilledRound.FilledAsync(kind, postgres);
        foreach (var (paper, text) in await PapersOfUnitAsync(made))
            text.ShouldContain($"{Source}. Đơn vị chưa xác nhận.", customMessage: paper);
        (await AnnexAsync(made)).ShouldNotContain("Hệ thống quản lý văn bản");

        var dispute = OpenRound.Must(await made.DisputeAsync(made.Round.Officer));
        await made.HandInAsync();
        foreach (var (paper, text) in await PapersAsync(made))
        {
            text.ShouldContain(Source, customMessage: paper);
            text.ShouldContain($"{FigureWords.Disputed}: {Own}.", customMessage: paper);
        }

        (await InvitationAsync(made)).ShouldContain($"{FigureWords.Disputed}: {Own}.");
        (await PapersOfUnitAsync(made))[0].Text.ShouldContain("1 số liệu đang có phản ánh, chưa được quyết định");

        OpenRound.Must(await made.DecideAsync(dispute, DisputeStep.Reject, made.Appraiser));
        foreach (var (paper, text) in await PapersAsync(made))
        {
            text.ShouldContain($"{DisputeStates.WordsOf(DisputeState.Rejected).Vi}; {Own}; lý do quyết định: “Đã đối chiếu” (thamdinh, ", customMessage: paper);
            text.ShouldNotContain(FigureWords.Disputed, customMessage: paper);
        }
    }

    [Fact]
    public async Task A_confirmed_figure_says_so_and_the_code_of_the_sheet_stays_when_a_case_is_decided()
    {
        using var made = await PrefilledRound.FilledAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await made.ConfirmAsync(made.Round.Officer));
        (await PapersOfUnitAsync(made))[0].Text.ShouldContain($"{Source}. Đơn vị đã xác nhận.");
        var dispute = OpenRound.Must(await made.DisputeAsync(made.Round.Officer));
        await made.HandInAsync();
        var code = (await PrintAsync(made)).Code;
        OpenRound.Must(await made.DecideAsync(dispute, DisputeStep.Uphold, made.Appraiser));
        (await PrintAsync(made)).Code.ShouldBe(code, "the unit signed what it entered");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_case_left_open_is_marked_until_the_council_has_concluded_on_the_line(Kind kind)
    {
        using var made = await PrefilledRound.FilledAsync(kind, postgres);
        OpenRound.Must(await made.DisputeAsync(made.Round.Officer));
        await made.HandInAsync();
        made.Round.Clock.Now = made.Round.Clock.Now.AddDays(90);
        (await InvitationAsync(made)).ShouldContain(FigureWords.Disputed);
        await using (var context = made.Round.Installation.Database.Open())
        {
            var claim = context.Positions.First(row => row.Criterion == new CriterionCode(PrefilledRound.Line) && row.HandedIn != null);
            var concluded = new Position { BlockId = claim.BlockId, Unit = claim.Unit, Criterion = claim.Criterion, Stage = Stages.Council, Mark = 0, Sequence = 1, Entry = EngineJson.ToText<Entry>(new Entry.Figures([5, 5])), Reason = "Theo sổ", Evidence = "", By = "thử", Person = Guid.Empty, Mandate = Guid.Empty, Place = Position.AfterImported, At = made.Round.Clock.Now.UtcDateTime };
            concluded.HandIn(made.Round.Clock.Now.UtcDateTime);
            context.Add(concluded);
            await context.SaveChangesAsync(Cancel);
        }

        var figure = await made.FigureAsync();
        (figure.IsUndecided, figure.CaseWords).ShouldBe((false, DisputeStates.Concluded));
        (await AnnexAsync(made)).ShouldContain($"{DisputeStates.Concluded.Vi}; {Own}.");
    }

    private static async Task<List<(string Name, string Text)>> PapersAsync(PrefilledRound made)
    {
        var review = (await made.Round.Installation.Reviews.ReadAsync(ReviewedRound.Part, Cancel)).ShouldNotBeNull();
        var desk = (await made.Prefilling.ReadAsync(OpenRound.Code, OpenRound.Block, Cancel)).ShouldNotBeNull();
        return
        [
            .. await PapersOfUnitAsync(made),
            ("evidence index", TextOf([EvidenceIndex.Of(review, EvidenceIndex.RowsOf(review))])),
            ("the agency's own figures", TextOf([.. FigureTemplate.Of(review, made.Appraiser)])),
            ("pre-filled figures", TextOf([.. PrefilledTemplate.Of(desk, made.Office)]) + Source), // source and day have columns of their own there
            ("annex of the round", await AnnexAsync(made)),
        ];
    }

    private static async Task<List<(string Name, string Text)>> PapersOfUnitAsync(PrefilledRound made)
    {
        var score = await PrintAsync(made);
        return [("report", TextOf(ScoreSheetReport.Of(score))), ("score sheet", TextOf([ScoreSheetWorkbook.Of(score)])), ("workbook to fill", TextOf([.. SheetTemplate.Of(await made.Round.SheetAsync())]))];
    }

    private static async Task<ScoreSheet> PrintAsync(PrefilledRound made) => (await made.Round.Installation.SignedSheets.PrintAsync(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Self, Cancel)).ShouldNotBeNull();

    private static async Task<string> InvitationAsync(PrefilledRound made) => TextOf(CouncilDocuments.Invitation((await made.Round.Installation.Councils.ReadAsync(OpenRound.Code, OpenRound.Block, Cancel)).ShouldNotBeNull(), "", ""));

    private static async Task<string> AnnexAsync(PrefilledRound made)
    {
        var live = (await made.Round.Installation.Live.FindAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();
        return TextOf(RoundAnnex.Of(live, [], await made.Prefilling.DisputedAsync(live, Cancel), stage => stage, by => by.ToString("D"), [], DateTime.UnixEpoch));
    }

    private static string TextOf(IEnumerable<WrittenSheet> sheets) => string.Join('\n', sheets.SelectMany(sheet => sheet.Rows).SelectMany(row => row.Cells).Select(cell => cell.Text));

    /// <summary>Of a document that is valid.</summary>
    private static string TextOf(WrittenDocument written)
    {
        using var file = new MemoryStream();
        DocumentWriter.Write(file, written);
        using var document = WordprocessingDocument.Open(file, isEditable: false);
        new OpenXmlValidator().Validate(document, Cancel).Select(error => $"{error.Path?.XPath} {error.Description}").ShouldBeEmpty();
        document.MainDocumentPart!.Document!.Descendants<Word.TableCell>().ShouldAllBe(cell => cell.Elements<Word.Paragraph>().Any(), "a cell without a paragraph breaks its row"); // written just above
        return document.MainDocumentPart.Document.InnerText;
    }
}
