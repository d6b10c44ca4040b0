using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.OpenRosa;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Web.Hosting;

namespace ChiSo.Web.Surveys;

/// <summary>The XML OpenRosa answers with.</summary>
internal static class OpenRosaAnswers
{
    private const string AMinute = "60"; // seconds

    /// <summary>Bytes of a form with everything around it.</summary>
    private const int MostBytes = 2 * 1024 * 1024;

    private const string Longest = "X-OpenRosa-Accept-Content-Length";

    private static readonly XNamespace Lists = "http://openrosa.org/xforms/xformsList";
    private static readonly XNamespace Manifests = "http://openrosa.org/xforms/xformsManifest";
    private static readonly XNamespace Responses = "http://openrosa.org/http/response";

    /// <param name="hash">Of the form, so that a program notices a new one.</param>
    /// <param name="address">Of the interface.</param>
    public static XDocument List(LiveSurvey survey, string hash, string address) => new(new XElement(Lists + "xforms", new XElement(Lists + "xform",
        new XElement(Lists + "formID", survey.Code), new XElement(Lists + "name", survey.Form.Title.In(survey.Form.DefaultLanguage)), new XElement(Lists + "version", XFormWriter.VersionOf(survey)),
        new XElement(Lists + "hash", hash), new XElement(Lists + "downloadUrl", $"{address}/form"), new XElement(Lists + "manifestUrl", $"{address}/manifest"))));

    /// <summary>No form has files beside it.</summary>
    public static XDocument Manifest() => new(new XElement(Manifests + "manifest"));

#pragma warning disable CA5351 // OpenRosa 1.0 knows MD5 alone, to notice a new version; nothing is secured by it
    public static string HashOf(XDocument form) => $"md5:{Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(Write(form))))}";
#pragma warning restore CA5351

    public static IResult Xml(HttpContext context, XDocument document, int status = StatusCodes.Status200OK)
    {
        Speak(context);
        return Results.Text(Write(document), "text/xml", Encoding.UTF8, status);
    }

    /// <summary>Bytes any form of this survey fits into with all its pictures: a program that was told so never sends one in parts.</summary>
    public static int MostOf(LiveSurvey survey) => MostBytes + (survey.Form.AsksPictures ? Questionnaire.MostPictures * SentPicture.MostBytes : 0);

    /// <summary>Tells a program so.</summary>
    public static void Allow(HttpContext context, LiveSurvey survey) => context.Response.Headers[Longest] = MostOf(survey).ToString(CultureInfo.InvariantCulture);

    /// <summary>What every answer carries.</summary>
    public static void Speak(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers["X-OpenRosa-Version"] = "1.0";
        headers.TryAdd(Longest, MostBytes.ToString(CultureInfo.InvariantCulture));
        (headers["Referrer-Policy"], headers["X-Robots-Tag"], headers.CacheControl) = ("no-referrer", "noindex", "private, no-cache");
    }

    /// <summary>A sentence for the person.</summary>
    public static IResult Said(HttpContext context, int status, string message) => Xml(context, new(new XElement(Responses + "OpenRosaResponse",
        new XElement(Responses + "message", new XAttribute("nature", status == StatusCodes.Status201Created ? "submit_success" : "submit_error"), message))), status);

    /// <summary>That a form may come later.</summary>
    public static IResult Later(HttpContext context, string message)
    {
        context.Response.Headers.RetryAfter = AMinute;
        return Said(context, StatusCodes.Status429TooManyRequests, message);
    }

    /// <param name="door">One that opened nothing.</param>
    public static IResult Refused(HttpContext context, OpenRosaDoor door)
    {
        if (door.IsPlain)
            return Said(context, StatusCodes.Status403Forbidden, "Mật khẩu máy chỉ gửi qua kết nối mã hóa: dùng địa chỉ https. / A device's password is sent over an encrypted connection alone: use the https address.");
        if (door.AsksPassword && !door.TooOften)
        {
            BasicSignIn.Challenge(context.Response, "ChiSo");
            return Said(context, StatusCodes.Status401Unauthorized, "Cần tên máy và mật khẩu máy còn hiệu lực; xin hỏi người quản lý khảo sát. / The name and password of a device in use are needed; please ask the survey manager.");
        }

        if (!door.TooOften)
            return Said(context, StatusCodes.Status404NotFound, "Đường dẫn không dùng được, hoặc cuộc khảo sát không nhận phiếu. / This link does not work, or the survey takes no answers.");
        return Later(context, door.AsksPassword
            ? "Quá nhiều lần sai mật khẩu từ mạng này; xin thử lại sau một phút. / Too many wrong passwords from this network; please try again in a minute."
            : "Quá nhiều đường dẫn sai từ mạng này; xin thử lại sau một phút. / Too many wrong links from this network; please try again in a minute.");
    }

    /// <summary>The bytes don't depend on the machine: their hash is compared.</summary>
    private static string Write(XDocument document) => $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{document.ToString(SaveOptions.DisableFormatting)}";
}
