using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Desk;
using ChiSo.Application.People;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>Lines that don't apply to a unit: asked, proposed, decided on both databases, with the effect on the points; every step in every state.</summary>
public sealed class NotApplicableTests(PostgresServer postgres)
{
    /// <summary>Left out of the maximum of 1.5 points by the council's decision; the Department of Finance appraises it.</summary>
    private const string Line = "TA_DV";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_line_that_does_not_apply_leaves_points_and_maximum_until_it_is_lifted(Kind kind)
    {
        using var made = await MadeAsync(kind);
        var before = await MaximumAsync(made);
        var asked = OpenRound.Must(await AskAsync(made, made.Round.Leader));
        OpenRound.Must(await AskAsync(made, made.Round.Leader)).Id.ShouldBe(asked.Id, "a double click");
        var proposed = OpenRound.Must(await Requests(made).ProposeAsync(Address(asked), supported: true, "Đúng là không có", made.Appraiser, Cancel));
        (await MaximumAsync(made)).ShouldBe(before, "a proposal changes nothing by itself");
        var granted = OpenRound.Must(await Requests(made).DecideAsync(Address(proposed), NotApplicableStep.Grant, "Hội đồng thống nhất", made.Secretary, Cancel));
        (await MaximumAsync(made)).ShouldBe(before - 1.5m);

        OpenRound.Must(await Requests(made).DecideAsync(Address(granted), NotApplicableStep.Lift, "Rà soát lại", made.Secretary, Cancel)).State.ShouldBe(NotApplicableState.Lifted);
        (await MaximumAsync(made)).ShouldBe(before);
        (await made.Round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task A_line_asked_for_or_granted_need_not_be_filled_and_a_refused_one_must()
    {
        using var made = await MadeAsync(Kind.Sqlite);
        (await IsBlockingAsync(made)).ShouldBeTrue();
        var asked = OpenRound.Must(await AskAsync(made, made.Round.Leader));
        (await IsBlockingAsync(made)).ShouldBeFalse();
        var proposed = OpenRound.Must(await Requests(made).ProposeAsync(Address(asked), supported: false, "Có hai đơn vị sự nghiệp", made.Appraiser, Cancel));
        OpenRound.Must(await Requests(made).DecideAsync(Address(proposed), NotApplicableStep.Refuse, "Vẫn áp dụng", made.Secretary, Cancel));
        (await IsBlockingAsync(made)).ShouldBeTrue();
        OpenRound.Must(await AskAsync(made, made.Round.Leader, ground: "Có văn bản mới")).Id.ShouldNotBe(asked.Id);
    }

    [Fact]
    public async Task Every_step_that_is_not_in_the_table_is_refused_and_changes_nothing()
    {
        foreach (var state in Enum.GetValues<NotApplicableState>())
        {
            using var made = await MadeAsync(Kind.Sqlite);
            var request = await InAsync(made, state);
            request.State.ShouldBe(state);
            foreach (var step in Enum.GetValues<NotApplicableStep>().Where(step => !NotApplicableStates.Allows(state, step)))
            {
                (await StepAsync(made, request, step)).Problems.ShouldHaveSingleItem().Code.ShouldBe("not-applicable.wrong-step", $"{state} {step}");
                (await DeskAsync(made)).Requests.Single(one => one.Id == request.Id).Version.ShouldBe(request.Version, $"{state} {step}");
            }
        }

        NotApplicableStates.Table.Select(row => (row.From, row.Step)).ShouldBeUnique();
    }

    [Fact]
    public async Task Only_the_leader_asks_the_appraiser_of_the_line_proposes_and_the_named_body_decides()
    {
        using var made = await MadeAsync(Kind.Sqlite);
        var office = await made.Round.PersonAsync("thuongtruc", Role.StandingOffice, "");
        foreach (var person in new[] { made.Round.Officer, made.Round.Stranger, made.Appraiser, office, made.Secretary })
            (await AskAsync(made, person)).Problems.ShouldHaveSingleItem().Code.ShouldBe("not-applicable.not-allowed", person.FullName);
        var asked = OpenRound.Must(await AskAsync(made, made.Round.Leader));
        foreach (var person in new[] { made.Round.Leader, made.Stranger, office, made.Secretary })
            (await Requests(made).ProposeAsync(Address(asked), supported: true, "x", person, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("not-applicable.not-allowed", person.FullName);
        var proposed = OpenRound.Must(await Requests(made).ProposeAsync(Address(asked), supported: true, "Đúng", made.Appraiser, Cancel));
        foreach (var person in new[] { made.Round.Leader, made.Appraiser, office })
            (await Requests(made).DecideAsync(Address(proposed), NotApplicableStep.Grant, "x", person, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("not-applicable.not-allowed", person.FullName);
        (await Requests(made).DecideAsync(Address(asked), NotApplicableStep.Grant, "x", made.Secretary, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("not-applicable.changed", "the secretary saw an older version");
        (await Requests(made).DecideAsync(Address(proposed), NotApplicableStep.Grant, " ", made.Secretary, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("not-applicable.no-reason");
    }

    [Fact]
    public async Task What_the_criteria_do_not_allow_what_is_asked_already_and_what_comes_late_is_refused()
    {
        using var made = await MadeAsync(Kind.Sqlite);
        (await AskAsync(made, made.Round.Leader, "TC_XD_TD")).Problems.ShouldHaveSingleItem().Code.ShouldBe("not-applicable.no-policy");
        (await AskAsync(made, made.Round.Leader, "KHONG_CO")).Problems.ShouldHaveSingleItem().Code.ShouldBe("not-applicable.unknown");
        (await AskAsync(made, made.Round.Leader, ground: " ")).Problems.ShouldHaveSingleItem().Code.ShouldBe("not-applicable.no-reason");
        OpenRound.Must(await AskAsync(made, made.Round.Leader));
        (await AskAsync(made, made.Round.Leader, ground: "Căn cứ khác")).Problems.ShouldHaveSingleItem().Code.ShouldBe("not-applicable.asked-already");
        made.Round.Clock.Now += TimeSpan.FromDays(31);
        (await AskAsync(made, made.Round.Leader, "TA_GN")).Problems.ShouldHaveSingleItem().Code.ShouldBe("not-applicable.stage-closed");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Whoever_has_the_next_step_finds_the_request_among_their_work_and_the_unit_the_decision(Kind kind)
    {
        using var made = await MadeAsync(kind);
        var due = made.Round.Clock.Now.UtcDateTime.AddDays(60);
        var asked = OpenRound.Must(await AskAsync(made, made.Round.Leader));
        (await WorkAsync(made, made.Appraiser)).ShouldBe([(WorkKind.ProposeNotApplicable, "", 1, 0, due)]);
        foreach (var person in new[] { made.Stranger, made.Secretary, made.Round.Leader, made.Round.Officer, made.Round.Stranger })
            (await WorkAsync(made, person)).ShouldBeEmpty(person.FullName);

        var proposed = OpenRound.Must(await Requests(made).ProposeAsync(Address(asked), supported: true, "Đúng", made.Appraiser, Cancel));
        (await WorkAsync(made, made.Secretary)).ShouldBe([(WorkKind.DecideNotApplicable, "", 1, 0, null)], "the criteria name the council");
        (await WorkAsync(made, await made.Round.PersonAsync("thuongtruc", Role.StandingOffice, ""))).ShouldBeEmpty();
        (await WorkAsync(made, made.Appraiser)).ShouldBeEmpty();

        OpenRound.Must(await Requests(made).DecideAsync(Address(proposed), NotApplicableStep.Grant, "Thống nhất", made.Secretary, Cancel));
        (await WorkAsync(made, made.Secretary)).ShouldBeEmpty();
        foreach (var person in new[] { made.Round.Leader, made.Round.Officer })
            (await WorkAsync(made, person)).ShouldBe([(WorkKind.AnsweredNotApplicable, OpenRound.Unit, 1, 1, null)], person.FullName);
        made.Round.Clock.Now = made.Round.Clock.Now.AddDays(8);
        (await WorkAsync(made, made.Round.Leader)).ShouldBe([(WorkKind.AnsweredNotApplicable, OpenRound.Unit, 0, 1, null)], "no news any more");
        (await WorkAsync(made, made.Round.Stranger)).ShouldBeEmpty("another unit");
    }

    [Fact]
    public async Task A_request_waits_on_nobody_while_no_appraisal_is_open()
    {
        using var made = await MadeAsync(Kind.Sqlite);
        await made.Round.DateAsync(Stages.FirstReview, 20, 60);
        OpenRound.Must(await AskAsync(made, made.Round.Leader));
        (await WorkAsync(made, made.Appraiser)).ShouldBeEmpty();
        made.Round.Clock.Now += TimeSpan.FromDays(21);
        (await WorkAsync(made, made.Appraiser)).ShouldHaveSingleItem().Kind.ShouldBe(WorkKind.ProposeNotApplicable);
    }

    /// <summary>What of somebody's open work is about lines that may not apply.</summary>
    private static async Task<List<(WorkKind Kind, string Unit, int Left, int All, DateTime? Due)>> WorkAsync(Made made, Person person) =>
        [.. from work in await made.Round.Desk.OfAsync(person, Cancel)
            where work.Kind is WorkKind.ProposeNotApplicable or WorkKind.DecideNotApplicable or WorkKind.AnsweredNotApplicable
            select (work.Kind, work.Unit, work.Left, work.All, work.Due)];

    private static NotApplicableRequests Requests(Made made) => made.Round.Installation.NotApplicable;

    private static NotApplicableAddress Address(NotApplicableRequest request) => new(OpenRound.Code, OpenRound.Block, request.Id, request.Version);

    private static Task<Result<NotApplicableRequest>> AskAsync(Made made, Person person, string node = Line, string ground = "Không có đơn vị sự nghiệp") =>
        Requests(made).AskAsync(OpenRound.Code, OpenRound.Block, new(OpenRound.Unit, new(node), ground), person, Cancel);

    private static Task<Result<NotApplicableRequest>> StepAsync(Made made, NotApplicableRequest request, NotApplicableStep step) => step switch
    {
        NotApplicableStep.Withdraw => Requests(made).WithdrawAsync(Address(request), made.Round.Leader, Cancel),
        NotApplicableStep.Propose => Requests(made).ProposeAsync(Address(request), supported: true, "Đúng", made.Appraiser, Cancel),
        _ => Requests(made).DecideAsync(Address(request), step, "Thống nhất", made.Secretary, Cancel),
    };

    /// <summary>A request brought into a state by steps of the table.</summary>
    private static async Task<NotApplicableRequest> InAsync(Made made, NotApplicableState state)
    {
        var request = OpenRound.Must(await AskAsync(made, made.Round.Leader));
        NotApplicableStep[] path = state switch
        {
            NotApplicableState.Asked => [],
            NotApplicableState.Proposed => [NotApplicableStep.Propose],
            NotApplicableState.Granted => [NotApplicableStep.Propose, NotApplicableStep.Grant],
            NotApplicableState.Refused => [NotApplicableStep.Propose, NotApplicableStep.Refuse],
            NotApplicableState.Lifted => [NotApplicableStep.Propose, NotApplicableStep.Grant, NotApplicableStep.Lift],
            _ => [NotApplicableStep.Withdraw],
        };
        foreach (var step in path)
            request = OpenRound.Must(await StepAsync(made, request, step));
        return request;
    }

    private static async Task<NotApplicableDesk> DeskAsync(Made made) => (await Requests(made).ReadAsync(OpenRound.Code, OpenRound.Block, Cancel)).ShouldNotBeNull();

    private static async Task<bool> IsBlockingAsync(Made made) =>
        SheetChecks.Find(await made.Round.SheetAsync()).Any(finding => finding.Node.Code.Value == Line && finding.Severity == Severity.Blocking);

    /// <summary>The maximum that applies to the unit, as the engine computes it.</summary>
    private static async Task<decimal> MaximumAsync(Made made)
    {
        var round = (await made.Round.Installation.Rounds.LoadAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();
        var input = RoundSnapshot.ToInput(round, round.Blocks[0]);
        var result = Computation.Compute(input);
        var unit = input.Units.ToList().FindIndex(one => one.Code == OpenRound.Unit);
        var nodes = input.Criteria.Nodes().ToList();
        return nodes.Select((node, place) => (node, place)).Where(pair => pair.node.IsLeaf).Sum(pair => result.MaxOf(unit, pair.place));
    }

    private async Task<Made> MadeAsync(Kind kind)
    {
        var round = await OpenRound.NewAsync(kind, postgres);
        await round.DateAsync(Stages.FirstReview, 0, 60);
        return new(round, await round.PersonAsync("taichinh-td", Role.Appraiser, "taichinh"), await round.PersonAsync("tuphap-td", Role.Appraiser, "tuphap"), await round.PersonAsync("thuky", Role.CouncilSecretary, ""));
    }

    private sealed record Made(OpenRound Round, Person Appraiser, Person Stranger, Person Secretary) : IDisposable
    {
        public void Dispose() => Round.Dispose();
    }
}
