using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>A request somebody wants to do something with, and all that is known about it.</summary>
/// <param name="Where">The line as people call it.</param>
internal sealed record FoundRequest(RequestDesk Desk, RequestCase Case, CouncilLine Line, string Where)
{
    public ReviewRequest Request => Case.Request;

    /// <summary>In the trail.</summary>
    public string Subject => Request.Subject;

    /// <summary>Why nothing is added to it now; <c>null</c> when something may be.</summary>
    /// <param name="states">Those in which it may.</param>
    public Problem? Refuse(RequestAddress address, params RequestState[] states) =>
        !states.Contains(Request.State) ? RequestProblems.WrongStep(Where, Request.State)
        : !Desk.TakesRequests ? RequestProblems.NotNow(Where)
        : Request.Version != address.Seen ? RequestProblems.Changed(Where)
        : null;
}
