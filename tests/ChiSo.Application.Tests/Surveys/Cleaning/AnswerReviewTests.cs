using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Surveys.Collection;
using ChiSo.Application.Tests.Surveys.Questionnaires;
using ChiSo.Engine;
using ChiSo.Engine.Surveys.Cleaning;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Cleaning;

/// <summary>Reviewing the answers to a closed survey: decisions, corrections, what counts, and what stays.</summary>
public sealed class AnswerReviewTests(PostgresServer postgres)
{
    private const string Code = OpenSurvey.Code;

    /// <summary>Ten that differ from each other in two places at least, the first once more, and one who gives 5 to everything.</summary>
    private static readonly ImmutableArray<string> Said = ["123451", "234512", "345123", "451234", "512345", "135241", "241352", "352413", "413524", "524135", "123451", "555555"];

    private static readonly Questionnaire Form = Forms.Good(
        "type|name|label|required|factor|polarity|relevant\nselect_one s|q1|Q1||f||\nselect_one s|q2|Q2||f||\nselect_one s|q3|Q3||f||\nselect_one s|q4|Q4||f||\nselect_one s|q5|Q5||f||\nselect_one s|q6|Paid extra?||f|lower_better|\ninteger|visits|Visits||||${q1} != '1'\ntext|why|Why?||||",
        "list_name|name|label\ns|1|1\ns|2|2\ns|3|3\ns|4|4\ns|5|5", "code|parent|weight|label\nf||1|Service");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task From_the_first_decision_on_accepted_answers_alone_count_until_it_is_taken_back(Kind kind)
    {
        using var open = await ClosedAsync(kind);
        var (manager, reviewing) = (With(Role.SurveyManager), open.Installation.Reviewing);
        (await CountedAsync(open)).ShouldSatisfyAllConditions(all => all.By.Rule.ShouldBe(CountingRule.Every), all => Answers(all).ShouldBe(12));
        await SetLowAsync(open, manager);

        var reviewed = await reviewing.ReadAsync(open.Survey, Cancel);
        reviewed.Answers.Where(answer => answer.IsHeld).SelectMany(answer => answer.Flags).Select(flag => flag.Rule).Order().ShouldBe([CleaningRule.ExactDuplicate, CleaningRule.Contradiction]);
        OpenRound.Must(await reviewing.DecideAsync(Code, new([], new(Which: ReviewScope.Free), AnswerState.Accepted, "Không có dấu hiệu", 1), manager, Cancel)).ShouldBe(10);
        var held = (await reviewing.ReadAsync(open.Survey, Cancel)).Answers.Where(answer => answer.IsHeld).Select(answer => answer.Sign).ToImmutableArray();
        OpenRound.Must(await reviewing.DecideAsync(Code, new(held, null, AnswerState.SetAside, "Chép lại", 2), manager, Cancel)).ShouldBe(2);
        var counted = await CountedAsync(open);
        (counted.By.Rule, Answers(counted), counted.Of("noivu", "").Count()).ShouldBe((CountingRule.Accepted, 10, 10));
        counted.By.States.ShouldBe([new(AnswerState.Accepted, 10), new(AnswerState.SetAside, 2)]);
        (await open.AnswersAsync()).Length.ShouldBe(12, "nothing is thrown away");

        OpenRound.Must(await reviewing.UndoAsync(Code, 3, "Nhầm", 3, manager, Cancel));
        (await CountedAsync(open)).By.States.ShouldBe([new(AnswerState.New, 2), new(AnswerState.Accepted, 10)]);
        (await reviewing.UndoAsync(Code, 3, "Nhầm", 4, manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.review-undone");
        OpenRound.Must(await reviewing.UndoAsync(Code, 2, "Làm lại", 4, manager, Cancel));
        (await CountedAsync(open)).By.Rule.ShouldBe(CountingRule.Every);
        (await ActsAsync(open)).ShouldBe(["survey.opened", "survey.closed", "survey.cleaning-rules", "survey.reviewed", "survey.reviewed", "survey.review-undone", "survey.review-undone"]);
        (await open.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_state_of_its_own_names_one_of_the_four_and_counts_as_that_one(Kind kind)
    {
        using var open = await ClosedAsync(kind);
        var (manager, reviewing) = (With(Role.SurveyManager), open.Installation.Reviewing);
        Task<Result<int>> SetAsync(int seen, params OwnState[] states) => reviewing.SetRulesAsync(Code, new() { OwnStates = [.. states] }, "Tình trạng của tỉnh", seen, manager, Cancel);
        OwnState waits = new("1", "Chờ gọi lại", "Waits for a call", AnswerState.Reask), paper = new("2", "Đã đối chiếu giấy", "Compared with paper", AnswerState.Accepted);
        OpenRound.Must(await SetAsync(0, waits, paper));
        ImmutableArray<string> signs = [.. (await reviewing.ReadAsync(open.Survey, Cancel)).Answers.Select(answer => answer.Sign)];
        OpenRound.Must(await reviewing.DecideAsync(Code, new(signs[..3], null, AnswerState.Accepted, "Khớp", 1) { Own = "2" }, manager, Cancel)).ShouldBe(3);
        OpenRound.Must(await reviewing.DecideAsync(Code, new(signs[3..5], null, AnswerState.Reask, "Máy bận", 2) { Own = "1" }, manager, Cancel)).ShouldBe(2);

        var reviewed = await reviewing.ReadAsync(open.Survey, Cancel);
        reviewed.Find(signs[0])!.Standing.Vi.ShouldBe("Đã đối chiếu giấy"); // decided on just above
        reviewed.Matching(new(State: AnswerState.Reask) { Own = "1" }).Count().ShouldBe(2);
        (await CountedAsync(open)).By.States.ShouldBe([new(AnswerState.New, 7), new(AnswerState.Accepted, 3), new(AnswerState.Reask, 2)]);
        OpenRound.Must(await reviewing.DecideAsync(Code, new(signs[3..4], null, AnswerState.Reask, "Vẫn bận", 3), manager, Cancel)).ShouldBe(1, "the same of the four, without the name");
        OpenRound.Must(await reviewing.UndoAsync(Code, 4, "Nhầm", 4, manager, Cancel));
        (await reviewing.ReadAsync(open.Survey, Cancel)).Find(signs[3])!.Own.ShouldBe(waits); // as above

        (await reviewing.DecideAsync(Code, new(signs[5..6], null, AnswerState.Accepted, "Khớp", 5) { Own = "1" }, manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.review-no-state", "it names another of the four");
        (await SetAsync(5, paper)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.review-state-used");
        (await SetAsync(5, waits with { As = AnswerState.Accepted }, paper)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.review-state-used");
        (await SetAsync(5, waits, paper, new("3", "loại ra", "Out", AnswerState.SetAside), new("4", "", "", AnswerState.SetAside))).Problems.Select(problem => problem.Code).ShouldBe(["survey.review-state-name", "survey.review-state-twice"]);
        (await SetAsync(5, [waits, paper, .. Enumerable.Range(3, 19).Select(number => new OwnState($"{number}", $"Tình trạng {number}", $"State {number}", AnswerState.SetAside))])).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.review-many-states");
        OpenRound.Must(await SetAsync(5, waits with { Vi = "Chờ gọi lần hai" }, paper));
        (await reviewing.ReadAsync(open.Survey, Cancel)).Find(signs[3])!.Standing.Vi.ShouldBe("Chờ gọi lần hai"); // as above
        (await open.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_correction_lies_on_top_of_the_original_and_the_trail_tells_no_answer(Kind kind)
    {
        using var open = await ClosedAsync(kind);
        var (manager, reviewing) = (With(Role.SurveyManager), open.Installation.Reviewing);
        var sign = (await reviewing.ReadAsync(open.Survey, Cancel)).Answers.First(answer => answer.Original.Values["q1"] == "2").Sign;
        OpenRound.Must(await reviewing.CorrectAsync(Code, new(sign, "visits", "7", "Phiếu giấy ghi 7", 0), manager, Cancel));
        OpenRound.Must(await reviewing.CorrectAsync(Code, new(sign, "q1", "1", "Phiếu giấy ghi 1", 1), manager, Cancel));
        var corrected = (await reviewing.ReadAsync(open.Survey, Cancel)).Find(sign)!; // its sign is that of the original
        (corrected.Original.Values["q1"], corrected.Current.Values["q1"]).ShouldBe(("2", "1"));
        corrected.Current.Values.ContainsKey("visits").ShouldBeFalse("it is no longer asked");
        (await open.AnswersAsync()).Count(answer => answer.Values["q1"] == "2").ShouldBe((await reviewing.ReadAsync(open.Survey, Cancel)).Answers.Count(answer => answer.Original.Values["q1"] == "2"), "the store keeps what came");

        OpenRound.Must(await reviewing.UndoAsync(Code, 2, "Nhìn nhầm phiếu", 2, manager, Cancel));
        (await reviewing.ReadAsync(open.Survey, Cancel)).Find(sign)!.Current.Values.ShouldSatisfyAllConditions(values => values["q1"].ShouldBe("2"), values => values["visits"].ShouldBe("7"));
        (await reviewing.CorrectionsAsync(await reviewing.ReadAsync(open.Survey, Cancel), sign, Cancel)).Values.ShouldBe([new("visits", "", "7"), new("q1", "2", "1")], ignoreOrder: true);
        OpenRound.Must(await reviewing.DecideAsync(Code, new([sign], null, AnswerState.Accepted, "Đã đối chiếu", 3), manager, Cancel));
        (await CountedAsync(open)).Of("noivu", "").ShouldHaveSingleItem().Values["visits"].ShouldBe("7");
        await using var context = open.Installation.Database.Open();
        var payloads = string.Join('\n', await context.AuditPayloads.Select(payload => payload.Json).ToListAsync(Cancel));
        payloads.ShouldContain("\"question\":\"q1\"");
        payloads.ShouldNotContain(sign);
        payloads.ShouldNotContain("\"after\"");
    }

    [Fact]
    public async Task What_breaks_the_questionnaire_or_corrects_nothing_is_refused()
    {
        using var open = await ClosedAsync(Kind.Sqlite);
        var (manager, reviewing) = (With(Role.SurveyManager), open.Installation.Reviewing);
        var sign = (await reviewing.ReadAsync(open.Survey, Cancel)).Answers.First(answer => answer.Original.Values["q1"] == "2").Sign;
        async Task ShouldRefuseAsync(CorrectAnswer correction, string code) => (await reviewing.CorrectAsync(Code, correction, manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe(code);
        await ShouldRefuseAsync(new(sign, "q1", "6", "vì", 0), "answer.not-offered");
        await ShouldRefuseAsync(new(sign, "visits", "bảy", "vì", 0), "number.not-a-number");
        await ShouldRefuseAsync(new(sign, "q1", "2", "vì", 0), "survey.review-nothing");
        await ShouldRefuseAsync(new(sign, "why", "x", "vì", 0), "survey.review-no-question");
        await ShouldRefuseAsync(new(sign, "q9", "1", "vì", 0), "survey.review-no-question");
        await ShouldRefuseAsync(new(new('0', 32), "q1", "1", "vì", 0), "survey.review-no-answer");
        await ShouldRefuseAsync(new(sign, "q1", "1", " ", 0), "survey.review-reason");
        (await reviewing.ReadAsync(open.Survey, Cancel)).Book.Acts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_saw_an_older_list_changes_nothing_and_sending_twice_neither()
    {
        using var open = await ClosedAsync(Kind.Sqlite);
        var (manager, reviewing) = (With(Role.SurveyManager), open.Installation.Reviewing);
        var decision = new DecideAnswers([], new(), AnswerState.Accepted, "Đã xem", 0);
        OpenRound.Must(await reviewing.DecideAsync(Code, decision, manager, Cancel)).ShouldBe(12);
        (await reviewing.DecideAsync(Code, decision, manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.review-nothing");
        (await reviewing.DecideAsync(Code, decision with { State = AnswerState.Reask }, manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.review-seen");
        (await CountedAsync(open)).By.States.ShouldBe([new(AnswerState.Accepted, 12)]);
    }

    [Fact]
    public async Task Two_answers_alike_have_two_signs_and_a_decision_on_one_leaves_the_other()
    {
        using var open = await ClosedAsync(Kind.Sqlite);
        var (manager, reviewing) = (With(Role.SurveyManager), open.Installation.Reviewing);
        var alike = (await reviewing.ReadAsync(open.Survey, Cancel)).Answers.Where(answer => answer.Original.Values["q1"] == "1" && answer.Original.Values["q6"] == "1" && answer.Original.Values["q2"] == "2").ToList();
        alike.Select(answer => answer.Sign).Distinct().Count().ShouldBe(2);
        OpenRound.Must(await reviewing.DecideAsync(Code, new([alike[0].Sign], null, AnswerState.SetAside, "Chép lại", 0), manager, Cancel)).ShouldBe(1);
        (await reviewing.ReadAsync(open.Survey, Cancel)).Answers.Count(answer => answer.State == AnswerState.SetAside).ShouldBe(1);
    }

    [Fact]
    public async Task Units_below_the_smallest_group_are_never_shown()
    {
        using var open = await ClosedAsync(Kind.Sqlite, small: 9);
        var reviewed = await open.Installation.Reviewing.ReadAsync(open.Survey, Cancel);
        reviewed.Answers.ShouldAllBe(answer => answer.Unit == "noivu");
        reviewed.LeftOut.ShouldBe(["tuphap"]);
    }

    [Fact]
    public async Task A_draw_of_five_to_ten_per_cent_comes_again_from_its_seed()
    {
        using var open = await ClosedAsync(Kind.Sqlite);
        var (manager, reviewing) = (With(Role.SurveyManager), open.Installation.Reviewing);
        (await reviewing.DrawAsync(Code, 0.04, 7, "Phúc tra", 0, manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.recheck-share");
        OpenRound.Must(await reviewing.DrawAsync(Code, 0.1, 7, "Phúc tra", 0, manager, Cancel));
        var first = (await reviewing.ReadAsync(open.Survey, Cancel)).Book;
        (first.Drawn.Count, first.Recheck!.Seed, first.Recheck.FrameHash.Length).ShouldBe((2, 7UL, 64)); // just drawn
        OpenRound.Must(await reviewing.DrawAsync(Code, 0.1, 7, "Lần nữa", 1, manager, Cancel));
        (await reviewing.ReadAsync(open.Survey, Cancel)).Book.Drawn.ShouldBe(first.Drawn, ignoreOrder: true);
    }

    [Fact]
    public async Task Nothing_is_decided_while_answers_come_or_by_anybody_else()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres, form: Form);
        var reviewing = open.Installation.Reviewing;
        (await reviewing.DecideAsync(Code, new([], new(), AnswerState.Accepted, "vì", 0), With(Role.SurveyManager), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.review-open");
        foreach (var role in (Role[])[Role.StandingOffice, Role.Auditor, Role.Administrator, Role.UnitOfficer])
        {
            (await reviewing.DecideAsync(Code, new([], new(), AnswerState.Accepted, "vì", 0), With(role), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.not-allowed");
            (await reviewing.SetRulesAsync(Code, new(), "vì", 0, With(role), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.not-allowed");
        }
    }

    [Fact]
    public async Task Thresholds_that_cannot_be_are_told_and_a_change_of_them_flags_anew()
    {
        using var open = await ClosedAsync(Kind.Sqlite);
        var (manager, reviewing) = (With(Role.SurveyManager), open.Installation.Reviewing);
        (await reviewing.SetRulesAsync(Code, new() { Completeness = 2, Interviewer = "q9" }, "vì", 0, manager, Cancel)).Problems.Select(problem => problem.Code).ShouldBe(["survey.cleaning-rule", "survey.review-no-question"]);
        (await reviewing.ReadAsync(open.Survey, Cancel)).Answers.Count(answer => answer.IsHeld).ShouldBe(1, "six questions are too few to compare by default, but not to contradict oneself");
        await SetLowAsync(open, manager);
        (await reviewing.ReadAsync(open.Survey, Cancel)).Answers.Count(answer => answer.IsHeld).ShouldBe(2);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task What_review_kept_goes_with_the_answers(Kind kind)
    {
        using var open = await ClosedAsync(kind);
        var (manager, reviewing) = (With(Role.SurveyManager), open.Installation.Reviewing);
        var sign = (await reviewing.ReadAsync(open.Survey, Cancel)).Answers.First(answer => answer.Original.Values["q6"] != "3").Sign;
        OpenRound.Must(await reviewing.CorrectAsync(Code, new(sign, "q6", "3", "Phiếu giấy ghi 3", 0), manager, Cancel));
        open.Clock.Now = new(2028, 1, 1, 1, 0, 0, TimeSpan.Zero);
        (await open.Installation.Retention.EraseDueAsync(open.Change(), Cancel)).ShouldHaveSingleItem();
        (await open.Installation.Answers.Reviews.CorrectionsAsync(Code, Cancel)).ShouldBeEmpty();
        await using var context = open.Installation.Database.Open();
        (await context.ReviewActs.CountAsync(Cancel)).ShouldBe(0);
    }

    private static int Answers(CountedAnswers counted) => counted.Outline.Groups.Sum(group => group.Answers);

    private static async Task SetLowAsync(OpenSurvey open, Person manager) =>
        OpenRound.Must(await open.Installation.Reviewing.SetRulesAsync(Code, new() { LeastCompared = 5, LeastStraight = 5 }, "Phiếu ngắn", 0, manager, Cancel));

    private static Task<CountedAnswers> CountedAsync(OpenSurvey open) => open.Installation.Counting.ReadAsync(open.Survey with { IsClosed = true }, Cancel);

    private static async Task<List<string>> ActsAsync(OpenSurvey open)
    {
        await using var context = open.Installation.Database.Open();
        return await context.AuditLinks.Where(link => link.Chain == SurveyDesk.ChainOf(Code)).OrderBy(link => link.Sequence).Select(link => link.Act).ToListAsync(Cancel);
    }

    /// <param name="small">Answers about the other unit.</param>
    private async Task<OpenSurvey> ClosedAsync(Kind kind, int small = 0)
    {
        var open = await OpenSurvey.NewAsync(kind, postgres, form: Form);
        var forms = Said.Select((said, at) => Keyed($"A{at}", "noivu", said)).Concat(Enumerable.Range(0, small).Select(at => Keyed($"B{at}", "tuphap", Said[at])));
        OpenRound.Must(await open.Installation.Paper.TakeAsync(open.Survey, [.. forms], Cancel)).ShouldBe(Said.Length + small);
        OpenRound.Must(await open.Installation.Surveys.CloseAsync(Code, open.Change(), Cancel));
        return open;
    }

    private static KeyedForm Keyed(string number, string unit, string said) =>
        new(number, unit, "", ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, said.Select((digit, at) => KeyValuePair.Create($"q{at + 1}", digit.ToString()))), number);

    private static Person With(Role role) => new(Guid.NewGuid(), "thử", [new Mandate { AccountId = Guid.NewGuid(), Role = role, Unit = Roles.IsOfUnit(role) ? "noivu" : "", Ground = "", GrantedBy = Guid.Empty, From = DateTime.UnixEpoch }]);
}
