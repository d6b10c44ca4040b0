using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Surveys.Collection;
using ChiSo.Application.Tests.Surveys.Questionnaires;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Management;

/// <summary>What was computed of answers is kept until one comes or somebody decides, and never a moment longer.</summary>
public sealed class KeptResultsTests(PostgresServer postgres)
{
    private const string Code = OpenSurvey.Code;

    private static readonly Questionnaire Form = Forms.Good("type|name|label|factor\nselect_one s|q1|Q1|service\nselect_one s|q2|Q2|service", "list_name|name|label\ns|1|1\ns|2|2\ns|3|3\ns|4|4\ns|5|5", "code|parent|weight|label\nservice||1|Service");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Results_are_computed_once_for_all_who_ask_until_an_answer_comes(Kind kind)
    {
        using var open = await NewAsync(kind);
        var links = await open.InviteAsync(21);
        foreach (var link in links.Take(20))
            await AnswerAsync(open, link.Key, "5");
        var closed = OpenRound.Must(await open.Installation.Surveys.CloseAsync(Code, open.Change(), Cancel));
        var together = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ResultsAsync(open.Installation, closed)));
        together.ShouldAllBe(one => ReferenceEquals(one, together[0]), "asked at once, computed once");
        (await ResultsAsync(open.Installation, closed)).ShouldBeSameAs(together[0]);
        Value(together[0]).ShouldBe(100, 1e-9);

        using var other = new Installation(open.Installation.Database.IsPostgres ? ServerOf(open) : null, open.Test.Folder, open.Clock); // another process on the same stores
        Value(await ResultsAsync(other, closed)).ShouldBe(100, 1e-9);
        var late = new Filling(open.Survey.Form, new Dictionary<string, string> { ["q1"] = "1", ["q2"] = "1" }, new(2026, 3, 10));
        foreach (var process in new[] { open.Installation, other })
            (await process.Intake.TakeAsync(open.Survey, links[20].Key, "", late, AnswerMode.Link, "", Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.not-open", "it was on its way when the survey was closed: results read before and after it would tell it");
        (await open.Installation.Intake.AdmitAsync(open.Survey, links[20].Key, Cancel)).TryGet(out var admission).ShouldBeTrue();
        admission!.IsUsed.ShouldBeFalse(); // just above
        (await ResultsAsync(open.Installation, closed)).ShouldBeSameAs(together[0]);
        await open.Installation.Answers.MarkAsync(Code, [.. (await open.AnswersAsync()).Take(1)], "D1", Cancel); // the one thing that still writes to answers
        (await ResultsAsync(other, closed)).ShouldNotBeNull();
        (await open.Installation.Answers.VersionAsync(Code, Cancel)).ShouldBe(21, "what was written by way of one process is seen by the other at once");
    }

    [Fact]
    public async Task Flags_and_what_counts_are_kept_until_somebody_decides()
    {
        using var open = await NewAsync(Kind.Sqlite);
        foreach (var (at, link) in (await open.InviteAsync(20)).Index())
            await AnswerAsync(open, link.Key, at % 2 == 0 ? "5" : "1");
        var closed = OpenRound.Must(await open.Installation.Surveys.CloseAsync(Code, open.Change(), Cancel));
        var (manager, reviewing) = (With(Role.SurveyManager), open.Installation.Reviewing);
        var reviewed = await reviewing.ReadAsync(closed, Cancel);
        (await reviewing.ReadAsync(closed, Cancel)).ShouldBeSameAs(reviewed);
        Value(await ResultsAsync(open.Installation, closed)).ShouldBe(50, 1e-9);

        ImmutableArray<string> good = [.. reviewed.Answers.Where(answer => answer.Original.Values["q1"] == "5").Select(answer => answer.Sign)];
        OpenRound.Must(await reviewing.DecideAsync(Code, new(good, null, AnswerState.Accepted, "Đạt", 0), manager, Cancel)).ShouldBe(10);
        (await reviewing.ReadAsync(closed, Cancel)).Answers.Zip(reviewed.Answers).ShouldAllBe(pair => ReferenceEquals(pair.First.Original, pair.Second.Original), "no answer was read again for it");
        (await reviewing.ReadAsync(closed, Cancel)).By.Said.ShouldBe((await open.Installation.Counting.ReadAsync(closed, Cancel)).Said);
        (await reviewing.ReadAsync(closed, Cancel)).Answers.Count(answer => answer.State == AnswerState.Accepted).ShouldBe(10);
        Value(await ResultsAsync(open.Installation, closed)).ShouldBe(100, 1e-9);
        OpenRound.Must(await reviewing.UndoAsync(Code, 1, "Nhầm", 1, manager, Cancel));
        Value(await ResultsAsync(open.Installation, closed)).ShouldBe(50, 1e-9);
        (await reviewing.ReadAsync(closed, Cancel)).Answers.ShouldAllBe(answer => answer.State == AnswerState.New);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task The_version_rises_with_everything_that_changes_answers_and_groups_are_counted_without_reading_them(Kind kind)
    {
        using var open = await NewAsync(kind);
        var answers = open.Installation.Answers;
        (await answers.VersionAsync(Code, Cancel)).ShouldBe(0);
        (await answers.GroupsAsync(Code, Cancel)).ShouldBeEmpty();
        foreach (var (at, link) in (await open.InviteAsync(45)).Concat(await open.InviteAsync(19, stratum: "nam", prefix: "S")).Concat((await open.InviteAsync(10, "tuphap", prefix: "T")).Take(1)).Index())
        {
            await AnswerAsync(open, link.Key, "4");
            (await answers.VersionAsync(Code, Cancel)).ShouldBe(at + 1);
        }

        (await answers.GroupsAsync(Code, Cancel)).ShouldBe([new("noivu", "", 45), new("noivu", "nam", 19), new("tuphap", "", 1)]);
        (await answers.OutlineAsync(Code, Cancel)).Groups.ShouldBe(await answers.GroupsAsync(Code, Cancel));
        open.Clock.Now = new(2028, 1, 2, 0, 0, 0, TimeSpan.Zero);
        (await open.Installation.Retention.EraseDueAsync(open.Change(), Cancel)).ShouldHaveSingleItem();
        (await answers.VersionAsync(Code, Cancel)).ShouldBe(66);
        (await ResultsOfAsync(open.Installation, open.Survey)).Problems.ShouldNotBeEmpty("nothing of what was erased is shown any more");
    }

    private Task<OpenSurvey> NewAsync(Kind kind) => OpenSurvey.NewAsync(kind, postgres, form: Form);

    private static async Task AnswerAsync(OpenSurvey open, string key, string given)
    {
        var filling = new Filling(open.Survey.Form, new Dictionary<string, string> { ["q1"] = given, ["q2"] = given }, new(2026, 3, 10));
        OpenRound.Must(await open.Installation.Intake.TakeAsync(open.Survey, key, "", filling, AnswerMode.Link, "", Cancel)).ShouldBe(Taken.Stored);
    }

    private static Task<Engine.Result<SurveyResults>> ResultsOfAsync(Installation installation, LiveSurvey survey) => installation.SurveyReading.ResultsAsync(survey, by: null, Cancel);

    private static async Task<SurveyResults> ResultsAsync(Installation installation, LiveSurvey survey) => OpenRound.Must(await ResultsOfAsync(installation, survey));

    private static double Value(SurveyResults results) => results.Blocks.Single().Units.Single(unit => unit.Unit == "noivu").Main.Value.ShouldNotBeNull();

    private static string ServerOf(OpenSurvey open)
    {
        using var context = open.Installation.Database.Open();
        return Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetConnectionString(context.Database).ShouldNotBeNull();
    }

    private static Person With(Role role) => new(Guid.NewGuid(), "thử", [new Mandate { AccountId = Guid.NewGuid(), Role = role, Unit = "", Ground = "", GrantedBy = Guid.Empty, From = DateTime.UnixEpoch }]);
}
