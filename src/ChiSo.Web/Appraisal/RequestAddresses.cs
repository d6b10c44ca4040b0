using ChiSo.Application.Appraisal;

namespace ChiSo.Web.Appraisal;

/// <summary>Where requests for review lie.</summary>
public static class RequestAddresses
{
    /// <summary>Every request of a block.</summary>
    public static string Of(string round, string block) => $"/desk/{round}/{block}/requests";

    public static string Of(CouncilSheet sheet, ReviewRequest request) => Of(sheet.Round.Code, sheet.Block.Code, request.Id);

    public static string Of(string round, string block, Guid request) => $"{Of(round, block)}/{request:D}";

    /// <summary>New evidence of a request, or the minutes of a hearing.</summary>
    public static string OfFile(RequestFile file) => $"/desk/request-files/{file.Id:D}";

    /// <summary>A unit's draft result and its requests.</summary>
    public static string OfUnit(string round, string block, string unit) => $"/desk/{round}/{block}/{Uri.EscapeDataString(unit)}/requests";

    /// <summary>The form of a request on one line.</summary>
    public static string OfLine(CouncilSheet sheet, CouncilLine line) => $"{OfUnit(sheet.Round.Code, sheet.Block.Code, line.Unit.Code)}?criterion={Uri.EscapeDataString(line.Node.Code.Value)}#ask";
}
