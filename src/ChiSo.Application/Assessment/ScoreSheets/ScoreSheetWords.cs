using ChiSo.Engine;

namespace ChiSo.Application.Assessment.ScoreSheets;

/// <summary>What printed sheets call things. Official documents are Vietnamese (Decree 30/2020/NĐ-CP), so these words have no other language.</summary>
internal static class ScoreSheetWords
{
    public static string Title(Sheet sheet) => sheet.IsExplanation
        ? $"Giải trình kết quả thẩm định Chỉ số cải cách hành chính năm {sheet.Round.Period}"
        : $"Bảng tự chấm điểm Chỉ số cải cách hành chính năm {sheet.Round.Period}";

    public static string State(Sheet sheet) => sheet.State == SheetState.HandedIn ? "Đã gửi trên hệ thống" : "Bản nháp, chưa gửi trên hệ thống";

    public static string Opinion(ScoreRow row) => row.Agrees switch
    {
        true => "Đồng ý",
        false => "Không đồng ý",
        null => "",
    };

    /// <summary>Who gives the points of a line that is not the unit's own.</summary>
    public static string SuppliedBy(CriteriaNode node) => node.Scoring?.SuppliedBy switch
    {
        Supplier.Survey => "Theo kết quả điều tra",
        Supplier.Dossiers => "Theo dữ liệu hồ sơ thủ tục hành chính",
        Supplier.Leader => "Lãnh đạo tỉnh, thành phố chấm",
        Supplier.ImportedIndex => "Theo chỉ số đã công bố",
        Supplier.Computed => "Hệ thống tính",
        Supplier.Unit => "",
        _ => "Cơ quan thẩm định chấm",
    };
}
