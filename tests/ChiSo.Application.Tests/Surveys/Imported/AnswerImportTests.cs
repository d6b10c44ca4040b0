using System.Text;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Surveys.Collection;
using ChiSo.Application.Vietnamese;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Imported;

/// <summary>Answers of a survey run elsewhere: checked as a whole, shown, taken in whole and once.</summary>
public sealed class AnswerImportTests(PostgresServer postgres)
{
    private const string Code = OpenSurvey.Code;
    private const string Source = "Viện Nghiên cứu, Báo cáo số 12";

    private static readonly string Good = "unit,stratum,good,why\n" + string.Concat(Enumerable.Range(1, 12).Select(number => $"noivu,,{(number % 3 == 0 ? $"no,{number}" : "yes,")}\n")) + string.Concat(Enumerable.Range(1, 11).Select(_ => "tuphap,T1,yes,\n"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_file_is_shown_then_taken_in_whole_and_once(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        var (imports, manager) = (open.Installation.AnswerImports, With(Role.SurveyManager));
        var shown = OpenRound.Must(await imports.LayInAsync(Code, "vien.csv", Bytes(Good), manager, Cancel));
        shown.Groups.Select(group => (group.Unit, group.Stratum, group.Answers)).ShouldBe([("noivu", "", 12), ("tuphap", "T1", 11)]);
        (await imports.WaitingAsync(Code, manager, Cancel)).ShouldNotBeNull().Hash.ShouldBe(shown.Hash);
        (await open.AnswersAsync()).ShouldBeEmpty("nothing counts before it is taken in");

        (await imports.TakeInAsync(Code, new('0', 64), Source, manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.import-other-file");
        (await imports.TakeInAsync(Code, shown.Hash, " ", manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.import-no-source");
        OpenRound.Must(await imports.TakeInAsync(Code, shown.Hash, Source, manager, Cancel)).ShouldBe(23);
        var answers = await open.AnswersAsync();
        answers.Select(answer => (answer.Mode, answer.Language, answer.Consent)).Distinct().ShouldBe([(AnswerMode.Imported, "", "")], "nobody agreed to our text");
        (await imports.TakeInAsync(Code, shown.Hash, Source, manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.import-taken-in", "pressed twice");
        answers.Count(answer => answer.Values["good"] == "no").ShouldBe(4);
        (await imports.WaitingAsync(Code, manager, Cancel)).ShouldBeNull("it does not wait any more");

        (await imports.LayInAsync(Code, "ten-khac.csv", Bytes(Good), manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.import-taken-in");
        (await open.AnswersAsync()).Length.ShouldBe(23);
        await using var context = open.Installation.Database.Open();
        var link = context.AuditLinks.Single(one => one.Act == "survey.answers-imported");
        (link.By, link.Subject).ShouldBe((manager.Id, shown.Hash));
        (await open.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [InlineData("unit,good\nnoivu,yes\nkhac,yes\n", "survey.no-unit", "a.csv:3")]
    [InlineData("unit,good\nnoivu,yes\n,yes\n", "table.missing-value", "a.csv:3")]
    [InlineData("unit,good\nnoivu,perhaps\n", "answer.not-offered", "a.csv:2: good")]
    [InlineData("unit,good,why\nnoivu,yes,because\n", "survey.not-asked", "a.csv:2: why")]
    [InlineData("unit,good\nnoivu,\n", "answer.missing", "a.csv:2: good")]
    [InlineData("unit,good,telephone\nnoivu,yes,0900\n", "table.unknown-column", "a.csv")]
    [InlineData("good\nyes\n", "table.missing-column", "a.csv")]
    [InlineData("unit,good\n", "survey.import-no-answers", "a.csv")]
    public async Task What_is_wrong_is_told_by_its_place_and_nothing_waits(string file, string code, string where)
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        var problems = (await open.Installation.AnswerImports.LayInAsync(Code, "a.csv", Bytes(file), With(Role.SurveyManager), Cancel)).Problems;
        problems.ShouldContain(problem => problem.Code == code && problem.Where.StartsWith(where, StringComparison.Ordinal), string.Join('\n', problems));
        (await open.Installation.AnswerImports.WaitingAsync(Code, With(Role.SurveyManager), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task All_faults_of_all_rows_are_told_at_once()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        var told = (await open.Installation.AnswerImports.LayInAsync(Code, "a.csv", Bytes("unit,good\nkhac,perhaps\nnoivu,\n"), With(Role.SurveyManager), Cancel)).Problems;
        told.Length.ShouldBe(3);
    }

    [Theory]
    [InlineData(".xlsx")]
    [InlineData(".parquet")]
    public async Task Workbooks_and_Parquet_say_the_same_as_CSV(string ending)
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        var rows = Good.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToArray();
        var table = new TableRows("answers", [.. rows[0]], rows.Skip(1).Select(row => (System.Collections.Immutable.ImmutableArray<TableCell>)[.. row.Select(TableCell.Of)]));
        using var file = new MemoryStream();
        if (ending == ".parquet")
            await ParquetTables.WriteAsync(file, table, Cancel);
        else
            XlsxTables.Write(file, [table]);
        var shown = OpenRound.Must(await open.Installation.AnswerImports.LayInAsync(Code, "vien" + ending, file.ToArray(), With(Role.SurveyManager), Cancel));
        OpenRound.Must(await open.Installation.AnswerImports.TakeInAsync(Code, shown.Hash, Source, With(Role.SurveyManager), Cancel)).ShouldBe(23);
        (await open.AnswersAsync()).Count(answer => answer.Values["good"] == "no").ShouldBe(4);
        (await open.Installation.AnswerImports.LayInAsync(Code, "x" + ending, Bytes("không phải"), With(Role.SurveyManager), Cancel)).Problems.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Cut_off_between_the_stores_the_same_file_is_finished_without_counting_twice(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        var (imports, manager) = (open.Installation.AnswerImports, With(Role.SurveyManager));
        var shown = OpenRound.Must(await imports.LayInAsync(Code, "vien.csv", Bytes(Good), manager, Cancel));
        await RenameAsync("audit_payloads", "elsewhere");
        await Should.ThrowAsync<Exception>(() => imports.TakeInAsync(Code, shown.Hash, Source, manager, Cancel));
        (await open.AnswersAsync()).ShouldBeEmpty("no answer before a link tells of it");
        await RenameAsync("elsewhere", "audit_payloads");
        OpenRound.Must(await imports.TakeInAsync(Code, shown.Hash, Source, manager, Cancel)).ShouldBe(23);
        (await open.AnswersAsync()).Length.ShouldBe(23);
        (await open.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();

        async Task RenameAsync(string from, string to)
        {
            var statement = $"ALTER TABLE {from} RENAME TO {to}";
            await using var context = open.Installation.Database.Open();
            await context.Database.ExecuteSqlRawAsync(statement, Cancel);
        }
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Answers_stored_without_their_link_are_neither_withdrawn_nor_forgotten_at_closing(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        var (imports, store, manager) = (open.Installation.AnswerImports, open.Installation.Answers, With(Role.SurveyManager));
        var shown = OpenRound.Must(await imports.LayInAsync(Code, "vien.csv", Bytes(Good), manager, Cancel));
        var handed = new Handed(Code, LinkKey.OfFile(Code, shown.Hash), await store.Uploads.AnswersAsync(Code, shown.Hash, Cancel), VietnamTime.Today(TimeProvider.System));
        (await store.AddAsync(handed, Cancel)).ShouldBe(Handing.Stored); // as far as a program came that was killed there
        (await imports.WithdrawAsync(Code, shown.Hash, manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.import-half-taken");
        OpenRound.Must(await open.Installation.Surveys.CloseAsync(Code, open.Change(), Cancel));
        OpenRound.Must(await imports.TakeInAsync(Code, shown.Hash, Source, manager, Cancel)).ShouldBe(23);
        (await open.AnswersAsync()).Length.ShouldBe(23);
        (await imports.WaitingAsync(Code, manager, Cancel)).ShouldBeNull();
        await using var context = open.Installation.Database.Open();
        (await context.AuditLinks.CountAsync(link => link.Subject == shown.Hash && link.Act == "survey.answers-imported", Cancel)).ShouldBe(1);
    }

    [Fact]
    public async Task Only_who_runs_surveys_may_and_only_while_it_is_open_and_closing_takes_what_waits()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        var (imports, manager) = (open.Installation.AnswerImports, With(Role.SurveyManager));
        (await imports.LayInAsync(Code, "vien.csv", Bytes(Good), With(Role.Auditor), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.not-allowed");
        (await imports.LayInAsync("khong-co", "vien.csv", Bytes(Good), manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.unknown");
        var shown = OpenRound.Must(await imports.LayInAsync(Code, "vien.csv", Bytes(Good), manager, Cancel));
        OpenRound.Must(await open.Installation.Surveys.CloseAsync(Code, open.Change(), Cancel));
        (await imports.TakeInAsync(Code, shown.Hash, Source, manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.closed");
        (await open.Installation.Answers.Uploads.FindAsync(Code, Cancel)).ShouldBeNull("closing takes it away");
    }

    [Fact]
    public async Task What_waits_can_be_taken_away_and_the_trail_tells()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        var (imports, manager) = (open.Installation.AnswerImports, With(Role.SurveyManager));
        var shown = OpenRound.Must(await imports.LayInAsync(Code, "vien.csv", Bytes(Good), manager, Cancel));
        (await imports.WithdrawAsync(Code, shown.Hash, With(Role.Auditor), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.not-allowed");
        (await imports.WithdrawAsync(Code, "khác", manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.import-other-file");
        OpenRound.Must(await imports.WithdrawAsync(Code, shown.Hash, manager, Cancel)).ShouldBe(23);
        (await imports.WaitingAsync(Code, manager, Cancel)).ShouldBeNull();
        (await open.AnswersAsync()).ShouldBeEmpty();
        await using var context = open.Installation.Database.Open();
        context.AuditLinks.Single(one => one.Act == "survey.answers-withdrawn").Subject.ShouldBe(shown.Hash);
    }

    [Fact]
    public async Task A_file_of_many_sheets_of_few_answers_or_of_too_many_cells_is_refused()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        using var workbook = new MemoryStream();
        XlsxTables.Write(workbook, [Table("một", 12), Table("hai", 12)]);
        (await ProblemAsync("a.xlsx", workbook.ToArray())).Code.ShouldBe("survey.import-many-sheets");
        (await ProblemAsync("a.csv", Bytes("unit,good\n" + string.Concat(Enumerable.Repeat("noivu,yes\n", 9))))).Code.ShouldBe("survey.import-small");
        var named = await ProblemAsync("a.csv", Bytes("unit,stratum,good\n" + string.Concat(Enumerable.Range(0, 12).Select(at => $"noivu,Nguyễn Văn {at},yes\n"))));
        (named.Code, named.ToString().Contains("Nguyễn", StringComparison.Ordinal)).ShouldBe(("survey.import-small", false), "a column of names is no stratum, and is not told back");
        (await ProblemAsync("a.csv", Bytes("unit,good\n" + new string('\n', 2_000_001)))).Code.ShouldBe("survey.import-too-large");
        using var parquet = new MemoryStream();
        await ParquetTables.WriteAsync(parquet, Table("a", 1_000_001), Cancel);
        parquet.Length.ShouldBeLessThan(1 << 20, "many rows lie in few bytes");
        (await ProblemAsync("a.parquet", parquet.ToArray())).Code.ShouldBe("survey.import-too-large");

        async Task<Engine.Problem> ProblemAsync(string name, byte[] content) => (await open.Installation.AnswerImports.LayInAsync(Code, name, content, With(Role.SurveyManager), Cancel)).Problems.ShouldHaveSingleItem();
        static TableRows Table(string name, int rows) => new(name, ["unit", "good"], Enumerable.Range(0, rows).Select(_ => (System.Collections.Immutable.ImmutableArray<TableCell>)[TableCell.Of("noivu"), TableCell.Of("yes")]));
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Imported_answers_hide_none_of_our_own(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        foreach (var link in (await open.InviteAsync(OpenSurvey.Declaration.MinimumCell))[..3])
            OpenRound.Must(await open.AnswerAsync(link.Key, "no", "riêng"));
        var (imports, manager) = (open.Installation.AnswerImports, With(Role.SurveyManager));
        var shown = OpenRound.Must(await imports.LayInAsync(Code, "vien.csv", Bytes("unit,good\n" + string.Concat(Enumerable.Repeat("noivu,yes\n", 12))), manager, Cancel));
        OpenRound.Must(await imports.TakeInAsync(Code, shown.Hash, Source, manager, Cancel));
        var groups = await open.Installation.Answers.GroupsAsync(Code, Cancel);
        (groups.Sum(group => group.Answers), groups.Sum(group => group.Own)).ShouldBe((15, 3));
        SmallGroups.Of(groups, OpenSurvey.Declaration.MinimumCell).LeftOut.ShouldBe(["noivu"], "twelve of fifteen are known to whoever handed them in");
        (await open.Installation.SurveyReading.BoardAsync(open.Survey, Cancel)).Units.Single(unit => unit.Unit == "noivu").Count.Telling.ShouldBe(Application.Surveys.Management.Telling.Few);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static Person With(Role role)
    {
        var id = Guid.NewGuid();
        return new(id, "Người thử", [new Mandate { AccountId = id, Role = role, Unit = "", Ground = "Quyết định", GrantedBy = Guid.Empty, From = DateTime.UnixEpoch }]);
    }
}
