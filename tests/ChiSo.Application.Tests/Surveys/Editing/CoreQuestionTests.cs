using ChiSo.Application.Audit;
using ChiSo.Application.Surveys.Editing;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Surveys.Collection;
using ChiSo.Application.Tests.Surveys.Questionnaires;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Editing;

/// <summary>Core questions are asked alike in every version; local ones stand beside them.</summary>
public sealed class CoreQuestionTests(PostgresServer postgres)
{
    private const string Survey = "type|name|label::Tiếng Việt (vi)|factor|relevant|core\nselect_one s|q1|Hài lòng?|f||yes\nbegin_group|g|Phần hai|||\nselect_one s|q2|Lịch sự?|f||yes\nend_group||||\ntext|why|Vì sao?|||";
    private const string Choices = "list_name|name|label::Tiếng Việt (vi)\ns|1|Không\ns|2|Có";
    private const string Factors = "code|parent|weight|label::Tiếng Việt (vi)\nf||1|Phục vụ";

    private static readonly Change By = new(Guid.CreateVersion7(), Guid.Empty, new(2026, 3, 10, 1, 0, 0, DateTimeKind.Utc), "");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Hài lòng?", "Rất hài lòng?", "questionnaire.core-changed", "label")]
    [InlineData("q1|Hài lòng?|f||yes", "q1|Hài lòng?|f|${why} = 'x'|yes", "questionnaire.core-changed", "relevant")]
    [InlineData("q1|Hài lòng?|f||yes", "q1|Hài lòng?|||yes", "questionnaire.core-changed", "factor")]
    [InlineData("begin_group|g|Phần hai|||\nselect_one s|q2|Lịch sự?|f||yes\nend_group||||", "begin_repeat|g|Phần hai|||\nselect_one s|q2|Lịch sự?|f||yes\nend_repeat||||", "questionnaire.core-changed", "parent")]
    [InlineData("begin_group|g|Phần hai|||", "begin_group|g|Phần hai||${why} = 'x'|", "questionnaire.core-changed", "parent")]
    [InlineData("select_one s|q2|Lịch sự?|f||yes", "text|q3|Khác?|||", "questionnaire.core-gone", "name")]
    [InlineData("text|why|Vì sao?|||", "text|why|Vì sao?|||\nselect_one s|q4|Sạch?|f||", "questionnaire.core-factor", "factor")]
    [InlineData("s|2|Có", "s|2|Có lắm", "questionnaire.core-list", "label")]
    [InlineData("s|2|Có", "s|2|Có\ns|3|Rất", "questionnaire.core-list", "name")]
    [InlineData("f||1|Phục vụ", "f||1|Phục vụ\nh||1|Khác", "questionnaire.core-index", "code")]
    public void What_changes_the_core_is_told_by_its_field(string before, string after, string code, string column)
    {
        string Changed(string sheet) => sheet.Replace(before, after, StringComparison.Ordinal);
        var core = new CoreQuestions(Forms.Good(Survey, Choices, Factors));
        var problem = core.Faults(Forms.Good(Changed(Survey), Changed(Choices), Changed(Factors))).ShouldHaveSingleItem();
        (problem.Code, DraftChecks.ColumnOf(problem)).ShouldBe((code, column));
    }

    [Theory]
    [InlineData("text|why|Vì sao?|||", "select_one s|q4|Sạch?|||\ninteger|age|Tuổi?|||")]
    [InlineData("text|why|Vì sao?|||", "text|why|Lý do là gì?|||")]
    [InlineData("q1|Hài lòng?|f||yes", "q1|Hài lòng?|f||")]
    [InlineData("begin_group|g|Phần hai|||", "begin_group|g|Phần thứ hai|||")]
    [InlineData("select_one s|q1|Hài lòng?|f||yes\nbegin_group|g|Phần hai|||", "begin_group|g|Phần hai|||\nselect_one s|q1|Hài lòng?|f||yes")]
    public void Local_questions_headings_and_order_are_free(string before, string after) =>
        new CoreQuestions(Forms.Good(Survey, Choices, Factors)).Faults(Forms.Good(Survey.Replace(before, after, StringComparison.Ordinal), Choices, Factors)).ShouldBeEmpty();

