using System.IO.Compression;
using System.Text;
using ChiSo.Application.Files;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Files;

/// <summary>Files are told by their content, whatever they are called.</summary>
public sealed class FileKindTests
{
    public static TheoryData<byte[], string> Accepted => new()
    {
        { "%PDF-1.7\n"u8.ToArray(), ".pdf" },
        { [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3], ".jpg" },
        { [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0], ".png" },
        { [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0], ".heic" },
        { [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0], ".doc" },
        { Zip(("word/document.xml", "<w/>"u8.ToArray())), ".docx" },
        { Zip(("xl/workbook.xml", "<x/>"u8.ToArray())), ".xlsx" },
        { Zip(("a.pdf", "%PDF-1.4"u8.ToArray()), ("b/c.jpg", [0xFF, 0xD8, 0xFF, 0])), ".zip" },
    };

    public static TheoryData<byte[], FileRefusal> Refused => new()
    {
        { [], FileRefusal.Empty },
        { "<html><script>"u8.ToArray(), FileRefusal.UnknownKind },
        { "MZ\x90"u8.ToArray(), FileRefusal.UnknownKind },
        { "<svg xmlns=''/>"u8.ToArray(), FileRefusal.UnknownKind },
        { "#!/bin/sh"u8.ToArray(), FileRefusal.UnknownKind },
        { Zip(("a.exe", "MZ"u8.ToArray())), FileRefusal.UnknownEntry },
        { Zip(("a.pdf", "<html>"u8.ToArray())), FileRefusal.UnknownEntry },
        { Zip(("inner.zip", Zip(("a.pdf", "%PDF-"u8.ToArray())))), FileRefusal.UnknownEntry },
        { Zip(("word/document.xml", "<w/>"u8.ToArray()), ("word/vbaProject.bin", [1])), FileRefusal.UnknownEntry },
        { Zip(("a.pdf", [.. "%PDF-"u8, .. new byte[30 * 1024 * 1024]])), FileRefusal.UnsafeZip },
        { "PK\x03\x04 and then nothing of the kind"u8.ToArray(), FileRefusal.UnsafeZip },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Accepted_kinds_are_told_by_their_content(byte[] content, string ending) =>
        FileKinds.Of(new MemoryStream(content)).Kind.ShouldNotBeNull().Ending.ShouldBe(ending);

    [Theory]
    [MemberData(nameof(Refused))]
    public void Everything_else_is_refused_with_its_reason(byte[] content, FileRefusal why) =>
        FileKinds.Of(new MemoryStream(content)).ShouldBe((null, why));

    [Theory]
    [InlineData("../../etc/passwd", "passwd.pdf")]
    [InlineData("C:\\Users\\a\\Báo cáo.PDF", "Báo cáo.pdf")]
    [InlineData("gpj.\u202Eexe.pdf", "gpj.exe.pdf")]
    [InlineData("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf")]
    [InlineData("e\u0302\u0301e\u0302\u0301/e\u0302\u0301.pdf", "ế.pdf")] // letters in parts, as some systems send them
    [InlineData("", "tai-lieu.pdf")]
    [InlineData("...", "tai-lieu.pdf")]
    public void Names_are_safe_to_show_and_to_send(string name, string shown) => FileNames.Shown(name, FileKinds.Pdf).ShouldBe(shown);

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return packed.ToArray();
    }
}
