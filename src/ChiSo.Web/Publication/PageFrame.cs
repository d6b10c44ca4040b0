using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Publication;

namespace ChiSo.Web.Publication;

/// <summary>What every page has around its content.</summary>
/// <param name="Title">Of the window.</param>
/// <param name="Crumbs">From the list of rounds down to, not including, this page.</param>
/// <param name="Published">The block whose hash and source stand in the foot; <c>null</c> where the page shows several or none.</param>
/// <param name="Illustrative">A block whose band the page wears; <c>null</c> when nothing on it is illustrative.</param>
/// <param name="Person">Whoever is signed in, on the pages that are theirs; <c>null</c> on public pages, which are the same for everybody.</param>
public sealed record PageFrame(string Title, ImmutableArray<Crumb> Crumbs, Published? Published = null, FrozenBlock? Illustrative = null, Person? Person = null)
{
    public const string Key = "Frame";

    public static PageFrame Of(string title, Published published, params ImmutableArray<Crumb> crumbs) =>
        new(title, crumbs, published, published.Block.Illustrative ? published.Block : null);
}

/// <summary>A step of the way to a page.</summary>
public sealed record Crumb(string Name, string Path);

/// <summary>Where a table can be had as a file: the address without its ending.</summary>
public sealed record DownloadLinks(string Path, string Of)
{
    /// <summary>A file beside the CSV that says what its rows can't; <c>null</c> where they say everything.</summary>
    public string? About { get; init; }
}

/// <summary>The tabs of a round: its blocks and, apart, how they are measured.</summary>
public sealed record BlockTabs(ImmutableArray<Published> Blocks, Published Current, bool OnMethod);

/// <summary>A bar from zero to a maximum, with a tick where the block's mean lies.</summary>
/// <param name="Percent">0 to 100; drawn no further.</param>
/// <param name="Style">A class style, or empty for the accent.</param>
public sealed record BarMark(decimal Percent, string Style, decimal? Tick = null);
