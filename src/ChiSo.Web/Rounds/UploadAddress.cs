namespace ChiSo.Web.Rounds;

/// <summary>Where a round's file is looked at before it is taken in.</summary>
internal static class UploadAddress
{
    public static string Of(Guid upload) => $"/desk/uploads/{upload:D}";
}
