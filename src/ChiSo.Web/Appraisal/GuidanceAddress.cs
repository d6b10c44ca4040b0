using ChiSo.Engine;

namespace ChiSo.Web.Appraisal;

/// <summary>Where the guidance of a round and of a criterion lies.</summary>
public static class GuidanceAddress
{
    public static string Of(string round) => $"/desk/rounds/{round}/guidance";

    public static string Of(string round, CriterionCode criterion) => $"{Of(round)}/{Uri.EscapeDataString(criterion.Value)}";
}
