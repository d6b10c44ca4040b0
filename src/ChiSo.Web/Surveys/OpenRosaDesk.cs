using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Devices;
using ChiSo.Application.Surveys.OpenRosa;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Vietnamese;
using ChiSo.Web.Hosting;
using ChiSo.Web.People;

namespace ChiSo.Web.Surveys;

/// <summary>Who may fetch a form and hand it in, as on the pages.</summary>
public sealed class OpenRosaDesk(Installation installation, AnswerLimits limits, UploadPlaces places, SecurityLog log, TimeProvider clock)
{
    /// <summary>In the place of a key, where anybody may answer.</summary>
    public const string ForAnybody = "open";

    /// <summary>What an address opens. A link that has served still shows its form, so that a program whose thanks got lost may send again.</summary>
    /// <param name="key">Of a link, or <see cref="ForAnybody"/>.</param>
    public async Task<OpenRosaDoor> AdmitAsync(HttpContext context, string survey, string key)
    {
        if (await installation.SurveyViews.FindAsync(survey, context.RequestAborted) is not { Declaration.Raters: null } live || !live.TakesAnswers(VietnamTime.Today(clock)))
            return new(Live: null, AsksUnit: false);
        var admitted = await installation.Intake.AdmitAsync(live, key == ForAnybody ? "" : key, context.RequestAborted);
        if (!admitted.TryGet(out var admission) || (key != ForAnybody && admission.Unit is null))
            return new(Live: null, AsksUnit: false, TooOften: !limits.TakeWrong(context));

        return new(live, AsksUnit: admission.Unit is null && live.Declaration.Units.Length > 1);
    }

    /// <summary>What the name and password of a device open; they came with the request, over TLS.</summary>
    public async Task<OpenRosaDoor> AdmitDeviceAsync(HttpContext context, string survey)
    {
        if (!BasicSignIn.IsSafe(context.Request))
            return new(Live: null, AsksUnit: false) { IsPlain = true };
        if (BasicSignIn.Of(context.Request) is not { } sent)
            return new(Live: null, AsksUnit: false) { AsksPassword = true };
        if (await installation.SurveyViews.FindAsync(survey, context.RequestAborted) is not { } live || await installation.Devices.FindAsync(live, sent.Name, sent.Password, context.RequestAborted) is not { } device)
        {
            var isTooOften = !limits.TakeWrong(context);
            if (!isTooOften)
                log.Write(context, "device.refused", ""); // nobody fills the log by guessing
            return new(Live: null, AsksUnit: false, isTooOften) { AsksPassword = true };
        }

        return live.TakesAnswers(VietnamTime.Today(clock)) ? new(live, AsksUnit: live.Declaration.Units.Length > 1) { Device = device } : new(Live: null, AsksUnit: false);
    }

    /// <summary>Counts a form that is about to be read; false when there were too many.</summary>
    /// <param name="door">One that is open.</param>
    /// <param name="key"><c>null</c> where anybody may answer, and from devices.</param>
    public bool TakeTurn(HttpContext context, OpenRosaDoor door, string? key) =>
        door.Device is { } sender ? limits.TakeDevice(sender.Id) : key is null ? limits.TakeSend(context) : limits.TakeLink(SignOf(door, key));

    /// <summary>Room for the pictures of a form while it is read; <c>null</c> while there is none.</summary>
    public IDisposable? TakePlace(HttpContext context, OpenRosaDoor door, string? key) =>
        places.TryTake(door.Device is { } sender ? sender.Id.ToString() : key is not null ? SignOf(door, key) : AnswerLimits.IsBehindProxy(context) ? "" : Networks.Of(context));

    /// <summary>Takes a form once, however often it comes.</summary>
    /// <param name="door">One that is open.</param>
    /// <param name="key"><c>null</c> where anybody may answer, and from devices: the number of the form then counts.</param>
    /// <param name="open">The file of that name that came along, which can seek; <c>null</c> for none.</param>
    /// <returns>A status of HTTP, and what the person is told.</returns>
    public async Task<(int Status, string Message)> TakeAsync(OpenRosaDoor door, string? key, Stream xml, Func<string, Stream?> open, CancellationToken cancel)
    {
        var live = door.Live ?? throw new ArgumentException("The door is shut.", nameof(door));
        var read = XFormAnswers.Read(live, xml);
        if (!read.TryGet(out var answers))
            return (StatusCodes.Status400BadRequest, $"{Both(read.Problems[0].What)}\n{Both(read.Problems[0].Remedy)}");
        var filling = new Filling(live.Form, answers.Typed, VietnamTime.Today(clock)) { Pictures = PictureAnswers.Sent };
        if (FillingChecks.Faults(filling) is { IsEmpty: false } faults)
            return (StatusCodes.Status422UnprocessableEntity, string.Join('\n', faults.Select(fault => $"{fault.Key}: {Both(fault.Problem.What)}")));
        var sent = await SentPicture.ReadAsync(filling, open, cancel);
        if (!sent.TryGet(out var whole))
            return (StatusCodes.Status422UnprocessableEntity, string.Join('\n', sent.Problems.Select(problem => $"{problem.Where}: {Both(problem.What)}\n{Both(problem.Remedy)}")));
        var unit = live.Declaration.Units is [var only] ? only.Code : answers.Unit;
        var taken = await installation.Intake.TakeAsync(live, key ?? LinkKey.OfInstance(live.Code, answers.Instance), unit, whole.Filling, door.Device is not null ? AnswerMode.Device : key is null ? AnswerMode.Open : AnswerMode.Link, live.Form.DefaultLanguage, cancel, door.Device is { } device ? new(device.Name) : null, pictures: whole.Pictures);
        return taken.TryGet(out _)
            ? (StatusCodes.Status201Created, "Phiếu đã được ghi nhận. Cảm ơn Ông/Bà. / Your answers were received. Thank you.")
            : (StatusCodes.Status422UnprocessableEntity, Both(taken.Problems[0].What));
    }

    private static string SignOf(OpenRosaDoor door, string key) => LinkKey.OfAnswer(door.Live!.Code, key); // it is open

    private static string Both(Engine.Words words) => $"{words.Vi} / {words.En}";
}

/// <param name="Live">The survey; <c>null</c> when nothing is open there.</param>
/// <param name="AsksUnit">Whether the person says which unit they answer about.</param>
/// <param name="TooOften">Whether too many links that aren't there were tried from one network; those that are there go on working for it.</param>
public sealed record OpenRosaDoor(LiveSurvey? Live, bool AsksUnit, bool TooOften = false)
{
    /// <summary>The device of an interviewer that opened it; <c>null</c> where a link did, or anybody may answer.</summary>
    public CollectingDevice? Device { get; init; }

    /// <summary>Whether name and password of a device are needed, and none that hold came.</summary>
    public bool AsksPassword { get; init; }

    /// <summary>Whether they would have come in the clear.</summary>
    public bool IsPlain { get; init; }
}
