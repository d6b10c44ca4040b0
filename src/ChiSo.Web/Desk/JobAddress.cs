using System.Globalization;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Jobs;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Web.Appraisal;
using ChiSo.Web.Assessment;
using ChiSo.Web.Rounds;

namespace ChiSo.Web.Desk;

/// <summary>Where background work is looked at.</summary>
internal static class JobAddress
{
    public const string List = "/desk/jobs";

    public static string Of(Guid job) => string.Create(CultureInfo.InvariantCulture, $"{List}/{job}");

    /// <summary>How long a page waits for work that is usually over at once before it shows how far that is.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The page of what the job was asked for; <c>null</c> for a job that has none.</summary>
    public static string? SubjectOf(Job job) => job.Kind switch
    {
        RoundImports.Name => UploadAddress.Of(RoundImports.UploadOf(job)),
        FigureImports.Name => FigureAddress.Of(FigureImports.UploadOf(job)),
        PrefilledImports.Name => PrefilledAddress.OfUpload(PrefilledImports.UploadOf(job)),
        _ => null,
    };

    /// <summary>Where to go from a page that has just asked for a job.</summary>
    /// <param name="done">Once the job is done; until then, and when it failed, to the job itself.</param>
    public static async Task<string> AfterAsync(Installation installation, Guid job, string done, CancellationToken cancel) =>
        await installation.Jobs.WaitForEndAsync(job, Patience, cancel) is { State: JobState.Done } ? done : Of(job);

    public static string ResultOf(Guid job) => Of(job) + "/result";
}
