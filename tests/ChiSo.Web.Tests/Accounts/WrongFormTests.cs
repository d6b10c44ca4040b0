using System.Net;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>Forms sent with something that can't be read, or without what they need: each page says so, in words and with the status of what is refused.</summary>
public sealed class WrongFormTests(DemoPages pages) : IClassFixture<DemoPages>
{
    private const string Round = "/desk/rounds/thu-2024";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("units.no-file", "quantri", "/desk/units", "", "Chưa chọn tệp danh mục, hoặc chưa ghi căn cứ.", "ground", "CV 1")]
    [InlineData("mandate.no-date", "quantri", "/desk/accounts/{auditor}", "?handler=Grant", "Ngày chưa đúng.", "Role", "Auditor", "Ground", "CV 1", "From", "mai")]
    [InlineData("mandate.unknown", "quantri", "/desk/accounts/{auditor}", "?handler=Grant", "Không có vai trò hoặc đơn vị này.", "Role", "Vua", "Ground", "CV 1")]
    [InlineData("settings.no-address", "quantri", "/desk/settings", "?handler=TryNotices", "chưa có thư điện tử hay số điện thoại")]
    [InlineData("round.no-date", "thuongtruc", Round, "?handler=Dates", "Ngày giờ chưa đúng.", "stage", "self", "opens", "mai", "closes", "31/12/2099")]
    [InlineData("round.no-date", "thuongtruc", Round, "?handler=Extend", "Ngày giờ chưa đúng.", "stage", "self", "unit", "noivu", "until", "mai", "ground", "CV 1")]
    [InlineData("extension.no-ground", "thuongtruc", Round, "?handler=Extend", "Chưa ghi lý do gia hạn.", "stage", "self", "unit", "noivu", "until", "31/12/2199", "ground", " ")]
    [InlineData("internal.no-day", "canbo", "/desk/thu-2024/departments/noivu/assignments", "", "Không đọc được hạn này.", "node", "TC", "division", "Phòng Một", "due", "mai")]
    [InlineData("review.nothing-chosen", "thamdinh", "/desk/thu-2024/departments/review/review1/unit/noivu", "?handler=Accept", "Chưa chọn dòng nào.")]
    [InlineData("questionnaire.no-source", "khaosat", "/desk/questionnaires", "", "Chưa chọn bắt đầu từ đâu.")]
    [InlineData("questionnaire.no-file", "khaosat", "/desk/questionnaires", "", "Chưa chọn tệp.", "source", "upload")]
    [InlineData("questionnaire.code", "khaosat", "/desk/questionnaires", "", "không dùng làm mã phiếu được.", "source", "empty", "code", "Mã Sai", "title", "Mới")]
    [InlineData("questionnaire.no-title", "khaosat", "/desk/questionnaires", "", "Chưa ghi tên phiếu.", "source", "empty", "code", "phieu-moi", "title", " ")]
    public async Task What_is_wrong_is_told_on_the_page(string code, string person, string page, string handler, string told, params string[] fields)
    {
        var path = page.Replace("{auditor}", $"{(await pages.PersonAsync("kiemtoan")).Id:D}", StringComparison.Ordinal);
        using var visitor = await pages.SignInAsync(person);
        using var answer = await visitor.PostAsync(path, path + handler, fields.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, code);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain(told, customMessage: code);
    }

    [Fact]
    public async Task A_week_before_anything_was_kept_is_not_shown()
    {
        using var auditor = await pages.SignInAsync("kiemtoan");
        (await auditor.TextAsync("/desk/odd-reads?week=01/01/1990")).ShouldContain("Chỉ xem được các tuần từ", customMessage: "odd-reads.outside");
    }
}
