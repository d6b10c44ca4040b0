using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Paper;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Results;
using ChiSo.Application.Tests.Surveys.Collection;
using ChiSo.Application.Tests.Surveys.Questionnaires;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Paper;

/// <summary>Numbered forms on paper.</summary>
public sealed class PaperSheetTests
{
    private static readonly LiveSurvey Survey = SyntheticSurvey.Survey;

    [Fact]
    public void Every_form_has_its_number_every_question_once_and_the_codes_it_is_keyed_by()
    {
        var html = Html(Survey, new(Survey.Declaration.Units[0], First: 8, Count: 3), "vi");
        foreach (var number in (string[])["0008", "0009", "0010"])
            html.ShouldContain($"{Survey.Declaration.Units[0].Code}-{number}</span>");
        var form = html.Split("class=\"form\"")[1];
        var asked = Survey.Form.Questions().Where(question => question.IsAsked).ToList();
        Regex.Matches(form, "class=\"asked\">(?<number>[0-9]+)\\.", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(one => one.Groups["number"].Value).ShouldBe(Enumerable.Range(1, asked.Count).Select(at => $"{at}"));
        foreach (var question in asked)
            form.ShouldContain(question.Label.In(Survey.Form.LanguageOf("vi")));
        Regex.Count(form, "class=\"code\"", RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBe(asked.Sum(question => PaperCodes.Of(Survey.Form, question).Length + (question.Kind == QuestionKind.Acknowledge ? 1 : 0)));
        foreach (var told in (string[])[Survey.Declaration.Decision, Survey.Declaration.Telephone, "Tự nguyện. Không ghi tên vào phiếu."])
            form.ShouldContain(told);
    }

    [Fact]
    public void A_picture_is_said_to_come_by_an_app_alone() =>
        Html(new(Guid.Empty, OpenSurvey.Declaration, PictureSurvey.Form, new('a', 64), IsClosed: false), new(OpenSurvey.Declaration.Units[0], 1, 1), "vi").ShouldContain("Ảnh chỉ gửi được qua ứng dụng");

    [Fact]
    public void When_a_question_is_left_out_is_said_by_numbers_and_codes() =>
        Html(Survey, new(Survey.Declaration.Units[0], 1, 1), "vi").ShouldContain("Chỉ trả lời nếu câu 1 = 1 (Có).");

    [Theory]
    [InlineData("${q1} = 'no' or ${q2} > 3", "Answer only if question 1 = 2 (No) or question 2 > 3")]
    [InlineData("(${q1} = 'no' or ${q1} = 'yes') and ${q2} != 3", "Answer only if (question 1 = 2 (No) or question 1 = 1 (Yes)) and question 2 ≠ 3")]
    [InlineData("selected(${q3}, 'yes')", "Answer only if question 3 = 1 (Yes)")]
    [InlineData("not(selected(${q3}, 'yes'))", "Answer only if not (question 3 = 1 (Yes))")]
    [InlineData("count-selected(${q3}) > 1 and ${q1} = 'no'", "Answer only if it applies to you; see question 1, 3")]
    [InlineData("${sum} = 4", "Answer only if it applies to you; see question 2")]
    [InlineData("${q1} = 'other'", "Answer only if it applies to you; see question 1")]
    public void A_condition_is_said_in_words_or_by_what_it_depends_on(string relevant, string said)
    {
        var form = Forms.Good($"type|name|label|relevant|calculation\nselect_one s|q1|Q1||\ninteger|q2|Q2||\ncalculate|sum|||${{q2}} + 1\nselect_multiple s|q3|Q3||\ntext|q4|Q4|{relevant}|", "list_name|name|label\ns|yes|Yes\ns|no|No");
        var numbers = form.Questions().Where(question => question.IsAsked).Select((question, at) => KeyValuePair.Create(question.Name, at + 1)).ToImmutableDictionary();
        new PaperConditions(form, numbers, PaperWords.In("en")!).Say(form.Questions().Last().Relevant).ShouldBe(said); // English is spoken
    }

    [Fact]
    public void Who_rates_several_units_has_a_part_for_each_under_a_number_of_its_own()
    {
        var units = Survey.Declaration.Units.Take(3).ToImmutableArray();
        var sheet = ShippedQuestionnaires.Find("officials", "2026").ShouldNotBeNull();
        var survey = Survey with { Form = RatedBlock.ForOne(sheet), Sheet = sheet, Declaration = Survey.Declaration with { Raters = [new("nhom", "Nhóm thử", [.. units.Skip(1).Select(unit => unit.Code)])] } };
        var html = Html(survey, OpenRound.Must(PaperOrder.Read(survey, "nhom", "1", "1")), "vi");
        foreach (var unit in units.Skip(1))
            html.ShouldContain($"nhom-0001-{unit.Code}</span>");
        html.ShouldNotContain($"nhom-0001-{units[0].Code}");
    }

    [Fact]
    public void Two_languages_stand_under_each_other_and_hostile_texts_stay_texts()
    {
        var form = Forms.Good("type|name|label::Tiếng Việt (vi)|label::English (en)\nselect_one s|q1|<b>Hỏi</b>|Ask\ninteger|q2|Tuổi|Tuổi", "list_name|name|label::Tiếng Việt (vi)|label::English (en)\ns|yes|Có|Yes");
        var html = Html(Survey with { Form = form, Sheet = form }, new(Survey.Declaration.Units[0], 1, 1), "vi", "en");
        html.ShouldContain("1. &lt;b&gt;Hỏi&lt;/b&gt;<span class=\"also\" lang=\"en\">Ask</span>");
        html.ShouldContain("2. Tuổi</span>", customMessage: "once where both say the same");
    }

    [Theory]
    [InlineData("khac", "0", "201", "survey.no-unit survey.paper-first survey.paper-count")]
    [InlineData("noivu", "1000000", "x", "survey.paper-first survey.paper-count")]
    [InlineData("noivu", "-1", "", "survey.paper-first survey.paper-count")]
    [InlineData("noivu", "1", "200", "")]
    public void All_that_is_wrong_with_an_order_is_told_at_once(string about, string first, string count, string codes) =>
        string.Join(' ', PaperOrder.Read(Survey, about, first, count).Problems.Select(problem => problem.Code)).ShouldBe(codes);

    [Fact]
    public void Numbers_that_could_not_be_keyed_are_not_printed()
    {
        var survey = Survey with { Declaration = Survey.Declaration with { Units = [new("so_noi_vu", "Sở Nội vụ")] } };
        PaperOrder.Read(survey, "so_noi_vu", "1", "1").Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.paper-print-number");
        var far = new string('a', 33);
        survey = Survey with { Declaration = Survey.Declaration with { Units = [new(far, "Xa")], Raters = [new("nhom", "Nhóm", [far])] } };
        PaperOrder.Read(survey, "nhom", "1", "1").Problems.ShouldHaveSingleItem().Where.ShouldBe($"nhom-0001-{far}");
    }

    [Fact]
    public async Task A_pdf_is_printed_in_Vietnamese_and_Khmer()
    {
        var pdf = OpenRound.Must(await SurveyPrints.FormsAsync(Survey, new(Survey.Declaration.Units[0], 1, 2), ["vi", "km"], TestContext.Current.CancellationToken));
        System.Text.Encoding.Latin1.GetString(pdf, 0, 5).ShouldBe("%PDF-");
    }

    private static string Html(LiveSurvey survey, PaperOrder order, params ImmutableArray<string> languages) => PaperSheets.Html(survey, order, languages);
}
