using System.Text.Json;

namespace ChiSo.Web.Tests.Cli;

/// <summary>chiso compare: two rounds side by side, in words and as JSON.</summary>
public sealed class CompareTests : IDisposable
{
    private const string Sample = "samples/can-tho-2023";
    private static readonly string Source = House.Repository.PathOf(Sample);

    private readonly string folder = Directory.CreateTempSubdirectory("chiso-compare-").FullName;

    [Fact]
    public async Task The_same_entries_and_rules_a_year_later_change_nothing()
    {
        Later();

        var same = await Run.OfAsync("compare", folder, Source, "--json");
        same.Code.ShouldBe(0);
        using var document = JsonDocument.Parse(same.Out);
        var block = document.RootElement.GetProperty("blocks")[0];
        block.GetProperty("lines").EnumerateArray().ShouldAllBe(line => line.GetProperty("change").GetString() == "Same");
        foreach (var unit in block.GetProperty("units").EnumerateArray())
        {
            unit.GetProperty("changeAsPublished").GetDecimal().ShouldBe(0);
            unit.GetProperty("changeUnderSameRules").GetDecimal().ShouldBe(0);
            unit.GetProperty("changeOnCommonCriteria").GetDecimal().ShouldBe(0);
            unit.GetProperty("commonCriteriaPercent").GetDecimal().ShouldBe(100);
        }
    }

    [Fact]
    public async Task New_lines_are_named_and_the_earlier_index_becomes_a_range()
    {
        Later(("criteria.csv", ",CD_TT,", ",CD_TT_MOI,"), ("positions.csv", ",CD_TT,", ",CD_TT_MOI,"), ("decisions.csv", ",CD_TT,", ",CD_TT_MOI,"));

        var compared = await Run.OfAsync("compare", folder, Source);

        compared.Code.ShouldBe(0);
        compared.Out.ShouldContain("mới 1; bỏ 1");
        compared.Out.ShouldContain("…");
    }

    [Fact]
    public async Task Rounds_without_a_common_block_are_told()
    {
        var compared = await Run.OfAsync("compare", House.Repository.PathOf("samples/ministries-2023"), Source);
        (compared.Code, compared.Error.Contains("compare.no-block", StringComparison.Ordinal)).ShouldBe((1, true));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>The sample a year later, with pieces replaced.</summary>
    private void Later(params (string File, string Piece, string Instead)[] changes)
    {
        foreach (var file in Directory.GetFiles(Source, "*.csv"))
        {
            var text = File.ReadAllText(file);
            if (Path.GetFileName(file) == "settings.csv")
                text = text.Replace("code,can-tho-2023", "code,can-tho-2024", StringComparison.Ordinal).Replace("period,2023", "period,2024", StringComparison.Ordinal);
            foreach (var (_, piece, instead) in changes.Where(change => change.File == Path.GetFileName(file)))
                text = text.Replace(piece, instead, StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(folder, Path.GetFileName(file)), text);
        }
    }
}
