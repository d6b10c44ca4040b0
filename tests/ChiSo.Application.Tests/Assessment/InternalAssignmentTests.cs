using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Desk;
using ChiSo.Application.People;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using CsCheck;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Assessment;

/// <summary>Lines given inside a unit: who answers for each, what is left, overdue first.</summary>
public sealed class InternalAssignmentTests(PostgresServer postgres)
{
    private static readonly UnitPlace Place = new(OpenRound.Code, OpenRound.Block, OpenRound.Unit);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_field_goes_to_a_division_and_one_of_its_lines_to_a_person(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        OpenRound.Must(await AssignAsync(round, "TC", "Phòng Pháp chế", due: new(2025, 1, 20)));
        OpenRound.Must(await AssignAsync(round, "TC_XD_TD", "Phòng Pháp chế", round.Leader.Id, new(2025, 1, 10)));
        OpenRound.Must(await AssignAsync(round, "TC_XD_TD", "Phòng Pháp chế", round.Leader.Id, new(2025, 1, 10))).Sequence.ShouldBe(1, "a double click");

        var board = await BoardAsync(round);
        board.Duties.Of(new("TC_XD_TD")).ShouldBe(new("lanhdao", "Phòng Pháp chế", round.Leader.Id, new(2025, 1, 10)));
        board.Duties.Of(new("TC_XD_QT")).ShouldBe(new("Phòng Pháp chế", "Phòng Pháp chế", null, new(2025, 1, 20)));
        board.Duties.Of(new("CD_TT")).ShouldBe(Duty.OfFocalOfficer);
        board.LeftOf(round.Leader.Id).ShouldHaveSingleItem().Code.Value.ShouldBe("TC_XD_TD");
        OpenRound.Must(await round.SaveAsync(round.Officer, "TC_XD_TD", 0, "a=5;b=5"));
        (await BoardAsync(round)).LeftOf(round.Leader.Id).ShouldBeEmpty();

        OpenRound.Must(await AssignAsync(round, "TC_XD_TD", "", seen: 1)).IsTakenBack.ShouldBeTrue();
        (await BoardAsync(round)).Duties.Of(new("TC_XD_TD")).Name.ShouldBe("Phòng Pháp chế", "what stands above counts again");
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_left_stands_by_division_overdue_first_and_a_returned_line_is_left()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await AssignAsync(round, "TT", "Văn phòng", due: new(2025, 1, 25)));
        OpenRound.Must(await AssignAsync(round, "TC", "Phòng Pháp chế", due: new(2025, 1, 20)));
        OpenRound.Must(await AssignAsync(round, "TC_RS", "Phòng Rà soát", due: new(2025, 1, 8)));
        (await BoardAsync(round)).Shares.Select(share => share.Division).ShouldBe(["Phòng Rà soát", "Phòng Pháp chế", "Văn phòng", ""]);
        (await BoardAsync(round)).Shares.SelectMany(share => share.Left).Count((await BoardAsync(round)).IsOverdue).ShouldBe(0);

