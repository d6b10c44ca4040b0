using ChiSo.Application.Assessment;
using ChiSo.Application.People;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Assessment;

/// <summary>The table of checks before handing in.</summary>
public sealed class SheetCheckTests
{
    [Fact]
    public void Every_check_has_one_code_and_says_what_and_what_to_do_in_both_languages()
    {
        SheetChecks.Table.Select(check => check.Code).ShouldBeUnique();
        foreach (var check in SheetChecks.Table)
        {
            check.Code.ShouldMatch("^(sheet|explanation)\\.[a-z-]+$");
            SheetChecks.Of(check.Code).ShouldBe(check);
            ShouldBeSaid(check.What, check.Code);
            ShouldBeSaid(check.Remedy, check.Code);
        }
    }

    [Fact]
    public void Who_lets_a_check_through_has_a_right_of_the_table_and_kinds_of_reason_to_choose_from()
    {
        foreach (var check in SheetChecks.Table.Where(check => check.Override is not null))
        {
            var rule = check.Override!; // asked for just above
            check.Severity.ShouldBe(Severity.Blocking, $"{check.Code}: a warning stops nothing");
            ShouldBeSaid(rule.Who, check.Code);
            Permissions.Table.ShouldContain(row => row.Act == rule.By && row.Stages.Contains(StageKind.Self) && row.Stages.Contains(StageKind.Explanation), check.Code);
            rule.Grounds.ShouldNotBeEmpty(check.Code);
            rule.Grounds.Select(ground => ground.Code).ShouldBeUnique();
            foreach (var ground in rule.Grounds)
            {
                ShouldBeSaid(ground.Words, ground.Code);
                if (ground.Hint is { } hint)
                    ShouldBeSaid(hint, ground.Code);
                check.GroundOf(ground.Code).ShouldBe(ground.Words);
            }
        }
    }

    [Theory]
    [InlineData("sheet.line-empty", null)]
    [InlineData("sheet.prefilled-differs", null)]
    [InlineData("explanation.no-answer", null)]
    [InlineData("explanation.no-reason", null)]
    [InlineData("sheet.no-task-unexplained", null)]
    [InlineData("sheet.evidence-mandatory", Act.OverrideCheck)]
    [InlineData("sheet.evidence-one-of", Act.HandIn)]
    [InlineData("sheet.evidence-missing", null)]
    public void Each_blocking_check_is_let_through_by_those_declared_and_nobody_else(string code, Act? by) => (SheetChecks.Of(code).ShouldNotBeNull().Override?.By).ShouldBe(by);

    [Fact]
    public void Every_blocking_check_is_declared_above() => SheetChecks.Table.Count(check => check.Severity == Severity.Blocking).ShouldBe(8);

    private static void ShouldBeSaid(Words words, string of)
    {
        words.Vi.ShouldNotBeNullOrWhiteSpace(of);
        words.En.ShouldNotBeNullOrWhiteSpace(of);
        words.Vi.ShouldNotBe(words.En, of);
    }
}