    [Fact]
    public void A_language_the_core_does_not_have_is_free()
    {
        string English(string sheet) => string.Join('\n', sheet.Split('\n').Select((line, at) => line + (at == 0 ? "|label::English (en)" : line.Contains("end_group", StringComparison.Ordinal) ? "|" : "|Some words")));
        var (one, two) = (Forms.Good(Survey, Choices, Factors), Forms.Good(English(Survey), English(Choices), English(Factors)));
        new CoreQuestions(one).Faults(two).ShouldBeEmpty();
        new CoreQuestions(two).Faults(one).ShouldBeEmpty("a language may go");
    }

    [Fact]
    public void What_comes_along_locks_all_that_its_index_rests_on()
    {
        var form = ShippedQuestionnaires.Find("satisfaction").ShouldNotBeNull();
        form.Questions().Where(question => question.Factor is not null).ShouldAllBe(question => question.IsCore);
        using var written = new MemoryStream();
        XlsFormWriter.Write(written, form);
        written.Position = 0;
        OpenRound.Must(XlsFormReader.Read(written, "satisfaction.xlsx")).Questions().Count(question => question.IsCore).ShouldBe(form.Questions().Count(question => question.IsCore));
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Drafts_files_and_surveys_are_held_to_the_newest_version_stored(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres, new SetClock(new(2026, 3, 10, 1, 0, 0, TimeSpan.Zero)));
        var (library, editing) = (test.Installation.Questionnaires, test.Installation.FormEditing);
        var form = Forms.Good(Survey, Choices, Factors);
        OpenRound.Must(await library.StartAsync(form, By, Cancel));
        OpenRound.Must(await library.StoreAsync(form.Code, (await FindAsync()).Draft.Seen, By, Cancel));

        OpenRound.Must(await library.StartAsync(form, By, Cancel));
        (await editing.RemoveAsync(form.Code, "g", (await FindAsync()).Draft.Seen, By, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("questionnaire.core-gone");
        var row = DraftTree.Find((await FindAsync()).Draft.Rows, "q2").ShouldNotBeNull();
        Dictionary<string, string> typed = new(TypedRow.FieldsOf((await FindAsync()).Draft, row)) { ["label::Tiếng Việt (vi)"] = "Niềm nở?" };
        (await editing.SaveAsync(form.Code, new("q2", typed, (await FindAsync()).Draft.MarkOf(row)), By, Cancel)).Problems.Select(problem => (problem.Code, problem.Where)).ShouldBe([("questionnaire.core-changed", "label")]);
        typed["name"] = "q9";
        (await editing.SaveAsync(form.Code, new("q2", typed, (await FindAsync()).Draft.MarkOf(row)), By, Cancel)).Problems.ShouldHaveSingleItem().Where.ShouldBe("name");
        var other = Forms.Good(Survey.Replace("Lịch sự?", "Niềm nở?", StringComparison.Ordinal), Choices, Factors);
        (await library.ReplaceAsync(form.Code, other, (await FindAsync()).Draft.Seen, By, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("questionnaire.core-changed");
        (await test.Installation.Surveys.OpenAsync(new(OpenSurvey.Declaration, other), By, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("questionnaire.core-changed");
        OpenRound.Must(await editing.RemoveAsync(form.Code, "why", (await FindAsync()).Draft.Seen, By, Cancel)).Problems.ShouldBeEmpty();
        OpenRound.Must(await library.ReplaceAsync(form.Code, Forms.Good(Survey.Replace("yes", "", StringComparison.Ordinal), Choices, Factors), (await FindAsync()).Draft.Seen, By, Cancel));
        (await FindAsync()).Form.ShouldNotBeNull().Questions().Count(question => question.IsCore).ShouldBe(2, "a file from elsewhere carries no marks");
        OpenRound.Must(await library.StoreAsync(form.Code, (await FindAsync()).Draft.Seen, By, Cancel));

        async Task<EditedForm> FindAsync() => (await editing.FindAsync(form.Code, Cancel)).ShouldNotBeNull();
    }
}
