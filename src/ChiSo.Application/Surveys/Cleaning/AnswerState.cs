using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

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

/// <summary>A state of a survey's own ("tình trạng riêng"): a finer name for one of the four, such as "the phone was not answered" for answers to be asked again. What counts hangs on the four alone.</summary>
/// <param name="Code">Given by ChiSo, once in a survey.</param>
/// <param name="Vi">Its name; never empty, once in a survey.</param>
/// <param name="En">Its name; the Vietnamese one where none was typed.</param>
/// <param name="As">The state it is a name for.</param>
public sealed record OwnState(string Code, string Vi, string En, AnswerState As)
{
    /// <summary>Its name.</summary>
    public Words Name => new(Vi, En);
}

/// <summary>How files write them.</summary>
internal static class AnswerStates
{
    public static CodeList<AnswerState> Codes { get; } = new(("new", AnswerState.New), ("accepted", AnswerState.Accepted), ("set_aside", AnswerState.SetAside), ("reask", AnswerState.Reask));
}
