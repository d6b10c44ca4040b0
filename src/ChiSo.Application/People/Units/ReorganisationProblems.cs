using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.People;

/// <summary>What can stand in the way of a reorganisation, and what to do about it.</summary>
internal static class ReorganisationProblems
{
    public static IEnumerable<Problem> Of(Reorganisation wanted, ReorganisationArrow arrow, ImmutableArray<RegisterRow> now)
    {
        if (arrow.From.Length > 0 && OfBefore(wanted, arrow, now) is { } before)
            yield return before;
        if (arrow.To.Length == 0 && wanted.Arrows.Any(other => other != arrow && other.From == arrow.From))
            yield return ClosedAndContinued(arrow);
        if (arrow.To.Length > 0 && wanted.Arrows.All(other => other.From != arrow.To) && now.Any(row => row.Unit == arrow.To && (row.Until is null || row.Until > wanted.On)))
            yield return Taken(arrow);
    }

    private static Problem? OfBefore(Reorganisation wanted, ReorganisationArrow arrow, ImmutableArray<RegisterRow> now)
    {
        var own = now.Where(row => row.Unit == arrow.From).ToList();
        if (own.Find(wanted.HoldsOn) is not { } from)
            return NotThere(arrow);
        if (from.From == wanted.On)
            return BegunThatDay(arrow);
        return from.Until is not null || own.Exists(row => row.From > wanted.On) ? ChangesLater(arrow) : null;
    }

    public static Problem LeftBehind(RegisterRow row) => new("units.left-behind", row.Unit,
        new($"Đơn vị {row.Unit} ({row.Name}) còn trực thuộc {row.Parent} là đơn vị thôi tồn tại.", $"Unit {row.Unit} ({row.Name}) still belongs to {row.Parent}, which ends."),
        new("Thêm dòng cho đơn vị này với cấp trên mới.", "Add a row for it with its new unit above."));

    public static Problem TwoNames(ReorganisationArrow arrow) => new("units.two-names", arrow.Where,
        new($"Đơn vị {arrow.To} được ghi với hai tên, loại hoặc cấp trên khác nhau.", $"Unit {arrow.To} is written with two names, kinds or units above."), new("Ghi giống nhau ở mọi dòng.", "Write the same in every row."));

    private static Problem NotThere(ReorganisationArrow arrow) => new("units.not-there", arrow.Where,
        new($"Không có đơn vị {arrow.From} vào ngày ấy.", $"Unit {arrow.From} is not there on that day."), new("Tra danh mục đơn vị ở ngày ấy rồi chọn lại.", "Look the register up on that day and choose again."));

    private static Problem BegunThatDay(ReorganisationArrow arrow) => new("units.begun-that-day", arrow.Where,
        new($"Đơn vị {arrow.From} bắt đầu đúng ngày ấy nên chưa có ngày nào để kết thúc.", $"Unit {arrow.From} begins on that very day, so it has no day to end."), new("Sửa dòng đã nhập của đơn vị này thay vì sắp xếp lại.", "Correct the row on record instead."));

    private static Problem ChangesLater(ReorganisationArrow arrow) => new("units.changes-later", arrow.Where,
        new($"Đơn vị {arrow.From} đã có thay đổi ghi cho một ngày sau đó.", $"Unit {arrow.From} has a change on record for a later day."), new("Chọn ngày sau thay đổi ấy, hoặc nhập lại danh mục cho đúng trước.", "Choose a day after it, or import a corrected register first."));

    private static Problem Taken(ReorganisationArrow arrow) => new("units.taken", arrow.Where,
        new($"Mã {arrow.To} đang thuộc một đơn vị khác.", $"Code {arrow.To} belongs to another unit."), new("Dùng mã mới, hoặc thêm dòng từ chính đơn vị ấy nếu nó được sáp nhập.", "Use a new code, or add a row from that unit if it is merged too."));

    private static Problem ClosedAndContinued(ReorganisationArrow arrow) => new("units.closed-and-continued", arrow.Where,
        new($"Đơn vị {arrow.From} vừa được ghi giải thể vừa được ghi nhập vào đơn vị khác.", $"Unit {arrow.From} is both closed and put into another unit."), new("Bỏ một trong hai thay đổi.", "Take one of the two changes away."));
}
