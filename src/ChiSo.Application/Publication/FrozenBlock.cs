using ChiSo.Application.Results;
using ChiSo.Engine;

namespace ChiSo.Application.Publication;

/// <summary>The frozen result of one block of one round: everything public pages, exports and addresses read. Stored as canonical JSON; its hash is the code printed on documents.</summary>
public sealed record FrozenBlock
{
    public required string RoundCode { get; init; }

    public required Words RoundName { get; init; }

    public required Words BlockName { get; init; }

    public required bool Illustrative { get; init; }

    public required Words Note { get; init; }

    public required string Source { get; init; }

    public required Visibility Public { get; init; }

    public required DateOnly DataFrom { get; init; }

    public required DateOnly DataTo { get; init; }

    public required DateOnly CutOff { get; init; }

    /// <summary>Criteria set, method, units, final entries, decisions and history.</summary>
    public required BlockInput Input { get; init; }

    public required BlockResult Result { get; init; }

    /// <summary>See <see cref="Computation.EngineVersion"/>.</summary>
    public required string EngineVersion { get; init; }

    /// <summary>Hash of the last link of the round's trail when it was frozen; empty for a computation from files alone.</summary>
    public required string TrailHead { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime FrozenAt { get; init; }
}
