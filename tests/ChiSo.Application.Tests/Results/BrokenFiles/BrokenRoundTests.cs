using ChiSo.Application.Results;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Results.BrokenFiles;

/// <summary>The small round with one thing broken: which problem is told, and at which place.</summary>
public class BrokenRoundTests
{
    [Theory]
    // settings
    [InlineData("settings", "code,vong-nho", "code,vòng nhỏ", "settings.code", "settings.csv:2:value")]
    [InlineData("settings", "period,2023", "period,năm 2023", "settings.period", "settings.csv:4:value")]
    [InlineData("settings", "data_from,01/01/2023", "data_from,ngày đầu năm", "value.not-a-date", "settings.csv:5:value")]
    [InlineData("settings", "data_from,01/01/2023", "data_from,31/02/2023", "value.not-a-date", "settings.csv:5:value")]
    [InlineData("settings", "data_to,2023-12-31", "data_to,2022-12-31", "settings.data-period", "settings.csv:6:value")]
    [InlineData("settings", "illustrative,yes", "illustrative,maybe", "value.not-yes-or-no", "settings.csv:7:value")]
    [InlineData("settings", "public,reasons", "public,everything", "value.not-a-choice", "settings.csv:9:value")]
    [InlineData("settings", "decimal_mark,point", "decimal_mark,dot", "value.not-a-choice", "settings.csv:10:value")]
    [InlineData("settings", ",name_vi,Kỳ đánh giá nhỏ", ",name_vi,", "table.missing-value", "settings.csv:3:value")]
    [InlineData("settings", "illustrative,yes", "colour,red", "settings.unknown", "settings.csv:7:setting")]
    [InlineData("settings", "illustrative,yes", "public,ranking", "settings.twice", "settings.csv:9:setting")]
    [InlineData("settings", "decimal_mark,point", "blocks,k;m", "round.block-without-settings", "settings.csv:10:value")]
    [InlineData("settings", "decimal_mark,point", "blocks,m", "round.block-not-listed", "settings.csv:10:value")]
    [InlineData("settings", "k,count_above,80", "k,decimals,4", "method.decimals", "settings.csv:13:value")]
    [InlineData("settings", "k,count_above,80", "k,decimals,1.5", "value.not-whole", "settings.csv:13:value")]
    [InlineData("settings", "k,count_above,80", "k,rounding,up", "value.not-a-choice", "settings.csv:13:value")]
    [InlineData("settings", "k,count_above,80", "k,criteria_version,0", "settings.criteria-version", "settings.csv:13:value")]
    [InlineData("settings", "k,count_above,80", "k,base,68.5 appraised", "method.base-form", "settings.csv:13:value")]
    [InlineData("settings", "node:F1;suppliers", "node:F9;suppliers", "method.tie-break", "settings.csv:12:value")]
    [InlineData("settings", ",decimal_mark,point", "../m,name_vi,Khối lạ", "settings.block-code", "settings.csv")]
    // classes, gates, quotas
    [InlineData("classes", "Khá,Fair,50", "Khá,Fair,85", "method.class-order", "classes.csv:3:from")]
    [InlineData("classes", "Kém,Weak,0", "Khá,Weak,0", "method.class-twice", "classes.csv:4:class_vi")]
    [InlineData("classes", "Fair,50", "Fair,fifty", "number.not-a-number", "classes.csv:3:from")]
    [InlineData("classes", "k,Kém", "m,Kém", "round.unknown-block", "classes.csv:4:block")]
    [InlineData("classes", "k,Tốt,Good,80\nk,Khá,Fair,50\nk,Kém,Weak,0", "", "method.no-classes", "settings.csv")]
    [InlineData("gates", "share_at_least,F1,50", "share_at_least,F9,50", "method.unknown-line", "gates.csv:2:node")]
    [InlineData("gates", ",F1,50,,Khá", ",F1,50,,Rất tốt", "method.unknown-class", "gates.csv:2:caps_at")]
    [InlineData("gates", "k,without_mark", "k,with_mark", "value.not-a-choice", "gates.csv:3:requires")]
    [InlineData("gates", "vi phạm", "", "table.missing-value", "gates.csv:3:mark")]
    [InlineData("gates", ",F1,50,,Khá", ",F1,150,,Khá", "method.gate-share", "gates.csv:2:percent")]
    [InlineData("gates", "vi phạm", "kỷ luật", "unit.unknown-mark", "units.csv:3:marks")]
    [InlineData("units", "vi phạm", "vi phạm;kỷ luật", "unit.unknown-mark", "units.csv:3:marks")]
    [InlineData("units", "cũ1;cũ2", "cũ1;b", "unit.own-predecessor", "units.csv:3:predecessors")]
    [InlineData("quotas", "k,Khá", "k,Vừa", "method.unknown-class", "quotas.csv:3:class")]
    [InlineData("quotas", "k,Khá", "k,Kém", "method.quota-last-class", "quotas.csv:3:class")]
    [InlineData("quotas", "k,Khá", "k,Tốt", "method.quota-twice", "quotas.csv:3:class")]
    [InlineData("quotas", ",,50,kept", ",3,50,kept", "method.quota-limit", "quotas.csv:3:number")]
    // units
    [InlineData("units", "k,b,Quận Ô Môn", "k,a,Quận Ô Môn", "unit.duplicate-code", "units.csv:3:unit")]
    [InlineData("units", "k,b,Quận Ô Môn", "k,A,Quận Ô Môn", "unit.duplicate-code", "units.csv:3:unit")]
    [InlineData("units", "k,b,Quận Ô Môn", "k,quận bình thuỷ,Quận Ô Môn", "unit.code-is-a-name", "units.csv:3:unit")]
    [InlineData("settings", ",decimal_mark,point", "K,name_vi,Khối lớn", "settings.block-codes-alike", "settings.csv")]
    [InlineData("units", "k,b,Quận Ô Môn", "k,b/2,Quận Ô Môn", "value.code-form", "units.csv:3:unit")]
    [InlineData("units", "k,b,Quận Ô Môn", "k,Method,Quận Ô Môn", "value.code-taken", "units.csv:3:unit")]
    [InlineData("settings", ",decimal_mark,point", "common,name_vi,Khối lạ", "value.code-taken", "settings.csv")]
    [InlineData("settings", ",code,vong-nho", ",code,desk", "value.code-taken", "settings.csv:2:value")]
    [InlineData("criteria", "leaf,L3,2.1", "leaf,..,2.1", "value.code-form", "criteria.csv:6:code")]
    [InlineData("units", "k,b,Quận Ô Môn", "k,b,Quận Bình Thuỷ", "unit.duplicate-name", "units.csv:3:name_vi")]
    [InlineData("units", "predecessors", "ancestors", "table.unknown-column", "units.csv")]
    [InlineData("units", "block,unit,", "block,ma,", "table.missing-column", "units.csv")]
    // criteria
    [InlineData("criteria", "leaf,L2,1.2", "leaf,L1,1.2", "criteria.duplicate-code", "criteria.csv:4:code")]
    [InlineData("criteria", "leaf,L2,1.2", "leaf,,1.2", "criteria.missing-code", "criteria.csv:4:code")]
    [InlineData("criteria", "leaf,L2,1.2,F1", "leaf,L2,1.2,F9", "criteria.unknown-parent", "criteria.csv:4:parent")]
    [InlineData("criteria", "field,F1,1,,", "field,F1,1,F1,", "criteria.cycle", "criteria.csv:2:parent")]
    [InlineData("criteria", "Field one,60", "Field one,61", "criteria.sum", "criteria.csv:2:max_points")]
    [InlineData("criteria", "Field one,60", "Field one,60.00001", "value.too-many-decimals", "criteria.csv:2:max_points")]
    [InlineData("criteria", "Quality,20,0.5", "Quality,20,0.3", "criteria.max-off-step", "criteria.csv:4:max_points")]
    [InlineData("criteria", "leaf,L3,2.1", "leaf,L3,1.2", "criteria.duplicate-number", "criteria.csv:6:printed_no")]
    [InlineData("criteria", "leaf,L3,2.1", "leef,L3,2.1", "criteria.level", "criteria.csv:6:level")]
    [InlineData("criteria", "unit,proportional", "unit,in_proportion", "rule.unknown-kind", "criteria.csv:3:rule_kind")]
    [InlineData("criteria", "T=100; ", "", "rule.missing-parameter", "criteria.csv:3:rule_parameters")]
    [InlineData("criteria", "T=100; ", "T=full; ", "rule.not-a-number", "criteria.csv:3:rule_parameters")]
    [InlineData("criteria", "T=100; ", "T=0; ", "rule.not-positive", "criteria.csv:3:rule_parameters")]
    [InlineData("criteria", "T=100; ", "T=100; T=90; ", "rule.parameter-twice", "criteria.csv:3:rule_parameters")]
    [InlineData("criteria", "unit,rubric,Chấm trực tiếp,step=0.5", "unit,ladder,a = số tin,x=a; about 5:20 | else:0", "rule.bad-bound", "criteria.csv:4:rule_parameters")]
    [InlineData("criteria", "unit,rubric,Chấm trực tiếp,step=0.5", "unit,ladder,a = số tin,x=a; else:0 | >=5:20", "rule.after-else", "criteria.csv:4:rule_parameters")]
    [InlineData("criteria", "Đủ:20 |", "Đủ:19.99999 |", "rule.too-many-decimals", "criteria.csv:6:rule_parameters")]
    [InlineData("criteria", "zero_below=50", "nothing_below=50", "rule.unknown-parameter", "criteria.csv:3:rule_parameters")]
    [InlineData("criteria", "a=9;b=10 => 36", "a=9;b=10 => 35", "rule.example-fails", "criteria.csv:3:worked_example")]
    [InlineData("criteria", "a=9;b=10 => 36", "a=9;b=10", "rule.example-form", "criteria.csv:3:worked_example")]
    [InlineData("criteria", "a=9;b=10 => 36", "", "rule.no-example", "criteria.csv:3:worked_example")]
    [InlineData("criteria", "Một phần:10 |", "Một phần |", "rule.no-points", "criteria.csv:6:rule_parameters")]
    [InlineData("criteria", "Đủ:20 |", "Đủ:21 |", "rule.beyond-max", "criteria.csv:6:rule_parameters")]
    [InlineData("criteria", "zero_below=50", "zero_below=150", "rule.zero-below", "criteria.csv:3:rule_parameters")]
    [InlineData("positions", "a=8;b=10", "a=-8;b=-10", "score.out-of-range", "positions.csv:4:entry")]
    [InlineData("criteria", "x = chỉ số", "chỉ số", "rule.figure-missing", "criteria.csv:7:rule_parameters")]
    // positions
    [InlineData("positions", "k,a,L1,review1", "k,z,L1,review1", "unit.unknown", "positions.csv:4:unit")]
    [InlineData("positions", "k,a,L1,review1", "k,a,L9,review1", "criteria.unknown", "positions.csv:4:criterion")]
    [InlineData("positions", "k,a,L1,review1", "k,a,F1,review1", "position.on-inner-line", "positions.csv:4:criterion")]
    [InlineData("positions", "k,a,L1,review1", "k,a,L1,review9", "position.unknown-stage", "positions.csv:4:stage")]
    [InlineData("positions", "L1,self,0,2,yes,a=10", "L1,self,0,1,yes,a=10", "position.sequence-twice", "positions.csv:3:sequence")]
    [InlineData("positions", "L1,self,0,2,yes,a=10", "L1,self,0,3,yes,a=10", "position.sequence-gap", "positions.csv:3:sequence")]
    [InlineData("positions", "k,a,L2,self,0,1", "k,a,L2,self,0,0", "position.number", "positions.csv:5:sequence")]
    [InlineData("positions", "p=12.5", "p=20.5", "score.above-max", "positions.csv:5:entry")]
    [InlineData("positions", "p=12.5", "p=-1", "score.below-zero", "positions.csv:5:entry")]
    [InlineData("positions", "p=12.5", "p=12.3", "score.off-step", "positions.csv:5:entry")]
    [InlineData("positions", "p=12.5", "12.5", "entry.wrong-form", "positions.csv:5:entry")]
    [InlineData("positions", "p=12.5", "\"p=12,5\"", "number.other-mark", "positions.csv:5:entry")]
    [InlineData("positions", "a=8;b=10", "a=8;b=0", "score.zero-denominator", "positions.csv:4:entry")]
    [InlineData("positions", "a=8;b=10", "a=8", "entry.figure-missing", "positions.csv:4:entry")]
    [InlineData("positions", "a=8;b=10", "a=8;a=9;b=10", "entry.figure-twice", "positions.csv:4:entry")]
    [InlineData("positions", "choice=Đủ", "choice=Thừa", "entry.no-such-answer", "positions.csv:6:entry")]
    [InlineData("criteria", "Một phần:10 |", "Đủ:10 |", "rule.option-twice", "criteria.csv:6:rule_parameters")]
    [InlineData("criteria", "Đủ:20 | Một phần:10", "Đủ:20 \\| Một phần:10", "entry.no-such-answer", "criteria.csv:6:worked_example")]
    [InlineData("positions", "choice=Đủ", "no_task", "entry.no-task-not-allowed", "positions.csv:6:entry")]
    // decisions
    [InlineData("decisions", "F1,not_applicable:rebase", "F1,not_applicable:award", "decision.not-allowed", "decisions.csv:2:ruling")]
    [InlineData("decisions", "F1,not_applicable:rebase", "F2,not_applicable:award", "decision.not-allowed", "decisions.csv:2:ruling")]
    [InlineData("decisions", "L4,zero", "L4,nothing", "value.not-a-choice", "decisions.csv:4:ruling")]
    [InlineData("decisions", "zero,Không nộp", "zero,", "table.missing-value", "decisions.csv:4:ground")]
    // history and announced totals
    [InlineData("history", "2022,cũ1", "2022,cũ9", "history.unknown-unit", "history.csv:3:unit")]
    [InlineData("history", "2022,cũ1", "2022,a", "history.twice", "history.csv:3:unit")]
    [InlineData("history", "2022,cũ1", "2024,cũ1", "history.not-earlier", "history.csv:3:period")]
    [InlineData("history", "70,2,Khá", "70,0,Khá", "history.rank", "history.csv:3:rank")]
    [InlineData("history_scores", "2022,a", "2021,a", "history.scores-without-result", "history_scores.csv:2:unit")]
    [InlineData("announced", "k,c,77.5", "k,c,77.5\nk,c,78", "announced.twice", "announced.csv:3:unit")]
    public void One_broken_piece_is_told_at_its_place(string file, string piece, string instead, string code, string where)
    {
        var problems = RoundTables.Parse(SmallRound.Read(SmallRound.With(file, piece, instead))).Problems;

        problems.Select(problem => (problem.Code, problem.Where)).ShouldContain((code, where), string.Join("\n", problems.Select(problem => $"{problem.Code} {problem.Where} {problem.What.En}")));
    }

