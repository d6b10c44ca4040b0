using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Json;
using ChiSo.Application.Tests.Samples;
using ChiSo.Application.Vietnamese;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.CriteriaSets;

/// <summary>Rules typed field by field are the rules files write.</summary>
public sealed class RuleFormTests
{
    private const string Figures = "a = số việc xong; b = số việc; n = số lần; x = kết quả; v = điểm một mục";

    public static TheoryData<string, string> Kinds => new()
    {
        { "yes_no", "yes=max; no=0" },
        { "yes_no", "yes=1.5; no=-0.25" },
        { "choice", @"Đúng hạn \| trễ:1 | Mục 1: chậm:0.5 | Không:0" },
        { "ladder", "x=100*a/b; >=30:1 | >=20 and <25:0.5 | !=7:0.25 | else:-0.5" },
        { "ladder", "x=a; >=1 and <=9 and !=5 and !=7:1 | else:0" },
        { "ladder_joint", "x=a; y=b; x<=0 and y>=7:1 | y>3 and y<5:0.5 | else:0" },
        { "proportional", "x=100*a/b; T=100; zero_below=80.5" },
        { "proportional", "x=a; T=0.5" },
        { "ratio", "x=a/b" },
        { "complement", "x=a+b" },
        { "count", "start=1; each=-0.25; min=0; max=1" },
        { "rubric", "step=0.25" },
        { "survey", @"nhóm=người dân\; doanh nghiệp; scale=100; min_forms=30" },
        { "survey", "scale=100; min_forms=30; below=block_mean" },
        { "imported", "index=DTI; scale=1000" },
        { "imported_ladder", "index=DDCI; >=80:2 | else:0.5" },
        { "relative_to_best", "T=10" },
        { "mean_over_items", "item=v/2" },
        { "formula", "points=M*(a+0.5*b)/b" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_comes_back_from_its_fields_with_either_mark(string kind, string parameters)
    {
        RuleText.Parse(kind, parameters, FigureText.Parse(Figures), "", "").TryGet(out var rule).ShouldBeTrue();
        foreach (var mark in new[] { DecimalMark.Comma, DecimalMark.Point })
        {
            var fields = RuleForm.Of(rule!, mark); // parsed just above
            TypedLine.Read(Line(kind, fields), mark).TryGet(out var line).ShouldBeTrue(parameters);
            RuleText.Format(line!.Scoring.ShouldNotBeNull().Rule).ShouldBe(RuleText.Format(rule!)); // read just above
        }
    }

    [Fact]
    public void Every_kind_has_fields_and_every_line_of_the_samples_comes_back()
    {
        TypedLine.Kinds.ShouldAllBe(kind => !RuleFields.Of(kind).IsEmpty);
        foreach (var leaf in new[] { SampleRound.CanTho, SampleRound.Ministries }.SelectMany(round => round.Blocks).SelectMany(block => block.Criteria.Leaves()))
        {
            var typed = TypedLine.Of(leaf, "", DecimalMark.Comma).RemoveRange(["figures_vi", "rule_parameters", "worked_example"]).AddRange(TypedLine.Of(leaf.Scoring.ShouldNotBeNull(), DecimalMark.Comma));
            TypedLine.Read(typed, DecimalMark.Comma).TryGet(out var again).ShouldBeTrue(leaf.Code.Value);
            EngineJson.ToText(again!).ShouldBe(EngineJson.ToText(leaf)); // read just above
        }
    }

    [Theory]
    [InlineData("yes_no", "number.not-a-number@r.yes rule.missing-parameter@r.no", "r.yes=nhiều")]
    [InlineData("rubric", "value.too-many-decimals@r.step", "r.step=0,00001")]
    [InlineData("rubric", "rule.not-positive@r.step", "r.step=0")]
    [InlineData("rubric", "number.other-mark@r.step", "r.step=0.25")]
    [InlineData("count", "rule.min-above-max@r.min", "r.start=0", "r.each=1", "r.min=2", "r.max=1")]
    [InlineData("ratio", "rule.formula-semicolon@r.x", "r.x=a;b")]
    [InlineData("ratio", "rule.missing-parameter@r.x", "r.x= ")]
    [InlineData("proportional", "rule.not-positive@r.T", "r.x=a/b", "r.T=-1")]
    [InlineData("imported", "rule.missing-parameter@r.index", "r.index=", "r.scale=10")]
    [InlineData("choice", "rule.too-few-options@r.option", "r.option.0.label=Đạt", "r.option.0.points=1")]
    [InlineData("choice", "rule.option-twice@r.option.1", "r.option.0.label=Đạt", "r.option.0.points=1", "r.option.4.label=Đạt", "r.option.4.points=0")]
    [InlineData("choice", "form.row-incomplete@r.option.1", "r.option.0.label=Đạt", "r.option.0.points=1", "r.option.1.label=Chậm", "r.option.2.label=Không", "r.option.2.points=0")]
    [InlineData("ladder", "form.row-incomplete@r.rung.0 number.not-a-number@r.rung.1", "r.x=a/b", "r.rung.0.0.sign=>=", "r.rung.0.points=1", "r.rung.1.0.sign=>=", "r.rung.1.0.value=ba", "r.rung.1.points=1", "r.rung.2.0.sign=>=")]
    [InlineData("ladder", "rule.no-rungs@r.rung", "r.x=a/b", "r.else=0")]
    [InlineData("survey", "rule.unknown-below@r.below", "r.scale=100", "r.min_forms=30", "r.below=skip")]
    [InlineData("survey", "rule.never-below@r.below", "r.scale=100", "r.min_forms=0", "r.below=last_year")]
    [InlineData("survey", "rule.not-a-number@r.min_forms form.row-incomplete@r.other.0", "r.scale=100", "r.min_forms=1,5", "r.other.0.name=nhóm")]
    public void What_is_wrong_is_told_at_its_field(string kind, string told, params string[] fields)
    {
        var typed = fields.Select(field => field.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1]);
        var problems = TypedLine.Read(Line(kind, typed), DecimalMark.Comma).Problems;
        problems.Select(problem => $"{problem.Code}@{problem.Where}").Order(StringComparer.Ordinal).ShouldBe(told.Split(' ').Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_figure_the_rule_needs_is_told_at_the_figures()
    {
        var typed = Line("count", new Dictionary<string, string> { ["r.start"] = "0", ["r.each"] = "1", ["r.min"] = "0", ["r.max"] = "1" });
        typed["figures_vi"] = "a = việc";
        TypedLine.Read(typed, DecimalMark.Comma).Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(problem => problem.Code.ShouldBe("rule.figure-missing"), problem => problem.Where.ShouldBe("figures_vi"));
    }

    private static Dictionary<string, string> Line(string kind, IReadOnlyDictionary<string, string> fields) => new(fields)
    {
        ["code"] = "D1", ["printed_no"] = "1", ["name_vi"] = "Dòng", ["max_points"] = "2", ["supplied_by"] = "unit", ["rule_kind"] = kind, ["figures_vi"] = Figures,
    };
}
