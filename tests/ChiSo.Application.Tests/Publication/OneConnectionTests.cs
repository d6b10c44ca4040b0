using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Mail;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Appraisal;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Vietnamese;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Publication;

/// <summary>Every kind of write of a round on a server that gives one connection: an act that asked for a second inside its transaction would wait for itself, as many at once do where the pool is used up.</summary>
public sealed class OneConnectionTests(PostgresServer postgres)
{
    private const string Line = ReviewedRound.Drafts;

    private static readonly UnitPlace Unit = new(OpenRound.Code, OpenRound.Block, OpenRound.Unit);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_calendar()
    {
        using var round = await OpenRound.NewAsync(Kind.OneConnection, postgres);
        var (calendar, now, first, second) = (round.Installation.Calendar, round.Clock.Now.UtcDateTime, round.By(Guid.CreateVersion7()), round.By(Guid.CreateVersion7()));
        var stands = await ClockAsync(round, clock => clock.DatesOf(Stages.Self).ShouldNotBeNull());
        OpenRound.Must(await round.Installation.DateChanges.WriteAsync(OpenRound.Code, new(Stages.Self, stands with { Closes = stands.Closes.AddDays(2) }, stands, "CV 1"), first, Cancel));
        OpenRound.Must(await round.Installation.DateChanges.ApproveAsync(OpenRound.Code, await ClockAsync(round, clock => clock.DateChanges.Single().Id), second, Cancel));
        var extension = OpenRound.Must(await calendar.ProposeExtensionAsync(OpenRound.Code, new(OpenRound.Unit, Stages.Self, now.AddDays(50), "CV 2"), first, Cancel));
        OpenRound.Must(await calendar.ApproveExtensionAsync(OpenRound.Code, extension.Id, second, Cancel));
        var pause = OpenRound.Must(await calendar.ProposePauseAsync(OpenRound.Code, new("", now, now.AddDays(5), "CV 3"), first, Cancel));
        OpenRound.Must(await calendar.ApprovePauseAsync(OpenRound.Code, pause.Id, second, Cancel));
        OpenRound.Must(await round.Installation.PauseEnds.ProposeAsync(OpenRound.Code, new(pause.Id, now.AddDays(1), "CV 4"), first, Cancel));
        OpenRound.Must(await round.Installation.PauseEnds.ApproveAsync(OpenRound.Code, pause.Id, now.AddDays(1), second, Cancel));
        OpenRound.Must(await round.Installation.Days.DeclareAsync(OpenRound.Code, new(new(2025, 1, 27), new(2025, 1, 28), DayKind.Off, "TB 5"), first, Cancel));
        OpenRound.Must(await round.Installation.Days.WithdrawAsync(OpenRound.Code, new(2025, 1, 28), first, Cancel));
        OpenRound.Must(await calendar.SetRequestDeadlineAsync(OpenRound.Code, now.AddDays(90), first, Cancel));
        OpenRound.Must(await round.Installation.Late.SetRuleAsync(OpenRound.Code, OpenRound.Block, new(new("DT_CHAM"), LateCounting.EachStartedDay, 5), first, Cancel)).Days.ShouldBe(5);
    }