    [Fact]
    public void A_table_that_is_there_twice_is_told()
    {
        var tables = SmallRound.Read(SmallRound.Files).Tables;
        RoundTables.Parse([.. tables, tables[0]]).Problems.ShouldContain(problem => problem.Code == "round.table-twice" && problem.Where == tables[0].Where);
    }

    [Theory]
    [InlineData("Plan done,40", "Plan done,40.00001", "value.too-many-decimals")]
    [InlineData("Plan done,40", "Plan done,forty", "number.not-a-number")]
    [InlineData("leaf,L2,1.2,F1", "leaf,L2,1.2,F9", "criteria.unknown-parent")]
    [InlineData("unit,rubric", "unit,rubrik", "rule.unknown-kind")]
    [InlineData("survey,survey", "survey,surwey", "rule.unknown-kind")]
    public void What_follows_from_a_fault_does_not_bury_it(string piece, string instead, string code)
    {
        var problems = RoundTables.Parse(SmallRound.Read(SmallRound.With("criteria", piece, instead))).Problems.Where(problem => problem.Where.StartsWith("criteria", StringComparison.Ordinal));

        problems.Select(problem => problem.Code).Except(["criteria.sum"]).ShouldBe([code]);
    }

    [Fact]
    public void A_mark_is_the_gates_own_however_it_is_typed()
    {
        RoundTables.Parse(SmallRound.Read(SmallRound.With("units", "vi phạm", "Vi Phạm"))).TryGet(out var round).ShouldBeTrue();

        round!.Blocks[0].Units[1].Marks.ShouldBe(["vi phạm"]); // asserted just above
    }

