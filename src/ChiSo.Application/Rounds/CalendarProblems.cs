using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Rounds;

/// <summary>What can be wrong about the dates of a round.</summary>
internal static class CalendarProblems
{
    public static Problem WrongDates(string stage) => new("round.dates", stage,
        new("Ngày đóng không sau ngày mở, hoặc kỳ này không có giai đoạn này.", "The end is not after the beginning, or the round has no such stage."),
        new("Ghi lại ngày mở và ngày đóng của giai đoạn.", "Write the stage's dates again."));

    public static Problem NotATime(string where, string text) => new("calendar.not-a-time", where, new($"\"{text}\" không phải ngày giờ.", $"\"{text}\" is no date and time."),
        new("Viết 31/12/2026 17:00, hoặc chỉ ngày 31/12/2026.", "Write 31/12/2026 17:00, or the day alone: 31/12/2026."));

    public static Problem Order(string where) => new("calendar.order", where, new("Giai đoạn đóng trước hoặc đúng lúc mở.", "The stage closes before or when it opens."), new("Ghi lại ngày mở và ngày đóng.", "Write the two dates again."));

    public static Problem StageOrder(string where, Words stage, Words before) => new("calendar.stage-order", where,
        new($"{stage.Vi} mở hoặc đóng trước {before.Vi}, mà kỳ khai là giai đoạn sau.", $"{stage.En} opens or closes before {before.En}, which the round declares to come first."),
        new("Ghi lại ngày của một trong hai giai đoạn, hoặc đổi thứ tự giai đoạn của kỳ.", "Write the dates of one of the two again, or change the order of the round's stages."));

    public static Problem DatesHeld(string stage) => new("round.dates-held", stage,
        new("Kỳ đã mở: thời gian của giai đoạn chỉ đổi khi một người đề nghị và một người khác duyệt.", "The round is open: a stage's dates change only when one person proposes and another approves."),
        new("Ghi đề nghị điều chỉnh ở trang của kỳ.", "Propose the change on the round's page."));

    public static Problem DatesChanged(string stage, StageDates? now) => new("round.dates-changed", stage,
        new($"Thời gian vừa được người khác đổi, nay là {Told(now)}.", $"Somebody else has changed the dates meanwhile; they are now {Told(now)}."),
        new("Xem lại rồi ghi lại nếu vẫn cần.", "Look at them, and write yours again if they are still needed."));

    public static Problem NoDatesGround(string stage) => new("round.dates-no-ground", stage, new("Chưa ghi lý do điều chỉnh thời gian.", "The ground of the change of dates is missing."),
        new("Ghi số, ngày văn bản và lý do.", "Write the document's number, its date and the reason."));

    public static Problem Unknown(string code) => new("round.unknown", code, new("Không có kỳ đánh giá này.", "There is no such round."), new("Xem mã kỳ trong danh sách.", "Look up the code in the list of rounds."));

    public static Problem FrozenAlready(string code) => new("round.closed", code, new("Kỳ này đã chốt kết quả nên không đổi được nữa.", "The round's results are frozen; it can't be changed any more."),
        new("Sai sót được sửa bằng một quyết định điều chỉnh.", "Mistakes are mended by a new decision."));

    public static Problem OpenAlready(string code) => new("round.open-already", code, new("Kỳ này đã mở.", "The round is open already."), new("Tải lại trang để xem trạng thái mới.", "Load the page again to see how it stands."));

    public static Problem NoDates(string where) => new("round.no-dates", where, new("Chưa ghi thời gian của giai đoạn.", "The stage has no dates yet."), new("Ghi ngày mở và ngày đóng rồi làm lại.", "Set its dates, then try again."));

    public static Problem NotProposed(string code) => new("round.not-proposed", code, new("Chưa có ai đề nghị mở kỳ này.", "Nobody has proposed to open this round."),
        new("Một người của cơ quan thường trực đề nghị trước, người khác duyệt.", "One person of the standing office proposes, another approves."));

    public static Problem SamePerson(string where) => new("round.same-person", where, new("Người đề nghị không tự duyệt được. Người làm thay và người được làm thay tính là một.", "Whoever proposes can't approve. Whoever stands in for somebody counts as both."),
        new("Nhờ một người khác có cùng vai trò duyệt.", "Ask another person of the same role to approve."));

    public static Problem NotProposer(string where) => new("round.not-proposer", where, new("Chỉ người đề nghị rút được đề nghị này.", "Only whoever proposed it takes a proposal back."),
        new("Nhờ người đề nghị rút, hoặc trả lại kèm lý do.", "Ask that person to, or return it with a reason."));

    public static Problem ApprovedAlready(string where) => new("round.approved-already", where, new("Đề nghị này đã được duyệt.", "This proposal is approved already."),
        new("Tải lại trang; nếu cần đổi thì ghi một đề nghị mới.", "Load the page again; where something else is needed, propose it."));

    public static Problem NoReturnReason(string where) => new("round.no-return-reason", where, new("Chưa ghi lý do trả lại.", "The reason for returning it is missing."),
        new("Ghi chỗ cần sửa để người đề nghị biết.", "Write what is to be mended, so that whoever proposed it knows."));

    public static Problem NoUnit(string unit) => new("round.no-unit", unit, new("Kỳ này không có đơn vị hoặc đề nghị này.", "The round has no such unit or proposal."), new("Chọn lại từ danh sách.", "Choose again from the list."));

    public static Problem NoMoreTime(DateTime closes) => new("extension.not-later", "until",
        new($"Hạn mới không muộn hơn hạn đang có ({VietnamTime.Write(closes)}).", $"The new deadline is not later than the present one ({VietnamTime.Write(closes)})."), new("Chọn hạn muộn hơn.", "Choose a later one."));

    public static Problem PauseOrder() => new("pause.order", "until", new("Tạm dừng kết thúc trước hoặc đúng lúc bắt đầu.", "The pause ends before or when it begins."), new("Ghi lại hai thời điểm.", "Write the two times again."));

    public static Problem PauseOutside() => new("pause.outside", "from", new("Không giai đoạn nào được chọn đang mở trong thời gian này, nên không có gì để dừng.", "None of the stages chosen is open in that time, so there is nothing to pause."),
        new("Xem thời gian của giai đoạn rồi ghi lại.", "Look at the stage's dates, then write it again."));

    public static Problem NoPauseGround() => new("pause.no-ground", "ground", new("Chưa ghi lý do tạm dừng.", "The ground of the pause is missing."), new("Ghi số, ngày văn bản và lý do.", "Write the document's number, its date and the reason."));

    public static Problem NoGround() => new("extension.no-ground", "ground", new("Chưa ghi lý do gia hạn.", "The ground is missing."), new("Ghi số, ngày văn bản đề nghị và lý do.", "Write the letter's number, its date and the reason."));

    private static string Told(StageDates? dates) => dates is null ? "–" : string.Join(" – ", dates.Written);
}
