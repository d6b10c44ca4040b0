using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChiSo.Application.Files;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>What taking in a file of pre-filled figures would do, and everything that stands in the way; nothing is written.</summary>
/// <param name="Problems">Each at its cell.</param>
/// <param name="Figures">Those that could be read, also beside problems.</param>
public sealed record PrefilledPlan(FigureUpload Upload, PrefilledDesk Desk, ImmutableArray<Problem> Problems, ImmutableArray<FilledFigure> Figures)
{
    /// <summary>Why the virus scanner holds the file back, so that nobody has read it; <c>null</c> when it doesn't.</summary>
    public FileState? Hold { get; private init; }

    internal static PrefilledPlan Held(FigureUpload upload, PrefilledDesk desk, FileState hold) => new(upload, desk, [HoldProblems.Of(hold, upload.FileName)], []) { Hold = hold };

    /// <summary>Figures that change, those the unit has confirmed first.</summary>
    public IEnumerable<FilledFigure> Loaded => Figures.Where(one => one.IsLoaded).OrderBy(one => !one.IsOnConfirmed);

    /// <summary>What the figures were found against. Taking in carries it back.</summary>
    public string Seen => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Figures.Select(one =>
        string.Create(CultureInfo.InvariantCulture, $"{one.Unit.Code} {one.Node.Code} {one.Letter} {one.Before?.Figure.Id} {one.Before?.Dispute?.Id} {one.Before?.Dispute?.Version} {one.IsOnConfirmed}"))))));

    public int Count(PrefilledAs kind) => Figures.Count(one => one.As == kind && !one.IsOnCase);

    /// <summary>Why the file can't be taken in as it was shown; empty when it can.</summary>
    internal ImmutableArray<Problem> Refuse(string seen)
    {
        if (Upload.TakenAt is { } taken)
            return [FigureProblems.TakenAlready(taken)];
        if (!Desk.Round.IsWorkable)
            return [PrefillingProblems.Closed(Upload.Block)];
        if (!Problems.IsEmpty)
            return Problems;
        if (Seen != seen)
            return [FigureProblems.Overtaken(Upload.FileName)];
        return Loaded.Any() ? [] : [PrefillingProblems.NothingNew(Upload.FileName)];
    }
}
