using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.OpenRosa;

namespace ChiSo.Web.Surveys;

/// <summary>The OpenRosa 1.0 interface (<c>https://docs.getodk.org/openrosa/</c>): ODK Collect, Enketo and their like fill in a survey offline and hand in over it. The address holds the key of a link; <c>open</c> where anybody may answer; no key where the device of an interviewer signs by Basic over TLS.</summary>
public static class OpenRosaEndpoints
{
    private const string OfDevices = "/s/{survey}/openrosa";
    private const string OfLinks = OfDevices + "/{key}";
    private const string Filled = "xml_submission_file";
    private const int MostBytes = 2 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder app)
    {
        foreach (var root in (string[])[OfLinks, OfDevices])
        {
            app.MapGet($"{root}/formList", ListAsync).ExcludeFromDescription();
            app.MapGet($"{root}/form", FormAsync).ExcludeFromDescription();
            app.MapGet($"{root}/manifest", ManifestAsync).ExcludeFromDescription();
            app.MapMethods($"{root}/submission", ["HEAD"], AskAsync).ExcludeFromDescription();
            app.MapPost($"{root}/submission", SubmitAsync).ExcludeFromDescription();
        }
    }

    private static Task<IResult> ListAsync(string survey, string? key, OpenRosaDesk desk, HttpContext context) => BehindAsync(desk, context, survey, key, (live, door) =>
        OpenRosaAnswers.Xml(context, OpenRosaAnswers.List(live, OpenRosaAnswers.HashOf(XFormWriter.Write(live, door.AsksUnit)), AddressOf(context, survey, key))));

    private static Task<IResult> FormAsync(string survey, string? key, OpenRosaDesk desk, HttpContext context) => BehindAsync(desk, context, survey, key, (live, door) =>
        OpenRosaAnswers.Xml(context, XFormWriter.Write(live, door.AsksUnit)));

    private static Task<IResult> ManifestAsync(string survey, string? key, OpenRosaDesk desk, HttpContext context) => BehindAsync(desk, context, survey, key, (_, _) =>
        OpenRosaAnswers.Xml(context, OpenRosaAnswers.Manifest()));

    private static Task<IResult> AskAsync(string survey, string? key, OpenRosaDesk desk, HttpContext context) => BehindAsync(desk, context, survey, key, (_, _) =>
    {
        OpenRosaAnswers.Speak(context);
        context.Response.Headers.Location = $"{AddressOf(context, survey, key)}/submission";
        return Results.NoContent();
    });

    private static async Task<IResult> BehindAsync(OpenRosaDesk desk, HttpContext context, string survey, string? key, Func<LiveSurvey, OpenRosaDoor, IResult> answer)
    {
        var door = await AdmitAsync(desk, context, survey, key);
        return door.Live is { } live ? answer(live, door) : OpenRosaAnswers.Refused(context, door);
    }

    private static async Task<IResult> SubmitAsync(string survey, string? key, OpenRosaDesk desk, HttpContext context, CancellationToken cancel)
    {
        if (context.Request.ContentLength > MostBytes)
            return OpenRosaAnswers.Said(context, StatusCodes.Status413PayloadTooLarge, "Phiếu gửi lên quá dài. / The form is too long.");
        var door = await AdmitAsync(desk, context, survey, key);
        if (door.Live is null)
            return OpenRosaAnswers.Refused(context, door);
        IFormFileCollection files;
        try
        {
            files = context.Request.HasFormContentType ? (await context.Request.ReadFormAsync(new() { MultipartBodyLengthLimit = MostBytes }, cancel)).Files : new FormFileCollection();
        }
        catch (InvalidDataException) // longer than that, or no multipart at all
        {
            return OpenRosaAnswers.Said(context, StatusCodes.Status413PayloadTooLarge, "Phiếu gửi lên quá dài hoặc hỏng. / The form is too long, or damaged.");
        }

        if (files[Filled] is not { } file)
            return OpenRosaAnswers.Said(context, StatusCodes.Status400BadRequest, "Thiếu xml_submission_file. / There is no xml_submission_file.");
        if (files.Any(one => one.Name != Filled)) // thanks for what is not kept would let the program delete it
            return OpenRosaAnswers.Said(context, StatusCodes.Status415UnsupportedMediaType, "Không câu hỏi nào cần tệp: xin bỏ ảnh, tệp kèm theo rồi gửi lại. Phiếu chưa được ghi nhận. / No question asks for a file: please take away what is attached and send again. The form was not taken.");
        await using var xml = file.OpenReadStream();
        var (status, message) = await desk.TakeAsync(context, door, key == OpenRosaDesk.ForAnybody ? null : key, xml, cancel);
        return OpenRosaAnswers.Said(context, status, message);
    }

    /// <param name="key"><c>null</c> in the address of devices.</param>
    private static Task<OpenRosaDoor> AdmitAsync(OpenRosaDesk desk, HttpContext context, string survey, string? key) => key is null ? desk.AdmitDeviceAsync(context, survey) : desk.AdmitAsync(context, survey, key);

    private static string AddressOf(HttpContext context, string survey, string? key) =>
        $"{context.Request.Scheme}://{context.Request.Host}/s/{Uri.EscapeDataString(survey)}/openrosa{(key is null ? "" : "/" + Uri.EscapeDataString(key))}";
}