    [Theory]
    [InlineData(400, "")]
    [InlineData(501, "criteria.too-deep")]
    [InlineData(20_000, "criteria.too-deep")]
    public void A_chain_of_lines_nobody_prints_is_refused_at_once(int levels, string code)
    {
        var chain = string.Concat(Enumerable.Range(0, levels - 1).Select(level => $"criterion,N{level},,{(level == 0 ? "" : $"N{level - 1}")},,Dòng,Line,100,,,,,,,,\n"));
        var head = SmallRound.Files["criteria"][..(SmallRound.Files["criteria"].IndexOf('\n', StringComparison.Ordinal) + 1)];
        var files = SmallRound.Files.SetItem("criteria", $"{head}{chain}leaf,LEAF,,N{levels - 2},,Lá,Leaf,100,,unit,rubric,,step=0.5,p=1 => 1,,\n");

        RoundTables.Parse(SmallRound.Read(files)).Problems.Where(problem => problem.Where.StartsWith("criteria", StringComparison.Ordinal)).Select(problem => problem.Code).ShouldBe(code.Length == 0 ? [] : [code]);
    }

    [Theory]
    [InlineData("settings")]
    [InlineData("classes")]
    [InlineData("units")]
    [InlineData("criteria")]
    public void A_missing_table_is_told(string file) =>
        RoundTables.Parse(SmallRound.Read(SmallRound.Files.Remove(file))).Problems.Select(problem => (problem.Code, problem.Where)).ShouldContain(("round.missing-table", file));

