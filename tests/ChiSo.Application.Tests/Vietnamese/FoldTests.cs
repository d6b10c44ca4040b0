using System.Text;
using ChiSo.Application.Vietnamese;
using CsCheck;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Vietnamese;

public class FoldTests
{
    [Theory]
    [InlineData("Bình Thủy", "Bình Thuỷ")]
    [InlineData("Hòa An", "Hoà An")]
    [InlineData("(Thủy): Hòa,", "(Thuỷ): Hoà,")]
    [InlineData("Phong Điền", "Phong \u00D0iền")]
    [InlineData("Đối", "\u0189ối")]
    [InlineData("Sở Nội vụ", "SỞ  NỘI\u00A0VỤ ")]
    [InlineData("Thừa Thiên - Huế", "Thừa Thiên-Huế")]
    [InlineData("Bà Rịa - Vũng Tàu", "BÀ RỊA – VŨNG TÀU")]
    [InlineData("Cần Thơ", "Ca\u0302\u0300n Tho\u031B")]
    [InlineData("Sở Y tế", "Sở\u200B Y tế")]
    public void Two_spellings_of_a_name_have_one_key(string one, string other) => Fold.Key(one).ShouldBe(Fold.Key(other));

    [Theory]
    [InlineData("Đất Mũi", "Dất Mũi")]
    [InlineData("Cần Thơ", "Cần Tho")]
    [InlineData("Tân An", "Tan An")]
    [InlineData("Phường 1", "Phường 11")]
    [InlineData("Xã Cẩm Giang", "Xã Cẩm Giàng")]
    [InlineData("Thạnh An", "Thành An")]
    public void Different_letters_stay_different(string one, string other) => Fold.Key(one).ShouldNotBe(Fold.Key(other));

    [Fact]
    public void The_key_is_readable() => Fold.Key("Sở Hoà An - HÒA AN").ShouldBe("sở hoà an hoà an");

    [Theory]
    [InlineData("Huyện Phong Điền", "huyen phong dien")]
    [InlineData("SỞ Y TẾ", "so y te")]
    [InlineData("Bà Rịa – Vũng Tàu", "ba ria vung tau")]
    public void A_loose_key_has_no_marks_at_all(string name, string key) => Fold.Loose(name).ShouldBe(key);

    [Fact]
    public void A_key_is_its_own_key() => Gen.String.Sample(text => Fold.Key(Fold.Key(text)).ShouldBe(Fold.Key(text)));

    [Fact]
    public void Clean_text_is_composed_and_stays_as_it_is() => Gen.String.Sample(text =>
    {
        var clean = NfcText.Clean(text);
        NfcText.Clean(clean).ShouldBe(clean);
        clean.IsNormalized(NormalizationForm.FormC).ShouldBeTrue();
    });

    [Theory]
    [InlineData("\u00D0ứng", "Đứng")]
    [InlineData("\u00F0ường", "đường")]
    [InlineData("a\u00A0b\u202Fc", "a b c")]
    [InlineData("a\u200Bb\u00ADc\uFEFF", "abc")]
    [InlineData("một\r\nhai\rba", "một\nhai\nba")]
    [InlineData("\u0007chuông", "chuông")]
    public void Text_is_cleaned_of_what_nobody_sees(string dirty, string clean) => NfcText.Clean(dirty).ShouldBe(clean);

    [Fact]
    public void Half_a_character_becomes_the_sign_for_unreadable() => NfcText.Clean("a\uD800b").ShouldBe("a\uFFFDb");
}
