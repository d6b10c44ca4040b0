using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Collection;

/// <summary>Paper forms keyed twice.</summary>
public sealed class PaperTests(PostgresServer postgres) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chiso-paper-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Where_two_people_differ_is_listed_cell_by_cell()
    {
        var keyed = DoubleKeying.Compare(OpenRound.Must(Read("form,unit,good,why\n1,noivu,yes,\n2,noivu,no,cham\n3,noivu,yes,\n5,noivu,yes,\n")), OpenRound.Must(Read("form,unit,good,why\n2,noivu,no,chậm\n1,noivu,yes,\n3,tuphap,no,\n4,noivu,yes,\n")));
        keyed.Agreed.Select(form => form.Number).ShouldBe(["1"]);
        keyed.Disagreements.ShouldBe([new("2", "why", "cham", "chậm"), new("3", "unit", "noivu", "tuphap"), new("3", "good", "yes", "no"), new("5", "form", "5", ""), new("4", "form", "", "4")]);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_form_is_stored_once_however_often_it_is_entered(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        var forms = OpenRound.Must(Read("form,unit,good,why\n1,noivu,yes,\n2,tuphap,no,xa\n"));
        OpenRound.Must(await open.Installation.Paper.TakeAsync(open.Survey, forms, Cancel)).ShouldBe(2);
        OpenRound.Must(await open.Installation.Paper.TakeAsync(open.Survey, forms, Cancel)).ShouldBe(0);
        (await open.AnswersAsync()).Select(answer => (answer.Unit, answer.Mode, answer.Values["good"])).Order().ShouldBe([("noivu", AnswerMode.Paper, "yes"), ("tuphap", AnswerMode.Paper, "no")]);
    }

    [Fact]
    public async Task A_form_that_breaks_the_questionnaire_stops_all_and_every_place_is_told()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        var forms = OpenRound.Must(Read("form,unit,good,why\n1,noivu,yes,\n2,noivu,,\n3,khac,maybe,\n4,noivu,yes,tại sao\n"));
        (await open.Installation.Paper.TakeAsync(open.Survey, forms, Cancel)).Problems.Select(problem => (problem.Code, problem.Where)).ShouldBe(
            [("answer.missing", "keyed.csv:3: good"), ("answer.not-offered", "keyed.csv:4: good"), ("survey.no-unit", "keyed.csv:4"), ("survey.not-asked", "keyed.csv:5: why")]);
        (await open.AnswersAsync()).ShouldBeEmpty();
        Read("form,unit,good\n1,noivu,yes\n1,noivu,no\n").Problems.Single().Code.ShouldBe("survey.keyed-twice");
    }

    private Engine.Result<System.Collections.Immutable.ImmutableArray<KeyedForm>> Read(string text)
    {
        var path = Path.Combine(folder, "keyed.csv");
        File.WriteAllText(path, text);
        return DoubleKeying.Read(path, OpenSurvey.Form);
    }
}
