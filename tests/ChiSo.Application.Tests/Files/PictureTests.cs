using System.Diagnostics;
using ChiSo.Application.Files;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace ChiSo.Application.Tests.Files;

/// <summary>Pictures drawn anew, and laid into a PDF.</summary>
public sealed class PictureTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_is_drawn_smaller_and_nothing_hidden_in_it_comes_along()
    {
        var drawn = (await RedrawAsync(Photo(1200, 800, "GPS 10.03N 105.78E"), FileKinds.Jpeg, 600)).ShouldNotBeNull();
        using var picture = SKBitmap.Decode(drawn);
        (picture.Width, picture.Height).ShouldBe((600, 400));
        System.Text.Encoding.Latin1.GetString(drawn).ShouldNotContain("GPS");
        IsBlue(picture, 20, 20).ShouldBeTrue("the mark in the corner is still there");
    }

    /// <summary>What each orientation of the EXIF standard says of where the top left corner as stored is seen.</summary>
    [Theory]
    [InlineData(1, 60, 40, "top left")]
    [InlineData(2, 60, 40, "top right")]
    [InlineData(3, 60, 40, "bottom right")]
    [InlineData(4, 60, 40, "bottom left")]
    [InlineData(5, 40, 60, "top left")]
    [InlineData(6, 40, 60, "top right")]
    [InlineData(7, 40, 60, "bottom right")]
    [InlineData(8, 40, 60, "bottom left")]
    public async Task A_photograph_is_turned_upright(int orientation, int width, int height, string corner)
    {
        using var picture = SKBitmap.Decode((await RedrawAsync(Turned(Photo(60, 40), orientation), FileKinds.Jpeg, 1000)).ShouldNotBeNull());
        (picture.Width, picture.Height).ShouldBe((width, height));
        var (x, y) = (corner.EndsWith("left", StringComparison.Ordinal) ? 3 : width - 4, corner.StartsWith("top", StringComparison.Ordinal) ? 3 : height - 4);
        IsBlue(picture, x, y).ShouldBeTrue();
        IsBlue(picture, width - 1 - x, height - 1 - y).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_damaged_or_promises_a_picture_of_gigabytes_is_not_drawn()
    {
        (await RedrawAsync([0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3], FileKinds.Jpeg, 100)).ShouldBeNull();
        var png = Png(10, 10);
        png[18] = png[22] = 0xFF; // sixty thousand pixels a side
        (await RedrawAsync(png, FileKinds.Png, 100)).ShouldBeNull();
        (await RedrawAsync("%PDF-1.7"u8.ToArray(), FileKinds.Pdf, 100)).ShouldBeNull();
    }

    [Fact]
    public async Task Photographs_are_pages_of_one_PDF_and_the_same_ones_make_the_same_bytes()
    {
        var (tall, wide) = ((await RedrawAsync(Photo(400, 600), FileKinds.Jpeg, 1000)).ShouldNotBeNull(), (await RedrawAsync(Png(600, 400), FileKinds.Png, 1000)).ShouldNotBeNull());
        var file = Joined(tall, wide);
        file.ShouldBe(Joined(tall, wide));
        using var document = UglyToad.PdfPig.PdfDocument.Open(file);
        document.GetPages().Select(page => (page.Width > page.Height, page.NumberOfImages)).ShouldBe([(false, 1), (true, 1)]);
    }

    [Fact]
    public async Task A_photograph_in_HEIC_is_drawn_where_the_system_has_a_decoder()
    {
        const string Encoder = "/usr/bin/heif-enc";
        if (!File.Exists(Encoder))
            Assert.Skip("libheif-examples is not installed (./test installs it).");
        var folder = Directory.CreateTempSubdirectory("chiso-heic-test-");
        try
        {
            var (from, to) = (Path.Combine(folder.FullName, "a.jpg"), Path.Combine(folder.FullName, "a.heic"));
            await File.WriteAllBytesAsync(from, Photo(320, 240), Cancel);
            using (var process = Process.Start(new ProcessStartInfo(Encoder, ["-q", "90", from, "-o", to]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true }).ShouldNotBeNull())
                await process.WaitForExitAsync(Cancel);
            var heic = await File.ReadAllBytesAsync(to, Cancel);
            FileKinds.Of(new MemoryStream(heic)).Kind.ShouldBe(FileKinds.Heic);
            using var picture = SKBitmap.Decode((await RedrawAsync(heic, FileKinds.Heic, 1000)).ShouldNotBeNull());
            (picture.Width, picture.Height).ShouldBe((320, 240));
            (await RedrawAsync([.. heic[..200]], FileKinds.Heic, 1000)).ShouldBeNull("cut off");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<byte[]?> RedrawAsync(byte[] content, FileKind kind, int longestSide) => Pictures.RedrawAsync(new MemoryStream(content), kind, longestSide, Cancel);

    private static byte[] Joined(params byte[][] photographs)
    {
        using var file = new MemoryStream();
        PhotoPages.Write(file, photographs, null);
        return file.ToArray();
    }

    private static bool IsBlue(SKBitmap picture, int x, int y) => picture.GetPixel(x, y) is { Blue: > 150, Red: < 100 };

    /// <param name="comment">Written into the file beside the pixels.</param>
    private static byte[] Photo(int width, int height, string comment = "")
    {
        using var bitmap = Drawn(width, height);
        using var jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, 95);
        var bytes = jpeg.ToArray();
        return comment.Length == 0 ? bytes : [.. bytes[..2], 0xFF, 0xFE, 0, (byte)(comment.Length + 2), .. System.Text.Encoding.ASCII.GetBytes(comment), .. bytes[2..]];
    }

    private static byte[] Png(int width, int height)
    {
        using var bitmap = Drawn(width, height);
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    /// <summary>Red, with a blue mark in the corner at the top left.</summary>
    private static SKBitmap Drawn(int width, int height)
    {
        var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.Red);
        using var blue = new SKPaint { Color = SKColors.Blue };
        canvas.DrawRect(0, 0, width / 3f, height / 3f, blue);
        return bitmap;
    }

    /// <summary>The same with an EXIF part that tells how it was held.</summary>
    private static byte[] Turned(byte[] jpeg, int orientation) =>
    [
        .. jpeg[..2], 0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, .. jpeg[2..],
    ];
}
