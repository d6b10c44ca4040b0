namespace ChiSo.Web.Surveys;

/// <summary>Where surveys that are proposed are looked at.</summary>
public static class ProposalAddress
{
    public static string Of(Guid proposal) => $"/desk/survey-proposals/{proposal:D}";

    /// <summary>The form that mends one which was returned.</summary>
    public static string OfMending(Guid proposal) => $"/desk/new-survey?from={proposal:D}";
}
