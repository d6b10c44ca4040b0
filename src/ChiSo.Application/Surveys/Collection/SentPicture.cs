using System.Collections.Immutable;
using System.Security.Cryptography;
using ChiSo.Application.Files;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>A picture that was sent with an answer, as it lies beside it.</summary>
/// <param name="Name">Random: it tells neither when it was taken, nor with what, nor by whom.</param>
/// <param name="Content">A JPEG drawn anew, without anything hidden.</param>
public sealed record SentPicture(string Name, byte[] Content)
{
    /// <summary>In pixels. Form programs are asked to make pictures as small before they send them.</summary>
    public const int LongestSide = 1_600;

    /// <summary>Bytes of one picture as it may be sent.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    /// <summary>Bytes of one picture as it may lie in the store: it is written again with each answer of its batch.</summary>
    private const int MostKept = 512 * 1024;

    private const int NameBytes = 16;

    /// <summary>Smaller ones where the largest takes too many bytes; noise takes as many in the last.</summary>
    private static readonly ImmutableArray<int> Sides = [LongestSide, 1_200, 800];

    /// <summary>Unpacking takes memory by the pixel: two at once, whoever sends.</summary>
    private static readonly SemaphoreSlim Drawing = new(2, 2);

    /// <summary>Takes the pictures a filling names by what they are, and gives them random names. One that isn't there, or isn't what it should be, refuses the whole.</summary>
    /// <param name="filling">With the names of files for its pictures.</param>
    /// <param name="open">The file of that name, which can seek; <c>null</c> for none.</param>
    /// <returns>The filling with the random names, and the pictures.</returns>
    public static async Task<Result<(Filling Filling, ImmutableArray<SentPicture> Pictures)>> ReadAsync(Filling filling, Func<string, Stream?> open, CancellationToken cancel)
    {
        var (problems, names, pictures) = (new List<Problem>(), new Dictionary<string, string>(StringComparer.Ordinal), ImmutableArray.CreateBuilder<SentPicture>());
        foreach (var (question, turn) in filling.Asked().Where(asked => asked.Question.Kind == QuestionKind.Picture && filling.Value(asked.Question, asked.Turn).Length > 0))
        {
            var (key, name) = (new AnswerKey(question.Name, turn).ToString(), filling.Typed(new AnswerKey(question.Name, turn).ToString()).Trim()); // letter by letter as the file is called
            await using var content = open(name);
            var read = content is null ? PictureProblems.NotSent(key, name) : await TakeAsync(content, key, name, cancel);
            problems.AddRange(read.Problems);
            if (!read.TryGet(out var picture))
                continue;
            names[key] = picture.Name;
            pictures.Add(picture);
        }

        return problems.Count > 0 ? problems.ToImmutableArray() : (filling.WithPictures(names), pictures.ToImmutable());
    }

    private static async Task<Result<SentPicture>> TakeAsync(Stream content, string key, string name, CancellationToken cancel)
    {
        if (content.Length > MostBytes)
            return PictureProblems.TooLarge(key, name);
        if (FileKinds.OfPicture(content) is not { } kind || kind == FileKinds.Heic)
            return PictureProblems.NoPicture(key, name);
        using var copy = new MemoryStream((int)content.Length);
        await content.CopyToAsync(copy, cancel);
        await Drawing.WaitAsync(cancel);
        try
        {
            return Draw(copy.GetBuffer().AsSpan(0, (int)copy.Length)) is { } drawn ? new SentPicture(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NameBytes)) + FileKinds.Jpeg.Ending, drawn) : PictureProblems.Damaged(key, name);
        }
        finally
        {
            Drawing.Release();
        }
    }

    private static byte[]? Draw(ReadOnlySpan<byte> content)
    {
        byte[]? drawn = null;
        foreach (var side in Sides)
        {
            drawn = Pictures.RedrawWhole(content, side);
            if (drawn is null || drawn.Length <= MostKept)
                break;
        }

        return drawn;
    }
}

/// <summary>What can be wrong with a picture that was sent with an answer.</summary>
internal static class PictureProblems
{
    public static Problem NotSent(string key, string name) => new("answer.picture-not-sent", key,
        new($"Phiếu có ảnh “{name}” nhưng ảnh không được gửi kèm; phiếu chưa được ghi nhận.", $"The form names the picture “{name}”, which was not sent with it; the form was not taken."),
        new("Gửi lại phiếu cùng mọi ảnh trong một lần.", "Send the form again with all its pictures at once."));

    public static Problem TooLarge(string key, string name) => new("answer.picture-too-large", key,
        new($"Ảnh “{name}” lớn hơn {SentPicture.MostBytes / (1024 * 1024)} MB; phiếu chưa được ghi nhận.", $"The picture “{name}” is larger than {SentPicture.MostBytes / (1024 * 1024)} MB; the form was not taken."),
        new("Chụp lại ở cỡ nhỏ hơn rồi gửi lại.", "Take it again in a smaller size and send again."));

    public static Problem NoPicture(string key, string name) => new("answer.no-picture", key,
        new($"Tệp “{name}” không phải là ảnh JPEG hay PNG; phiếu chưa được ghi nhận.", $"The file “{name}” is no JPEG or PNG picture; the form was not taken."),
        new("Chọn ảnh khác, hoặc bỏ ảnh, rồi gửi lại.", "Choose another picture, or none, and send again."));

    public static Problem Damaged(string key, string name) => new("answer.picture-damaged", key,
        new($"Ảnh “{name}” bị hỏng, bị cắt cụt hoặc có hơn {Pictures.MostPixels / 1_000_000} triệu điểm ảnh; phiếu chưa được ghi nhận.", $"The picture “{name}” is damaged, cut off, or has more than {Pictures.MostPixels / 1_000_000} million pixels; the form was not taken."),
        new("Chụp lại ở cỡ nhỏ hơn, hoặc chọn ảnh khác, rồi gửi lại.", "Take it again in a smaller size, or choose another, and send again."));
}
