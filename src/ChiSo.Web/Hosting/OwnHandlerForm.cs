using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace ChiSo.Web.Hosting;

/// <summary>A form that names no handler goes to the page's own, also where another button of the page was pressed before: without an address a browser would send it to that one's handler again.</summary>
[HtmlTargetElement("form", Attributes = "[method=post]")]
public sealed class OwnHandlerForm : TagHelper
{
    private const string Handler = "handler";

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!; // set by the framework

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var request = ViewContext.HttpContext.Request;
        if (output.Attributes.ContainsName("action") || !request.Query.ContainsKey(Handler))
            return;
        var kept = QueryString.Create(request.Query.Where(field => !field.Key.Equals(Handler, StringComparison.OrdinalIgnoreCase)));
        output.Attributes.SetAttribute("action", request.PathBase + request.Path + kept);
    }
}
