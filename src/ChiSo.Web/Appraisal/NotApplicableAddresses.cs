namespace ChiSo.Web.Appraisal;

/// <summary>Where requests that lines don't apply lie.</summary>
public static class NotApplicableAddresses
{
    /// <summary>Every request of a block.</summary>
    public static string Of(string round, string block) => $"/desk/{round}/{block}/not-applicable";

    /// <summary>A unit's own.</summary>
    public static string OfUnit(string round, string block, string unit) => $"/desk/{round}/{block}/{Uri.EscapeDataString(unit)}/not-applicable";
}
