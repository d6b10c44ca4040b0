using System.Text.Json;

namespace ChiSo.Web.Tests.Cli;

/// <summary>chiso units: registers in, any day out, a reorganisation.</summary>
public sealed class UnitsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chiso-units-").FullName;

    [Fact]
    public async Task A_register_is_imported_listed_and_reorganised()
    {
        (await Chiso("units", "import", Data("vn_provinces_34.csv"), Data("cantho_units.csv"))).Out.ShouldContain("Đơn vị mới: 73");

        var before = await Chiso("units", "list", "--under", "92", "--on", "31/12/2024");
        before.Code.ShouldBe(0);
        before.Out.ShouldContain("Quận Ninh Kiều");
        before.Out.ShouldContain("chưa rõ");
        before.Out.ShouldContain("25 dòng.");
        using var today = JsonDocument.Parse((await Chiso("units", "list", "--under", "92", "--on", "2025-07-01", "--json")).Out);
        today.RootElement.GetArrayLength().ShouldBe(14);

        var file = Path.Combine(folder, "sap-nhap.csv");
        await File.WriteAllTextAsync(file, "from,to,name\nngoaivu-2025,vpub-2025,Văn phòng UBND thành phố\nvpub-2025,vpub-2025,Văn phòng UBND thành phố\n", TestContext.Current.CancellationToken);
        (await Chiso("units", "reorganise", file, "--on", "01/01/2026")).Error.ShouldContain("units.ground");
        (await Chiso("units", "reorganise", file, "--on", "ngày nọ", "--ground", "QĐ 1")).Error.ShouldContain("value.not-a-date");
        (await Chiso("units", "reorganise", file, "--on", "01/01/2026", "--ground", "QĐ 1 (minh họa)")).Code.ShouldBe(0);
        (await Chiso("units", "show", "vpub-2025")).Out.ShouldContain("ngoaivu-2025; vpub-2025");
        (await Chiso("units", "list", "--under", "92", "--on", "01/01/2026")).Out.ShouldContain("13 dòng.");
        (await Chiso("units", "show", "khong-co")).Code.ShouldBe(4);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<Run> Chiso(params string[] arguments) => Run.OfAsync([.. arguments, "--database", Path.Combine(folder, "chiso.db")]);

    private static string Data(string file) => House.Repository.PathOf($"data/{file}");
}
