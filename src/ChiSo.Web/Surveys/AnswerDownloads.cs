using System.Collections.Immutable;
using System.Text;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Exports;
using ChiSo.Web.People;
using Microsoft.Net.Http.Headers;

namespace ChiSo.Web.Surveys;

/// <summary>The answers to a closed survey as files, for those who run surveys. Each is written to disk first, so that a million answers take no more memory than a few.</summary>
internal static class AnswerDownloads
{
    private const string Csv = "text/csv; charset=utf-8";

    /// <summary>Names of the files below a survey, in the order they are offered in.</summary>
    public static ImmutableArray<string> Files { get; } = [.. AnswerFiles.Endings.Select(ending => "answers." + ending), "answers.about.csv", "texts.csv", "codebook.xml", "check.R"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var name in Files)
            routes.MapGet("/desk/surveys/{survey}/" + name, (string survey, HttpContext context, CancellationToken cancel) => SendAsync(survey, name, context, cancel));
    }

    private static async Task<IResult> SendAsync(string code, string name, HttpContext context, CancellationToken cancel)
    {
        var services = context.RequestServices;
        if (await services.GetRequiredService<CurrentPerson>().FindAsync(cancel) is not { } person)
            return Results.Redirect($"/sign-in?next={Uri.EscapeDataString($"/desk/surveys/{code}/results")}");
        var installation = services.GetRequiredService<Installation>();
        if (person.MandateTo(Act.RunSurveys, new()) is not { } mandate || await installation.Surveys.FindAsync(code, cancel) is not { IsClosed: true } live)
            return Results.NotFound();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        context.Response.Headers[HeaderNames.CacheControl] = "private, no-store";
        var files = new AnswerFiles(live, await installation.Counting.ReadAsync(live, cancel), await installation.Outcomes.SaidAsync(live, cancel), await installation.SurveyReading.IsIllustrativeAsync(live, cancel));
        if (name == "check.R")
            return files.Script(NameOf(live, "answers.csv"), await installation.SurveyReading.BlocksAsync(live, cancel)).TryGet(out var script) ? Results.File(Encoding.UTF8.GetBytes(script), "text/plain; charset=utf-8", NameOf(live, name)) : Results.NotFound();
        if (HoldsAnswers(name))
            await ReadRecords.AddAsync(context, person, mandate, ReadLog.SurveyAnswersRead, live.Code, name, cancel);

        return Results.File(Written(file => Write(files, file, live, name, now)), TypeOf(name), NameOf(live, name));
    }

    private static void Write(AnswerFiles files, Stream to, LiveSurvey live, string name, DateTime now)
    {
        if (name == "answers.about.csv")
            files.WriteAbout(to);
        else if (name == "texts.csv")
            files.WriteTexts(to);
        else if (name == "codebook.xml")
            files.WriteCodebook(to, NameOf(live, "answers.csv"));
        else
            files.Write(to, EndingOf(name), now);
    }

    private static bool HoldsAnswers(string name) => name == "texts.csv" || AnswerFiles.Endings.Any(ending => name == "answers." + ending);

    private static string NameOf(LiveSurvey live, string name) => $"{live.Code}-{name}";

    private static string EndingOf(string name) => Path.GetExtension(name)[1..];

    private static string TypeOf(string name) => EndingOf(name) switch
    {
        "csv" => Csv,
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xml" => "application/xml; charset=utf-8",
        _ => "application/octet-stream",
    };

    /// <summary>A file nobody else may read, gone once it was sent or the program ends, however it ends.</summary>
    internal static FileStream Written(Action<Stream> write)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
        try
        {
            if (!OperatingSystem.IsWindows())
                File.Delete(file.Name); // the name goes at once, the content with the last handle; Windows sees to it itself
            write(file);
            file.Position = 0;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
