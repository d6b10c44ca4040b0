using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Desk;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Vietnamese;
using Shouldly;
using Xunit;
using static ChiSo.Application.Tests.Appraisal.FiledRequests;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>The panel of a request: accounts that may sit on it, what they read, what they propose, and that the conclusion waits for them.</summary>
public sealed class RequestPanelTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_panel_finds_its_work_says_what_it_proposes_and_the_secretary_concludes_after_over_half_of_it(Kind kind)
    {
        using var made = await PassedAsync(kind, postgres);
        var round = made.Reviewed.Round;
        var office = await round.PersonAsync("thuongtruc", Role.StandingOffice, "");
        var admitted = await AdmittedAsync(made, made.Member.Id, office.Id);
        foreach (var person in new[] { made.Member, office })
            (await round.Desk.OfAsync(person, Cancel)).ShouldContain(work => work.Kind == WorkKind.Advise && work.Request == admitted.Id && work.Unit == OpenRound.Unit && work.Due == VietnamTime.Utc(admitted.Due!.Value.AddDays(1)), person.FullName); // admitted with a deadline
        (await round.Desk.OfAsync(made.Secretary, Cancel)).ShouldNotContain(work => work.Kind == WorkKind.Advise);
        foreach (var person in new[] { made.Secretary, round.Leader, made.Reviewed.AgencyLeader, made.Reviewed.Appraiser })
            (await AdviseAsync(made, admitted, person)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.not-on-panel", person.FullName);

        var opinion = OpenRound.Must(await AdviseAsync(made, admitted, verdict: RequestVerdict.InPart, entry: "a=4;b=5", reason: "Có dấu đến"));
        OpenRound.Must(await AdviseAsync(made, admitted, verdict: RequestVerdict.InPart, entry: "a=4;b=5", reason: "Có dấu đến")).Id.ShouldBe(opinion.Id, "a double click");
        (await round.Desk.OfAsync(made.Member, Cancel)).ShouldNotContain(work => work.Kind == WorkKind.Advise);
        (await ConcludeAsync(made, admitted)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.not-heard", "one of two is not over half");
        round.Clock.Now += TimeSpan.FromMinutes(1);
        OpenRound.Must(await AdviseAsync(made, admitted, office));
        round.Clock.Now += TimeSpan.FromMinutes(1);
        OpenRound.Must(await AdviseAsync(made, admitted, reason: "Đổi ý"));
        (await CaseAsync(made, admitted)).Opinions.Select(one => (one.By, one.Reason)).ShouldBe([(office.FullName, "Giữ nguyên"), (made.Member.FullName, "Đổi ý")], "the newest of each counts");
        OpenRound.Must(await ConcludeAsync(made, admitted)).State.ShouldBe(RequestState.Concluded);
        (await AdviseAsync(made, admitted)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.wrong-step");
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task An_opinion_needs_a_reason_and_another_value_than_stands_and_the_value_asked_for_is_no_part_of_it()
    {
        using var made = await PassedAsync(Kind.Sqlite, postgres);
        var admitted = await AdmittedAsync(made);
        (await made.Reviewed.Round.Installation.RequestPanels.ProposeAsync(Address(admitted), new(null, "", "Vì sao"), made.Member, DecimalMark.Comma, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.no-verdict");
        (await AdviseAsync(made, admitted, reason: " ")).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.no-reason");
        (await AdviseAsync(made, admitted, verdict: RequestVerdict.InPart, entry: "a=3;b=5")).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.same-value");
        (await AdviseAsync(made, admitted, verdict: RequestVerdict.InPart, entry: "a=x")).Problems.ShouldNotBeEmpty();
        (await CaseAsync(made, admitted)).Opinions.ShouldBeEmpty();
        var whole = OpenRound.Must(await AdviseAsync(made, admitted, verdict: RequestVerdict.InPart, entry: "a=5;b=5"));
        (whole.Verdict, whole.Entry).ShouldBe((RequestVerdict.Upheld, admitted.Asked));
        OpenRound.Must(await AdviseAsync(made, admitted, verdict: RequestVerdict.Rejected, entry: "a=5;b=5")).Entry.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Whoever_is_barred_is_told_why(Kind kind)
    {
        using var made = await PassedAsync(kind, postgres);
        var (round, appraisers) = (made.Reviewed.Round, made.Reviewed.Round.Installation.Appraisers);
        var office = await round.PersonAsync("thuongtruc", Role.StandingOffice, "");
        var (agency, interested, free) = (await round.PersonAsync("tc", Role.Appraiser, "taichinh"), await round.PersonAsync("nv", Role.Appraiser, "congthuong"), await round.PersonAsync("xd", Role.LeadAgencyLeader, "xaydung"));
        OpenRound.Must(await appraisers.AssignAsync(OpenRound.Code, new(OpenRound.Block, new(Line), [OpenRound.Unit], "taichinh"), "CV 1", office, Cancel));
        OpenRound.Must(await appraisers.DeclareAsync(OpenRound.Code, "congthuong", OpenRound.Unit, "Vợ là giám đốc", office, Cancel));
        var filed = OpenRound.Must(await FileAsync(made, "a=5;b=5"));

        async Task TellsAsync(Person person, string why)
        {
            var problem = (await Requests(made).AdmitAsync(Address(filed), Admission(made, person.Id), made.Secretary, Cancel)).Problems.ShouldHaveSingleItem();
            (problem.Code, problem.What.Vi).ShouldBe(("request.barred", $"{person.FullName} {why} nên không xem xét đề nghị này được."));
        }

        await TellsAsync(made.Reviewed.Appraiser, "đã thẩm định tiêu chí này");
        await TellsAsync(made.Reviewed.AgencyLeader, "đã xác nhận kết quả thẩm định tiêu chí này");
        await TellsAsync(agency, "thuộc cơ quan thẩm định tiêu chí này");
        await TellsAsync(interested, "thuộc cơ quan đã khai lợi ích liên quan với đơn vị đề nghị");
        await TellsAsync(round.Officer, "là người của đơn vị đề nghị");
        await TellsAsync(made.Secretary, "không giữ vai trò trong Hội đồng, cơ quan thường trực hay cơ quan thẩm định");
        (await Requests(made).AdmitAsync(Address(filed), Admission(made, Guid.NewGuid()), made.Secretary, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.unknown");
        (await Requests(made).PanelistsAsync(await DeskAsync(made), filed, Cancel)).Select(one => one.Account).Order().ShouldBe(new[] { made.Member.Id, office.Id, free.Id }.Order());
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Somebody_of_another_agency_reads_the_request_its_line_and_evidence_once_named_and_no_other_line(Kind kind)
    {
        using var made = await PassedAsync(kind, postgres, laidIn: [Line, "TC_XD_QT"]);
        var (round, other) = (made.Reviewed.Round, await made.Reviewed.Round.PersonAsync("xd", Role.Appraiser, "xaydung"));
        var filed = OpenRound.Must(await FileAsync(made, "a=5;b=5"));
        (await round.Installation.RequestPanels.EvidenceAsync(await DeskAsync(made), filed, Cancel)).ShouldHaveSingleItem().Evidence.Criterion.Value.ShouldBe(Line);
        async Task<(bool Asked, bool Other, bool Request)> ReadsAsync() => (await OpensAsync(round, other, Line), await OpensAsync(round, other, "TC_XD_QT"), other.May(Act.ReadSheet, (await CaseAsync(made, filed)).Aim));
        (await ReadsAsync()).ShouldBe((false, false, false));
        OpenRound.Must(await Requests(made).AdmitAsync(Address(filed), Admission(made, other.Id), made.Secretary, Cancel));
        (await ReadsAsync()).ShouldBe((true, false, true));
        other.May(Act.ReadSheet, new(OpenRound.Unit)).ShouldBeFalse("the rest of the sheet stays closed");
    }

    [Fact]
    public async Task What_the_panel_proposes_is_told_to_the_unit_with_the_conclusion()
    {
        using var made = await PassedAsync(Kind.Sqlite, postgres);
        var admitted = await AdvisedAsync(made);
        async Task<int> SeesAsync(Person person) => (await CaseAsync(made, admitted)).For(person).Opinions.Length;
        (await SeesAsync(made.Reviewed.Round.Leader), await SeesAsync(made.Member), await SeesAsync(made.Secretary)).ShouldBe((0, 1, 1));
        OpenRound.Must(await ConcludeAsync(made, admitted));
        (await SeesAsync(made.Reviewed.Round.Leader)).ShouldBe(1);
    }

    [Fact]
    public async Task Requests_are_counted_by_their_end_for_the_block_and_each_line()
    {
        using var made = await PassedAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await ConcludeAsync(made, await AdvisedAsync(made)));
        OpenRound.Must(await ConcludeAsync(made, await AdvisedAsync(made), "a=4;b=5"));
        OpenRound.Must(await ConcludeAsync(made, await AdvisedAsync(made), "a=5;b=5"));
        OpenRound.Must(await Requests(made).DismissAsync(Address(OpenRound.Must(await FileAsync(made, "a=4;b=5"))), "Không có căn cứ", made.Secretary, Cancel));
        OpenRound.Must(await Requests(made).WithdrawAsync(Address(OpenRound.Must(await FileAsync(made, "a=4;b=5"))), made.Reviewed.Round.Leader, Cancel));
        OpenRound.Must(await FileAsync(made, "a=1", line: "TC_XD_QT"));

        string Told(RequestCount count) => $"{count.Node?.Code.Value} {count.Asked}: {string.Join(' ', Enum.GetValues<RequestOutcome>().Select(outcome => $"{outcome}={count.Of(outcome)}"))}";
        RequestCount.Of(await DeskAsync(made)).Select(Told).ShouldBe(
        [
            " 6: Open=1 Upheld=1 InPart=1 Rejected=1 NotAdmitted=1 Withdrawn=1",
            "TC_XD_QT 1: Open=1 Upheld=0 InPart=0 Rejected=0 NotAdmitted=0 Withdrawn=0",
            "TC_XD_TD 5: Open=0 Upheld=1 InPart=1 Rejected=1 NotAdmitted=1 Withdrawn=1",
        ], ignoreOrder: true);
    }

    private static async Task<bool> OpensAsync(OpenRound round, Person person, string criterion)
    {
        var line = new LineAddress(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Explanation, new(criterion));
        await using var context = round.Installation.Database.Open();
        var evidence = context.Evidence.Single(row => row.Criterion == line.Criterion && row.FileHash != "");
        var opened = await round.Installation.Evidence.OpenAsync(evidence.Id, person, await round.Installation.Appraisers.AimsOfAsync(line, Cancel), await round.Installation.RequestPanels.OfLineAsync(line, Cancel), Cancel);
        if (opened?.Content is { } content)
            await content.DisposeAsync();
        return opened is not null;
    }
}
