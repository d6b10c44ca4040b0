using System.Globalization;

namespace ChiSo.Web.Desk;

/// <summary>Where background work is looked at.</summary>
internal static class JobAddress
{
    public const string List = "/desk/jobs";

    public static string Of(Guid job) => string.Create(CultureInfo.InvariantCulture, $"{List}/{job}");

    public static string ResultOf(Guid job) => Of(job) + "/result";
}
