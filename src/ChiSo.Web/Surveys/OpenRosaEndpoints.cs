using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.OpenRosa;
using Microsoft.AspNetCore.Http.Features;

namespace ChiSo.Web.Surveys;

/// <summary>The OpenRosa 1.0 interface (<c>https://docs.getodk.org/openrosa/</c>): ODK Collect, Enketo and their like fill in a survey offline and hand in over it. The address holds the key of a link; <c>open</c> where anybody may answer; no key where the device of an interviewer signs by Basic over TLS.</summary>
public static class OpenRosaEndpoints
{
    private const string OfDevices = "/s/{survey}/openrosa";
    private const string OfLinks = OfDevices + "/{key}";
    private const string Filled = "xml_submission_file";

    /// <summary>Until a form is given up: whoever trickles would hold a place for hours.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

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
        var door = await AdmitAsync(desk, context, survey, key);
        if (door.Live is not { } live)
            return OpenRosaAnswers.Refused(context, door);
        if (context.Request.ContentLength > OpenRosaAnswers.MostOf(live))
            return OpenRosaAnswers.Said(context, StatusCodes.Status413PayloadTooLarge, "Phiếu gửi lên quá dài. / The form is too long.");
        var own = key == OpenRosaDesk.ForAnybody ? null : key;
        if (!desk.TakeTurn(context, door, own))
            return OpenRosaAnswers.Later(context, "Quá nhiều phiếu một lúc; xin thử lại sau. / Too many forms at once; please try later.");
        using var place = live.Form.AsksPictures ? desk.TakePlace(context, door, own) : null;
        return live.Form.AsksPictures && place is null
            ? OpenRosaAnswers.Later(context, "Đang nhận nhiều phiếu có ảnh cùng lúc; phiếu chưa được ghi nhận, xin gửi lại sau một phút. / Several forms with pictures are on their way; yours was not taken, please send it again in a minute.")
            : await ReadAsync(desk, context, (live, door, own), cancel);
    }

    private static async Task<IResult> ReadAsync(OpenRosaDesk desk, HttpContext context, (LiveSurvey Live, OpenRosaDoor Door, string? Key) from, CancellationToken cancel)
    {
        IFormFileCollection files;
        try
        {
            files = await FilesAsync(context, OpenRosaAnswers.MostOf(from.Live), cancel);
        }
        catch (Exception wrong) when (wrong is InvalidDataException or BadHttpRequestException) // longer than that, or no multipart at all
        {
            return OpenRosaAnswers.Said(context, StatusCodes.Status413PayloadTooLarge, "Phiếu gửi lên quá dài hoặc hỏng. / The form is too long, or damaged.");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return OpenRosaAnswers.Said(context, StatusCodes.Status408RequestTimeout, "Phiếu gửi quá lâu nên chưa được ghi nhận; xin gửi lại khi mạng tốt hơn. / The form took too long and was not taken; please send it again on a better line.");
        }

        if (files[Filled] is not { } file)
            return OpenRosaAnswers.Said(context, StatusCodes.Status400BadRequest, "Thiếu xml_submission_file. / There is no xml_submission_file.");
        if (!from.Live.Form.AsksPictures && files.Any(one => one.Name != Filled)) // thanks for what is not kept would let the program delete it
            return OpenRosaAnswers.Said(context, StatusCodes.Status415UnsupportedMediaType, "Không câu hỏi nào cần tệp: xin bỏ ảnh, tệp kèm theo rồi gửi lại. Phiếu chưa được ghi nhận. / No question asks for a file: please take away what is attached and send again. The form was not taken.");
        await using var xml = file.OpenReadStream();
        var (status, message) = await desk.TakeAsync(from.Door, from.Key, xml, name => files.FirstOrDefault(one => one.Name != Filled && (one.FileName == name || one.Name == name))?.OpenReadStream(), cancel);
        return OpenRosaAnswers.Said(context, status, message);
    }

    /// <summary>What came, in memory: a picture as it was sent is never on a disk.</summary>
    private static async Task<IFormFileCollection> FilesAsync(HttpContext context, int most, CancellationToken cancel)
    {
        if (!context.Request.HasFormContentType)
            return new FormFileCollection();
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = most; // also where no length was told
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(Longest);
        return (await context.Request.ReadFormAsync(new() { MultipartBodyLengthLimit = most, MemoryBufferThreshold = most }, late.Token)).Files;
    }

    /// <param name="key"><c>null</c> in the address of devices.</param>
    private static async Task<OpenRosaDoor> AdmitAsync(OpenRosaDesk desk, HttpContext context, string survey, string? key)
    {
        var door = await (key is null ? desk.AdmitDeviceAsync(context, survey) : desk.AdmitAsync(context, survey, key));
        if (door.Live is { } live)
            OpenRosaAnswers.Allow(context, live);
        return door;
    }

    private static string AddressOf(HttpContext context, string survey, string? key) =>
        $"{context.Request.Scheme}://{context.Request.Host}/s/{Uri.EscapeDataString(survey)}/openrosa{(key is null ? "" : "/" + Uri.EscapeDataString(key))}";
}
