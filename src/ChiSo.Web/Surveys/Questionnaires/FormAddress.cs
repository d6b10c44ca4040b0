namespace ChiSo.Web.Surveys.Questionnaires;

/// <summary>Where a questionnaire that is being written lies.</summary>
public static class FormAddress
{
    public const string All = "/desk/questionnaires";

    /// <summary>The frame the preview is shown in.</summary>
    public const string Frame = "phone";

    public static string Of(string code) => $"{All}/{code}";

    public static string OfRow(string code, string row) => $"{Of(code)}/rows/{Uri.EscapeDataString(row)}";

    /// <param name="type">As files write it; a group is <c>begin_group</c>.</param>
    /// <param name="under">The name of a group; empty for the end of the questionnaire.</param>
    public static string OfNewRow(string code, string type, string under) => $"{Of(code)}/rows?type={type}&under={Uri.EscapeDataString(under)}";

    public static string OfList(string code, string list) => $"{Of(code)}/lists/{Uri.EscapeDataString(list)}";

    public static string OfNewList(string code) => $"{Of(code)}/lists";

    public static string OfFactors(string code) => $"{Of(code)}/factors";

    public static string OfSettings(string code) => $"{Of(code)}/settings";

    public static string OfPreview(string code) => $"{Of(code)}/preview";

    public static string OfVersion(string code, string version) => $"{Of(code)}/versions/{Uri.EscapeDataString(version)}.xlsx";
}
