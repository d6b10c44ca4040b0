using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Surveys.Questionnaires;
using ChiSo.Application.Vietnamese;
using SkiaSharp;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Collection;

/// <summary>A survey that asks for a picture, and people who send one.</summary>
internal static class PictureSurvey
{
    public static Questionnaire Form { get; } = Forms.Good("type|name|label|required|relevant\nselect_one yn|good|Good?|yes|\ntext|why|Why?||\ninteger|visits|Visits||\nimage|photo|Photo|yes|${good} = 'no'");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<OpenSurvey> NewAsync(Kind kind, PostgresServer postgres) => OpenSurvey.NewAsync(kind, postgres, form: Form);

    /// <summary>Takes an answer with a picture of these bytes.</summary>
    public static async Task<(Taken Taken, SentPicture Picture)> AnswerAsync(OpenSurvey open, string key, string why, byte[] content)
    {
        var picture = new SentPicture(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) + ".jpg", content);
        var filling = new Filling(Form, new Dictionary<string, string> { ["good"] = "no", ["why"] = why, ["photo"] = picture.Name }, VietnamTime.Today(open.Clock)) { Pictures = PictureAnswers.Sent };
        return (OpenRound.Must(await open.Installation.Intake.TakeAsync(open.Survey, key, "", filling, AnswerMode.Link, "", Cancel, pictures: [picture])), picture);
    }

    /// <summary>Bytes that lie on several pages, known again by those in their middle.</summary>
    public static byte[] Content() => RandomNumberGenerator.GetBytes(9_000);

    /// <summary>The part of some content that lies far from its row.</summary>
    public static byte[] MarkOf(byte[] content) => content[4_000..4_032];

    /// <summary>So many people answer one after another, the n-th with "n" and a picture.</summary>
    /// <returns>The pictures in that order.</returns>
    public static async Task<List<SentPicture>> AnswerInOrderAsync(OpenSurvey open, int people)
    {
        var pictures = new List<SentPicture>();
        foreach (var (at, link) in (await open.InviteAsync(Math.Max(people, 10))).Take(people).Index()) // fewer can't be invited
            pictures.Add((await AnswerAsync(open, link.Key, (at + 1).ToString(CultureInfo.InvariantCulture), Content())).Picture);
        return pictures;
    }

    public static byte[] Jpeg(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Gray8, SKAlphaType.Opaque);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.LightGray);
            using var ink = new SKPaint { Color = SKColors.Black };
            canvas.DrawCircle(width / 2f, height / 2f, height / 3f, ink);
        }

        using var jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        return jpeg.ToArray();
    }

    /// <summary>A whole picture in black, a bit a pixel: a few bytes that unpack to many.</summary>
    public static byte[] Png(int width, int height)
    {
        using var packed = new MemoryStream();
        using (var pack = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[1 + ((width + 7) / 8)];
            for (var at = 0; at < height; at++)
                pack.Write(row);
        }

        return [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', .. Chunk("IHDR"u8, [.. Big(width), .. Big(height), 1, 0, 0, 0, 0]), .. Chunk("IDAT"u8, packed.ToArray()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> name, byte[] content) => [.. Big(content.Length), .. name, .. content, .. Big((int)Check([.. name, .. content]))];

    private static byte[] Big(int number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];

    private static uint Check(byte[] bytes)
    {
        var check = uint.MaxValue;
        foreach (var one in bytes)
        {
            check ^= one;
            for (var bit = 0; bit < 8; bit++)
                check = (check & 1) == 1 ? (check >> 1) ^ 0xEDB88320 : check >> 1;
        }

        return ~check;
    }
}
