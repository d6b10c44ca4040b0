namespace ChiSo.Web.Language;

/// <summary>The two languages pages speak.</summary>
public enum Tongue
{
    Vietnamese,
    English,
}

/// <summary>The colours a reader asked for; <see cref="System"/> follows the device.</summary>
public enum Theme
{
    System,
    Light,
    Dark,
}

/// <summary>What the reader of this request chose: by the address (<c>?lang=en</c>, <c>?theme=dark</c>), else by cookie, else Vietnamese and the colours of the device.</summary>
public sealed record Preferences(Tongue Tongue, Theme Theme)
{
    public const string LanguageName = "lang";
    public const string ThemeName = "theme";

    /// <summary>Where nobody asks: work of the program itself, such as its first start.</summary>
    public static readonly Preferences Default = new(Tongue.Vietnamese, Theme.System);

    private static readonly CookieOptions Kept = new()
    {
        MaxAge = TimeSpan.FromDays(365),
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        IsEssential = true,
        Path = "/",
    };

    public string LanguageCode => Tongue == Tongue.English ? "en" : "vi";

    public string ThemeCode => Theme switch
    {
        Theme.Light => "light",
        Theme.Dark => "dark",
        _ => "auto",
    };

    public static Preferences Of(HttpContext context) => new(
        Choice(context.Request, LanguageName) == "en" ? Tongue.English : Tongue.Vietnamese,
        Choice(context.Request, ThemeName) switch
        {
            "light" => Theme.Light,
            "dark" => Theme.Dark,
            _ => Theme.System,
        });

    /// <summary>Remembers what the address asks for.</summary>
    public static Task Remember(HttpContext context, RequestDelegate next)
    {
        foreach (var name in (string[])[LanguageName, ThemeName])
        {
            var asked = context.Request.Query[name].ToString();
            if (asked is "vi" or "en" or "light" or "dark" or "auto")
                context.Response.Cookies.Append("chiso-" + name, asked, Kept);
        }

        return next(context);
    }

    private static string Choice(HttpRequest request, string name) =>
        request.Query.TryGetValue(name, out var asked) && !string.IsNullOrEmpty(asked)
            ? asked.ToString()
            : request.Cookies["chiso-" + name] ?? "";
}
