using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Exports;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Tests.Surveys.Collection;
using ChiSo.Application.Tests.Surveys.Questionnaires;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Exports;

/// <summary>The archive that hands a survey over: what is in it agrees with what was published, and with itself.</summary>
public sealed class SurveyArchiveTests : IDisposable
{
    private static readonly Questionnaire Form = Forms.Good(
        "type|name|label|factor\nselect_one scale|a|Thái độ|service\nselect_one scale|weight|Lệ phí|service\ninteger|age|Tuổi|\ntext|t|Ý kiến|",
        "list_name|name|label|no_opinion\nscale|1|Rất không hài lòng|\nscale|2|Không hài lòng|\nscale|3|Bình thường|\nscale|4|Hài lòng|\nscale|5|Rất hài lòng|\nscale|9|Không có ý kiến|yes",
        "code|label|weight\nservice|Phục vụ|1");

    private static readonly LiveSurvey Survey = new(Guid.Empty, OpenSurvey.Declaration, Form, "abc", IsClosed: true);
    private static readonly ImmutableArray<(Words, ImmutableArray<string>)> Blocks = [(new("Cả hai", "Both"), ["noivu", "tuphap"])];

    private readonly string folder = Directory.CreateTempSubdirectory("chiso-archive-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("sizes")]
    [InlineData("clusters")]
    [InlineData("equal")]
    public async Task Its_design_file_gives_the_published_figures_of_every_question(string kind)
    {
        var counted = await UnpackAsync(kind);
        var file = KnownResult.Known(DesignFile.Read(Path.Combine(folder, "design.json")));
        var answers = KnownResult.Known(AnswerTable.Read(Path.Combine(folder, "answers.csv"), file));
        var estimated = SurveyEstimation.Estimates(file, answers, KnownResult.Known(WeightedSample.Of(file, answers)));
        var results = KnownResult.Known(SurveyResults.Of(Survey, [.. counted.Shown(Survey).Rows()], Blocks, by: null, counted.Sample.Sizes));
        var published = results.Blocks.SelectMany(block => block.Units).SelectMany(unit => unit.Figures.Where(figure => figure.Level == ResultLevel.Question).Select(figure => (unit.Unit, Figure: figure))).ToArray();
        published.Length.ShouldBe(4);
        foreach (var (unit, figure) in published)
        {
            var same = estimated.Single(one => one.Column == figure.Code && one.Group == unit);
            foreach (var (found, told) in new[] { (same.Value, figure.Value), (same.StandardError, figure.Estimate?.StandardError), (same.Lower, figure.Lower), (same.Upper, figure.Upper) })
                (found.ShouldNotBeNull() * 100).ShouldBe(told.ShouldNotBeNull(), 1e-9, $"{unit} {figure.Code}");
        }
    }

    [Fact]
    public async Task Weights_meet_the_targets_and_part_nobody_from_a_group()
    {
        var counted = await UnpackAsync("sizes");
        var rows = CsvTables.ReadFile(Path.Combine(folder, "answers.csv")).Tables.Single();
        rows.Columns.ShouldContain("weight_", "a question is called weight");
        rows.Columns.ShouldNotContain("t", "what people wrote in their own words is not handed over");
        var at = rows.Columns.IndexOf("weight_");
        var weighed = rows.Rows.Select(row => (Unit: row.Cells[0].Text, Stratum: row.Cells[1].Text, Weight: double.Parse(row.Cells[at].Text, CultureInfo.InvariantCulture))).ToArray();
        weighed.CountBy(row => (row.Unit, row.Weight)).ShouldAllBe(group => group.Value >= Survey.Declaration.MinimumCell);
        weighed.Select(row => row.Stratum).Distinct().ShouldBe(["b", SmallGroups.Together], ignoreOrder: true, "the few of stratum c are together with others");
        var targets = KnownResult.Known(GroupSizes.Read(Path.Combine(folder, "targets.csv")));
        var shown = counted.Shown(Survey).Hidden;
        foreach (var group in shown.Shown)
        {
            weighed.Where(row => (row.Unit, row.Stratum) == (group.Unit, group.Stratum)).Sum(row => row.Weight).ShouldBe(counted.Sample.Sizes!.Of(group, shown), 1e-6); // made with sizes
            File.ReadAllText(Path.Combine(folder, "targets.csv")).ShouldContain(FormattableString.Invariant($"{group.Unit},{group.Stratum},{counted.Sample.Sizes.Of(group, shown)}\n"));
        }

        targets.Has("noivu").ShouldBeTrue();
    }

    [Fact]
    public async Task The_readme_names_every_file_in_both_languages_and_each_says_what_it_is_about()
    {
        await UnpackAsync("sizes");
        var readme = await File.ReadAllTextAsync(Path.Combine(folder, "README.txt"), Cancel);
        foreach (var name in Directory.GetFiles(folder).Select(path => Path.GetFileName(path)!)) // a file has a name
            readme.Split('\n').Count(line => line.StartsWith(name + ": ", StringComparison.Ordinal)).ShouldBe(2, name);
        readme.ShouldContain("Cột weight_: số người của tầng ÷ số phiếu của tầng.");
        readme.ShouldContain("Column weight_: people ÷ answers of the stratum.");

        using var index = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "index.json"), Cancel));
        var service = index.RootElement.GetProperty("index").GetProperty("parts")[0];
        (service.GetProperty("code").GetString(), service.GetProperty("parts")[0].GetProperty("column").GetString()).ShouldBe(("service", "a"));
        service.GetProperty("parts")[0].GetProperty("scores").EnumerateArray().Select(score => score.GetProperty("score").GetDouble()).ShouldBe([0, 0, 0, 100, 100]);
        service.GetProperty("parts")[0].GetProperty("noOpinion")[0].GetInt32().ShouldBe(9);
        XNamespace ddi = "ddi:codebook:2_5";
        var book = XDocument.Load(Path.Combine(folder, "codebook.xml"));
        book.Descendants(ddi + "var").Select(one => (string?)one.Attribute("name")).ShouldBe(CsvTables.ReadFile(Path.Combine(folder, "answers.csv")).Tables.Single().Columns);
        book.Descendants(ddi + "weight").Single().Value.ShouldContain("weight_");
        using var schema = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "design.schema.json"), Cancel));
        schema.RootElement.TryGetProperty("$schema", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Without_an_index_the_answers_are_handed_over_and_the_readme_says_why_it_is_not_there()
    {
        var survey = Survey with { Form = Forms.Good("type|name|label|factor\ninteger|age|Tuổi|", "list_name|name|label", "code|label|weight") };
        await UnpackAsync("equal", survey);
        Directory.GetFiles(folder).Select(Path.GetFileName).ShouldBe(["README.txt", "about.csv", "answers.csv", "codebook.xml", "design.json", "design.schema.json"], ignoreOrder: true);
        (await File.ReadAllTextAsync(Path.Combine(folder, "README.txt"), Cancel)).ShouldContain("No index and no R script: There are no answers in groups large enough, or no question feeds an index.");
    }

    /// <summary>R computes every figure again from the archive alone, and stops where an answer was changed.</summary>
    [Theory]
    [Trait("Duration", "Long")]
    [InlineData("sizes")]
    [InlineData("clusters")]
    [InlineData("equal")]
    public async Task R_reproduces_the_figures_from_what_is_in_it(string kind)
    {
        await UnpackAsync(kind);
        var (code, said) = await RunAsync();
        code.ShouldBe(0, said);
        var answers = Path.Combine(folder, "answers.csv");
        var lines = await File.ReadAllLinesAsync(answers, Cancel);
        lines[1] = string.Join(',', lines[1].Split(',').Select((cell, at) => lines[0].Split(',')[at] == "a" ? cell == "5" ? "1" : "5" : cell));
        await File.WriteAllLinesAsync(answers, lines, Cancel);
        (code, said) = await RunAsync();
        (code, said.Contains("differs", StringComparison.Ordinal)).ShouldBe((1, true), said);
    }

    /// <summary>The archive of 300 answers about two units, unpacked: strata b and c, four answers alone in c.</summary>
    private async Task<CountedAnswers> UnpackAsync(string kind, LiveSurvey? of = null)
    {
        var survey = of ?? Survey;
        var random = new Random(2026);
        ImmutableArray<Answer> answers = [.. Enumerable.Range(0, 300).Select(at => new Answer(at % 2 == 0 ? "noivu" : "tuphap", at < 8 ? "c" : at % 6 < 4 ? "b" : "a", AnswerMode.Link, "Tiếng Việt (vi)", "1",
            ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("a", Given(random)), KeyValuePair.Create("weight", Given(random)), KeyValuePair.Create("age", "40"), KeyValuePair.Create("t", "=tôi")])) { ClusterGroup = kind == "clusters" ? FormattableString.Invariant($"{at % 5}") : null })];
        var outline = AnswerOutline.Of(answers);
        var clusters = kind == "clusters" ? answers.Select(answer => (answer.Unit, answer.Stratum, answer.ClusterGroup!)).Distinct().ToImmutableDictionary(key => key, key => key.Item3) : ImmutableDictionary<(string, string, string), string>.Empty; // all have one
        var sizes = kind == "equal" ? null : Sizes("unit,stratum,people\nnoivu,a,900\nnoivu,b,5000\nnoivu,c,40\nnoivu,nobody,60\ntuphap,a,300\ntuphap,b,700\ntuphap,c,9\n");
        var counted = new CountedAnswers(CountedBy.Every, outline, (unit, stratum) => answers.Where(answer => (answer.Unit, answer.Stratum) == (unit, stratum))) { Basis = "", Sample = KnownSample.None with { Sizes = sizes, Clusters = clusters } };
        var files = new AnswerFiles(survey, counted, new(new("Mời 500 người.", "500 people were invited."), []), isIllustrative: false);
        var path = Path.Combine(folder, "out.zip");
        var steps = new List<string>();
        await using (var file = File.Create(path))
            await KnownResult.Known(SurveyArchive.Of(survey, files, Blocks)).WriteAsync(file, (done, total, note) => Told(steps, done, total, note), Cancel);
        await using (var zip = await ZipFile.OpenReadAsync(path, Cancel))
        {
            steps.ShouldBe(zip.Entries.Select((entry, at) => $"{at}/{zip.Entries.Count} Writing {entry.Name}"));
            await zip.ExtractToDirectoryAsync(folder, Cancel);
        }

        File.Delete(path);
        return counted;
    }

    private static Task Told(List<string> steps, int done, int of, Words note)
    {
        steps.Add($"{done}/{of} {note.En}");
        return Task.CompletedTask;
    }

    private static string Given(Random random) => random.Next(7) switch { 0 => "9", var code => Math.Min(5, code).ToString(CultureInfo.InvariantCulture) };

    private GroupSizes Sizes(string csv)
    {
        var path = Path.Combine(folder, "sizes.csv");
        File.WriteAllText(path, csv);
        var sizes = KnownResult.Known(GroupSizes.Read(path));
        File.Delete(path);
        return sizes;
    }

    private async Task<(int Code, string Said)> RunAsync()
    {
        using var process = Process.Start(new ProcessStartInfo("Rscript", ["--vanilla", "check.R"]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = folder, Environment = { ["LC_ALL"] = "C.UTF-8" } })!; // a program that does not start throws
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, $"{await said}{await wrong}");
    }
}
