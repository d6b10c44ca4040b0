using System.Collections.Frozen;
using ChiSo.Engine;

namespace ChiSo.Application.Audit;

/// <summary>What links of the trail call an act, as people say it.</summary>
public static class ActWords
{
    private static readonly FrozenDictionary<string, Words> Known = new Dictionary<string, Words>
    {
        ["account.authenticator-removed"] = new("bỏ ứng dụng xác thực", "authenticator removed"),
        ["account.closed"] = new("đóng tài khoản", "account closed"),
        ["account.created"] = new("lập tài khoản", "account created"),
        ["account.link-made"] = new("lập liên kết đặt mật khẩu", "password link made"),
        ["account.opened"] = new("mở lại tài khoản", "account opened again"),
        ["account.sessions-ended"] = new("kết thúc các phiên đăng nhập", "sessions ended"),
        ["appraisers.assigned"] = new("phân công thẩm định", "appraisers assigned"),
        ["appraisers.interest-declared"] = new("khai lợi ích liên quan", "interest declared"),
        ["appraisers.interest-withdrawn"] = new("rút khai lợi ích liên quan", "interest withdrawn"),
        ["appraisers.removed"] = new("bỏ phân công thẩm định", "appraisers removed"),
        ["ask.answered"] = new("trả lời câu hỏi thẩm định", "question answered"),
        ["ask.asked"] = new("hỏi đơn vị", "question asked"),
        ["ask.withdrawn"] = new("rút câu hỏi thẩm định", "question withdrawn"),
        ["checkpoint.key-named"] = new("ghi nhận khóa ký mốc", "signing key named"),
        ["checkpoint.restarted"] = new("lập lại mốc ký", "checkpoints begun again"),
        ["council.met"] = new("ghi phiên họp Hội đồng", "council meeting recorded"),
        ["council.passed"] = new("Hội đồng thông qua danh sách", "list passed by the council"),
        ["council.reopened"] = new("thành viên Hội đồng đề nghị xem lại", "line reopened by a member"),
        ["council.saved"] = new("ghi kết luận của Hội đồng", "council decision recorded"),
        ["council.set-aside"] = new("giữ riêng kết luận lưu sau người khác", "council decision set aside, another had saved first"),
        ["criteria.replaced"] = new("thay bộ tiêu chí", "criteria replaced"),
        ["entry.saved"] = new("lưu số liệu", "entry saved"),
        ["entry.set-aside"] = new("giữ riêng số liệu lưu sau người khác", "entry set aside, another had saved first"),
        ["evidence.added"] = new("thêm minh chứng", "evidence added"),
        ["evidence.read"] = new("tải minh chứng", "evidence downloaded"),
        ["evidence.withdrawn"] = new("rút minh chứng", "evidence withdrawn"),
        ["extension.approved"] = new("duyệt gia hạn", "extension approved"),
        ["extension.proposed"] = new("đề nghị gia hạn", "extension proposed"),
        ["line.handed-in"] = new("nộp lại một tiêu chí", "line handed in"),
        ["line.returned"] = new("trả lại một tiêu chí", "line returned"),
        ["mandate.ended"] = new("kết thúc vai trò", "role ended"),
        ["mandate.granted"] = new("giao vai trò", "role granted"),
        ["payload.erased"] = new("xóa nội dung theo quy định pháp luật", "content erased by law"),
        ["review.confirmed"] = new("xác nhận kết quả thẩm định", "appraisal confirmed"),
        ["review.saved"] = new("lưu điểm thẩm định", "appraisal saved"),
        ["review.set-aside"] = new("giữ riêng điểm thẩm định lưu sau người khác", "appraisal set aside, another had saved first"),
        ["request.admitted"] = new("nhận đề nghị xem xét lại, cử người xem xét", "review request admitted, panel named"),
        ["request.concluded"] = new("kết luận đề nghị xem xét lại", "review request concluded"),
        ["request.dismissed"] = new("không nhận đề nghị xem xét lại", "review request not admitted"),
        ["request.filed"] = new("đề nghị xem xét lại", "review request filed"),
        ["request.withdrawn"] = new("rút đề nghị xem xét lại", "review request withdrawn"),
        ["round.approved"] = new("ghi quyết định phê duyệt kết quả", "approving decision recorded"),
        ["round.dates-set"] = new("đặt thời hạn các bước", "dates set"),
        ["round.exported"] = new("xuất kỳ đánh giá", "round exported"),
        ["round.frozen"] = new("chốt kết quả", "results frozen"),
        ["round.imported"] = new("nhập kỳ đánh giá", "round imported"),
        ["round.opened"] = new("mở kỳ đánh giá", "round opened"),
        ["round.opening-proposed"] = new("đề nghị mở kỳ đánh giá", "opening proposed"),
        ["round.replaced"] = new("nhập lại kỳ đánh giá", "round imported again"),
        ["score-sheet.exported"] = new("tải bảng chấm điểm", "score sheet downloaded"),
        ["sheet.given-back"] = new("lãnh đạo trả lại phiếu", "sheet given back by the leader"),
        ["sheet.handed-in"] = new("nộp phiếu", "sheet handed in"),
        ["sheet.signed"] = new("nộp bản ký", "signed sheet laid in"),
        ["sheet.sent-to-leader"] = new("trình lãnh đạo", "sheet sent to the leader"),
        ["signed-sheet.read"] = new("tải bản ký", "signed sheet downloaded"),
        ["survey.closed"] = new("đóng khảo sát", "survey closed"),
        ["survey.erased"] = new("xóa câu trả lời hết hạn lưu", "answers past their time erased"),
        ["survey.fed"] = new("đưa kết quả khảo sát vào dòng chấm điểm", "survey result fed into the score lines"),
        ["survey.invited"] = new("lập danh sách mời khảo sát", "invitations made"),
        ["survey.opened"] = new("mở khảo sát", "survey opened"),
        ["trail.exported"] = new("xuất nhật ký", "trail exported"),
        ["units.imported"] = new("nhập danh bạ đơn vị", "register of units imported"),
        ["units.reorganised"] = new("sắp xếp đơn vị", "units reorganised"),
    }.ToFrozenDictionary();

    /// <summary>The act's own code where it has no words.</summary>
    public static Words Of(string act) => Known.TryGetValue(act, out var words) ? words : Words.Same(act);
}
