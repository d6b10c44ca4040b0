using System.Collections.Immutable;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Application.Surveys.Collection;

namespace ChiSo.Web.Surveys;

/// <summary>Acts of review as a page lists them, the last first.</summary>
/// <param name="Corrections">What was corrected, by the number of the act; empty where that isn't shown.</param>
public sealed record ShownActs(LiveSurvey Live, ReviewBook Book, ImmutableArray<ReviewAct> Acts, ImmutableDictionary<int, AnswerCorrection> Corrections);
