using System.Text.Json;

namespace ChiSo.Web.Tests.Cli;

/// <summary>chiso amend: a round exported, its criteria changed, put in force.</summary>
public sealed class AmendTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chiso-amend-").FullName;

    [Fact]
    public async Task An_exported_round_comes_back_with_new_criteria()
    {
        (await Chiso("import", House.Repository.PathOf("samples/can-tho-2023"))).Code.ShouldBe(0);
        var files = Path.Combine(folder, "ky");
        (await Chiso("export", "can-tho-2023", "--to", files)).Code.ShouldBe(0);
        Replace(Path.Combine(files, "criteria.csv"), "Tuyên truyền cải cách hành chính", "Truyền thông cải cách hành chính");

        (await Chiso("amend", files, "--ground", "QĐ 12")).Error.ShouldContain("amend.version");
        Replace(Path.Combine(files, "settings.csv"), "criteria_version,2", "criteria_version,3");
        (await Chiso("amend", files)).Error.ShouldContain("amend.ground");
        var preview = await Chiso("amend", files, "--dry-run");
        (preview.Code, preview.Error).ShouldBe((0, ""));
        preview.Out.ShouldContain("departments: departments@2 → departments@3");
        preview.Out.ShouldContain("sửa lời 1");

        using var done = JsonDocument.Parse((await Chiso("amend", files, "--ground", "QĐ 12", "--json")).Out);
        done.RootElement.GetProperty("applied").GetBoolean().ShouldBeTrue();
        done.RootElement.GetProperty("blocks").GetArrayLength().ShouldBe(2);
        (await Chiso("amend", files, "--ground", "QĐ 12")).Out.ShouldContain("không có gì thay đổi");
    }

    [Fact]
    public async Task A_round_the_database_does_not_have_is_not_found()
    {
        (await Chiso("migrate")).Code.ShouldBe(0);
        var refused = await Chiso("amend", House.Repository.PathOf("samples/ministries-2023"), "--ground", "QĐ 12");
        (refused.Code, refused.Error.Contains("round.unknown", StringComparison.Ordinal)).ShouldBe((4, true));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<Run> Chiso(params string[] arguments) => Run.OfAsync([.. arguments, "--database", Path.Combine(folder, "chiso.db")]);

    private static void Replace(string file, string piece, string instead) => File.WriteAllText(file, File.ReadAllText(file).Replace(piece, instead, StringComparison.Ordinal));
}
