using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Tests.Samples;
using CsCheck;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Questionnaires;

public sealed class XlsFormTests
{
    [Theory]
    [InlineData("satisfaction", 37, 27, 7)]
    [InlineData("officials", 15, 13, 5)]
    [InlineData("officials-2026", 15, 13, 5)]
    public void Shipped_questionnaires_are_whole_in_all_three_languages(string name, int asked, int indexed, int factors)
    {
        var read = XlsFormReader.Read(RepositoryFiles.At("data", "questionnaires", name));
        read.Problems.ShouldBeEmpty();
        read.TryGet(out var form).ShouldBeTrue();
        (form!.Questions().Count(question => question.IsAsked), form.Questions().Count(question => question.Factor is not null), form.Factors.Length).ShouldBe((asked, indexed, factors));
        form.Languages.ShouldBe(["Tiếng Việt (vi)", "English (en)", "ភាសាខ្មែរ (km)"]);
        Translated[] texts =
        [
            form.Title, .. form.All().Select(item => item.Label), .. form.Questions().SelectMany(question => (Translated[])[question.Hint, question.RequiredMessage, question.ConstraintMessage]),
            .. form.Lists.SelectMany(list => list.Choices).Select(choice => choice.Label), .. form.Factors.Select(factor => factor.Label),
        ];
        foreach (var text in texts.Where(text => !text.IsEmpty))
        {
            text.Texts.Keys.ShouldBe(form.Languages, ignoreOrder: true, text.In("Tiếng Việt (vi)"));
            text.In("ភាសាខ្មែរ (km)").ShouldMatch(@"^[\p{IsKhmer}\s/–?“”]+$", "every sign of it is Khmer, digits too");
        }

        RoundTrips(form);
    }

