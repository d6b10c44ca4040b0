using ChiSo.Application.Assessment;
using ChiSo.Engine;

namespace ChiSo.Web.Assessment;

/// <summary>Where figures that were filled in lie, and what is behind them.</summary>
public static class PrefilledAddress
{
    /// <summary>Those of a block.</summary>
    public static string Of(string round, string block) => $"/desk/{round}/{block}/prefilled";

    /// <summary>The workbook to fill them in.</summary>
    public static string TemplateOf(string round, string block) => Of(round, block) + ".xlsx";

    /// <summary>What a file of them would fill in.</summary>
    public static string OfUpload(Guid upload) => $"/desk/prefilled-uploads/{upload:D}";

    /// <summary>Those of one line, for its unit.</summary>
    public static string OfLine(Sheet sheet, CriteriaNode line) => SheetAddress.OfEvidence(sheet, line) + "/figures";

    /// <summary>Where a form goes that makes them the unit's entry.</summary>
    public static string ConfirmOf(Sheet sheet, CriteriaNode line) => $"{SheetAddress.OfField(sheet, SheetAddress.FieldOf(sheet, line))}?handler=ConfirmFigures&line={Uri.EscapeDataString(line.Code.Value)}";

    /// <summary>The address a reference names; <c>null</c> where it is none.</summary>
    public static string? LinkOf(PrefilledFigure figure) => Uri.TryCreate(figure.Reference, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) ? address.AbsoluteUri : null;
}
