using System.Collections.Immutable;
using ChiSo.Application.Assessment.ScoreSheets;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Assessment.SignedSheets;

/// <summary>Prints a unit's sheet and takes it back signed.</summary>
public sealed class SignedSheetDesk(ChiSoDatabase database, Sheets sheets, EvidenceDesk evidence, FileVault vault, TimeProvider clock)
{
    /// <summary>The sheet as it is printed; <c>null</c> when there is none.</summary>
    public async Task<ScoreSheet?> PrintAsync(string round, string block, string unit, string stage, CancellationToken cancel) =>
        await sheets.ReadAsync(round, block, unit, stage, cancel) is { } sheet ? ScoreSheet.Of(sheet, await evidence.OfAsync(sheet, cancel)) : null;

    /// <summary>The signed copies of a sheet, newest first.</summary>
    public async Task<ImmutableArray<SignedCopy>> OfAsync(Sheet sheet, CancellationToken cancel)
    {
        await using var context = database.Open();
        var signed = await context.SignedSheets.AsNoTracking().Where(signed => signed.BlockId == sheet.Block.Id && signed.Unit == sheet.Unit.Code && signed.Stage == sheet.Stage).OrderByDescending(signed => signed.At).ToListAsync(cancel);
        var holds = await FileVerdicts.HoldsAsync(context, signed.Select(copy => copy.FileHash), cancel);
        return [.. signed.Select(copy => new SignedCopy(copy, holds.HoldOf(copy.FileHash)))];
    }

    /// <summary>Lays in a signed copy once the sheet is handed in, also after the deadline: signatures take their time. The same file twice is one.</summary>
    /// <param name="content">The PDF; <c>null</c> when none was sent.</param>
    public async Task<Result<SignedSheet>> RecordAsync(RecordSignedSheet input, Stream? content, Person person, CancellationToken cancel)
    {
        if (await PrintAsync(input.Round, input.Block, input.Unit, input.Stage, cancel) is not { } score)
            return SheetProblems.NoSuchSheet(input.Unit);
        if (!person.May(Act.EnterScores, AimOf(score.Sheet)))
            return SheetProblems.NotAllowed(score.Sheet);
        if (!score.Sheet.Round.IsWorkable)
            return SheetProblems.NotWorkable(score.Sheet);
        var problems = SignedSheetProblems.Of(score.Sheet, input, VietnamTime.Today(clock));
        if (content is null)
            return problems.Add(SignedSheetProblems.NoFile());
        if (!problems.IsEmpty)
            return problems;
        var taken = await FileIntake.TakeAsync(vault, new(input.FileName, input.SaysNotSecret), content, FileRules.Pdf(SignedSheetProblems.NotPdf(input.FileName)), cancel);
        return taken.TryGet(out var file) ? await StoreAsync(input, score, file.Stored, person, cancel) : taken.Problems;
    }

    /// <summary>A signed copy for somebody who may read the sheet; the reading leaves a link. <c>null</c> when there is none for this person.</summary>
    /// <returns>Without content, and without a link, while the virus scanner holds the file back.</returns>
    public async Task<(SignedSheet Signed, Stream? Content)?> OpenAsync(Guid id, Person person, CancellationToken cancel)
    {
        var found = await database.WriteAsync<(SignedSheet Signed, bool IsHeld)?>(async context =>
        {
            if (await context.SignedSheets.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } signed || person.MandateTo(Act.ReadSheet, new(signed.Unit)) is not { } mandate)
                return null;
            if (await FileVerdicts.HoldAsync(context, signed.FileHash, cancel) is not null)
                return (signed, true);
            await Trail.AppendAsync(context, Trail.Reads, new(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, ""), ReadLog.SignedSheetRead, $"{signed.Unit} {signed.Stage}", new { signed.Id, signed.FileHash }, cancel);
            return (signed, false);
        }, cancel);
        return found is var (file, isHeld) ? (file, isHeld ? null : vault.Open(file.FileHash)) : null;
    }

    private Task<SignedSheet> StoreAsync(RecordSignedSheet input, ScoreSheet score, StoredFile stored, Person person, CancellationToken cancel) => database.WriteAsync(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(input.Round), cancel);
            var sheet = score.Sheet;
            var number = input.Number.Trim().Normalize();
            if (await context.SignedSheets.AsNoTracking().FirstOrDefaultAsync(row => row.BlockId == sheet.Block.Id && row.Unit == sheet.Unit.Code && row.Stage == sheet.Stage && row.FileHash == stored.Hash && row.Number == number, cancel) is { } twin)
                return twin; // a double click
            var change = new Change(person.Id, person.MandateTo(Act.EnterScores, AimOf(sheet))?.Id ?? Guid.Empty, clock.GetUtcNow().UtcDateTime, "");
            var signed = new SignedSheet
            {
                BlockId = sheet.Block.Id, Unit = sheet.Unit.Code, Stage = sheet.Stage, Number = number, SignedOn = input.SignedOn!.Value, // checked with the other fields
                FileHash = stored.Hash, FileName = FileNames.Shown(input.FileName, FileKinds.Pdf), SheetCode = score.Code, By = person.NameUnder(change.Mandate), Person = person.Id, At = change.At,
            };
            context.SignedSheets.Add(signed);
            await Trail.AppendAsync(context, Trail.OfRound(input.Round), change, "sheet.signed", $"{sheet.Unit.Code} {sheet.Stage}", new { signed.Id, signed.Number, signed.SignedOn, signed.FileHash, signed.SheetCode, input.SaysNotSecret }, cancel);
            return signed;
        }, cancel);

    private static Aim AimOf(Sheet sheet) => new(sheet.Unit.Code, Stage: Stages.KindOf(sheet.Stage));
}

/// <summary>A signed copy as it is listed.</summary>
/// <param name="Hold">Why the virus scanner holds the file back; <c>null</c> when it may be opened.</param>
public sealed record SignedCopy(SignedSheet Sheet, FileState? Hold);

/// <summary>A signed copy to be laid in.</summary>
/// <param name="SignedOn"><c>null</c> when what was typed is no day.</param>
/// <param name="FileName">As the browser sent it.</param>
/// <param name="SaysNotSecret">As in <see cref="SentFile"/>.</param>
public sealed record RecordSignedSheet(string Round, string Block, string Unit, string Stage, string Number, DateOnly? SignedOn, string FileName, bool SaysNotSecret = false);
