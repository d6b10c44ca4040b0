using ChiSo.Application.People;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Surveys.Collection;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Fieldwork;

/// <summary>What an area is told of answers: rows of the board of the whole survey, nothing that board hides.</summary>
public sealed class FieldBoardTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(12, 12, 12)]
    [InlineData(12, 3, null)] // the other stratum is too small: this one would give it away
    [InlineData(3, 12, null)]
    public async Task An_area_of_one_stratum_sees_what_everybody_may_see_of_it(int here, int elsewhere, int? told)
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        foreach (var (stratum, answers) in new[] { ("đô thị", here), ("nông thôn", elsewhere) })
        {
            foreach (var link in (await open.InviteAsync(30, stratum: stratum, prefix: stratum)).Take(answers))
                OpenRound.Must(await open.AnswerAsync(link.Key));
        }

        OpenRound.Must(await open.Installation.FieldAreas.DeclareAsync(OpenSurvey.Code, new("do-thi", "Đô thị", "noivu; đô thị", "", 0), Field.With(Role.SurveyManager, "", ""), Cancel));
        var place = (await open.Installation.FieldAreas.FindAsync(OpenSurvey.Code, "do-thi", Cancel)).ShouldNotBeNull();
        var row = (await open.Installation.FieldReading.BoardAsync(place, Cancel)).ShouldHaveSingleItem();
        (row.Unit, row.Strata.ShouldHaveSingleItem().Stratum, row.Count.Invited, row.Count.Answers).ShouldBe(("noivu", "đô thị", 30, told));
        var whole = await open.Installation.SurveyReading.BoardAsync(open.Survey, Cancel);
        whole.Units.SelectMany(unit => unit.Strata).Single(stratum => stratum.Stratum == "đô thị").Count.ShouldBe(row.Count);
    }

    [Fact]
    public async Task An_area_of_every_stratum_of_a_unit_sees_the_unit()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        await open.InviteAsync(30, stratum: "a", prefix: "a");
        await open.InviteAsync(30, stratum: "b", prefix: "b");
        OpenRound.Must(await open.Installation.FieldAreas.DeclareAsync(OpenSurvey.Code, new("ca-hai", "Cả hai", "*; a\n*; b", "", 0), Field.With(Role.SurveyManager, "", ""), Cancel));
        var place = (await open.Installation.FieldAreas.FindAsync(OpenSurvey.Code, "ca-hai", Cancel)).ShouldNotBeNull();
        var row = (await open.Installation.FieldReading.BoardAsync(place, Cancel)).ShouldHaveSingleItem();
        (row.Unit, row.Count.Invited, row.Count.Telling, row.Strata.Length).ShouldBe(("noivu", 60, Telling.Few, 2));
    }
}
