using ChiSo.Application.Vietnamese;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Vietnamese;

public class LegacyEncodingsTests
{
    [Theory]
    [InlineData("Së Néi vô", "Sở Nội vụ")]
    [InlineData("CÇn Th¬", "Cần Thơ")]
    [InlineData("ñy ban nh©n d©n quËn Ninh KiÒu", "ủy ban nhân dân quận Ninh Kiều")]
    [InlineData("§iÓm tù chÊm", "Điểm tự chấm")]
    [InlineData("Tæng ®iÓm thÈm ®Þnh", "Tổng điểm thẩm định")]
    [InlineData("X· VÜnh Th¹nh", "Xã Vĩnh Thạnh")]
    [InlineData("¡n ¢n ¤ng ¥n ¦ng £", "Ăn Ân Ông Ơn Ưng Ê")]
    [InlineData("h\u00ADíng dÉn", "hướng dẫn")]
    [InlineData("\u00B5 \u03BC", "à à")]
    public void Tcvn3_becomes_unicode(string legacy, string expected) => LegacyEncodings.ToUnicode(legacy, TextEncoding.Tcvn3).ShouldBe(expected);

    [Theory]
    [InlineData("ñy ban nh©n d©n", "ỦY BAN NHÂN DÂN")]
    [InlineData("thµnh phè cÇn th¬", "THÀNH PHỐ CẦN THƠ")]
    public void A_tcvn3_font_of_capitals_shows_capitals(string legacy, string expected) =>
        LegacyEncodings.ToUnicode(legacy, TextEncoding.Tcvn3Capitals).ShouldBe(expected);

    [Theory]
    [InlineData("Sôû Noäi vuï", "Sở Nội vụ")]
    [InlineData("Caàn Thô", "Cần Thơ")]
    [InlineData("UÛY BAN NHAÂN DAÂN QUAÄN NINH KIEÀU", "ỦY BAN NHÂN DÂN QUẬN NINH KIỀU")]
    [InlineData("Ñieåm töï chaám", "Điểm tự chấm")]
    [InlineData("Toång ñieåm thaåm ñònh", "Tổng điểm thẩm định")]
    [InlineData("Vónh Thaïnh, xaõ Myõ Kyø, kyû, lyù, lî", "Vĩnh Thạnh, xã Mỹ Kỳ, kỷ, lý, lỵ")]
    [InlineData("ÑÖÔØNG, ÔÛ, ÖÙNG, HÆ, CHÍ, BÌNH, THÒ", "ĐƯỜNG, Ở, ỨNG, HỈ, CHÍ, BÌNH, THỊ")]
    [InlineData("Aên, naêm, laëng, baèng, baèng, nhaéc, haún, daün", "Ăn, năm, lặng, bằng, bằng, nhắc, hẳn, dẵn")]
    public void Vni_becomes_unicode(string legacy, string expected) => LegacyEncodings.ToUnicode(legacy, TextEncoding.Vni).ShouldBe(expected);

    [Fact]
    public void Both_tables_reach_every_small_vietnamese_letter()
    {
        const string Letters = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ";
        var latin = Enumerable.Range(0xA0, 0x60).Select(code => (char)code).ToList();
        var tcvn3 = latin.Select(code => LegacyEncodings.ToUnicode(code.ToString(), TextEncoding.Tcvn3)).ToHashSet();
        var vni = latin.Select(code => code.ToString())
            .Concat("aeouyöôAEOUYÖÔ".SelectMany(letter => latin.Select(mark => $"{letter}{mark}")))
            .Select(code => LegacyEncodings.ToUnicode(code, TextEncoding.Vni)).ToHashSet();
        foreach (var letter in Letters)
        {
            tcvn3.ShouldContain(letter.ToString());
            vni.ShouldContain(letter.ToString());
            vni.ShouldContain(char.ToUpperInvariant(letter).ToString());
        }
    }

    [Theory]
    [InlineData(".VnTime", TextEncoding.Tcvn3)]
    [InlineData(".VnArial Narrow", TextEncoding.Tcvn3)]
    [InlineData(".VnTimeH", TextEncoding.Tcvn3Capitals)]
    [InlineData("VNI-Times", TextEncoding.Vni)]
    [InlineData("Vni-Helve", TextEncoding.Vni)]
    [InlineData("Times New Roman", TextEncoding.Unicode)]
    [InlineData("", TextEncoding.Unicode)]
    public void A_font_tells_its_encoding(string font, TextEncoding expected) => LegacyEncodings.OfFont(font).ShouldBe(expected);

    [Theory]
    [InlineData("Së Néi vô, Së Y tÕ, ñy ban nh©n d©n", TextEncoding.Tcvn3)]
    [InlineData("Sôû Noäi vuï, Sôû Y teá, uûy ban nhaân daân", TextEncoding.Vni)]
    [InlineData("Sở Nội vụ, Sở Y tế, Ủy ban nhân dân", TextEncoding.Unicode)]
    [InlineData("Ninh Kieu, 92.27", TextEncoding.Unicode)]
    [InlineData("tám ông bà", TextEncoding.Unicode)]
    [InlineData("", TextEncoding.Unicode)]
    public void The_words_tell_the_encoding(string text, TextEncoding expected) => LegacyEncodings.Detect(text).ShouldBe(expected);

    [Fact]
    public void Unicode_stays_as_it_is() => LegacyEncodings.ToUnicode("Cần Thơ", TextEncoding.Unicode).ShouldBe("Cần Thơ");
}
