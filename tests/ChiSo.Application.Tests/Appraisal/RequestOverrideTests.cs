using ChiSo.Application.Appraisal;
using ChiSo.Application.Audit;
using ChiSo.Application.Desk;
using ChiSo.Application.Documents;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using static ChiSo.Application.Tests.Appraisal.FiledRequests;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>An open request holds the approval up until two people say, with a ground, that it need not.</summary>
public sealed class RequestOverrideTests(PostgresServer postgres)
{
    private const string Ground = "Chủ tịch yêu cầu công bố trước 31/01, công văn số 9";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task One_proposes_with_a_ground_another_agrees_and_the_annex_prints_it(Kind kind)
    {
        using var made = await PassedAsync(kind, postgres);
        var round = made.Reviewed.Round;
        var (one, other) = (await round.PersonAsync("thuongtruc", Role.StandingOffice, ""), await round.PersonAsync("thuongtruc2", Role.StandingOffice, ""));
        var filed = OpenRound.Must(await FileAsync(made, "a=5;b=5"));
        (await Overrides(made).ProposeAsync(Address(filed), " ", one, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.no-override-ground");
        foreach (var person in new[] { made.Secretary, made.Member, round.Leader, made.Reviewed.AgencyLeader })
            (await Overrides(made).ProposeAsync(Address(filed), Ground, person, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.not-office", person.FullName);
        var asked = OpenRound.Must(await Overrides(made).ProposeAsync(Address(filed), Ground, one, Cancel));
        OpenRound.Must(await Overrides(made).ProposeAsync(Address(filed), Ground, one, Cancel)).Id.ShouldBe(asked.Id, "a double click");
        (await Overrides(made).ProposeAsync(Address(filed), "Lý do khác", other, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.override-there");
        (await BlockersAsync(made)).ShouldContain("freeze.open-request", "one person alone is not enough");
        (await WaitsAsync(round, one), await WaitsAsync(round, other)).ShouldBe((false, true));

        (await Overrides(made).ApproveAsync(Address(filed), asked.Id, one, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.same-person");
        OpenRound.Must(await Overrides(made).ApproveAsync(Address(filed), asked.Id, other, Cancel));
        (await BlockersAsync(made)).ShouldNotContain("freeze.open-request");
        (await WaitsAsync(round, other)).ShouldBeFalse();
        (await AnnexAsync(made)).ShouldContain(Ground);
        (await Overrides(made).WithdrawAsync(Address(filed), asked.Id, one, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.changed", "it holds");
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task One_that_holds_is_told_to_the_unit_and_revoked_with_a_reason(Kind kind)
    {
        using var made = await PassedAsync(kind, postgres);
        var round = made.Reviewed.Round;
        var (one, other) = (await round.PersonAsync("thuongtruc", Role.StandingOffice, ""), await round.PersonAsync("thuongtruc2", Role.StandingOffice, ""));
        var filed = OpenRound.Must(await FileAsync(made, "a=5;b=5"));
        async Task<(int, int)?> NewsAsync() => (await round.Desk.OfAsync(round.Leader, Cancel)).Where(work => work.Kind == WorkKind.OverriddenRequest).Select(work => ((int, int)?)(work.Left, work.All)).SingleOrDefault();
        Task<RevokedOverride?> RevokedAsync() => Overrides(made).RevokedAsync(OpenRound.Code, filed, Cancel);
        async Task<int> LostAsync() => (await round.Desk.OfAsync(round.Leader, Cancel)).Where(work => work.Kind == WorkKind.RevokedOverride).Sum(work => work.Left);
        var asked = OpenRound.Must(await Overrides(made).ProposeAsync(Address(filed), Ground, one, Cancel));
        (await Overrides(made).RevokeAsync(Address(filed), asked.Id, "Chờ được", other, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.changed", "it doesn't hold yet");
        (await NewsAsync()).ShouldBeNull("one person merely proposed it");
        OpenRound.Must(await Overrides(made).ApproveAsync(Address(filed), asked.Id, other, Cancel));
        (await NewsAsync()).ShouldBe((1, 1));
        round.Clock.Now += TimeSpan.FromDays(8);
        (await NewsAsync()).ShouldBe((0, 1), "no news any more, and still so");

        (await Overrides(made).RevokeAsync(Address(filed), asked.Id, " ", one, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.no-revoke-reason");
        (await Overrides(made).RevokeAsync(Address(filed), asked.Id, new('d', 501), one, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.revoke-reason-too-long");
        (await RevokedAsync()).ShouldBeNull();
        foreach (var person in new[] { made.Secretary, round.Leader })
            (await Overrides(made).RevokeAsync(Address(filed), asked.Id, "Chờ được", person, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.not-office", person.FullName);
        OpenRound.Must(await Overrides(made).RevokeAsync(Address(filed), asked.Id, "Hội đồng họp kịp", one, Cancel));
        (await BlockersAsync(made)).ShouldContain("freeze.open-request");
        (await NewsAsync()).ShouldBeNull();
        (await RevokedAsync()).ShouldNotBeNull().ShouldSatisfyAllConditions(told => told.Reason.ShouldBe("Hội đồng họp kịp"), told => told.By.ShouldBe(one.Id));
        (await LostAsync()).ShouldBe(1);
        round.Clock.Now += TimeSpan.FromDays(8);
        (await LostAsync()).ShouldBe(0, "no news any more");
        (await AnnexAsync(made)).ShouldNotContain(Ground);
        (await Overrides(made).RevokeAsync(Address(filed), asked.Id, "Hội đồng họp kịp", one, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.changed");
        await using var context = round.Installation.Database.Open();
        (await context.AuditLinks.Where(link => link.Act.StartsWith("request.override-")).OrderBy(link => link.Sequence).Select(link => link.Act).ToListAsync(Cancel)).ShouldBe(["request.override-proposed", "request.override-approved", "request.override-revoked"]);
        OpenRound.Must(await Overrides(made).ProposeAsync(Address(filed), "Căn cứ mới", other, Cancel));
    }

    [Fact]
    public async Task It_is_for_that_request_alone_and_is_taken_back_or_rejected_before_it_holds()
    {
        using var made = await PassedAsync(Kind.Sqlite, postgres);
        var round = made.Reviewed.Round;
        var (one, other) = (await round.PersonAsync("thuongtruc", Role.StandingOffice, ""), await round.PersonAsync("thuongtruc2", Role.StandingOffice, ""));
        var filed = OpenRound.Must(await FileAsync(made, "a=5;b=5"));
        var asked = OpenRound.Must(await Overrides(made).ProposeAsync(Address(filed), Ground, one, Cancel));
        OpenRound.Must(await Overrides(made).WithdrawAsync(Address(filed), asked.Id, other, Cancel));
        var next = OpenRound.Must(await Overrides(made).ProposeAsync(Address(filed), "Căn cứ khác", one, Cancel));
        OpenRound.Must(await Overrides(made).WithdrawAsync(Address(filed), next.Id, one, Cancel));
        await using (var context = round.Installation.Database.Open())
            (await context.AuditLinks.Where(link => link.Act.StartsWith("request.override-")).OrderBy(link => link.Sequence).Select(link => link.Act).ToListAsync(Cancel)).ShouldBe(["request.override-proposed", "request.override-rejected", "request.override-proposed", "request.override-withdrawn"]);
        (await Overrides(made).ApproveAsync(Address(filed), asked.Id, other, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.changed");
        var again = OpenRound.Must(await Overrides(made).ProposeAsync(Address(filed), Ground, other, Cancel));
        OpenRound.Must(await Overrides(made).ApproveAsync(Address(filed), again.Id, one, Cancel));
        OpenRound.Must(await FileAsync(made, "a=1", line: "TC_XD_QT"));
        (await BlockersAsync(made)).ShouldContain("freeze.open-request", "another request is open");

        OpenRound.Must(await Requests(made).WithdrawAsync(Address(filed), round.Leader, Cancel));
        (await AnnexAsync(made)).ShouldNotContain(Ground, Case.Sensitive, "the request is withdrawn: nothing was overridden");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Nobody_with_an_interest_in_the_request_proposes_or_agrees(Kind kind)
    {
        using var made = await PassedAsync(kind, postgres);
        var round = made.Reviewed.Round;
        var one = await round.PersonAsync("thuongtruc", Role.StandingOffice, "");
        var (ofUnit, marked) = (await AlsoAsync(round, await round.PersonAsync("noivu2", Role.UnitOfficer, OpenRound.Unit)), await AlsoAsync(round, made.Reviewed.Appraiser));
        var filed = OpenRound.Must(await FileAsync(made, "a=5;b=5"));
        foreach (var (person, why) in new[] { (ofUnit, "là người của đơn vị đề nghị"), (marked, "đã thẩm định tiêu chí này") })
        {
            var refused = (await Overrides(made).ProposeAsync(Address(filed), Ground, person, Cancel)).Problems.ShouldHaveSingleItem();
            (refused.Code, refused.What.Vi).ShouldBe(("request.override-barred", $"{person.FullName} {why} nên không đề xuất, duyệt hoặc bác việc phê duyệt khi đề nghị chưa kết luận."));
        }

        var asked = OpenRound.Must(await Overrides(made).ProposeAsync(Address(filed), Ground, one, Cancel));
        foreach (var person in new[] { ofUnit, marked })
        {
            (await Overrides(made).ApproveAsync(Address(filed), asked.Id, person, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.override-barred", person.FullName);
            (await Overrides(made).WithdrawAsync(Address(filed), asked.Id, person, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.override-barred", person.FullName);
        }

        (await WaitsAsync(round, ofUnit)).ShouldBeFalse();
        (await BlockersAsync(made)).ShouldContain("freeze.open-request");
    }

    [Fact]
    public async Task What_one_person_merely_proposed_is_not_told_to_the_unit()
    {
        using var made = await PassedAsync(Kind.Sqlite, postgres);
        var round = made.Reviewed.Round;
        var (one, other) = (await round.PersonAsync("thuongtruc", Role.StandingOffice, ""), await round.PersonAsync("thuongtruc2", Role.StandingOffice, ""));
        var panelist = await round.PersonAsync("xd", Role.Appraiser, "xaydung");
        var admitted = await AdmittedAsync(made, panelist.Id);
        var asked = OpenRound.Must(await Overrides(made).ProposeAsync(Address(admitted), Ground, one, Cancel));
        async Task<bool> SeesAsync(Person person) => (await CaseAsync(made, admitted)).For(person).Override is not null;
        (await SeesAsync(round.Leader), await SeesAsync(panelist), await SeesAsync(await AlsoAsync(round, round.Officer)), await SeesAsync(other), await SeesAsync(made.Member)).ShouldBe((false, false, false, true, true));
        OpenRound.Must(await Overrides(made).ApproveAsync(Address(admitted), asked.Id, other, Cancel));
        (await SeesAsync(round.Leader)).ShouldBeTrue();
    }

    /// <summary>The same person, of the standing office too.</summary>
    private static async Task<Person> AlsoAsync(OpenRound round, Person person)
    {
        OpenRound.Must(await round.Installation.Accounts.GrantAsync(new(person.Id, Role.StandingOffice, "", "Giấy giới thiệu số 2"), round.By(Guid.Empty), Cancel));
        return (await round.Installation.Accounts.FindAsync(person.Id, Cancel)).ShouldNotBeNull();
    }

    private static RequestOverrides Overrides(BeforeCouncil made) => made.Reviewed.Round.Installation.RequestOverrides;

    private static async Task<bool> WaitsAsync(OpenRound round, Person person) => (await round.Desk.OfAsync(person, Cancel)).Any(work => work.Kind == WorkKind.ApproveOverride);

    private static async Task<string> AnnexAsync(BeforeCouncil made)
    {
        var live = (await made.Reviewed.Round.Installation.Live.FindAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();
        using var file = new MemoryStream();
        DocumentWriter.Write(file, RoundAnnex.Of(live, await Overrides(made).OfRoundAsync(live, Cancel), [], stage => stage, by => by.ToString("D"), [], DateTime.UnixEpoch));
        await using var zip = new System.IO.Compression.ZipArchive(file);
        using var text = new StreamReader(await zip.GetEntry("word/document.xml").ShouldNotBeNull().OpenAsync(Cancel));
        return await text.ReadToEndAsync(Cancel);
    }
}
