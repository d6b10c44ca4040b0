namespace ChiSo.Application.Surveys.Opening;

/// <summary>Who opened a survey.</summary>
/// <param name="By">Whoever approved it, or opened it on the server; empty for the command line, where nobody is signed in.</param>
/// <param name="At">UTC.</param>
/// <param name="Approved">What was proposed; <c>null</c> where one person opened it on the server.</param>
public sealed record SurveyOpening(Guid By, DateTime At, SurveyProposal? Approved);
