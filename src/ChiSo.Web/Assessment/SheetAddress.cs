using ChiSo.Application.Assessment;
using ChiSo.Engine;

namespace ChiSo.Web.Assessment;

/// <summary>Where a unit's sheet and its parts lie.</summary>
public static class SheetAddress
{
    public static string Of(string round, string block, string unit, string stage) => $"/desk/{round}/{block}/{Uri.EscapeDataString(unit)}/{stage}";

    public static string OfQuestions(string round, string block, string unit) => $"/desk/{round}/{block}/{Uri.EscapeDataString(unit)}/questions";

    public static string OfAssignments(string round, string block, string unit) => $"/desk/{round}/{block}/{Uri.EscapeDataString(unit)}/assignments";

    public static string Of(Sheet sheet) => Of(sheet.Round.Code, sheet.Block.Code, sheet.Unit.Code, sheet.Stage);

    public static string OfField(Sheet sheet, CriteriaNode field) => $"{Of(sheet)}/{Uri.EscapeDataString(field.Code.Value)}";

    public static string OfLine(Sheet sheet, CriteriaNode line) => $"{OfField(sheet, FieldOf(sheet, line))}#{Uri.EscapeDataString(line.Code.Value)}";

    public static string OfEvidence(Sheet sheet, CriteriaNode line) => $"{OfField(sheet, FieldOf(sheet, line))}/{Uri.EscapeDataString(line.Code.Value)}";

    /// <summary>The workbook to fill without a connection.</summary>
    public static string OfTemplate(Sheet sheet) => Of(sheet) + "/fill.xlsx";

    /// <summary>What a filled workbook would change.</summary>
    public static string OfUpload(Guid id) => $"/desk/sheet-uploads/{id:D}";

    public static CriteriaNode FieldOf(Sheet sheet, CriteriaNode line) => sheet.Criteria.Roots.First(root => root.SelfAndBelow().Any(node => node.Code == line.Code));
}
