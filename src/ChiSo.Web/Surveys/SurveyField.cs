using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Web.Surveys;

/// <summary>A field of the form that opens a survey.</summary>
/// <param name="Name">The member of the declaration; its label is the text <c>Survey_F_NAME</c>.</param>
/// <param name="Value">What stands in it.</param>
/// <param name="Rows">1 for one line.</param>
/// <param name="Hint">Key of a text; <c>null</c> for none.</param>
public sealed record SurveyField(string Name, string Value, ImmutableArray<Problem> Faults, int Rows = 1, string? Hint = null, string Kind = "text");
