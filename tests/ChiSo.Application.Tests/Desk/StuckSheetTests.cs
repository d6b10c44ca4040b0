using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Desk;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Desk;

/// <summary>A sheet that is complete but for a check the standing office may let through is on its first page, and no other.</summary>
public sealed class StuckSheetTests(PostgresServer postgres)
{
    private const string Line = "TC_XD_TD";
    private const string Mandatory = "sheet.evidence-mandatory";

    private static readonly LineAddress Address = new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Self, new(Line));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_office_sees_a_complete_sheet_only_it_can_let_through(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres, change: document => document.Demanding(Line, EvidenceRule.Mandatory));
        var office = await round.PersonAsync("thuongtruc", Role.StandingOffice, "");
        OpenRound.Must(await round.SaveAsync(round.Officer, Line, 0, "a=4;b=5", "vì sao", "Báo cáo số 1/BC"));
        (await WaitingAsync(round, office)).ShouldBeEmpty("people are still at it");
        await round.FillAsync();

        var waits = (await WaitingAsync(round, office)).ShouldHaveSingleItem();
        (waits.Unit, waits.Stage, waits.Left, waits.Check?.Code, waits.Due).ShouldBe((OpenRound.Unit, Stages.Self, 1, Mandatory, round.Clock.Now.UtcDateTime.AddDays(30)));
        WorkWords.Left(waits).Vi.ShouldContain("1 dòng vướng một mục bạn cho qua được, kèm lý do: dòng này bắt buộc có tệp");
        foreach (var other in new[] { round.Leader, await round.PersonAsync("kiemtoan", Role.Auditor, ""), office with { Mandates = [.. office.Mandates, .. round.Officer.Mandates] } })
            (await WaitingAsync(round, other)).ShouldBeEmpty(other.FullName);

        OpenRound.Must(await round.MoveAsync(round.Officer, SheetStep.SendToLeader));
        (await WaitingAsync(round, office)).ShouldHaveSingleItem();
        OpenRound.Must(await round.Installation.CheckOverrides.GiveAsync(new(Address, Mandatory, 1, "on-paper", "Bản giấy ở tủ 3"), office, Cancel));
        (await WaitingAsync(round, office)).ShouldBeEmpty("it is let through");
        OpenRound.Must(await round.SaveAsync(round.Leader, Line, 1, "a=5;b=5", "vì sao", ""));
        (await WaitingAsync(round, office)).ShouldHaveSingleItem("a later version isn't");
    }

    [Fact]
    public async Task Nothing_waits_for_the_office_where_something_is_left_for_the_unit_evidence_is_there_or_the_time_is_over()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres, change: document => document.Demanding(Line, EvidenceRule.Mandatory).Demanding("TC_XD_QT", null));
        var office = await round.PersonAsync("thuongtruc", Role.StandingOffice, "");
        OpenRound.Must(await round.SaveAsync(round.Officer, "TC_XD_QT", 0, "a=1", "", ""));
        await round.FillAsync();
        (await round.MoveAsync(round.Leader, SheetStep.HandIn)).Problems.Length.ShouldBe(2);
        (await WaitingAsync(round, office)).ShouldBeEmpty("another line lacks words, which only the unit can add");
        OpenRound.Must(await round.SaveAsync(round.Officer, "TC_XD_QT", 1, "a=1", "vì sao", "Báo cáo số 2/BC"));
        (await WaitingAsync(round, office)).ShouldHaveSingleItem();
        var cited = OpenRound.Must(await round.Installation.Evidence.AddAsync(new(Address, "", "12/BC-SNV", new(2024, 6, 1), "Sở Nội vụ", "Báo cáo", "", SaysNotSecret: true), null, round.Officer, Cancel));
        (await WaitingAsync(round, office)).ShouldBeEmpty("a document is cited");
        OpenRound.Must(await round.Installation.Evidence.WithdrawAsync(cited.Id, round.Officer, Cancel));
        (await WaitingAsync(round, office)).ShouldHaveSingleItem();
        round.Clock.Now += TimeSpan.FromDays(31);
        (await WaitingAsync(round, office)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_returned_line_only_the_office_can_let_through_is_there_too(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres, change: document => document.Demanding(Line, EvidenceRule.Mandatory));
        var office = await round.PersonAsync("thuongtruc", Role.StandingOffice, "");
        await round.FillAsync();
        var cited = OpenRound.Must(await round.Installation.Evidence.AddAsync(new(Address, "", "12/BC-SNV", new(2024, 6, 1), "Sở Nội vụ", "Báo cáo", "", SaysNotSecret: true), null, round.Officer, Cancel));
        OpenRound.Must(await round.MoveAsync(round.Leader, SheetStep.HandIn));
        await round.DateAsync(Stages.FirstReview, 0, 60);
        var appraiser = await round.PersonAsync("thamdinh", Role.Appraiser, "tuphap");
        var part = new ReviewPart(OpenRound.Code, OpenRound.Block, Stages.FirstReview);
        OpenRound.Must(await round.Installation.ReviewWork.AskAsync(part, OpenRound.Unit, new(Line), AskKind.Return, "Bổ sung tờ trình", appraiser, Cancel));
        (await WaitingAsync(round, office)).ShouldBeEmpty("the unit can hand it in");

        round.Clock.Now += TimeSpan.FromDays(40);
        OpenRound.Must(await round.Installation.Evidence.WithdrawAsync(cited.Id, round.Officer, Cancel));
        var waits = (await WaitingAsync(round, office)).ShouldHaveSingleItem("the unit's own time is over, and the line is open still");
        (waits.Unit, waits.Stage, waits.Left, waits.Check?.Code, waits.Due).ShouldBe((OpenRound.Unit, Stages.Self, 1, Mandatory, round.Clock.Now.UtcDateTime.AddDays(20)));
        OpenRound.Must(await round.Installation.CheckOverrides.GiveAsync(new(Address, Mandatory, 1, "on-paper", "Bản giấy ở tủ 3"), office, Cancel));
        (await WaitingAsync(round, office)).ShouldBeEmpty("it is let through");
        OpenRound.Must(await round.Installation.Sheets.HandInLineAsync(Address, "", round.Leader, Cancel));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Only_sheets_that_lack_a_document_are_read(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres, change: document => document.Demanding(Line, EvidenceRule.Mandatory));
        (await LackingAsync(round)).ShouldBeEmpty("nobody has entered anything");
        await round.FillAsync();
        (await LackingAsync(round)).ShouldBe([OpenRound.Unit]);
        var cited = OpenRound.Must(await round.Installation.Evidence.AddAsync(new(Address, "", "12/BC-SNV", new(2024, 6, 1), "Sở Nội vụ", "Báo cáo", "", SaysNotSecret: true), null, round.Officer, Cancel));
        (await LackingAsync(round)).ShouldBeEmpty("a complete sheet with its document isn't read");
        OpenRound.Must(await round.Installation.Evidence.WithdrawAsync(cited.Id, round.Officer, Cancel));
        (await LackingAsync(round)).ShouldBe([OpenRound.Unit]);
    }

    private static async Task<List<string>> LackingAsync(OpenRound round)
    {
        var live = (await round.Installation.Live.FindAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();
        var block = live.Block(OpenRound.Block).ShouldNotBeNull();
        await using var context = round.Installation.Database.Open();
        return await StuckSheetWork.LackingAsync(context, round.Installation, live, block, Stages.Self, [.. block.Units.Select(unit => unit.Code)], Cancel);
    }

    private static async Task<List<OpenWork>> WaitingAsync(OpenRound round, Person person) => [.. (await round.Desk.OfAsync(person, Cancel)).Where(work => work.Kind == WorkKind.LetThrough)];
}
