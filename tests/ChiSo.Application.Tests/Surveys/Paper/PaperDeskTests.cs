using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Desk;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Paper;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Surveys.Collection;
using ChiSo.Application.Tests.Surveys.Questionnaires;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Paper;

/// <summary>Paper forms keyed by two people and settled by a third.</summary>
public sealed class PaperDeskTests(PostgresServer postgres)
{
    private const string Code = OpenSurvey.Code;

    private static readonly Questionnaire Form = Forms.Good(
        "type|name|label|required|relevant\nselect_one yn|good|Good?|yes|\nselect_multiple ways|ways|Ways||\ntext|why|Why?||${good} = 'no'\nbegin_repeat|visit|Visit||\ninteger|minutes|Minutes||\nend_repeat||||",
        "list_name|name|label\nyn|yes|Yes\nyn|no|No\nways|1|Post\nways|2|Web\nways|3|Desk");

    private static readonly Person An = With("An", Role.Keyer);
    private static readonly Person Binh = With("Bình", Role.Keyer);
    private static readonly Person Chi = With("Chi", Role.SurveyManager);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task What_two_people_key_alike_enters_the_store_once(Kind kind)
    {
        using var open = await NewAsync(kind);
        var desk = open.Installation.PaperDesk;
        OpenRound.Must(await desk.KeyAsync(Code, Typed("P-7", good: "1", ways: "3 1", minutes: "15"), An, Cancel)).ShouldBe(PaperKeyed.First);
        OpenRound.Must(await desk.KeyAsync(Code, Typed("P-7", good: "1", ways: "1,3", minutes: "15"), An, Cancel)).ShouldBe(PaperKeyed.Before, "sent twice");
        Told(await desk.KeyAsync(Code, Typed("P-7", good: "2", ways: "1", minutes: ""), An, Cancel)).ShouldBe(["survey.paper-own"]);
        (await open.AnswersAsync()).ShouldBeEmpty();

        OpenRound.Must(await desk.KeyAsync(Code, Typed("P-7", good: "1", ways: "1;3", minutes: "15,0"), Binh, Cancel)).ShouldBe(PaperKeyed.Agreed);
        OpenRound.Must(await desk.KeyAsync(Code, Typed("P-7", good: "1", ways: "1 3", minutes: "15"), Binh, Cancel)).ShouldBe(PaperKeyed.Before);
        Told(await desk.KeyAsync(Code, Typed("P-7", good: "1", ways: "1 3", minutes: "15"), Chi, Cancel)).ShouldBe(["survey.paper-entered"]);
        var answer = (await open.AnswersAsync()).ShouldHaveSingleItem();
        (answer.Unit, answer.Mode).ShouldBe(("noivu", AnswerMode.Paper));
        answer.Values.ShouldBe([new("good", "yes"), new("minutes~1", "15"), new("ways", "1 3")]);
        var form = (await desk.BoardAsync(open.Survey, Cancel)).Forms.ShouldHaveSingleItem();
        (form.State, form.Keyings.Length).ShouldBe((PaperState.Entered, 2), "both are kept");
        (await ActsAsync(open)).ShouldBe(["survey.opened", "survey.paper-keyed", "survey.paper-keyed"]);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_third_person_settles_field_by_field_what_differs(Kind kind)
    {
        using var open = await NewAsync(kind);
        var desk = open.Installation.PaperDesk;
        OpenRound.Must(await desk.KeyAsync(Code, Typed("8", good: "2", why: "xa", ways: "1", minutes: "5"), An, Cancel));
        OpenRound.Must(await desk.KeyAsync(Code, Typed("8", good: "2", why: "xã", ways: "2", minutes: "6", unit: "tuphap"), Binh, Cancel)).ShouldBe(PaperKeyed.Differs);
        Told(await desk.KeyAsync(Code, Typed("8", good: "1"), Chi, Cancel)).ShouldBe(["survey.paper-twice"]);
        var form = (await desk.FindAsync(open.Survey, "8", Cancel)).ShouldNotBeNull();
        form.Disagreements.Select(one => one.Column).ShouldBe(["unit", "minutes~1", "ways", "why"]);
        Told(await desk.SettleAsync(Code, new("8", Chosen(("unit", "noivu"), ("why", "")), 2), Chi, Cancel)).ShouldBe(["survey.paper-unsettled", "survey.paper-unsettled"]);
        var chosen = Chosen(("unit", "tuphap"), ("why", "xa quá"), ("ways", "2 3"), ("minutes~1", "6"));
        Told(await desk.SettleAsync(Code, new("8", chosen, 1), Chi, Cancel)).ShouldBe(["survey.paper-seen"]);
        Told(await desk.SettleAsync(Code, new("8", chosen.SetItem("ways", "9"), 2), Chi, Cancel)).ShouldBe(["survey.paper-code"]);
        Told(await desk.SettleAsync(Code, new("8", chosen, 2), An, Cancel)).ShouldBe(["survey.paper-not-allowed"]);
        Told(await desk.SettleAsync(Code, new("8", chosen, 2), Binh with { Mandates = [.. Binh.Mandates, .. Chi.Mandates] }, Cancel)).ShouldBe(["survey.paper-third"], "whoever keyed it settles nothing");
        (await open.AnswersAsync()).ShouldBeEmpty();

        OpenRound.Must(await desk.SettleAsync(Code, new("8", chosen, 2), Chi, Cancel)).ShouldBe(4);
        var answer = (await open.AnswersAsync()).ShouldHaveSingleItem();
        answer.Unit.ShouldBe("tuphap");
        answer.Values.ShouldBe([new("good", "no"), new("minutes~1", "6"), new("ways", "2 3"), new("why", "xa quá")]);
        var board = await desk.BoardAsync(open.Survey, Cancel);
        board.Forms[0].Keyings.Select(keying => keying.Values["why"]).ShouldBe(["xa", "xã"]);
        board.Keyers.Select(keyer => (keyer.By, keyer.Forms, keyer.Fields, keyer.Wrong)).ShouldBe([("An", 1, 5, 4), ("Bình", 1, 5, 2)]);
        Told(await desk.SettleAsync(Code, new("8", chosen, 3), Chi, Cancel)).ShouldBe(["survey.paper-entered"]);
        (await PayloadsAsync(open)).ShouldNotContain("xa");
        (await open.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Two_people_at_the_same_moment_are_the_first_and_the_second()
    {
        using var open = await NewAsync(Kind.Sqlite);
        var became = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => open.Installation.PaperDesk.KeyAsync(Code, Typed("9", good: "1"), number % 2 == 0 ? An : Binh, Cancel)));
        became.Select(OpenRound.Must).Order().ShouldBe([PaperKeyed.First, PaperKeyed.Agreed, .. Enumerable.Repeat(PaperKeyed.Before, 10)]);
        (await open.AnswersAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Everything_wrong_is_told_at_once_and_what_stands_on_the_paper_is_taken_after_a_second_look()
    {
        using var open = await NewAsync(Kind.Sqlite);
        var desk = open.Installation.PaperDesk;
        var wrong = await desk.KeyAsync(Code, Typed("số 1", good: "3", ways: "1 x", minutes: "lâu", unit: "khac"), An, Cancel);
        wrong.Problems.Select(problem => (problem.Code, problem.Where)).ShouldBe([("survey.paper-number", "form"), ("survey.no-unit", "unit"), ("survey.paper-code", "good"), ("survey.paper-code", "ways"), ("number.not-a-number", "minutes~1")]);
        var odd = Typed("1", good: "", why: "không rõ");
        (await desk.KeyAsync(Code, odd, An, Cancel)).Problems.Select(problem => (problem.Code, problem.Where)).ShouldBe([("answer.missing", "good"), ("survey.not-asked", "why")]);
        (await desk.BoardAsync(open.Survey, Cancel)).Forms.ShouldBeEmpty();
        OpenRound.Must(await desk.KeyAsync(Code, odd with { AsOnPaper = true }, An, Cancel)).ShouldBe(PaperKeyed.First);
        OpenRound.Must(await desk.KeyAsync(Code, odd with { AsOnPaper = true }, Binh, Cancel)).ShouldBe(PaperKeyed.Agreed);
        (await open.AnswersAsync()).ShouldHaveSingleItem().Values.ShouldBeEmpty("what is not asked does not count");
    }

    [Fact]
    public async Task A_keying_under_a_wrong_number_is_taken_out_and_stays_on_record()
    {
        using var open = await NewAsync(Kind.Sqlite);
        var desk = open.Installation.PaperDesk;
        OpenRound.Must(await desk.KeyAsync(Code, Typed("5", good: "1"), An, Cancel));
        Told(await desk.WithdrawAsync(Code, new("5", 1, " ", 1), Chi, Cancel)).ShouldBe(["survey.paper-reason"]);
        Told(await desk.WithdrawAsync(Code, new("6", 1, "nhầm", 1), Chi, Cancel)).ShouldBe(["survey.paper-unknown"]);
        Told(await desk.WithdrawAsync(Code, new("5", 2, "nhầm", 1), Chi, Cancel)).ShouldBe(["survey.paper-seen"]);
        Told(await desk.WithdrawAsync(Code, new("5", 1, "nhầm", 1), An, Cancel)).ShouldBe(["survey.paper-not-allowed"]);
        OpenRound.Must(await desk.WithdrawAsync(Code, new("5", 1, "nhầm số", 1), Chi, Cancel)).ShouldBeTrue();
        var form = (await desk.FindAsync(open.Survey, "5", Cancel)).ShouldNotBeNull();
        (form.State, form.Acts[0].Values["good"], form.Acts[1].Reason).ShouldBe((PaperState.Empty, "yes", "nhầm số"));
        OpenRound.Must(await desk.KeyAsync(Code, Typed("5", good: "2"), An, Cancel)).ShouldBe(PaperKeyed.First);
        OpenRound.Must(await desk.KeyAsync(Code, Typed("5", good: "2"), Binh, Cancel)).ShouldBe(PaperKeyed.Agreed);
        Told(await desk.WithdrawAsync(Code, new("5", 3, "nhầm", 4), Chi, Cancel)).ShouldBe(["survey.paper-entered"]);
    }

    [Fact]
    public async Task A_form_entered_from_files_is_not_keyed_again_and_nothing_is_keyed_once_the_survey_is_closed()
    {
        using var open = await NewAsync(Kind.Sqlite);
        var desk = open.Installation.PaperDesk;
        OpenRound.Must(await open.Installation.Paper.TakeAsync(open.Survey, [new("3", "noivu", "", ImmutableSortedDictionary<string, string>.Empty.Add("good", "yes"), "row 2")], Cancel));
        Told(await desk.KeyAsync(Code, Typed("3", good: "1"), An, Cancel)).ShouldBe(["survey.paper-entered"]);
        OpenRound.Must(await open.Installation.Surveys.CloseAsync(Code, open.Change(), Cancel));
        Told(await desk.KeyAsync(Code, Typed("4", good: "1"), An, Cancel)).ShouldBe(["survey.closed"]);
        Told(await desk.KeyAsync("khong-co", Typed("4", good: "1"), An, Cancel)).ShouldBe(["survey.unknown"]);
        Told(await desk.KeyAsync(Code, Typed("4", good: "1"), With("Dung", Role.Auditor), Cancel)).ShouldBe(["survey.paper-not-allowed"]);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Keyings_go_with_the_answers_with_proof_even_when_none_was_entered(Kind kind)
    {
        using var open = await NewAsync(kind);
        OpenRound.Must(await open.Installation.PaperDesk.KeyAsync(Code, Typed("3", good: "2", why: "bí mật"), An, Cancel));
        open.Clock.Now = new(2028, 1, 2, 0, 0, 0, TimeSpan.Zero);
        (await open.Installation.Retention.EraseDueAsync(open.Change(), Cancel)).ShouldBe([new(Code, 0, 0)]);
        (await open.Installation.PaperDesk.BoardAsync(open.Survey, Cancel)).Forms.ShouldBeEmpty();
        (await open.Installation.Retention.EraseDueAsync(open.Change(), Cancel)).ShouldBeEmpty();
        if (kind == Kind.Sqlite)
            System.Text.Encoding.UTF8.GetString(await File.ReadAllBytesAsync(Path.Combine(open.Test.Folder, "answers.db"), Cancel)).ShouldNotContain("bí mật");
    }

    [Fact]
    public async Task Second_keyings_and_forms_that_differ_are_among_the_open_work_of_whoever_may_do_them()
    {
        using var open = await NewAsync(Kind.Sqlite);
        var (desk, work) = (open.Installation.PaperDesk, new PersonDesk(open.Installation, open.Clock));
        var both = Chi with { Mandates = [.. Chi.Mandates, .. An.Mandates] };
        foreach (var form in (string[])["1", "2", "3"])
            OpenRound.Must(await desk.KeyAsync(Code, Typed(form, good: "1"), An, Cancel));
        OpenRound.Must(await desk.KeyAsync(Code, Typed("4", good: "1"), both, Cancel));
        async Task<IEnumerable<(WorkKind Kind, string Survey, int Left)>> OfAsync(Person person) => (await work.OfAsync(person, Cancel)).Select(one => (one.Kind, one.Round, one.Left));
        (await OfAsync(Binh)).ShouldBe([(WorkKind.KeyForms, Code, 4)]);
        (await OfAsync(An)).ShouldBe([(WorkKind.KeyForms, Code, 1)], "nobody keys the own ones again");
        (await OfAsync(Chi)).ShouldBeEmpty("who runs the survey keys only when asked to");

        OpenRound.Must(await desk.KeyAsync(Code, Typed("1", good: "1"), Binh, Cancel)).ShouldBe(PaperKeyed.Agreed);
        OpenRound.Must(await desk.KeyAsync(Code, Typed("2", good: "2", why: "xa"), Binh, Cancel)).ShouldBe(PaperKeyed.Differs);
        OpenRound.Must(await desk.KeyAsync(Code, Typed("3", good: "2", why: "xa"), both, Cancel)).ShouldBe(PaperKeyed.Differs);
        (await OfAsync(Binh)).ShouldBe([(WorkKind.KeyForms, Code, 1)]);
        (await OfAsync(Chi with { Id = Guid.NewGuid() })).ShouldBe([(WorkKind.SettleForms, Code, 2)]);
        (await OfAsync(both)).ShouldBe([(WorkKind.SettleForms, Code, 1)], "nobody settles what they keyed");
        OpenRound.Must(await open.Installation.Surveys.CloseAsync(Code, open.Change(), Cancel));
        (await OfAsync(Binh)).ShouldBeEmpty("nothing is keyed any more");
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task An_act_cut_off_from_its_link_gets_it_at_the_next_look_and_one_alone(Kind kind)
    {
        using var open = await NewAsync(kind);
        var desk = open.Installation.PaperDesk;
        var keyed = open.Clock.Now.UtcDateTime;
        await open.BreakTrailAsync(isBroken: true);
        await Should.ThrowAsync<DbUpdateException>(desk.KeyAsync(Code, Typed("3", good: "2", why: "xa"), An, Cancel));
        await open.BreakTrailAsync(isBroken: false);
        open.Clock.Now = open.Clock.Now.AddMinutes(5);
        OpenRound.Must(await desk.KeyAsync(Code, Typed("4", good: "1"), An, Cancel)).ShouldBe(PaperKeyed.First, "another form gets the place in the chain");
        (await ActsAsync(open)).ShouldBe(["survey.opened", "survey.paper-keyed"]);

        (await desk.BoardAsync(open.Survey, Cancel)).Forms.Select(form => form.State).ShouldBe([PaperState.Once, PaperState.Once], "the keying is stored");
        (await ActsAsync(open)).ShouldBe(["survey.opened", "survey.paper-keyed", "survey.paper-keyed"]);
        (await desk.BoardAsync(open.Survey, Cancel)).Forms.SelectMany(form => form.Acts).ShouldAllBe(act => act.Untold == null, "no time stays with a form");
        (await ActsAsync(open)).Count.ShouldBe(3);
        await using var context = open.Installation.Database.Open();
        var link = await context.AuditLinks.OrderBy(one => one.Sequence).LastAsync(Cancel);
        (link.By, link.Mandate, link.At).ShouldBe((An.Id, An.Mandates[0].Id, keyed), "as it was done, not as it was found");
        (await context.AuditPayloads.SingleAsync(one => one.Chain == link.Chain && one.Sequence == link.Sequence, Cancel)).Json.ShouldContain("\"what\":{\"became\":\"First\",\"fields\":2}");
        (await open.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_link_written_before_the_program_ended_is_not_written_again(Kind kind)
    {
        using var open = await NewAsync(kind);
        var desk = open.Installation.PaperDesk;
        OpenRound.Must(await desk.KeyAsync(Code, Typed("3", good: "1"), An, Cancel));
        var act = (await desk.FindAsync(open.Survey, "3", Cancel)).ShouldNotBeNull().Acts.ShouldHaveSingleItem();
        act.Untold.ShouldBeNull();
        var untold = act with { Untold = new(2, An.Mandates[0].Id, open.Clock.Now.UtcDateTime, "", "survey.paper-keyed", System.Text.Json.JsonSerializer.SerializeToElement(new { fields = 1 })) };
        await open.InStoreAsync($"UPDATE {(kind == Kind.Postgres ? "answers." : "")}keyings SET content = @content", ("content", Json.EngineJson.ToText(untold)));
        (await desk.BoardAsync(open.Survey, Cancel)).Forms.ShouldHaveSingleItem().Acts[0].Untold.ShouldNotBeNull("as the program left it");
        (await desk.BoardAsync(open.Survey, Cancel)).Forms.ShouldHaveSingleItem().Acts[0].Untold.ShouldBeNull();
        (await ActsAsync(open)).ShouldBe(["survey.opened", "survey.paper-keyed"]);
    }

    /// <summary>The link got another place than was kept for it, and the program ended again before it was taken off the form.</summary>
    [Fact]
    public async Task A_link_that_was_mended_and_not_taken_off_the_form_is_not_written_again()
    {
        using var open = await NewAsync(Kind.Sqlite);
        var desk = open.Installation.PaperDesk;
        await open.BreakTrailAsync(isBroken: true);
        await Should.ThrowAsync<DbUpdateException>(desk.KeyAsync(Code, Typed("3", good: "1"), An, Cancel));
        await open.BreakTrailAsync(isBroken: false);
        open.Clock.Now = open.Clock.Now.AddMinutes(5);
        OpenRound.Must(await desk.KeyAsync(Code, Typed("4", good: "1"), An, Cancel));
        await open.InStoreAsync("CREATE TRIGGER ended BEFORE UPDATE ON keyings WHEN NEW.content NOT LIKE '%untold%' BEGIN SELECT RAISE(ABORT, 'ended'); END");
        await Should.ThrowAsync<Microsoft.Data.Sqlite.SqliteException>(desk.BoardAsync(open.Survey, Cancel));
        await open.InStoreAsync("DROP TRIGGER ended");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => desk.BoardAsync(open.Survey, Cancel)));
        (await ActsAsync(open)).ShouldBe(["survey.opened", "survey.paper-keyed", "survey.paper-keyed"]);
        (await desk.BoardAsync(open.Survey, Cancel)).Forms.SelectMany(form => form.Acts).ShouldAllBe(act => act.Untold == null);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Many_who_look_at_once_at_an_act_without_its_link_write_one(Kind kind)
    {
        using var open = await NewAsync(kind);
        var desk = open.Installation.PaperDesk;
        await open.BreakTrailAsync(isBroken: true);
        await Should.ThrowAsync<DbUpdateException>(desk.KeyAsync(Code, Typed("3", good: "1"), An, Cancel));
        await open.BreakTrailAsync(isBroken: false);
        open.Clock.Now = open.Clock.Now.AddMinutes(5);
        OpenRound.Must(await desk.KeyAsync(Code, Typed("4", good: "1"), An, Cancel));
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => desk.BoardAsync(open.Survey, Cancel)));
        (await ActsAsync(open)).Count.ShouldBe(3);
    }

    /// <summary>Each save holds a connection to the records and asks for one to the answers.</summary>
    [Fact]
    public async Task More_people_than_connections_save_at_once()
    {
        using var open = await NewAsync(Kind.Postgres);
        await using var context = open.Installation.Database.Open();
        using var narrow = new Application.Publication.Installation(context.Database.GetConnectionString() + ";Maximum Pool Size=3;Timeout=5", open.Test.Folder, open.Clock);
        var became = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => narrow.PaperDesk.KeyAsync(Code, Typed($"F-{number}", good: "1"), An, Cancel)));
        became.Select(OpenRound.Must).ShouldAllBe(one => one == PaperKeyed.First);
    }

    private Task<OpenSurvey> NewAsync(Kind kind) => OpenSurvey.NewAsync(kind, postgres, form: Form);

    private static TypedForm Typed(string number, string good = "", string why = "", string ways = "", string minutes = "", string unit = "noivu") =>
        new(number, unit, "", ImmutableSortedDictionary<string, string>.Empty.Add("good", good).Add("why", why).Add("ways", ways).Add("minutes~1", minutes).Add("visit", "1"));

    private static ImmutableSortedDictionary<string, string> Chosen(params (string Column, string Value)[] chosen) => chosen.ToImmutableSortedDictionary(one => one.Column, one => one.Value, StringComparer.Ordinal);

    private static IEnumerable<string> Told<T>(Engine.Result<T> result) => result.Problems.Select(problem => problem.Code);

    private static async Task<List<string>> ActsAsync(OpenSurvey open)
    {
        await using var context = open.Installation.Database.Open();
        return await context.AuditLinks.Where(link => link.Chain == SurveyDesk.ChainOf(Code)).OrderBy(link => link.Sequence).Select(link => link.Act).ToListAsync(Cancel);
    }

    private static async Task<string> PayloadsAsync(OpenSurvey open)
    {
        await using var context = open.Installation.Database.Open();
        return string.Join('\n', (await context.AuditPayloads.ToListAsync(Cancel)).Select(payload => payload.Json));
    }

    private static Person With(string name, Role role) =>
        new(Guid.NewGuid(), name, [new Mandate { AccountId = Guid.NewGuid(), Role = role, Unit = "", Ground = "", GrantedBy = Guid.Empty, From = DateTime.UnixEpoch }]);
}
