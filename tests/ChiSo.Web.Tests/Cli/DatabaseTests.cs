using ChiSo.Web.Tests.House;

namespace ChiSo.Web.Tests.Cli;

/// <summary>The commands that keep rounds in a database, on the embedded default.</summary>
public sealed class DatabaseTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chiso-cli-").FullName;

    private string Database => Path.Combine(folder, "chiso.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_dry_run_shows_the_differences_and_writes_nothing()
    {
        var run = await Chiso("import", Sample, "--dry-run");

        run.Code.ShouldBe(0);
        run.Out.ShouldContain("units: thêm 17 dòng, bớt 0 dòng");
        (await Chiso("freeze", "ministries-2023")).Code.ShouldBe(4);
    }

    [Fact]
    public async Task A_dry_run_tells_what_moves_and_whose_figure_moved_it()
    {
        var changed = Directory.CreateDirectory(Path.Combine(folder, "changed")).FullName;
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("samples/can-tho-2023"), "*.csv"))
            File.Copy(file, Path.Combine(changed, Path.GetFileName(file)));
        (await Chiso("import", changed)).Code.ShouldBe(0);
        var positions = Path.Combine(changed, "positions.csv");
        var text = await File.ReadAllTextAsync(positions, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(positions, text.Replace("departments,tuphap,TT_RS_CP,review1,0,1,yes,x=23.3", "departments,tuphap,TT_RS_CP,review1,0,1,yes,x=29.9", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var run = await Chiso("import", changed, "--dry-run");

        // noivu at 23.2 against a target of 10: half the point, and the other half by its way to the best
        run.Out.ShouldContain("Sở Nội vụ, 3.1.3 Mức cắt giảm chi phí tuân thủ so với trước rà soát: 1,00 → 0,83, do Sở Tư pháp đổi 23,3 → 29,9");
        run.Out.ShouldContain("Sở Nội vụ: 95,07 → 94,91 %; vẫn hạng 5");
        using var document = System.Text.Json.JsonDocument.Parse((await Chiso("import", changed, "--dry-run", "--json")).Out);
        document.RootElement.GetProperty("moves")[0].GetProperty("lines")[0].GetProperty("line").GetString().ShouldBe("TT_RS_CP");
    }

    [Fact]
    public async Task What_the_installation_keeps_is_its_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "rights come from the folder above there");
        var own = Path.Combine(folder, "own");
        (await Run.OfAsync("import", Sample, "--freeze", "--database", Path.Combine(own, "chiso.db"))).Code.ShouldBe(0);

        new DirectoryInfo(own).UnixFileMode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        new FileInfo(Path.Combine(own, "audit.key")).UnixFileMode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData("out.xlsx")]
    [InlineData("out.json")]
    [InlineData("out")]
    public async Task An_imported_round_comes_back_as_it_was(string target)
    {
        (await Chiso("import", Sample)).Code.ShouldBe(0);
        var exported = Path.Combine(folder, target);
        (await Chiso("export", "ministries-2023", "--to", exported)).Code.ShouldBe(0);

        var again = await Chiso("import", exported, "--dry-run");

        again.Code.ShouldBe(0);
        again.Out.ShouldContain("sẽ không thay đổi gì");
        (await Chiso("check", exported)).Code.ShouldBe(0);
    }

    [Fact]
    public async Task An_export_leaves_nothing_of_another_round_in_the_folder()
    {
        var exported = Directory.CreateDirectory(Path.Combine(folder, "out")).FullName;
        await File.WriteAllTextAsync(Path.Combine(exported, "gates.csv"), "block,requires,caps_at\nx,without_mark,y\n", TestContext.Current.CancellationToken);
        (await Chiso("import", Sample)).Code.ShouldBe(0);
        (await Chiso("export", "ministries-2023", "--to", exported)).Code.ShouldBe(0);

        (await Chiso("check", exported)).Code.ShouldBe(0);
    }

    [Fact]
    public async Task An_exported_trail_is_verified_elsewhere_and_a_cut_tail_is_told()
    {
        (await Chiso("import", Sample, "--freeze")).Code.ShouldBe(0);
        var file = Path.Combine(folder, "trail.jsonl");
        (await Chiso("audit", "export", "--to", file)).Code.ShouldBe(0);
        string[] elsewhere = ["audit", "verify", file, "--key", Path.Combine(folder, "audit.pub"), "--checkpoints", Path.Combine(folder, "checkpoints.jsonl")];

        var whole = await Run.OfAsync(elsewhere);
        whole.Code.ShouldBe(0);
        whole.Out.ShouldContain("đúng chữ ký");
        await File.WriteAllLinesAsync(file, (await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken))[..^1], TestContext.Current.CancellationToken);
        (await Run.OfAsync(elsewhere)).Code.ShouldBe(1);
        (await Run.OfAsync("audit", "verify", Path.Combine(folder, "khong-co.jsonl"))).Code.ShouldBe(4);
        foreach (string[] alone in (string[][])[[file, "--key", elsewhere[4]], [file, "--checkpoints", elsewhere[6]], ["--key", elsewhere[4], "--checkpoints", elsewhere[6]]])
        {
            var refused = await Run.OfAsync(["audit", "verify", .. alone]);
            (refused.Code, refused.Error.Contains("audit.key-alone", StringComparison.Ordinal)).ShouldBe((2, true));
        }


        File.Delete(Path.Combine(folder, "checkpoints.jsonl"));
        var lost = await Chiso("audit", "verify");
        lost.Code.ShouldBe(1);
        lost.Out.ShouldContain("nay không còn");
    }

    [Fact]
    public async Task Freezing_twice_leaves_the_first_result()
    {
        var first = await Chiso("import", Sample, "--freeze");
        var second = await Chiso("freeze", "ministries-2023");

        first.Code.ShouldBe(0);
        second.Out.ShouldContain("đã được chốt từ trước");
        HashIn(second.Out).ShouldBe(HashIn(first.Out));
    }

    [Fact]
    public async Task What_is_frozen_is_computed_again_and_compared()
    {
        await Chiso("import", Sample, "--freeze");

        var run = await Chiso("recompute");

        run.Code.ShouldBe(0);
        run.Out.ShouldContain("1 trên 1 kết quả đã chốt tính lại giống hệt");
    }

    [Fact]
    public async Task The_trail_is_whole_and_covered_after_a_freeze()
    {
        await Chiso("import", Sample, "--freeze");

        var verified = await Chiso("audit", "verify");

        verified.Code.ShouldBe(0);
        verified.Out.ShouldContain("Nguyên vẹn.");
        verified.Out.ShouldContain("đã có mốc ký: 1–2");
    }

    [Fact]
    public async Task An_erased_payload_leaves_the_chain_whole_and_the_verifier_names_its_link()
    {
        const string chain = "round:ministries-2023";
        await Chiso("import", Sample, "--freeze");
        (await Chiso("audit", "erase", chain, "1")).Code.ShouldBe(2, "the ground is needed");
        (await Chiso("audit", "erase", chain, "1", "--reason", " ")).Error.ShouldContain("audit.erase-ground");
        (await Chiso("audit", "erase", chain, "99", "--reason", "QĐ 5")).Error.ShouldContain("audit.no-link");
        (await Chiso("audit", "verify")).Out.ShouldNotContain("nội dung đã xóa theo quy định");

        var erased = await Chiso("audit", "erase", chain, "1", "--reason", "Quyết định 5/QĐ-STTTT");

        (erased.Code, erased.Out.Trim()).ShouldBe((0, $"Đã xóa nội dung của {chain} 1."));
        var verified = await Chiso("audit", "verify");
        verified.Code.ShouldBe(0);
        verified.Out.ShouldNotContain("Không nguyên vẹn.");
        verified.Out.Split('\n').ShouldContain("  nội dung đã xóa theo quy định: 1");
        var file = Path.Combine(folder, "trail.jsonl");
        await Chiso("audit", "export", "--to", file);
        var lines = (await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken)).Where(line => line.Contains($"\"{chain}\"", StringComparison.Ordinal)).ToList();
        lines.ShouldContain(line => line.Contains("payload.erased", StringComparison.Ordinal) && line.Contains("Quyết định 5/QĐ-STTTT", StringComparison.Ordinal), "who erased, and on what ground, stays");
        (await Run.OfAsync("audit", "verify", file)).Code.ShouldBe(0, "the exported trail verifies without what was erased");
    }

    [Fact]
    public async Task Exports_are_listed_with_what_stands_out()
    {
        await Chiso("import", Sample);
        (await Chiso("export", "ministries-2023", "--to", Path.Combine(folder, "ra"))).Code.ShouldBe(0);

        var reads = await Chiso("audit", "reads");
        reads.Code.ShouldBe(0);
        reads.Out.ShouldContain("xuất kỳ đánh giá");
        (await Chiso("audit", "reads", "--week", "hôm nọ")).Error.ShouldContain("value.not-a-date");
        using var empty = System.Text.Json.JsonDocument.Parse((await Chiso("audit", "reads", "--week", "01/01/2020", "--json")).Out);
        empty.RootElement.GetProperty("reads").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_round_in_the_database_is_explained_by_its_code()
    {
        await Chiso("import", Sample);

        var run = await Chiso("explain", "ministries-2023", "Bộ Tư pháp");

        run.Code.ShouldBe(0);
        run.Out.ShouldContain("61,86");
    }

    [Theory]
    [InlineData("export", "x", "--to", "nowhere")]
    [InlineData("freeze", "x")]
    [InlineData("audit", "verify")]
    public async Task Without_a_database_the_command_says_so_and_makes_none(params string[] command)
    {
        var run = await Chiso(command);

        run.Code.ShouldBe(4);
        run.Error.ShouldContain("database.missing");
        File.Exists(Database).ShouldBeFalse();
    }

    private static string Sample => Repository.PathOf("samples/ministries-2023");

    private static string HashIn(string text) => text.Split('\n').Single(line => line.Length == 64);

    private Task<Run> Chiso(params string[] command) => Run.OfAsync([.. command, "--database", Database]);
}