    [Fact]
    public async Task What_a_unit_does()
    {
        using var round = await OpenRound.NewAsync(Kind.OneConnection, postgres);
        LineAddress line = new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Self, new(Line));
        var evidence = OpenRound.Must(await round.Installation.Evidence.AddAsync(new(line, "bao-cao.pdf", "", null, "", "", "", SaysNotSecret: true), Pdf(), round.Officer, Cancel));
        await OpenedAsync((await round.Installation.Evidence.OpenAsync(evidence.Id, round.Officer, [], [], Cancel))?.Content);
        OpenRound.Must(await round.Installation.Evidence.WithdrawAsync(evidence.Id, round.Officer, Cancel)).WithdrawnAt.ShouldNotBeNull();
        OpenRound.Must(await round.Installation.Internal.AssignAsync(Unit, new(new("TC"), 0, "Phòng Pháp chế", round.Officer.Id, null), round.Officer, Cancel));
        OpenRound.Must(await round.Installation.Internal.AssignAsync(Unit, new(new("TC"), 1, "", null, null), round.Officer, Cancel));
        OpenRound.Must(await round.Installation.NotApplicable.AskAsync(OpenRound.Code, OpenRound.Block, new(OpenRound.Unit, new("TA_DV"), "Không có"), round.Leader, Cancel));
        var asked = OpenRound.Must(await round.Installation.GuidanceDesk.AskAsync(OpenRound.Code, OpenRound.Unit, new(Line), "Tính theo ngày nào?", round.Officer, Cancel));
        OpenRound.Must(await round.Installation.GuidanceDesk.AnswerAsync(OpenRound.Code, new(asked.Id, 0, "Ngày ký", NamesUnit: false), await round.PersonAsync("td", Role.Appraiser, ReviewedRound.Agency), Cancel));
        await round.FillAsync();
        OpenRound.Must(await round.MoveAsync(round.Officer, SheetStep.SendToLeader));
        OpenRound.Must(await round.MoveAsync(round.Leader, SheetStep.HandIn));
        var signed = OpenRound.Must(await round.Installation.SignedSheets.RecordAsync(new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Self, "12/BC", new(2025, 1, 6), "ky.pdf", SaysNotSecret: true), Pdf(), round.Officer, Cancel));
        await OpenedAsync((await round.Installation.SignedSheets.OpenAsync(signed.Id, round.Officer, Cancel))?.Content);
    }

    [Fact]
    public async Task What_the_standing_office_and_appraisers_do()
    {
        using var made = await ReviewedRound.NewAsync(Kind.OneConnection, postgres);
        var (round, appraisers, office) = (made.Round, made.Round.Installation.Appraisers, await made.Round.PersonAsync("thuongtruc", Role.StandingOffice, ""));
        OpenRound.Must(await appraisers.AssignAsync(OpenRound.Code, new(OpenRound.Block, new("TC"), ["tuphap"], "taichinh"), "CV 1", office, Cancel));
        OpenRound.Must(await appraisers.RemoveAsync(OpenRound.Code, new(OpenRound.Block, new("TC"), "tuphap", "taichinh"), "CV 2", office, Cancel));
        OpenRound.Must(await appraisers.DeclareAsync(OpenRound.Code, "taichinh", "tuphap", "Vợ là giám đốc", office, Cancel));
        OpenRound.Must(await appraisers.WithdrawAsync(OpenRound.Code, "taichinh", "tuphap", Guid.Empty, "CV 3", office, Cancel));
        OpenRound.Must(await appraisers.DeclareOwnAsync(new(OpenRound.Code, OpenRound.Block, "yte"), "Vợ là giám đốc", made.Appraiser, Cancel));
        OpenRound.Must(await round.Installation.DoubleMarkings.SetAsync(OpenRound.Code, OpenRound.Block, new(1, "mam", DoubleChoice.Random), round.By(office.Id), Cancel));
        var check = OpenRound.Must(await round.Installation.SiteChecks.AddAsync(ReviewedRound.Part, new(OpenRound.Unit, new(Line), SiteCheckKind.OnSite, new(2025, 1, 5), "Trụ sở", "BB 3", "bb.pdf", SaysNotSecret: true), Pdf(), made.Appraiser, Cancel));
        await OpenedAsync((await round.Installation.SiteChecks.OpenAsync(check.Id, made.Appraiser, Cancel))?.Content);
        OpenRound.Must(await round.Installation.SiteChecks.WithdrawAsync(ReviewedRound.Part, check.Id, made.Appraiser, Cancel));
        var ask = OpenRound.Must(await made.AskAsync(made.Appraiser, AskKind.Clarify));
        OpenRound.Must(await round.Installation.Asks.AnswerAsync(OpenRound.Code, OpenRound.Block, OpenRound.Unit, ask.Id, "Đã có", round.Officer, Cancel));
        var back = OpenRound.Must(await made.AskAsync(made.Appraiser, AskKind.Return));
        OpenRound.Must(await round.SaveAsync(round.Officer, Line, (await round.SheetAsync()).Positions[new(Line)].Sequence, "a=3;b=5", "sửa"));
        OpenRound.Must(await round.Installation.Sheets.HandInLineAsync(new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Self, back.Criterion), "", round.Leader, Cancel));
        OpenRound.Must(await made.Work.AcceptAsync(ReviewedRound.Part, await made.SeenAsync("TC_RS_TH"), made.Appraiser, Cancel));
        OpenRound.Must(await made.Work.UndoAsync(ReviewedRound.Part, await made.SeenAsync("TC_RS_TH"), made.Appraiser, Cancel));
        await RemindAsync(round, office);
    }

    [Fact]
    public async Task What_follows_the_appraisal()
    {
        using var made = await BeforeCouncil.NewAsync(await ReviewedRound.AppraisedAsync(Kind.OneConnection, postgres));
        var (round, requests) = (made.Reviewed.Round, made.Reviewed.Round.Installation.Requests);
        OpenRound.Must(await round.Installation.Precedents.WriteAsync(ReviewedRound.Part with { Criterion = new(Line) }, new(OpenRound.Unit, "Nộp chậm", "Trừ"), made.Reviewed.Appraiser, Cancel));
        var meeting = await made.MeetAsync("An", "Bình", "Chi");
        OpenRound.Must(await round.Installation.CouncilPapers.LayInAsync(new(OpenRound.Code, OpenRound.Block), new(meeting, PaperKind.Minutes, "bb.pdf", SaysNotSecret: true), Pdf(), made.Secretary, Cancel));
        OpenRound.Must(await made.DecideAsync(Line, "a=3;b=5", meeting, new(3, 0, 0)));
        OpenRound.Must(await made.ReopenAsync(made.Member, "TC_XD_QT", "Xem lại"));
        OpenRound.Must(await made.DecideAsync("TC_XD_QT", "a=0", meeting, new(3, 0, 0)));
        OpenRound.Must(await made.AdoptRestAsync(meeting));
        OpenRound.Must(await made.PassAsync(meeting));
        var filed = OpenRound.Must(await requests.FileAsync(new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, new(Line)), new("a=5;b=5", "Tờ trình số 12", "CV 3"), round.Leader, DecimalMark.Comma, Cancel));
        RequestAddress At(ReviewRequest request) => new(OpenRound.Code, OpenRound.Block, request.Id, request.Version);
        OpenRound.Must(await round.Installation.RequestFiles.AttachAsync(At(filed), new("cv.pdf", SaysNotSecret: true), Pdf(), round.Leader, Cancel));
        var admitted = OpenRound.Must(await requests.AdmitAsync(At(filed), new("Có tài liệu mới", [made.Member.Id], DateOnly.FromDateTime(round.Clock.Now.UtcDateTime).AddDays(10)), made.Secretary, Cancel));
        var heard = OpenRound.Must(await round.Installation.RequestFiles.RecordHearingAsync(At(admitted), new(VietnamTime.Today(round.Clock), "Trụ sở", "An, Bình", "Nghe giải trình", new("bb.pdf", SaysNotSecret: true)), Pdf(), made.Member, Cancel));
        var minutes = (await requests.ReadAsync(OpenRound.Code, OpenRound.Block, Cancel)).ShouldNotBeNull().Case(filed.Id).ShouldNotBeNull().MinutesOf(heard).ShouldNotBeNull();
        await OpenedAsync((await round.Installation.RequestFiles.OpenAsync(minutes.Id, made.Member, Cancel))?.Content);
        OpenRound.Must(await round.Installation.RequestFiles.WithdrawHearingAsync(At(admitted), heard.Id, "Ghi nhầm", made.Member, Cancel));
        OpenRound.Must(await round.Installation.RequestPanels.ProposeAsync(At(admitted), new(RequestVerdict.InPart, "a=4;b=5", "Có dấu đến"), made.Member, DecimalMark.Comma, Cancel));
        var office = await round.PersonAsync("thuongtruc", Role.StandingOffice, "");
        var proposed = OpenRound.Must(await round.Installation.RequestOverrides.ProposeAsync(At(admitted), "Không thể chờ", office, Cancel));
        OpenRound.Must(await round.Installation.RequestOverrides.ApproveAsync(At(admitted), proposed.Id, await round.PersonAsync("thuongtruc2", Role.StandingOffice, ""), Cancel));
        var changed = OpenRound.Must(await requests.ChangePanelAsync(At(admitted), new("Thêm hạn", [made.Member.Id], DateOnly.FromDateTime(round.Clock.Now.UtcDateTime).AddDays(12)), made.Secretary, Cancel));
        var laid = (await requests.ReadAsync(OpenRound.Code, OpenRound.Block, Cancel)).ShouldNotBeNull().Case(filed.Id).ShouldNotBeNull().Laid;
        OpenRound.Must(await requests.ConcludeAsync(At(changed), new(Grants: true, "a=4;b=5", "Chấp nhận một phần", laid), made.Secretary, DecimalMark.Comma, Cancel));
        (await round.Installation.Freezing.FreezeAsync(OpenRound.Code, round.By(Guid.Empty), Cancel)).Problems.ShouldNotBeEmpty("the other blocks are open");
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    private static async Task RemindAsync(OpenRound round, Person office)
    {
        OpenRound.Must(await round.Installation.Accounts.SetContactAsync(round.Stranger.Id, "", "khac@example.vn", round.By(Guid.Empty), Cancel));
        var live = (await round.Installation.Live.FindAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();
        var drafted = OpenRound.Must(await round.Reminders.DraftAsync(live, Stages.Self, "Đề nghị nộp", Guid.NewGuid(), round.By(office.Id), Cancel));
        OpenRound.Must(await round.Reminders.SendAsync(live, drafted.Id, [ChannelKind.Mail], "https://chiso.example", round.By(Guid.CreateVersion7()), Cancel)).ShouldBe(1);
    }

    private static async Task<T> ClockAsync<T>(OpenRound round, Func<RoundClock, T> read) => read((await round.Installation.Live.FindAsync(OpenRound.Code, Cancel)).ShouldNotBeNull().Clock);

    private static MemoryStream Pdf() => new("%PDF-1.7 bản quét"u8.ToArray());

    private static async Task OpenedAsync(Stream? content) => await content.ShouldNotBeNull().DisposeAsync();
}
