using ChiSo.Application.Appraisal;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using static ChiSo.Application.Tests.Appraisal.FiledRequests;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>The panel of a request changes while it looks: nobody's absence holds a conclusion up, and nobody concludes on what they have not seen.</summary>
public sealed class RequestPanelChangeTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Where_a_member_is_gone_the_secretary_names_others_and_what_was_said_is_kept(Kind kind)
    {
        using var made = await PassedAsync(kind, postgres);
        var round = made.Reviewed.Round;
        var gone = await round.PersonAsync("xd", Role.Appraiser, "xaydung");
        var admitted = await AdmittedAsync(made, made.Member.Id, gone.Id);
        OpenRound.Must(await AdviseAsync(made, admitted));
        await CloseAsync(round, gone);
        (await ConcludeAsync(made, admitted)).Problems.ShouldHaveSingleItem().What.Vi.ShouldContain($"Chưa nêu: {gone.FullName}.");

        var closed = (await ChangeAsync(made, admitted, Admission(made, made.Member.Id, gone.Id))).Problems.ShouldHaveSingleItem();
        (closed.Code, closed.Where).ShouldBe(("request.account-closed", gone.FullName));
        (await ChangeAsync(made, admitted, Admission(made, made.Reviewed.Appraiser.Id))).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.barred");
        (await ChangeAsync(made, admitted, new(" ", [], new(2020, 1, 1)))).Problems.Select(problem => problem.Code).ShouldBe(["request.no-reason", "request.no-panel", "request.due"]);
        foreach (var person in new[] { made.Member, round.Leader, made.Reviewed.AgencyLeader })
            (await ChangeAsync(made, admitted, Admission(made), person)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.not-allowed", person.FullName);
        (await CaseAsync(made, admitted)).Panel.Length.ShouldBe(2, "nothing changed so far");

        var changed = OpenRound.Must(await ChangeAsync(made, admitted, Admission(made)));
        (changed.State, changed.Panel, changed.Judgement).ShouldBe((RequestState.Admitted, made.Member.FullName, admitted.Judgement));
        (await ChangeAsync(made, changed, Admission(made))).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.same-panel");
        (await CaseAsync(made, changed)).Opinions.ShouldHaveSingleItem().By.ShouldBe(made.Member.FullName);
        await using (var context = round.Installation.Database.Open())
        {
            var link = (await context.AuditLinks.Where(link => link.Act == "request.panel-changed").ToListAsync(Cancel)).ShouldHaveSingleItem();
            (await context.AuditPayloads.SingleAsync(payload => payload.Chain == link.Chain && payload.Sequence == link.Sequence, Cancel)).Json.ShouldContain("Có tài liệu mới");
        }


        OpenRound.Must(await ConcludeAsync(made, changed)).State.ShouldBe(RequestState.Concluded);
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task A_secretary_of_the_asking_unit_decides_nothing_on_its_request()
    {
        using var made = await PassedAsync(Kind.Sqlite, postgres);
        var request = OpenRound.Must(await FileAsync(made, "a=5;b=5"));
        var both = made.Secretary with { Mandates = [.. made.Secretary.Mandates, .. made.Reviewed.Round.Leader.Mandates] };
        (await Requests(made).AdmitAsync(Address(request), Admission(made), both, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.own-unit");
        OpenRound.Must(await Requests(made).AdmitAsync(Address(request), Admission(made), made.Secretary, Cancel));
    }

    [Fact]
    public async Task A_former_member_reads_no_more_and_their_opinion_no_longer_counts()
    {
        using var made = await PassedAsync(Kind.Sqlite, postgres);
        var former = await made.Reviewed.Round.PersonAsync("xd", Role.Appraiser, "xaydung");
        var admitted = await AdmittedAsync(made, former.Id);
        OpenRound.Must(await AdviseAsync(made, admitted, former));
        var changed = OpenRound.Must(await ChangeAsync(made, admitted, Admission(made)));
        former.May(Act.ReadSheet, (await CaseAsync(made, changed)).Aim).ShouldBeFalse();
        (await AdviseAsync(made, changed, former)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.not-on-panel");
        (await CaseAsync(made, changed)).Opinions.ShouldHaveSingleItem().Person.ShouldBe(former.Id, "it is kept");
        (await ConcludeAsync(made, changed)).Problems.ShouldHaveSingleItem().What.Vi.ShouldStartWith("Mới có 0 trong 1 người xem xét nêu ý kiến; cần quá nửa. Chưa nêu: uyvien.");
        OpenRound.Must(await AdviseAsync(made, changed));
        OpenRound.Must(await ConcludeAsync(made, changed));
    }

    [Fact]
    public async Task Nobody_concludes_on_what_they_have_not_seen()
    {
        using var made = await PassedAsync(Kind.Sqlite, postgres);
        var round = made.Reviewed.Round;
        var admitted = await AdvisedAsync(made);
        var files = round.Installation.RequestFiles;
        async Task ShouldBeUnseenAsync(Func<Task> act)
        {
            var laid = (await CaseAsync(made, admitted)).Laid;
            await act();
            (await Requests(made).ConcludeAsync(Address(admitted), new(Grants: false, "", "Giữ nguyên", laid), made.Secretary, DecimalMark.Comma, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.changed");
        }

        await ShouldBeUnseenAsync(async () => OpenRound.Must(await AdviseAsync(made, admitted, verdict: RequestVerdict.Upheld)));
        RequestFile file = null!; // laid in next
        using var content = new MemoryStream("%PDF-1.7 công văn"u8.ToArray());
        await ShouldBeUnseenAsync(async () => file = OpenRound.Must(await files.AttachAsync(Address(admitted), new("cv.pdf", SaysNotSecret: true), content, round.Leader, Cancel)));
        await ShouldBeUnseenAsync(async () => OpenRound.Must(await files.DetachAsync(Address(admitted), file.Id, round.Leader, Cancel)));
        await ShouldBeUnseenAsync(async () => OpenRound.Must(await files.RecordHearingAsync(Address(admitted), new(VietnamTime.Today(round.Clock), "Trụ sở", "An", "Trình bày", new("", SaysNotSecret: true)), null, made.Member, Cancel)));
        OpenRound.Must(await ConcludeAsync(made, admitted));
    }

    [Fact]
    public async Task Somebody_of_the_unit_who_sits_on_the_council_too_reads_opinions_with_the_conclusion_only()
    {
        using var made = await PassedAsync(Kind.Sqlite, postgres);
        var (round, accounts) = (made.Reviewed.Round, made.Reviewed.Round.Installation.Accounts);
        OpenRound.Must(await accounts.GrantAsync(new(round.Leader.Id, Role.CouncilMember, "", "Quyết định số 3"), round.By(Guid.Empty), Cancel));
        var both = (await accounts.FindAsync(round.Leader.Id, Cancel)).ShouldNotBeNull();
        var admitted = await AdvisedAsync(made);
        async Task<int> SeesAsync() => (await CaseAsync(made, admitted)).For(both).Opinions.Length;
        (both.May(Act.ReadReview, new()), await SeesAsync()).ShouldBe((true, 0));
        OpenRound.Must(await ConcludeAsync(made, admitted));
        (await SeesAsync()).ShouldBe(1);
    }

    private static Task<Result<ReviewRequest>> ChangeAsync(BeforeCouncil made, ReviewRequest request, AdmitRequest input, Person? person = null) =>
        Requests(made).ChangePanelAsync(Address(request), input, person ?? made.Secretary, Cancel);

    private static async Task CloseAsync(OpenRound round, Person person) => OpenRound.Must(await round.Installation.Accounts.SetClosedAsync(person.Id, closed: true, round.By(Guid.Empty), Cancel));
}
