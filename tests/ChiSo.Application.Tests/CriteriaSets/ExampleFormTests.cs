using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Vietnamese;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.CriteriaSets;

/// <summary>Figures and worked examples typed row by row are those files write.</summary>
public sealed class ExampleFormTests
{
    [Theory]
    [InlineData("ratio", "x=a/b", "a = việc xong; b = việc", "a=36;b=40 => 1.8 || a=0.5;b=40 => 0.025")]
    [InlineData("yes_no", "yes=max; no=0", "Kiểm tra kế hoạch", "a=1 => 2 || a=0 => 0 || no_task => 2")]
    [InlineData("choice", @"Đúng \| trễ:1 | Mục 1 => 2:0.5", "", @"choice=Đúng \| trễ => 1 || choice=Mục 1 => 2 => 0.5")]
    [InlineData("rubric", "step=0.25", "", "p=-0.25 => -0.25")]
    [InlineData("mean_over_items", "item=v/2", "v = điểm một mục", "items=2/1.5/0 => 1.1667")]
    [InlineData("relative_to_best", "T=10", "x = kết quả", "x=5;best=8 => 1.25")]
    public void Each_kind_comes_back_from_its_rows_with_either_mark(string kind, string parameters, string figures, string examples)
    {
        var line = Read(Line(kind, parameters, figures, examples), DecimalMark.Point);
        foreach (var mark in new[] { DecimalMark.Comma, DecimalMark.Point })
        {
            Dictionary<string, string> typed = new(Line(kind, "", "", "").Concat(TypedLine.Of(line, mark)));
            var again = Read(typed, mark);
            ExampleText.Format(again).ShouldBe(ExampleText.Format(line));
            again.Figures.ShouldBe(line.Figures);
        }
    }

    [Fact]
    public void A_letter_typed_twice_is_offered_once() =>
        FigureForm.LettersOf(new Dictionary<string, string> { ["f.0.letter"] = "a", ["f.0.meaning"] = "việc xong", ["f.1.letter"] = "a", ["f.1.meaning"] = "việc" }).ShouldHaveSingleItem().Meaning.ShouldBe("việc xong");

    [Theory]
    [InlineData("", "f.0.letter=a", "f.0.meaning=việc", "f.1.letter=b", "f.1.meaning=lượt")]
    [InlineData("form.row-incomplete@f.1", "f.0.letter=a", "f.0.meaning=việc", "f.1.letter=b")]
    [InlineData("rule.figure-letter@f.0", "f.0.letter=Ă", "f.0.meaning=việc", "f.1.letter=a", "f.1.meaning=việc", "f.2.letter=b", "f.2.meaning=lượt")]
    [InlineData("rule.figure-letter@f.1", "f.0.letter=a", "f.0.meaning=việc", "f.1.meaning=lời nhắc", "f.3.letter=b", "f.3.meaning=lượt")]
    [InlineData("rule.figure-letter@f.2", "f.0.letter=a", "f.0.meaning=việc", "f.1.letter=b", "f.1.meaning=lượt", "f.2.letter=best", "f.2.meaning=cao nhất")]
    [InlineData("form.row-incomplete@w.0", "w.0.f.a=1")]
    [InlineData("form.row-incomplete@w.0", "w.0.gives=1")]
    [InlineData("form.row-incomplete@w.1", "w.2.f.a=1", "w.2.f.b=2", "w.2.gives=1", "w.5.answer=Đạt")]
    [InlineData("number.not-a-number@w.0", "w.0.f.a=ba", "w.0.f.b=1", "w.0.gives=1")]
    [InlineData("number.other-mark@w.0", "w.0.f.a=1", "w.0.f.b=1", "w.0.gives=1.5")]
    [InlineData("entry.figure-missing@w.1", "w.0.f.a=1", "w.0.f.b=2", "w.0.gives=1", "w.1.f.a=1", "w.1.gives=1")]
    [InlineData("entry.figure-missing@w.2 form.row-incomplete@w.0", "w.0.f.a=1", "w.1.f.a=1", "w.1.f.b=2", "w.1.gives=1", "w.2.f.a=1", "w.2.gives=1")]
    [InlineData("form.row-incomplete@w.0", "w.0.none=1", "w.0.gives=2")]
    [InlineData("", "w.0.none=1", "w.0.f.a=1", "w.0.f.b=2", "w.0.gives=1")]
    [InlineData("", "no_task=max", "w.0.none=1", "w.0.gives=2")]
    public void What_is_wrong_is_told_at_its_row(string told, params string[] fields)
    {
        var typed = Line("ratio", "x=a/b", "a = việc; b = lượt", "");
        foreach (var field in fields.Select(field => field.Split('=', 2)))
            typed[field[0]] = field[1];
        var problems = TypedLine.Read(typed, DecimalMark.Comma).Problems;
        problems.Select(problem => $"{problem.Code}@{problem.Where}").Order(StringComparer.Ordinal).ShouldBe(told.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void An_answer_the_rule_no_longer_has_is_told_and_cells_of_another_kind_tell_nothing()
    {
        var typed = Line("choice", "Đạt:1 | Chậm:0", "", "");
        (typed["w.0.answer"], typed["w.0.gives"], typed["w.0.f.a"]) = ("Trễ", "0", "3");
        TypedLine.Read(typed, DecimalMark.Comma).Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(problem => problem.Code.ShouldBe("entry.no-such-answer"), problem => problem.Where.ShouldBe("w.0"));
        typed["w.0.answer"] = "Chậm";
        ExampleText.Format(Read(typed, DecimalMark.Comma)).ShouldBe("choice=Chậm => 0");
        typed["rule_kind"] = "";
        typed.Remove("w.0.gives");
        TypedLine.Read(typed, DecimalMark.Comma).Problems.ShouldBeEmpty("without a rule there is nothing to try");
    }

    private static Engine.Leaf Read(Dictionary<string, string> typed, DecimalMark mark)
    {
        var read = TypedLine.Read(typed, mark);
        read.Problems.ShouldBeEmpty();
        read.TryGet(out var line);
        return line!.Scoring.ShouldNotBeNull(); // read just above
    }

    private static Dictionary<string, string> Line(string kind, string parameters, string figures, string examples) => new()
    {
        ["code"] = "D1", ["printed_no"] = "1", ["name_vi"] = "Dòng", ["max_points"] = "2", ["supplied_by"] = "unit", ["rule_kind"] = kind, ["rule_parameters"] = parameters, ["figures_vi"] = figures, ["worked_example"] = examples,
        ["no_task"] = kind == "yes_no" ? "max" : "",
    };
}
