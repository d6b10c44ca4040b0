using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.People;

/// <summary>What the focal officer and the leader of a unit may do with its people, and what never, on both databases.</summary>
public sealed class ColleagueTests(PostgresServer postgres)
{
    private const string Line = "CD_KH_HT";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Work_goes_from_one_to_another_at_one_instant(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var next = OpenRound.Must(await round.Installation.Colleagues.AddAsync(round.Officer, OpenRound.Unit, new("tiep", "Trần Tiếp"), new(Role.UnitOfficer, "Giấy giới thiệu 2", Until: round.Clock.Now.UtcDateTime.AddDays(1)), Cancel));
        var day = round.Clock.Now.UtcDateTime.AddDays(3);
        var given = OpenRound.Must(await round.Installation.Colleagues.HandOverAsync(round.Officer, OpenRound.Unit, round.Officer.Mandates[0].Id, next.Id, day, "QĐ 7 điều động", Cancel));
        (given.From, given.Role, given.Ground).ShouldBe((day, Role.UnitOfficer, "QĐ 7 điều động"));

        round.Clock.Now = round.Clock.Now.AddDays(3).AddTicks(-1);
        (await MayEnterAsync(round, round.Officer.Id), await MayEnterAsync(round, next.Id)).ShouldBe((true, false));
        round.Clock.Now = round.Clock.Now.AddTicks(1);
        (await MayEnterAsync(round, round.Officer.Id), await MayEnterAsync(round, next.Id)).ShouldBe((false, true));
        (await round.Installation.TrailLinks.FindAsync(new(Trail.Installation, "mandate.ended", round.Officer.Id, null, null, null, 1), Cancel)).Links.ShouldHaveSingleItem().Content.ShouldNotBeNull().Reason.ShouldBe("QĐ 7 điều động");
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Whoever_acts_for_somebody_signs_with_both_names_until_the_day(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var colleagues = round.Installation.Colleagues;
        var until = new DateTime(2025, 1, 31, 17, 0, 0, DateTimeKind.Utc);
        (await colleagues.GrantAsync(round.Leader, OpenRound.Unit, round.Officer.Id, new(Role.UnitLeader, "Giấy ủy quyền 3", null, null, round.Leader.Id), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("colleague.acting-without-end");
        (await colleagues.GrantAsync(round.Officer, OpenRound.Unit, round.Leader.Id, new(Role.UnitLeader, "Giấy", null, until, round.Leader.Id), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("colleague.role-above");
        OpenRound.Must(await colleagues.GrantAsync(round.Leader, OpenRound.Unit, round.Officer.Id, new(Role.UnitLeader, "Giấy ủy quyền 3", null, until, round.Leader.Id), Cancel));

        var acting = (await round.Installation.Accounts.FindAsync(round.Officer.Id, Cancel)).ShouldNotBeNull();
        OpenRound.Must(await round.SaveAsync(acting, Line, 0, "a=36;b=40")); // in the own right
        await round.FillRestAsync(acting);
        OpenRound.Must(await round.MoveAsync(acting, SheetStep.HandIn));

        await using var context = round.Installation.Database.Open();
        (await context.Positions.AsNoTracking().FirstAsync(Cancel)).By.ShouldBe("canbo");
        var move = await context.UnitStages.AsNoTracking().SingleAsync(Cancel);
        move.By.ShouldBe("canbo thay lanhdao, đến 31/01/2025");
        (await context.AuditLinks.AsNoTracking().Where(link => link.Act == "sheet.handed-in").SingleAsync(Cancel)).Mandate.ShouldBe(acting.Mandates.Single(mandate => mandate.ActingFor == round.Leader.Id).Id);
        round.Clock.Now = new(2025, 1, 31, 17, 0, 0, TimeSpan.Zero);
        (await round.Installation.Accounts.FindAsync(round.Officer.Id, Cancel)).ShouldNotBeNull().Mandates.ShouldHaveSingleItem().ActingFor.ShouldBeNull();
    }

    [Fact]
    public async Task Another_unit_is_out_of_reach_whatever_is_asked()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var (own, other, colleagues) = (round.Leader, round.Stranger, round.Installation.Colleagues);
        (await colleagues.ListAsync(own, "tuphap", Cancel)).ShouldBeNull();
        ColleagueGrant grant = new(Role.UnitOfficer, "QĐ 1");
        foreach (var problems in new[]
        {
            (await colleagues.AddAsync(own, "tuphap", new("moi", "Mới"), grant, Cancel)).Problems,
            (await colleagues.GrantAsync(own, "tuphap", other.Id, grant, Cancel)).Problems,
            (await colleagues.EndAsync(own, "tuphap", other.Mandates[0].Id, Cancel)).Problems,
            (await colleagues.PrepareLinkAsync(own, "tuphap", other.Id, Cancel)).Problems,
            (await colleagues.CloseAsync(own, "tuphap", other.Id, Cancel)).Problems,
            (await colleagues.HandOverAsync(own, "tuphap", other.Mandates[0].Id, own.Id, null, "QĐ 1", Cancel)).Problems,
        })
            problems.ShouldHaveSingleItem().Code.ShouldBe("colleague.not-allowed");
        foreach (var problems in new[]
        {
            (await colleagues.GrantAsync(own, OpenRound.Unit, other.Id, grant, Cancel)).Problems,
            (await colleagues.EndAsync(own, OpenRound.Unit, other.Mandates[0].Id, Cancel)).Problems,
            (await colleagues.PrepareLinkAsync(own, OpenRound.Unit, other.Id, Cancel)).Problems,
            (await colleagues.CloseAsync(own, OpenRound.Unit, other.Id, Cancel)).Problems,
            (await colleagues.HandOverAsync(own, OpenRound.Unit, own.Mandates[0].Id, other.Id, null, "QĐ 1", Cancel)).Problems,
        })
            problems.ShouldHaveSingleItem().Code.ShouldBe("colleague.not-of-unit");
        (await round.Installation.Accounts.FindAsync(other.Id, Cancel)).ShouldNotBeNull().Mandates.ShouldHaveSingleItem().Unit.ShouldBe("tuphap");
    }

    [Fact]
    public async Task An_officer_reaches_no_leader_and_nobody_an_account_with_other_roles()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var (officer, leader, colleagues) = (round.Officer, round.Leader, round.Installation.Colleagues);
        (await colleagues.AddAsync(officer, OpenRound.Unit, new("moi", "Mới"), new(Role.UnitLeader, "QĐ 1"), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("colleague.role-above");
        foreach (var role in Enum.GetValues<Role>().Except(ColleagueRoles.OfUnits))
            (await colleagues.AddAsync(leader, OpenRound.Unit, new("moi", "Mới"), new(role, "QĐ 1"), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("colleague.role-above", role.ToString());
        (await colleagues.EndAsync(officer, OpenRound.Unit, leader.Mandates[0].Id, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("colleague.not-of-unit");
        (await colleagues.PrepareLinkAsync(officer, OpenRound.Unit, leader.Id, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("colleague.other-roles");
        (await colleagues.CloseAsync(officer, OpenRound.Unit, leader.Id, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("colleague.other-roles");
        (await colleagues.PrepareLinkAsync(officer, OpenRound.Unit, officer.Id, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("colleague.other-roles"); // the own password is on the own page

        OpenRound.Must(await round.Installation.Accounts.GrantAsync(new(officer.Id, Role.StandingOffice, "", "QĐ 9", From: round.Clock.Now.UtcDateTime.AddDays(9)), round.By(Guid.Empty), Cancel));
        (await colleagues.PrepareLinkAsync(leader, OpenRound.Unit, officer.Id, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("colleague.other-roles", "a role to come counts");
        (await colleagues.ListAsync(leader, OpenRound.Unit, Cancel)).ShouldNotBeNull().Select(one => (one.UserName, one.Covered)).ShouldBe([("canbo", false), ("lanhdao", false)]);
        (await colleagues.GrantAsync(leader, OpenRound.Unit, leader.Id, new(Role.UnitOfficer, "QĐ 1"), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("mandate.to-self");
    }

    [Fact]
    public async Task The_last_leader_stays_until_another_is_there()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var (leader, colleagues) = (round.Leader, round.Installation.Colleagues);
        (await colleagues.EndAsync(leader, OpenRound.Unit, leader.Mandates[0].Id, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("colleague.last-leader");
        var acting = OpenRound.Must(await colleagues.GrantAsync(leader, OpenRound.Unit, round.Officer.Id, new(Role.UnitLeader, "Ủy quyền", null, round.Clock.Now.UtcDateTime.AddDays(2), leader.Id), Cancel));
        (await colleagues.EndAsync(leader, OpenRound.Unit, leader.Mandates[0].Id, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("colleague.last-leader", "who acts for the leader is none");
        OpenRound.Must(await colleagues.EndAsync(leader, OpenRound.Unit, acting.Id, Cancel));

        var second = OpenRound.Must(await colleagues.AddAsync(leader, OpenRound.Unit, new("pho", "Phó giám đốc"), new(Role.UnitLeader, "QĐ 2"), Cancel));
        var deputy = (await round.Installation.Accounts.FindAsync(second.Id, Cancel)).ShouldNotBeNull();
        OpenRound.Must(await colleagues.CloseAsync(deputy, OpenRound.Unit, leader.Id, Cancel));
        (await colleagues.EndAsync(deputy, OpenRound.Unit, deputy.Mandates[0].Id, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("colleague.last-leader");
        OpenRound.Must(await colleagues.HandOverAsync(deputy, OpenRound.Unit, deputy.Mandates[0].Id, round.Officer.Id, null, "QĐ 3", Cancel));
        (await round.Installation.Accounts.FindAsync(round.Officer.Id, Cancel)).ShouldNotBeNull().Mandates.Select(mandate => mandate.Role).ShouldBe([Role.UnitOfficer, Role.UnitLeader]);
    }

    [Theory]
    [InlineData(-1, "ho", "QĐ 1", "colleague.to-themselves")]
    [InlineData(40, "khac", "QĐ 1", "colleague.ends-before")]
    [InlineData(0, "khac", " ", "mandate.ground")]
    public async Task A_handover_that_means_nothing_changes_nothing(int day, string to, string ground, string code)
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var colleagues = round.Installation.Colleagues;
        var one = OpenRound.Must(await colleagues.AddAsync(round.Leader, OpenRound.Unit, new("mot", "Một"), new(Role.UnitOfficer, "QĐ 1", Until: round.Clock.Now.UtcDateTime.AddDays(30)), Cancel));
        var mandate = (await round.Installation.Accounts.FindAsync(one.Id, Cancel)).ShouldNotBeNull().Mandates.Single();
        var refused = await colleagues.HandOverAsync(round.Leader, OpenRound.Unit, mandate.Id, to == "ho" ? one.Id : round.Officer.Id, round.Clock.Now.UtcDateTime.AddDays(day), ground, Cancel);
        refused.Problems.ShouldHaveSingleItem().Code.ShouldBe(code);
        (await round.Installation.Accounts.FindAsync(one.Id, Cancel)).ShouldNotBeNull().Mandates.Single().Until.ShouldBe(round.Clock.Now.UtcDateTime.AddDays(30));
    }

    private static async Task<bool> MayEnterAsync(OpenRound round, Guid account) =>
        (await round.Installation.Accounts.FindAsync(account, Cancel)).ShouldNotBeNull().May(Act.EnterScores, new(OpenRound.Unit, Stage: StageKind.Self));
}