    [Theory]
    [InlineData("type|name|label\nstrange|a|A", "questionnaire.unknown-type", "survey!A2")]
    [InlineData("type|name|label\nstart|a|A", "questionnaire.identifies", "survey!A2")]
    [InlineData("type|name|label\nselect_one|a|A", "questionnaire.no-list-named", "survey!A2")]
    [InlineData("type|name|label\nselect_one nil|a|A", "questionnaire.no-list", "survey!B2")]
    [InlineData("type|name|label\ntext||A", "table.missing-value", "survey!B2")]
    [InlineData("type|name|label\ntext|hỏi|A", "questionnaire.name", "survey!B2")]
    [InlineData("type|name|label\ntext|a|A\ninteger|A|B", "questionnaire.name-twice", "survey!B3")]
    [InlineData("type|name|label\ntext|a|", "questionnaire.no-text", "survey!B2")]
    [InlineData("type|name|label|label::English (en)\ntext|a||A\ntext|b||", "questionnaire.no-text", "survey!B3")]
    [InlineData("type|name|label|relevant\ntext|a|A|${b} = 1", "questionnaire.no-question", "survey!B2")]
    [InlineData("type|name|label|relevant\ntext|a|A|${a", "questionnaire.expression", "survey!D2")]
    [InlineData("type|name|label|relevant\ntext|a|A|${b} = 1\ntext|b|B|${a} = 1", "questionnaire.cycle", "survey!B2")]
    [InlineData("type|name|label|calculation\ncalculate|a||", "questionnaire.calculation", "survey!B2")]
    [InlineData("type|name|label|calculation\ntext|a|A|1", "questionnaire.calculation", "survey!B2")]
    [InlineData("type|name|label\nbegin_group|g|G\ntext|a|A", "questionnaire.never-ends", "survey!2")]
    [InlineData("type|name|label\ntext|a|A\nend group||", "questionnaire.nothing-to-end", "survey!3")]
    [InlineData("type|name|label\nbegin_group|g|G\ntext|a|A\nend_repeat||", "questionnaire.nothing-to-end", "survey!4")]
    [InlineData("type|name|label\nbegin_repeat|g|G\nbegin_repeat|h|H\ntext|a|A\nend_repeat||\nend_repeat||", "questionnaire.repeat-in-repeat", "survey!3")]
    [InlineData("type|name|label\nnote|a|A", "questionnaire.no-questions", "survey")]
    [InlineData("type|name|label|parameters\nrange|a|A|start=5 end=1", "questionnaire.parameters", "survey!D2")]
    [InlineData("type|name|label|image\ntext|a|A|x.png", "questionnaire.unknown-column", "survey!D2")]
    [InlineData("type|name|label|factor\nselect_one yn|a|A|x", "questionnaire.no-factor", "survey!B2")]
    [InlineData("type|name|label|factor\nselect_one yn|a|A|x", "questionnaire.no-scale", "survey!B2")]
    [InlineData("type|name|label|factor|parameters\nrange|a|A|x|start=-2 end=2 step=1", "questionnaire.no-scale", "survey!B2")]
    [InlineData("type|name|label|factor|parameters\nrange|a|A|x|start=1 end=5 step=0.5", "questionnaire.no-scale", "survey!B2")]
    [InlineData("type|name|label|factor|parameters\nrange|a|A|x|start=0 end=100 step=1", "questionnaire.no-scale", "survey!B2")]
    [InlineData("type|name|label|factor|parameters\nrange|a|A|x|start=1 end=4 step=5", "questionnaire.no-scale", "survey!B2")]
    [InlineData("type|name|label|polarity\nrange|a|A|up", "questionnaire.polarity", "survey!D2")]
    [InlineData("type|name|label|weight\nrange|a|A|0", "questionnaire.weight", "survey!D2")]
    [InlineData("type|name|label|choice_filter\nselect_one yn|a|A|area = 1", "questionnaire.no-choice-column", "survey!B2")]
    [InlineData("type|label\ntext|A", "table.missing-column", "survey")]
    public void A_fault_names_its_sheet_and_cell(string survey, string code, string where) =>
        Forms.Read(survey).Problems.ShouldContain(problem => problem.Code == code && problem.Where == where, string.Join('\n', Forms.Read(survey).Problems.Select(problem => $"{problem.Code} {problem.Where}")));

    [Theory]
    [InlineData("list_name|name|label\nyn|a b|A", "questionnaire.choice-name", "choices!B2")]
    [InlineData("list_name|name|label\nyn|a|A\nyn|a|B", "questionnaire.choice-twice", "choices!B3")]
    [InlineData("list_name|name|label\nyn|a|", "questionnaire.no-label", "choices!2")]
    [InlineData("list_name|name|label|no_opinion\nyn|a|A|maybe", "value.not-yes-or-no", "choices!D2")]
    public void So_does_a_fault_of_the_choices(string choices, string code, string where) =>
        Forms.Read("type|name|label\ntext|a|A", choices).Problems.ShouldContain(problem => problem.Code == code && problem.Where == where);

    [Theory]
    [InlineData("-1", true)]
    [InlineData("0", false)]
    public void Choices_below_zero_are_no_scale_of_an_index(string lowest, bool isRefused) =>
        Forms.Read("type|name|label|factor\nselect_one s|a|A|f", $"list_name|name|label\ns|{lowest}|x\ns|5|y", factors: "code|parent|weight|label\nf||1|F").Problems.Select(problem => problem.Code).ShouldBe(isRefused ? ["questionnaire.no-scale"] : []);

    [Fact]
    public void All_faults_are_told_at_once() =>
        Forms.Read("type|name|label|relevant\nstrange|a|A|\ntext|hỏi|B|\ntext|c|C|${d", settings: null, factors: "code|parent|weight\nf|g|-1\nf||1").Problems.Select(problem => problem.Code).Order().ShouldBe(
        ["questionnaire.expression", "questionnaire.factor-twice", "questionnaire.name", "questionnaire.no-factor", "questionnaire.no-sheet", "questionnaire.unknown-type", "questionnaire.weight"]);

