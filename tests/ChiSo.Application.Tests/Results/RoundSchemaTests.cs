using System.Diagnostics;
using System.Text;
using ChiSo.Application.Tests.Results.RandomRounds;
using ChiSo.Application.Tests.Samples;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Results;

/// <summary>The published JSON Schema against what we write, by a validator that is not ours (Ajv).</summary>
public sealed class RoundSchemaTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("chiso-schema");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task What_we_write_is_valid()
    {
        var rounds = Enumerable.Range(0, 60).Select(RandomRound.Of).Append(SampleRound.CanTho).Append(SampleRound.Ministries);

        (await ValidateAsync([.. rounds.Select(RoundJsonTests.Bytes)])).ShouldAllBe(verdict => verdict == "ok");
    }

    [Fact]
    public async Task The_example_of_the_page_is_valid_and_read()
    {
        var page = await File.ReadAllTextAsync(RepositoryFiles.At("docs", "reference", "round-json.md"), TestContext.Current.CancellationToken);
        var example = Encoding.UTF8.GetBytes(page.Split("```")[1]["json".Length..]);

        (await ValidateAsync([example])).ShouldBe(["ok"]);
        RoundJsonTests.Read(example).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Broken_files_are_refused_by_the_schema_and_by_us()
    {
        (string Piece, string Instead)[] broken =
        [
            ("chiso-round/1", "chiso-round/2"),
            ("\"code\": \"vong-nho\"", "\"code\": \"vòng nhỏ\""),
            ("\"code\": \"k\"", "\"code\": \"k/l\""),
            ("\"period\": \"2023\"", "\"period\": \"năm 2023\""),
            ("\"data_to\": \"2023-12-31\"", "\"data_to\": \"2023-13-31\""),
            ("\"illustrative\": true", "\"illustrative\": \"yes\""),
            ("\"illustrative\": true", "\"illustrated\": true"),
            ("\"public\": \"reasons\"", "\"public\": \"all\""),
            ("\"from\": 50", "\"from\": \"50\""),
            ("\"from\": 50", "\"from\": null"),
            ("\"tie_over_edge\": \"kept\"", "\"tie_over_edge\": \"kept\", \"number\": 3"),
            ("\"requires\": \"without_mark\"", "\"requires\": \"with_mark\""),
            ("\"changed\": true", "\"changed\": \"yes\""),
            ("\"max_points\": 60", "\"max_points\": \"60\""),
            ("\"supplied_by\": \"survey\"", "\"supplied_by\": \"people\""),
            ("\"kind\": \"rubric\"", "\"kind\": \"rubrik\""),
            ("\"kind\": \"rubric\",", "\"kind\": \"rubric\", \"T\": 3,"),
            ("\"T\": 100", "\"T\": 0"),
            ("\"T\": 100,", ""),
            ("\"min_forms\": 30", "\"min_forms\": 30.5"),
            ("\"label\": \"Đủ\",", ""),
            ("\"name\": \"a\",\n", "\"name\": \"A\",\n"),
            ("\"not_applicable\": \"award\"", "\"not_applicable\": \"forget\""),
            ("\"sequence\": 2", "\"sequence\": 0"),
            ("\"p\": 12.5", "\"p\": \"12.5\""),
            ("\"cut_off\": \"2023-12-31\"", "\"cut_off\": \"31.12.2023\""),
            ("\"ruling\": \"zero\"", "\"ruling\": \"nothing\""),
            ("\"ground\": \"Không nộp\",", ""),
            ("\"rank\": 1", "\"rank\": 0"),
            ("\"index\": 77.5", "\"index\": \"77,5\""),
        ];
        var small = Encoding.UTF8.GetString(RoundJsonTests.Bytes(RoundTablesTests.Parsed(SmallRound.Read(SmallRound.Files))));
        var files = broken.Select(change =>
        {
            var at = small.LastIndexOf(change.Piece, StringComparison.Ordinal);
            at.ShouldBeGreaterThan(0, change.Piece + "\n" + small);
            return Encoding.UTF8.GetBytes(small[..at] + change.Instead + small[(at + change.Piece.Length)..]);
        }).ToArray();

        (await ValidateAsync([Encoding.UTF8.GetBytes(small)])).ShouldBe(["ok"]);
        broken.Zip(await ValidateAsync(files)).Where(pair => pair.Second == "ok").Select(pair => pair.First.Instead).ShouldBeEmpty();
        broken.Zip(files).Where(pair => RoundJsonTests.Read(pair.Second).Problems.IsEmpty).Select(pair => pair.First.Instead).ShouldBeEmpty();
    }

    /// <summary>Ajv's word on each file.</summary>
    private async Task<string[]> ValidateAsync(byte[][] files)
    {
        var ajv = RepositoryFiles.At("tests", "ajv");
        Directory.Exists(Path.Combine(ajv, "node_modules")).ShouldBeTrue("Run npm ci in tests/ajv; ./test does.");
        var paths = files.Select((_, place) => Path.Combine(folder.FullName, $"{place}.json")).ToArray();
        for (var place = 0; place < files.Length; place++)
            await File.WriteAllBytesAsync(paths[place], files[place], TestContext.Current.CancellationToken);
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(ajv, "validate.mjs"), RepositoryFiles.At("docs", "reference", "round.schema.json"), .. paths])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!; // a program on the path starts
        var said = node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        errors.ShouldBeEmpty();
        return (await said).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
