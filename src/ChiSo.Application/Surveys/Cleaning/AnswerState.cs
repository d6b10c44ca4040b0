using ChiSo.Application.Spreadsheets;

namespace ChiSo.Application.Surveys.Cleaning;

/// <summary>What was decided of an answer ("tình trạng rà soát"). Only accepted ones count once a survey is reviewed.</summary>
public enum AnswerState
{
    /// <summary>Nobody decided yet.</summary>
    New,

    Accepted,

    /// <summary>Does not count, for a reason that stays on record.</summary>
    SetAside,

    /// <summary>Somebody is to be asked again; does not count until then.</summary>
    Reask,
}

/// <summary>How files write them.</summary>
internal static class AnswerStates
{
    public static CodeList<AnswerState> Codes { get; } = new(("new", AnswerState.New), ("accepted", AnswerState.Accepted), ("set_aside", AnswerState.SetAside), ("reask", AnswerState.Reask));
}
