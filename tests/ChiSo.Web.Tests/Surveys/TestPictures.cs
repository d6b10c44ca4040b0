using SkiaSharp;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>Pictures that people send.</summary>
internal static class TestPictures
{
    public static byte[] Jpeg(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.LightGray);
            using var ink = new SKPaint { Color = SKColors.DarkBlue };
            canvas.DrawCircle(width / 2f, height / 2f, height / 3f, ink);
        }

        using var jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        return jpeg.ToArray();
    }

    /// <summary>With a place in it, as cameras write one.</summary>
    public static byte[] Tagged(byte[] jpeg) => [.. jpeg[..2], 0xFF, 0xFE, 0, 19, .. "GPS 10.03N 105.78"u8, .. jpeg[2..]];

    public static (int Width, int Height) SizeOf(byte[] jpeg)
    {
        using var bitmap = SKBitmap.Decode(jpeg);
        return (bitmap.Width, bitmap.Height);
    }
}
