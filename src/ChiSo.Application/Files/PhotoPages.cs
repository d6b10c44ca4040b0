using SkiaSharp;

namespace ChiSo.Application.Files;

/// <summary>Photographs laid one to a page of A4, in one PDF. The same photographs give the same bytes.</summary>
public static class PhotoPages
{
    /// <summary>Of a photograph on its page: some 200 dots an inch, so that small print can be read.</summary>
    public const int LongestSide = 2_340;

    private const float Short = 595;
    private const float Long = 842;
    private const float Margin = 18;

    /// <param name="photographs">As JPEG, upright: <see cref="Pictures.RedrawAsync"/>.</param>
    /// <param name="taken">The day the file says of itself; <c>null</c> for none.</param>
    public static void Write(Stream to, IEnumerable<byte[]> photographs, DateOnly? taken)
    {
        using var document = SKDocument.CreatePdf(to, new SKDocumentPdfMetadata { EncodingQuality = 100, RasterDpi = 72, Creation = taken?.ToDateTime(new(12, 0), DateTimeKind.Utc) });
        foreach (var photograph in photographs)
        {
            using var data = SKData.CreateCopy(photograph);
            using var image = SKImage.FromEncodedData(data);
            var (width, height) = image.Width > image.Height ? (Long, Short) : (Short, Long);
            var canvas = document.BeginPage(width, height);
            var scale = Math.Min((width - 2 * Margin) / image.Width, (height - 2 * Margin) / image.Height);
            var (drawnWidth, drawnHeight) = (image.Width * scale, image.Height * scale);
            canvas.DrawImage(image, SKRect.Create((width - drawnWidth) / 2, (height - drawnHeight) / 2, drawnWidth, drawnHeight));
            document.EndPage();
        }

        document.Close();
    }
}
