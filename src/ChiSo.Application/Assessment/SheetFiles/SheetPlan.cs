using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ChiSo.Application.Files;
using ChiSo.Application.Json;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment.SheetFiles;

/// <summary>What a workbook makes of a line.</summary>
public enum FilledAs
{
    /// <summary>The line was empty, or says something else now ("nhập mới, sửa").</summary>
    Changed,

    /// <summary>It stands already ("không đổi").</summary>
    Stands,

    /// <summary>Somebody saved the line after the workbook was downloaded, and the two differ ("có người khác đã lưu").</summary>
    Clash,
}

/// <summary>A line the workbook has an entry for.</summary>
/// <param name="Seen">The version the workbook was made from; 0 for an empty line.</param>
/// <param name="Stands">What is on the line now; <c>null</c> when nothing is.</param>
public sealed record FilledLine(CriteriaNode Node, Entry Entry, string Reason, string Evidence, int Seen, Position? Stands)
{
    /// <summary>What the workbook was given on a line others saved since; <c>null</c> elsewhere.</summary>
    public Position? Downloaded { get; init; }

    public FilledAs As =>
        Says(Stands) || Says(Downloaded) ? FilledAs.Stands
        : Seen != (Stands?.Sequence ?? 0) ? FilledAs.Clash
        : FilledAs.Changed;

    /// <summary>What stood before; <c>null</c> on an empty line.</summary>
    public Entry? Before => Stands is { } stands ? EngineJson.Read<Entry>(stands.Entry) : null;

    public decimal? PointsBefore => Stands is { } stands ? SheetPoints.Of(Node, stands) : null;

    public decimal? PointsAfter => SheetPoints.Of(Node, Entry);

    private bool Says(Position? position) => position is { } one && one.Entry == EngineJson.ToText(Entry) && NfcText.Clean(one.Reason) == Reason && NfcText.Clean(one.Evidence) == Evidence;
}

/// <summary>What taking in a workbook would do, or everything that stands in the way; nothing is written.</summary>
/// <param name="Problems">Each at its cell.</param>
/// <param name="Lines">Empty when there are problems.</param>
public sealed record SheetPlan(SheetUpload Upload, Sheet Sheet, ImmutableArray<Problem> Problems, ImmutableArray<FilledLine> Lines)
{
    /// <summary>Why the virus scanner holds the file back, so that nobody has read it; <c>null</c> when it doesn't.</summary>
    public FileState? Hold { get; private init; }

    internal static SheetPlan Held(SheetUpload upload, Sheet sheet, FileState hold) => new(upload, sheet, [HoldProblems.Of(hold, upload.FileName)], []) { Hold = hold };

    public IEnumerable<FilledLine> Of(FilledAs kind) => Lines.Where(line => line.As == kind);

    /// <summary>The versions of the lines these changes were found against. Taking in carries it back.</summary>
    public string Seen => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Lines.Select(line => $"{line.Node.Code} {line.Seen} {line.Stands?.Sequence}")))));

    /// <summary>Why the workbook can't be taken in as it was shown; empty when it can.</summary>
    internal ImmutableArray<Problem> Refuse(string seen)
    {
        if (Upload.TakenAt is { } taken)
            return [SheetFileProblems.TakenAlready(taken)];
        if (!Problems.IsEmpty)
            return Problems;
        if (Seen != seen)
            return [SheetFileProblems.Overtaken(Upload.FileName)];
        return Lines.Any(line => line.As != FilledAs.Stands) ? [] : [SheetFileProblems.NothingNew(Upload.FileName)];
    }
}
