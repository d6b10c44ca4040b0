using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Web.Language;

namespace ChiSo.Web.Surveys;

/// <summary>A state of review as forms and addresses write it: one of the four, or a survey's own beside the one it is a name for (<c>Reask.1</c>).</summary>
/// <param name="State">What counts hangs on it.</param>
/// <param name="Own">The code of the survey's own; empty for none.</param>
public sealed record AnswerStanding(AnswerState State, string Own = "")
{
    private const char Mark = '.';

    public override string ToString() => Own.Length == 0 ? State.ToString() : $"{State}{Mark}{Own}";

    /// <summary>What was posted; <c>null</c> where it is no state.</summary>
    public static AnswerStanding? Read(string? posted)
    {
        var parts = (posted ?? "").Split(Mark, 2);
        return Enum.GetNames<AnswerState>().Contains(parts[0], StringComparer.Ordinal) ? new(Enum.Parse<AnswerState>(parts[0]), parts.Length > 1 ? parts[1] : "") : null;
    }

    /// <summary>Every state of a survey, each of its own after the one it is a name for.</summary>
    public static IEnumerable<(AnswerStanding State, string Name)> Offered(ReviewBook book, Texts texts) => Enum.GetValues<AnswerState>().SelectMany(state =>
        book.Thresholds.OwnStates.Where(own => own.As == state).Select(own => (new AnswerStanding(state, own.Code), $"{texts.Say(CleaningWords.Of(state))}: {texts.Say(own.Name)}")).Prepend((new AnswerStanding(state), texts.Say(CleaningWords.Of(state)))));
}
