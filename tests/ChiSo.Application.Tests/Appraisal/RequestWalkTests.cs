using ChiSo.Application.Appraisal;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using CsCheck;
using Shouldly;
using Xunit;
using static ChiSo.Application.Tests.Appraisal.FiledRequests;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>Anybody files requests for review of a line and takes any step on them while time goes by: what the table allows to whoever may happens, and nothing else changes anything.</summary>
public sealed class RequestWalkTests(PostgresServer postgres)
{
    private const int Walks = 4;

    /// <summary>Nothing stands for filing another.</summary>
    private static readonly RequestStep?[] Steps =
        [null, null, RequestStep.Withdraw, RequestStep.Dismiss, RequestStep.Admit, RequestStep.Admit, RequestStep.ChangePanel, RequestStep.ChangePanel, RequestStep.Conclude];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_request_goes_where_its_table_says_and_nowhere_else() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, Steps.Length - 1], Gen.Int[1, 48]).Array[20, 40].SampleAsync(WalkAsync, iter: Walks, threads: 1);

    /// <param name="walk">Who does what, so many hours after the step before.</param>
    private async Task WalkAsync((int Person, int Step, int Hours)[] walk)
    {
        using var made = await PassedAsync(Kind.Sqlite, postgres);
        var round = made.Reviewed.Round;
        var until = round.Clock.Now.AddDays(20);
        OpenRound.Must(await round.Installation.Calendar.SetRequestDeadlineAsync(OpenRound.Code, until.UtcDateTime, round.By(Guid.CreateVersion7()), Cancel));
        round.Clock.Now = round.Clock.Now.AddMinutes(1); // no step falls on the instant of the deadline
        Person[] people = [made.Secretary, made.Secretary, made.Secretary, round.Leader, round.Leader, made.Member, round.Stranger];
        var request = OpenRound.Must(await FileAsync(made, "a=5;b=5"));
        for (var number = 1; number <= walk.Length; number++)
        {
            var (person, step) = (people[walk[number - 1].Person], Steps[walk[number - 1].Step]);
            round.Clock.Now = round.Clock.Now.AddHours(walk[number - 1].Hours);
            if (step == RequestStep.Conclude && request.State == RequestState.Admitted)
                OpenRound.Must(await AdviseAsync(made, request)); // a panel nobody of which has spoken concludes nothing
            request = (await CaseAsync(made, request)).Request;
            var told = $"{person.FullName}: {step?.ToString() ?? "File"} in {request.State}";
            var before = await SeenAsync(made, request);
            var done = await DoAsync(made, request, step, person, number);
            if (IsAllowed(request, step, person, round.Clock.Now < until))
            {
                var after = OpenRound.Must(done);
                after.State.ShouldBe(step is { } taken ? RequestStates.Table.Single(row => row.From == request.State && row.Step == taken).To : RequestState.Filed, told);
                request = after;
                (await SeenAsync(made, request)).State.ShouldBe(after.State, told);
            }
            else
            {
                done.Problems.ShouldNotBeEmpty(told);
                (await SeenAsync(made, request)).ShouldBe(before, told);
            }
        }

        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    /// <summary>By both tables, of states and of permissions. One request is open on a line at most, and none is filed after the deadline.</summary>
    private static bool IsAllowed(ReviewRequest request, RequestStep? step, Person person, bool isInTime) => step switch
    {
        null => isInTime && !request.IsOpen && person.May(Act.RequestReview, new(OpenRound.Unit)),
        RequestStep.Withdraw => RequestStates.Allows(request.State, RequestStep.Withdraw) && person.May(Act.RequestReview, new(OpenRound.Unit)),
        { } taken => RequestStates.Allows(request.State, taken) && person.May(Act.JudgeRequest, new()),
    };

    /// <summary>What a step may change: the request, its version, how many there are, the links of all trails.</summary>
    private static async Task<(RequestState State, int Version, int Requests, int Links)> SeenAsync(BeforeCouncil made, ReviewRequest request)
    {
        var (desk, now) = (await DeskAsync(made), (await CaseAsync(made, request)).Request);
        await using var context = made.Reviewed.Round.Installation.Database.Open();
        return (now.State, now.Version, desk.Requests.Length, context.AuditLinks.Count());
    }

    private static async Task<Result<ReviewRequest>> DoAsync(BeforeCouncil made, ReviewRequest request, RequestStep? step, Person person, int number)
    {
        var named = Admission(made) with { Due = DateOnly.FromDateTime(made.Reviewed.Round.Clock.Now.UtcDateTime).AddDays(10 + number) }; // never the day of before
        return step switch
        {
            null => await FileAsync(made, "a=5;b=5", person, $"Căn cứ thứ {number}"),
            RequestStep.Withdraw => await Requests(made).WithdrawAsync(Address(request), person, Cancel),
            RequestStep.Dismiss => await Requests(made).DismissAsync(Address(request), "Không có căn cứ", person, Cancel),
            RequestStep.Admit => await Requests(made).AdmitAsync(Address(request), named, person, Cancel),
            RequestStep.ChangePanel => await Requests(made).ChangePanelAsync(Address(request), named, person, Cancel),
            _ => await Requests(made).ConcludeAsync(Address(request), new(Grants: false, "", "Giữ nguyên", (await CaseAsync(made, request)).Laid), person, DecimalMark.Comma, Cancel),
        };
    }
}
