using System.Collections.Immutable;
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
using static ChiSo.Application.Tests.Appraisal.FiledRequests;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>Somebody's own interest in a unit on both databases: it bars that person from everything, colleagues go on, and no line is left without an appraiser.</summary>
public sealed class OwnInterestTests(PostgresServer postgres)
{
    private static readonly UnitPlace Place = new(OpenRound.Code, OpenRound.Block, OpenRound.Unit);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Whoever_declares_does_nothing_with_the_unit_and_colleagues_go_on(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        var (colleague, deputy) = (await made.Round.PersonAsync("dongnghiep", Role.Appraiser, ReviewedRound.Agency), await made.Round.PersonAsync("pho", Role.LeadAgencyLeader, ReviewedRound.Agency));
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=2;b=5"));
        OpenRound.Must(await DeclareAsync(made, made.Appraiser)).ShouldHaveSingleItem().Account.ShouldBe(made.Appraiser.Id);
        OpenRound.Must(await DeclareAsync(made, made.AgencyLeader));
        OpenRound.Must(await DeclareAsync(made, made.Appraiser, "lần nữa")).ShouldHaveSingleItem().Ground.ShouldBe("Người thân", "a double click");

        var (line, seen) = (await made.LineAsync(), await made.SeenAsync());
        (line.Assigned.Agency, line.Assigned.Why).ShouldBe((ReviewedRound.Agency, AssignedBy.Criteria));
        Code(await made.AppraiseAsync(made.Appraiser, "a=1;b=5")).ShouldBe("review.not-allowed");
        Code(await made.AskAsync(made.Appraiser, AskKind.Clarify)).ShouldBe("review.not-allowed");
        Code(await made.AskAsync(made.Appraiser, AskKind.Return)).ShouldBe("review.not-allowed");
        Code(await made.Work.UndoAsync(ReviewedRound.Part, seen, made.Appraiser, Cancel)).ShouldBe("review.not-allowed");
        Code(await made.Work.AcceptAsync(ReviewedRound.Part, await made.SeenAsync("TC_XD_QT"), made.Appraiser, Cancel)).ShouldBe("review.not-allowed");
        Code(await made.Work.ConfirmAsync(ReviewedRound.Part, seen, made.AgencyLeader, Cancel)).ShouldBe("review.not-allowed");
        (await made.Work.ConfirmAsync(ReviewedRound.Part, seen, made.AgencyLeader, Cancel)).Problems[0].What.Vi.ShouldStartWith("Bạn đã khai xung đột lợi ích");
        Code(await made.Round.Installation.SiteChecks.AddAsync(ReviewedRound.Part, new(OpenRound.Unit, new(ReviewedRound.Drafts), SiteCheckKind.OnSite, new(2025, 1, 5), "Trụ sở", "Biên bản", "", true), null, made.Appraiser, Cancel)).ShouldBe("review.not-allowed");

        var review = (await made.Round.Installation.Reviews.ReadAsync(ReviewedRound.Part, Cancel)).ShouldNotBeNull();
        review.For(made.Appraiser).Lines.ShouldNotContain(one => one.Unit.Code == OpenRound.Unit);
        review.For(made.Appraiser).Lines.ShouldNotBeEmpty("other units are appraised as before");
        review.For(made.Appraiser).Interests.ShouldHaveSingleItem().Account.ShouldBe(made.Appraiser.Id, "the page says why, to the one it is about");
        review.For(colleague).Interests.ShouldBeEmpty();
        var address = new LineAddress(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Self, new(ReviewedRound.Drafts));
        (await made.Round.Installation.Appraisers.AimsOfAsync(address, Cancel)).Any(aim => made.Appraiser.May(Act.ReadSheet, aim)).ShouldBeFalse("its evidence is closed too");
        FigureTemplate.Of(review, made.Appraiser)[0].Rows.Single(row => row.Cells[0].Text == OpenRound.Unit).Cells.Skip(2).ShouldAllBe(cell => cell.Text.Length == 0 && cell.Number == null);
        (await made.Round.Desk.OfAsync(made.AgencyLeader, Cancel)).Where(work => work.Kind == WorkKind.Confirm).Sum(work => work.Left).ShouldBe(0);

        OpenRound.Must(await made.AppraiseAsync(colleague, "a=1;b=5"));
        OpenRound.Must(await made.Work.AcceptAsync(ReviewedRound.Part, await made.SeenAsync("TC_XD_QT"), colleague, Cancel));
        OpenRound.Must(await made.Work.ConfirmAsync(ReviewedRound.Part, await made.SeenAsync(), deputy, Cancel));
        (await made.Round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Where_nobody_is_left_for_a_role_the_working_group_takes_the_lines_and_gives_them_back(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        var (round, accounts) = (made.Round, made.Round.Installation.Accounts);
        var group = await round.PersonAsync("to", Role.Appraiser, Agencies.WorkingGroup);
        OpenRound.Must(await DeclareAsync(made, made.Appraiser));
        (await AssignedAsync(made)).ShouldBe((Agencies.WorkingGroup, AssignedBy.Interest), "the only appraiser");
        Code(await made.AppraiseAsync(made.Appraiser, "a=1;b=5")).ShouldBe("review.not-allowed");
        OpenRound.Must(await made.AppraiseAsync(group, "a=1;b=5"));

        var colleague = await round.PersonAsync("dongnghiep", Role.Appraiser, ReviewedRound.Agency);
        (await AssignedAsync(made)).Agency.ShouldBe(ReviewedRound.Agency, "somebody free came");
        OpenRound.Must(await accounts.EndAsync(colleague.Mandates[0].Id, round.By(Guid.Empty), Cancel));
        round.Clock.Now += TimeSpan.FromMinutes(1);
        (await AssignedAsync(made)).Agency.ShouldBe(Agencies.WorkingGroup, "and left");
        OpenRound.Must(await accounts.EndAsync(made.Appraiser.Mandates[0].Id, round.By(Guid.Empty), Cancel));
        round.Clock.Now += TimeSpan.FromMinutes(1);
        (await AssignedAsync(made)).Agency.ShouldBe(Agencies.WorkingGroup, "whoever had the interest is gone too, and still nobody is there");

        OpenRound.Must(await round.Installation.Appraisers.WithdrawAsync(OpenRound.Code, ReviewedRound.Agency, OpenRound.Unit, made.Appraiser.Id, "Không còn", await round.PersonAsync("tt", Role.StandingOffice, ""), Cancel));
        (await AssignedAsync(made)).Agency.ShouldBe(ReviewedRound.Agency);
        OpenRound.Must(await DeclareAsync(made, made.AgencyLeader));
        (await AssignedAsync(made)).Agency.ShouldBe(Agencies.WorkingGroup, "nobody could confirm");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Somebody_of_the_unit_is_not_free_to_appraise_it_when_colleagues_declare(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        var (round, accounts) = (made.Round, made.Round.Installation.Accounts);
        var insider = await round.PersonAsync("haivai", Role.Appraiser, ReviewedRound.Agency);
        var part = OpenRound.Must(await accounts.GrantAsync(new(insider.Id, Role.UnitOfficer, OpenRound.Unit, "Biệt phái"), round.By(Guid.Empty), Cancel));
        (await AssignedAsync(made)).Agency.ShouldBe(ReviewedRound.Agency, "a colleague is free");
        OpenRound.Must(await DeclareAsync(made, made.Appraiser));
        (await AssignedAsync(made)).ShouldBe((Agencies.WorkingGroup, AssignedBy.Interest), "who is left belongs to the unit");
        (await BoardAsync(made)).Map(OpenRound.Block)!.Of(new(ReviewedRound.Drafts), "yte").Agency.ShouldBe(ReviewedRound.Agency, "they appraise other units"); // there is such a block
        OpenRound.Must(await made.AppraiseAsync(await round.PersonAsync("to", Role.Appraiser, Agencies.WorkingGroup), "a=1;b=5"));

        OpenRound.Must(await accounts.EndAsync(part.Id, round.By(Guid.Empty), Cancel));
        round.Clock.Now += TimeSpan.FromMinutes(1);
        (await AssignedAsync(made)).Agency.ShouldBe(ReviewedRound.Agency, "they left the unit");
        OpenRound.Must(await made.AppraiseAsync((await accounts.FindAsync(insider.Id, Cancel)).ShouldNotBeNull(), "a=1;b=5"));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Nobody_of_the_working_group_leaves_lines_to_people_of_the_unit(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        var (round, accounts) = (made.Round, made.Round.Installation.Accounts);
        OpenRound.Must(await accounts.GrantAsync(new(made.Appraiser.Id, Role.Appraiser, Agencies.WorkingGroup, "Quyết định số 4"), round.By(Guid.Empty), Cancel));
        OpenRound.Must(await accounts.GrantAsync(new(round.Officer.Id, Role.Appraiser, Agencies.WorkingGroup, "Quyết định số 4"), round.By(Guid.Empty), Cancel));
        var both = (await accounts.FindAsync(made.Appraiser.Id, Cancel)).ShouldNotBeNull();
        Code(await DeclareAsync(made, both)).ShouldBe("appraisers.group-stays", "who would be left in the group belongs to the unit");
        OpenRound.Must(await accounts.EndAsync(both.Mandates.Single(held => held.Unit == Agencies.WorkingGroup).Id, round.By(Guid.Empty), Cancel));
        round.Clock.Now += TimeSpan.FromMinutes(1);
        Code(await DeclareAsync(made, made.Appraiser)).ShouldBe("appraisers.group-stays");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_last_of_the_working_group_stays_and_the_office_sees_a_group_with_nobody_free(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        var (round, accounts) = (made.Round, made.Round.Installation.Accounts);
        OpenRound.Must(await accounts.GrantAsync(new(made.Appraiser.Id, Role.Appraiser, Agencies.WorkingGroup, "Quyết định số 4"), round.By(Guid.Empty), Cancel));
        var both = (await accounts.FindAsync(made.Appraiser.Id, Cancel)).ShouldNotBeNull();
        Code(await DeclareAsync(made, both)).ShouldBe("appraisers.group-stays", "the lines would follow into the group");

        var other = await round.PersonAsync("to", Role.Appraiser, Agencies.WorkingGroup);
        OpenRound.Must(await DeclareAsync(made, both)).ShouldNotBeEmpty("somebody free is in the group");
        (await BoardAsync(made)).Missing().ShouldNotContain(problem => problem.Code == "appraisers.nobody-free");
        OpenRound.Must(await accounts.EndAsync(other.Mandates[0].Id, round.By(Guid.Empty), Cancel));
        round.Clock.Now += TimeSpan.FromMinutes(1);
        (await BoardAsync(made)).Missing().ShouldContain(problem => problem.Code == "appraisers.nobody-free" && problem.Where == "Sở Nội vụ");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Nobody_barred_gives_the_second_mark_or_acts_through_another(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        var round = made.Round;
        var (second, third) = (await round.PersonAsync("hai", Role.Appraiser, ReviewedRound.Agency), await round.PersonAsync("ba", Role.Appraiser, ReviewedRound.Agency));
        var block = (await round.SheetAsync()).Block.Code;
        OpenRound.Must(await round.Installation.DoubleMarkings.SetAsync(OpenRound.Code, block, new(100, "2024", DoubleChoice.Random), round.By(Guid.Empty), Cancel));
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=3;b=5"));
        OpenRound.Must(await DeclareAsync(made, second));
        Code(await made.AppraiseAsync(second, "a=2;b=5")).ShouldBe("review.not-allowed");
        (await made.LineAsync()).Marks.ShouldNotBeNull().Given.ShouldBe(1);

        var substitute = await round.PersonAsync("thay", Role.UnitOfficer, "yte");
        OpenRound.Must(await round.Installation.Accounts.GrantAsync(new(substitute.Id, Role.Appraiser, ReviewedRound.Agency, "Ủy quyền", null, round.Clock.Now.UtcDateTime.AddDays(5), second.Id), round.By(Guid.Empty), Cancel));
        Code(await made.AppraiseAsync((await round.Installation.Accounts.FindAsync(substitute.Id, Cancel)).ShouldNotBeNull(), "a=2;b=5")).ShouldBe("review.not-allowed", "nobody does through another what they may not do themselves");
        OpenRound.Must(await made.AppraiseAsync(third, "a=2;b=5"));
        (await made.LineAsync()).Marks.ShouldNotBeNull().IsComplete.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Nobody_barred_decides_a_case_about_a_figure_or_fills_one_in(Kind kind)
    {
        using var made = await PrefilledRound.FilledAsync(kind, postgres);
        var colleague = await made.Round.PersonAsync("dongnghiep", Role.Appraiser, ReviewedRound.Agency);
        var dispute = OpenRound.Must(await made.DisputeAsync(made.Round.Officer));
        OpenRound.Must(await made.Round.Installation.Appraisers.DeclareOwnAsync(Place, "Người thân", made.Appraiser, Cancel));
        (await made.LoadAsync(made.Appraiser, PrefilledRound.File.Replace(",a,4,", ",a,3,", StringComparison.Ordinal))).Problems.ShouldNotBeEmpty();
        await made.HandInAsync();
        Code(await made.DecideAsync(dispute, DisputeStep.Uphold, made.Appraiser)).ShouldBe("review.not-allowed");
        OpenRound.Must(await made.DecideAsync(dispute, DisputeStep.Uphold, colleague));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Whoever_declares_sits_on_no_panel_and_leaves_the_one_they_sit_on(Kind kind)
    {
        using var made = await PassedAsync(kind, postgres);
        var (round, appraisers) = (made.Reviewed.Round, made.Reviewed.Round.Installation.Appraisers);
        var panelist = await round.PersonAsync("vp", Role.Appraiser, "van-phong-ubnd-thanh-pho");
        var admitted = await AdmittedAsync(made, made.Member.Id, panelist.Id);
        panelist.May(Act.AdviseOnRequest, (await CaseAsync(made, admitted)).Aim).ShouldBeTrue();
        OpenRound.Must(await appraisers.DeclareOwnAsync(Place, "Người thân", panelist, Cancel));
        panelist.May(Act.ReadSheet, (await CaseAsync(made, admitted)).Aim).ShouldBeFalse();
        Code(await AdviseAsync(made, admitted, panelist)).ShouldBe("request.not-on-panel");
        (await round.Desk.OfAsync(panelist, Cancel)).ShouldNotContain(work => work.Kind == WorkKind.Advise);
        (await Requests(made).PanelistsAsync(await DeskAsync(made), admitted, Cancel)).ShouldNotContain(one => one.Account == panelist.Id);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Whoever_only_stands_in_for_somebody_barred_is_not_offered_for_a_panel(Kind kind)
    {
        using var made = await PassedAsync(kind, postgres);
        var (round, accounts) = (made.Reviewed.Round, made.Reviewed.Round.Installation.Accounts);
        var principal = await round.PersonAsync("vp", Role.Appraiser, "van-phong-ubnd-thanh-pho");
        var (substitute, both) = (await round.PersonAsync("thay", Role.UnitOfficer, "yte"), await round.PersonAsync("hai", Role.CouncilMember, ""));
        foreach (var account in (Guid[])[substitute.Id, both.Id])
            OpenRound.Must(await accounts.GrantAsync(new(account, Role.Appraiser, "van-phong-ubnd-thanh-pho", "Ủy quyền", null, round.Clock.Now.UtcDateTime.AddDays(5), principal.Id), round.By(Guid.Empty), Cancel));
        var filed = OpenRound.Must(await FileAsync(made, "a=5;b=5"));
        async Task<Guid[]> OfferedAsync() => [.. (await Requests(made).PanelistsAsync(await DeskAsync(made), filed, Cancel)).Select(one => one.Account)];
        (await OfferedAsync()).ShouldContain(substitute.Id, "whom they stand in for is free");

        OpenRound.Must(await round.Installation.Appraisers.DeclareOwnAsync(Place, "Người thân", principal, Cancel));
        var offered = await OfferedAsync();
        offered.ShouldNotContain(substitute.Id, "they could read and say nothing");
        offered.ShouldContain(both.Id, "a seat in one's own right stays");
        var refused = await Requests(made).AdmitAsync(Address(filed), Admission(made, substitute.Id), made.Secretary, Cancel);
        refused.Problems.ShouldHaveSingleItem().What.Vi.ShouldContain("chỉ có vai trò này khi làm thay");
    }

    private static Task<Result<ImmutableArray<Interest>>> DeclareAsync(ReviewedRound made, Person person, string ground = "Người thân") =>
        made.Round.Installation.Appraisers.DeclareOwnAsync(Place, ground, person, Cancel);

    private static async Task<AssignmentBoard> BoardAsync(ReviewedRound made) => (await made.Round.Installation.Appraisers.ReadAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();

    private static async Task<(string Agency, AssignedBy Why)> AssignedAsync(ReviewedRound made)
    {
        var assigned = (await BoardAsync(made)).Map(OpenRound.Block)!.Of(new(ReviewedRound.Drafts), OpenRound.Unit); // there is such a block
        return (assigned.Agency, assigned.Why);
    }

    private static string Code<T>(Result<T> refused) => refused.Problems.ShouldHaveSingleItem().Code;
}
