using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using ChiSo.Application.People;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Appraisal;

/// <summary>Takes back what the council signed, and the scans of votes on paper.</summary>
public sealed class CouncilPapers(ChiSoDatabase database, Councils councils, FileVault vault, TimeProvider clock)
{
    private static Aim Recording => new(Stage: StageKind.Council);

    /// <summary>Lays a paper of a meeting in, until the round's results are frozen: also after the stage is over, since signatures take their time. The same file twice is one.</summary>
    /// <param name="content">The PDF; <c>null</c> when none was sent.</param>
    public async Task<Result<CouncilPaper>> LayInAsync(CouncilList list, LayInPaper input, Stream? content, Person person, CancellationToken cancel)
    {
        if (await councils.ReadAsync(list.Round, list.Block, cancel) is not { } sheet)
            return CouncilProblems.NoSuchList(list.Block);
        if (!person.May(Act.RecordCouncil, Recording))
            return CouncilProblems.NotAllowed(list.Block);
        if (!sheet.Round.IsWorkable)
            return CouncilProblems.StageClosed(list.Round);
        if (sheet.Meetings.FirstOrDefault(meeting => meeting.Id == input.Meeting) is not { } held)
            return CouncilProblems.NoMeeting(list.Block);
        if (content is null)
            return CouncilProblems.NoPdf(input.FileName);
        var taken = await FileIntake.TakeAsync(vault, new(input.FileName, input.SaysNotSecret), content, FileRules.Pdf(CouncilProblems.NoPdf(input.FileName)), cancel);
        return taken.TryGet(out var file) ? await StoreAsync(list.Round, held, input, file.Stored, person, cancel) : taken.Problems;
    }

    /// <summary>A paper for somebody who may read what is before the council; the reading leaves a link. <c>null</c> when there is none for this person.</summary>
    /// <returns>Without content, and without a link, while the virus scanner holds the file back.</returns>
    public async Task<(CouncilPaper Paper, Stream? Content)?> OpenAsync(Guid id, Person person, CancellationToken cancel)
    {
        if (person.MandateTo(Act.ReadReview, new()) is not { } mandate)
            return null;
        var found = await database.WriteAsync<(CouncilPaper Paper, bool IsHeld)?>(async context =>
        {
            if (await context.CouncilPapers.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } paper)
                return null;
            if (await FileVerdicts.HoldAsync(context, paper.FileHash, cancel) is not null)
                return (paper, true);
            await Trail.AppendAsync(context, Trail.Reads, new(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, ""), ReadLog.CouncilPaperRead, paper.FileName, new { paper.Id, paper.FileHash }, cancel);
            return (paper, false);
        }, cancel);
        return found is var (file, isHeld) ? (file, isHeld ? null : vault.Open(file.FileHash)) : null;
    }

    private Task<CouncilPaper> StoreAsync(string round, CouncilMeeting held, LayInPaper input, StoredFile stored, Person person, CancellationToken cancel) => database.WriteAsync(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(round), cancel);
            if (await context.CouncilPapers.AsNoTracking().FirstOrDefaultAsync(row => row.MeetingId == held.Id && row.Kind == input.Kind && row.FileHash == stored.Hash, cancel) is { } twin)
                return twin; // a double click
            var change = new Change(person.Id, person.MandateTo(Act.RecordCouncil, Recording)?.Id ?? Guid.Empty, clock.GetUtcNow().UtcDateTime, "");
            var paper = new CouncilPaper
            {
                MeetingId = held.Id, Kind = input.Kind, FileHash = stored.Hash, FileName = FileNames.Shown(input.FileName, FileKinds.Pdf), By = person.NameUnder(change.Mandate), Person = person.Id, At = change.At,
            };
            context.CouncilPapers.Add(paper);
            await Trail.AppendAsync(context, Trail.OfRound(round), change, "council.paper-laid-in", held.Minutes, new { paper.Id, meeting = held.Id, kind = paper.Kind.ToString(), paper.FileHash, paper.FileName, input.SaysNotSecret }, cancel);
            return paper;
        }, cancel);
}

/// <param name="FileName">As the browser sent it.</param>
/// <param name="SaysNotSecret">As in <see cref="SentFile"/>.</param>
public sealed record LayInPaper(Guid Meeting, PaperKind Kind, string FileName, bool SaysNotSecret = false);
