using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Desk;
using ChiSo.Application.Json;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>Figures filled in for units on both databases: loaded whole or not at all, confirmed as entries, disputed in cases that overwrite nothing.</summary>
public sealed class PrefilledTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Loaded_figures_are_shown_with_their_source_and_become_the_entry_once_the_unit_confirms_them(Kind kind)
    {
        using var made = await PrefilledRound.FilledAsync(kind, postgres);
        var figure = (await made.FigureAsync()).Figure;
        (figure.Value, figure.Source, figure.QueriedOn, figure.Reference).ShouldBe((4m, "Hệ thống quản lý văn bản", new DateOnly(2025, 1, 5), "https://qlvb.example.vn/noivu"));
        (await made.SeenAsync()).ShouldBe(0, "what is filled in is no entry");

        var stored = OpenRound.Must(await made.ConfirmAsync(made.Round.Officer)).ShouldBeOfType<SaveOutcome.Stored>().Position;
        (stored.Sequence, EngineJson.Read<Entry>(stored.Entry)).ShouldBe((1, new Entry.Figures([4, 5])));
        OpenRound.Must(await made.ConfirmAsync(made.Round.Officer)).ShouldBeOfType<SaveOutcome.Stored>().Position.Sequence.ShouldBe(1, "a double click");
        OpenRound.Must(await made.Round.SaveAsync(made.Round.Officer, PrefilledRound.Line, 1, "a=3;b=5"));
        OpenRound.Must(await made.ConfirmAsync(made.Round.Leader, seen: 1)).ShouldBeOfType<SaveOutcome.Clash>("the leader saw an older version");

        (await made.LoadAsync(made.Office)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prefill.nothing-new");
        OpenRound.Must(await made.LoadAsync(made.Office, PrefilledRound.File.Replace(",a,4,", ",a,3,", StringComparison.Ordinal))).ShouldBe(1);
        ((await made.FigureAsync()).Figure.Sequence, (await made.FigureAsync()).Figure.Value).ShouldBe((2, 3m));
        await using var context = made.Round.Installation.Database.Open();
        (await context.PrefilledFigures.CountAsync(Cancel)).ShouldBe(3, "the figure that was loaded first stays");
        (await context.AuditLinks.CountAsync(link => link.Act == "figures.prefilled", Cancel)).ShouldBe(2);
        (await made.Round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Every_problem_of_a_file_is_told_at_its_cell_and_nothing_is_loaded(Kind kind)
    {
        using var made = await PrefilledRound.NewAsync(kind, postgres);
        const string Wrong = "Mã đơn vị,Tiêu chí,Số liệu,Giá trị,Nguồn,Ngày truy vấn\n"
            + "noivu,2.1.1,a,nhiều,Hệ thống,05/01/2025\nkhong-co,2.1.1,a,4,Hệ thống,05/01/2025\nnoivu,9.9.9,a,4,Hệ thống,05/01/2025\nnoivu,2.1.1,z,4,Hệ thống,05/01/2025\n"
            + "noivu,2.1.1,b,4,,hôm qua\nnoivu,2.1.1,b,5,Hệ thống,05/01/2099\nyte,2.1.1,b,5,Hệ thống,05/01/2025\n";
        var problems = (await made.LoadAsync(made.Office, Wrong)).Problems;
        problems.Select(problem => (problem.Code, problem.Where)).ShouldBe([
            ("number.not-a-number", "so-lieu.csv:2:Giá trị"), ("figures.no-unit", "so-lieu.csv:3:Mã đơn vị"), ("prefill.no-line", "so-lieu.csv:4:Tiêu chí"), ("prefill.no-figure", "so-lieu.csv:5:Số liệu"),
            ("table.missing-value", "so-lieu.csv:6:Nguồn"), ("value.not-a-date", "so-lieu.csv:6:Ngày truy vấn"), ("prefill.day-to-come", "so-lieu.csv:7:Ngày truy vấn"), ("prefill.twice", "so-lieu.csv:7:Số liệu"),
        ]);
        (await made.Round.SheetAsync()).Prefilled.ShouldBeEmpty();
        (await made.LoadAsync(made.Office, "Tên,Giá trị\nx,1\n")).Problems.ShouldHaveSingleItem().Code.ShouldBe("figures.no-table");
        (await made.LoadAsync(made.Office, "")).Problems.ShouldHaveSingleItem().Code.ShouldBe("figures.no-file");
        (await made.LoadAsync(made.Office, Wrong, "C:\\so\\so-lieu.csv")).Problems[0].Where.ShouldBe("so-lieu.csv:2:Giá trị", "a name without its folders");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_dispute_opens_a_case_beside_the_figure_and_the_appraiser_decides_whose_value_stands(Kind kind)
    {
        foreach (var (step, state, stands, loses) in new[] { (DisputeStep.Uphold, DisputeState.Upheld, "a=5;b=5", "a=4;b=5"), (DisputeStep.Reject, DisputeState.Rejected, "a=4;b=5", "a=5;b=5") })
        {
            using var made = await PrefilledRound.FilledAsync(kind, postgres);
            var dispute = OpenRound.Must(await made.DisputeAsync(made.Round.Officer));
            OpenRound.Must(await made.DisputeAsync(made.Round.Officer)).Id.ShouldBe(dispute.Id, "a double click");
            ((await made.FigureAsync()).Figure.Value, (await made.FigureAsync()).IsDisputed).ShouldBe((4m, true), "nothing is overwritten");
            EngineJson.Read<Entry>((await made.Round.SheetAsync()).Positions[new(PrefilledRound.Line)].Entry).ShouldBe(new Entry.Figures([5, 5]), "the unit's own value is its entry");
            await made.HandInAsync();

            await made.Round.DateAsync(Stages.FirstReview, 0, 60);
            (await WorkAsync(made, made.Appraiser)).ShouldBe([1]);
            (await made.Round.Installation.ReviewWork.AcceptAsync(ReviewedRound.Part, await SeenAsync(made), made.Appraiser, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.case-open");
            OpenRound.Must(await AppraiseAsync(made, "a=3;b=5"));
            (await ConfirmAsync(made)).ShouldBe("review.case-open");

            var decided = OpenRound.Must(await made.DecideAsync(dispute, step, made.Appraiser));
            (decided.State, decided.OwnValue, decided.Decision).ShouldBe((state, 5m, "Đã đối chiếu"));
            (await made.ReviewLineAsync()).Prefilled.ShouldContain(figure => figure.Dispute != null && figure.Dispute.State == state && figure.Figure.Value == 4);
            (await WorkAsync(made, made.Appraiser)).ShouldBeEmpty();
            OpenRound.Must(await AppraiseAsync(made, loses));
            (await ConfirmAsync(made)).ShouldBe("review.case-decided");
            OpenRound.Must(await AppraiseAsync(made, stands));
            (await ConfirmAsync(made)).ShouldBeEmpty();
            (await made.Round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Every_step_that_is_not_in_the_table_is_refused_and_changes_nothing()
    {
        foreach (var state in Enum.GetValues<DisputeState>())
        {
            using var made = await PrefilledRound.FilledAsync(Kind.Sqlite, postgres);
            var dispute = OpenRound.Must(await made.DisputeAsync(made.Round.Officer));
            if (state == DisputeState.Withdrawn)
            {
                dispute = OpenRound.Must(await made.WithdrawAsync(dispute, made.Round.Officer));
                OpenRound.Must(await made.ConfirmAsync(made.Round.Officer));
            }

            await made.HandInAsync();
            if (state is DisputeState.Upheld or DisputeState.Rejected)
                dispute = OpenRound.Must(await made.DecideAsync(dispute, state == DisputeState.Upheld ? DisputeStep.Uphold : DisputeStep.Reject, made.Appraiser));
            dispute.State.ShouldBe(state);
            OpenRound.Must(await made.Round.Installation.ReviewWork.AskAsync(ReviewedRound.Part, OpenRound.Unit, new(PrefilledRound.Line), AskKind.Return, "Sửa", made.Appraiser, Cancel));
            if (!DisputeStates.Allows(state, DisputeStep.Withdraw))
                (await made.WithdrawAsync(dispute, made.Round.Officer)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prefilled.wrong-step", $"{state}");
            var asked = (await made.ReviewLineAsync()).Asks.Single();
            OpenRound.Must(await made.Round.Installation.ReviewWork.WithdrawAsync(ReviewedRound.Part, asked.Id, made.Appraiser, Cancel));
            foreach (var forbidden in new[] { DisputeStep.Uphold, DisputeStep.Reject, DisputeStep.Reopen }.Where(one => !DisputeStates.Allows(state, one)))
                (await made.DecideAsync(dispute, forbidden, made.Appraiser)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prefilled.wrong-step", $"{state} {forbidden}");
            var now = (await made.FigureAsync()).Dispute.ShouldNotBeNull();
            (now.State, now.Version).ShouldBe((state, dispute.Version));
        }

        DisputeStates.Table.Select(row => (row.From, row.Step)).ShouldBeUnique();
    }

    [Fact]
    public async Task A_figure_that_differs_without_a_case_stops_the_hand_in()
    {
        using var made = await PrefilledRound.FilledAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await made.Round.SaveAsync(made.Round.Officer, PrefilledRound.Line, 0, "a=5;b=5"));
        await made.Round.FillAsync();
        (await made.Round.MoveAsync(made.Round.Leader, SheetStep.HandIn)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.prefilled-differs");
        var dispute = OpenRound.Must(await made.DisputeAsync(made.Round.Officer));
        SheetChecks.Find(await made.Round.SheetAsync()).ShouldNotContain(finding => finding.Severity == Severity.Blocking);
        OpenRound.Must(await made.WithdrawAsync(dispute, made.Round.Officer));
        (await made.Round.MoveAsync(made.Round.Leader, SheetStep.HandIn)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.prefilled-differs");
        OpenRound.Must(await made.ConfirmAsync(made.Round.Officer));
        OpenRound.Must(await made.Round.MoveAsync(made.Round.Leader, SheetStep.HandIn));
    }

    [Fact]
    public async Task Only_the_office_and_the_agency_of_a_line_fill_in_only_the_unit_disputes_and_only_the_appraiser_decides()
    {
        using var made = await PrefilledRound.NewAsync(Kind.Sqlite, postgres);
        foreach (var person in new[] { made.Round.Officer, made.Round.Leader, made.AgencyLeader })
            (await made.LoadAsync(person)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prefill.not-allowed", person.FullName);
        var stranger = await made.Round.PersonAsync("taichinh-td", Role.Appraiser, "taichinh");
        (await made.LoadAsync(stranger)).Problems.Select(problem => problem.Code).ShouldBe(["prefill.not-yours", "prefill.not-yours"]);
        OpenRound.Must(await made.LoadAsync(made.Appraiser)).ShouldBe(2);
        (await made.LoadAsync(made.Appraiser, PrefilledRound.File.Replace("noivu,2.1.1", "tuphap,2.1.1", StringComparison.Ordinal))).Problems.Select(problem => problem.Code).ShouldBe(["prefill.not-yours", "prefill.not-yours"], "its own unit");

        foreach (var person in new[] { made.Round.Stranger, made.Office, made.Appraiser })
        {
            (await made.DisputeAsync(person)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.not-allowed", person.FullName);
            (await made.ConfirmAsync(person)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.not-allowed", person.FullName);
        }

        var dispute = OpenRound.Must(await made.DisputeAsync(made.Round.Officer));
        (await made.WithdrawAsync(dispute, made.Round.Stranger)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.not-allowed");
        (await made.DecideAsync(dispute, DisputeStep.Uphold, made.Appraiser)).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.stage-closed");
        await made.HandInAsync();
        (await made.WithdrawAsync(dispute, made.Round.Officer)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.locked");
        foreach (var person in new[] { made.Round.Leader, made.Office, made.AgencyLeader, stranger })
            (await made.DecideAsync(dispute, DisputeStep.Uphold, person)).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.not-allowed", person.FullName);
        var colleague = await made.Round.PersonAsync("thamdinh2", Role.Appraiser, ReviewedRound.Agency);
        (await made.DecideAsync(dispute, DisputeStep.Uphold, colleague, seen: 9)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prefilled.changed");
        (await made.DecideAsync(dispute, DisputeStep.Uphold, colleague, reason: " ")).Problems.ShouldHaveSingleItem().Code.ShouldBe("prefilled.no-reason");
        foreach (var step in new DisputeStep?[] { DisputeStep.Withdraw, null })
            (await made.DecideAsync(dispute, step, colleague)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prefill.unknown");
    }

    [Fact]
    public async Task What_is_disputed_handed_in_or_no_dispute_at_all_is_refused()
    {
        using var made = await PrefilledRound.FilledAsync(Kind.Sqlite, postgres);
        foreach (var (value, reason, code) in new[] { ("4", "x", "prefilled.same-value"), ("5", " ", "prefilled.no-reason"), ("nhiều", "x", "number.not-a-number") })
            (await made.DisputeAsync(made.Round.Officer, value, reason)).Problems.ShouldHaveSingleItem().Code.ShouldBe(code);
        (await made.DisputeAsync(made.Round.Officer, seen: 7)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prefilled.changed");
        OpenRound.Must(await made.DisputeAsync(made.Round.Officer));
        (await made.DisputeAsync(made.Round.Officer, "3")).Problems.ShouldHaveSingleItem().Code.ShouldBe("prefilled.has-case");
        var other = PrefilledRound.File.Replace(",a,4,", ",a,2,", StringComparison.Ordinal);
        (await made.LoadAsync(made.Office, other)).Problems.Select(problem => (problem.Code, problem.Where)).ShouldBe([("prefill.has-case", "so-lieu.csv:2:Giá trị")]);
        await made.HandInAsync();
        (await made.LoadAsync(made.Office, other)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prefill.handed-in");
        (await made.LoadAsync(made.Office)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prefill.nothing-new", "the template as it was");
        (await made.Round.Installation.PrefilledFigures.ConfirmAsync(PrefilledRound.Address with { Stage = Stages.Explanation }, new(0, "", System.Collections.Immutable.ImmutableDictionary<string, string>.Empty, "", ""), made.Round.Officer, DecimalMark.Comma, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.unknown");
    }

    [Fact]
    public async Task The_template_names_the_figures_somebody_may_fill_in_and_loads_again()
    {
        using var made = await PrefilledRound.FilledAsync(Kind.Sqlite, postgres);
        var desk = (await made.Prefilling.ReadAsync(OpenRound.Code, OpenRound.Block, Cancel)).ShouldNotBeNull();
        var own = PrefilledTemplate.Of(desk, made.Appraiser)[0];
        own.Rows.Skip(1).ShouldAllBe(row => row.Cells[0].Text != ReviewedRound.Agency);
        own.Rows.Single(row => row.Cells[0].Text == OpenRound.Unit && row.Cells[2].Text == "2.1.1" && row.Cells[3].Text == "a").Cells[5].Number.ShouldBe(4);
        PrefilledTemplate.Of(desk, made.Office)[0].Rows.Length.ShouldBeGreaterThan(own.Rows.Length);

        using var file = new MemoryStream();
        SheetWriter.Write(file, PrefilledTemplate.Of(desk, made.Office));
        file.Position = 0;
        (await made.LoadAsync(made.Office, file, "so-lieu.xlsx")).Problems.ShouldHaveSingleItem().Code.ShouldBe("prefill.nothing-new");
    }

    private static async Task<List<int>> WorkAsync(PrefilledRound made, Person person) => [.. (await made.Round.Desk.OfAsync(person, Cancel)).Where(work => work.Kind == WorkKind.DecideDispute).Select(work => work.Left)];

    private static async Task<System.Collections.Immutable.ImmutableArray<SeenLine>> SeenAsync(PrefilledRound made) => [new(OpenRound.Unit, new(PrefilledRound.Line), (await made.ReviewLineAsync()).Seen)];

    private static async Task<Result<SaveOutcome>> AppraiseAsync(PrefilledRound made, string entry) =>
        await made.Round.Installation.ReviewWork.AppraiseAsync(ReviewedRound.Part, new(OpenRound.Unit, new(PrefilledRound.Line), (await made.ReviewLineAsync()).Seen, entry, "Đối chiếu sổ", ""), made.Appraiser, DecimalMark.Comma, Cancel);

    /// <summary>The code of what stands in the way of confirming; empty when nothing does.</summary>
    private static async Task<string> ConfirmAsync(PrefilledRound made) =>
        (await made.Round.Installation.ReviewWork.ConfirmAsync(ReviewedRound.Part, await SeenAsync(made), made.AgencyLeader, Cancel)).Problems.SingleOrDefault()?.Code ?? "";
}
