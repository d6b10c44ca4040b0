using System.Text;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Sampling;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Surveys.Collection;
using ChiSo.Application.Tests.Surveys.Opening;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Sampling;

/// <summary>People served in a period, each once a unit, from tables of dossiers.</summary>
public sealed class DossierFrameTests(PostgresServer postgres)
{
    private const string Head = "dossier,unit,person,finished,stratum,fee\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Everybody_served_in_the_period_is_in_the_frame_once_a_unit_and_what_was_left_out_is_told(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        var manager = SurveyManagers.With(Role.SurveyManager);
        var first = Read("a.csv", Head + "H1,noivu,079 1,31/12/2025,đất đai,0\nH2,noivu,0791,01/01/2026,đất đai,0\nH3,noivu,079 1,2026-03-31,hộ tịch,0\nH4,tuphap,079 1,15/2/2026,hộ tịch,0\n");
        var second = Read("b.csv", Head + "H5,noivu,0792,31/03/2026,đất đai,0\nh2 ,noivu,0791,01/01/2026,đất đai,0\nH6,noivu,0793,01/04/2026,đất đai,0\nH7,noivu,0794,,đất đai,0\nH2,tuphap,0795,2/2/2026,hộ tịch,0\n");
        var frame = OpenRound.Must(await open.Installation.SurveySampling.KeepServedAsync(OpenSurvey.Code, [first, second], "1/1/2026", "31/03/2026", manager, Cancel)).Frame.ShouldNotBeNull();
        frame.People.Select(one => (one.Unit, one.Reference, one.Stratum)).ShouldBe([("noivu", "H3", "hộ tịch"), ("noivu", "H5", "đất đai"), ("noivu", "h2", "đất đai"), ("tuphap", "H2", "hộ tịch"), ("tuphap", "H4", "hộ tịch")], "under the number and the stratum of the last dossier, never a personal number");
        frame.Source.ShouldBe(new(new(2026, 1, 1), new(2026, 3, 31), Dossiers: 5, Twice: 1, Outside: 3));
        (await open.Installation.SurveySampling.FindAsync(open.Survey, Cancel)).Frame.ShouldNotBeNull().Source.ShouldBe(frame.Source);
        OpenRound.Must(await open.Installation.SurveySampling.KeepServedAsync(OpenSurvey.Code, [first, second], "1/1/2026", "31/03/2026", manager, Cancel)).Frame!.Id.ShouldBe(frame.Id, "the same again changes nothing");
        (await open.Installation.SurveySampling.KeepServedAsync(OpenSurvey.Code, [first], "1/1/2026", "31/03/2026", SurveyManagers.With(Role.StandingOffice), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.not-allowed");
    }

    /// <summary>Tables come as they were made: an earlier one has dossiers that were not finished then.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_rows_of_one_dossier_the_latest_day_counts_whatever_their_order(bool isEarlierFirst)
    {
        string[] tables = ["H1,noivu,1,,đất đai,\nH2,noivu,2,05/01/2026,đất đai,\n", "h1,noivu,1,10/01/2026,hộ tịch,\nH2,noivu,2,05/02/2026,hộ tịch,\n"];
        var rows = (isEarlierFirst ? tables : tables.Reverse()).SelectMany((table, at) => OpenRound.Must(Read($"{at}.csv", Head + table)));
        var served = OpenRound.Must(ServedPeople.Of(rows, new(new(2026, 1, 1), new(2026, 1, 31))));
        served.People.ShouldHaveSingleItem().ShouldSatisfyAllConditions(one => one.Reference.ToUpperInvariant().ShouldBe("H1"), one => one.Stratum.ShouldBe("hộ tịch"));
        served.Source.ShouldBe(new(new(2026, 1, 1), new(2026, 1, 31), Dossiers: 1, Twice: 2, Outside: 1));
    }

    [Fact]
    public void How_somebody_is_found_comes_from_the_newest_dossier_that_says_it()
    {
        var rows = OpenRound.Must(Read("a.csv", "dossier,unit,person,finished,name,telephone\nH1,noivu,1,20/01/2026,Bà Một,0292 3 812 001\nH2,noivu,1,10/01/2026,Bà Một,0292 3 812 000\nH3,noivu,1,25/01/2026,,\n"));
        OpenRound.Must(ServedPeople.Of(rows, new(new(2026, 1, 1), new(2026, 1, 31)))).People.ShouldHaveSingleItem().Whereabouts.ShouldBe(new("Bà Một", "", "0292 3 812 001"));
    }

    [Fact]
    public async Task Everything_wrong_with_tables_and_period_is_told_at_once()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        var (sampling, manager) = (open.Installation.SurveySampling, SurveyManagers.With(Role.SurveyManager));
        var told = (await sampling.KeepServedAsync(OpenSurvey.Code, [Read("a.csv", Head + "H1,khong-co,1,31/02/2026,x,\n,noivu,,1/1/2026,x,\n"), Read("b.csv", "dossier,unit\nH1,noivu\n")], "mai", "", manager, Cancel)).Problems;
        told.Select(problem => $"{problem.Code}@{problem.Where}").ShouldBe(
        [
            "value.not-a-date@a.csv:2:finished", "survey.no-unit@a.csv:2:unit", "table.missing-value@a.csv:3:dossier", "table.missing-value@a.csv:3:person", "table.missing-column@b.csv", "table.missing-column@b.csv", "sample.period@from", "sample.period@to",
        ], ignoreOrder: true);
        var good = Read("c.csv", Head + "H1,noivu,1,1/1/2026,x,\nH1,noivu,2,1/1/2026,x,\n");
        (await sampling.KeepServedAsync(OpenSurvey.Code, [good], "2/1/2026", "1/1/2026", manager, Cancel)).Problems.ShouldHaveSingleItem().Where.ShouldBe("to");
        (await sampling.KeepServedAsync(OpenSurvey.Code, [good], "1/1/2026", "2/1/2026", manager, Cancel)).Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(problem => problem.Code.ShouldBe("sample.dossier-of-two"), problem => problem.Where.ShouldBe("c.csv:3:dossier"), problem => problem.What.En.ShouldContain("c.csv:2:dossier"));
        (await sampling.KeepServedAsync(OpenSurvey.Code, [], "1/1/2026", "2/1/2026", manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sample.no-dossiers");
        (await sampling.KeepServedAsync(OpenSurvey.Code, [Read("d.csv", Head + "H1,noivu,1,1/1/2025,x,\n")], "1/1/2026", "2/1/2026", manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sample.nobody-served");
        (await sampling.FindAsync(open.Survey, Cancel)).Frame.ShouldBeNull();
    }

    private static Result<System.Collections.Immutable.ImmutableArray<ServedDossier>> Read(string name, string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return DossierFile.Read(stream, name, OpenSurvey.Declaration);
    }
}
