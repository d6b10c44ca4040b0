using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment;

/// <summary>Why lines can't be given inside a unit.</summary>
internal static class InternalProblems
{
    public static Problem NoNode(string code) => new("internal.no-node", code, new("Bảng không có lĩnh vực, tiêu chí này.", "The sheet has no such field or line."), new("Chọn lại từ danh sách.", "Choose again from the list."));

    public static Problem NotAllowed(string unit) => new("internal.not-allowed", unit, new("Phân công nội bộ thuộc cán bộ đầu mối và lãnh đạo của đơn vị.", "Lines are given by the unit's own officer and leader."), new("Nhờ cán bộ đầu mối của đơn vị.", "Ask the unit's officer."));

    public static Problem Frozen(string unit) => new("internal.frozen", unit, new("Kỳ này đã chốt kết quả nên không phân công nữa.", "The round's results are frozen; nothing is given any more."), new("Phân công trong kỳ mới.", "Give lines in the new round."));

    public static Problem NoAccount(string where) => new("internal.no-account", where, new("Người được chọn không còn tài khoản của đơn vị này.", "The person chosen has no account of this unit any more."), new("Chọn người khác, hoặc ghi tên phòng.", "Choose another, or write the division."));

    public static Problem Nobody(string where) => new("internal.nobody", where, new("Chưa chọn người và chưa ghi phòng.", "Neither a person nor a division is named."), new("Ghi một phòng hoặc chọn một người.", "Write a division or choose a person."));

    public static Problem TooLong(string where) => new("internal.too-long", where, new("Tên phòng dài hơn 200 ký tự.", "The division's name is longer than 200 characters."), new("Ghi tên gọn.", "Write a short name."));

    public static Problem TooLate(string where, DateTime closes) => new("internal.due", where,
        new($"Hạn nội bộ không trước hạn nộp của đơn vị ({VietnamTime.Write(closes)}).", $"The date is not before the unit's own deadline ({VietnamTime.Write(closes)})."), new("Ghi ngày sớm hơn.", "Write an earlier day."));

    public static Problem Changed(string where, InternalAssignment? now) => new("internal.changed", where,
        new($"{now?.By} đã phân công dòng này sau khi bạn mở trang.", $"{now?.By} gave these lines after you opened the page."), new("Xem phân công mới; lưu lại nếu vẫn muốn đổi.", "Look at it; save again to change it."));
}