    [Theory]
    [InlineData("form_id|version|default_language\nf|1|Khmer", "questionnaire.default-language")]
    [InlineData("form_id|version", "questionnaire.no-settings")]
    [InlineData("form_id|version\nf|", "table.missing-value")]
    public void Settings_are_checked(string settings, string code) =>
        Forms.Read("type|name|label::English (en)\ntext|a|A", settings: settings).Problems.ShouldContain(problem => problem.Code == code);

    [Fact]
    public void A_file_that_is_no_questionnaire_lacks_its_sheets() =>
        XlsFormReader.Read(new TablesRead([Table.Of("units", ["a"], [])], []), "units.xlsx").Problems.Single().Code.ShouldBe("questionnaire.no-sheet");

    [Fact]
    public void Export_then_import_is_identity() => AnyForm.Sample(RoundTrips, iter: 60);

    private static readonly Gen<string> Label = OneOf("Hài lòng", "Bạn có \"hài lòng\" không?", "a, b; c", "Đường sá", "1,5", "=1+1", "x | y", "dòng\nhai");

    private static readonly Gen<string> Extra = OneOf("", "yes", "no", "${q0} = 'yes'");

    private static readonly Gen<Questionnaire> AnyForm =
        Gen.Select(Gen.Select(OneOf("text", "integer", "decimal", "date", "note", "select_one yn", "select_multiple yn", "range", "acknowledge"), Label, Extra, Gen.Int[0, 3]).Array[1, 8], Gen.Bool, Gen.Bool).Select((questions, inGroup, isRepeat) =>
        {
            var section = isRepeat ? "repeat" : "group";
            List<string> rows = ["type|name|label::vi|label::en|required|relevant|constraint|hint::vi|parameters|factor|polarity|weight", "select_one yn|q0|Q|Q||||||||"];
            if (inGroup)
                rows.Add($"begin_{section}|g|Nhóm|Group||${{q0}} = 'yes'");
            rows.AddRange(questions.Select((question, at) => string.Join('|', question.Item1, $"q{at + 1}", question.Item2.Replace('\n', ' ').Replace('|', '/'), "B", question.Item3, at % 2 == 0 ? "${q0} = 'no'" : "",
                question.Item4 == 0 ? "string-length(.) < 9" : "", question.Item4 == 1 ? "Gợi ý" : "", question.Item1 == "range" ? "start=1 end=5 step=1" : "", question.Item1 == "range" ? "f" : "", question.Item1 == "range" && question.Item4 > 1 ? "lower_better" : "", question.Item4 == 2 ? "2.5" : "")));
            if (inGroup)
                rows.Add($"end_{section}||");
            return Forms.Good(string.Join('\n', rows), "list_name|name|label::vi|label::en|area|no_opinion\nyn|yes|Có|Yes|1|\nyn|no|Không|No||yes", "code|parent|weight|label::vi\np||0.5|Phần\nf|p||Yếu tố");
        });

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(at => texts[at]);

    private static void RoundTrips(Questionnaire form)
    {
        using var file = new MemoryStream();
        XlsFormWriter.Write(file, form);
        file.Position = 0;
        var read = XlsFormReader.Read(file, "again.xlsx");
        read.Problems.ShouldBeEmpty();
        read.TryGet(out var again).ShouldBeTrue();
        var (first, second) = (XlsFormWriter.Tables(form), XlsFormWriter.Tables(again!));
        second.Select(Text).ShouldBe(first.Select(Text));
        again!.Languages.ShouldBe(form.Languages);
        again.All().Select(item => item.GetType()).ShouldBe(form.All().Select(item => item.GetType()));
    }

    private static string Text(Table table) => string.Join('\n', table.Rows.Select(row => string.Join('|', row.Cells.Select(cell => cell.Text))).Prepend(string.Join('|', table.Columns)));
}
