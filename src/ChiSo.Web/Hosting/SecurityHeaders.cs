namespace ChiSo.Web.Hosting;

/// <summary>What browsers are told to refuse: foreign hosts, scripts and styles inside the page, frames, guesses at types.</summary>
public static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Lets this page show another page of ours in a frame.</summary>
    public static void LetFrame(HttpResponse response) => response.Headers.ContentSecurityPolicy = $"{Policy}; frame-src 'self'";

    /// <summary>Lets pages of ours show this page in a frame.</summary>
    public static void LetBeFramed(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy.Replace("frame-ancestors 'none'", "frame-ancestors 'self'", StringComparison.Ordinal);
        response.Headers.XFrameOptions = "SAMEORIGIN";
    }

    public static Task Add(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return next(context);
    }
}
