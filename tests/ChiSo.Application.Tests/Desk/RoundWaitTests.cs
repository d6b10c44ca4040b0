using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Desk;
using ChiSo.Application.Mail;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Appraisal;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Vietnamese;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Desk;

/// <summary>Who waits on whom after the self-assessment, since when, on both databases; and reminders for those they wait for.</summary>
public sealed class RoundWaitTests(PostgresServer postgres)
{
    private const string Line = ReviewedRound.Drafts;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_line_waits_for_its_agency_its_leader_or_the_unit(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        var opened = made.Round.Clock.Now.UtcDateTime;
        var before = await OfAgencyAsync(made, WaitKind.Appraise);
        (before.Stage, before.Since, before.Due).ShouldBe((Stages.FirstReview, opened, opened.AddDays(60)));

        made.Round.Clock.Now += TimeSpan.FromDays(1);
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=3;b=5"));
        (await OfAgencyAsync(made, WaitKind.Appraise)).Lines.ShouldBe(before.Lines - 1);
        (await OfAgencyAsync(made, WaitKind.Confirm)).ShouldSatisfyAllConditions(wait => wait.Lines.ShouldBe(1), wait => wait.Since.ShouldBe(opened.AddDays(1)));
        OpenRound.Must(await made.Work.ConfirmAsync(ReviewedRound.Part, await made.SeenAsync(), made.AgencyLeader, Cancel));
        (await WaitsAsync(made.Round)).ShouldNotContain(wait => wait.Kind == WaitKind.Confirm);

        made.Round.Clock.Now += TimeSpan.FromDays(1);
        OpenRound.Must(await made.AskAsync(made.Appraiser, AskKind.Clarify, "TC_XD_QT"));
        OpenRound.Must(await made.AskAsync(made.Appraiser, AskKind.Return, "TC_RS_TH"));
        foreach (var asked in new[] { WaitKind.Answer, WaitKind.Mend })
            (await WaitsAsync(made.Round)).Single(wait => wait.Kind == asked).ShouldSatisfyAllConditions(wait => wait.Agency.ShouldBeNull(), wait => (wait.Lines, wait.Since).ShouldBe((1, opened.AddDays(2))));
        made.Round.Clock.Now += TimeSpan.FromDays(60);
        (await WaitsAsync(made.Round)).ShouldBeEmpty("the stage is over");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task An_explanation_waits_for_the_unit_until_it_is_sent(Kind kind)
    {
        using var made = await ReviewedRound.AppraisedAsync(kind, postgres);
        var sheets = made.Round.Installation.Sheets;
        async Task<Wait?> WaitAsync() => (await WaitsAsync(made.Round)).SingleOrDefault(wait => wait.Stage == Stages.Explanation);
        var whole = (await sheets.ReadAsync(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Explanation, Cancel)).ShouldNotBeNull();
        (await WaitAsync()).ShouldNotBeNull().ShouldSatisfyAllConditions(wait => wait.Kind.ShouldBe(WaitKind.Explain), wait => wait.Lines.ShouldBe(whole.Own().Count()));
        OpenRound.Must(await sheets.AgreeAsync(new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Explanation, new("TC_XD_QT")), 0, made.Round.Officer, Cancel));
        (await WaitAsync())?.Lines.ShouldBe(whole.Own().Count() - 1);
        OpenRound.Must(await sheets.MoveAsync(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Explanation, SheetStep.SendToLeader, "", made.Round.Officer, Cancel));
        (await WaitAsync())?.Kind.ShouldBe(WaitKind.LookThrough);
        OpenRound.Must(await sheets.AgreeRestAsync(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Explanation, made.Round.Leader, Cancel));
        OpenRound.Must(await sheets.MoveAsync(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Explanation, SheetStep.HandIn, "", made.Round.Leader, Cancel));
        (await WaitAsync()).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task What_follows_waits_for_council_secretary_and_panel(Kind kind)
    {
        using var made = await BeforeCouncil.NewAsync(await ReviewedRound.AppraisedAsync(kind, postgres));
        var (round, requests) = (made.Reviewed.Round, made.Reviewed.Round.Installation.Requests);
        async Task<IEnumerable<WaitKind>> KindsAsync() => (await WaitsAsync(round)).Where(wait => wait.Stage == Stages.Council).Select(wait => wait.Kind);
        (await KindsAsync()).ShouldBe([WaitKind.Decide]);
        var meeting = await made.MeetAsync("An", "Bình", "Chi");
        OpenRound.Must(await made.DecideAsync(Line, "a=3;b=5", meeting, new(3, 0, 0)));
        (await KindsAsync()).ShouldBe([WaitKind.Decide, WaitKind.Pass], ignoreOrder: true);
        OpenRound.Must(await made.AdoptRestAsync(meeting));
        OpenRound.Must(await made.PassAsync(meeting));
        (await KindsAsync()).ShouldBeEmpty();

        var filed = OpenRound.Must(await requests.FileAsync(new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, new(Line)), new("a=5;b=5", "Tờ trình số 12", ""), round.Leader, DecimalMark.Comma, Cancel));
        (await KindsAsync()).ShouldBe([WaitKind.Admit]);
        var due = DateOnly.FromDateTime(round.Clock.Now.UtcDateTime).AddDays(10);
        OpenRound.Must(await requests.AdmitAsync(new(OpenRound.Code, OpenRound.Block, filed.Id, filed.Version), new("Có tài liệu mới", [made.Member.Id], due), made.Secretary, Cancel));
        (await WaitsAsync(round)).Single(wait => wait.Kind == WaitKind.Conclude).Due.ShouldBe(VietnamTime.Utc(due.AddDays(1)));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Agencies_with_lines_undecided_are_reminded_and_none_that_is_done(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        var round = made.Round;
        OpenRound.Must(await round.Installation.Accounts.SetContactAsync(made.Appraiser.Id, "", "td@example.vn", round.By(Guid.Empty), Cancel));
        var live = await LiveAsync(round);
        round.Reminders.StagesOf(live).ShouldBe([Stages.Self, Stages.FirstReview]);
        var late = (await round.Reminders.LateAsync(live, Stages.FirstReview, Cancel)).Single(body => body.Code == ReviewedRound.Agency);
        late.Done.ShouldBe(0);
        late.People.Select(person => person.FullName).ShouldBe(["chutri", "thamdinh"]);
        (await round.Reminders.DraftAsync(live, Stages.Explanation, "Đề nghị giải trình", Guid.NewGuid(), round.By(Guid.CreateVersion7()), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("reminder.none-late", "that stage has no dates");

        var written = OpenRound.Must(await round.Reminders.DraftAsync(live, Stages.FirstReview, "Đề nghị thẩm định", Guid.NewGuid(), round.By(Guid.CreateVersion7()), Cancel));
        OpenRound.Must(await round.Reminders.SendAsync(live, written.Id, [ChannelKind.Mail], "https://chiso.example", round.By(Guid.CreateVersion7()), Cancel)).ShouldBe(1);
        var sent = (await round.Installation.Outbox.ListAsync(null, Reminders.AboutOf(OpenRound.Code), 10, Cancel)).ShouldHaveSingleItem();
        sent.Subject.ShouldBe($"[ChiSo] Đôn đốc thẩm định và xác nhận kết quả: {late.Name.Vi}");
        sent.Text.ShouldContain($"còn {VietnameseNumbers.CountText(late.All)} trong {VietnameseNumbers.CountText(late.All)} dòng chưa thẩm định hoặc chưa xác nhận");

        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=3;b=5"));
        OpenRound.Must(await made.Work.ConfirmAsync(ReviewedRound.Part, await made.SeenAsync(), made.AgencyLeader, Cancel));
        (await round.Reminders.LateAsync(live, Stages.FirstReview, Cancel)).Single(body => body.Code == ReviewedRound.Agency).Done.ShouldBe(1);
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Units_with_an_open_explanation_are_reminded()
    {
        using var made = await ReviewedRound.AppraisedAsync(Kind.Sqlite, postgres);
        var late = (await made.Round.Reminders.LateAsync(await LiveAsync(made.Round), Stages.Explanation, Cancel)).ShouldHaveSingleItem();
        (late.Code, late.Done).ShouldBe((OpenRound.Unit, 0));
        late.People.Select(person => person.FullName).ShouldBe(["canbo", "lanhdao"]);
    }

    /// <summary>Of the sample, the agency appraises six lines departments fill and one it supplies itself of each department, and of each district three they fill and one it supplies. One department has handed in; nobody else has, and the agency doesn't appraise itself: 7 of that department, 1 of each of 14 others and of 9 districts can be appraised.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Who_would_miss_a_deadline_at_the_pace_so_far_is_named(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        (await ForecastsAsync(made.Round)).ShouldBeEmpty("the stage has just begun");
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=3;b=5"));
        made.Round.Clock.Now += TimeSpan.FromDays(10);
        var silent = (await ForecastsAsync(made.Round)).Single(one => one.Stage == Stages.FirstReview && one.Name.Vi == "Sở Tư pháp");
        (silent.Forecast.Outlook, silent.Forecast.Left, silent.Appraised).ShouldBe((Outlook.NoPace, 7 + 14 + 9, new(1, 0, 7 + 14 + 9)), "a score counts once it is confirmed");
        OpenRound.Must(await made.Work.ConfirmAsync(ReviewedRound.Part, await made.SeenAsync(), made.AgencyLeader, Cancel));
        var told = await ForecastsAsync(made.Round);
        told.Single(one => one.Stage == Stages.FirstReview && one.Name.Vi == "Sở Tư pháp").Appraised.ShouldBe(new(1, 1, 7 + 14 + 9));
        told.Where(one => one.Stage == Stages.Self).ShouldAllBe(one => one.Appraised == null);
        var agency = AgencyOf(told);
        (agency.Outlook, agency.Left).ShouldBe((Outlook.Late, 7 + 14 + 9 - 1));
        agency.Left.ShouldBeGreaterThan(agency.Missed);
        told.ShouldContain(one => one.Stage == Stages.Self && one.Forecast.Outlook == Outlook.NoPace);
        told.ShouldNotContain(one => one.Stage == Stages.Self && one.Name.Vi == "Sở Nội vụ", "it has handed in");

        var office = await made.Round.PersonAsync("tt", Role.StandingOffice, "");
        OpenRound.Must(await made.Round.Installation.Appraisers.AssignAsync(OpenRound.Code, new(OpenRound.Block, new("TC_KS"), [], ReviewedRound.Agency), "CV 1", office, Cancel));
        AgencyOf(await ForecastsAsync(made.Round)).ShouldBe(agency, "what a survey feeds is nobody's work");
        OpenRound.Must(await made.Round.Installation.Appraisers.AssignAsync(OpenRound.Code, new(OpenRound.Block, new("TC_XD_TD"), ["yte"], "xaydung"), "CV 2", office, Cancel));
        (await ForecastsAsync(made.Round)).ShouldNotContain(one => one.Stage == Stages.FirstReview && one.Name.Vi == "Sở Xây dựng", "all it has waits for a unit to hand in");

        made.Round.Clock.Now += TimeSpan.FromDays(60);
        (await ForecastsAsync(made.Round)).ShouldBeEmpty("the stages are over");
    }

    [Fact]
    public async Task An_agencys_pace_is_that_of_all_blocks_those_that_are_over_too()
    {
        using var made = await ReviewedRound.NewAsync(Kind.Sqlite, postgres);
        var calendar = made.Round.Installation.Calendar;
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=3;b=5"));
        OpenRound.Must(await made.Work.AppraiseAsync(new(OpenRound.Code, "districts", Stages.FirstReview), new("ninh-kieu", new("TC_CAN"), 0, "a=1;b=5", "Quyết định số 3", ""), made.Appraiser, DecimalMark.Comma, Cancel));
        OpenRound.Must(await made.Work.ConfirmAsync(ReviewedRound.Part, await made.SeenAsync(), made.AgencyLeader, Cancel));
        OpenRound.Must(await made.Work.ConfirmAsync(new(OpenRound.Code, "districts", Stages.FirstReview), [new("ninh-kieu", new("TC_CAN"), 1)], made.AgencyLeader, Cancel));
        var later = OpenRound.Must(await calendar.ProposeExtensionAsync(OpenRound.Code, new(OpenRound.Unit, Stages.FirstReview, made.Round.Clock.Now.UtcDateTime.AddDays(90), "Công văn số 8"), made.Round.By(Guid.CreateVersion7()), Cancel));
        OpenRound.Must(await calendar.ApproveExtensionAsync(OpenRound.Code, later.Id, made.Round.By(Guid.CreateVersion7()), Cancel));
        made.Round.Clock.Now += TimeSpan.FromDays(61);
        var work = (await made.Round.Waits.OfAsync(await LiveAsync(made.Round), Cancel)).Work.Where(part => part.Code == ReviewedRound.Agency && part.Stage == Stages.FirstReview).ToList();
        (work.Sum(part => part.Done), work.Sum(part => part.Left)).ShouldBe((2, 6), "six are left of the department with more time; the district's line counts for the pace");
        (await WaitsAsync(made.Round)).ShouldNotContain(wait => wait.Block == "districts");
        AgencyOf(await ForecastsAsync(made.Round)).Left.ShouldBe(6);
    }

    private static Forecast AgencyOf(IEnumerable<BodyForecast> told) => told.Single(one => one.Stage == Stages.FirstReview && one.Name.Vi == "Sở Tư pháp").Forecast;

    private static async Task<ImmutableArray<BodyForecast>> ForecastsAsync(OpenRound round)
    {
        var live = await LiveAsync(round);
        var board = await new RoundBoard(round.Installation.Database, round.Installation.Sets).OfAsync(live, Cancel);
        return RoundForecasts.Of(live, board, (await round.Waits.OfAsync(live, Cancel)).Work, round.Clock.Now.UtcDateTime);
    }

    private static async Task<LiveRound> LiveAsync(OpenRound round) => (await round.Installation.Live.FindAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();

    private static async Task<ImmutableArray<Wait>> WaitsAsync(OpenRound round) => [.. (await round.Waits.OfAsync(await LiveAsync(round), Cancel)).Waits.Where(wait => wait.Block == OpenRound.Block && wait.Unit == OpenRound.Unit)];

    private static async Task<Wait> OfAgencyAsync(ReviewedRound made, WaitKind kind) => (await WaitsAsync(made.Round)).Single(wait => wait.Kind == kind && wait.Agency?.Code == ReviewedRound.Agency);
}
