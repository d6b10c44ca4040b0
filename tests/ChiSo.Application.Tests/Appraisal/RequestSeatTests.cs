using ChiSo.Application.Appraisal;
using ChiSo.Application.Desk;
using ChiSo.Application.People;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Engine;
using Shouldly;
using Xunit;
using static ChiSo.Application.Tests.Appraisal.FiledRequests;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>Stand-ins of a panel on both databases: named under the same bars, seated when a member is barred, absent or resigns, with ground, person and time.</summary>
public sealed class RequestSeatTests(PostgresServer postgres)
{
    private const string Ground = "Đơn ngày 05/02";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_stand_in_takes_the_seat_of_who_resigns_and_what_was_said_counts_no_more(Kind kind)
    {
        using var made = await PassedAsync(kind, postgres);
        var round = made.Reviewed.Round;
        var (first, second) = (await round.PersonAsync("a-xd", Role.Appraiser, "xaydung"), await round.PersonAsync("b-xd", Role.Appraiser, "xaydung"));
        var admitted = await AdmittedAsync(made, [made.Member.Id], [second.Id, first.Id]);
        admitted.PanelNames.ShouldBe(["uyvien"]);
        admitted.StandInNames.ShouldBe(["a-xd", "b-xd"], "in the order of their names");
        first.May(Act.ReadSheet, (await CaseAsync(made, admitted)).Aim).ShouldBeFalse("a stand-in reads nothing yet");
        (await AdviseAsync(made, admitted, first)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.not-on-panel");
        (await round.Desk.OfAsync(first, Cancel)).ShouldNotContain(work => work.Kind == WorkKind.Advise);
        OpenRound.Must(await AdviseAsync(made, admitted));

        var seated = OpenRound.Must(await SeatAsync(made, admitted, made.Member, made.Member.Id, PanelLeave.Resigned));
        seated.PanelNames.ShouldBe(["a-xd"]);
        seated.StandInNames.ShouldBe(["b-xd"]);
        seated.Due.ShouldBe(admitted.Due);
        var told = await CaseAsync(made, seated);
        told.Panel.ShouldBe([first.Id]);
        told.StandIns.ShouldBe([second.Id]);
        told.Opinions.ShouldHaveSingleItem().Person.ShouldBe(made.Member.Id, "it is kept");
        told.IsHeard.ShouldBeFalse("and doesn't count");
        made.Member.May(Act.AdviseOnRequest, told.Aim).ShouldBeFalse();
        (await round.Desk.OfAsync(first, Cancel)).ShouldContain(work => work.Kind == WorkKind.Advise && work.Request == seated.Id);
        (await round.Installation.RequestSeats.OfAsync(OpenRound.Code, seated, Cancel)).ShouldHaveSingleItem()
            .ShouldBe(new(seated.Id, PanelLeave.Resigned, "uyvien", "a-xd", Ground, "uyvien", round.Clock.Now.UtcDateTime));
        OpenRound.Must(await SeatAsync(made, admitted, made.Member, made.Member.Id, PanelLeave.Resigned)).Id.ShouldBe(seated.Id, "a double click");
        (await CaseAsync(made, seated)).Panel.ShouldBe([first.Id], "it changes nothing");
        (await round.Installation.RequestSeats.OfAsync(OpenRound.Code, seated, Cancel)).ShouldHaveSingleItem();
        (await round.Installation.RequestSeats.HasResignedAsync(Address(seated), made.Member.Id, Cancel)).ShouldBeTrue();
        (await round.Installation.RequestSeats.HasResignedAsync(Address(seated), second.Id, Cancel)).ShouldBeFalse();

        OpenRound.Must(await AdviseAsync(made, seated, first));
        OpenRound.Must(await ConcludeAsync(made, seated));
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_secretary_seats_the_first_who_still_may_until_nobody_is_left(Kind kind)
    {
        using var made = await PassedAsync(kind, postgres);
        var round = made.Reviewed.Round;
        var (first, second, third) = (await round.PersonAsync("a-xd", Role.Appraiser, "xaydung"), await round.PersonAsync("b-vp", Role.Appraiser, "van-phong-ubnd-thanh-pho"), await round.PersonAsync("c-xd", Role.Appraiser, "xaydung"));
        var admitted = await AdmittedAsync(made, [made.Member.Id], [first.Id, second.Id, third.Id]);
        OpenRound.Must(await round.Installation.Accounts.SetClosedAsync(first.Id, closed: true, round.By(Guid.Empty), Cancel));
        OpenRound.Must(await round.Installation.Appraisers.DeclareOwnAsync(new(OpenRound.Code, OpenRound.Block, OpenRound.Unit), "Người thân", second, Cancel));

        var seated = OpenRound.Must(await SeatAsync(made, admitted, made.Secretary, made.Member.Id, PanelLeave.Absent));
        (await CaseAsync(made, seated)).Panel.ShouldBe([third.Id], "one account is closed, and one declared an interest since");
        (await round.Installation.RequestSeats.HasResignedAsync(Address(seated), made.Secretary.Id, Cancel)).ShouldBeFalse("they gave another's seat");
        (await round.Installation.RequestSeats.HasResignedAsync(Address(seated), made.Member.Id, Cancel)).ShouldBeFalse("who is away did not resign");
        (await SeatAsync(made, seated, made.Secretary with { Mandates = [] }, made.Secretary.Id, PanelLeave.Resigned)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.not-allowed");
        (await SeatAsync(made, seated, made.Secretary, third.Id, PanelLeave.Barred)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.no-stand-in");
        OpenRound.Must(await Requests(made).ChangePanelAsync(Address(seated), Admission(made) with { StandIns = [third.Id] }, made.Secretary, Cancel)).StandInNames.ShouldBe(["c-xd"], "the panel may still be changed, and a member become a stand-in");
    }

    [Fact]
    public async Task Stand_ins_are_barred_as_panels_are_and_seats_are_given_by_secretary_or_member_alone()
    {
        using var made = await PassedAsync(Kind.Sqlite, postgres);
        var round = made.Reviewed.Round;
        var filed = OpenRound.Must(await FileAsync(made, "a=5;b=5"));
        var standIn = await round.PersonAsync("xd", Role.Appraiser, "xaydung");
        Task<Result<ReviewRequest>> AdmitAsync(params Guid[] standIns) => Requests(made).AdmitAsync(Address(filed), Admission(made) with { StandIns = [.. standIns] }, made.Secretary, Cancel);
        (await AdmitAsync(made.Reviewed.Appraiser.Id)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.barred");
        (await AdmitAsync(Guid.NewGuid())).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.unknown");
        (await AdmitAsync(made.Member.Id)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.seated-twice");
        var admitted = OpenRound.Must(await AdmitAsync(standIn.Id));

        foreach (var person in new[] { round.Leader, standIn, made.Reviewed.Appraiser, made.Secretary with { Mandates = [.. made.Secretary.Mandates, .. round.Leader.Mandates] } })
            (await SeatAsync(made, admitted, person, made.Member.Id, PanelLeave.Resigned)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.not-allowed", person.FullName);
        (await SeatAsync(made, admitted, made.Member, made.Member.Id, PanelLeave.Absent)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.not-allowed", "who is away is for the secretary to say");
        (await SeatAsync(made, admitted, made.Secretary, standIn.Id, PanelLeave.Absent)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.not-seated");
        (await SeatAsync(made, admitted, made.Secretary, made.Member.Id, null)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.no-leave");
        (await SeatAsync(made, admitted, made.Secretary, made.Member.Id, PanelLeave.Absent, " ")).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.no-leave-ground");
        (await SeatAsync(made, admitted, made.Secretary, made.Member.Id, PanelLeave.Absent, new('d', 501))).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.leave-ground-too-long");
        (await CaseAsync(made, admitted)).Panel.ShouldBe([made.Member.Id], "nothing changed");
    }

    private static async Task<ReviewRequest> AdmittedAsync(BeforeCouncil made, Guid[] panel, Guid[] standIns) =>
        OpenRound.Must(await Requests(made).AdmitAsync(Address(OpenRound.Must(await FileAsync(made, "a=5;b=5"))), Admission(made, panel) with { StandIns = [.. standIns] }, made.Secretary, Cancel));

    private static Task<Result<ReviewRequest>> SeatAsync(BeforeCouncil made, ReviewRequest request, Person person, Guid leaver, PanelLeave? why, string ground = Ground) =>
        made.Reviewed.Round.Installation.RequestSeats.SeatAsync(Address(request), new(leaver, why, ground), person, Cancel);
}
