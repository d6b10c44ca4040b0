using System.IO.Compression;
using System.Text;
using ChiSo.Application.Assessment;
using ChiSo.Application.Files;
using ChiSo.Application.Tests.Samples;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Assessment;

/// <summary>Secrecy stamps in files: found where they stand alone, not where words of a sentence are the same.</summary>
public sealed class SecrecyMarkTests
{
    /// <summary>PDF files as a browser prints them (made for this test), and two photographs in one PDF.</summary>
    [Theory]
    [InlineData("dong-dau-mat.pdf", SecrecyFinding.Marked, "trang 1", "TỐI MẬT")]
    [InlineData("nhac-den-mat.pdf", SecrecyFinding.None, "", "")]
    [InlineData("bang-do-mat.pdf", SecrecyFinding.Unclear, "", "")]
    [InlineData("anh-chup.pdf", SecrecyFinding.Unclear, "", "")]
    public void A_stamp_in_a_PDF_is_told_from_words_and_from_heads_of_a_table(string name, SecrecyFinding finding, string place, string mark)
    {
        using var file = File.OpenRead(RepositoryFiles.At("tests", "ChiSo.Application.Tests", "Assessment", "SecrecyFiles", name));
        ShouldBe(file, FileKinds.Pdf, finding, place, mark);
    }

    [Theory]
    [InlineData("MẬT", SecrecyFinding.Marked)]
    [InlineData("TUYỆT MẬT", SecrecyFinding.Marked)]
    [InlineData("T Ố I   M Ậ T", SecrecyFinding.Marked)]
    [InlineData("[ MẬT ]", SecrecyFinding.Marked)]
    [InlineData("Độ mật: Tối mật", SecrecyFinding.Marked)]
    [InlineData("MA\u0302\u0323T", SecrecyFinding.Marked)] // letters in parts
    [InlineData("Tối mật", SecrecyFinding.Unclear)]
    [InlineData("mật", SecrecyFinding.Unclear)]
    [InlineData("Không có văn bản TỐI MẬT", SecrecyFinding.None)]
    [InlineData("MẬT ONG RỪNG", SecrecyFinding.None)]
    [InlineData("TUYỆT MẬT.", SecrecyFinding.None)]
    [InlineData("BẢO MẬT THÔNG TIN", SecrecyFinding.None)]
    [InlineData("BÍ MẬT", SecrecyFinding.None)]
    public void A_line_of_a_Word_file_is_a_stamp_when_it_holds_nothing_else(string line, SecrecyFinding finding)
    {
        using var file = Word("word/document.xml", $"<w:p><w:r><w:t>Số: 12/BC</w:t></w:r></w:p><w:p><w:r><w:t>{line[..2]}</w:t></w:r><w:r><w:t xml:space=\"preserve\">{line[2..]}</w:t></w:r></w:p><w:p><w:r><w:t>Kính gửi</w:t></w:r></w:p>");
        SecrecyMarks.Find(file, FileKinds.Word).Finding.ShouldBe(finding);
    }

    [Theory]
    [InlineData("word/header1.xml", "<w:p><w:r><w:t>MẬT</w:t></w:r></w:p>", "đầu trang")]
    [InlineData("word/document.xml", "<w:p><w:r><w:t>Số: 1</w:t></w:r><w:r><w:txbxContent><w:p><w:r><w:t>MẬT</w:t></w:r></w:p></w:txbxContent></w:r><w:r><w:t>tiếp</w:t></w:r></w:p>", "trong văn bản")]
    [InlineData("word/document.xml", "<w:p><w:r><w:t>Số: 1</w:t><w:br/><w:t>MẬT</w:t></w:r></w:p>", "trong văn bản")]
    public void A_stamp_in_a_header_a_text_box_or_after_a_break_is_seen(string part, string body, string place)
    {
        using var file = Word(part, body);
        ShouldBe(file, FileKinds.Word, SecrecyFinding.Marked, place, "MẬT");
    }

