using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;

namespace ChiSo.Web.Surveys;

/// <summary>A line of the board of the fieldwork.</summary>
/// <param name="Name">Of a unit or a stratum, as it is shown.</param>
public sealed record FieldworkRow(LiveSurvey Live, string Name, FieldworkCount Count);
