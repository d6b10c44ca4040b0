using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Publication;

/// <summary>One thing that must hold in every installation.</summary>
/// <param name="Id">Stable: <c>evidence-files</c>.</param>
/// <param name="Title">What must hold, as people say it.</param>
/// <param name="Look">Every place where it doesn't, with advice.</param>
public sealed record IntegrityCheck(string Id, Words Title, Func<Installation, CancellationToken, Task<ImmutableArray<Problem>>> Look);

/// <summary>What one check found.</summary>
public sealed record CheckedPart(string Id, Words Title, ImmutableArray<Problem> Problems)
{
    public bool IsSound => Problems.IsEmpty;
}
