using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Desk;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>Nobody decides about a figure of their own: where the agency has nobody else, the council does, and everybody is told.</summary>
public sealed class CaseDeciderTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_figure_of_the_only_appraiser_is_the_councils_to_decide_until_another_is_named(Kind kind)
    {
        using var made = await PrefilledRound.NewAsync(kind, postgres);
        OpenRound.Must(await made.LoadAsync(made.Appraiser)).ShouldBe(2);
        var dispute = OpenRound.Must(await made.DisputeAsync(made.Round.Officer));
        (await DeciderAsync(made)).ShouldBe(CaseDecider.CouncilInsteadOfLoader, "the unit reads it at once");
        await made.HandInAsync();

        var line = await made.ReviewLineAsync();
        (line.IsForCouncil, line.OpenCases, line.CasesFor(made.Appraiser.Id).Any()).ShouldBe((true, 1, false));
        var held = (await made.Round.Installation.ReviewWork.AcceptAsync(ReviewedRound.Part, [new(OpenRound.Unit, line.Node.Code, line.Seen)], made.Appraiser, Cancel)).Problems.ShouldHaveSingleItem();
        (held.Code, held.Remedy.Vi).ShouldBe(("review.case-open", "Chờ Hội đồng quyết định cùng dòng này, hoặc cử thêm một người thẩm định của cơ quan."));
        (await made.DecideAsync(dispute, DisputeStep.Reject, made.Appraiser)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prefill.own-figure");
        var appraising = await LinesAsync(made, WaitKind.Appraise);
        var wait = (await WaitsAsync(made)).Single(one => one.Kind == WaitKind.DecideCase);
        (wait.Unit, wait.Stage, wait.Agency, wait.Lines, wait.Since).ShouldBe((OpenRound.Unit, Stages.Council, null, 1, dispute.OpenedAt));
        (await CausesAsync(made)).ShouldBe([CouncilCause.FigureCase, CouncilCause.Unappraised]);

        var colleague = await made.Round.PersonAsync("thamdinh2", Role.Appraiser, ReviewedRound.Agency);
        (await DeciderAsync(made)).ShouldBe(CaseDecider.Appraiser);
        (await LinesAsync(made, WaitKind.Appraise)).ShouldBe(appraising + 1);
        (await LinesAsync(made, WaitKind.DecideCase)).ShouldBe(0);
        (await CausesAsync(made)).ShouldBe([CouncilCause.Unappraised]);
        OpenRound.Must(await made.DecideAsync(dispute, DisputeStep.Reject, colleague)).State.ShouldBe(DisputeState.Rejected);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_figure_somebody_loaded_in_the_place_of_the_only_appraiser_is_the_councils_too(Kind kind)
    {
        using var made = await PrefilledRound.NewAsync(kind, postgres);
        var (round, accounts) = (made.Round, made.Round.Installation.Accounts);
        var account = await round.PersonAsync("thay", Role.UnitOfficer, "yte");
        var mandate = OpenRound.Must(await accounts.GrantAsync(new(account.Id, Role.Appraiser, ReviewedRound.Agency, "Ủy quyền", null, round.Clock.Now.UtcDateTime.AddDays(5), made.Appraiser.Id), round.By(Guid.Empty), Cancel));
        OpenRound.Must(await made.LoadAsync((await accounts.FindAsync(account.Id, Cancel)).ShouldNotBeNull(), string.Join('\n', PrefilledRound.File.Split('\n').Where(line => !line.StartsWith("yte", StringComparison.Ordinal))))).ShouldBe(2);
        var dispute = OpenRound.Must(await made.DisputeAsync(round.Officer));
        round.Clock.Now += TimeSpan.FromMinutes(1);
        OpenRound.Must(await accounts.EndAsync(mandate.Id, round.By(Guid.Empty), Cancel));
        await made.HandInAsync();
        (await DeciderAsync(made)).ShouldBe(CaseDecider.CouncilInsteadOfLoader);
        (await made.DecideAsync(dispute, DisputeStep.Reject, made.Appraiser)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prefill.own-figure", "it was loaded in their place");
        var colleague = await round.PersonAsync("thamdinh2", Role.Appraiser, ReviewedRound.Agency);
        OpenRound.Must(await made.DecideAsync(dispute, DisputeStep.Reject, colleague));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_colleague_who_belongs_to_the_unit_decides_nothing_about_it(Kind kind)
    {
        using var made = await PrefilledRound.NewAsync(kind, postgres);
        var (round, accounts) = (made.Round, made.Round.Installation.Accounts);
        var account = await round.PersonAsync("haivai", Role.Appraiser, ReviewedRound.Agency);
        OpenRound.Must(await accounts.GrantAsync(new(account.Id, Role.UnitOfficer, OpenRound.Unit, "Biệt phái"), round.By(Guid.Empty), Cancel));
        OpenRound.Must(await made.LoadAsync(made.Appraiser)).ShouldBe(2);
        var dispute = OpenRound.Must(await made.DisputeAsync(round.Officer));
        await made.HandInAsync();
        (await DeciderAsync(made)).ShouldBe(CaseDecider.CouncilInsteadOfLoader);
        (await made.DecideAsync(dispute, DisputeStep.Reject, made.Appraiser)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prefill.own-figure");
        (await made.DecideAsync(dispute, DisputeStep.Reject, (await accounts.FindAsync(account.Id, Cancel)).ShouldNotBeNull())).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.not-allowed");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_figure_loaded_in_the_place_of_somebody_of_the_office_who_is_the_only_appraiser_is_the_councils_too(Kind kind)
    {
        using var made = await PrefilledRound.NewAsync(kind, postgres);
        var (round, accounts) = (made.Round, made.Round.Installation.Accounts);
        var account = await round.PersonAsync("thay", Role.UnitOfficer, "yte");
        OpenRound.Must(await accounts.GrantAsync(new(made.Appraiser.Id, Role.StandingOffice, "", "Quyết định số 5"), round.By(Guid.Empty), Cancel));
        OpenRound.Must(await accounts.GrantAsync(new(account.Id, Role.StandingOffice, "", "Ủy quyền", null, round.Clock.Now.UtcDateTime.AddDays(5), made.Appraiser.Id), round.By(Guid.Empty), Cancel));
        OpenRound.Must(await made.LoadAsync((await accounts.FindAsync(account.Id, Cancel)).ShouldNotBeNull(), string.Join('\n', PrefilledRound.File.Split('\n').Where(line => !line.StartsWith("yte", StringComparison.Ordinal))))).ShouldBe(2);
        var dispute = OpenRound.Must(await made.DisputeAsync(round.Officer));
        await made.HandInAsync();
        (await DeciderAsync(made)).ShouldBe(CaseDecider.CouncilInsteadOfLoader);
        (await made.DecideAsync(dispute, DisputeStep.Reject, made.Appraiser)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prefill.own-figure", "it was loaded in their place");
        var colleague = await round.PersonAsync("thamdinh2", Role.Appraiser, ReviewedRound.Agency);
        OpenRound.Must(await made.DecideAsync(dispute, DisputeStep.Reject, colleague));
    }

    [Fact]
    public async Task A_figure_of_the_standing_office_is_the_appraisers_to_decide()
    {
        using var made = await PrefilledRound.FilledAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await made.DisputeAsync(made.Round.Officer));
        await made.HandInAsync();
        (await DeciderAsync(made), (await made.ReviewLineAsync()).IsForCouncil).ShouldBe((CaseDecider.Appraiser, false));
        (await CausesAsync(made)).ShouldBe([CouncilCause.Unappraised]);
    }

    private static async Task<CaseDecider> DeciderAsync(PrefilledRound made) =>
        (await made.Prefilling.WithDecidersAsync(await made.Round.SheetAsync(), Cancel)).Prefilled.Single(one => one.Dispute is not null).Decider;

    private static async Task<IEnumerable<CouncilCause>> CausesAsync(PrefilledRound made) =>
        (await made.Round.Installation.Councils.ReadAsync(OpenRound.Code, OpenRound.Block, Cancel)).ShouldNotBeNull().Line(OpenRound.Unit, new(PrefilledRound.Line)).ShouldNotBeNull().Causes;

    private static async Task<int> LinesAsync(PrefilledRound made, WaitKind kind) => (await WaitsAsync(made)).Where(wait => wait.Kind == kind && wait.Unit == OpenRound.Unit).Sum(wait => wait.Lines);

    private static async Task<IEnumerable<Wait>> WaitsAsync(PrefilledRound made) => (await made.Round.Waits.OfAsync((await made.Round.Installation.Live.FindAsync(OpenRound.Code, Cancel)).ShouldNotBeNull(), Cancel)).Waits;
}
