using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ChiSo.Application.Assessment;
using ChiSo.Application.Files;
using ChiSo.Application.Json;
using ChiSo.Application.People;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>What a file makes of a line.</summary>
public enum LoadedAs
{
    /// <summary>The mark differs from what the unit handed in, or the unit handed in nothing ("điều chỉnh").</summary>
    Changed,

    /// <summary>The mark is what the unit handed in ("chấp nhận").</summary>
    Accepted,

    /// <summary>The agency's mark is there already ("đã có").</summary>
    Stands,
}

/// <summary>A line the file has figures for.</summary>
public sealed record LoadedLine(ReviewLine Line, Entry Entry, LoadedAs As)
{
    /// <summary>What stands before the file is taken in; <c>null</c> when nothing does.</summary>
    public Entry? Before => (Line.Standing ?? Line.Offered) is { } position ? EngineJson.Read<Entry>(position.Entry) : null;

    public decimal? PointsBefore => Before is { } before ? SheetPoints.Of(Line.Node, before) : null;

    public decimal? PointsAfter => SheetPoints.Of(Line.Node, Entry);
}

/// <summary>What taking in a file of figures would do, or everything that stands in the way; nothing is written.</summary>
/// <param name="Problems">Each at its cell.</param>
/// <param name="Lines">Empty when there are problems.</param>
public sealed record LoadPlan(FigureUpload Upload, Review Review, ImmutableArray<Problem> Problems, ImmutableArray<LoadedLine> Lines)
{
    /// <summary>Why the virus scanner holds the file back, so that nobody has read it; <c>null</c> when it doesn't.</summary>
    public FileState? Hold { get; private init; }

    internal static LoadPlan Held(FigureUpload upload, Review review, FileState hold) => new(upload, review, [HoldProblems.Of(hold, upload.FileName)], []) { Hold = hold };

    /// <summary>Lines that get a mark.</summary>
    public IEnumerable<LoadedLine> Marks => Lines.Where(line => line.As != LoadedAs.Stands);

    /// <summary>The versions of the lines these changes were found against. Taking in carries it back.</summary>
    public string Seen => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Lines.Select(one => $"{one.Line.Unit.Code} {one.Line.Node.Code} {one.Line.Seen} {one.Line.Offered?.Id} {one.Line.State}")))));

    /// <summary>Why the file can't be taken in as it was shown; empty when it can.</summary>
    internal ImmutableArray<Problem> Refuse(string seen)
    {
        if (Upload.TakenAt is { } taken)
            return [FigureProblems.TakenAlready(taken)];
        if (!Problems.IsEmpty)
            return Problems;
        if (Seen != seen)
            return [FigureProblems.Overtaken(Upload.FileName)];
        return Marks.Any() ? [] : [FigureProblems.NothingNew(Upload.FileName)];
    }

    /// <summary>What this person appraises under here; a plan is made for appraisers alone.</summary>
    internal Mandate MandateOf(Person person) => Review.Lines.Select(line => person.MandateTo(Act.Appraise, line.Aim)).OfType<Mandate>().First();

    public int Count(LoadedAs kind) => Lines.Count(line => line.As == kind);
}
