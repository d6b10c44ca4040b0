using System.Collections.Immutable;
using System.Text;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Sampling.Handed;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Surveys.Collection;
using ChiSo.Application.Tests.Surveys.Opening;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Sampling;

/// <summary>Units hand in their own lists until a day; the manager sees who has, and merges them into the frame.</summary>
public sealed class UnitListTests(PostgresServer postgres)
{
    private const string Code = OpenSurvey.Code;

    private static readonly ImmutableDictionary<string, string> None = ImmutableDictionary<string, string>.Empty;

    private readonly Person manager = SurveyManagers.With(Role.SurveyManager);
    private readonly Person officer = SurveyManagers.With(Role.UnitOfficer); // of noivu

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Lists_are_asked_for_handed_in_counted_and_merged(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        var (lists, sampling) = (open.Installation.UnitLists, open.Installation.SurveySampling);
        (await HandInAsync(open, List("id\nP1\n"))).Problems.ShouldHaveSingleItem().Code.ShouldBe("handed-list.not-asked");
        foreach (var day in new[] { "hè", "9/3/2026", "1/4/2026" })
            (await lists.CallAsync(Code, day, manager, Cancel)).Problems.ShouldHaveSingleItem().Where.ShouldBe("until");
        (await lists.CallAsync(Code, "20/3/2026", officer, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.not-allowed");
        OpenRound.Must(await lists.CallAsync(Code, "20/3/2026", manager, Cancel));
        (await sampling.MergeHandedAsync(Code, manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("handed-list.none");

        (await lists.HandInAsync(Code, "tuphap", List("id\nP1\n"), officer, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.not-allowed", "nobody hands in for another unit");
        OpenRound.Must(await HandInAsync(open, List("id\nP1\n"))).Count.ShouldBe(1);
        var handed = OpenRound.Must(await HandInAsync(open, List("Mã hồ sơ,Họ và tên,Số điện thoại,Số CCCD\nP1,An,0912345678,001\np1 ,An,,001\nP2,Bình,,002\n")));
        (handed.Count, handed.Twice).ShouldBe((2, 1));
        handed.People.ShouldNotContain("Bình", customMessage: "what finds people is kept apart");
        handed.People.ShouldNotContain("001");
        handed.Contacts.ShouldNotContain("001", customMessage: "other columns are not kept");
        var board = (await lists.BoardAsync(open.Survey, Cancel)).ShouldNotBeNull();
        board.Units.Select(row => (row.Unit, row.Handed?.People)).ShouldBe([("noivu", 2), ("tuphap", null)]);

        var frame = OpenRound.Must(await sampling.KeepFrameAsync(Code, [List("id,unit,name\nX1,tuphap,Cúc\nX2,noivu,Dũng\n")], manager, Cancel));
        var merged = OpenRound.Must(await sampling.MergeHandedAsync(Code, manager, Cancel)).Frame.ShouldNotBeNull();
        merged.People.Select(one => (one.Unit, one.Reference)).ShouldBe([("noivu", "P1"), ("noivu", "P2"), ("tuphap", "X1")], "a list handed in takes the place of what the frame had of its unit");
        frame.Frame!.Hash.ShouldNotBe(merged.Hash); // kept just above
        await using var context = open.Installation.Database.Open();
        (await context.Set<Application.Surveys.Sampling.StoredFrame>().OrderByDescending(one => one.At).ThenByDescending(one => one.Id).Select(one => one.Contacts).FirstAsync(Cancel)).ShouldSatisfyAllConditions(text => text.ShouldContain("0912345678"), text => text.ShouldContain("X1"), text => text.ShouldNotContain("X2"));
        (await open.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task What_finds_people_goes_when_the_survey_is_closed_and_the_list_with_its_answers(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        OpenRound.Must(await open.Installation.UnitLists.CallAsync(Code, "20/3/2026", manager, Cancel));
        OpenRound.Must(await HandInAsync(open, List("id,name\nP1,An\n"))).Contacts.ShouldContain("An");
        OpenRound.Must(await open.Installation.Surveys.CloseAsync(Code, open.Change(), Cancel));
        (await HandInAsync(open, List("id\nP1\n"))).Problems.ShouldHaveSingleItem().Code.ShouldBe("handed-list.not-asked");
        await using var context = open.Installation.Database.Open();
        (await context.SurveyHandedLists.AsNoTracking().SingleAsync(Cancel)).ShouldSatisfyAllConditions(list => list.Contacts.ShouldBeEmpty(), list => list.People.ShouldContain("P1"));
        open.Clock.Now = new(2028, 1, 2, 0, 0, 0, TimeSpan.Zero);
        (await open.Installation.Retention.EraseDueAsync(open.Change(), Cancel)).ShouldHaveSingleItem();
        (await context.SurveyHandedLists.CountAsync(Cancel)).ShouldBe(0);
    }

    [Fact]
    public async Task After_the_last_day_none_is_taken_until_another_is_set()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await open.Installation.UnitLists.CallAsync(Code, "12/3/2026", manager, Cancel));
        (await open.Installation.UnitLists.OpenForAsync("noivu", Cancel)).ShouldHaveSingleItem();
        (await open.Installation.UnitLists.OpenForAsync("khac", Cancel)).ShouldBeEmpty();
        open.Clock.Now = new(2026, 3, 12, 18, 0, 0, TimeSpan.Zero); // the 13th in Vietnam
        (await HandInAsync(open, List("id\nP1\n"))).Problems.ShouldHaveSingleItem().Code.ShouldBe("handed-list.not-asked");
        (await open.Installation.UnitLists.OpenForAsync("noivu", Cancel)).ShouldBeEmpty();
        OpenRound.Must(await open.Installation.UnitLists.CallAsync(Code, "15/3/2026", manager, Cancel));
        OpenRound.Must(await HandInAsync(open, List("id\nP1\n")));
    }

    [Fact]
    public void Everything_wrong_with_a_file_is_told_at_its_cell()
    {
        List("id,unit,telephone\nP1,tuphap,0912345678\n").Problems.Select(problem => (problem.Code, problem.Where)).ShouldBe([("handed-list.other-unit", "ds.csv:2")]);
        List("Mã,Điện thoại\n,0912345678\nP2,abc\n").Problems.Select(problem => (problem.Code, problem.Where)).ShouldBe([("table.missing-value", "ds.csv:2:Mã"), ("survey.telephone", "ds.csv:3:Điện thoại")], ignoreOrder: true);
        List("Số thẻ\nP1\n").Problems.ShouldHaveSingleItem().Code.ShouldBe("table.missing-column");
        OpenRound.Must(List("Số thẻ,Ghi chú\nP1,An\n", None.Add("id", "số thẻ").Add("name", "GHI CHÚ"))).ShouldHaveSingleItem().ShouldSatisfyAllConditions(one => one.Reference.ShouldBe("P1"), one => one.Unit.ShouldBe("noivu"), one => one.Whereabouts!.Name.ShouldBe("An")); // it has a name
        List("id\nP1\n", None.Add("stratum", "Huyện")).Problems.Select(problem => problem.Code).ShouldBe(["handed-list.no-column"]);
        List("Mã\nP1\n", None.Add("id", "mã").Add("stratum", "Mã")).Problems.Select(problem => problem.Code).ShouldBe(["handed-list.column-twice"]);
        OpenRound.Must(List("ID,Mã hồ sơ\n1,H9\n", None.Add("id", "Mã hồ sơ"))).ShouldHaveSingleItem().Reference.ShouldBe("H9", "the column that was said, not one of the same name");
    }

    /// <summary>Who rates whom: the people of a unit stand under the groups that work there.</summary>
    [Fact]
    public void Lists_of_raters_are_those_of_the_groups_that_work_in_the_unit()
    {
        var raters = OpenSurvey.Declaration with { Raters = [new("lanhdao-noivu", "Lãnh đạo Sở Nội vụ", ["tuphap"]) { Own = "noivu" }, new("daibieu", "Đại biểu", ["noivu", "tuphap"])] };
        UnitLists.ListsOf(raters, "noivu").ShouldBe(["lanhdao-noivu"]);
        UnitLists.ListsOf(raters, "tuphap").ShouldBeEmpty();
        UnitLists.ListsOf(OpenSurvey.Declaration, "tuphap").ShouldBe(["tuphap"]);
    }

    private Task<Result<HandedList>> HandInAsync(OpenSurvey open, Result<ImmutableArray<Invitee>> list) => open.Installation.UnitLists.HandInAsync(Code, "noivu", list, officer, Cancel);

    private static Result<ImmutableArray<Invitee>> List(string csv, ImmutableDictionary<string, string>? names = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        return csv.Contains("X1", StringComparison.Ordinal) ? InviteeFile.Read(stream, "ds.csv") : HandedListFile.Read(stream, "ds.csv", names ?? None, ["noivu"]);
    }
}
