using System.Collections.Immutable;
using System.Text;
using ChiSo.Application.Surveys;
using ChiSo.Engine.Tests.Surveys;
using Parquet;
using Parquet.Schema;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys;

/// <summary>Answers in Parquet give the figures of the same answers in CSV.</summary>
public sealed class ParquetAnswersTests : IDisposable
{
    private const string Design = """
        { "stages": [{ "strata": "stratum", "units": "psu" }], "weights": "weight", "replicates": { "method": "jkn" },
          "calibration": { "distance": "raking", "groups": [{ "column": "code", "totals": { "1": 3000, "2": 2000, "3": 2500 } }] },
          "estimates": [{ "kind": "mean", "column": "y" }, { "kind": "mean", "column": "item", "by": "stratum" }, { "kind": "share", "column": "z", "values": [1], "by": "code" }, { "kind": "quantile", "column": "y" }, { "kind": "total", "column": "x" }] }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("chiso-parquet-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(7)]
    public async Task Figures_are_those_of_the_CSV_route(int rowsAGroup)
    {
        var survey = new SyntheticSurvey();
        int[] codes = [.. survey.Groups.Codes.Select(code => code + 1)];
        var (stratum, psu) = (Names(survey.Strata), Names(survey.Communes));
        var csv = Path.Combine(folder, "answers.csv");
        await File.WriteAllLinesAsync(csv, Enumerable.Range(0, survey.Count).Select(row => string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"\"{stratum[row]}\",{psu[row]},{survey.Weights[row]:R},{survey.Y[row]:R},{survey.X[row]:R},{survey.Z[row]:R},{(double.IsNaN(survey.Item[row]) ? "NA" : survey.Item[row].ToString("R", System.Globalization.CultureInfo.InvariantCulture))},{codes[row]}"))
            .Prepend("stratum,psu,weight,y,x,z,item,code"), Cancel);

        var expected = await RunAsync(csv);
        var parquet = await WriteAsync(rowsAGroup, survey.Count,
            (new DataField<string>("stratum"), async (group, field, part) => await group.WriteAsync(field, stratum[part])),
            (new DataField<string>("psu"), async (group, field, part) => await group.WriteAsync(field, psu[part])),
            (new DataField<double>("weight"), async (group, field, part) => await group.WriteAsync<double>(field, survey.Weights.ToArray()[part])),
            (new DataField<double?>("y"), async (group, field, part) => await group.WriteAsync<double>(field, survey.Y.Select(value => (double?)value).ToArray()[part])),
            (new DataField<double>("x"), async (group, field, part) => await group.WriteAsync<double>(field, survey.X[part])),
            (new DataField<bool>("z"), async (group, field, part) => await group.WriteAsync<bool>(field, survey.Z.Select(value => value == 1).ToArray()[part])),
            (new DataField<int?>("item"), async (group, field, part) => await group.WriteAsync<int>(field, survey.Item.Select(value => double.IsNaN(value) ? (int?)null : (int)value).ToArray()[part])),
            (new DataField<long>("code"), async (group, field, part) => await group.WriteAsync<long>(field, codes.Select(code => (long)code).ToArray()[part])),
            (new DataField<DateTime>("not_named"), async (group, field, part) => await group.WriteAsync<DateTime>(field, Enumerable.Repeat(DateTime.UnixEpoch, survey.Count).ToArray()[part])));
        var found = await RunAsync(parquet);

        found.Length.ShouldBe(expected.Length);
        foreach (var (figure, same) in found.Zip(expected))
        {
            (figure.Column, figure.Group, figure.Respondents, figure.Missing, figure.DegreesOfFreedom).ShouldBe((same.Column, same.Group, same.Respondents, same.Missing, same.DegreesOfFreedom));
            figure.Problems.Select(problem => problem.Code).ShouldBe(same.Problems.Select(problem => problem.Code));
            if (same.Value is { } value)
                figure.Value!.Value.ShouldBe(value, Math.Abs(value) * 1e-12);
            if (same.StandardError is { } error)
                figure.StandardError!.Value.ShouldBe(error, error * 1e-9);
        }

        found.Count(figure => figure.StandardError is not null).ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task What_a_file_cannot_give_is_told_by_column_and_row()
    {
        var dates = await WriteAsync(9, 1, (new DataField<DateTime>("w"), async (group, field, _) => await group.WriteAsync<DateTime>(field, new[] { DateTime.UnixEpoch })));
        (await ProblemsAsync(dates)).ShouldBe(["survey.parquet-column@answers.parquet:w"]);
        var texts = await WriteAsync(2, 3, (new DataField<string>("w"), async (group, field, part) => await group.WriteAsync(field, new[] { " 1.5 ", "", "hai" }[part])));
        (await ProblemsAsync(texts)).ShouldBe(["survey.not-plain-number@row 3:w"]);
        var other = await WriteAsync(9, 1, (new DataField<int>("v"), async (group, field, _) => await group.WriteAsync<int>(field, new[] { 1 })));
        (await ProblemsAsync(other)).ShouldBe(["table.missing-column@answers.parquet"]);
    }

    [Theory]
    [InlineData("PAR1")]
    [InlineData("PAR1xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxPAR1")]
    public async Task A_damaged_file_is_a_problem(string text)
    {
        var path = Path.Combine(folder, "answers.parquet");
        await File.WriteAllTextAsync(path, text, Cancel);
        (await ProblemsAsync(path)).ShouldBe(["survey.parquet-damaged@answers.parquet"]);
    }

    /// <summary>Every cut of a good file: a problem, never an exception.</summary>
    [Fact]
    public async Task A_file_cut_anywhere_is_a_problem()
    {
        var path = await WriteAsync(9, 3, (new DataField<int>("w"), async (group, field, _) => await group.WriteAsync<int>(field, new[] { 1, 2, 3 })));
        var whole = await File.ReadAllBytesAsync(path, Cancel);
        for (var length = 4; length < whole.Length; length += 3)
        {
            await File.WriteAllBytesAsync(path, whole[..length], Cancel);
            (await ProblemsAsync(path)).ShouldNotBeEmpty();
        }
    }

    private static string[] Names(Engine.Surveys.Grouping grouping) => [.. grouping.Codes.Select(code => grouping.Names[code])];

    private static async Task<IEnumerable<string>> ProblemsAsync(string path)
    {
        var file = KnownResult.Known(DesignFile.Parse("""{ "stages": [{}], "weights": "w" }"""u8, "design.json"));
        return (await AnswerTable.ReadAsync(path, file, Cancel)).Problems.Select(problem => $"{problem.Code}@{problem.Where}");
    }

    private static async Task<ImmutableArray<SurveyFigure>> RunAsync(string path)
    {
        var file = KnownResult.Known(DesignFile.Parse(Encoding.UTF8.GetBytes(Design), "design.json"));
        var answers = KnownResult.Known(await AnswerTable.ReadAsync(path, file, Cancel));
        return SurveyEstimation.Estimates(file, answers, KnownResult.Known(WeightedSample.Of(file, answers)));
    }

    private async Task<string> WriteAsync(int rowsAGroup, int rows, params (DataField Field, Func<ParquetRowGroupWriter, DataField, Range, Task> Write)[] columns)
    {
        var path = Path.Combine(folder, "answers.parquet");
        await using var stream = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema([.. columns.Select(column => column.Field)]), stream, cancellationToken: Cancel);
        for (var from = 0; from < rows; from += rowsAGroup)
        {
            using var group = writer.CreateRowGroup();
            foreach (var (field, write) in columns)
                await write(group, field, from..Math.Min(rows, from + rowsAGroup));
            group.CompleteValidate();
        }

        return path;
    }
}
