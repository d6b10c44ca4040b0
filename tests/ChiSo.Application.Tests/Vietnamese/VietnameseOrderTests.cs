using ChiSo.Application.Vietnamese;
using CsCheck;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Vietnamese;

public class VietnameseOrderTests
{
    [Theory]
    [InlineData("a|ă|â|b|c|d|đ|e|ê|g|h|i|k|l|m|n|o|ô|ơ|p|q|r|s|t|u|ư|v|x|y")]
    [InlineData("ma|mà|mả|mã|má|mạ")]
    [InlineData("An Giang|Bà Rịa|Cà Mau|Cần Thơ|Đà Nẵng|Đắk Lắk|Đồng Nai|Gia Lai|Hà Nội|Huế|Ninh Bình|Sơn La|Tây Ninh|Vĩnh Long")]
    [InlineData("Sở Du lịch|Sở Y tế|Ủy ban|Văn phòng")]
    [InlineData("Phường 2|Phường 10|Phường 10a|Phường An Bình")]
    [InlineData("la|là ma|làm")]
    [InlineData("dân|Dân|dẫn")]
    [InlineData("duy|đa")]
    [InlineData("Tiêu chí 2.1.9|Tiêu chí 2.1.10")]
    public void Names_stand_as_in_a_dictionary(string expected)
    {
        var names = expected.Split('|');
        names.Reverse().Order(VietnameseOrder.Instance).ShouldBe(names);
    }

    [Fact]
    public void Letters_come_before_tones() => VietnameseOrder.Instance.Compare("tạ", "tai").ShouldBeLessThan(0);

    [Fact]
    public void Old_and_new_places_of_a_tone_stand_together() =>
        new[] { "Hoàng", "Hoà", "Hỏa", "Hòa", "Hoa" }.Order(VietnameseOrder.Instance).ShouldBe(["Hoa", "Hoà", "Hòa", "Hỏa", "Hoàng"]);

    [Fact]
    public void It_is_an_order() => Gen.Select(Gen.String, Gen.String, Gen.String).Sample((a, b, c) =>
    {
        var order = VietnameseOrder.Instance;
        Math.Sign(order.Compare(a, b)).ShouldBe(-Math.Sign(order.Compare(b, a)));
        (order.Compare(a, b) == 0).ShouldBe(a == b);
        if (order.Compare(a, b) <= 0 && order.Compare(b, c) <= 0)
            order.Compare(a, c).ShouldBeLessThanOrEqualTo(0);
    });

    [Fact]
    public void Nothing_stands_first()
    {
        VietnameseOrder.Instance.Compare(null, "").ShouldBeLessThan(0);
        VietnameseOrder.Instance.Compare("", null).ShouldBeGreaterThan(0);
        VietnameseOrder.Instance.Compare(null, null).ShouldBe(0);
    }
}