    [Fact]
    public void A_table_nobody_knows_is_told() =>
        RoundTables.Parse(SmallRound.Read(SmallRound.Files.Add("notes", "a\nb\n"))).Problems.ShouldHaveSingleItem().Code.ShouldBe("round.unknown-table");

    [Fact]
    public void A_number_two_ways_to_read_is_refused()
    {
        var files = SmallRound.With("announced", "77.5", "92.830").SetItem("settings", SmallRound.Files["settings"].Replace(",decimal_mark,point\n", "", StringComparison.Ordinal));

        RoundTables.Parse(SmallRound.Read(files)).Problems.Select(problem => (problem.Code, problem.Where)).ShouldContain(("number.ambiguous", "announced.csv:2:index"));
    }

    [Theory]
    [InlineData(32_767, false)]
    [InlineData(32_768, true)]
    public void A_text_no_cell_of_a_workbook_holds_is_refused(int length, bool told)
    {
        var files = SmallRound.With("positions", "đã bổ sung", new string('a', length));

        RoundTables.Parse(SmallRound.Read(files)).Problems.Select(problem => (problem.Code, problem.Where)).ShouldBe(told ? [("value.too-long", "positions.csv:3:reason")] : []);
    }

    [Fact]
    public void Every_problem_is_told_at_once()
    {
        var files = SmallRound.With("units", "changed", "changes")
            .SetItem("classes", "class_vi,from\nTốt,80\nKhá,90\nKém,0\n")
            .SetItem("decisions", "unit,node,ruling,ground,decided_by\nz,L9,zero,căn cứ,Hội đồng\n");

        RoundTables.Parse(SmallRound.Read(files)).Problems.Select(problem => problem.Code)
            .ShouldBe(["table.unknown-column", "method.class-order", "unit.unknown", "criteria.unknown"], ignoreOrder: true);
    }
}
