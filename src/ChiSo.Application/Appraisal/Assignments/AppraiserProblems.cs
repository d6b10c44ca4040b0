using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>Why an assignment can't be stored.</summary>
internal static class AppraiserProblems
{
    public static Problem NoSuchRound(string code) => new("appraisers.no-round", code, new("Không có kỳ đánh giá này.", "There is no such round."), new("Chọn lại kỳ từ danh sách.", "Choose the round from the list."));

    public static Problem NoSuchNode(string node) => new("appraisers.no-node", node, new("Bộ tiêu chí không có dòng này, hoặc phân công này không còn.", "The criteria have no such line, or the assignment is gone."),
        new("Tải lại trang rồi chọn lại.", "Load the page again and choose anew."));

    public static Problem NoSuchAgency(string agency) => new("appraisers.no-agency", agency, new("Không có cơ quan này trong kỳ, hoặc không khai báo được cho cơ quan này.", "The round has no such agency, or nothing can be declared for it."),
        new("Chọn cơ quan từ danh sách.", "Choose an agency from the list."));

    public static Problem NoSuchUnit(string unit) => new("appraisers.no-unit", unit, new("Không có đơn vị này trong khối.", "The block has no such unit."), new("Chọn đơn vị từ danh sách.", "Choose units from the list."));

    public static Problem NoGround(string where) => new("appraisers.no-ground", where, new("Chưa ghi căn cứ.", "The ground is missing."), new("Ghi căn cứ, ví dụ số và ngày văn bản khai báo.", "Write the ground, such as the number and date of the declaration."));

    public static Problem LongGround(string where) => new("appraisers.ground-too-long", where, new($"Căn cứ dài hơn {Appraisers.LongestGround} ký tự.", $"The ground is longer than {Appraisers.LongestGround} letters."), new("Ghi gọn, nêu số và ngày văn bản nếu có.", "Shorten it, with the number and date of the document if there is one."));

    public static Problem NoReason(string where) => new("appraisers.no-reason", where, new("Chưa ghi lý do: việc này đổi người chấm điểm, nên nhật ký phải có lý do.", "The reason is missing: this changes who marks, so the trail has to say why."),
        new("Ghi vì sao, nêu số và ngày văn bản nếu có.", "Write why, with the number and date of the document if there is one."));

    public static Problem LongReason(string where) => new("appraisers.reason-too-long", where, new($"Lý do dài hơn {Appraisers.LongestReason} ký tự.", $"The reason is longer than {Appraisers.LongestReason} letters."), new("Ghi gọn, nêu số và ngày văn bản nếu có.", "Shorten it, with the number and date of the document if there is one."));

    /// <param name="now">The agency the cell names; <c>null</c> for none any more.</param>
    public static Problem Changed(string where, string? now) => new("appraisers.changed", where,
        now is null ? new("Người khác đã bỏ phân công này sau khi bạn mở trang.", "Somebody else took this assignment back after you opened the page.") : new($"Người khác đã phân công {now} sau khi bạn mở trang.", $"Somebody else assigned {now} after you opened the page."),
        new("So sánh hai phân công rồi chọn.", "Compare the two, and choose."));

    public static Problem NotAllowed(string where) => new("appraisers.not-allowed", where, new("Chỉ cơ quan thường trực phân công thẩm định.", "Only the standing office assigns appraisers."),
        new("Liên hệ cơ quan thường trực.", "Ask the standing office."));

    public static Problem NotYours(string unit) => new("appraisers.not-yours", unit, new("Bạn không thẩm định dòng nào của đơn vị này.", "You appraise no line of this unit."), new("Nếu cần, báo cơ quan thường trực.", "Tell the standing office if it matters."));

    public static Problem GroupStays(string unit) => new("appraisers.group-stays", unit,
        new("Khi bạn rút ra, dòng của đơn vị này thuộc Tổ giúp việc Hội đồng mà ở Tổ không còn ai thẩm định hoặc xác nhận được; sau Tổ không còn cơ quan nào.", "Without you the lines of this unit are with the council's working group, where nobody is left to appraise or to confirm them, and nobody comes after it."),
        new("Báo cơ quan thường trực để giao người khác vào Tổ, hoặc phân công cơ quan khác.", "Tell the standing office, which may give somebody else a role in the group, or assign another agency."));

    public static Problem Frozen(string round) => new("appraisers.frozen", round, new("Kỳ đánh giá đã chốt kết quả nên không đổi phân công được.", "The round's results are frozen; assignments can't change."),
        new("Xem kết quả đã chốt.", "Look at the frozen results."));
}
