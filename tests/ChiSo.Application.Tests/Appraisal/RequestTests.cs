using ChiSo.Application.Appraisal;
using ChiSo.Application.Desk;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Shouldly;
using Xunit;
using static ChiSo.Application.Tests.Appraisal.FiledRequests;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>Requests to look at the council's draft result again: who files, who looks, what it changes, and that an open one blocks the approval.</summary>
public sealed class RequestTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    public static TheoryData<RequestState> States => [.. Enum.GetValues<RequestState>()];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_request_that_is_granted_changes_what_counts_and_frees_the_approval(Kind kind)
    {
        using var made = await PassedAsync(kind);
        var before = await made.Reviewed.FinalAsync(Line);
        var filed = OpenRound.Must(await FileAsync(made, "a=5;b=5"));
        (await BlockersAsync(made)).ShouldContain("freeze.open-request");
        (await made.Reviewed.FinalAsync(Line)).ShouldBe(before, "a request changes nothing by itself");

        var admitted = OpenRound.Must(await Requests(made).AdmitAsync(Address(filed), Admission(made), made.Secretary, Cancel));
        (admitted.State, admitted.PanelNames.Length).ShouldBe((RequestState.Admitted, 1));
        (await BlockersAsync(made)).ShouldContain("freeze.open-request");
        OpenRound.Must(await AdviseAsync(made, admitted));
        var concluded = OpenRound.Must(await ConcludeAsync(made, admitted, "a=4;b=5"));

        (concluded.State, concluded.Sequence).ShouldBe((RequestState.Concluded, 2));
        (await made.Reviewed.FinalAsync(Line)).ShouldBe(new Entry.Figures([4, 5]));
        (await BlockersAsync(made)).ShouldNotContain("freeze.open-request");
        (await made.LineAsync(Line)).State.ShouldBe(CouncilState.Passed);
        (await made.Reviewed.Round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
        var effect = (await made.Reviewed.Round.Installation.RequestEffects.OfAsync((await DeskAsync(made)).Sheet, concluded, Cancel)).ShouldNotBeNull();
        effect.Points.After.ShouldNotBeNull().ShouldBeGreaterThan(effect.Points.Before.ShouldNotBeNull());
    }

    [Fact]
    public async Task What_is_refused_leaves_the_result_as_it_was()
    {
        using var made = await PassedAsync(Kind.Sqlite);
        var before = await made.Reviewed.FinalAsync(Line);
        var first = OpenRound.Must(await FileAsync(made, "a=5;b=5"));
        (await Requests(made).DismissAsync(Address(first), " ", made.Secretary, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.no-reason");
        OpenRound.Must(await Requests(made).DismissAsync(Address(first), "Không có căn cứ mới", made.Secretary, Cancel)).State.ShouldBe(RequestState.Inadmissible);

        var second = await AdvisedAsync(made);
        OpenRound.Must(await ConcludeAsync(made, second)).Granted.ShouldBeEmpty();
        (await made.Reviewed.FinalAsync(Line)).ShouldBe(before);
        (await BlockersAsync(made)).ShouldNotContain("freeze.open-request");
    }

    [Fact]
    public async Task Nobody_who_appraised_or_belongs_to_the_agency_or_the_unit_is_on_the_panel()
    {
        using var made = await PassedAsync(Kind.Sqlite);
        var filed = OpenRound.Must(await FileAsync(made, "a=5;b=5"));
        var may = (await Requests(made).PanelistsAsync(await DeskAsync(made), filed, Cancel)).Select(one => one.Account).ToList();
        may.ShouldContain(made.Member.Id);
        foreach (var barred in new[] { made.Reviewed.Appraiser, made.Reviewed.AgencyLeader, made.Reviewed.Round.Leader, made.Reviewed.Round.Officer })
        {
            may.ShouldNotContain(barred.Id);
            (await Requests(made).AdmitAsync(Address(filed), Admission(made, barred.Id), made.Secretary, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.barred");
        }

        (await Requests(made).AdmitAsync(Address(filed), new(" ", [], new(2020, 1, 1)), made.Secretary, Cancel)).Problems.Select(problem => problem.Code).ShouldBe(["request.no-reason", "request.no-panel", "request.due"]);
    }

    [Fact]
    public async Task Only_the_units_leader_files_and_only_the_secretary_judges()
    {
        using var made = await PassedAsync(Kind.Sqlite);
        foreach (var person in new[] { made.Reviewed.Round.Officer, made.Reviewed.Round.Stranger, made.Secretary, made.Reviewed.Appraiser })
            (await FileAsync(made, "a=5;b=5", person)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.not-allowed");
        var filed = OpenRound.Must(await FileAsync(made, "a=5;b=5"));
        foreach (var person in new[] { made.Member, made.Reviewed.Round.Leader, made.Reviewed.AgencyLeader })
            (await Requests(made).DismissAsync(Address(filed), "lý do", person, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.not-allowed");
        (await Requests(made).WithdrawAsync(Address(filed), made.Secretary, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.not-allowed");
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task What_the_table_of_states_does_not_allow_is_refused(RequestState state)
    {
        using var made = await PassedAsync(Kind.Sqlite);
        var request = await InAsync(made, state);
        foreach (var step in Enum.GetValues<RequestStep>().Where(step => !RequestStates.Allows(state, step)))
        {
            var refused = step switch
            {
                RequestStep.Withdraw => await Requests(made).WithdrawAsync(Address(request), made.Reviewed.Round.Leader, Cancel),
                RequestStep.Dismiss => await Requests(made).DismissAsync(Address(request), "lý do", made.Secretary, Cancel),
                RequestStep.Admit => await Requests(made).AdmitAsync(Address(request), Admission(made), made.Secretary, Cancel),
                RequestStep.ChangePanel => await Requests(made).ChangePanelAsync(Address(request), Admission(made), made.Secretary, Cancel),
                _ => await Requests(made).ConcludeAsync(Address(request), new(Grants: false, "", "Giữ nguyên", 0), made.Secretary, DecimalMark.Comma, Cancel),
            };
            refused.Problems.ShouldHaveSingleItem($"{state} {step}").Code.ShouldBe("request.wrong-step");
        }
    }

    [Fact]
    public async Task Grounds_another_value_and_a_passed_list_are_needed()
    {
        using (var early = await BeforeCouncil.NewAsync(await ReviewedRound.AppraisedAsync(Kind.Sqlite, postgres)))
            (await FileAsync(early, "a=5;b=5")).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.not-now");
        using var made = await PassedAsync(Kind.Sqlite);
        (await FileAsync(made, "a=5;b=5", grounds: " ")).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.no-grounds");
        (await FileAsync(made, "a=3;b=5")).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.same-value");
        OpenRound.Must(await FileAsync(made, "a=5;b=5"));
        (await FileAsync(made, "a=4;b=5")).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.open-already");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_request_sent_many_times_at_once_is_one_and_an_old_version_is_told(Kind kind)
    {
        using var made = await PassedAsync(kind);
        var filed = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => FileAsync(made, "a=5;b=5"))));
        filed.Select(one => OpenRound.Must(one).Id).Distinct().Count().ShouldBe(1);

        var request = OpenRound.Must(filed[0]);
        var steps = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Requests(made).DismissAsync(Address(request), "Không có căn cứ", made.Secretary, Cancel))));
        steps.Count(step => step.Problems.IsEmpty).ShouldBe(1);
        steps.SelectMany(step => step.Problems).ShouldAllBe(problem => problem.Code == "request.wrong-step");
        var other = await AdvisedAsync(made);
        (await Requests(made).ConcludeAsync(Address(other) with { Seen = 1 }, new(Grants: false, "", "Giữ nguyên", 0), made.Secretary, DecimalMark.Comma, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.changed");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task My_work_shows_the_draft_result_until_its_deadline_and_a_decided_request_for_a_week(Kind kind)
    {
        using var made = await PassedAsync(kind);
        var round = made.Reviewed.Round;
        async Task<IEnumerable<(WorkKind, int, int, DateTime?)>> NewsAsync() => (await round.Desk.OfAsync(round.Leader, Cancel)).Where(work => work.Kind is WorkKind.DraftResult or WorkKind.DecidedRequest).Select(work => (work.Kind, work.Left, work.All, work.Due));
        (await NewsAsync()).ShouldBe([(WorkKind.DraftResult, 0, 0, null)]);
        (await round.Desk.OfAsync(round.Stranger, Cancel)).Where(work => work.Unit == OpenRound.Unit).ShouldBeEmpty();
        (await round.Desk.OfAsync(round.Officer, Cancel)).ShouldNotContain(work => work.Kind == WorkKind.DraftResult, "requests are the leader's");
        var until = round.Clock.Now.UtcDateTime.AddDays(2);
        OpenRound.Must(await round.Installation.Calendar.SetRequestDeadlineAsync(OpenRound.Code, until, round.By(Guid.CreateVersion7()), Cancel));
        (await NewsAsync()).ShouldBe([(WorkKind.DraftResult, 1, 0, until)]);

        var filed = OpenRound.Must(await FileAsync(made, "a=5;b=5"));
        (await NewsAsync()).Count().ShouldBe(1, "nothing is decided yet");
        OpenRound.Must(await Requests(made).DismissAsync(Address(filed), "Không có căn cứ", made.Secretary, Cancel));
        (await NewsAsync()).ShouldContain((WorkKind.DecidedRequest, 1, 1, null));
        round.Clock.Now = round.Clock.Now.AddDays(8);
        (await NewsAsync()).ShouldBe([(WorkKind.DecidedRequest, 0, 1, null)], "the deadline is over, and the decision is no news any more");
    }

    [Fact]
    public async Task A_request_decided_before_the_results_were_frozen_is_told_for_its_week_afterwards()
    {
        using var made = await PassedAsync(Kind.Sqlite);
        var round = made.Reviewed.Round;
        OpenRound.Must(await Requests(made).DismissAsync(Address(OpenRound.Must(await FileAsync(made, "a=5;b=5"))), "Không có căn cứ", made.Secretary, Cancel));
        await round.FreezeAsync();
        (await OfRequestsAsync()).ShouldBe([(WorkKind.DecidedRequest, 1)], "nothing is asked any more");
        round.Clock.Now = round.Clock.Now.AddDays(8);
        (await OfRequestsAsync()).ShouldBeEmpty();

        async Task<IEnumerable<(WorkKind, int)>> OfRequestsAsync() => (await round.Desk.OfAsync(round.Leader, Cancel)).Where(work => work.Kind is WorkKind.DraftResult or WorkKind.DecidedRequest).Select(work => (work.Kind, work.Left));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Nothing_is_filed_after_the_declared_deadline_and_what_was_filed_before_is_concluded(Kind kind)
    {
        using var made = await PassedAsync(kind);
        var round = made.Reviewed.Round;
        var until = round.Clock.Now.UtcDateTime.AddDays(2);
        OpenRound.Must(await round.Installation.Calendar.SetRequestDeadlineAsync(OpenRound.Code, until, round.By(Guid.CreateVersion7()), Cancel));
        round.Clock.Now = new(until.AddTicks(-10), TimeSpan.Zero);
        var filed = OpenRound.Must(await FileAsync(made, "a=5;b=5"));
        round.Clock.Now = new(until, TimeSpan.Zero);
        OpenRound.Must(await Requests(made).DismissAsync(Address(filed), "Không có căn cứ", made.Secretary, Cancel));
        (await FileAsync(made, "a=5;b=5")).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.too-late");

        OpenRound.Must(await round.Installation.Calendar.SetRequestDeadlineAsync(OpenRound.Code, until.AddDays(1), round.By(Guid.Empty), Cancel));
        OpenRound.Must(await FileAsync(made, "a=5;b=5"));
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    private static async Task<ReviewRequest> InAsync(BeforeCouncil made, RequestState state) => state switch
    {
        RequestState.Filed => OpenRound.Must(await FileAsync(made, "a=5;b=5")),
        RequestState.Admitted => await AdmittedAsync(made),
        RequestState.Inadmissible => OpenRound.Must(await Requests(made).DismissAsync(Address(OpenRound.Must(await FileAsync(made, "a=5;b=5"))), "lý do", made.Secretary, Cancel)),
        RequestState.Withdrawn => OpenRound.Must(await Requests(made).WithdrawAsync(Address(OpenRound.Must(await FileAsync(made, "a=5;b=5"))), made.Reviewed.Round.Leader, Cancel)),
        _ => OpenRound.Must(await ConcludeAsync(made, await AdvisedAsync(made))),
    };

    private Task<BeforeCouncil> PassedAsync(Kind kind) => FiledRequests.PassedAsync(kind, postgres);
}