    [Theory]
    [InlineData("xl/sharedStrings.xml", "<si><t>Số: 1</t></si><si><r><t>TỐI</t></r><r><t xml:space=\"preserve\"> MẬT</t></r></si>", SecrecyFinding.Marked)]
    [InlineData("xl/worksheets/sheet1.xml", "<headerFooter><oddHeader>&amp;C&amp;\"Times,Bold\"&amp;14TỐI MẬT&amp;RTrang &amp;P</oddHeader></headerFooter>", SecrecyFinding.Marked)]
    [InlineData("xl/sharedStrings.xml", "<si><t>Không có văn bản TỐI MẬT</t></si><si><t>Mật ong</t></si>", SecrecyFinding.None)]
    [InlineData("xl/sharedStrings.xml", "<si><t>MẬT</t></si><si><t>TỐI MẬT</t></si><si><t>TUYỆT MẬT</t></si>", SecrecyFinding.Unclear)]
    public void Cells_and_headers_of_a_workbook_are_read(string part, string body, SecrecyFinding finding)
    {
        using var file = Zip((part, Encoding.UTF8.GetBytes($"<x>{body}</x>")), ("xl/workbook.xml", "<x/>"u8.ToArray()));
        SecrecyMarks.Find(file, FileKinds.Excel).Finding.ShouldBe(finding);
    }

    [Fact]
    public void Files_in_an_archive_are_read_and_a_picture_among_them_leaves_it_unclear()
    {
        using var stamped = Word("word/document.xml", "<w:p><w:r><w:t>MẬT</w:t></w:r></w:p>");
        using var plain = Word("word/document.xml", "<w:p><w:r><w:t>Báo cáo</w:t></w:r></w:p>");
        using var archive = Zip(("a.docx", plain.ToArray()), ("b/c.docx", stamped.ToArray()));
        ShouldBe(archive, FileKinds.Zip, SecrecyFinding.Marked, "b/c.docx, trong văn bản", "MẬT");
        using var named = Zip(("MẬT.docx", plain.ToArray()));
        SecrecyMarks.Find(named, FileKinds.Zip).Finding.ShouldBe(SecrecyFinding.Marked);
        using var clean = Zip(("a.docx", plain.ToArray()));
        SecrecyMarks.Find(clean, FileKinds.Zip).Finding.ShouldBe(SecrecyFinding.None);
        using var pictured = Zip(("a.docx", plain.ToArray()), ("b.jpg", [0xFF, 0xD8, 0xFF, 0]));
        SecrecyMarks.Find(pictured, FileKinds.Zip).Finding.ShouldBe(SecrecyFinding.Unclear);
    }

    [Fact]
    public void What_cannot_be_read_is_unclear_whatever_its_kind()
    {
        using var picture = new MemoryStream([0xFF, 0xD8, 0xFF, 0]);
        SecrecyMarks.Find(picture, FileKinds.Jpeg).Finding.ShouldBe(SecrecyFinding.Unclear);
        using var damaged = new MemoryStream("%PDF-1.7 và hết"u8.ToArray());
        SecrecyMarks.Find(damaged, FileKinds.Pdf).Finding.ShouldBe(SecrecyFinding.Unclear);
        using var torn = Word("word/document.xml", "<w:p><w:r>");
        SecrecyMarks.Find(torn, FileKinds.Word).Finding.ShouldBe(SecrecyFinding.Unclear);
    }

    [Fact]
    public void A_PDF_that_promises_gigabytes_is_given_up_and_not_unpacked()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var spaces = Encoding.ASCII.GetBytes(new string(' ', 1024 * 1024));
            for (var megabyte = 0; megabyte < 300; megabyte++)
                zlib.Write(spaces);
        }

        using var file = new MemoryStream();
        file.Write("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n"u8);
        file.Write(Encoding.ASCII.GetBytes($"4 0 obj<</Length {packed.Length}/Filter/FlateDecode>>stream\n"));
        file.Write(packed.ToArray());
        file.Write("\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"u8);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        SecrecyMarks.Find(file, FileKinds.Pdf).Finding.ShouldBe(SecrecyFinding.Unclear);
        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(200L * 1024 * 1024);
    }

    private static void ShouldBe(Stream file, FileKind kind, SecrecyFinding finding, string place, string mark)
    {
        var found = SecrecyMarks.Find(file, kind);
        (found.Finding, found.Place.Vi, found.Mark).ShouldBe((finding, place, mark));
    }

    private static MemoryStream Word(string part, string body) =>
        Zip((part, Encoding.UTF8.GetBytes($"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>")), ("word/styles.xml", "<x/>"u8.ToArray()));

    private static MemoryStream Zip(params (string Name, byte[] Content)[] entries)
    {
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        packed.Position = 0;
        return packed;
    }
}
