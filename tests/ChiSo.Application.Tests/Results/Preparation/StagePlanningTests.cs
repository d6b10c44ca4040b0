using ChiSo.Application.Audit;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Results;

/// <summary>The stages of a round being prepared with their dates, set in one form, on both databases.</summary>
public sealed class StagePlanningTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Stages_order_dates_deadline_and_vote_are_kept_as_typed_and_withdraw_a_proposal_to_open(Kind kind)
    {
        using var fixture = await PreparedFixture.NewAsync(kind, postgres);
        await fixture.PublishAsync();
        var planning = Planning(fixture);
        PreparedFixture.Must(await fixture.Test.Installation.Calendar.SetAsync(PreparedFixture.Code, [new(Stages.Self, DateTime.UnixEpoch, DateTime.UnixEpoch.AddDays(1))], PreparedFixture.By(), Cancel));
        PreparedFixture.Must(await fixture.Test.Installation.Calendar.ProposeOpeningAsync(PreparedFixture.Code, PreparedFixture.By(), Cancel));
        var typed = Typed(await PlanAsync(fixture), "requests", "20/03/2025 17:00", "casting", "yes", "in.explanation", "", "place.review2", "4", "place.council", "5",
            "opens.self", "06/01/2025 08:00", "closes.self", "24/01/2025", "opens.review1", "27/01/2025", "closes.review1", "14/02/2025 17:00");

        PreparedFixture.Must(await SetAsync(fixture, typed));

        var plan = await PlanAsync(fixture);
        plan.Stages.ShouldBe([Stages.Self, Stages.FirstReview, Stages.SecondReview, Stages.Council]);
        plan.Dates.OrderBy(one => one.Opens).ShouldBe([new(Stages.Self, Utc("06/01/2025 08:00"), Utc("25/01/2025 00:00")), new(Stages.FirstReview, Utc("27/01/2025 00:00"), Utc("14/02/2025 17:00"))]);
        (plan.RequestsUntil, plan.CastingVote).ShouldBe((Utc("20/03/2025 17:00"), true));
        (await fixture.Test.Installation.Live.FindAsync(PreparedFixture.Code, Cancel)).ShouldNotBeNull().OpeningProposedBy.ShouldBeNull();
        PreparedFixture.Must(await SetAsync(fixture, new(StageForm.Of(plan))));
        (await PlanAsync(fixture)).Version.ShouldBe(plan.Version, "the same again changes nothing");

        PreparedFixture.Must(await SetAsync(fixture, Typed(plan, "opens.review1", "", "closes.review1", "", "requests", "", "in.explanation", "yes", "place.explanation", "3")));
        plan = await PlanAsync(fixture);
        plan.Dates.ShouldHaveSingleItem().Stage.ShouldBe(Stages.Self);
        plan.Stages.ShouldBe([Stages.Self, Stages.FirstReview, Stages.Explanation, Stages.SecondReview, Stages.Council]);
        plan.RequestsUntil.ShouldBeNull();
        (await fixture.Test.Installation.SetPublishing.ListAsync(PreparedFixture.Code, Cancel)).ShouldAllBe(set => set.Standing == Rounds.Sets.SetStanding.Published);
        await using var context = fixture.Test.Installation.Database.Open();
        var acts = await context.AuditLinks.Where(link => link.Chain == Trail.OfRound(PreparedFixture.Code)).OrderBy(link => link.Sequence).Select(link => link.Act).ToListAsync(Cancel);
        acts.SkipWhile(act => act != "round.opening-proposed").Skip(1).ShouldBe(["round.stages-set", "round.dates-set", "round.request-deadline-set", "round.stages-set", "round.dates-set", "round.request-deadline-set"]);
        acts.ShouldAllBe(act => ActWords.Of(act).Vi != act);
        (await fixture.Test.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [InlineData("opens.self", "mai", "calendar.not-a-time@opens.self prepare.half-dates@closes.self")]
    [InlineData("closes.review1", "01/02/2025", "prepare.half-dates@opens.review1")]
    [InlineData("opens.self", "05/02/2025", "closes.self", "05/02/2025 00:00", "calendar.order@closes.self")]
    [InlineData("in.review2", "", "opens.review2", "03/02/2025", "closes.review2", "05/02/2025", "prepare.dates-without-stage@opens.review2")]
    [InlineData("in.self", "", "prepare.no-self@stages")]
    [InlineData("requests", "hết tháng", "calendar.not-a-time@requests")]
    [InlineData("opens.self", "05/02/2025", "closes.self", "10/02/2025", "opens.review1", "04/02/2025", "closes.review1", "20/02/2025", "calendar.stage-order@opens.review1")]
    [InlineData("opens.self", "05/02/2025", "closes.self", "10/02/2025", "opens.council", "06/02/2025", "closes.council", "09/02/2025", "calendar.stage-order@opens.council")]
    public async Task What_is_wrong_is_told_at_its_field_and_changes_nothing(params string[] fieldsThenProblems)
    {
        using var fixture = await PreparedFixture.NewAsync(Kind.Sqlite, postgres);
        var before = await PlanAsync(fixture);
        var told = (await SetAsync(fixture, Typed(before, fieldsThenProblems[..^1]))).Problems;
        string.Join(' ', told.Select(problem => $"{problem.Code}@{problem.Where}")).ShouldBe(fieldsThenProblems[^1]);
        (await PlanAsync(fixture)).Version.ShouldBe(before.Version);
    }

    [Fact]
    public async Task A_round_that_moved_on_is_not_changed()
    {
        using var fixture = await PreparedFixture.NewAsync(Kind.Sqlite, postgres);
        var seen = await PlanAsync(fixture);
        var typed = Typed(seen, "opens.self", "05/02/2025", "closes.self", "10/02/2025");
        PreparedFixture.Must(await SetAsync(fixture, typed));
        PreparedFixture.Must(await Planning(fixture).SetAsync(PreparedFixture.Code, typed, seen.Version, PreparedFixture.By(), Cancel)); // a double click
        typed["closes.self"] = "11/02/2025";
        (await Planning(fixture).SetAsync(PreparedFixture.Code, typed, seen.Version, PreparedFixture.By(), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prepare.overtaken");
        (await Planning(fixture).SetAsync(PreparedFixture.Last, typed, "", PreparedFixture.By(), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("round.frozen");
        (await Planning(fixture).SetAsync("khong-co", typed, "", PreparedFixture.By(), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("round.unknown");
        (await Planning(fixture).FindAsync(PreparedFixture.Last, Cancel)).ShouldBeNull();
        (await PlanAsync(fixture)).Dates.ShouldHaveSingleItem().Closes.ShouldBe(Utc("11/02/2025 00:00"));
    }

    [Fact]
    public async Task A_round_that_holds_entries_is_not_planned_here()
    {
        using var fixture = await PreparedFixture.NewAsync(Kind.Sqlite, postgres);
        var last = (await fixture.Test.Installation.Rounds.LoadAsync(PreparedFixture.Last, Cancel)).ShouldNotBeNull();
        PreparedFixture.Must(await fixture.Test.Installation.Rounds.ImportAsync(last with { Code = "co-diem" }, PreparedFixture.By(Guid.Empty), Cancel));
        (await Planning(fixture).FindAsync("co-diem", Cancel)).ShouldBeNull();
        (await Planning(fixture).SetAsync("co-diem", new Dictionary<string, string>(), "", PreparedFixture.By(), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prepare.holds-entries");
    }

    [Fact]
    public async Task The_first_level_stays_after_the_self_assessment_wherever_it_is_put()
    {
        using var fixture = await PreparedFixture.NewAsync(Kind.Sqlite, postgres);
        var prepared = (await fixture.Preparation.FindAsync(PreparedFixture.Code, Cancel)).ShouldNotBeNull();
        PreparedFixture.Must(await fixture.Test.Installation.FirstLevelDeclaring.DeclareAsync(PreparedFixture.Code, PreparedFixture.Block, new Dictionary<string, string> { ["u.noivu"] = "Phòng A" }, prepared.Version, PreparedFixture.By(), Cancel));
        var plan = await PlanAsync(fixture);
        PreparedFixture.Must(await SetAsync(fixture, Typed(plan, "in.first_level", "", "place.first_level", "6", "in.explanation", "")));
        (await PlanAsync(fixture)).Stages.ShouldBe([Stages.Self, Stages.FirstLevel, Stages.FirstReview, Stages.SecondReview, Stages.Council]);
        (await SetAsync(fixture, Typed(await PlanAsync(fixture), "place.self", "4", "place.review1", "1"))).Problems.ShouldHaveSingleItem().Code.ShouldBe("first-level.no-stage", "a file that says so is refused too");
    }

    [Fact]
    public async Task Gaps_overlaps_and_days_off_are_worth_another_look()
    {
        using var fixture = await PreparedFixture.NewAsync(Kind.Sqlite, postgres);
        PreparedFixture.Must(await fixture.Test.Installation.Days.DeclareAsync(PreparedFixture.Code, new(new(2025, 2, 7), new(2025, 2, 7), DayKind.Off, "TB 1"), PreparedFixture.By(), Cancel));
        PreparedFixture.Must(await SetAsync(fixture, Typed(await PlanAsync(fixture), "opens.self", "01/02/2025", "closes.self", "07/02/2025", "opens.review1", "06/02/2025", "closes.review1", "10/02/2025")));
        (await PlanAsync(fixture)).Advice.Select(advice => advice.Vi).ShouldBe(
        [
            "Giải trình chưa có thời gian.", "Thẩm định lần 2 chưa có thời gian.", "Hội đồng thẩm định chưa có thời gian.",
            "Thẩm định lần 1 mở trước khi Tự đánh giá đóng: hai giai đoạn chạy cùng lúc.",
            "Tự đánh giá mở vào 01/02/2025, không phải ngày làm việc.", "Tự đánh giá đóng vào 07/02/2025, không phải ngày làm việc.",
        ]);
    }

    private static DateTime Utc(string text) => VietnamTime.Read(text).ShouldNotBeNull();

    private static StagePlanning Planning(PreparedFixture fixture) => new(fixture.Test.Installation.Database, fixture.Test.Installation.Live);

    private static async Task<StagePlan> PlanAsync(PreparedFixture fixture) => (await Planning(fixture).FindAsync(PreparedFixture.Code, Cancel)).ShouldNotBeNull();

    private static async Task<Result<string>> SetAsync(PreparedFixture fixture, Dictionary<string, string> typed) =>
        await Planning(fixture).SetAsync(PreparedFixture.Code, typed, (await PlanAsync(fixture)).Version, PreparedFixture.By(), Cancel);

    /// <summary>The fields as the form shows them, with some typed anew.</summary>
    private static Dictionary<string, string> Typed(StagePlan plan, params string[] namesAndTexts)
    {
        var fields = new Dictionary<string, string>(StageForm.Of(plan));
        foreach (var pair in namesAndTexts.Chunk(2))
            fields[pair[0]] = pair[1];
        return fields;
    }
}
