using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>Why a precedent note can't be written or withdrawn.</summary>
internal static class PrecedentProblems
{
    public static Problem NotAllowed(CriteriaNode node) => new("precedent.not-allowed", Named(node),
        new("Chỉ cơ quan thẩm định tiêu chí này ghi được, và chỉ cơ quan đã ghi mới rút được ghi chú.", "Only the agency that appraises this criterion writes notes on it, and only the one that wrote a note withdraws it."),
        new("Trao đổi với cơ quan chủ trì thẩm định.", "Talk to the lead agency."));

    public static Problem StageClosed(CriteriaNode node) => new("precedent.stage-closed", Named(node), new("Giai đoạn thẩm định này chưa mở hoặc đã hết hạn.", "This stage of appraisal is not open."),
        new("Xem lịch của kỳ.", "Look at the round's dates."));

    public static Problem NoText(CriteriaNode node) => new("precedent.no-text", Named(node), new("Ghi chú thiếu tình tiết hoặc cách xử lý.", "The note lacks its facts or its decision."),
        new("Ghi cả hai để người thẩm định sau áp dụng được.", "Write both, so that the next appraiser can follow it."));

    public static Problem NotDecided(CriteriaNode node, string unit) => new("precedent.not-decided", $"{unit}, {Named(node)}", new("Dòng được dẫn chưa có kết quả thẩm định.", "The line the note comes from isn't appraised."),
        new("Chọn đơn vị đã thẩm định xong, hoặc để trống.", "Choose a unit whose line is appraised, or none."));

    public static Problem Unknown(CriteriaNode node) => new("precedent.unknown", Named(node), new("Không có ghi chú này, hoặc ghi chú đã được rút.", "There is no such note, or it was withdrawn."),
        new("Tải lại trang.", "Load the page again."));

    private static string Named(CriteriaNode node) => $"{node.Number} {node.Name.Vi}";
}
