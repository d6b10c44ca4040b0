using System.Text.Json;
using ChiSo.Web.Tests.House;

namespace ChiSo.Web.Tests.Cli;

/// <summary><c>chiso survey</c> from files to figures.</summary>
public sealed class SurveyCommandTests : IDisposable
{
    private const string Answers = "stratum,commune,w,unit,q1,x,q2\nA,1,2,u,5,1,1\nA,1,2,u,3,2,\nA,2,2,v,4,1,1\nB,3,3,v,2,4,1\nB,4,3,u,NA,2,1\nB,4,3,u,4,2,1\n";
    private const string Design = """
        {
          "stages": [{ "strata": "stratum", "units": "commune" }],
          "weights": "w",
          "estimates": [
            { "kind": "mean", "column": "q1" },
            { "kind": "share", "column": "q1", "values": [4, 5] },
            { "kind": "mean", "column": "q1", "by": "unit" },
            { "kind": "total", "column": "x" },
            { "kind": "ratio", "column": "q1", "denominator": "x" },
            { "kind": "quantile", "column": "q1", "probability": 0.5 }
          ]
        }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("chiso-survey-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Size_says_how_many_and_what_they_cannot_tell()
    {
        var run = await Run.OfAsync("survey", "size", "--margin", "0,03", "--population", "1251", "--response", "0.6", "--json");
        using var size = JsonDocument.Parse(run.Out);
        (size.RootElement.GetProperty("completed").GetInt32(), size.RootElement.GetProperty("invited").GetInt32()).ShouldBe((577, 961));

        (await Run.OfAsync("survey", "size", "--share", "0.9", "--margin", "0.048", "--units", "2")).Out.ShouldContain("9,7 điểm phần trăm");
        var wrong = await Run.OfAsync("survey", "size", "--margin", "5", "--level", "x");
        wrong.Code.ShouldBe(2);
        wrong.Error.ShouldContain("--margin");
        wrong.Error.ShouldContain("--level");
    }

    [Fact]
    public async Task Questionnaire_is_written_as_a_workbook_that_reads_the_same()
    {
        var book = Path.Combine(folder, "form.xlsx");
        var written = await Run.OfAsync("survey", "questionnaire", Repository.PathOf("data/questionnaires/satisfaction"), "--to", book, "--json");
        written.Code.ShouldBe(0, written.Error);
        (await Run.OfAsync("survey", "questionnaire", book, "--json")).Out.ShouldBe(written.Out);
        (await Run.OfAsync("survey", "questionnaire", Write("units.csv", "a\n1\n"))).Error.ShouldContain("questionnaire.no-sheet");
        (await Run.OfAsync("survey", "questionnaire", "nowhere.xlsx")).Code.ShouldBe(4);
    }

    [Fact]
    public async Task Draw_gives_the_same_people_again_and_says_what_repeats_it()
    {
        var frame = Write("frame.csv", "id,stratum\n" + string.Concat(Enumerable.Range(1, 50).Select(number => $"P{number:00},{(number <= 30 ? "town" : "hill")}\n")));
        var first = await Run.OfAsync("survey", "draw", frame, "--size", "10", "--reserve", "2", "--seed", "2026");
        first.Code.ShouldBe(0, first.Error);
        var lines = first.Out.TrimEnd().Split('\n');
        lines[0].ShouldBe("id,stratum,cluster,order,reserve,weight");
        lines.Count(line => line.Contains(",no,", StringComparison.Ordinal)).ShouldBe(10);
        lines.Count(line => line.Contains(",yes,", StringComparison.Ordinal)).ShouldBe(4);
        first.Error.ShouldContain("2026");
        (await Run.OfAsync("survey", "draw", frame, "--size", "10", "--reserve", "2", "--seed", "2026")).Out.ShouldBe(first.Out);
        (await Run.OfAsync("survey", "draw", frame, "--size", "10", "--reserve", "2", "--seed", "2027")).Out.ShouldNotBe(first.Out);
        (await Run.OfAsync("survey", "draw", frame, "--size", "60", "--seed", "1")).Error.ShouldContain("survey.allocation");
        (await Run.OfAsync("survey", "draw", "nowhere.csv", "--size", "6", "--seed", "1")).Code.ShouldBe(4);
    }

    [Fact]
    public async Task A_frame_of_dossiers_is_drawn_within_its_units()
    {
        var dossiers = Write("dossiers.csv", "dossier,unit,person,finished\n" + string.Concat(Enumerable.Range(1, 120).Select(number => $"H{number},{(number % 3 == 0 ? "tuphap" : "noivu")},P{number % 60},{(number <= 90 ? "15/03/2026" : "01/04/2026")}\n")));
        var frame = Path.Combine(folder, "frame.csv");
        var made = await Run.OfAsync("survey", "frame", dossiers, "--from", "01/01/2026", "--until", "31/03/2026", "--to", frame, "--json");
        made.Code.ShouldBe(0, made.Error);
        using var said = JsonDocument.Parse(made.Out);
        (said.RootElement.GetProperty("dossiers").GetInt32(), said.RootElement.GetProperty("outside").GetInt32(), said.RootElement.GetProperty("people").GetInt32()).ShouldBe((90, 30, 60));
        var drawn = await Run.OfAsync("survey", "draw", frame, "--units", "--size", "12", "--reserve", "1", "--seed", "5");
        drawn.Code.ShouldBe(0, drawn.Error);
        var lines = drawn.Out.TrimEnd().Split('\n');
        lines[0].ShouldBe("id,unit,stratum,cluster,order,reserve,weight");
        lines.Where(line => line.Contains(",no,", StringComparison.Ordinal)).CountBy(line => line.Split(',')[1]).Order(Comparer<KeyValuePair<string, int>>.Create((one, other) => string.CompareOrdinal(one.Key, other.Key))).ShouldBe([new("noivu", 8), new("tuphap", 4)]);
        (await Run.OfAsync("survey", "frame", dossiers, "--from", "mai", "--until", "31/03/2026")).Error.ShouldContain("--from");
        (await Run.OfAsync("survey", "frame", dossiers, "--from", "01/01/2020", "--until", "31/03/2020")).Error.ShouldContain("sample.nobody-served");
        (await Run.OfAsync("survey", "frame", "nowhere.csv", "--from", "01/01/2026", "--until", "31/03/2026")).Code.ShouldBe(4);
    }

    [Fact]
    public async Task Draw_of_two_stages_takes_clusters_by_their_size()
    {
        var frame = Write("frame.csv", "id,cluster\n" + string.Concat(Enumerable.Range(1, 80).Select(number => $"P{number:00},C{number % 8}\n")));
        var run = await Run.OfAsync("survey", "draw", frame, "--method", "pps", "--size", "4", "--people", "5", "--seed", "3", "--json");
        using var draw = JsonDocument.Parse(run.Out);
        var rows = draw.RootElement.GetProperty("rows").EnumerateArray().ToArray();
        rows.Length.ShouldBe(20);
        rows.ShouldAllBe(row => row.GetProperty("weight").GetDouble() == 4);
        draw.RootElement.GetProperty("frameHash").GetString()!.Length.ShouldBe(64);
    }

    /// <summary>By hand: mean (2·5 + 2·3 + 2·4 + 3·2 + 3·4) ÷ 12; answers 4 and 5 weigh 7 of 12; unit u 28 ÷ 7, unit v 14 ÷ 5; total of x 2·4 + 3·8; ratio 42 ÷ 26.</summary>
    [Fact]
    public async Task Estimate_gives_every_figure_of_the_design_file()
    {
        var run = await Run.OfAsync("survey", "estimate", Write("design.json", Design), Write("answers.csv", Answers), "--json");
        using var result = JsonDocument.Parse(run.Out);
        var figures = result.RootElement.GetProperty("figures").EnumerateArray().ToArray();
        figures.Select(figure => figure.GetProperty("value").GetDouble()).ShouldBe([3.5, 7 / 12.0, 4, 2.8, 32, 42 / 26.0, 4], 1e-12);
        figures[0].GetProperty("degreesOfFreedom").GetInt32().ShouldBe(2);
        figures[0].GetProperty("missing").GetInt32().ShouldBe(1);
        figures[1].GetProperty("method").GetString().ShouldBe("KornGraubard");
        figures[2].GetProperty("group").GetString().ShouldBe("u");

        run.Code.ShouldBe(1); // each unit has two communes in two strata: no degrees of freedom, and it says so
        figures[2].GetProperty("problems")[0].GetProperty("where").GetString().ShouldBe("q1, u");
        figures[2].GetProperty("lower").ValueKind.ShouldBe(JsonValueKind.Null);

        var people = await Run.OfAsync("survey", "estimate", Write("design.json", Design), Write("answers.csv", Answers));
        people.Out.ShouldContain("trung bình q1");
        people.Out.ShouldContain("3,5");
        people.Out.ShouldContain("2 tầng");
    }

    /// <summary>A file of plain numbers is added up as it is read; one quoted cell, and it is read whole.</summary>
    [Fact]
    public async Task Plain_means_are_the_same_whichever_way_the_file_is_read()
    {
        var design = Write("design.json", """{ "stages": [{ "strata": "s", "units": "u" }], "weights": "w", "estimates": [{ "kind": "mean", "column": "q" }] }""");
        const string rows = "s,u,w,q\n1,1,1.5,4\n1,2,1,5\n2,3,2,1\n2,4,1,";
        var (quick, whole) = (await Run.OfAsync("survey", "estimate", design, Write("answers.csv", rows + "2\n"), "--json"), await Run.OfAsync("survey", "estimate", design, Write("answers.csv", rows + "\"2\"\n"), "--json"));
        (quick.Code, whole.Code).ShouldBe((0, 0));
        using var one = JsonDocument.Parse(quick.Out);
        using var other = JsonDocument.Parse(whole.Out);
        one.RootElement.EnumerateObject().Select(member => member.Name).ShouldBe(other.RootElement.EnumerateObject().Select(member => member.Name));
        foreach (var name in (string[])["value", "standardError", "lower", "upper", "designEffect"])
            one.RootElement.GetProperty("figures")[0].GetProperty(name).GetDouble().ShouldBe(other.RootElement.GetProperty("figures")[0].GetProperty(name).GetDouble(), 1e-12);
        (await Run.OfAsync("survey", "estimate", design, Write("answers.csv", rows + "2\n"))).Out.ShouldBe((await Run.OfAsync("survey", "estimate", design, Write("answers.csv", rows + "\"2\"\n"))).Out);
    }

    [Fact]
    public async Task What_is_undefined_is_told_beside_the_other_figures()
    {
        var run = await Run.OfAsync("survey", "estimate", Write("design.json", """{ "stages": [{}], "weights": "w", "estimates": [{ "kind": "mean", "column": "x", "by": "stratum" }] }"""),
            Write("answers.csv", "stratum,w,x\na,1,1\na,1,2\nb,1,5\nc,1,\n"));
        run.Code.ShouldBe(1);
        run.Out.ShouldContain("1,5");
        run.Error.ShouldContain("survey.empty-domain");
        run.Error.ShouldContain("survey.no-degrees-of-freedom");
    }

    [Fact]
    public async Task Weights_meet_the_totals_of_the_design_file()
    {
        var design = Write("design.json", """{ "stages": [{ "strata": "stratum" }], "weights": "w", "calibration": { "distance": "raking", "groups": [{ "column": "unit", "totals": { "u": 30, "v": 10 } }] } }""");
        var run = await Run.OfAsync("survey", "weights", design, Write("answers.csv", Answers));
        var lines = run.Out.TrimEnd().Split('\n');
        lines[0].ShouldBe("row,weight");
        lines.Skip(1).Select(line => double.Parse(line.Split(',')[1], System.Globalization.CultureInfo.InvariantCulture)).ShouldBe([6, 6, 4, 6, 9, 9], 1e-9); // u weighs 10 and stands for 30, v 5 for 10

        var wrong = Write("wrong.json", """{ "stages": [{}], "weights": "w", "calibration": { "distance": "linear", "groups": [{ "column": "unit", "totals": { "u": 30, "w": 10 } }] } }""");
        (await Run.OfAsync("survey", "weights", wrong, Write("answers.csv", Answers))).Error.ShouldContain("survey.calibration-labels");
    }

    /// <summary>Of four rows one is left out each time and the others are raised by 4 ÷ 3; each squared deviation counts 3 ÷ 4. The error of the mean is that of the sample: √(5 ÷ 3 ÷ 4).</summary>
    [Fact]
    public async Task Replicate_weights_are_written_and_give_the_errors()
    {
        var design = Write("design.json", """{ "stages": [{}], "weights": "w", "replicates": { "method": "jk1" }, "estimates": [{ "kind": "mean", "column": "x" }] }""");
        var answers = Write("answers.csv", "w,x\n3,1\n3,2\n3,3\n3,4\n");
        (await Run.OfAsync("survey", "weights", design, answers)).Out.TrimEnd().Split('\n').ShouldBe(["row,weight,replicate1,replicate2,replicate3,replicate4", "1,3,0,4,4,4", "2,3,4,0,4,4", "3,3,4,4,0,4", "4,3,4,4,4,0"]);
        using var weights = JsonDocument.Parse((await Run.OfAsync("survey", "weights", design, answers, "--json")).Out);
        weights.RootElement.GetProperty("replicates").GetProperty("scales").EnumerateArray().Select(scale => scale.GetDouble()).ShouldBe([0.75, 0.75, 0.75, 0.75]);

        using var estimate = JsonDocument.Parse((await Run.OfAsync("survey", "estimate", design, answers, "--json")).Out);
        (estimate.RootElement.GetProperty("errors").GetString(), estimate.RootElement.GetProperty("replicates").GetInt32()).ShouldBe(("JK1", 4));
        estimate.RootElement.GetProperty("figures")[0].GetProperty("standardError").GetDouble().ShouldBe(Math.Sqrt(5 / 12.0), 1e-12);
        (await Run.OfAsync("survey", "estimate", design, answers)).Out.ShouldContain("4 trọng số lặp, phương pháp JK1");
    }

    /// <summary>Nobody of four said yes; weights 1, 1, 1 and 3 make 4·12 ÷ 36 of a design effect, 3 people: 1 − 0.05^(1/3).</summary>
    [Fact]
    public async Task A_share_of_nobody_has_a_one_sided_interval()
    {
        var run = await Run.OfAsync("survey", "estimate", Write("design.json", """{ "stages": [{}], "weights": "w", "estimates": [{ "kind": "share", "column": "x", "values": [1] }] }"""), Write("answers.csv", "w,x\n1,0\n1,0\n1,0\n3,0\n"), "--json");
        using var result = JsonDocument.Parse(run.Out);
        var share = result.RootElement.GetProperty("figures")[0];
        (share.GetProperty("value").GetDouble(), share.GetProperty("lower").GetDouble(), share.GetProperty("method").GetString()).ShouldBe((0, 0, "KornGraubard, one-sided"));
        share.GetProperty("upper").GetDouble().ShouldBe(1 - Math.Pow(0.05, 1 / 3.0), 1e-9);
    }

    [Theory]
    [InlineData("""{ "stages": [{}], "weigths": "w" }""", "survey.design-file")]
    [InlineData("""{ "stages": [], "weights": "w" }""", "survey.design-file")]
    [InlineData("""{ "stages": [{ "sizes": 5 }] }""", "survey.design-file")]
    [InlineData("{", "survey.design-file")]
    [InlineData("""{ "stages": [{ "units": "q2" }], "weights": "w" }""", "survey.design-cell")]
    [InlineData("""{ "stages": [{}], "weights": "w", "estimates": [{ "kind": "ratio", "column": "x" }] }""", "survey.design-file")]
    [InlineData("""{ "stages": [{}], "weights": "w", "estimates": [{ "kind": "quantile", "column": "x", "probability": 2 }] }""", "survey.design-file")]
    [InlineData("""{ "stages": [{}], "weights": "nothing" }""", "table.missing-column")]
    [InlineData("""{ "stages": [{}] }""", "survey.weights-unknown")]
    [InlineData("""{ "stages": [{}], "weights": "w", "level": 95 }""", "survey.design-file")]
    [InlineData("""{ "stages": [{ "strata": "x" }], "weights": "w" }""", "survey.lonely-unit")]
    public async Task A_design_that_cannot_be_used_is_explained(string design, string code)
    {
        var run = await Run.OfAsync("survey", "estimate", Write("design.json", design), Write("answers.csv", Answers));
        run.Code.ShouldBe(1);
        run.Error.ShouldContain(code);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
