using ChiSo.Application.Appraisal;
using ChiSo.Application.Audit;
using ChiSo.Application.Files;
using ChiSo.Application.People;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Files;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>An agency's figures from a workbook on both databases: shown first, taken in whole, taken back whole.</summary>
public sealed class FigureLoadingTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_filled_template_is_shown_taken_in_as_marks_and_taken_back(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        var id = await LayInAsync(made, await FilledAsync(made, ("2.1.1 a", 2m), ("2.1.1 b", 5m)));
        var plan = (await Loading(made).PlanAsync(id, made.Appraiser, Cancel)).ShouldNotBeNull();
        plan.Problems.ShouldBeEmpty();
        plan.Lines.Single(line => line.As == LoadedAs.Changed).Entry.ShouldBe(new Entry.Figures([2, 5]));
        plan.Count(LoadedAs.Accepted).ShouldBeGreaterThan(3, "the rest of the template is what the unit handed in");
        (await made.LineAsync()).State.ShouldBe(ReviewState.Open, "nothing is written before it is taken in");

        var done = OpenRound.Must(await Loading(made).TakeInAsync(id, plan.Seen, made.Appraiser, Cancel));

        done.Length.ShouldBe(plan.Marks.Count());
        var line = await made.LineAsync();
        (line.State, line.Current!.Reason).ShouldBe((ReviewState.Appraised, "theo tệp so-lieu.xlsx")); // appraised just now
        (await Loading(made).TakeInAsync(id, plan.Seen, made.Appraiser, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("figures.taken-already");
        (await LoadedAsync(made)).ShouldBe([KeyValuePair.Create((await made.SeenAsync())[0], "so-lieu.xlsx")], "the rest of the file says again what the unit claims");

        OpenRound.Must(await Loading(made).UndoAsync(id, made.Appraiser, Cancel)).Length.ShouldBe(done.Length);
        (await made.LineAsync()).State.ShouldBe(ReviewState.Open);
        (await LoadedAsync(made)).ShouldBeEmpty();
        (await Loading(made).UndoAsync(id, made.Appraiser, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("figures.not-taken");
        await using var context = made.Round.Installation.Database.Open();
        (await context.AuditLinks.Select(link => link.Act).Where(act => act.StartsWith("review.load")).ToListAsync(Cancel)).ShouldBe(["review.loaded", "review.load-undone"], ignoreOrder: true);
        (await made.Round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    private static async Task<IEnumerable<KeyValuePair<SeenLine, string>>> LoadedAsync(ReviewedRound made) =>
        await Loading(made).LoadedAsync((await made.Round.Installation.Reviews.ReadAsync(ReviewedRound.Part, Cancel)).ShouldNotBeNull(), Cancel);

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_file_the_scanner_holds_back_is_not_read(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        var id = await LayInAsync(made, await FilledAsync(made, ("2.1.1 a", 2m)));
        foreach (var (state, code) in new[] { (FileState.Pending, "file.waits-for-scan"), (FileState.Unable, "file.not-scanned"), (FileState.Infected, "file.infected") })
        {
            var open = (await Loading(made).PlanAsync(id, made.Appraiser, Cancel)).ShouldNotBeNull();
            await HeldFiles.HoldAsync(made.Round.Installation.Database, open.Upload.Hash, state);
            var held = (await Loading(made).PlanAsync(id, made.Appraiser, Cancel)).ShouldNotBeNull();
            (held.Hold, held.Problems.ShouldHaveSingleItem().Code, held.Lines.IsEmpty).ShouldBe((state, code, true));
            (await Loading(made).TakeInAsync(id, open.Seen, made.Appraiser, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe(code);
            await HeldFiles.ReleaseAsync(made.Round.Installation.Database, open.Upload.Hash);
        }

        OpenRound.Must(await Loading(made).TakeInAsync(id, (await Loading(made).PlanAsync(id, made.Appraiser, Cancel)).ShouldNotBeNull().Seen, made.Appraiser, Cancel));
    }

    [Fact]
    public async Task Every_problem_is_told_at_its_cell_and_nothing_is_taken_in()
    {
        using var made = await ReviewedRound.NewAsync(Kind.Sqlite, postgres);
        const string Sheet = "Mã đơn vị,2.1.1 a,2.1.1 b,9.9.9\nnoivu,nhiều,5,1\nkhong-co,1,2,\nnoivu,1,2,\nyte,1,0,\n";
        var id = await LayInAsync(made, System.Text.Encoding.UTF8.GetBytes(Sheet), "so-lieu.csv");
        var plan = (await Loading(made).PlanAsync(id, made.Appraiser, Cancel)).ShouldNotBeNull();
        plan.Problems.Select(problem => problem.Code).ShouldBe(["table.unknown-column", "number.not-a-number", "figures.no-unit", "figures.unit-twice", "score.zero-denominator"]);
        plan.Problems[1].Where.ShouldBe("so-lieu.csv:2:2.1.1 a");
        (await Loading(made).TakeInAsync(id, plan.Seen, made.Appraiser, Cancel)).Problems.Length.ShouldBe(5);
        (await made.LineAsync()).State.ShouldBe(ReviewState.Open);
    }

    [Fact]
    public async Task A_line_that_is_not_open_is_a_problem_only_when_the_file_changes_it()
    {
        using var made = await ReviewedRound.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=3;b=5"));
        OpenRound.Must(await made.Work.ConfirmAsync(ReviewedRound.Part, await made.SeenAsync(), made.AgencyLeader, Cancel));
        (await PlanOfAsync(made, await FilledAsync(made))).Problems.ShouldBeEmpty("the template as it was downloaded");
        (await PlanOfAsync(made, await FilledAsync(made, ("2.1.1 a", 1m)))).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.wrong-step");
    }

    [Fact]
    public async Task What_changed_since_it_was_shown_is_not_taken_in_and_nobody_elses_file_is()
    {
        using var made = await ReviewedRound.NewAsync(Kind.Sqlite, postgres);
        var id = await LayInAsync(made, await FilledAsync(made, ("2.1.1 a", 2m)));
        var seen = (await Loading(made).PlanAsync(id, made.Appraiser, Cancel)).ShouldNotBeNull().Seen;
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=1;b=5"));
        (await Loading(made).TakeInAsync(id, seen, made.Appraiser, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("figures.overtaken");

        (await Loading(made).PlanAsync(id, made.AgencyLeader, Cancel)).ShouldBeNull();
        (await Loading(made).TakeInAsync(id, seen, await made.Round.PersonAsync("dongnghiep", Role.Appraiser, ReviewedRound.Agency), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("figures.no-file");
        var review = (await made.Round.Installation.Reviews.ReadAsync(ReviewedRound.Part, Cancel)).ShouldNotBeNull();
        (await Loading(made).LayInAsync(new MemoryStream([1]), "a.xlsx", review, made.Round.Officer, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.not-allowed");
        (await Loading(made).LayInAsync(Stream.Null, "a.xlsx", review, made.Appraiser, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("figures.no-file");
    }

    [Fact]
    public async Task Marks_are_taken_back_all_or_none()
    {
        using var made = await ReviewedRound.NewAsync(Kind.Sqlite, postgres);
        var id = await LayInAsync(made, await FilledAsync(made, ("2.1.1 a", 2m)));
        var plan = (await Loading(made).PlanAsync(id, made.Appraiser, Cancel)).ShouldNotBeNull();
        OpenRound.Must(await Loading(made).TakeInAsync(id, plan.Seen, made.Appraiser, Cancel));
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=1;b=5"));
        (await Loading(made).UndoAsync(id, made.Appraiser, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.changed");
        (await made.LineAsync("TC_XD_QT")).State.ShouldBe(ReviewState.Appraised);
    }

    [Fact]
    public async Task The_template_keeps_the_lines_of_other_agencies_out()
    {
        using var made = await ReviewedRound.NewAsync(Kind.Sqlite, postgres);
        var review = (await made.Round.Installation.Reviews.ReadAsync(ReviewedRound.Part, Cancel)).ShouldNotBeNull();
        var sheet = FigureTemplate.Of(review, made.Appraiser)[0];
        var own = review.Lines.Where(line => line.Assigned.Agency == ReviewedRound.Agency).Select(line => line.Node.Number.Value).ToHashSet();
        sheet.Rows[0].Cells.Skip(2).Select(cell => cell.Text.Split(' ', ':')[0]).ToHashSet().ShouldBe(own, ignoreOrder: true);
        sheet.Rows.Length.ShouldBe(1 + review.Block.Units.Length);
    }

    private static FigureLoading Loading(ReviewedRound made) => made.Round.Installation.FigureLoading;

    private static async Task<LoadPlan> PlanOfAsync(ReviewedRound made, byte[] file) =>
        (await Loading(made).PlanAsync(await LayInAsync(made, file), made.Appraiser, Cancel)).ShouldNotBeNull();

    private static async Task<Guid> LayInAsync(ReviewedRound made, byte[] file, string name = "so-lieu.xlsx")
    {
        using var stream = new MemoryStream(file);
        var review = (await made.Round.Installation.Reviews.ReadAsync(ReviewedRound.Part, Cancel)).ShouldNotBeNull();
        return OpenRound.Must(await Loading(made).LayInAsync(stream, name, review.For(made.Appraiser), made.Appraiser, Cancel));
    }

    /// <summary>The template with other figures for the first unit in some columns.</summary>
    private static async Task<byte[]> FilledAsync(ReviewedRound made, params (string Column, decimal Value)[] changes)
    {
        var review = (await made.Round.Installation.Reviews.ReadAsync(ReviewedRound.Part, Cancel)).ShouldNotBeNull();
        var sheets = FigureTemplate.Of(review, made.Appraiser);
        var rows = sheets[0].Rows;
        var row = rows.Single(one => one.Cells[0].Text == OpenRound.Unit);
        var cells = row.Cells;
        foreach (var (column, value) in changes)
        {
            var place = rows[0].Cells.ToList().FindIndex(cell => cell.Text.StartsWith(column + ":", StringComparison.Ordinal));
            cells = cells.SetItem(place, WrittenCell.Of(value));
        }

        using var stream = new MemoryStream();
        SheetWriter.Write(stream, [sheets[0] with { Rows = rows.Replace(row, row with { Cells = cells }) }, sheets[1]]);
        return stream.ToArray();
    }
}
