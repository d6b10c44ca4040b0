using System.Text.Json;
using ChiSo.Web.Tests.House;

namespace ChiSo.Web.Tests.Cli;

/// <summary>chiso guidance: the scoring guide of a round out to a file and in from one.</summary>
public sealed class GuidanceCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chiso-guidance-").FullName;

    private string Table => Path.Combine(folder, "guidance.csv");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_is_loaded_comes_back_and_a_fault_loads_nothing()
    {
        (await Chiso("import", Repository.PathOf("samples/can-tho-2023"))).Code.ShouldBe(0);
        await File.WriteAllTextAsync(Table, "criterion,guide,accepted,refused,contact,phone\nTC_XD_TD,\"Một, hai\",Tờ trình,Thư,Bà B,0292 1\n", TestContext.Current.CancellationToken);
        (await Chiso("guidance", "can-tho-2023", "--set", Table)).Code.ShouldBe(0);
        using var document = JsonDocument.Parse((await Chiso("guidance", "can-tho-2023", "--json")).Out);
        var line = document.RootElement.GetProperty("lines").EnumerateArray().ShouldHaveSingleItem();
        (line.GetProperty("criterion").GetString(), line.GetProperty("guide").GetString(), line.GetProperty("contactPhone").GetString()).ShouldBe(("TC_XD_TD", "Một, hai", "0292 1"));

        var again = Path.Combine(folder, "again.csv");
        (await Chiso("guidance", "can-tho-2023", "--to", again)).Code.ShouldBe(0);
        (await File.ReadAllTextAsync(again, TestContext.Current.CancellationToken)).ShouldContain("TC_XD_TD,\"Một, hai\",Tờ trình,Thư,Bà B,0292 1\n");
        await File.WriteAllTextAsync(Table, "criterion,guide\nTC_XD_TD,Đổi\nTC_XD_TD,Nữa\nKHONG_CO,x\n", TestContext.Current.CancellationToken);
        var refused = await Chiso("guidance", "can-tho-2023", "--set", Table);
        refused.Code.ShouldNotBe(0);
        foreach (var told in new[] { "guidance.csv:3:criterion (guidance.twice)", "guidance.csv:4:criterion (guidance.no-line)" })
            (refused.Out + refused.Error).ShouldContain(told);
        (await Chiso("guidance", "can-tho-2023", "--json")).Out.ShouldContain("Một, hai");
        (await Chiso("guidance", "khong-co")).Code.ShouldBe(4);
    }

    private Task<Run> Chiso(params string[] command) => Run.OfAsync([.. command, "--database", Path.Combine(folder, "chiso.db")]);
}
