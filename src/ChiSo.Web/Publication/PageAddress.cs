using ChiSo.Web.Language;
using Microsoft.AspNetCore.WebUtilities;

namespace ChiSo.Web.Publication;

/// <summary>The address of the page shown, with one choice of the reader changed.</summary>
public static class PageAddress
{
    public static string With(HttpRequest request, string name, string value)
    {
        var kept = request.Query
            .Where(pair => pair.Key is not (Preferences.LanguageName or Preferences.ThemeName))
            .SelectMany(pair => pair.Value, (pair, one) => KeyValuePair.Create(pair.Key, one))
            .Append(KeyValuePair.Create(name, (string?)value));
        return QueryHelpers.AddQueryString(request.Path.ToUriComponent(), kept);
    }
}
