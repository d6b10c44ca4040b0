using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Samples;

/// <summary>The registers in <c>data/</c>. Columns read here stand before any quoted one.</summary>
public sealed class RegisterTests
{
    private static string[][] Rows(string file) =>
        [.. File.ReadLines(RepositoryFiles.At("data", file)).Skip(1).Select(line => line.Split(','))];

    [Fact]
    public void The_country_has_34_provinces_and_3321_communes()
    {
        Rows("vn_provinces_34.csv").Length.ShouldBe(34);
        Rows("vn_communes_3321.csv").Length.ShouldBe(3321);
    }

    [Fact]
    public void Each_province_has_as_many_communes_as_it_says()
    {
        var communes = Rows("vn_communes_3321.csv").CountBy(row => row[0]).ToDictionary();

        foreach (var province in Rows("vn_provinces_34.csv"))
            communes[province[0]].ShouldBe(int.Parse(province[5]), province[1]);
    }

    [Fact]
    public void Can_Tho_has_31_wards_and_72_communes()
    {
        var kinds = Rows("cantho_communes_103.csv").CountBy(row => row[3]).ToDictionary();

        kinds.ShouldBe(new Dictionary<string, int> { ["Phường"] = 31, ["Xã"] = 72 }, ignoreOrder: true);
    }

    [Fact]
    public void Units_of_the_sample_are_those_of_the_register()
    {
        var register = File.ReadAllText(RepositoryFiles.At("data", "cantho_units.csv"));
        var names = SampleRound.CanTho.Blocks.SelectMany(block => block.Units).Select(unit => unit.Name.Vi).ToList();

        names.Count.ShouldBe(16 + 9);
        names.ShouldAllBe(name => register.Contains(name, StringComparison.Ordinal));
    }
}
