using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>Where a request stands.</summary>
public enum RequestState
{
    /// <summary>The unit filed it ("đã gửi, chờ xem có thụ lý không").</summary>
    Filed,

    /// <summary>A panel looks at it ("đang xem xét").</summary>
    Admitted,

    /// <summary>It is not looked at, with the reason ("không đủ điều kiện").</summary>
    Inadmissible,

    /// <summary>The panel concluded ("đã kết luận").</summary>
    Concluded,

    /// <summary>The unit took it back ("đã rút").</summary>
    Withdrawn,
}

/// <summary>What moves a request.</summary>
public enum RequestStep
{
    Withdraw,
    Dismiss,
    Admit,

    /// <summary>Others look at it ("đổi người xem xét"), or until another day.</summary>
    ChangePanel,

    /// <summary>A stand-in takes the seat of a member who can't look at it any more.</summary>
    SeatStandIn,
    Conclude,
}

/// <summary>The states of a request: a table. What is not in it is forbidden.</summary>
public static class RequestStates
{
    public static ImmutableArray<(RequestState From, RequestStep Step, RequestState To)> Table { get; } =
    [
        (RequestState.Filed, RequestStep.Withdraw, RequestState.Withdrawn),
        (RequestState.Filed, RequestStep.Dismiss, RequestState.Inadmissible),
        (RequestState.Filed, RequestStep.Admit, RequestState.Admitted),
        (RequestState.Admitted, RequestStep.Withdraw, RequestState.Withdrawn),
        (RequestState.Admitted, RequestStep.ChangePanel, RequestState.Admitted),
        (RequestState.Admitted, RequestStep.SeatStandIn, RequestState.Admitted),
        (RequestState.Admitted, RequestStep.Conclude, RequestState.Concluded),
    ];

    /// <summary>The states of a request that can still move.</summary>
    public static RequestState[] Open { get; } = [.. Table.Select(row => row.From).Distinct()];

    /// <summary>The states a step leads out of.</summary>
    public static RequestState[] From(RequestStep step) => [.. Table.Where(row => row.Step == step).Select(row => row.From)];

    public static bool Allows(RequestState from, RequestStep step) => Table.Any(row => row.From == from && row.Step == step);

    public static Words WordsOf(RequestState state) => state switch
    {
        RequestState.Filed => new("Đã gửi, chờ xem có đủ điều kiện không", "Filed, to be admitted or not"),
        RequestState.Admitted => new("Đang được xem xét", "Being looked at"),
        RequestState.Inadmissible => new("Không đủ điều kiện xem xét", "Not admitted"),
        RequestState.Concluded => new("Đã kết luận", "Concluded"),
        RequestState.Withdrawn => new("Đơn vị đã rút", "Withdrawn by the unit"),
        _ => throw new System.Diagnostics.UnreachableException($"No words for {state}."),
    };
}
