using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Engine;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>Who appraises what: every line has one agency, none appraises itself, the nearest row counts.</summary>
public sealed class AppraiserTests(PostgresServer postgres)
{
    private static readonly CriterionCode Plan = new("CD_KH_HT");
    private static readonly CriterionCode Drafts = new("TC_XD_TD");

    private const string Why = "Công văn số 12/SNV-CCHC";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Fact]
    public async Task Without_rows_the_criteria_name_the_agency_and_nobody_appraises_itself()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var map = (await BoardAsync(round)).Map(OpenRound.Block).ShouldNotBeNull();

        map.Of(Plan, "tuphap").ShouldBe(new("noivu", AssignedBy.Criteria));
        map.Of(Plan, "noivu").ShouldBe(new(Agencies.WorkingGroup, AssignedBy.OwnUnit, "noivu"));
        map.Of(Drafts, "noivu").Agency.ShouldBe("tuphap");
        map.Of(new("TC_XD_CL"), "tuphap").Agency.ShouldBe("noivu", "the survey's lines name the agency with a remark in brackets");
        map.Of(new("CD_NV"), "tuphap").Agency.ShouldBe("van-phong-ubnd-thanh-pho", "a body that is no unit of the round");
    }

    [Theory]
    [InlineData("sở NỘI VỤ", "noivu")]
    [InlineData("Sở Nội vụ (điều tra xã hội học)", "noivu")]
    [InlineData("Sở Lao động – Thương binh và Xã hội", "ldtbxh")]
    [InlineData("Tổ giúp việc Hội đồng thẩm định", Agencies.WorkingGroup)]
    [InlineData("", null)]
    public async Task A_name_finds_its_agency_however_it_is_spelled(string text, string? code)
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        (await BoardAsync(round)).Agencies.Named(text)?.Code.ShouldBe(code);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_nearest_row_counts_and_one_that_names_the_unit_before_one_for_all(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var office = await round.PersonAsync("tt", Role.StandingOffice, "");
        await AssignAsync(round, office, "CD", "taichinh");
        await AssignAsync(round, office, "CD", "khcn", "tuphap", "noivu");
        await AssignAsync(round, office, "CD_TT", "tttt");

        var map = (await BoardAsync(round)).Map(OpenRound.Block).ShouldNotBeNull();
        map.Of(Plan, "yte").ShouldBe(new("taichinh", AssignedBy.Office));
        map.Of(Plan, "tuphap").Agency.ShouldBe("khcn");
        map.Of(Plan, "taichinh").ShouldBe(new(Agencies.WorkingGroup, AssignedBy.OwnUnit, "taichinh"));
        map.Of(new("CD_TT"), "tuphap").Agency.ShouldBe("tttt", "a row on the leaf is nearer than one on its field");
        map.Of(Drafts, "yte").Agency.ShouldBe("tuphap", "other fields stay as they were");

        OpenRound.Must(await round.Installation.Appraisers.RemoveAsync(OpenRound.Code, new(OpenRound.Block, new("CD"), "noivu tuphap", "khcn"), Why, office, Cancel));
        (await BoardAsync(round)).Map(OpenRound.Block)!.Of(Plan, "tuphap").Agency.ShouldBe("taichinh"); // there is such a block
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_cell_somebody_changed_since_is_not_overwritten_unseen(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var (appraisers, office) = (round.Installation.Appraisers, await round.PersonAsync("tt", Role.StandingOffice, ""));
        Task<Result<Assignment>> Assign(string agency, string seen) => appraisers.AssignAsync(OpenRound.Code, new(OpenRound.Block, Plan, [], agency, seen), Why, office, Cancel);
        string Code<T>(Result<T> refused) => refused.Problems.ShouldHaveSingleItem().Code;
        OpenRound.Must(await Assign("taichinh", ""));
        Code(await Assign("tttt", "")).ShouldBe("appraisers.changed");
        OpenRound.Must(await Assign("taichinh", "")).Agency.ShouldBe("taichinh", "a double click");
        OpenRound.Must(await Assign("tttt", "taichinh"));
        Code(await appraisers.RemoveAsync(OpenRound.Code, new(OpenRound.Block, Plan, "", "taichinh"), Why, office, Cancel)).ShouldBe("appraisers.changed");
        (await BoardAsync(round)).Rows.ShouldHaveSingleItem().Agency.ShouldBe("tttt");

        OpenRound.Must(await appraisers.RemoveAsync(OpenRound.Code, new(OpenRound.Block, Plan, "", "tttt"), Why, office, Cancel));
        Code(await Assign("yte", "tttt")).ShouldBe("appraisers.changed", "what was seen is gone");
        (await BoardAsync(round)).Rows.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Of_many_who_assign_one_cell_at_once_one_is_stored_and_the_others_are_told(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var office = await round.PersonAsync("tt", Role.StandingOffice, "");
        string[] agencies = ["taichinh", "tttt", "yte", "khcn"];
        var answers = await Task.WhenAll(agencies.Select(agency => Task.Run(() => round.Installation.Appraisers.AssignAsync(OpenRound.Code, new(OpenRound.Block, Plan, [], agency), Why, office, Cancel))));
        var stored = answers.Where(answer => answer.Problems.IsEmpty).ShouldHaveSingleItem();
        answers.SelectMany(answer => answer.Problems).Select(problem => problem.Code).ShouldBe(Enumerable.Repeat("appraisers.changed", 3));
        (await BoardAsync(round)).Rows.ShouldHaveSingleItem().Agency.ShouldBe(OpenRound.Must(stored).Agency);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_declared_interest_sends_the_lines_to_the_working_group(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var office = await round.PersonAsync("tt", Role.StandingOffice, "");
        (await round.Installation.Appraisers.DeclareAsync(OpenRound.Code, "tuphap", "yte", " ", office, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("appraisers.no-ground");
        OpenRound.Must(await round.Installation.Appraisers.DeclareAsync(OpenRound.Code, "tuphap", "yte", "Đơn khai ngày 02/01", office, Cancel));

        (await BoardAsync(round)).Map(OpenRound.Block)!.Of(Drafts, "yte").ShouldBe(new(Agencies.WorkingGroup, AssignedBy.Interest, "tuphap")); // there is such a block
        OpenRound.Must(await round.Installation.Appraisers.WithdrawAsync(OpenRound.Code, "tuphap", "yte", Guid.Empty, Why, office, Cancel));
        (await BoardAsync(round)).Map(OpenRound.Block)!.Of(Drafts, "yte").Agency.ShouldBe("tuphap"); // likewise
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task An_appraiser_declares_the_own_interest_and_only_the_office_lifts_it(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var appraisers = round.Installation.Appraisers;
        var (office, appraiser, leader) = (await round.PersonAsync("tt", Role.StandingOffice, ""), await round.PersonAsync("td", Role.Appraiser, "tuphap"), await round.PersonAsync("ct", Role.LeadAgencyLeader, "tuphap"));
        Task<Result<ImmutableArray<Interest>>> DeclareAsync(Person person, string unit, string ground = "Người thân là lãnh đạo") => appraisers.DeclareOwnAsync(new(OpenRound.Code, OpenRound.Block, unit), ground, person, Cancel);
        string Code(Result<ImmutableArray<Interest>> refused) => refused.Problems.ShouldHaveSingleItem().Code;
        Code(await DeclareAsync(appraiser, "yte", " ")).ShouldBe("appraisers.no-ground");
        Code(await DeclareAsync(appraiser, "khong-co")).ShouldBe("appraisers.no-unit");
        Code(await DeclareAsync(appraiser, "tuphap")).ShouldBe("appraisers.not-yours", "nobody appraises the own unit");
        Code(await DeclareAsync(round.Officer, "yte")).ShouldBe("appraisers.not-yours");

        OpenRound.Must(await DeclareAsync(appraiser, "yte")).ShouldHaveSingleItem().Agency.ShouldBe("tuphap");
        OpenRound.Must(await DeclareAsync(appraiser, "yte", "lần nữa")).ShouldHaveSingleItem().Ground.ShouldBe("Người thân là lãnh đạo", "a double click");
        var board = await BoardAsync(round);
        var line = board.Map(OpenRound.Block)!.Of(Drafts, "yte"); // there is such a block
        (line.Agency, line.Why, line.InsteadOf).ShouldBe((Agencies.WorkingGroup, AssignedBy.Interest, "tuphap"), "nobody else appraises there");
        board.Map(OpenRound.Block)!.Of(Drafts, "noivu").Agency.ShouldBe("tuphap"); // likewise
        (await appraisers.WithdrawAsync(OpenRound.Code, "tuphap", "yte", appraiser.Id, Why, appraiser, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("appraisers.not-allowed");
        OpenRound.Must(await appraisers.WithdrawAsync(OpenRound.Code, "tuphap", "yte", appraiser.Id, Why, office, Cancel));
        Code(await DeclareAsync(leader, "yte", new('d', 501))).ShouldBe("appraisers.ground-too-long");
        (await appraisers.DeclareAsync(OpenRound.Code, "tuphap", "yte", new('d', 501), office, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("appraisers.ground-too-long");
        OpenRound.Must(await DeclareAsync(leader, "yte", new('d', 500)));
        OpenRound.Must(await appraisers.DeclareAsync(OpenRound.Code, "tuphap", "yte", "Cả cơ quan", office, Cancel)).Account.ShouldBe(Guid.Empty);
        OpenRound.Must(await DeclareAsync(appraiser, "yte")).ShouldHaveSingleItem().Ground.ShouldBe("Cả cơ quan", "the whole agency is out already");
        board = await BoardAsync(round);
        board.Interests.Length.ShouldBe(2);
        (await appraisers.DeclarersAsync(board, Cancel))[("tuphap", "yte")].ShouldBe(office.Id);

        var group = await round.PersonAsync("tg", Role.Appraiser, Agencies.WorkingGroup);
        Code(await DeclareAsync(group, "yte")).ShouldBe("appraisers.group-stays");
        await using var context = round.Installation.Database.Open();
        (await context.AuditLinks.Where(link => link.Act == "appraisers.own-interest-declared").OrderBy(link => link.Sequence).Select(link => link.Mandate).ToListAsync(Cancel)).ShouldBe([appraiser.Mandates[0].Id, leader.Mandates[0].Id]);
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_marks_changes_only_for_a_reason_which_the_trail_keeps()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var (appraisers, office) = (round.Installation.Appraisers, await round.PersonAsync("tt", Role.StandingOffice, ""));
        Task<string[]> AssignAsync(string why) => CodesAsync(appraisers.AssignAsync(OpenRound.Code, new(OpenRound.Block, Plan, [], "taichinh"), why, office, Cancel));
        Task<string[]> RemoveAsync(string why) => CodesAsync(appraisers.RemoveAsync(OpenRound.Code, new(OpenRound.Block, Plan, "", "taichinh"), why, office, Cancel));
        Task<string[]> LiftAsync(string why) => CodesAsync(appraisers.WithdrawAsync(OpenRound.Code, "tuphap", "yte", Guid.Empty, why, office, Cancel));
        OpenRound.Must(await appraisers.DeclareAsync(OpenRound.Code, "tuphap", "yte", "Đơn khai ngày 02/01", office, Cancel));
        foreach (var act in (Func<string, Task<string[]>>[])[AssignAsync, RemoveAsync, LiftAsync])
        {
            (await act(" ")).ShouldBe(["appraisers.no-reason"]);
            (await act(new('l', 501))).ShouldBe(["appraisers.reason-too-long"]);
            (await act($" {Why} ")).ShouldBeEmpty();
        }

        await using var context = round.Installation.Database.Open();
        List<string> acts = ["appraisers.assigned", "appraisers.removed", "appraisers.interest-withdrawn"];
        var told = await (from link in context.AuditLinks
                          join payload in context.AuditPayloads on new { link.Chain, link.Sequence } equals new { payload.Chain, payload.Sequence }
                          where acts.Contains(link.Act)
                          orderby link.Sequence
                          select new { link.Act, payload.Json }).ToListAsync(Cancel);
        told.Select(one => (one.Act, LinkContent.Of(one.Json).Reason)).ShouldBe(acts.Select(act => (act, Why)));
    }

    [Fact]
    public async Task Agencies_without_people_are_listed_until_they_have_both_roles()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var board = await BoardAsync(round);
        var agencies = board.Maps.SelectMany(map => map.Shares()).Select(share => share.Agency).Distinct().Count();
        board.Missing().Count().ShouldBe(agencies * 2);

        await round.PersonAsync("a", Role.Appraiser, "tuphap");
        await round.PersonAsync("b", Role.LeadAgencyLeader, "tuphap");
        (await BoardAsync(round)).Missing().Select(problem => problem.Where).Distinct().Count().ShouldBe(agencies - 1);
    }

    [Theory]
    [InlineData("KHONG_CO", "noivu", "", "appraisers.no-node")]
    [InlineData("CD", "khong-co", "", "appraisers.no-agency")]
    [InlineData("CD", "noivu", "khong-co", "appraisers.no-unit")]
    public async Task What_is_not_there_is_refused(string node, string agency, string unit, string code)
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var office = await round.PersonAsync("tt", Role.StandingOffice, "");
        var refused = await round.Installation.Appraisers.AssignAsync(OpenRound.Code, new(OpenRound.Block, new(node), unit.Length > 0 ? [unit] : [], agency), Why, office, Cancel);
        refused.Problems.ShouldHaveSingleItem().Code.ShouldBe(code);
        (await BoardAsync(round)).Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_the_standing_office_assigns()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        foreach (var role in Enum.GetValues<Role>().Except([Role.StandingOffice]))
        {
            var person = await round.PersonAsync($"p{role}", role, role is Role.UnitOfficer or Role.UnitLeader or Role.Appraiser or Role.LeadAgencyLeader ? "noivu" : "");
            (await round.Installation.Appraisers.AssignAsync(OpenRound.Code, new(OpenRound.Block, new("CD"), [], "noivu"), Why, person, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("appraisers.not-allowed", role.ToString());
            (await round.Installation.Appraisers.DeclareAsync(OpenRound.Code, "noivu", "yte", "căn cứ", person, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("appraisers.not-allowed", role.ToString());
        }

        (await BoardAsync(round)).Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whatever_is_assigned_every_line_has_an_agency_that_is_not_the_unit()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var board = await BoardAsync(round);
        var map = board.Map(OpenRound.Block).ShouldNotBeNull();
        var units = map.Block.Units.Select(unit => unit.Code).ToArray();
        var nodes = map.Criteria.Nodes().Select(node => node.Code).ToArray();
        var row = Gen.Select(OneOf(nodes), OneOf(units), OneOf(units), Gen.Bool, (node, unit, agency, all) =>
            new Assignment { BlockId = map.Block.Id, Node = node, Units = all ? "" : unit, Agency = agency });
        var interest = Gen.Select(OneOf(units), OneOf(units), (agency, unit) => new Interest { RoundId = board.Round.Id, Agency = agency, Unit = unit, Ground = "", DeclaredAt = default });
        Gen.Select(row.Array[0, 20], interest.Array[0, 20]).Sample((rows, interests) =>
        {
            var any = new AppraiserMap(map.Block, map.Criteria, board.Agencies, rows, new(interests, [], [], Array.Empty<Guid>().ToLookup(_ => "")));
            return units.All(unit => map.Criteria.Leaves().All(leaf => any.Of(leaf.Code, unit) is { Agency.Length: > 0 } line && line.Agency != unit && !interests.Any(one => one.Agency == line.Agency && one.Unit == unit)))
                && any.Shares().Sum(share => share.Lines) == units.Length * map.Criteria.Leaves().Count();
        }, iter: 50);
    }

    private static async Task<string[]> CodesAsync<T>(Task<Result<T>> act) => [.. (await act).Problems.Select(problem => problem.Code)];

    private static Gen<T> OneOf<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(place => values[place]);

    private static async Task<AssignmentBoard> BoardAsync(OpenRound round) => (await round.Installation.Appraisers.ReadAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();

    private static async Task AssignAsync(OpenRound round, Person office, string node, string agency, params string[] units) =>
        OpenRound.Must(await round.Installation.Appraisers.AssignAsync(OpenRound.Code, new(OpenRound.Block, new(node), [.. units], agency), Why, office, Cancel));
}
