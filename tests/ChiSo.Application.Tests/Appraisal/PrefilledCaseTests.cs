using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Json;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>What goes between looking at a pre-filled figure and acting on it, and what a case holds up.</summary>
public sealed class PrefilledCaseTests(PostgresServer postgres)
{
    private const string Other = ",a,3,";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Nobody_confirms_a_figure_or_a_case_they_have_not_seen(Kind kind)
    {
        using var made = await PrefilledRound.FilledAsync(kind, postgres);
        var shown = await made.ShownAsync();
        OpenRound.Must(await made.LoadAsync(made.Office, PrefilledRound.File.Replace(",a,4,", Other, StringComparison.Ordinal))).ShouldBe(1);
        (await made.ConfirmTypedAsync(made.Round.Officer, [], shown)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prefilled.changed", "loaded between look and confirm");
        (await made.SeenAsync()).ShouldBe(0);

        (await made.DisputeAsync(made.Round.Officer, shown: shown)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prefilled.changed", "loaded between look and dispute");
        (await made.FigureAsync()).Dispute.ShouldBeNull();
        shown = await made.ShownAsync();
        var dispute = OpenRound.Must(await made.DisputeAsync(made.Round.Officer));
        OpenRound.Must(await made.DisputeAsync(made.Round.Officer, shown: shown)).Id.ShouldBe(dispute.Id, "the same sent twice");
        (await made.ConfirmTypedAsync(made.Round.Leader, [], shown)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prefilled.changed", "disputed meanwhile");
        shown = await made.ShownAsync();
        OpenRound.Must(await made.WithdrawAsync(dispute, made.Round.Officer));
        (await made.ConfirmTypedAsync(made.Round.Leader, [], shown)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prefilled.changed", "withdrawn meanwhile");
        OpenRound.Must(await made.ConfirmAsync(made.Round.Leader));
        (await EntryAsync(made)).ShouldBe(new Entry.Figures([3, 5]));
    }

    [Fact]
    public async Task A_dispute_of_one_figure_leaves_what_the_unit_saved_of_the_others()
    {
        using var made = await PrefilledRound.FilledAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await made.Round.SaveAsync(made.Round.Officer, PrefilledRound.Line, 0, "a=6;b=7"));
        OpenRound.Must(await made.DisputeAsync(made.Round.Officer, "5"));
        (await EntryAsync(made)).ShouldBe(new Entry.Figures([5, 7]), "b stays as it was saved");
        OpenRound.Must(await made.DisputeAsync(made.Round.Officer, "8", letter: "b"));
        (await EntryAsync(made)).ShouldBe(new Entry.Figures([5, 8]), "so does a");
        OpenRound.Must(await made.ConfirmAsync(made.Round.Officer));
        (await EntryAsync(made)).ShouldBe(new Entry.Figures([5, 8]), "what the unit disputes stands as its own");
    }

    [Fact]
    public async Task Figures_nobody_filled_in_are_taken_as_typed()
    {
        using var made = await PrefilledRound.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await made.LoadAsync(made.Office, Only("a", "4"))).ShouldBe(1);
        (await made.ConfirmAsync(made.Round.Officer)).Problems.ShouldHaveSingleItem().Code.ShouldBe("entry.figure-missing");
        (await made.ConfirmTypedAsync(made.Round.Officer, new() { ["b"] = "năm" })).Problems.ShouldHaveSingleItem().Code.ShouldBe("number.not-a-number");
        OpenRound.Must(await made.ConfirmTypedAsync(made.Round.Officer, new() { ["a"] = "1", ["b"] = "6" }));
        (await EntryAsync(made)).ShouldBe(new Entry.Figures([4, 6]));
        OpenRound.Must(await made.ConfirmAsync(made.Round.Officer));
        (await EntryAsync(made)).ShouldBe(new Entry.Figures([4, 6]), "or stay as they were saved");
    }

    [Fact]
    public async Task An_own_value_that_makes_no_entry_is_refused_and_one_beside_a_missing_figure_leaves_the_entry()
    {
        using var made = await PrefilledRound.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await made.LoadAsync(made.Office, Only("a", "4"))).ShouldBe(1);
        OpenRound.Must(await made.DisputeAsync(made.Round.Officer, "5")).State.ShouldBe(DisputeState.Open);
        (await made.SeenAsync()).ShouldBe(0, "b is missing");
        OpenRound.Must(await made.WithdrawAsync((await made.FigureAsync()).Dispute.ShouldNotBeNull(), made.Round.Officer));
        (await made.DisputeAsync(made.Round.Officer, "-5")).Problems.ShouldHaveSingleItem().Code.ShouldBe("score.out-of-range");

        using var whole = await PrefilledRound.FilledAsync(Kind.Sqlite, postgres);
        (await whole.DisputeAsync(whole.Round.Officer, "0", letter: "b")).Problems.ShouldHaveSingleItem().Code.ShouldBe("score.zero-denominator");
        (await whole.FigureAsync("b")).Dispute.ShouldBeNull();
    }

    [Fact]
    public async Task Figures_that_make_no_entry_are_told_at_their_cell_and_none_at_all_may_be_no_task()
    {
        using var made = await PrefilledRound.NewAsync(Kind.Sqlite, postgres);
        (await made.LoadAsync(made.Office, Both("5", "0"))).Problems.Select(problem => (problem.Code, problem.Where)).ShouldBe([("score.zero-denominator", "so-lieu.csv:3:Giá trị")]);
        (await made.LoadAsync(made.Office, Both("0", "0", "5.1"))).Problems.Select(problem => (problem.Code, problem.Where)).ShouldBe([("score.zero-denominator", "so-lieu.csv:3:Giá trị")], "the line doesn't know “no task arose”");
        OpenRound.Must(await made.LoadAsync(made.Office, Both("0", "0"))).ShouldBe(2);
        (await made.ConfirmAsync(made.Round.Officer)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prefilled.no-task");
        OpenRound.Must(await made.Round.SaveAsync(made.Round.Officer, PrefilledRound.Line, 0, "no_task", "không phát sinh"));
        SheetChecks.Find(await made.Round.SheetAsync()).ShouldNotContain(finding => finding.Check.Code == "sheet.prefilled-differs");
        OpenRound.Must(await made.DisputeAsync(made.Round.Officer, "2", letter: "b"));
        (await EntryAsync(made)).ShouldBe(new Entry.NoTask(), "what the unit said stays");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_figure_loaded_by_mistake_is_taken_away_and_can_be_loaded_again(Kind kind)
    {
        using var made = await PrefilledRound.FilledAsync(kind, postgres);
        OpenRound.Must(await made.LoadAsync(made.Office, Only("a", "Rút"))).ShouldBe(1);
        (await made.Round.SheetAsync()).Prefilled.ShouldHaveSingleItem().Figure.Letter.ShouldBe("b");
        (await made.LoadAsync(made.Office, Only("a", "rút"))).Problems.Select(problem => (problem.Code, problem.Where)).ShouldBe([("prefill.nothing-there", "so-lieu.csv:2:Giá trị")]);
        OpenRound.Must(await made.LoadAsync(made.Office, Only("a", "2"))).ShouldBe(1);
        ((await made.FigureAsync()).Figure.Value, (await made.FigureAsync()).Figure.Sequence).ShouldBe((2m, 3));
        OpenRound.Must(await made.DisputeAsync(made.Round.Officer));
        (await made.LoadAsync(made.Office, Only("a", "rút"))).Problems.ShouldHaveSingleItem().Code.ShouldBe("prefill.has-case");
        (await made.Round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_decision_is_taken_back_until_the_line_is_confirmed_and_whoever_loaded_leaves_it_to_others(Kind kind)
    {
        using var made = await PrefilledRound.NewAsync(kind, postgres);
        OpenRound.Must(await made.LoadAsync(made.Appraiser)).ShouldBe(2);
        var dispute = OpenRound.Must(await made.DisputeAsync(made.Round.Officer));
        await made.HandInAsync();
        (await made.DecideAsync(dispute, DisputeStep.Reject, made.Appraiser)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prefill.own-figure");
        var colleague = await made.Round.PersonAsync("thamdinh2", Role.Appraiser, ReviewedRound.Agency);
        var decided = OpenRound.Must(await made.DecideAsync(dispute, DisputeStep.Reject, colleague));
        (await made.DecideAsync(decided, DisputeStep.Reopen, colleague, reason: "")).Problems.ShouldHaveSingleItem().Code.ShouldBe("prefilled.no-reason");
        var open = OpenRound.Must(await made.DecideAsync(decided, DisputeStep.Reopen, colleague));
        (open.State, open.Decision, open.ClosedAt, open.Version).ShouldBe((DisputeState.Open, "", null, 3));
        (await made.ReviewLineAsync()).OpenCases.ShouldBe(1);

        var upheld = OpenRound.Must(await made.DecideAsync(open, DisputeStep.Uphold, colleague));
        OpenRound.Must(await made.Round.Installation.ReviewWork.AcceptAsync(ReviewedRound.Part, [await SeenAsync(made)], made.Appraiser, Cancel));
        OpenRound.Must(await made.Round.Installation.ReviewWork.ConfirmAsync(ReviewedRound.Part, [await SeenAsync(made)], made.AgencyLeader, Cancel));
        (await made.DecideAsync(upheld, DisputeStep.Reopen, colleague)).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.wrong-step", "the line is confirmed");
        await using var context = made.Round.Installation.Database.Open();
        (await context.FigureDisputes.SingleAsync(Cancel)).State.ShouldBe(DisputeState.Upheld);
        (await made.Round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_decided_is_not_left_by_an_entry_without_the_figure_nor_what_was_withdrawn_kept()
    {
        using var made = await PrefilledRound.FilledAsync(Kind.Sqlite, postgres);
        var dispute = OpenRound.Must(await made.DisputeAsync(made.Round.Officer));
        await made.HandInAsync();
        var rejected = OpenRound.Must(await made.DecideAsync(dispute, DisputeStep.Reject, made.Appraiser));
        var line = await made.ReviewLineAsync();
        line.HeldBy(EngineJson.ToText<Entry>(new Entry.NoTask())).ShouldNotBeNull();
        line.HeldBy(EngineJson.ToText<Entry>(new Entry.Figures([5, 5]))).ShouldNotBeNull();
        line.HeldBy(EngineJson.ToText<Entry>(new Entry.Figures([4, 5]))).ShouldBeNull();

        OpenRound.Must(await made.DecideAsync(rejected, DisputeStep.Reopen, made.Appraiser));
        OpenRound.Must(await made.Round.Installation.ReviewWork.AskAsync(ReviewedRound.Part, OpenRound.Unit, new(PrefilledRound.Line), AskKind.Return, "Sửa", made.Appraiser, Cancel));
        OpenRound.Must(await made.WithdrawAsync((await made.FigureAsync()).Dispute.ShouldNotBeNull(), made.Round.Officer));
        (await made.Round.Installation.Sheets.HandInLineAsync(PrefilledRound.Address, "", made.Round.Leader, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.prefilled-differs");
        OpenRound.Must(await made.Round.Installation.ReviewWork.WithdrawAsync(ReviewedRound.Part, (await made.ReviewLineAsync()).Asks.Single().Id, made.Appraiser, Cancel));
        (await made.Round.Installation.ReviewWork.AcceptAsync(ReviewedRound.Part, [await SeenAsync(made)], made.Appraiser, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.case-decided");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_figure_has_one_open_case_and_one_left_open_is_told_once_no_appraisal_is_left(Kind kind)
    {
        using var made = await PrefilledRound.FilledAsync(kind, postgres);
        var dispute = OpenRound.Must(await made.DisputeAsync(made.Round.Officer));
        await using (var context = made.Round.Installation.Database.Open())
        {
            context.Add(new FigureDispute { FigureId = dispute.FigureId, OwnValue = 1, Reason = "x", OpenedBy = "thử", Person = Guid.Empty, OpenedAt = dispute.OpenedAt });
            await Should.ThrowAsync<DbUpdateException>(() => context.SaveChangesAsync(Cancel));
        }

        await made.HandInAsync();
        (await made.FigureAsync()).CaseWords.ShouldBe(DisputeStates.WordsOf(DisputeState.Open));
        (await made.Round.SheetAsync()).Round.Clock.ClosesFor(Stages.SecondReview, OpenRound.Unit).ShouldBeNull("what comes after the first appraisal has no dates yet");
        made.Round.Clock.Now = made.Round.Clock.Now.AddDays(90);
        var left = await made.FigureAsync();
        (left.CaseWords, left.IsDisputed, left.IsUndecided).ShouldBe((DisputeStates.WordsOf(CaseDecider.CouncilAfterAppraisal), false, true));
    }

    [Fact]
    public async Task A_decision_stands_once_the_unit_has_explained_the_line()
    {
        using var made = await PrefilledRound.FilledAsync(Kind.Sqlite, postgres);
        var dispute = OpenRound.Must(await made.DisputeAsync(made.Round.Officer));
        await made.HandInAsync();
        var decided = OpenRound.Must(await made.DecideAsync(dispute, DisputeStep.Reject, made.Appraiser));
        var work = made.Round.Installation.ReviewWork;
        OpenRound.Must(await work.AppraiseAsync(ReviewedRound.Part, new(OpenRound.Unit, new(PrefilledRound.Line), 0, "a=4;b=5", "Đối chiếu sổ", ""), made.Appraiser, DecimalMark.Comma, Cancel));
        OpenRound.Must(await work.ConfirmAsync(ReviewedRound.Part, [await SeenAsync(made)], made.AgencyLeader, Cancel));
        await made.Round.DateAsync(Stages.Explanation, 0, 60);
        OpenRound.Must(await made.Round.Installation.Sheets.SaveAsync(new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Explanation, new(PrefilledRound.Line), 0, "a=5;b=5", "Sổ gửi kèm", ""), made.Round.Officer, DecimalMark.Comma, Cancel));
        OpenRound.Must(await made.Round.Installation.Sheets.MoveAsync(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Explanation, SheetStep.HandIn, "", made.Round.Leader, Cancel));
        await made.Round.DateAsync(Stages.SecondReview, 0, 60);

        var second = (await made.Round.Installation.Reviews.ReadAsync(ReviewedRound.Part with { Stage = Stages.SecondReview }, Cancel)).ShouldNotBeNull().Line(OpenRound.Unit, new(PrefilledRound.Line)).ShouldNotBeNull();
        second.Prefilled.ShouldContain(figure => figure.HasCase);
        second.CasesFor(made.Appraiser.Id).ShouldBeEmpty();
        (await made.DecideAsync(decided, DisputeStep.Reopen, made.Appraiser, stage: Stages.SecondReview)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prefill.explained");
        (await made.FigureAsync()).Dispute.ShouldNotBeNull().State.ShouldBe(DisputeState.Rejected);
    }

    [Fact]
    public async Task A_figure_names_who_filled_it_in_by_the_mandate_for_its_line()
    {
        using var made = await PrefilledRound.NewAsync(Kind.Sqlite, postgres);
        var desk = (await made.Prefilling.ReadAsync(OpenRound.Code, OpenRound.Block, Cancel)).ShouldNotBeNull();
        var own = await made.Round.PersonAsync("hai-co-quan", Role.Appraiser, desk.Map.Of(new("TT_RS_KH"), OpenRound.Unit).Agency);
        var principal = Guid.CreateVersion7();
        var acting = new Mandate { AccountId = own.Id, Role = Role.Appraiser, Unit = ReviewedRound.Agency, ActingFor = principal, Ground = "Giấy ủy quyền", GrantedBy = principal, From = made.Round.Clock.Now.UtcDateTime };
        var both = own with { Mandates = [acting, .. own.Mandates], Principals = ImmutableDictionary<Guid, string>.Empty.Add(principal, "Bà Lan") };
        OpenRound.Must(await made.LoadAsync(both, Only("a", "4"))).ShouldBe(1);
        OpenRound.Must(await made.LoadAsync(both, Only("a", "18", "3.1.1"))).ShouldBe(1);
        (await made.FigureAsync()).Figure.By.ShouldBe("hai-co-quan thay Bà Lan");
        (await made.Round.SheetAsync()).Prefilled.Single(one => one.Figure.Criterion.Value == "TT_RS_KH").Figure.By.ShouldBe("hai-co-quan");
    }

    [Fact]
    public async Task The_standing_office_fills_nothing_in_for_a_unit_of_its_own()
    {
        using var made = await PrefilledRound.NewAsync(Kind.Sqlite, postgres);
        var both = made.Office with { Mandates = [.. made.Office.Mandates, .. made.Round.Officer.Mandates] };
        (await made.LoadAsync(both)).Problems.Select(problem => problem.Code).ShouldBe(["prefill.not-yours", "prefill.not-yours"]);
    }

    private static string Only(string letter, string value, string line = "2.1.1") => $"Mã đơn vị,Tiêu chí,Số liệu,Giá trị,Nguồn,Ngày truy vấn\nnoivu,{line},{letter},{value},Hệ thống,05/01/2025\n";

    private static string Both(string a, string b, string line = "2.1.1") => Only("a", a, line) + $"noivu,{line},b,{b},Hệ thống,05/01/2025\n";

    private static async Task<Entry> EntryAsync(PrefilledRound made) => EngineJson.Read<Entry>((await made.Round.SheetAsync()).Positions[new(PrefilledRound.Line)].Entry);

    private static async Task<SeenLine> SeenAsync(PrefilledRound made) => new(OpenRound.Unit, new(PrefilledRound.Line), (await made.ReviewLineAsync()).Seen);
}
