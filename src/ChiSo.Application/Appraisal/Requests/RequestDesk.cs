using System.Collections.Immutable;
using ChiSo.Application.Assessment;

namespace ChiSo.Application.Appraisal;

/// <summary>The council's draft result of a block and the requests to look at it again, open ones first.</summary>
public sealed record RequestDesk(CouncilSheet Sheet, ImmutableArray<RequestCase> Cases)
{
    public ImmutableArray<ReviewRequest> Requests { get; } = [.. Cases.Select(one => one.Request)];

    public RequestCase? Case(Guid id) => Cases.FirstOrDefault(one => one.Request.Id == id);

    /// <summary>Whether the list is passed and the results are not approved yet.</summary>
    public bool TakesRequests => Sheet.Pass is not null && Sheet.Round.IsWorkable;

    /// <summary>Whether another may be filed at an instant; those filed before the deadline are dealt with after it.</summary>
    public bool TakesNew(DateTime now) => TakesRequests && Sheet.Round.Clock.TakesRequests(now);

    public CouncilLine? LineOf(ReviewRequest request) => Sheet.Line(request.Unit, request.Criterion);

    public ReviewRequest? OpenOn(CouncilPlace place) => Requests.FirstOrDefault(request => request.IsOpen && request.Unit == place.Unit && request.Criterion == place.Criterion);

    /// <summary>What counts on a line in the draft result; <c>null</c> when nobody said anything.</summary>
    public static Position? Standing(CouncilLine line) => line.Decision ?? line.Appraised ?? line.Claim;
}

/// <summary>A request and the version of it that was seen.</summary>
public sealed record RequestAddress(string Round, string Block, Guid Id, int Seen);

/// <param name="Entry">In the form of <see cref="CriteriaSets.EntryText"/>, numbers in the person's own decimal mark.</param>
/// <param name="NewEvidence">Documents that were not before the council; empty when there are none.</param>
public sealed record FileRequest(string Entry, string Grounds, string NewEvidence);

/// <summary>Who looks at a request, until when, and why it is admitted or the panel changed.</summary>
/// <param name="Panel">Accounts.</param>
public sealed record AdmitRequest(string Reason, ImmutableArray<Guid> Panel, DateOnly Due)
{
    /// <summary>Accounts that take seats that get empty, in the order of their names; empty for none.</summary>
    public ImmutableArray<Guid> StandIns { get; init; } = [];
}

/// <param name="Grants">Whether the panel gives another value than what stands.</param>
/// <param name="Entry">That value; ignored where it doesn't.</param>
/// <param name="Laid"><see cref="RequestCase.Laid"/> as it was seen.</param>
public sealed record ConcludeRequest(bool Grants, string Entry, string Conclusion, int Laid);

/// <summary>Somebody who may look at a request.</summary>
public sealed record Panelist(Guid Account, string Name);
