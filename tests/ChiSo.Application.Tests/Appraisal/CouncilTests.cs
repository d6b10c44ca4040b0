using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>What comes before the council, how it decides, and when that counts.</summary>
public sealed class CouncilTests(PostgresServer postgres)
{
    private const string Disputed = "TC_XD_TD";
    private const string Agreed = "TC_XD_QT";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_disputed_line_is_decided_by_vote_and_counts_once_the_list_is_passed(Kind kind)
    {
        using var made = await BeforeCouncilAsync(kind);
        var line = await made.LineAsync(Disputed);
        (line.State, line.Claim?.Stage, line.Appraised?.Stage).ShouldBe((CouncilState.Open, Stages.Explanation, Stages.FirstReview));
        line.Causes.ShouldBe([CouncilCause.Disputed]);
        (await made.LineAsync(Agreed)).State.ShouldBe(CouncilState.Settled);

        var meeting = await made.MeetAsync("An", "Bình", "Chi");
        OpenRound.Must(await made.DecideAsync(Disputed, "a=3;b=5", meeting, new(2, 1, 0))).ShouldBeOfType<SaveOutcome.Stored>();
        (await made.Reviewed.FinalAsync(Disputed)).ShouldNotBe(new Entry.Figures([3, 5]), "the list is not passed yet");
        OpenRound.Must(await made.AdoptRestAsync(meeting)).Length.ShouldBeGreaterThan(30);
        OpenRound.Must(await made.PassAsync(meeting));

        (await made.Reviewed.FinalAsync(Disputed)).ShouldBe(new Entry.Figures([3, 5]));
        line = await made.LineAsync(Disputed);
        (line.State, line.Vote?.For, line.Vote?.MeetingId).ShouldBe((CouncilState.Passed, 2, meeting));
        (await made.Reviewed.Round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [InlineData(3, 2, 1, 0, null, null)]
    [InlineData(3, 1, 1, 1, null, "council.not-carried")]
    [InlineData(4, 2, 2, 0, null, "council.not-carried")]
    [InlineData(4, 2, 2, 0, true, null)]
    [InlineData(4, 2, 2, 0, false, "council.not-carried")]
    [InlineData(4, 1, 3, 0, true, "council.not-carried")]
    [InlineData(3, 3, 1, 0, null, "council.votes")]
    [InlineData(3, 4, -1, 0, null, "council.votes")]
    [InlineData(2, 2, 0, 0, null, "council.no-quorum")]
    public async Task Over_half_of_those_present_decide_at_a_meeting_with_a_quorum_of_five(int present, int votesFor, int against, int abstained, bool? chair, string? refused)
    {
        using var made = await BeforeCouncilAsync(Kind.Sqlite);
        var meeting = await made.MeetAsync([.. Enumerable.Range(1, present).Select(member => $"Thành viên {member}")]);

        var decided = await made.DecideAsync(Disputed, "a=3;b=5", meeting, new(votesFor, against, abstained, chair));

        decided.Problems.Select(problem => problem.Code).ShouldBe(refused is null ? [] : [refused]);
        (await made.LineAsync(Disputed)).State.ShouldBe(refused is null ? CouncilState.Decided : CouncilState.Open);
    }

    [Fact]
    public async Task A_member_reopens_any_line_until_the_list_is_passed()
    {
        using var made = await BeforeCouncilAsync(Kind.Sqlite);
        var meeting = await made.MeetAsync("An", "Bình", "Chi");
        (await made.ReopenAsync(made.Member, Agreed, " ")).Problems.ShouldHaveSingleItem().Code.ShouldBe("council.no-reason");
        OpenRound.Must(await made.AdoptRestAsync(meeting));
        OpenRound.Must(await made.ReopenAsync(made.Member, Agreed, "Có phản ánh của người dân"));
        (await made.LineAsync(Agreed)).Causes.ShouldBe([CouncilCause.Reopened]);
        (await made.PassAsync(meeting)).Problems.Select(problem => problem.Code).ShouldBe(["council.not-decided", "council.not-decided"]);

        OpenRound.Must(await made.DecideAsync(Disputed, "a=2;b=5", meeting, new(3, 0, 0)));
        OpenRound.Must(await made.DecideAsync(Agreed, "a=0", meeting, new(3, 0, 0)));
        made.Reviewed.Round.Clock.Now = made.Reviewed.Round.Clock.Now.AddMinutes(1);
        OpenRound.Must(await made.ReopenAsync(made.Member, Disputed, "Xem thêm tờ trình"));
        (await made.LineAsync(Disputed)).State.ShouldBe(CouncilState.Open);
        made.Reviewed.Round.Clock.Now = made.Reviewed.Round.Clock.Now.AddMinutes(1);
        OpenRound.Must(await made.DecideAsync(Disputed, "a=2;b=5", meeting, new(3, 0, 0), "Giữ nguyên sau khi xem lại"));
        OpenRound.Must(await made.PassAsync(meeting));
        (await made.ReopenAsync(made.Member, Disputed, "Xem nữa")).Problems.ShouldHaveSingleItem().Code.ShouldBe("council.wrong-step");
        (await made.DecideAsync(Disputed, "a=1;b=5", meeting, new(3, 0, 0))).Problems.ShouldHaveSingleItem().Code.ShouldBe("council.wrong-step");
    }

    [Fact]
    public async Task Only_the_secretary_records_and_only_members_reopen()
    {
        using var made = await BeforeCouncilAsync(Kind.Sqlite);
        var meeting = await made.MeetAsync("An", "Bình", "Chi");
        foreach (var person in new[] { made.Member, made.Reviewed.Round.Leader, made.Reviewed.AgencyLeader })
        {
            (await made.DecideAsync(Disputed, "a=3;b=5", meeting, new(3, 0, 0), person: person)).Problems.ShouldHaveSingleItem().Code.ShouldBe("council.not-allowed");
            (await made.AdoptRestAsync(meeting, person)).Problems.ShouldHaveSingleItem().Code.ShouldBe("council.not-allowed");
            (await made.PassAsync(meeting, person)).Problems.ShouldHaveSingleItem().Code.ShouldBe("council.not-allowed");
            (await made.RecordAsync(new(new(2025, 1, 6), InWriting: false, 5, "An", "BB 1"), person)).Problems.ShouldHaveSingleItem().Code.ShouldBe("council.not-allowed");
        }

        (await made.ReopenAsync(made.Secretary, Agreed, "x")).Problems.ShouldHaveSingleItem().Code.ShouldBe("council.not-allowed");
        (await made.DecideAsync(Agreed, "a=0", meeting, new(3, 0, 0))).Problems.ShouldHaveSingleItem().Code.ShouldBe("council.wrong-step");
        (await made.LineAsync(Disputed)).Decision.ShouldBeNull();
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_meeting_is_told_at_once()
    {
        using var made = await BeforeCouncilAsync(Kind.Sqlite);
        (await made.RecordAsync(new(new(2030, 1, 1), InWriting: true, 0, "An\nAn", " "), made.Secretary)).Problems.Select(problem => problem.Code)
            .ShouldBe(["council.future", "council.members", "council.attendance", "council.minutes"]);
    }

    [Fact]
    public async Task The_clock_decides()
    {
        using var made = await BeforeCouncilAsync(Kind.Sqlite);
        var meeting = await made.MeetAsync("An", "Bình", "Chi");
        made.Reviewed.Round.Clock.Now = made.Reviewed.Round.Clock.Now.AddDays(61);
        (await made.RecordAsync(new(new(2025, 1, 6), InWriting: false, 5, "An", "BB 2"), made.Secretary)).Problems.ShouldHaveSingleItem().Code.ShouldBe("council.stage-closed");
        (await made.DecideAsync(Disputed, "a=3;b=5", meeting, new(3, 0, 0))).Problems.ShouldHaveSingleItem().Code.ShouldBe("council.stage-closed");
        (await made.PassAsync(meeting)).Problems.ShouldHaveSingleItem().Code.ShouldBe("council.stage-closed");
    }

    [Fact]
    public async Task A_chair_has_a_casting_vote_only_where_the_round_declares_it()
    {
        using var made = await BeforeCouncilAsync(Kind.Sqlite, castingVote: false);
        var meeting = await made.MeetAsync("An", "Bình", "Chi", "Dung");
        (await made.DecideAsync(Disputed, "a=3;b=5", meeting, new(2, 2, 0, ChairIsFor: true))).Problems.ShouldHaveSingleItem().Code.ShouldBe("council.no-casting-vote");
        OpenRound.Must(await made.DecideAsync(Disputed, "a=3;b=5", meeting, new(3, 1, 0, ChairIsFor: true))); // over half need no casting vote
        (await made.LineAsync(Disputed)).Vote.ShouldNotBeNull().ByCastingVote.ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_round_is_not_frozen_before_its_lists_are_passed(Kind kind)
    {
        using var made = await BeforeCouncilAsync(kind);
        (await FreezeAsync(made)).Where(problem => problem.Code == "freeze.not-passed").Select(problem => problem.Where).ShouldBe([$"{OpenRound.Code} / departments", $"{OpenRound.Code} / districts"]);

        var meeting = await made.MeetAsync("An", "Bình", "Chi");
        OpenRound.Must(await made.DecideAsync(Disputed, "a=3;b=5", meeting, new(3, 0, 0)));
        OpenRound.Must(await made.AdoptRestAsync(meeting));
        OpenRound.Must(await made.PassAsync(meeting));

        (await FreezeAsync(made)).Where(problem => problem.Code == "freeze.not-passed").Select(problem => problem.Where).ShouldBe([$"{OpenRound.Code} / districts"]);
    }

    private static async Task<IEnumerable<Problem>> FreezeAsync(BeforeCouncil made) =>
        (await made.Reviewed.Round.Installation.Freezing.FreezeAsync(OpenRound.Code, made.Reviewed.Round.By(Guid.Empty), Cancel)).Problems;

    private async Task<BeforeCouncil> BeforeCouncilAsync(Kind kind, bool castingVote = true) => await BeforeCouncil.NewAsync(await ReviewedRound.AppraisedAsync(kind, postgres, castingVote));
}
