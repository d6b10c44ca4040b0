using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.People;

/// <summary>What people typed, for pages that say what is wrong with it.</summary>
public static class TypedFields
{
    /// <summary>What was typed into a field of the form just posted.</summary>
    /// <param name="otherwise">What a fresh page shows.</param>
    public static string Typed(this PageModel page, string field, string otherwise = "") => page.Request.HasFormContentType ? page.Request.Form[field].ToString() : otherwise;

    /// <summary>What was typed into the fields of rows.</summary>
    /// <param name="drop">A row to be taken out; <c>null</c> for none.</param>
    public static Dictionary<string, string> TypedRows(this PageModel page, Func<string, bool> isField, string? drop = null) =>
        page.Request.Form.Where(field => isField(field.Key) && !(drop is { Length: > 0 } && field.Key.StartsWith(drop + ".", StringComparison.Ordinal)))
            .ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);
}
