using System.Text.Json;
using ChiSo.Web.Tests.House;

namespace ChiSo.Web.Tests.Cli;

/// <summary><c>chiso compute</c>, <c>check</c> and <c>explain</c> on the samples.</summary>
public sealed class ComputeTests
{
    private static readonly string CanTho = Repository.PathOf("samples/can-tho-2023");

    [Theory]
    [InlineData("vi", "Số liệu minh họa.", "92,27 %, so với kỳ trước +1,76", "93,93 %, so với kỳ trước +6,42")]
    [InlineData("en", "Illustrative data.", "92.27 %, against the last period +1.76", "93.93 %, against the last period +6.42")]
    public async Task Rankings_are_printed_with_what_was_announced(string language, string band, string departments, string districts)
    {
        var run = await Run.OfAsync("compute", CanTho, "--lang", language);
        run.Code.ShouldBe(0, run.Error);
        run.Out.ShouldContain(band);
        run.Out.ShouldContain(departments);
        run.Out.ShouldContain(districts);
        run.Out.ShouldNotContain("\u001b", Case.Sensitive, "no colours in a file");
    }

    [Fact]
    public async Task Json_is_one_document_with_invariant_numbers()
    {
        var run = await Run.OfAsync("compute", CanTho, "--json");
        run.Code.ShouldBe(0);
        run.Error.ShouldBeEmpty();
        using var document = JsonDocument.Parse(run.Out);
        var blocks = document.RootElement.GetProperty("blocks");
        blocks.GetArrayLength().ShouldBe(2);
        blocks[0].GetProperty("summary").GetProperty("publishedMean").GetDecimal().ShouldBe(92.27m);
        blocks[0].GetProperty("units").GetArrayLength().ShouldBe(16);
    }

    [Fact]
    public async Task Points_are_printed_as_the_round_rounds_and_blocks_named_alike_have_their_sheets()
    {
        var folder = Directory.CreateTempSubdirectory("chiso-compute").FullName;
        foreach (var file in Directory.GetFiles(CanTho, "*.csv"))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var settings = Path.Combine(folder, "settings.csv");
        var kept = (await File.ReadAllLinesAsync(settings)).Where(line => !line.Contains(",rounding,", StringComparison.Ordinal) && !line.Contains(",decimals,", StringComparison.Ordinal) && !line.Contains("s,name_vi,", StringComparison.Ordinal));
        await File.WriteAllLinesAsync(settings, [.. kept, "departments,rounding,truncate", "departments,decimals,3", "departments,name_vi,Khối các cơ quan chuyên môn thuộc thành phố", "districts,name_vi,Khối các cơ quan chuyên môn thuộc quận"]);

        var run = await Run.OfAsync("compute", folder, "--out", Path.Combine(folder, "out"));
        run.Code.ShouldBe(0, run.Out + run.Error);
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "out", "can-tho-2023.json")));
        foreach (var unit in document.RootElement.GetProperty("blocks")[0].GetProperty("units").EnumerateArray())
            run.Out.ShouldContain(decimal.Round(unit.GetProperty("points").GetDecimal(), 3, MidpointRounding.ToZero).ToString("0.000", System.Globalization.CultureInfo.InvariantCulture).Replace('.', ','));
    }

    [Fact]
    public async Task Results_are_written_as_csv_json_and_workbook()
    {
        var folder = Directory.CreateTempSubdirectory("chiso-compute");
        var run = await Run.OfAsync("compute", CanTho, "--out", folder.FullName);
        run.Code.ShouldBe(0, run.Error);
        var names = folder.GetFiles().Select(file => file.Name).ToList();
        names.ShouldContain("can-tho-2023.xlsx");
        names.ShouldContain("can-tho-2023.json");
        names.ShouldContain("can-tho-2023-score-sheets.xlsx");
        var rankings = names.Where(name => name.StartsWith("ranking-", StringComparison.Ordinal)).ToList();
        rankings.Count.ShouldBe(2);
        foreach (var line in File.ReadAllLines(Path.Combine(folder.FullName, rankings[0])).Skip(1))
            line.ShouldEndWith("Số liệu minh họa");
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_sample_has_no_problem() => (await Run.OfAsync("check", CanTho)).Code.ShouldBe(0);

    [Fact]
    public async Task Problems_are_listed_with_place_code_and_remedy()
    {
        var folder = Directory.CreateTempSubdirectory("chiso-check");
        foreach (var file in Directory.GetFiles(CanTho, "*.csv"))
            File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
        File.Delete(Path.Combine(folder.FullName, "units.csv"));
        var run = await Run.OfAsync("check", folder.FullName);
        run.Code.ShouldBe(1);
        run.Error.ShouldContain("round.missing-table");
        run.Error.ShouldContain("units.csv");
        run.Error.ShouldContain("→");
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_path_that_is_not_there_is_told_apart()
    {
        var run = await Run.OfAsync("check", "samples/nowhere");
        run.Code.ShouldBe(4);
        run.Error.ShouldContain("file.not-found");
        run.Error.ShouldNotContain("round.missing-table");
    }

    [Theory]
    [InlineData("phong-dien")]
    [InlineData("huyện phong điền")]
    [InlineData("HUYỆN PHONG ĐIỀN")]
    [InlineData("huyen phong dien")]
    [InlineData("Phong Dien")]
    public async Task A_unit_is_found_by_code_or_by_name(string unit)
    {
        var run = await Run.OfAsync("explain", CanTho, unit);
        run.Code.ShouldBe(0, run.Error);
        run.Out.ShouldContain("Huyện Phong Điền");
    }

    [Fact]
    public async Task A_name_without_marks_that_two_units_share_lists_both()
    {
        var folder = Directory.CreateTempSubdirectory("chiso-explain").FullName;
        foreach (var file in Directory.GetFiles(CanTho, "*.csv"))
            await File.WriteAllTextAsync(Path.Combine(folder, Path.GetFileName(file)), (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("Huyện Thới Lai", "Huyện Phong Diện", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var loose = await Run.OfAsync("explain", folder, "huyen phong dien");
        var exact = await Run.OfAsync("explain", folder, "huyện phong điền");
        Directory.Delete(folder, recursive: true);

        loose.Code.ShouldBe(4);
        loose.Error.ShouldContain("unit.ambiguous");
        loose.Error.ShouldContain("phong-dien (Huyện Phong Điền), thoi-lai (Huyện Phong Diện)");
        exact.Code.ShouldBe(0, exact.Error);
    }

    [Fact]
    public async Task One_criterion_can_be_explained_alone()
    {
        var run = await Run.OfAsync("explain", CanTho, "phong-dien", "1.1", "--lang", "en");
        run.Code.ShouldBe(0, run.Error);
        run.Out.ShouldContain("1.1.1");
        run.Out.ShouldNotContain("2.1");
    }

    [Theory]
    [InlineData("nobody", null, "unit.not-found")]
    [InlineData("phong-dien", "99.99", "criterion.not-found")]
    public async Task What_is_not_there_is_named(string unit, string? criterion, string code)
    {
        var run = await Run.OfAsync([.. new[] { "explain", CanTho, unit, criterion }.OfType<string>()]);
        run.Code.ShouldBe(4);
        run.Error.ShouldContain(code);
    }
}
