using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.People;

/// <summary>What people typed, for pages that say what is wrong with it.</summary>
public static class TypedFields
{
    /// <summary>What was typed into a field of the form just posted.</summary>
    /// <param name="otherwise">What a fresh page shows.</param>
    public static string Typed(this PageModel page, string field, string otherwise = "") => page.Request.HasFormContentType ? page.Request.Form[field].ToString() : otherwise;
}
