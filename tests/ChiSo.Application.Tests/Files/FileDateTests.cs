using System.Text;
using ChiSo.Application.Files;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Files;

/// <summary>What files say of their own days, and that those which lie harm nothing.</summary>
public sealed class FileDateTests
{
    private const string Core = """<cp:coreProperties xmlns:cp="c" xmlns:dcterms="d"><dcterms:created>2019-02-01T03:00:00Z</dcterms:created><dcterms:modified>2021-12-30T18:30:00Z</dcterms:modified></cp:coreProperties>""";

    private static readonly DateOnly Today = new(2024, 11, 1);

    [Fact]
    public void A_PDF_says_when_it_was_made_and_changed() =>
        Latest(DatedFiles.Pdf("/CreationDate (D:20190201100000+07'00') /ModDate (D:20210305100000+07'00')"), FileKinds.Pdf).ShouldBe(new(2021, 3, 5));

    [Theory]
    [InlineData("<xmp:CreateDate>2020-05-06T07:00:00+07:00</xmp:CreateDate>")]
    [InlineData("<rdf:Description xmp:CreateDate=\"2020-05-06T07:00:00+07:00\"/>")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aaaa\">]><x xmp:ModifyDate='2020-05-06'>&a;</x>")]
    public void A_PDF_says_it_in_its_XMP_too(string xmp) => Latest(DatedFiles.Pdf("", xmp), FileKinds.Pdf).ShouldBe(new(2020, 5, 6));

    [Fact]
    public void A_Word_file_says_it_in_its_properties_by_the_day_in_Vietnam() => Latest(DatedFiles.Word(Core), FileKinds.Word).ShouldBe(new(2021, 12, 31));

    [Fact]
    public void A_photograph_says_when_it_was_taken()
    {
        Latest(DatedFiles.Jpeg("2021:03:05 10:00:00"), FileKinds.Jpeg).ShouldBe(new(2021, 3, 5));
        Latest([.. "\0\0\0\x18ftypheic"u8, .. new byte[500], .. "\0\0\0\x06"u8, .. DatedFiles.Exif("2021:03:05 10:00:00"), .. new byte[500]], FileKinds.Heic).ShouldBe(new(2021, 3, 5));
    }

    [Fact]
    public void A_day_that_cannot_be_true_gives_way_to_one_that_can()
    {
        FileDates.Latest([new(1970, 1, 1), new(2022, 1, 2), new(2099, 1, 1)], Today).ShouldBe(new(2022, 1, 2));
        FileDates.Latest([Today.AddYears(-10).AddDays(-1), Today.AddDays(2)], Today).ShouldBeNull();
        FileDates.Latest([new(2000, 1, 1), new(2021, 1, 1), new(2022, 1, 1)], Today).ShouldBeNull("clocks that were never set begin there");
        FileDates.Latest([Today.AddYears(-10)], Today).ShouldBe(Today.AddYears(-10));
        FileDates.Latest([Today.AddDays(1)], Today).ShouldBe(Today.AddDays(1));
    }

    [Fact]
    public void Every_damage_of_a_photograph_says_no_day_or_the_right_one()
    {
        var whole = DatedFiles.Exif("2021:03:05 10:00:00");
        for (var place = 0; place < whole.Length; place++)
        {
            foreach (var value in (byte[])[0, 1, 0x7F, 0xFF])
            {
                byte[] hurt = [.. whole];
                hurt[place] = value;
                FileDates.Said(new MemoryStream(hurt), FileKinds.Jpeg).Count.ShouldBeLessThanOrEqualTo(1);
            }

            FileDates.Said(new MemoryStream(whole[..place]), FileKinds.Jpeg).Count.ShouldBeLessThanOrEqualTo(1);
        }
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><x><created>&a;</created></x>")]
    [InlineData("<x><created>9999-12-31T23:59:59Z</created><modified>0001-01-01</modified></x>")]
    [InlineData("<x><created>31/12/2021 25:61</created></x>")]
    [InlineData("<x><created><created>")]
    public void Properties_that_lie_say_nothing(string core) => Latest(DatedFiles.Word(core), FileKinds.Word).ShouldBeNull();

    [Theory]
    [InlineData("%PDF-1.7\ntrailer << /Info 1 0 R >>")]
    [InlineData("%PDF-1.7\n1 0 obj << /CreationDate 1 0 R >> endobj")]
    public void A_damaged_PDF_says_nothing(string text) => Latest(Encoding.UTF8.GetBytes(text), FileKinds.Pdf).ShouldBeNull();

    private static DateOnly? Latest(byte[] file, FileKind kind) => FileDates.Latest(FileDates.Said(new MemoryStream(file), kind), Today);
}
