using ChiSo.Engine;

namespace ChiSo.Application.Rounds;

/// <summary>An open request for review that need not hold the approval of results up, as the annex prints it.</summary>
/// <param name="Line">The line's printed number.</param>
/// <param name="Proposed">When in UTC.</param>
/// <param name="Approved">By another person.</param>
public sealed record OverriddenRequest(Words Unit, string Line, string Ground, (Guid By, DateTime At) Proposed, (Guid By, DateTime At) Approved);
