using ChiSo.Web.Tests.House;

namespace ChiSo.Web.Tests.Cli;

/// <summary>The lines of the README do what it says.</summary>
public sealed class ReadmeTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("README.vi.md")]
    public async Task Every_line_with_chiso_runs(string readme)
    {
        var lines = Repository.Read(readme).Split('\n').Where(line => line.StartsWith("chiso ", StringComparison.Ordinal)).ToList();
        lines.Count.ShouldBeGreaterThan(2);
        var folder = Directory.CreateTempSubdirectory("chiso-readme");
        foreach (var line in lines)
        {
            var words = line.Split(' ').Skip(1).Select(word => word.Replace("samples/", Repository.PathOf("samples/")).Replace("out/", folder.FullName + "/"));
            var run = await Run.OfAsync([.. words]);
            run.Code.ShouldBe(0, $"{line}\n{run.Error}");
        }

        folder.Delete(recursive: true);
    }
}
