using ChiSo.Application.Appraisal;
using ChiSo.Application.Documents;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Engine;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>What the council sends and signs, and the scans it takes back.</summary>
public sealed class CouncilPaperTests(PostgresServer postgres)
{
    private const string Disputed = "TC_XD_TD";

    private static readonly CouncilList List = new(OpenRound.Code, OpenRound.Block);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_list_decided_in_writing_passes_once_the_votes_are_scanned(Kind kind)
    {
        using var made = await BeforeCouncil.NewAsync(await ReviewedRound.AppraisedAsync(kind, postgres, castingVote: true));
        var writing = OpenRound.Must(await made.RecordAsync(new(DateOnly.FromDateTime(made.Reviewed.Round.Clock.Now.UtcDateTime), InWriting: true, 5, "An\nBình\nChi", "Phiếu lấy ý kiến số 7"), made.Secretary));
        OpenRound.Must(await made.DecideAsync(Disputed, "a=3;b=5", writing.Id, new(2, 1, 0)));
        var meeting = await made.MeetAsync("An", "Bình", "Chi");
        OpenRound.Must(await made.AdoptRestAsync(meeting));
        (await made.PassAsync(meeting)).Problems.Select(problem => (problem.Code, problem.Where)).ShouldBe([("council.no-scan", "Phiếu lấy ý kiến số 7")]);

        OpenRound.Must(await LayInAsync(made, writing.Id, PaperKind.Minutes));
        (await made.PassAsync(meeting)).Problems.ShouldHaveSingleItem().Code.ShouldBe("council.no-scan");
        var scan = OpenRound.Must(await LayInAsync(made, writing.Id, PaperKind.Ballots));
        OpenRound.Must(await LayInAsync(made, writing.Id, PaperKind.Ballots)).Id.ShouldBe(scan.Id);
        OpenRound.Must(await made.PassAsync(meeting));

        var papers = made.Reviewed.Round.Installation.CouncilPapers;
        (await papers.OpenAsync(scan.Id, made.Reviewed.Round.Officer, Cancel)).ShouldBeNull();
        await using var content = (await papers.OpenAsync(scan.Id, made.Member, Cancel)).ShouldNotBeNull().Content.ShouldNotBeNull();
        content.Length.ShouldBeGreaterThan(0);
        (await made.Reviewed.Round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Only_the_secretary_lays_in_and_only_a_PDF_of_a_meeting_that_is_on_record()
    {
        using var made = await BeforeCouncil.NewAsync(await ReviewedRound.AppraisedAsync(Kind.Sqlite, postgres, castingVote: true));
        var meeting = await made.MeetAsync("An", "Bình", "Chi");
        var papers = made.Reviewed.Round.Installation.CouncilPapers;
        (await papers.LayInAsync(List, new(meeting, PaperKind.Minutes, "a.pdf"), Pdf(), made.Member, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("council.not-allowed");
        (await papers.LayInAsync(List, new(Guid.NewGuid(), PaperKind.Minutes, "a.pdf"), Pdf(), made.Secretary, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("council.no-meeting");
        (await papers.LayInAsync(List, new(meeting, PaperKind.Minutes, "a.pdf"), null, made.Secretary, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("council.no-pdf");
        (await papers.LayInAsync(List, new(meeting, PaperKind.Minutes, "a.pdf"), new MemoryStream("PK"u8.ToArray()), made.Secretary, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("council.no-pdf");
        (await SheetAsync(made)).Papers.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_paper_with_a_secrecy_stamp_is_refused()
    {
        using var made = await BeforeCouncil.NewAsync(await ReviewedRound.AppraisedAsync(Kind.Sqlite, postgres, castingVote: true));
        var meeting = await made.MeetAsync("An", "Bình", "Chi");
        var round = made.Reviewed.Round;
        await SecrecySamples.ShouldBeHeldToAsync(round.FilesFolder, round.Installation.Database, async (file, says) => (await round.Installation.CouncilPapers.LayInAsync(List, new(meeting, PaperKind.Minutes, "a.pdf", says), file, made.Secretary, Cancel)).Problems);
    }

    [Fact]
    public async Task Invitation_minutes_and_notice_are_valid_documents_that_say_what_is_on_record()
    {
        using var made = await BeforeCouncil.NewAsync(await ReviewedRound.AppraisedAsync(Kind.Sqlite, postgres, castingVote: true));
        var open = (await SheetAsync(made)).Before.Count();
        var invitation = TextOf(CouncilDocuments.Invitation(await SheetAsync(made), "8 giờ 00 ngày 20/02/2026", ""));
        invitation.ShouldContain($"xem xét {open} tiêu chí chờ Hội đồng kết luận, trong đó 1 tiêu chí đơn vị chưa thống nhất");
        invitation.ShouldContain("8 giờ 00 ngày 20/02/2026");

        var meeting = await made.MeetAsync("Nguyễn Văn An", "Bình", "Chi");
        OpenRound.Must(await made.DecideAsync(Disputed, "a=3;b=5", meeting, new(2, 1, 0), "Tờ trình thứ tư nộp muộn"));
        OpenRound.Must(await made.AdoptRestAsync(meeting));
        OpenRound.Must(await made.PassAsync(meeting));
        var sheet = await SheetAsync(made);
        var minutes = TextOf(CouncilDocuments.Minutes(sheet, sheet.Meetings[0]));
        foreach (var said in (string[])["Có mặt 3 trên 5 thành viên, quá nửa, đủ điều kiện kết luận", "1. Nguyễn Văn An", "2 tán thành, 1 không, 0 ý kiến khác", "Tờ trình thứ tư nộp muộn", "Hội đồng thông qua danh sách kết quả"])
            minutes.ShouldContain(said);
        TextOf(CouncilDocuments.Notice(sheet)).ShouldContain($"Hội đồng kết luận {sheet.Lines.Count(line => line.State == CouncilState.Passed)} tiêu chí như phụ lục");
    }

    private static string TextOf(WrittenDocument written)
    {
        using var file = new MemoryStream();
        DocumentWriter.Write(file, written);
        using var document = WordprocessingDocument.Open(file, isEditable: false);
        new OpenXmlValidator().Validate(document, Cancel).Select(error => $"{error.Path?.XPath} {error.Description}").ShouldBeEmpty();
        return document.MainDocumentPart!.Document!.InnerText; // written just above
    }

    private static async Task<CouncilSheet> SheetAsync(BeforeCouncil made) => (await made.Reviewed.Round.Installation.Councils.ReadAsync(OpenRound.Code, OpenRound.Block, Cancel)).ShouldNotBeNull();

    private static Task<Result<CouncilPaper>> LayInAsync(BeforeCouncil made, Guid meeting, PaperKind kind) =>
        made.Reviewed.Round.Installation.CouncilPapers.LayInAsync(List, new(meeting, kind, "quét.pdf", SaysNotSecret: true), Pdf(), made.Secretary, Cancel);

    private static MemoryStream Pdf() => new("%PDF-1.7 quét"u8.ToArray());
}
