using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>How lenient the appraisers of a block are over all lines they marked, told inside the round alone.</summary>
/// <param name="Names">What each appraiser's newest mark names them.</param>
/// <param name="Unscored">Marks whose points, or those the line was offered with, wait for other units.</param>
public sealed record AppraiserLeniency(LineLeniency Measured, ImmutableDictionary<Guid, string> Names, int Unscored)
{
    /// <summary>Each mark beside what the appraiser was offered: what the first level decided, or else what the unit handed in. Lines nothing was offered on, and marks a file brought without a person, are left out.</summary>
    /// <param name="review">The first appraisal of the whole block.</param>
    public static AppraiserLeniency Of(Review review)
    {
        var given = (from line in review.Lines
                     where line is { Offered.IsWithdrawn: false } && line.Node.Max.Value != 0
                     from mark in MarksOf(line)
                     where mark.Person != Guid.Empty
                     select (Mark: mark, Read: Read(line, mark))).ToList();
        var names = given.Select(one => one.Mark).OrderBy(mark => mark.At).GroupBy(mark => mark.Person).ToImmutableDictionary(marks => marks.Key, marks => marks.Last().By);
        var marks = given.Select(one => one.Read).OfType<LineMark>().ToList();
        return new(LineLeniency.Of(marks), names, given.Count - marks.Count);
    }

    /// <summary>What people gave the line: both marks of one that is marked twice, not what was settled from them; else what stands.</summary>
    private static IEnumerable<Position> MarksOf(ReviewLine line) => line.Marks is { } twice
        ? twice.IsComplete ? [twice.First!, twice.Second!] : [] // both are there once complete
        : line is { State: ReviewState.Appraised or ReviewState.Confirmed, Standing: { } standing } ? [standing] : [];

    private static LineMark? Read(ReviewLine line, Position mark) =>
        line.Offered is { } offer && SheetPoints.Of(line.Node, mark) is { } given && SheetPoints.Of(line.Node, offer) is { } offered
            ? new(mark.Person, line.Node.Code, (double)(100 * (given - offered) / Math.Abs(line.Node.Max.Value)))
            : null;
}
