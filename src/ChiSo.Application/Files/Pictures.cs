using SkiaSharp;

namespace ChiSo.Application.Files;

/// <summary>Pictures drawn anew: what leaves is pixels of ours, without the hidden parts, places and names cameras write into files.</summary>
public static class Pictures
{
    /// <summary>Pixels beyond which nothing is unpacked: a small file can promise a picture of gigabytes. A large JPEG is unpacked at a fraction of its size.</summary>
    public const long MostPixels = 40_000_000;

    private const int Quality = 82;

    /// <summary>Whether files of a kind can be drawn on this machine.</summary>
    public static bool CanDraw(FileKind kind) => kind == FileKinds.Jpeg || kind == FileKinds.Png || (kind == FileKinds.Heic && HeicDecoder.IsThere);

    /// <summary>A picture upright, as a JPEG of at most so many pixels a side.</summary>
    /// <param name="content">Can seek.</param>
    /// <returns><c>null</c> when it is damaged, too large when unpacked, or of a kind that can't be drawn here.</returns>
    public static async Task<byte[]?> RedrawAsync(Stream content, FileKind kind, int longestSide, CancellationToken cancel)
    {
        if (!CanDraw(kind))
            return null;
        content.Position = 0;
        if (kind == FileKinds.Heic)
            return await HeicDecoder.ToJpegAsync(content, cancel) is { } jpeg ? Redraw(jpeg, longestSide) : null;
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancel);
        return Redraw(copy.GetBuffer().AsSpan(0, (int)copy.Length), longestSide);
    }

    /// <summary>The same of a JPEG or PNG from somebody unknown: nothing of one that is cut off, or has more than <see cref="MostPixels"/> as it was sent, whatever a fraction of it would take.</summary>
    public static byte[]? RedrawWhole(ReadOnlySpan<byte> content, int longestSide)
    {
        using var data = SKData.CreateCopy(content);
        using var codec = SKCodec.Create(data);
        return codec is null || (long)codec.Info.Width * codec.Info.Height > MostPixels ? null : Redraw(codec, longestSide, [SKCodecResult.Success]);
    }

    private static byte[]? Redraw(ReadOnlySpan<byte> content, int longestSide)
    {
        using var data = SKData.CreateCopy(content);
        using var codec = SKCodec.Create(data);
        return codec is null ? null : Redraw(codec, longestSide, [SKCodecResult.Success, SKCodecResult.IncompleteInput]); // evidence is better seen in part than not at all
    }

    /// <param name="enough">How unpacking may end for the picture to be drawn.</param>
    private static byte[]? Redraw(SKCodec codec, int longestSide, ReadOnlySpan<SKCodecResult> enough)
    {
        if (codec.Info.Width <= 0 || codec.Info.Height <= 0)
            return null;
        var size = Near(codec, Math.Min(1f, longestSide / (float)Math.Max(codec.Info.Width, codec.Info.Height)));
        if ((long)size.Width * size.Height > MostPixels)
            return null;
        using var bitmap = new SKBitmap(size);
        return enough.Contains(codec.GetPixels(size, bitmap.GetPixels())) ? Drawn(bitmap, codec.EncodedOrigin, longestSide) : null;
    }

    /// <summary>Large photographs are decoded at a fraction of their size where the format allows it.</summary>
    private static SKImageInfo Near(SKCodec codec, float scale)
    {
        var size = codec.GetScaledDimensions(scale);
        return new(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul);
    }

    private static byte[]? Drawn(SKBitmap bitmap, SKEncodedOrigin origin, int longestSide)
    {
        var scale = Math.Min(1f, longestSide / (float)Math.Max(bitmap.Width, bitmap.Height));
        var (width, height) = (Math.Max(1, (int)Math.Round(bitmap.Width * scale)), Math.Max(1, (int)Math.Round(bitmap.Height * scale)));
        var isTurned = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        using var surface = SKSurface.Create(new SKImageInfo(isTurned ? height : width, isTurned ? width : height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var canvas = surface.Canvas;
        canvas.Clear(SKColors.White);
        canvas.Concat(Upright(origin, width, height));
        using var image = SKImage.FromBitmap(bitmap);
        canvas.DrawImage(image, SKRect.Create(width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var drawn = surface.Snapshot();
        using var encoded = drawn.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return encoded?.ToArray();
    }

    /// <summary>How a picture of this size as stored is turned to how it is seen.</summary>
    private static SKMatrix Upright(SKEncodedOrigin origin, float width, float height) => origin switch
    {
        SKEncodedOrigin.TopRight => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new(0, -1, height, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new(0, -1, height, -1, 0, width, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
