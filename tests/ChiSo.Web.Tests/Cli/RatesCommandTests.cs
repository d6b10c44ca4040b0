using System.Text.Json;

namespace ChiSo.Web.Tests.Cli;

/// <summary><c>chiso survey rates</c> on a table of outcomes.</summary>
public sealed class RatesCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chiso-rates-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_row_a_person_and_a_row_an_outcome_give_the_same_rates()
    {
        var people = Write("people.csv", "id,outcome\n1,complete\n2,complete\n3,partial\n4,refusal\n5,undelivered\n");
        var counts = Write("counts.csv", "outcome,count\ncomplete,2\npartial,1\nrefusal,1\nunknown,1\n");
        var run = await Run.OfAsync("survey", "rates", people, "--json");
        run.Code.ShouldBe(0, run.Error);
        (await Run.OfAsync("survey", "rates", counts, "--json")).Out.ShouldBe(run.Out);
        ValueOf(run.Out, 0, "RR1").ShouldBe(0.4, 1e-12);
        ValueOf(run.Out, 0, "RR6").ShouldBe(0.75, 1e-12);
        ValueOf((await Run.OfAsync("survey", "rates", counts, "--eligible", "0,5", "--json")).Out, 0, "RR3").ShouldBe(2 / 4.5, 1e-12);
        (await Run.OfAsync("survey", "rates", counts)).Out.ShouldContain("40,0");
    }

    [Fact]
    public async Task Groups_have_rates_of_their_own()
    {
        var run = await Run.OfAsync("survey", "rates", Write("people.csv", "outcome,district\ncomplete,b\nrefusal,b\ncomplete,a\n"), "--by", "district", "--json");
        ValueOf(run.Out, 0, "RR1").ShouldBe(1);
        ValueOf(run.Out, 1, "RR1").ShouldBe(0.5);
    }

    [Fact]
    public async Task Wrong_tables_are_told_by_their_cells()
    {
        (await Run.OfAsync("survey", "rates", Write("a.csv", "outcome\ngone\n"))).Error.ShouldContain("value.not-a-choice");
        (await Run.OfAsync("survey", "rates", Write("b.csv", "outcome,count\nrefusal,-1\n"))).Error.ShouldContain("survey.outcome-count");
        (await Run.OfAsync("survey", "rates", Write("c.csv", "outcome\n"))).Error.ShouldContain("survey.outcome-none");
        (await Run.OfAsync("survey", "rates", Write("d.csv", "outcome\nrefusal\n"), "--eligible", "2")).Code.ShouldBe(2);
        (await Run.OfAsync("survey", "rates", "nowhere.csv")).Code.ShouldBe(4);
    }

    private static double ValueOf(string json, int group, string code)
    {
        using var told = JsonDocument.Parse(json);
        return told.RootElement.GetProperty("groups")[group].GetProperty("rates").EnumerateArray().Single(rate => rate.GetProperty("code").GetString() == code).GetProperty("value").GetDouble();
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
