using System.Globalization;
using System.Resources;
using ChiSo.Engine;

namespace ChiSo.Web.Language;

/// <summary>The words of the pages in one language, from <c>Interface.resx</c> (Vietnamese) and <c>Interface.en.resx</c>.</summary>
public sealed class Texts
{
    internal static readonly ResourceManager Source = new("ChiSo.Web.Language.Interface", typeof(Texts).Assembly);

    private static readonly Texts Vietnamese = new(Tongue.Vietnamese);
    private static readonly Texts English = new(Tongue.English);

    private readonly CultureInfo resources;
    private readonly CultureInfo numbers;

    private Texts(Tongue tongue)
    {
        Tongue = tongue;
        resources = tongue == Tongue.English ? CultureInfo.GetCultureInfo("en") : CultureInfo.InvariantCulture;
        numbers = CultureInfo.InvariantCulture;
    }

    public Tongue Tongue { get; }

    public static Texts In(Tongue tongue) => tongue == Tongue.English ? English : Vietnamese;

    /// <exception cref="KeyNotFoundException">The resource files lack this key.</exception>
    public string this[string key] => Source.GetString(key, resources)
        ?? throw new KeyNotFoundException($"Interface.resx has no text '{key}'.");

    /// <summary>A text with its places filled; figures come already formatted.</summary>
    public string this[string key, params ReadOnlySpan<object?> values] => string.Format(numbers, this[key], values);

    /// <summary>The one of both that this reader reads; Vietnamese where no English is given.</summary>
    public string Say(Words words) => Tongue == Tongue.English && words.En.Length > 0 ? words.En : words.Vi;

    /// <summary>A period in words: "năm 2023", "6 tháng đầu năm 2024", "quý 3 năm 2025".</summary>
    public string Period(string period) => period.Split('-') switch
    {
        [var year] => this["Period_Year", year],
        [var year, "H1"] => this["Period_FirstHalf", year],
        [var year, "H2"] => this["Period_SecondHalf", year],
        [var year, ['Q', var quarter]] => this["Period_Quarter", quarter, year],
        _ => period,
    };

    /// <summary>The place of a problem as people call it: the label of a field, the name of a stage; a place in a file as it is.</summary>
    public string Place(string where) => Source.GetString("Place_" + where, resources) ?? Source.GetString("Stage_" + where, resources) ?? where;

    /// <summary>Joins a list as people read it: "a, b và c".</summary>
    public string List(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => string.Join(", ", items.Take(items.Count - 1)) + this["List_And"] + items[^1],
    };
}
