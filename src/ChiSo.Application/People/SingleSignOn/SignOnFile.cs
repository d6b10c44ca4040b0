using System.Collections.Immutable;
using ChiSo.Application.Json;
using ChiSo.Engine;

namespace ChiSo.Application.People.SingleSignOn;

/// <summary>The settings of single sign-on as a JSON file. It holds no secret.</summary>
public static class SignOnFile
{
    public static Result<SignOnSettings> Read(string path) => File.Exists(path) ? Parse(File.ReadAllText(path), Path.GetFileName(path)) : Spreadsheets.FileProblems.NotFound(path);

    /// <returns>The settings, or all that is wrong with them.</returns>
    public static Result<SignOnSettings> Parse(string json, string file) => SettingsFile.Parse<SignOnSettings>(json, file, settings => Faults(settings, file), Fault);

    private static ImmutableArray<Problem> Faults(SignOnSettings settings, string file)
    {
        var faults = ImmutableArray.CreateBuilder<Problem>();
        void Check(bool isGood, string member, Words what)
        {
            if (!isGood)
                faults.Add(Fault($"{file}: {member}", what));
        }

        Check(!string.IsNullOrWhiteSpace(settings.Name.Vi) && !string.IsNullOrWhiteSpace(settings.Name.En), "name", new("cần tên bằng cả tiếng Việt và tiếng Anh", "a name is needed in Vietnamese and in English"));
        Check(SettingsFile.IsSafeAddress(settings.Authority), "authority", new("địa chỉ phải bắt đầu bằng https (http chỉ dùng được trên chính máy này)", "the address begins with https (http is for this very machine alone)"));
        Check(settings.Address is null || SettingsFile.IsSafeAddress(settings.Address), "address", new("địa chỉ phải bắt đầu bằng https (http chỉ dùng được trên chính máy này)", "the address begins with https (http is for this very machine alone)"));
        Check(!string.IsNullOrWhiteSpace(settings.ClientId), "clientId", new("chưa ghi mã ứng dụng", "the client's id is missing"));
        foreach (var (member, claim) in new[] { ("account", settings.Account.Claim), ("roles", settings.Roles?.Claim), ("units", settings.Units?.Claim) })
            Check(claim is null || !string.IsNullOrWhiteSpace(claim), $"{member}.claim", new("chưa ghi tên thuộc tính", "the name of the claim is missing"));
        Check(settings.Units is null || settings.Units.Values.Values.All(unit => !string.IsNullOrWhiteSpace(unit)), "units.values", new("mã đơn vị còn trống", "a unit's code is empty"));
        Check(settings.Units is not null || settings.Roles?.Values.Values.Any(Roles.IsOfUnit) is not true, "units", new("vai trò của đơn vị cần bảng đơn vị", "roles of units need the table of units"));
        Check(settings.Roles?.Values.Values.Any(Roles.IsOfField) is not true, "roles.values", new("vai trò thu phiếu tại địa bàn gắn với một địa bàn nên không giao theo cách này", "roles of fieldwork are for one area and can't be given this way"));
        Check(settings.MayGiveAdministrator || settings.Roles?.Values.ContainsValue(Role.Administrator) is not true, "mayGiveAdministrator",
            new("vai trò quản trị hệ thống chỉ được giao theo cách này khi ghi rõ là true", "the role of administrator is given this way only where this says true"));
        return faults.ToImmutable();
    }

    private static Problem Fault(string where, Words why) =>
        new("sign-on.settings", where, new($"Không dùng được cài đặt đăng nhập một lần: {why.Vi}.", $"The settings of single sign-on can't be used: {why.En}."),
            new("Sửa chỗ này theo trang hướng dẫn về tài khoản.", "Correct it after the page on accounts."));
}
