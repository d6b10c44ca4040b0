using System.Globalization;

namespace ChiSo.Application.Surveys.Questionnaires;

/// <summary>Where an answer belongs: the question and, inside a repeat, the turn.</summary>
/// <param name="Turn">From 1; 0 outside of repeats.</param>
public readonly record struct AnswerKey(string Name, int Turn = 0)
{
    /// <summary><c>name</c>, or <c>name~2</c> in the second turn: the name of the form's field and of the column.</summary>
    public override string ToString() => Turn == 0 ? Name : string.Create(CultureInfo.InvariantCulture, $"{Name}~{Turn}");
}