        round.Clock.Now = new(2025, 1, 20, 17, 0, 0, TimeSpan.Zero); // 21 January in Vietnam
        var board = await BoardAsync(round);
        board.Shares[0].Division.ShouldBe("Phòng Pháp chế", "it has more overdue lines");
        board.Shares[0].Left.ShouldAllBe(node => board.IsOverdue(node));
        foreach (var node in board.Sheet.OwnOf(board.Sheet.Criteria.Roots.First(root => root.Code.Value == "TC")).Where(node => node.Code.Value.StartsWith("TC_RS", StringComparison.Ordinal)))
            OpenRound.Must(await round.SaveAsync(round.Officer, node.Code.Value, 0, "a=1;b=2"));
        (await BoardAsync(round)).Shares[^1].ShouldSatisfyAllConditions(share => share.Division.ShouldBe("Phòng Rà soát"), share => share.Left.ShouldBeEmpty());
    }

    [Fact]
    public async Task Only_the_unit_s_own_officer_and_leader_give_lines_and_each_refusal_changes_nothing()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        foreach (var stranger in new[] { round.Stranger, await round.PersonAsync("thuongtruc", Role.StandingOffice, ""), await round.PersonAsync("kiemtoan", Role.Auditor, "") })
            (await AssignAsync(round, "TC", "Phòng", by: stranger)).Problems.ShouldHaveSingleItem().Code.ShouldBe("internal.not-allowed");
        (await AssignAsync(round, "KHONG", "Phòng")).Problems.ShouldHaveSingleItem().Code.ShouldBe("internal.no-node");
        (await AssignAsync(round, "TC", " ")).Problems.ShouldHaveSingleItem().Code.ShouldBe("internal.nobody");
        (await AssignAsync(round, "TC", "Phòng", round.Stranger.Id)).Problems.ShouldHaveSingleItem().Code.ShouldBe("internal.no-account");
        (await AssignAsync(round, "TC", new('x', 201))).Problems.ShouldHaveSingleItem().Code.ShouldBe("internal.too-long");
        (await AssignAsync(round, "TC", "Phòng", due: new(2025, 3, 1))).Problems.ShouldHaveSingleItem().Code.ShouldBe("internal.due");
        (await BoardAsync(round)).Duties.Rows.ShouldBeEmpty();
        OpenRound.Must(await AssignAsync(round, "TC", "Phòng"));
        (await AssignAsync(round, "TC", "Phòng khác", by: round.Leader)).Problems.ShouldHaveSingleItem().Code.ShouldBe("internal.changed");
    }

    [Fact]
    public async Task My_work_shows_the_lines_a_person_was_given()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await AssignAsync(round, "TC_XD", "", round.Leader.Id, new(2025, 1, 10)));
        var work = (await round.Desk.OfAsync(round.Leader, Cancel)).Single(one => one.Kind == WorkKind.Assigned);
        (work.Left, work.All, work.Due).ShouldBe((2, 2, VietnamTime.Utc(new(2025, 1, 11))));
        (await round.Desk.OfAsync(round.Officer, Cancel)).ShouldNotContain(one => one.Kind == WorkKind.Assigned);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Lines_go_over_with_a_handover_on_its_day_and_stand_under_the_work_of_whoever_took_over(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var colleagues = round.Installation.Colleagues;
        OpenRound.Must(await AssignAsync(round, "TC_XD", "Phòng Pháp chế", round.Officer.Id, new(2025, 1, 20)));
        var next = OpenRound.Must(await colleagues.AddAsync(round.Leader, OpenRound.Unit, new("tiep", "Trần Tiếp"), new(Role.UnitOfficer, "QĐ 1", Until: round.Clock.Now.UtcDateTime.AddDays(1)), Cancel));
        OpenRound.Must(await colleagues.HandOverAsync(round.Leader, OpenRound.Unit, round.Officer.Mandates[0].Id, next.Id, round.Clock.Now.UtcDateTime.AddDays(3), "QĐ 7 điều động", Cancel));
        (await BoardAsync(round)).Duties.Of(new("TC_XD_TD")).Account.ShouldBe(round.Officer.Id, "the day hasn't come");

        round.Clock.Now = round.Clock.Now.AddDays(3);
        (await BoardAsync(round)).Duties.Of(new("TC_XD_TD")).ShouldBe(new("Trần Tiếp", "Phòng Pháp chế", next.Id, new(2025, 1, 20)));
        var after = (await round.Installation.Accounts.FindAsync(next.Id, Cancel)).ShouldNotBeNull();
        (await round.Desk.OfAsync(after, Cancel)).Single(one => one.Kind == WorkKind.Assigned).Left.ShouldBe(2);
        (await OrphansAsync(round)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Lines_of_a_closed_account_fall_to_the_division_or_the_focal_officer_and_are_named(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var gone = OpenRound.Must(await round.Installation.Colleagues.AddAsync(round.Leader, OpenRound.Unit, new("nghi", "Lê Nghỉ"), new(Role.UnitOfficer, "QĐ 1"), Cancel));
        OpenRound.Must(await AssignAsync(round, "TC_XD", "", gone.Id));
        OpenRound.Must(await AssignAsync(round, "TC_RS", "Phòng Rà soát", gone.Id));
        (await OrphansAsync(round)).ShouldBeEmpty();

        OpenRound.Must(await round.Installation.Colleagues.CloseAsync(round.Leader, OpenRound.Unit, gone.Id, Cancel));
        var board = await BoardAsync(round);
        board.Duties.Of(new("TC_XD_TD")).ShouldBe(Duty.OfFocalOfficer);
        board.Duties.Of(new("TC_RS_TH")).ShouldBe(new("Phòng Rà soát", "Phòng Rà soát", null, null));
        (await OrphansAsync(round)).ShouldBe(["TC_RS", "TC_XD"]);

        OpenRound.Must(await AssignAsync(round, "TC_XD", "", round.Officer.Id, seen: 1));
        (await OrphansAsync(round)).ShouldBe(["TC_RS"]);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Lines_can_be_given_back_to_whoever_handed_them_over(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        OpenRound.Must(await AssignAsync(round, "TC_XD", "", round.Officer.Id, new(2025, 1, 20)));
        var next = await HandOverAsync(round);
        var again = OpenRound.Must(await round.Installation.Colleagues.GrantAsync(round.Leader, OpenRound.Unit, round.Officer.Id, new(Role.UnitOfficer, "QĐ 8"), Cancel));
        (await BoardAsync(round)).Duties.Of(new("TC_XD_TD")).Account.ShouldBe(next.Id);

        round.Clock.Now = round.Clock.Now.AddHours(1);
        OpenRound.Must(await AssignAsync(round, "TC_XD", "", again.AccountId, new(2025, 1, 20), seen: 1)).Sequence.ShouldBe(2);
        (await BoardAsync(round)).Duties.Of(new("TC_XD_TD")).Account.ShouldBe(round.Officer.Id);
        OpenRound.Must(await AssignAsync(round, "TC_XD", "", again.AccountId, new(2025, 1, 20), seen: 1)).Sequence.ShouldBe(2, "a double click");
    }

    [Fact]
    public async Task The_last_day_stays_when_the_focal_officer_answers_for_whoever_left()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var gone = OpenRound.Must(await round.Installation.Colleagues.AddAsync(round.Leader, OpenRound.Unit, new("nghi", "Lê Nghỉ"), new(Role.UnitOfficer, "QĐ 1"), Cancel));
        OpenRound.Must(await AssignAsync(round, "TC_XD", "", gone.Id, new(2025, 1, 20)));
        OpenRound.Must(await round.Installation.Colleagues.CloseAsync(round.Leader, OpenRound.Unit, gone.Id, Cancel));
        (await BoardAsync(round)).Duties.Of(new("TC_XD_TD")).ShouldBe(Duty.OfFocalOfficer with { Due = new(2025, 1, 20) });
    }

    [Fact]
    public void A_handover_that_never_began_hands_nothing_over_and_one_to_somebody_who_left_falls_back()
    {
        var now = new DateTime(2025, 1, 10, 0, 0, 0, DateTimeKind.Utc);
        var (an, binh, chi) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var first = Held(an, now.AddDays(-9), null);
        var cancelled = Held(binh, now.AddDays(-3), first);
        cancelled.End(now.AddDays(-4)); // before its day
        var toChi = Held(chi, now.AddDays(-2), first);
        InternalPerson? Answers(params Guid[] open) => new UnitPeople([first, cancelled, toChi, Held(binh, now.AddDays(-8), null)], open.ToImmutableDictionary(one => one, one => "x"), now).AnswersFor(an, now.AddDays(-8));

        Answers(an, binh, chi)?.Account.ShouldBe(chi);
        Answers(an, binh)?.Account.ShouldBe(an, "the account of whoever took over is closed");
        Answers(binh).ShouldBeNull();
    }

    private static Mandate Held(Guid account, DateTime from, Mandate? over) => new() { AccountId = account, Role = Role.UnitOfficer, Unit = OpenRound.Unit, Ground = "QĐ", GrantedBy = Guid.Empty, From = from, TakesOver = over?.Id };

    /// <summary>The officer's role goes over to a new colleague at once.</summary>
    private static async Task<Account> HandOverAsync(OpenRound round)
    {
        round.Clock.Now = round.Clock.Now.AddHours(1);
        var next = OpenRound.Must(await round.Installation.Colleagues.AddAsync(round.Leader, OpenRound.Unit, new("tiep", "Trần Tiếp"), new(Role.UnitOfficer, "QĐ 1"), Cancel));
        OpenRound.Must(await round.Installation.Colleagues.HandOverAsync(round.Leader, OpenRound.Unit, round.Officer.Mandates[0].Id, next.Id, null, "QĐ 7", Cancel));
        return next;
    }

    private static async Task<IEnumerable<string>> OrphansAsync(OpenRound round) =>
        (await round.Installation.Internal.OrphansAsync((await round.Installation.Live.FindAsync(OpenRound.Code, Cancel)).ShouldNotBeNull(), Cancel)).Select(one => one.Row.Node.Value);

    /// <summary>Whatever is given and taken back, each line has exactly one person or division that answers for it.</summary>
    [Fact]
    public async Task Every_line_always_has_exactly_one_who_answers_for_it()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var criteria = (await round.SheetAsync()).Criteria;
        var nodes = criteria.Nodes().Select(node => node.Code).ToArray();
        var row = Gen.Select(Gen.Int[0, nodes.Length - 1], Gen.Int[0, 3], Gen.Bool, Gen.Int[1, 9], (place, division, hasAccount, sequence) => new InternalAssignment
        {
            BlockId = Guid.Empty, Unit = OpenRound.Unit, Node = nodes[place], Sequence = sequence, Division = division == 0 ? "" : $"Phòng {division}",
            Account = hasAccount ? round.Officer.Id : null, AccountName = hasAccount ? "canbo" : "", Due = null, By = "", Person = Guid.Empty, At = default,
        });
        var people = new UnitPeople(round.Officer.Mandates, ImmutableDictionary<Guid, string>.Empty.Add(round.Officer.Id, "canbo"), round.Clock.Now.UtcDateTime);
        row.Array[0, 20].Sample(rows =>
        {
            var duties = new Duties(criteria, rows.DistinctBy(one => (one.Node, one.Sequence)), people);
            foreach (var leaf in criteria.Leaves())
            {
                var duty = duties.Of(leaf.Code);
                var above = criteria.Nodes().Where(node => node.SelfAndBelow().Any(below => below.Code == leaf.Code)).Select(node => duties.Rows.GetValueOrDefault(node.Code)).Where(one => one is { IsTakenBack: false }).ToList();
                (duty == Duty.OfFocalOfficer).ShouldBe(above.Count == 0);
                if (above.Count > 0)
                    (duty.Name, duty.Account).ShouldBe(above[^1]!.Account is { } account ? (above[^1]!.AccountName, account) : (above[^1]!.Division, (Guid?)null)); // counted just above
            }
        });
    }

    private static async Task<InternalBoard> BoardAsync(OpenRound round) => (await round.Installation.Internal.ReadAsync(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Cancel)).ShouldNotBeNull();

    private static Task<Result<InternalAssignment>> AssignAsync(OpenRound round, string node, string division, Guid? account = null, DateOnly? due = null, int seen = 0, Person? by = null) =>
        round.Installation.Internal.AssignAsync(Place, new(new(node), seen, division, account, due), by ?? round.Officer, Cancel);
}
