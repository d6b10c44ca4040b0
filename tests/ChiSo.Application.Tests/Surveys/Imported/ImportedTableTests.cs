using ChiSo.Application.Audit;
using ChiSo.Application.Results;
using ChiSo.Application.Surveys.Imported;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Surveys.Collection;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Imported;

/// <summary>Surveys run elsewhere come in as tables, on both databases.</summary>
public sealed class ImportedTableTests(PostgresServer postgres) : IDisposable
{
    private const string Line = "TD_HL_TC";

    private readonly string folder = Directory.CreateTempSubdirectory("chiso-imported-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ImportedTable Table { get; } = new("buu-dien-2025", "Bưu điện tỉnh", "Báo cáo 12", new(2025, 12, 31),
        [new("noivu", "Sở Nội vụ", "access", 88.5m, null, null), new("tuphap", "tuphap", ImportedFigure.Whole, 90m, 120, 1.25m)]);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_table_comes_in_once_and_never_changes(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        var tables = open.Installation.ImportedTables;
        OpenRound.Must(await tables.ImportAsync(Table, open.Change(), Cancel));
        OpenRound.Must(await tables.ImportAsync(Table, open.Change(), Cancel)).Hash.ShouldBe(Table.Hash);
        (await tables.ImportAsync(Table with { Source = "Báo cáo 13" }, open.Change(), Cancel)).Problems.Single().Code.ShouldBe("survey.import-known");

        var kept = (await tables.FindAsync(Table.Code, Cancel)).ShouldNotBeNull();
        (kept.By, kept.Source, kept.On, kept.Hash).ShouldBe((Table.By, Table.Source, Table.On, Table.Hash));
        kept.Figures.ShouldBe(Table.Figures);
        (await tables.ListAsync(Cancel)).ShouldHaveSingleItem().Code.ShouldBe(Table.Code);
        (await tables.FindAsync(OpenSurvey.Code, Cancel)).ShouldBeNull();
        await using var context = open.Installation.Database.Open();
        (await context.AuditLinks.CountAsync(link => link.Act == "survey.imported", Cancel)).ShouldBe(1);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_table_and_a_survey_never_share_a_code(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        (await open.Installation.ImportedTables.ImportAsync(Table with { Code = OpenSurvey.Code }, open.Change(), Cancel)).Problems.Single().Code.ShouldBe("survey.import-known");
        OpenRound.Must(await open.Installation.ImportedTables.ImportAsync(Table, open.Change(), Cancel));
        (await open.Installation.Surveys.OpenAsync(new(OpenSurvey.Declaration with { Code = Table.Code }, OpenSurvey.Form), open.Change(), Cancel)).Problems.Single().Code.ShouldBe("survey.import-known");
    }

    [Fact]
    public async Task Everything_left_undeclared_is_told_at_once()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        var problems = (await open.Installation.ImportedTables.ImportAsync(new("Bưu điện", " ", "", new(2026, 3, 11), Table.Figures), open.Change(), Cancel)).Problems; // it is the 10th
        problems.Select(problem => problem.Where).ShouldBe(["code", "by", "source", "date"]);
        problems.ShouldAllBe(problem => problem.Code == "survey.import-declared");
    }

    [Fact]
    public void A_file_is_read_with_what_it_leaves_unknown()
    {
        var figures = OpenRound.Must(ImportedTableFile.Read(Write("unit,name,factor,value,forms,standard_error\nnoivu,Sở Nội vụ,access,88.5,,\ntuphap,,,90,120,1.25\n")));
        figures.ShouldBe(Table.Figures);
        (Table with { Figures = figures }).Label.En.ShouldContain("error unknown");
        (Table with { Figures = [figures[1]] }).Label.En.ShouldNotContain("unknown");
        OpenRound.Must(ImportedTableFile.Read(Write("unit,value\nnoivu,0\n"))).ShouldBe([new("noivu", "noivu", ImportedFigure.Whole, 0, null, null)]);
    }

    [Theory]
    [InlineData("unit,value\n", "survey.import-empty")]
    [InlineData("unit\nnoivu\n", "table.missing-column")]
    [InlineData("unit,value\nnoivu,101\ntuphap,-1\n", "survey.import-figure survey.import-figure")]
    [InlineData("unit,value,forms,standard_error\nnoivu,90,0,-1\n", "survey.import-figure survey.import-figure")]
    [InlineData("unit,value\nnoivu,90\nnoivu,91\n", "survey.import-twice")]
    [InlineData("unit,value\n,90\nnoivu,\n", "table.missing-value table.missing-value")]
    public void Faults_of_a_file_are_told_by_their_cells(string text, string codes) =>
        ImportedTableFile.Read(Write(text)).Problems.Select(problem => problem.Code).ShouldBe(codes.Split(' '));

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task It_feeds_a_round_without_an_error_and_says_where_it_is_from(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var table = Table with { Figures = [new(OpenRound.Unit, OpenRound.Unit, "access", 90.25m, null, null)] };
        var fed = OpenRound.Must(await round.Installation.Feeds.FeedAsync(OpenRound.Code, SurveyFigures.Of(table, source: null), new([new("access", Line, "", "")], []), seen: null, round.By(Guid.Empty), Cancel));
        var line = fed.Lines.Single(one => one.Unit == OpenRound.Unit);
        line.After.ShouldBe(new Entry.Figures([90.25m]) { From = new("Bưu điện tỉnh, Báo cáo 12 (Nhập từ bảng, sai số không rõ)", new(2025, 12, 31), null, null) });
        (line.PointsAfter, line.State).ShouldBe((null, FedState.TooFewForms), "the line asks for a least number of forms, and the table doesn't say how many there were");

        var counted = table with { Code = "lan-hai", Figures = [table.Figures[0] with { Forms = 120 }] };
        OpenRound.Must(await round.Installation.Feeds.FeedAsync(OpenRound.Code, SurveyFigures.Of(counted, "BC 12"), new([new("access", Line, "", "")], []), seen: null, round.By(Guid.Empty), Cancel))
            .Lines.Single(one => one.Unit == OpenRound.Unit).PointsAfter.ShouldBe(90.25m / 100 * 2);
    }

    private string Write(string text)
    {
        var path = Path.Combine(folder, "table.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
