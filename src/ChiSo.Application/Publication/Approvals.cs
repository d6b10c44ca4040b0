using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Publication;

/// <summary>Records the decision that approves a round's results and freezes them with it.</summary>
public sealed class Approvals(ChiSoDatabase database, Freezing freezing, FileVault vault, TimeProvider clock)
{
    /// <summary>Freezes every block and stores the decision in one step, or nothing and every reason is told. A round frozen already is left as it is.</summary>
    /// <param name="decision">The signed decision, a PDF; <c>null</c> when none was sent.</param>
    public async Task<Result<Frozen>> ApproveAsync(string round, ApproveRound input, Stream? decision, Person person, CancellationToken cancel)
    {
        if (person.MandateTo(Act.ApproveResults, new()) is not { } mandate)
            return ApprovalProblems.NotAllowed(round);
        var problems = ApprovalProblems.Of(input, VietnamTime.Today(clock));
        if (decision is null || !problems.IsEmpty)
            return decision is null ? problems.Add(ApprovalProblems.NoFile()) : problems;
        var taken = await FileIntake.TakeAsync(vault, new(input.FileName, input.SaysNotSecret), decision, FileRules.Pdf(ApprovalProblems.NotPdf(input.FileName)), cancel);
        if (!taken.TryGet(out var file))
            return taken.Problems;

        var number = input.Number.Trim().Normalize();
        var record = new SignedDecision(number, input.DecidedOn, file.Stored.Hash, FileNames.Shown(input.FileName, FileKinds.Pdf), person.NameUnder(mandate.Id), input.SaysNotSecret);
        return await freezing.FreezeAsync(round, record, new(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, number), cancel);
    }

    /// <summary>The decision that approved a round; <c>null</c> when none is recorded.</summary>
    public async Task<Approval?> FindAsync(string round, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await context.Rounds.Where(known => known.Code == round).Join(context.Approvals.AsNoTracking(), known => known.Id, approval => approval.RoundId, (_, approval) => approval).SingleOrDefaultAsync(cancel);
    }
}

/// <summary>A decision to be recorded.</summary>
/// <param name="FileName">As it was sent.</param>
/// <param name="SaysNotSecret">As in <see cref="SentFile"/>.</param>
public sealed record ApproveRound(string Number, DateOnly DecidedOn, string FileName, bool SaysNotSecret = false);

/// <summary>A decision whose file is stored.</summary>
internal sealed record SignedDecision(string Number, DateOnly DecidedOn, string FileHash, string FileName, string By, bool SaysNotSecret);

/// <summary>Why an approval can't be recorded.</summary>
internal static class ApprovalProblems
{
    public static Problem NotAllowed(string where) => new("approval.not-allowed", where, new("Việc này thuộc người được giao ghi quyết định của Chủ tịch.", "This is for whoever holds the Chairman's mandate."),
        new("Nhờ quản trị hệ thống giao nhiệm vụ, có văn bản làm căn cứ.", "Ask the administrator for the mandate, on the ground of a document."));

    public static Problem NoFile() => new("approval.no-file", "file", new("Chưa chọn tệp quyết định đã ký.", "The signed decision is missing."), new("Chọn bản PDF đã ký.", "Choose the signed PDF."));

    public static Problem NotPdf(string name) => new("approval.not-pdf", name, new("Tệp không phải PDF hoặc dài quá 50 MB.", "The file is no PDF, or longer than 50 MB."), new("Quét hoặc xuất quyết định đã ký ra PDF rồi chọn lại.", "Scan or save the signed decision as PDF and choose it again."));

    /// <param name="today">In Vietnam.</param>
    public static ImmutableArray<Problem> Of(ApproveRound input, DateOnly today)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        if (string.IsNullOrWhiteSpace(input.Number))
            problems.Add(new("approval.no-number", "number", new("Chưa ghi số quyết định.", "The decision's number is missing."), new("Ghi như trên quyết định: 512/QĐ-UBND.", "Write it as printed: 512/QĐ-UBND.")));
        if (input.DecidedOn > today)
            problems.Add(new("approval.date", "decidedOn", new("Ngày quyết định chưa đúng hoặc chưa tới.", "The decision's date is wrong or still to come."), new("Ghi ngày ký trên quyết định.", "Write the day it was signed.")));
        return problems.ToImmutable();
    }
}
