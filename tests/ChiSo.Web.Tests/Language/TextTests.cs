using System.Collections;
using System.Globalization;
using System.Resources;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ChiSo.Engine;
using ChiSo.Web.Language;

namespace ChiSo.Web.Tests.Language;

/// <summary>The words of the pages: none missing in either language, none without use.</summary>
public sealed partial class TextTests
{
    [Fact]
    public void Both_languages_have_the_same_keys_with_the_same_places()
    {
        var vietnamese = All(CultureInfo.InvariantCulture);
        var english = All(CultureInfo.GetCultureInfo("en"));

        english.Keys.Order().ShouldBe(vietnamese.Keys.Order());
        foreach (var (key, text) in vietnamese)
            Places().Matches(english[key]).Select(match => match.Value).Distinct().Order().ShouldBe(Places().Matches(text).Select(match => match.Value).Distinct().Order(), key);
    }

    [Fact]
    public void Every_key_the_pages_name_is_there()
    {
        var keys = All(CultureInfo.InvariantCulture).Keys.ToHashSet();

        var missing = NamedKeys().Where(key => key.EndsWith('_') ? !keys.Any(one => one.StartsWith(key, StringComparison.Ordinal)) : !keys.Contains(key));

        missing.ShouldBeEmpty();
    }

    [Fact]
    public void Every_text_is_used()
    {
        var named = NamedKeys().ToHashSet();

        var unused = All(CultureInfo.InvariantCulture).Keys.Where(key => !named.Contains(key) && !named.Any(prefix => prefix.EndsWith('_') && key.StartsWith(prefix, StringComparison.Ordinal)));

        unused.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(typeof(TieRule), "Ties_")]
    [InlineData(typeof(Rounding), "Rounding_")]
    [InlineData(typeof(Basis), "Note_RankOn_")]
    [InlineData(typeof(Basis), "Note_ChangesOn_")]
    [InlineData(typeof(Basis), "Fact_ClassifyOn_")]
    [InlineData(typeof(Supplier), "Supplier_")]
    public void Every_choice_of_the_method_has_its_words(Type choices, string prefix)
    {
        foreach (var choice in Enum.GetNames(choices))
            Texts.In(Tongue.English)[prefix + choice].ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("2023", "năm 2023", "2023")]
    [InlineData("2024-H1", "6 tháng đầu năm 2024", "the first half of 2024")]
    [InlineData("2024-H2", "6 tháng cuối năm 2024", "the second half of 2024")]
    [InlineData("2025-Q3", "quý 3 năm 2025", "quarter 3 of 2025")]
    public void Periods_are_named_in_words(string period, string vietnamese, string english)
    {
        Texts.In(Tongue.Vietnamese).Period(period).ShouldBe(vietnamese);
        Texts.In(Tongue.English).Period(period).ShouldBe(english);
    }

    [Theory]
    [InlineData(92.27, 2, "92,27", "92.27")]
    [InlineData(1234.5, 1, "1.234,5", "1,234.5")]
    [InlineData(-0.5, 2, "−0,50", "−0.50")]
    [InlineData(0.005, 2, "0,01", "0.01")]
    [InlineData(0, 2, "0,00", "0.00")]
    public void Figures_are_written_as_each_language_writes_them(double value, int decimals, string vietnamese, string english)
    {
        Shown.In(Tongue.Vietnamese).Fixed((decimal)value, decimals).ShouldBe(vietnamese);
        Shown.In(Tongue.English).Fixed((decimal)value, decimals).ShouldBe(english);
    }

    [Theory]
    [InlineData(1.76, "+1,76")]
    [InlineData(-0.5, "−0,50")]
    [InlineData(0, "0,00")]
    [InlineData(-0.001, "0,00")]
    public void Changes_carry_their_sign(double value, string text) =>
        Shown.In(Tongue.Vietnamese).WithSign((decimal)value, 2).ShouldBe(text);

    private static Dictionary<string, string> All(CultureInfo culture)
    {
        ResourceSet set = Texts.Source.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!; // both files are part of the assembly
        return set.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!); // texts are never null
    }

    private static IEnumerable<string> NamedKeys([CallerFilePath] string here = "")
    {
        var source = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/ChiSo.Web")); // a path of a source file has a folder
        var keys = All(CultureInfo.InvariantCulture).Keys.Select(key => key.Split('_')[0]).ToHashSet();
        return Directory.EnumerateFiles(source, "*.cs*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal))
            .SelectMany(file => Quoted().Matches(File.ReadAllText(file)).Select(match => match.Groups["key"].Value))
            .Where(key => keys.Contains(key.Split('_')[0]))
            .Distinct();
    }

    [GeneratedRegex(@"\{\d\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Places();

    [GeneratedRegex("\"(?<key>[A-Z][A-Za-z]+_[A-Za-z_]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Quoted();
}
