using System.Collections.Immutable;
using ChiSo.Application.Publication.SurveyReleases;

namespace ChiSo.Web.Publication;

/// <summary>The released results of surveys that pages read.</summary>
/// <param name="newest">The newest version of each survey, the latest released first.</param>
/// <param name="find">Every version of one survey, the newest first; empty when nothing of it is released.</param>
public sealed class ReleasedSurveys(Func<CancellationToken, Task<ImmutableArray<PublicSurvey>>> newest, Func<string, CancellationToken, Task<ImmutableArray<PublicSurvey>>> find)
{
    public Task<ImmutableArray<PublicSurvey>> NewestAsync(CancellationToken cancel) => newest(cancel);

    public Task<ImmutableArray<PublicSurvey>> FindAsync(string survey, CancellationToken cancel) => find(survey, cancel);
}
