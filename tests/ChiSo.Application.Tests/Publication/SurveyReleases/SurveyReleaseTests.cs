using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Publication.SurveyReleases;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Surveys.Collection;
using ChiSo.Application.Tests.Surveys.Opening;
using ChiSo.Application.Tests.Surveys.Questionnaires;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Publication.SurveyReleases;

/// <summary>Results of a closed survey reach the public by two people, frozen, and change by a new version with a reason alone.</summary>
public sealed class SurveyReleaseTests(PostgresServer postgres)
{
    private const string Code = OpenSurvey.Code;

    private static readonly Questionnaire Form = Forms.Good("type|name|label|factor\nselect_one s|q1|Q1|service\nselect_one s|q2|Q2|service", "list_name|name|label\ns|1|1\ns|2|2\ns|3|3\ns|4|4\ns|5|5", "code|parent|weight|label\nservice||1|Service");

    private readonly Person first = SurveyManagers.With(Role.SurveyManager);
    private readonly Person second = SurveyManagers.With(Role.SurveyManager);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Two_people_release_what_was_frozen_and_a_correction_is_a_new_version_with_a_reason(Kind kind)
    {
        using var open = await NewAsync(kind);
        var (releasing, surveys) = (open.Installation.SurveyReleasing, open.Installation.PublicSurveys);
        (await releasing.ProposeAsync(Code, "", first, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.results-open");
        await CloseAsync(open);
        var proposed = OpenRound.Must(await releasing.ProposeAsync(Code, "", first, Cancel));
        (await releasing.ProposeAsync(Code, "", second, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey-release.waiting");
        (await releasing.ApproveAsync(proposed.Id, first, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey-release.same-person");
        (await surveys.FindAsync(Code, Cancel)).ShouldBeEmpty("nothing is public before");
        OpenRound.Must(await releasing.ApproveAsync(proposed.Id, second, Cancel)).Released.ShouldBe(1);

        var one = (await surveys.FindAsync(Code, Cancel)).ShouldHaveSingleItem();
        one.Hash.ShouldBe(proposed.Hash);
        var units = one.Content.Blocks.ShouldHaveSingleItem().Units;
        units.ShouldHaveSingleItem().Figures.Select(figure => (figure.Code, figure.Value, figure.Answers)).ShouldBe([("f", 50m, 20), ("service", 50m, 20)], "questions stay at the desk");
        one.Content.LeftOut.ShouldBe(["Sở Tư pháp"]);
        one.Content.Response.En.ShouldContain("RR1");
        (await releasing.ProposeAsync(Code, "Vì sao", first, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey-release.same");

        await AcceptAsync(open, "5");
        (await releasing.ProposeAsync(Code, " ", first, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey-release.no-reason");
        var again = OpenRound.Must(await releasing.ProposeAsync(Code, "Loại phiếu nhập sai", second, Cancel));
        OpenRound.Must(await releasing.ApproveAsync(again.Id, first, Cancel));
        (await surveys.FindAsync(Code, Cancel)).Select(version => (version.Content.Version, version.Content.Reason, version.Content.Blocks[0].Units[0].Figures[0].Value)).ShouldBe([(2, "Loại phiếu nhập sai", 100m), (1, "", 50m)]);
        (await surveys.NewestAsync(Cancel)).ShouldHaveSingleItem().Content.Version.ShouldBe(2);

        await using var context = open.Installation.Database.Open();
        (await context.AuditLinks.Where(link => link.Chain == SurveyDesk.ChainOf(Code) && link.Act.StartsWith("survey.release")).OrderBy(link => link.Sequence).Select(link => link.Act).ToListAsync(Cancel))
            .ShouldBe(["survey.release-proposed", "survey.released", "survey.release-proposed", "survey.released"]);
        (await context.Set<AuditPayload>().Where(payload => payload.Json != null && payload.Json.Contains(proposed.Hash)).CountAsync(Cancel)).ShouldBe(2, "the hash stands where it was proposed and where it was released");
        (await open.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task It_is_returned_with_a_reason_taken_back_by_whoever_proposed_and_stale_results_are_not_released()
    {
        using var open = await NewAsync(Kind.Sqlite);
        await CloseAsync(open);
        var releasing = open.Installation.SurveyReleasing;
        var one = OpenRound.Must(await releasing.ProposeAsync(Code, "", first, Cancel));
        (await releasing.ReturnAsync(one.Id, " ", second, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey-release.no-return-reason");
        (await releasing.WithdrawAsync(one.Id, second, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey-release.other-person");
        OpenRound.Must(await releasing.ReturnAsync(one.Id, "Xem lại phiếu trùng", second, Cancel)).ReturnReason.ShouldBe("Xem lại phiếu trùng");
        (await releasing.ApproveAsync(one.Id, second, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey-release.decided");

        var two = OpenRound.Must(await releasing.ProposeAsync(Code, "", first, Cancel));
        await AcceptAsync(open, "5");
        (await releasing.ApproveAsync(two.Id, second, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey-release.stale");
        (await releasing.WaitingAsync(Cancel)).ShouldHaveSingleItem().Id.ShouldBe(two.Id);
        OpenRound.Must(await releasing.WithdrawAsync(two.Id, first, Cancel)).State.ShouldBe(ReleaseState.Withdrawn);
        (await releasing.ProposeAsync(Code, "", SurveyManagers.With(Role.Auditor), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.not-allowed");
        (await open.Installation.PublicSurveys.FindAsync(Code, Cancel)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Approved_by_many_at_once_it_is_released_once(Kind kind)
    {
        using var open = await NewAsync(kind);
        await CloseAsync(open);
        var one = OpenRound.Must(await open.Installation.SurveyReleasing.ProposeAsync(Code, "", first, Cancel));
        var done = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => open.Installation.SurveyReleasing.ApproveAsync(one.Id, SurveyManagers.With(Role.SurveyManager), Cancel), Cancel)));
        done.Count(result => result.TryGet(out var _)).ShouldBe(1);
        done.Where(result => !result.TryGet(out var _)).SelectMany(result => result.Problems).Select(problem => problem.Code).Distinct().ShouldBe(["survey-release.decided"]);
        (await open.Installation.PublicSurveys.FindAsync(Code, Cancel)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Bytes_changed_in_the_database_are_not_shown_and_told()
    {
        using var open = await NewAsync(Kind.Sqlite);
        await CloseAsync(open);
        var one = OpenRound.Must(await open.Installation.SurveyReleasing.ProposeAsync(Code, "", first, Cancel));
        OpenRound.Must(await open.Installation.SurveyReleasing.ApproveAsync(one.Id, second, Cancel));
        var check = IntegrityChecks.All.Single(known => known.Id == "survey-releases");
        (await check.Look(open.Installation, Cancel)).ShouldBeEmpty();
        (await open.Installation.PublicSurveys.FiguresAsync(Code, Cancel)).ShouldNotBeEmpty();

        await using var context = open.Installation.Database.Open();
        await context.SurveyReleases.ExecuteUpdateAsync(set => set.SetProperty(row => row.Hash, new string('0', 64)), Cancel);
        (await check.Look(open.Installation, Cancel)).Select(problem => (problem.Code, problem.Where)).ShouldBe([("doctor.survey-release", $"{Code} / 1")]);
        (await open.Installation.PublicSurveys.NewestAsync(Cancel)).ShouldBeEmpty();
        (await open.Installation.PublicSurveys.FiguresAsync(Code, Cancel)).ShouldBeEmpty("the page of the year after shows no change, and does not fail");
        await Should.ThrowAsync<InvalidDataException>(() => open.Installation.PublicSurveys.FindAsync(Code, Cancel));
    }

    /// <summary>Twenty answers about one unit, half of them satisfied, and one about another.</summary>
    private async Task<OpenSurvey> NewAsync(Kind kind)
    {
        var open = await OpenSurvey.NewAsync(kind, postgres, form: Form);
        foreach (var (at, link) in (await open.InviteAsync(20)).Concat((await open.InviteAsync(10, "tuphap", prefix: "T")).Take(1)).Index())
        {
            var given = at % 2 == 0 ? "5" : "1";
            var filling = new Filling(open.Survey.Form, new Dictionary<string, string> { ["q1"] = given, ["q2"] = given }, new(2026, 3, 10));
            OpenRound.Must(await open.Installation.Intake.TakeAsync(open.Survey, link.Key, "", filling, AnswerMode.Link, "", Cancel)).ShouldBe(Taken.Stored);
        }

        return open;
    }

    private static async Task CloseAsync(OpenSurvey open) => OpenRound.Must(await open.Installation.Surveys.CloseAsync(Code, open.Change(), Cancel));

    /// <summary>Only these answers to the first question count from now on.</summary>
    private static async Task AcceptAsync(OpenSurvey open, string given)
    {
        var closed = (await open.Installation.Surveys.FindAsync(Code, Cancel)).ShouldNotBeNull();
        var reviewed = await open.Installation.Reviewing.ReadAsync(closed, Cancel);
        OpenRound.Must(await open.Installation.Reviewing.DecideAsync(Code, new([.. reviewed.Answers.Where(answer => answer.Original.Values["q1"] == given).Select(answer => answer.Sign)], null, AnswerState.Accepted, "Đạt", 0), SurveyManagers.With(Role.SurveyManager), Cancel));
    }
}
