using System.Net;
using ChiSo.Web.People;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>Passwords that guessers try first, in Vietnamese and English, with and without marks; and sentences that are none.</summary>
public sealed class PasswordGuessTests(DemoPages pages) : IClassFixture<DemoPages>
{
    private static readonly string[] Known = ["nga.tran", "Trần Thị Thúy Nga", "Sở Nông nghiệp và Môi trường", "ChiSo"];

    [Theory]
    [InlineData("matkhau123456789")]
    [InlineData("Mật khẩu của Cần Thơ 2026")]
    [InlineData("MẬT KHẨU MỚI 2026!!!")]
    [InlineData("passwordpassword")]
    [InlineData("P@ssw0rd-P@ssw0rd")]
    [InlineData("qwertyuiopasdfgh")]
    [InlineData("1qaz2wsx3edc4rfv")]
    [InlineData("abcdefghijklmnop")]
    [InlineData("123456789012345")]
    [InlineData("987654321987654321")]
    [InlineData("02091945-30041975")]
    [InlineData("bongbongbongbongbong")]
    [InlineData("ChiSo@CanTho2026")]
    [InlineData("trần thị thúy nga 1985")]
    [InlineData("ThuyNga.TranThiThuyNga")]
    [InlineData("So Nong nghiep va Moi truong")]
    [InlineData("UBND thanh pho Can Tho")]
    [InlineData("anh yêu em mãi mãi 123")]
    public void What_guessers_try_first_is_expected(string password) => PasswordGuess.IsExpected(password, Known).ShouldBeTrue();

    [Theory]
    [InlineData("cau-tho-ben-dong-song")]
    [InlineData("mot-cau-dai-de-nho-lam")]
    [InlineData("con đò nhỏ chở ba quả bí vàng")]
    [InlineData("bà tôi nấu chè trôi nước mùng ba")]
    [InlineData("four cold radishes under a tram")]
    [InlineData("xk7 rupq zoe vfwj dyh")]
    public void A_sentence_of_ones_own_is_not(string password) => PasswordGuess.IsExpected(password, Known).ShouldBeFalse();

    [Fact]
    public void A_text_of_a_million_letters_is_read_as_far_as_any_password_goes() =>
        PasswordGuess.IsExpected(new string('a', PasswordGuess.Longest) + string.Concat(Enumerable.Repeat("xk7 rupq zoe vfwj dyh ", 50_000)), Known).ShouldBeTrue();

    [Fact]
    public void Another_persons_name_may_stand_in_a_password() => PasswordGuess.IsExpected("Trần Thị Thúy Nga", []).ShouldBeFalse();

    [Theory]
    [InlineData("Cán bộ Sở Nội vụ 2026")]
    [InlineData("thu.canbo thu.canbo")]
    public async Task The_page_refuses_what_is_known_of_the_person_says_why_and_keeps_the_old_password(string wanted)
    {
        using var officer = await pages.SignInAsync("canbo");
        var refused = await officer.PostAsync("/desk/account", "/desk/account?handler=Password", new() { ["present"] = DemoPeople.Password, ["wanted"] = wanted });
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Mật khẩu này dễ đoán");
        using var again = await pages.SignInAsync("canbo");
    }
}
