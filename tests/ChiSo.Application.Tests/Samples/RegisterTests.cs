using System.Globalization;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Samples;

/// <summary>The registers in <c>data/</c>, read as any table is.</summary>
public sealed class RegisterTests
{
    [Fact]
    public void The_country_has_34_provinces_and_3321_communes()
    {
        Rows("vn_provinces_34.csv").Count.ShouldBe(34);
        Rows("vn_communes_3321.csv").Count.ShouldBe(3321);
    }

    [Fact]
    public void Codes_are_five_digits_and_no_two_communes_share_one()
    {
        var codes = Rows("vn_communes_3321.csv").Select(row => row["code"]).ToList();

        codes.ShouldAllBe(code => code.Length == 5 && code.All(char.IsAsciiDigit));
        codes.ShouldBeUnique();
    }

    [Fact]
    public void Each_province_has_as_many_communes_as_it_says()
    {
        var communes = Rows("vn_communes_3321.csv").CountBy(row => row["province_code"]).ToDictionary();

        communes.Count.ShouldBe(34);
        foreach (var province in Rows("vn_provinces_34.csv"))
            communes[province["code"]].ShouldBe(int.Parse(province["communes_total"], CultureInfo.InvariantCulture), province["name"]);
    }

    [Fact]
    public void No_two_communes_of_a_province_bear_one_name() =>
        Rows("vn_communes_3321.csv").Select(row => $"{row["province_code"]} {Fold.Key(row["full_name"])}").ShouldBeUnique();

    [Fact]
    public void Can_Tho_has_31_wards_and_72_communes()
    {
        var kinds = Rows("cantho_communes_103.csv").CountBy(row => row["unit_type"]).ToDictionary();

        kinds.ShouldBe(new Dictionary<string, int> { ["Phường"] = 31, ["Xã"] = 72 }, ignoreOrder: true);
    }

    [Fact]
    public void Can_Tho_of_today_is_the_same_in_its_own_register_and_in_the_country_s()
    {
        var own = Rows("cantho_communes_103.csv").Select(row => (row["code"], row["full_name"]));
        var country = Rows("vn_communes_3321.csv").Where(row => row["province_code"] == "92").Select(row => (row["code"], row["full_name"]));

        own.ShouldBe(country, ignoreOrder: true);
    }

    [Fact]
    public void Every_row_names_its_source_or_says_that_there_is_none()
    {
        foreach (var file in new[] { "vn_provinces_34.csv", "vn_communes_3321.csv", "cantho_communes_103.csv" })
            Rows(file).ShouldAllBe(row => row["source"].Length > 0, file);
        Rows("cantho_units.csv").ShouldAllBe(row => row["source"].Length > 0 || row["evidence"].StartsWith("no source at hand", StringComparison.Ordinal));
    }

    [Fact]
    public void Units_of_the_sample_are_those_of_the_register_before_July_2025()
    {
        var register = Rows("cantho_units.csv").Where(row => row["valid_from"].Length == 0 || string.CompareOrdinal(row["valid_from"], "2025-07-01") < 0).Select(row => row["name"]).ToHashSet();
        var names = SampleRound.CanTho.Blocks.SelectMany(block => block.Units).Select(unit => unit.Name.Vi).ToList();

        names.Count.ShouldBe(16 + 9);
        names.Where(name => !register.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void Can_Tho_had_16_departments_and_9_districts_and_has_14_departments()
    {
        var rows = Rows("cantho_units.csv");

        rows.CountBy(row => row["valid_to"].Length > 0).ToDictionary().ShouldBe(new Dictionary<bool, int> { [true] = 16 + 5 + 4, [false] = 14 }, ignoreOrder: true);
    }

    private static List<Dictionary<string, string>> Rows(string file)
    {
        var read = CsvTables.ReadFile(RepositoryFiles.At("data", file));
        read.Problems.ShouldBeEmpty();
        var table = read.Tables.ShouldHaveSingleItem();
        return [.. table.Rows.Select(row => table.Columns.Zip(row.Cells).ToDictionary(pair => pair.First, pair => pair.Second.Text))];
    }
}
