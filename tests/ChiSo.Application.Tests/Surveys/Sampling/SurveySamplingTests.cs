using System.Collections.Immutable;
using System.Text;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Sampling;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Surveys.Collection;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Sampling;

/// <summary>A survey's sample from lists to links: the same from the same frame, plan and seed; the reserve in its order.</summary>
public sealed class SurveySamplingTests(PostgresServer postgres)
{
    private static readonly Person Manager = With(Role.SurveyManager);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_sample_is_drawn_invited_and_replaced_in_order_and_anybody_repeats_it(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        var sampling = open.Installation.SurveySampling;
        var framed = OpenRound.Must(await sampling.KeepFrameAsync(OpenSurvey.Code, [List("a.csv", "noivu", 1, 200), List("b.csv", "noivu", 150, 220), List("c.csv", "tuphap", 1, 100)], Manager, Cancel));
        var frame = framed.Frame.ShouldNotBeNull();
        frame.People.Length.ShouldBe(320);
        OpenRound.Must(await sampling.KeepFrameAsync(OpenSurvey.Code, [List("c.csv", "tuphap", 1, 100), List("a.csv", "noivu", 1, 220)], Manager, Cancel)).Frame!.Id.ShouldBe(frame.Id, "the same people are the same frame");

        var plan = Plan(("size", "total"), ("total", "60"), ("reserve", "2"));
        (await sampling.DrawAsync(OpenSurvey.Code, plan, "7", "khác", Manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sample.other-frame");
        (await sampling.DrawAsync(OpenSurvey.Code, plan, "-1", frame.Hash, Manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sample.seed");
        OpenRound.Must(await sampling.DrawAsync(OpenSurvey.Code, plan, "7", frame.Hash, Manager, Cancel));
        OpenRound.Must(await sampling.DrawAsync(OpenSurvey.Code, plan, "7", frame.Hash, Manager, Cancel)).Draws.Length.ShouldBe(1, "the same again changes nothing");
        var drawn = OpenRound.Must(await sampling.DrawAsync(OpenSurvey.Code, plan, "8", frame.Hash, Manager, Cancel));
        drawn.Draws.Select(draw => (draw.Number, draw.Seed, draw.IsRepeated)).ShouldBe([(1, 7UL, true), (2, 8UL, true)]);

        // By the page on samples alone: 60 of 320 in proportion are 41 of 220 and 19 of 100.
        var rows = SampleFrame.Of(Enumerable.Range(1, 220).Select(number => new FrameRow($"noivu/P{number}", "noivu")).Concat(Enumerable.Range(1, 100).Select(number => new FrameRow($"tuphap/P{number}", "tuphap"))));
        rows.TryGet(out var byHand).ShouldBeTrue();
        frame.Hash.ShouldBe(byHand!.Hash); // just above
        Drawing.Simple(byHand, new Dictionary<string, StratumSize> { ["noivu"] = new(41, 2), ["tuphap"] = new(19, 2) }, 8).TryGet(out var again).ShouldBeTrue();
        var newest = drawn.Newest.ShouldNotBeNull();
        newest.People.Select(one => $"{one.Unit}/{one.Id} {one.Order} {one.IsReserve}").ShouldBe(again!.Rows.Select(row => $"{row.Row.Id} {row.Order} {row.IsReserve}")); // just above

        (await sampling.InviteAsync(OpenSurvey.Code, 1, Manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sample.not-newest");
        (await sampling.ReplaceAsync(OpenSurvey.Code, "noivu", "P1", "vì", Manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sample.unknown");
        OpenRound.Must(await sampling.InviteAsync(OpenSurvey.Code, 2, Manager, Cancel)).Links.Length.ShouldBe(60);
        (await sampling.InviteAsync(OpenSurvey.Code, 2, Manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.nobody-new");
        (await sampling.DrawAsync(OpenSurvey.Code, plan, "9", frame.Hash, Manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sample.invited");

        await ShouldReplaceInOrderAsync(open, newest);
        await using var context = open.Installation.Database.Open();
        (await context.AuditLinks.Where(link => link.Chain == "survey:" + OpenSurvey.Code).OrderBy(link => link.Sequence).Select(link => link.Act).ToListAsync(Cancel)).ShouldBe(
            ["survey.opened", "survey.frame-kept", "survey.drawn", "survey.drawn", "survey.invited", "survey.invited", "survey.replaced", "survey.invited", "survey.replaced"]);
        (await open.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Lists_are_told_row_by_row_and_nothing_is_kept()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        var told = (await open.Installation.SurveySampling.KeepFrameAsync(OpenSurvey.Code,
            [Read("a.csv", "id,unit,stratum\nP1,noivu,x\n,noivu,x\nP2,khong-co,x\n"), Read("b.csv", "id,unit,stratum\nP 1,noivu,x\nP1,noivu,y\n"), Read("c.csv", "ten\nx\n")], Manager, Cancel)).Problems;
        told.Select(problem => $"{problem.Code}@{problem.Where}").ShouldBe(["table.missing-value@a.csv:3:id", "survey.no-unit@a.csv:4:unit", "table.missing-column@c.csv", "table.missing-column@c.csv"], ignoreOrder: true);
        told = (await open.Installation.SurveySampling.KeepFrameAsync(OpenSurvey.Code, [Read("a.csv", "id,unit,stratum\nP1,noivu,x\nP2,khong-co,x\n"), Read("b.csv", "id,unit,stratum\nP1,noivu,y\n")], Manager, Cancel)).Problems;
        told.Select(problem => $"{problem.Code}@{problem.Where}").ShouldBe(["survey.no-unit@a.csv:3:unit"], ignoreOrder: true);
        told = (await open.Installation.SurveySampling.KeepFrameAsync(OpenSurvey.Code, [Read("a.csv", "id,unit,stratum\nP1,noivu,x\n"), Read("b.csv", "id,unit,stratum\nP1,noivu,y\n")], Manager, Cancel)).Problems;
        told.Select(problem => $"{problem.Code}@{problem.Where}").ShouldBe(["survey.two-strata@b.csv:2"]);
        (await open.Installation.SurveySampling.FindAsync(open.Survey, Cancel)).Frame.ShouldBeNull();
        (await open.Installation.SurveySampling.KeepFrameAsync(OpenSurvey.Code, [List("a.csv", "noivu", 1, 20)], With(Role.StandingOffice), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.not-allowed");
    }

    [Fact]
    public void A_list_of_nothing_but_the_reserve_invites_nobody_and_says_so()
    {
        Read("a.csv", "id,unit,reserve\nP1,noivu,yes\nP2,noivu,yes\n").Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(problem => problem.Code.ShouldBe("survey.reserve-alone"), problem => problem.Where.ShouldBe("a.csv"));
        OpenRound.Must(Read("a.csv", "id,unit,reserve\nP1,noivu,yes\nP2,noivu,no\n")).ShouldHaveSingleItem().Reference.ShouldBe("P2");
    }

    [Fact]
    public async Task Clusters_and_strata_are_drawn_within_their_units()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        var sampling = open.Installation.SurveySampling;
        var rows = string.Concat(Enumerable.Range(1, 300).Select(number => $"P{number},{(number <= 200 ? "noivu" : "tuphap")},{(number % 2 == 0 ? "a" : "b")},c{number % 10}\n"));
        var frame = OpenRound.Must(await sampling.KeepFrameAsync(OpenSurvey.Code, [Read("a.csv", "id,unit,stratum,cluster\n" + rows)], Manager, Cancel)).Frame.ShouldNotBeNull();
        var draw = OpenRound.Must(await sampling.DrawAsync(OpenSurvey.Code, Plan(("method", "TwoStage"), ("size", "total"), ("total", "60"), ("people", "5"), ("reserve", "1")), "1", frame.Hash, Manager, Cancel)).Newest.ShouldNotBeNull();
        draw.People.Where(one => !one.IsReserve).CountBy(one => (one.Unit, one.Stratum, one.Cluster)).ShouldAllBe(cluster => cluster.Value == 5);
        draw.People.Where(one => !one.IsReserve).CountBy(one => (one.Unit, one.Stratum)).Select(stratum => (stratum.Key, stratum.Value)).Order().ShouldBe([(("noivu", "a"), 20), (("noivu", "b"), 20), (("tuphap", "a"), 10), (("tuphap", "b"), 10)]);

        OpenRound.Must(await sampling.KeepFrameAsync(OpenSurvey.Code, [List("a.csv", "noivu", 1, 50)], Manager, Cancel));
        var other = (await sampling.FindAsync(open.Survey, Cancel)).Frame.ShouldNotBeNull();
        (await sampling.DrawAsync(OpenSurvey.Code, Plan(("method", "TwoStage")), "1", other.Hash, Manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sample.no-clusters");
        (await sampling.FindAsync(open.Survey, Cancel)).Newest.ShouldNotBeNull().IsRepeated.ShouldBeTrue("the frame it was drawn from is still there");
    }

    [Fact]
    public void Sizes_are_those_of_the_page_on_samples_and_the_gap_is_said()
    {
        Invitee[] people = [.. Enumerable.Range(1, 1251).Select(number => new Invitee($"P{number}", "noivu", "", "")), .. Enumerable.Range(1, 100).Select(number => new Invitee($"P{number}", "tuphap", "", ""))];
        var planned = OpenRound.Must(PlannedSample.Of(OpenSurvey.Declaration, people, Plan(("margin", "3"), ("response", "60"), ("cost", "20000"))));
        planned.Units.Select(unit => (unit.Unit, unit.Invited, unit.Forms, unit.Cost)).ShouldBe([("noivu", 961, 576, 576 * 20000m), ("tuphap", 100, 60, 60 * 20000m)]);
        planned.Units[0].Margin.ShouldBe(0.03, 1e-4);
        planned.Units[1].Margin.ShouldBe(1.959964 * Math.Sqrt(0.25 / 60 * 40 / 99), 1e-6);
        planned.Options.Single(option => option.Margin == 0.03).ShouldSatisfyAllConditions(option => option.Invited.ShouldBe(961 + 100), option => option.TooFew.ShouldBe(1));
        planned.Gap.ShouldNotBeNull().ShouldBe((1.959964 + 0.841621) * Math.Sqrt(2 * 0.25 / 60 * 40 / 99), 1e-5);
        planned.Alike.ShouldBe(1);
        OpenRound.Must(PlannedSample.Of(OpenSurvey.Declaration, people, Plan(("margin", "3"), ("expected", "noivu; 95\ntuphap; 60,5")))).Alike.ShouldBe(0);
        OpenRound.Must(PlannedSample.Of(OpenSurvey.Declaration, people, Plan(("size", "total"), ("total", "200"), ("allocation", "Equal")))).Units.Select(unit => unit.Invited).ShouldBe([100, 100]);
        OpenRound.Must(PlannedSample.Of(OpenSurvey.Declaration, people[..1251], Plan())).ShouldSatisfyAllConditions(one => one.Gap.ShouldBeNull(), one => one.Empty.ShouldBe(["tuphap"]));
    }

    /// <summary>By hand: 300 + 100 rate a, 100 + 200 rate b, 300 + 200 rate c; a margin of 5 % without response asks 197, 169 and 218 of them.</summary>
    [Fact]
    public void Raters_are_sized_so_that_each_unit_they_rate_has_its_margin()
    {
        var survey = OpenSurvey.Declaration with { Units = [new("a", "A"), new("b", "B"), new("c", "C"), new("d", "D")], Raters = [new("x", "X", ["a", "c"]), new("y", "Y", ["a", "b"]), new("z", "Z", ["b", "c"]), new("không ai", "K", ["d"])] };
        Invitee[] people = [.. new[] { ("x", 300), ("y", 100), ("z", 200) }.SelectMany(group => Enumerable.Range(1, group.Item2).Select(number => new Invitee($"P{number}", group.Item1, "", "")))];
        var planned = OpenRound.Must(PlannedSample.Of(survey, people, Plan(("margin", "5"), ("response", "100"))));
        int[] wanted = [.. new[] { 400, 300, 500 }.Select(all => SampleSize.ForShare(0.5, 0.05, 0.95, all).Invited)];
        wanted.ShouldBe([197, 169, 218]);
        planned.Groups.Select(group => (group.Unit, group.Population, group.Invited)).ShouldBe([("x", 300, 148), ("y", 100, 57), ("z", 200, 113)], "197·3/4, 169/3, 169·2/3, each up");
        planned.Units.Select(unit => (unit.Unit, unit.Population, unit.Forms)).ShouldBe([("a", 400, 205), ("b", 300, 170), ("c", 500, 261)]);
        planned.Units.ShouldAllBe(unit => unit.Margin <= 0.05);
        (planned.Invited, planned.Empty.Single()).ShouldBe((318, "d"));
        OpenRound.Must(PlannedSample.Of(survey, people, Plan(("size", "total"), ("total", "60")))).Groups.Select(group => group.Invited).ShouldBe([30, 10, 20]);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Raters_are_drawn_and_invited_by_their_group(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres, OpenSurvey.Declaration with { Raters = [new("noivu", "Sở Nội vụ", ["tuphap"]), new("daibieu", "Đại biểu", ["noivu", "tuphap"])] });
        var sampling = open.Installation.SurveySampling;
        (await sampling.KeepFrameAsync(OpenSurvey.Code, [Raters("tuphap", 50)], Manager, Cancel)).Problems.Select(problem => problem.Code).Distinct().ShouldBe(["survey.no-unit"], "no group has this code");
        var frame = OpenRound.Must(await sampling.KeepFrameAsync(OpenSurvey.Code, [Raters("noivu", 80), Raters("daibieu", 40)], Manager, Cancel)).Frame.ShouldNotBeNull();
        OpenRound.Must(await sampling.DrawAsync(OpenSurvey.Code, Plan(("size", "total"), ("total", "60"), ("reserve", "1")), "3", frame.Hash, Manager, Cancel));
        var links = OpenRound.Must(await sampling.InviteAsync(OpenSurvey.Code, 1, Manager, Cancel)).Links;
        links.CountBy(link => link.To.Unit).OrderBy(group => group.Key, StringComparer.Ordinal).ShouldBe([new("daibieu", 20), new("noivu", 40)]);
        OpenRound.Must(await sampling.ReplaceAsync(OpenSurvey.Code, "daibieu", links.First(link => link.To.Unit == "daibieu").To.Reference, "nghỉ phép", Manager, Cancel)).Links.ShouldHaveSingleItem().To.Unit.ShouldBe("daibieu");
    }

    [Fact]
    public void Everything_wrong_with_a_plan_is_told_by_its_field()
    {
        var read = SamplePlanEntry.Read(SamplePlanEntry.Proposed.SetItem("margin", "0").SetItem("share", "chín mươi").SetItem("response", "101").SetItem("reserve", "1,5").SetItem("expected", "khong-co; 5"), OpenSurvey.Declaration, DecimalMark.Comma);
        read.Problems.Select(problem => problem.Where).Order().ShouldBe(["expected", "margin", "reserve", "response", "share"]);
    }

    [Fact]
    public async Task Lists_and_draws_are_erased_with_the_answers()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        var frame = OpenRound.Must(await open.Installation.SurveySampling.KeepFrameAsync(OpenSurvey.Code, [List("a.csv", "noivu", 1, 60)], Manager, Cancel)).Frame.ShouldNotBeNull();
        OpenRound.Must(await open.Installation.SurveySampling.DrawAsync(OpenSurvey.Code, Plan(("size", "total"), ("total", "30")), "1", frame.Hash, Manager, Cancel));
        OpenRound.Must(await open.Installation.SurveySampling.InviteAsync(OpenSurvey.Code, 1, Manager, Cancel));
        open.Clock.Now = new(2028, 1, 1, 1, 0, 0, TimeSpan.Zero);
        (await open.Installation.Retention.EraseDueAsync(open.Change(), Cancel)).ShouldHaveSingleItem().Invited.ShouldBe(30);
        (await open.Installation.SurveySampling.FindAsync(open.Survey, Cancel)).ShouldSatisfyAllConditions(left => left.Frame.ShouldBeNull(), left => left.Draws.ShouldBeEmpty());
    }

    private static async Task ShouldReplaceInOrderAsync(OpenSurvey open, HeldDraw draw)
    {
        var sampling = open.Installation.SurveySampling;
        var (gone, reserve) = (draw.People.Where(one => one is { Unit: "noivu", IsReserve: false }).ToArray(), draw.People.Where(one => one is { Unit: "noivu", IsReserve: true }).OrderBy(one => one.Order).ToArray());
        (await sampling.ReplaceAsync(OpenSurvey.Code, "noivu", gone[0].Id, " ", Manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sample.no-reason");
        (await sampling.ReplaceAsync(OpenSurvey.Code, "noivu", reserve[0].Id, "vì", Manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sample.not-in-sample");
        OpenRound.Must(await sampling.ReplaceAsync(OpenSurvey.Code, "noivu", gone[0].Id, "Sai địa chỉ", Manager, Cancel)).Links.ShouldHaveSingleItem().To.Reference.ShouldBe(reserve[0].Id);
        (await sampling.ReplaceAsync(OpenSurvey.Code, "noivu", gone[0].Id, "lần nữa", Manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sample.not-in-sample");
        OpenRound.Must(await sampling.ReplaceAsync(OpenSurvey.Code, "noivu", reserve[0].Id, "Đã chuyển đi", Manager, Cancel)).Links.ShouldHaveSingleItem().To.Reference.ShouldBe(reserve[1].Id); // who stepped in may go too
        (await sampling.ReplaceAsync(OpenSurvey.Code, "noivu", gone[1].Id, "vì", Manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sample.no-reserve");
        (await sampling.FindAsync(open.Survey, Cancel)).Replacements.Select(row => (row.Number, row.Replaced, row.By, row.Reason)).ShouldBe([(1, gone[0].Id, reserve[0].Id, "Sai địa chỉ"), (2, reserve[0].Id, reserve[1].Id, "Đã chuyển đi")]);
    }

    private static SamplePlan Plan(params (string Field, string Text)[] typed) =>
        OpenRound.Must(SamplePlanEntry.Read(typed.Aggregate(SamplePlanEntry.Proposed, (fields, one) => fields.SetItem(one.Field, one.Text)), OpenSurvey.Declaration, DecimalMark.Comma));

    private static Result<ImmutableArray<Invitee>> List(string name, string unit, int from, int to) => Read(name, "id,unit\n" + string.Concat(Enumerable.Range(from, to - from + 1).Select(number => $"P{number},{unit}\n")));

    private static Result<ImmutableArray<Invitee>> Raters(string group, int people) => Enumerable.Range(1, people).Select(number => new Invitee($"P{number}", group, "", $"row {number}")).ToImmutableArray();

    private static Result<ImmutableArray<Invitee>> Read(string name, string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return InviteeFile.Read(stream, name, OpenSurvey.Declaration);
    }

    private static Person With(Role role) => new(Guid.NewGuid(), "thử", [new Mandate { AccountId = Guid.NewGuid(), Role = role, Unit = Roles.IsOfUnit(role) ? "noivu" : "", Ground = "", GrantedBy = Guid.Empty, From = DateTime.UnixEpoch }]);
}
