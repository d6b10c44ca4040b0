using System.Collections.Immutable;
using ChiSo.Application.Database;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Audit;

/// <summary>Who read what is not public: downloads of evidence and signed papers, exports of rounds, sheets, lists, samples, answers and of the trail. A chain of the trail, so that it can't be thinned out unseen.</summary>
public sealed class ReadLog(ChiSoDatabase database)
{
    public const string AnnexExported = "annex.exported";

    public const string EvidenceRead = "evidence.read";

    public const string EvidenceArchived = "evidence.archived";

    public const string CouncilPaperRead = "council-paper.read";

    public const string CouncilDocumentExported = "council-document.exported";

    public const string DecisionRead = "decision.read";

    public const string DoubleMarkingExported = "double-marking.exported";

    public const string FiguresExported = "figures.exported";

    public const string JobResultRead = "job-result.read";

    public const string RequestFileRead = "request-file.read";

    public const string RoundExported = "round.exported";

    public const string SignedSheetRead = "signed-sheet.read";

    public const string ScoreSheetExported = "score-sheet.exported";

    public const string SurveyAnswersRead = "survey-answers.read";

    public const string SurveySampleExported = "survey-sample.exported";

    public const string SiteCheckRead = "site-check.read";

    public const string TrailExported = "trail.exported";

    public const string UnitsExported = "units.exported";

    /// <param name="what">One of the acts above.</param>
    /// <param name="subject">What was read: a file's name and unit, or a round's code.</param>
    public Task RecordAsync(string what, string subject, Change change, CancellationToken cancel) =>
        database.WriteAsync(context => Trail.AppendAsync(context, Trail.Reads, change, what, subject, new { }, cancel), cancel);

    /// <summary>Reads from an instant on, oldest first.</summary>
    /// <param name="since">UTC.</param>
    /// <param name="until">UTC, no longer in it; <c>null</c> for all there are.</param>
    public async Task<ImmutableArray<SensitiveRead>> SinceAsync(DateTime since, CancellationToken cancel, DateTime? until = null)
    {
        await using var context = database.Open();
        var links = await context.AuditLinks.AsNoTracking().Where(link => link.Chain == Trail.Reads && link.At >= since && (until == null || link.At < until)).OrderBy(link => link.Sequence).ToListAsync(cancel);
        if (links.Count == 0)
            return [];
        var (first, last) = (links[0].Sequence, links[^1].Sequence);
        var payloads = await context.AuditPayloads.AsNoTracking().Where(payload => payload.Chain == Trail.Reads && payload.Sequence >= first && payload.Sequence <= last).ToDictionaryAsync(payload => payload.Sequence, payload => payload.Json, cancel);
        return [.. links.Select(link => new SensitiveRead(link.At, link.By, link.Act, link.Subject, payloads.TryGetValue(link.Sequence, out var json) ? LinkContent.Of(json).Origin : null))];
    }
}

/// <summary>One read.</summary>
/// <param name="At">UTC.</param>
/// <param name="By">The person's id; empty for whoever runs the command line on the server.</param>
/// <param name="Origin"><c>null</c> on the command line, or once erased.</param>
public sealed record SensitiveRead(DateTime At, Guid By, string What, string Subject, Origin? Origin);
