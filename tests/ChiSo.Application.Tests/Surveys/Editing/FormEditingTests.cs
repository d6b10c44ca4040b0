using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Surveys.Editing;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Surveys.Collection;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Editing;

/// <summary>A questionnaire is written row by row and checked as a file would be; what surveys have asked keeps its name.</summary>
public sealed class FormEditingTests(PostgresServer postgres)
{
    private const string Code = "hai-long";
    private const string Label = "label::Tiếng Việt (vi)";

    private static readonly Change By = new(Guid.CreateVersion7(), Guid.Empty, new(2026, 3, 10, 1, 0, 0, DateTimeKind.Utc), "");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_questionnaire_is_written_stored_asked_and_its_names_stay(Kind kind)
    {
        using var test = await NewAsync(kind);
        var (library, editing) = (test.Installation.Questionnaires, test.Installation.FormEditing);
        await WriteAsync(test);
        var now = await FindAsync(test);
        now.Problems.ShouldBeEmpty();
        (await library.StoreAsync(Code, "cũ", By, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("questionnaire.overtaken");
        OpenRound.Must(await library.StoreAsync(Code, now.Draft.Seen, By, Cancel));
        (await editing.FindAsync(Code, Cancel)).ShouldBeNull();
        var first = (await library.FindAsync(Code, "1", Cancel)).ShouldNotBeNull();
        first.Questions().Select(question => (question.Name, question.Kind, question.Required.Always)).ShouldBe([("good", QuestionKind.SelectOne, true), ("why", QuestionKind.Text, false)]);
        var survey = OpenRound.Must(await test.Installation.Surveys.OpenAsync(new(OpenSurvey.Declaration, first), By, Cancel));

        OpenRound.Must(await library.StartAsync(first, By, Cancel)).Version.ShouldBe("2");
        var good = await RowAsync(test, "good");
        (await SaveAsync(test, good, ("name", "tot"))).Problems.Select(problem => (problem.Code, problem.Where)).ShouldBe([("questionnaire.renamed", "name")]);
        (await SaveAsync(test, good, ("type", "text"))).Problems.Select(problem => (problem.Code, problem.Where)).ShouldBe([("questionnaire.type-kept", "type")]);
        var list = (await FindAsync(test)).Draft.List("yn").ShouldNotBeNull();
        ImmutableArray<ImmutableDictionary<string, string>> renamed = [.. list.Rows.Select((row, at) => row.SetItem("was", row["name"]).SetItem("name", at == 0 ? "co" : row["name"]))];
        (await editing.SaveListAsync(Code, new("yn", "", [], renamed, FormDraft.MarkOf(list.Rows)), By, Cancel)).Problems.Select(problem => (problem.Code, problem.Where)).ShouldBe([("questionnaire.choice-renamed", "0:name")]);
        OpenRound.Must(await SaveAsync(test, good, (Label, "Ông/Bà có hài lòng không? (sửa lời)")));
        OpenRound.Must(await editing.RemoveAsync(Code, "why", (await FindAsync(test)).Draft.Seen, By, Cancel)).Used.Missing((await FindAsync(test)).Draft).ShouldBe(["why"]);
        OpenRound.Must(await library.StoreAsync(Code, (await FindAsync(test)).Draft.Seen, By, Cancel));

        (await library.ListAsync(Cancel)).Select(one => one.Form.Version).ShouldBe(["2", "1"], ignoreOrder: true);
        (await test.Installation.Surveys.FindAsync(OpenSurvey.Code, Cancel)).ShouldNotBeNull().Form.Questions().Count().ShouldBe(2, "a survey keeps what it was opened with");
        survey.Form.Version.ShouldBe("1");
        await using var context = test.Installation.Database.Open();
        (await context.AuditLinks.Where(link => link.Chain == "questionnaire:" + Code).Select(link => link.Act).Distinct().ToListAsync(Cancel)).Order().ShouldBe(["questionnaire.edited", "questionnaire.started", "questionnaire.stored"]);
        (await test.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [InlineData("relevant", "${good} = ", "questionnaire.expression", "relevant")]
    [InlineData("relevant", "${khong_co} = 1", "questionnaire.no-question", "relevant")]
    [InlineData("constraint", "${gone} > .", "questionnaire.no-question", "constraint")]
    [InlineData("relevant", "${why} = 'x'", "questionnaire.cycle", "relevant")]
    [InlineData("name", "câu hỏi", "questionnaire.name", "name")]
    [InlineData("name", "good", "questionnaire.name-twice", "name")]
    [InlineData("name", "", "questionnaire.name", "name")]
    [InlineData(Label, "", "questionnaire.no-text", "label")]
    [InlineData("factor", "khong_co", "questionnaire.no-factor", "factor")]
    [InlineData("weight", "-1", "questionnaire.weight", "weight")]
    [InlineData("parent", "good", "questionnaire.parent", "parent")]
    public async Task What_cannot_stand_is_refused_by_its_field_and_nothing_is_stored(string field, string text, string code, string where)
    {
        using var test = await NewAsync(Kind.Sqlite);
        await WriteAsync(test);
        var before = (await FindAsync(test)).Draft.Seen;
        var problems = (await SaveAsync(test, await RowAsync(test, "why"), (field, text))).Problems;
        problems.ShouldContain(problem => problem.Where == where && problem.Code == code, string.Join('\n', problems.Select(problem => $"{problem.Code}@{problem.Where}")));
        (await FindAsync(test)).Draft.Seen.ShouldBe(before);
    }

    [Fact]
    public async Task A_row_without_its_list_and_a_list_in_use_are_refused()
    {
        using var test = await NewAsync(Kind.Sqlite);
        await WriteAsync(test);
        (await SaveAsync(test, await RowAsync(test, "good"), ("list", "khac"))).Problems.Select(problem => (problem.Code, problem.Where)).ShouldBe([("questionnaire.no-list", "list")]);
        var list = (await FindAsync(test)).Draft.List("yn").ShouldNotBeNull();
        (await test.Installation.FormEditing.SaveListAsync(Code, new("yn", "", [], [], FormDraft.MarkOf(list.Rows)), By, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("questionnaire.list-used");
        (await ListAsync(test, "hai", ("a", "Một"), ("a", "Hai"), ("b c", ""))).Problems.Select(problem => $"{problem.Code}@{problem.Where}").Order().ShouldBe(["questionnaire.choice-name@2:name", "questionnaire.choice-twice@1:name", "questionnaire.no-label@2:label"]);
    }

    [Fact]
    public async Task Of_two_people_on_one_row_the_second_is_told_and_other_rows_are_free()
    {
        using var test = await NewAsync(Kind.Sqlite);
        await WriteAsync(test);
        var (good, why, seen) = (await RowAsync(test, "good"), await RowAsync(test, "why"), (await FindAsync(test)).Draft.Seen);
        OpenRound.Must(await SaveAsync(test, good, (Label, "Người thứ nhất")));
        OpenRound.Must(await SaveAsync(test, why, (Label, "Câu khác")));
        (await SaveAsync(test, good, (Label, "Người thứ hai"))).Problems.ShouldHaveSingleItem().Code.ShouldBe("questionnaire.overtaken");
        (await test.Installation.FormEditing.ShiftAsync(Code, "good", 1, seen, By, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("questionnaire.overtaken");
        OpenRound.Must(await test.Installation.FormEditing.ShiftAsync(Code, "why", -1, (await FindAsync(test)).Draft.Seen, By, Cancel));
        DraftTree.All((await FindAsync(test)).Draft.Rows).Select(row => row.Name).ShouldBe(["part", "why", "good"]);
    }

    [Fact]
    public async Task A_language_is_added_with_what_it_lacks_and_taken_away_with_its_texts()
    {
        using var test = await NewAsync(Kind.Sqlite);
        await WriteAsync(test);
        var (vietnamese, khmer) = (DraftLanguages.Spoken[0], DraftLanguages.Spoken[2]);
        await SettingsAsync(vietnamese, khmer);
        (await FindAsync(test)).Problems.Select(problem => $"{problem.Code}@{problem.Where}").ShouldBe(["questionnaire.no-text@good:label", "questionnaire.no-text@why:label"]);
        foreach (var name in (string[])["good", "why"])
            OpenRound.Must(await SaveAsync(test, await RowAsync(test, name), ($"label::{khmer}", "សួរ")));
        (await FindAsync(test)).Form.ShouldNotBeNull().Languages.ShouldBe([vietnamese, khmer]);
        await SettingsAsync(vietnamese);
        (await RowAsync(test, "good")).Cells.Keys.ShouldNotContain($"label::{khmer}");
        (await FindAsync(test)).Problems.ShouldBeEmpty();

        async Task SettingsAsync(params ImmutableArray<string> languages)
        {
            var draft = (await FindAsync(test)).Draft;
            OpenRound.Must(await test.Installation.FormEditing.SaveSettingsAsync(Code, new(draft.Settings, languages, FormDraft.MarkOf([draft.Settings])), By, Cancel));
        }
    }

    [Fact]
    public async Task The_shipped_questionnaires_pass_through_a_draft_unchanged_but_for_the_version()
    {
        using var test = await NewAsync(Kind.Sqlite);
        foreach (var shipped in ShippedQuestionnaires.All)
        {
            OpenRound.Must(await test.Installation.Questionnaires.StartAsync(shipped, By, Cancel));
            var edited = (await test.Installation.FormEditing.FindAsync(shipped.Code, Cancel)).ShouldNotBeNull();
            edited.Problems.ShouldBeEmpty();
            edited.Draft.Version.ShouldBe(shipped.Version == "2026" ? "2027" : "2");
            Bytes(edited.Form.ShouldNotBeNull() with { Version = shipped.Version }).ShouldBe(Bytes(shipped));
            (await test.Installation.Questionnaires.StartAsync(shipped, By, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("questionnaire.draft-there");
            OpenRound.Must(await test.Installation.Questionnaires.DropAsync(shipped.Code, edited.Draft.Seen, By, Cancel));
        }
    }

    [Fact]
    public async Task A_file_takes_the_place_of_a_draft_of_the_same_code_or_changes_nothing()
    {
        using var test = await NewAsync(Kind.Sqlite);
        await WriteAsync(test);
        var seen = (await FindAsync(test)).Draft.Seen;
        var file = ShippedQuestionnaires.All[0];
        (await test.Installation.Questionnaires.ReplaceAsync(Code, file, seen, By, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("questionnaire.other-code");
        OpenRound.Must(await test.Installation.Questionnaires.ReplaceAsync(Code, file with { Code = Code }, seen, By, Cancel));
        DraftTree.All((await FindAsync(test)).Draft.Rows).Select(row => row.Name).ShouldBe(file.All().Select(item => item.Name));
        (await test.Installation.Questionnaires.ReplaceAsync(Code, file with { Code = Code }, seen, By, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("questionnaire.overtaken");
        OpenRound.Must(await test.Installation.Questionnaires.DropAsync(Code, (await FindAsync(test)).Draft.Seen, By, Cancel));
        (await test.Installation.FormEditing.FindAsync(Code, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task What_is_readable_leaves_out_faulty_rows_and_those_that_lean_on_them()
    {
        using var test = await NewAsync(Kind.Sqlite);
        await WriteAsync(test);
        var draft = (await FindAsync(test)).Draft;
        var part = draft.Rows[0];
        var broken = draft with { Rows = [part with { Rows = [part.Rows[0] with { Cells = part.Rows[0].Cells.Remove(Label) }, part.Rows[1], new(part.Rows[1].Cells.SetItem("name", "more").Remove("relevant"), [])] }] };
        DraftChecks.Readable(broken, out var left).ShouldNotBeNull().Questions().Select(question => question.Name).ShouldBe(["more"]);
        left.ShouldBe(2);
    }

    /// <summary>A group of two questions, the second asked after a "no".</summary>
    private static async Task WriteAsync(TestInstallation test)
    {
        OpenRound.Must(await test.Installation.Questionnaires.StartAsync(Code, "Hài lòng", By, Cancel)).Version.ShouldBe("1");
        OpenRound.Must(await ListAsync(test, "yn", ("yes", "Có"), ("no", "Không")));
        OpenRound.Must(await AddAsync(test, ("name", "part"), ("type", "begin_group"), (Label, "Phần một")));
        OpenRound.Must(await AddAsync(test, ("name", "good"), ("type", "select_one"), ("list", "yn"), (Label, "Có hài lòng không?"), ("parent", "part"), ("required", "yes")));
        OpenRound.Must(await AddAsync(test, ("name", "why"), ("type", "text"), (Label, "Vì sao?"), ("parent", "part"), ("relevant", "${good} = 'no'")));
    }

    private static Task<Result<EditedForm>> AddAsync(TestInstallation test, params (string Field, string Text)[] typed) =>
        test.Installation.FormEditing.SaveAsync(Code, new(Row: null, typed.ToDictionary(one => one.Field, one => one.Text), ""), By, Cancel);

    private static async Task<Result<EditedForm>> SaveAsync(TestInstallation test, DraftRow row, params (string Field, string Text)[] typed)
    {
        var draft = (await FindAsync(test)).Draft;
        var seen = draft.MarkOf(row);
        return await test.Installation.FormEditing.SaveAsync(Code, new(row.Name, typed.Aggregate(TypedRow.FieldsOf(draft, row), (fields, one) => fields.SetItem(one.Field, one.Text)), seen), By, Cancel);
    }

    private static Task<Result<EditedForm>> ListAsync(TestInstallation test, string name, params (string Name, string Label)[] choices) =>
        test.Installation.FormEditing.SaveListAsync(Code, new(List: null, name, [], [.. choices.Select(choice => new Dictionary<string, string> { ["name"] = choice.Name, [Label] = choice.Label }.ToImmutableDictionary())], ""), By, Cancel);

    private static async Task<EditedForm> FindAsync(TestInstallation test) => (await test.Installation.FormEditing.FindAsync(Code, Cancel)).ShouldNotBeNull();

    private static async Task<DraftRow> RowAsync(TestInstallation test, string name) => DraftTree.Find((await FindAsync(test)).Draft.Rows, name).ShouldNotBeNull();

    private static byte[] Bytes(Questionnaire form)
    {
        using var stream = new MemoryStream();
        XlsFormWriter.Write(stream, form);
        return stream.ToArray();
    }

    private Task<TestInstallation> NewAsync(Kind kind) => TestInstallation.NewAsync(kind, postgres, new SetClock(new(2026, 3, 10, 1, 0, 0, TimeSpan.Zero)));
}
