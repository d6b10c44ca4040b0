using ChiSo.Application.Audit;
using ChiSo.Application.Desk;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Opening;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using static ChiSo.Application.Tests.Surveys.Opening.SurveyManagers;

namespace ChiSo.Application.Tests.Surveys.Opening;

/// <summary>A survey is opened by two people, on both databases.</summary>
public sealed class SurveyProposalTests(PostgresServer postgres)
{
    private static readonly DateTimeOffset Today = new(2026, 3, 10, 1, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task One_proposes_another_opens_and_nothing_is_there_before(Kind kind)
    {
        using var test = await NewAsync(kind);
        var (drafter, second, proposals) = (With(Role.SurveyManager), With(Role.SurveyManager), test.Installation.SurveyProposals);
        var proposed = OpenRound.Must(await ProposeAsync(test.Installation, drafter));
        (await test.Installation.Surveys.FindAsync("hai-long", Cancel)).ShouldBeNull();
        OpenRound.Must(await ProposeAsync(test.Installation, drafter)).Id.ShouldBe(proposed.Id, "a double click proposes once");
        (await ProposeAsync(test.Installation, second)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.proposed");
        (await proposals.ApproveAsync(proposed.Id, drafter, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.same-person");
        (await proposals.ReturnAsync(proposed.Id, "vì", drafter, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.same-person");
        (await proposals.WithdrawAsync(proposed.Id, second, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.other-person");
        (await test.Installation.Surveys.FindAsync("hai-long", Cancel)).ShouldBeNull();

        var opened = OpenRound.Must(await proposals.ApproveAsync(proposed.Id, second, Cancel));
        OpenRound.Must(await proposals.ApproveAsync(proposed.Id, second, Cancel)).Id.ShouldBe(opened.Id, "a double click opens once");
        (opened.Hash, opened.Declaration.OwnIndexFrom, opened.Declaration.CautionAbove, opened.Declaration.WithholdAbove).ShouldBe((proposed.Proposal.ContentHash, 30, 17, 33));
        var opening = await proposals.OpeningOfAsync(opened, Cancel);
        (opening.By, opening.At, opening.Approved?.Id, opening.Approved?.ProposedBy).ShouldBe((second.Id, Today.UtcDateTime, proposed.Id, drafter.Id));
        opened.Declaration.Units.ShouldBe([new("noivu", "Sở Nội vụ"), new("tuphap", "Sở Tư pháp")]);
        (await proposals.ListAsync(Cancel)).ShouldBeEmpty();
        (await ProposeAsync(test.Installation, drafter, new Dictionary<string, string>(Good) { ["minutes"] = "9" })).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.opened");
        await ShouldTellAsync(test, ["survey.proposed", "survey.opened"]);
        await using var context = test.Installation.Database.Open();
        (await context.AuditLinks.SingleAsync(link => link.Act == "survey.opened", Cancel)).By.ShouldBe(second.Id);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task What_is_returned_is_mended_and_proposed_anew(Kind kind)
    {
        using var test = await NewAsync(kind);
        var (drafter, second, proposals) = (With(Role.SurveyManager), With(Role.SurveyManager), test.Installation.SurveyProposals);
        var first = OpenRound.Must(await ProposeAsync(test.Installation, drafter));
        (await proposals.ReturnAsync(first.Id, "  ", second, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.no-return-reason");
        var returned = OpenRound.Must(await proposals.ReturnAsync(first.Id, " Sai số điện thoại ", second, Cancel));
        (returned.State, returned.Proposal.Reason).ShouldBe((ProposalState.Returned, "Sai số điện thoại"));
        (await proposals.ApproveAsync(first.Id, second, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.proposal-decided");

        var fields = DeclarationEntry.Write(returned.Survey.Declaration);
        OpenRound.Must(DeclarationEntry.Read(fields, returned.Survey.Declaration.Questionnaire, [])).ShouldSatisfyAllConditions(same => SurveyContent.Of(new(same, returned.Survey.Form)).Declaration.ShouldBe(returned.Proposal.Declaration));
        var mended = OpenRound.Must(await ProposeAsync(test.Installation, drafter, fields.SetItem("telephone", "0292").SetItem("code", "ma-khac"), first.Id));
        (await proposals.ListAsync(Cancel)).ShouldHaveSingleItem().Id.ShouldBe(mended.Id);
        (await proposals.FindAsync(first.Id, Cancel)).ShouldNotBeNull().State.ShouldBe(ProposalState.Replaced);
        OpenRound.Must(await proposals.WithdrawAsync(mended.Id, drafter, Cancel));
        (await proposals.ListAsync(Cancel)).ShouldBeEmpty();
        (await test.Installation.Surveys.ListAsync(Cancel)).ShouldBeEmpty();
        await ShouldTellAsync(test, ["survey.proposed", "survey.proposal-returned"]);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Two_who_approve_at_once_open_it_once(Kind kind)
    {
        using var test = await NewAsync(kind);
        var proposed = OpenRound.Must(await ProposeAsync(test.Installation, With(Role.SurveyManager)));
        var done = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => test.Installation.SurveyProposals.ApproveAsync(proposed.Id, With(Role.SurveyManager), Cancel), Cancel)));
        done.Count(one => one.Problems.IsEmpty).ShouldBe(1);
        done.SelectMany(one => one.Problems).ShouldAllBe(problem => problem.Code == "survey.proposal-decided");
        await ShouldTellAsync(test, ["survey.proposed", "survey.opened"]);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Whoever_opened_it_on_the_server_alone_is_told_as_such(Kind kind)
    {
        using var test = await NewAsync(kind);
        var proposed = OpenRound.Must(await ProposeAsync(test.Installation, With(Role.SurveyManager)));
        var server = Change.OnThisMachine(new SetClock(Today.AddHours(-1)), "");
        var opened = OpenRound.Must(await test.Installation.Surveys.OpenAsync(proposed.Survey, server, Cancel));
        (await test.Installation.SurveyProposals.OpeningOfAsync(opened, Cancel)).ShouldBe(new(Guid.Empty, server.At, Approved: null));
        OpenRound.Must(await test.Installation.SurveyProposals.ApproveAsync(proposed.Id, With(Role.SurveyManager), Cancel));
        (await test.Installation.SurveyProposals.OpeningOfAsync(opened, Cancel)).ShouldBe(new(Guid.Empty, server.At, Approved: null), "it was open before anybody approved");
    }

    [Fact]
    public async Task A_survey_whose_last_day_has_passed_is_neither_proposed_nor_approved()
    {
        var clock = new SetClock(Today);
        using var test = await TestInstallation.NewAsync(Kind.Sqlite, postgres, clock);
        var (drafter, second, proposals) = (With(Role.SurveyManager), With(Role.SurveyManager), test.Installation.SurveyProposals);
        var proposed = OpenRound.Must(await ProposeAsync(test.Installation, drafter));
        clock.Now = new(2026, 3, 31, 17, 0, 0, TimeSpan.Zero); // midnight in Vietnam: the last day is over
        (await proposals.ApproveAsync(proposed.Id, second, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.last-day-over");
        (await test.Installation.Surveys.FindAsync("hai-long", Cancel)).ShouldBeNull();
        (await ProposeAsync(test.Installation, drafter, new Dictionary<string, string>(Good) { ["code"] = "khac" })).Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(told => told.Code.ShouldBe("survey.last-day-over"), told => told.Where.ShouldBe("closes"));
        (await proposals.ListAsync(Cancel)).ShouldHaveSingleItem().State.ShouldBe(ProposalState.Waiting);

        clock.Now = clock.Now.AddSeconds(-1);
        var opened = OpenRound.Must(await proposals.ApproveAsync(proposed.Id, second, Cancel));
        clock.Now = clock.Now.AddDays(9);
        OpenRound.Must(await proposals.ApproveAsync(proposed.Id, second, Cancel)).Id.ShouldBe(opened.Id, "a double click is no second opening");
    }

    [Fact]
    public async Task What_the_server_opened_meanwhile_is_told_to_whoever_approves()
    {
        using var test = await NewAsync(Kind.Sqlite);
        var proposed = OpenRound.Must(await ProposeAsync(test.Installation, With(Role.SurveyManager)));
        OpenRound.Must(await test.Installation.Surveys.OpenAsync(proposed.Survey with { Declaration = proposed.Survey.Declaration with { Minutes = 99 } }, new(Guid.Empty, Guid.Empty, DateTime.UnixEpoch, ""), Cancel));
        (await test.Installation.SurveyProposals.ApproveAsync(proposed.Id, With(Role.SurveyManager), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.opened");
        (await test.Installation.SurveyProposals.FindAsync(proposed.Id, Cancel)).ShouldNotBeNull().State.ShouldBe(ProposalState.Waiting);
    }

    [Fact]
    public void What_the_table_of_states_lacks_is_refused()
    {
        foreach (var (state, step) in from state in Enum.GetValues<ProposalState>() from step in Enum.GetValues<ProposalStep>() select (state, step))
        {
            var proposal = Reached(state);
            if (ProposalStates.After(state, step) is { } after)
                Should.NotThrow(() => proposal.Take(step, Guid.Empty, DateTime.UnixEpoch), $"{state} {step}");
            else
                Should.Throw<InvalidOperationException>(() => proposal.Take(step, Guid.Empty, DateTime.UnixEpoch), $"{state} {step}");
            proposal.State.ShouldBe(ProposalStates.After(state, step) ?? state);
        }

        ProposalStates.Table.Select(row => row.From).Distinct().ShouldBe([ProposalState.Waiting, ProposalState.Returned], "what is open, withdrawn or replaced stays so");
    }

    [Theory]
    [InlineData(Role.StandingOffice)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.UnitOfficer)]
    [InlineData(Role.Administrator)]
    public async Task Nobody_else_does_any_of_it(Role role)
    {
        using var test = await NewAsync(Kind.Sqlite);
        var proposed = OpenRound.Must(await ProposeAsync(test.Installation, With(Role.SurveyManager)));
        var proposals = test.Installation.SurveyProposals;
        (await ProposeAsync(test.Installation, With(role))).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.not-allowed");
        (await proposals.ApproveAsync(proposed.Id, With(role), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.not-allowed");
        (await proposals.ReturnAsync(proposed.Id, "vì", With(role), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.not-allowed");
        (await proposals.WithdrawAsync(proposed.Id, With(role), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.not-allowed");
        (await proposals.WithdrawAsync(Guid.NewGuid(), With(role), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.proposal-unknown");
        (await proposals.ListAsync(Cancel)).ShouldHaveSingleItem().State.ShouldBe(ProposalState.Waiting);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_form_is_told_at_once_by_its_field()
    {
        using var test = await NewAsync(Kind.Sqlite);
        Dictionary<string, string> bad = new(Good)
        {
            ["code"] = "Hài Lòng", ["asker.vi"] = " ", ["minutes"] = "năm", ["opens"] = "mai", ["closes"] = "1/1/2026", ["minimumCell"] = "4", ["ownIndexFrom"] = "3", ["cautionAbove"] = "33", ["withholdAbove"] = "17", ["units"] = "noivu Sở Nội vụ",
        };
        var problems = (await test.Installation.SurveyProposals.ProposeAsync(new(bad, Form: null), mends: null, With(Role.SurveyManager), Cancel)).Problems;
        problems.Select(problem => $"{problem.Code}@{problem.Where}").Order().ShouldBe(
        [
            "survey.declared@asker", "survey.declared@code", "survey.declared@minimumCell", "survey.declared@minutes", "survey.declared@opens", "survey.declared@ownIndexFrom", "survey.declared@units", "survey.declared@withholdAbove", "survey.last-day-over@closes", "survey.no-form@questionnaire",
        ]);
        (await test.Installation.SurveyProposals.ListAsync(Cancel)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("others", "", "noivu: tuphap; tuphap: noivu")]
    [InlineData("listed", "noivu; Lãnh đạo Sở Nội vụ; *\r\ndaibieu; Đại biểu; noivu, tuphap\nphuong; Phường; noivu; tuphap", "noivu: tuphap; daibieu: noivu, tuphap; phuong: noivu")]
    public async Task Who_rates_whom_is_chosen_or_typed_and_comes_back_to_be_mended(string rates, string typed, string expected)
    {
        using var test = await NewAsync(Kind.Sqlite);
        var proposed = OpenRound.Must(await test.Installation.SurveyProposals.ProposeAsync(new(new Dictionary<string, string>(Good) { ["rates"] = rates, ["raters"] = typed }, ShippedQuestionnaires.Find("officials")!), mends: null, With(Role.SurveyManager), Cancel)); // it comes along
        var declared = proposed.Survey.Declaration;
        string.Join("; ", (declared.Raters ?? []).Select(group => $"{group.Code}: {string.Join(", ", group.Units)}")).ShouldBe(expected);
        var fields = DeclarationEntry.Write(declared);
        fields["rates"].ShouldBe(rates);
        SurveyContent.Of(new(OpenRound.Must(DeclarationEntry.Read(fields, declared.Questionnaire, [])), proposed.Survey.Form)).Declaration.ShouldBe(proposed.Proposal.Declaration);
    }

    [Theory]
    [InlineData("listed", "noivu; Sở; noivu", "raters, 1")]
    [InlineData("listed", "noivu; Sở; tuphap, khac\nnoivu Sở", "raters, 2")]
    [InlineData("listed", "noivu; Sở; tuphap, tuphap", "raters, 1")]
    [InlineData("listed", " ", "raters")]
    [InlineData("", "noivu; Sở; tuphap", "raters")]
    public async Task A_fault_in_who_rates_whom_is_told_by_its_line(string rates, string typed, string where)
    {
        using var test = await NewAsync(Kind.Sqlite);
        var fields = new Dictionary<string, string>(Good) { ["rates"] = rates, ["raters"] = typed };
        (await test.Installation.SurveyProposals.ProposeAsync(new(fields, ShippedQuestionnaires.Find("officials")!), mends: null, With(Role.SurveyManager), Cancel)).Problems.Select(problem => problem.Where).Distinct().ShouldBe([where]); // it comes along
    }

    [Fact]
    public async Task A_questionnaire_about_one_unit_is_not_asked_about_several()
    {
        using var test = await NewAsync(Kind.Sqlite);
        var fields = new Dictionary<string, string>(Good) { ["rates"] = "others" };
        (await ProposeAsync(test.Installation, With(Role.SurveyManager), fields)).Problems.ShouldHaveSingleItem().Where.ShouldBe("questionnaire");
        var anybody = new Dictionary<string, string>(fields) { ["access"] = "anybody" };
        (await test.Installation.SurveyProposals.ProposeAsync(new(anybody, ShippedQuestionnaires.Find("officials")!), mends: null, With(Role.SurveyManager), Cancel)).Problems.ShouldHaveSingleItem().Where.ShouldBe("access"); // it comes along
    }

    [Fact]
    public async Task A_round_gives_the_units_where_none_is_typed_and_the_work_waits_for_the_right_people()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var (drafter, second) = (With(Role.SurveyManager), With(Role.SurveyManager));
        var proposed = OpenRound.Must(await ProposeAsync(round.Installation, drafter, new Dictionary<string, string>(Good) { ["units"] = "", ["round"] = OpenRound.Code }));
        var live = (await round.Installation.Live.FindAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();
        proposed.Survey.Declaration.Units.Select(unit => unit.Code).ShouldBe(live.Blocks.SelectMany(block => block.Units).Select(unit => unit.Code));

        (await round.Desk.OfAsync(drafter, Cancel)).ShouldBeEmpty();
        (await round.Desk.OfAsync(With(Role.StandingOffice), Cancel)).ShouldNotContain(work => work.Survey != null);
        var waits = (await round.Desk.OfAsync(second, Cancel)).ShouldHaveSingleItem();
        (waits.Kind, waits.Survey, waits.Left).ShouldBe((WorkKind.ApproveSurvey, proposed.Id, 1));
        OpenRound.Must(await round.Installation.SurveyProposals.ReturnAsync(proposed.Id, "vì", second, Cancel));
        (await round.Desk.OfAsync(second, Cancel)).ShouldBeEmpty();
        (await round.Desk.OfAsync(drafter, Cancel)).ShouldHaveSingleItem().Kind.ShouldBe(WorkKind.MendSurvey);
    }

    private static SurveyProposal Reached(ProposalState state)
    {
        var proposal = new SurveyProposal { Code = "x", Declaration = "", Form = [], ContentHash = "", ProposedBy = Guid.Empty, ProposedAt = DateTime.UnixEpoch };
        ProposalStep[] way = state switch
        {
            ProposalState.Waiting => [],
            ProposalState.Opened => [ProposalStep.Approve],
            ProposalState.Returned => [ProposalStep.Return],
            ProposalState.Withdrawn => [ProposalStep.Withdraw],
            _ => [ProposalStep.Return, ProposalStep.Replace],
        };
        foreach (var step in way)
            proposal.Take(step, Guid.Empty, DateTime.UnixEpoch);
        return proposal;
    }

    private static async Task ShouldTellAsync(TestInstallation test, string[] acts)
    {
        await using var context = test.Installation.Database.Open();
        var links = await context.AuditLinks.Where(link => link.Chain == "survey:hai-long").OrderBy(link => link.Sequence).Select(link => link.Act).ToListAsync(Cancel);
        links.ShouldBe(acts);
        links.ShouldAllBe(act => ActWords.Of(act).Vi != act);
        (await test.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    private Task<TestInstallation> NewAsync(Kind kind) => TestInstallation.NewAsync(kind, postgres, new SetClock(Today));
}
