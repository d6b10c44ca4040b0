using System.Collections.Immutable;
using System.Net.Mail;
using ChiSo.Application.Audit;
using ChiSo.Engine;

namespace ChiSo.Application.People;

/// <summary>What must be put right before an account or a mandate can be stored.</summary>
internal static class AccountProblems
{
    public static ImmutableArray<Problem> Of(CreateAccount input, bool taken)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        if (string.IsNullOrWhiteSpace(input.UserName) || input.UserName.Trim().Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter)))
            problems.Add(new("account.user-name", "userName", new("Tên đăng nhập còn trống hoặc có khoảng trắng.", "The user name is empty or has a space in it."),
                new("Ghi một từ liền nhau, ví dụ nguyenvana.", "Write one word, such as nguyenvana.")));
        else if (taken)
            problems.Add(new("account.taken", "userName", new($"Đã có tài khoản {input.UserName.Trim()}.", $"There is an account {input.UserName.Trim()} already."),
                new("Chọn tên đăng nhập khác, hoặc giao thêm vai trò cho tài khoản đó.", "Choose another name, or grant that account one more role.")));
        if (string.IsNullOrWhiteSpace(input.FullName))
            problems.Add(new("account.full-name", "fullName", new("Chưa ghi họ và tên.", "The full name is missing."), new("Ghi họ và tên như trên văn bản.", "Write the name as documents have it.")));
        if (OfEmail(input.Email) is { } email)
            problems.Add(email);
        return problems.ToImmutable();
    }

    /// <returns><c>null</c> for none, and for an address in the usual form.</returns>
    public static Problem? OfEmail(string email) => email.Trim() is { Length: > 0 } written && (!MailAddress.TryCreate(written, out var address) || address.Address != written)
        ? new("account.email", "email", new("Địa chỉ thư điện tử chưa đúng.", "The e-mail address is wrong."), new("Ghi như ten@cantho.gov.vn, hoặc để trống.", "Write it like name@cantho.gov.vn, or leave it empty."))
        : null;

    public static ImmutableArray<Problem> Of(GrantMandate input, Change change, bool standsInRightly)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        if (input.AccountId == change.By)
            problems.Add(new("mandate.to-self", "account", new("Không ai tự giao vai trò cho mình.", "Nobody grants themselves a role."), new("Nhờ một quản trị hệ thống khác giao.", "Ask another administrator.")));
        if (Roles.IsOfUnit(input.Role) == string.IsNullOrWhiteSpace(input.Unit))
            problems.Add(Roles.IsOfUnit(input.Role)
                ? new("mandate.unit-missing", "unit", new("Vai trò này cần một đơn vị.", "This role needs a unit."), new("Chọn đơn vị mà người này thay mặt.", "Choose the unit the person acts for."))
                : new("mandate.unit-given", "unit", new("Vai trò này không gắn với đơn vị nào.", "This role belongs to no unit."), new("Để trống đơn vị.", "Leave the unit empty.")));
        if (Roles.IsOfField(input.Role) == (input.Survey.Length == 0 || input.Area.Length == 0))
            problems.Add(Roles.IsOfField(input.Role)
                ? new("mandate.area-missing", "area", new("Vai trò này cần một địa bàn khảo sát.", "This role needs an area of a survey's fieldwork."), new("Chọn cuộc khảo sát và địa bàn; địa bàn do người quản lý khảo sát lập.", "Choose the survey and the area; survey managers make them."))
                : new("mandate.area-given", "area", new("Vai trò này không gắn với địa bàn khảo sát nào.", "This role belongs to no area of a survey's fieldwork."), new("Để trống địa bàn khảo sát.", "Leave the area empty.")));
        if (string.IsNullOrWhiteSpace(input.Ground))
            problems.Add(new("mandate.ground", "ground", new("Chưa ghi căn cứ giao vai trò.", "The ground is missing."), new("Ghi số, ngày quyết định hoặc giấy giới thiệu.", "Write the number and date of the decision or letter.")));
        if (input.Until <= (input.From ?? DateTime.MinValue))
            problems.Add(new("mandate.dates", "until", new("Ngày kết thúc không sau ngày bắt đầu.", "The end is not after the beginning."), new("Sửa một trong hai ngày.", "Change one of the two dates.")));
        if (!standsInRightly)
            problems.Add(new("mandate.acting-for", "actingFor", new("Người được thay không giữ vai trò này ở đơn vị này, hoặc chính là người nhận.", "The person stood in for doesn't hold this role for this unit, or is the one who gets it."),
                new("Chọn đúng người được thay, hoặc để trống.", "Choose the person stood in for, or leave it empty.")));
        return problems.ToImmutable();
    }

    public static Problem LastAdministrator() => new("account.last-administrator", "account", new("Đây là quản trị hệ thống duy nhất còn đăng nhập được.", "This is the only administrator who can still sign in."),
        new("Giao vai trò quản trị cho một người khác đã có mật khẩu trước.", "First make another person administrator who has a password."));

    public static Problem Unknown() => new("account.unknown", "account", new("Không có tài khoản hoặc vai trò này.", "There is no such account or mandate."),
        new("Tải lại danh sách tài khoản rồi chọn lại.", "Load the list of accounts again and choose from it."));
}
