using System.Collections.Immutable;
using System.IO.Compression;
using ChiSo.Application.Files;
using ChiSo.Application.Tests.Results;
using ChiSo.Application.Tests.Results.Fuzzing;
using ChiSo.Application.Tests.Results.RandomRounds;
using ChiSo.Application.Tests.Samples;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace ChiSo.Application.Tests.Files;

/// <summary>Whatever bytes somebody attaches, every reader an upload passes answers: what kind it is, its text, its days, its picture. None throws, hangs or takes the memory. A failure names its case, which is made again from that number alone.</summary>
public sealed class FileFuzzTests
{
    private const int FirstCase = 20_261_200;
    private const long MostBytes = 1L << 30;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private static readonly ImmutableDictionary<string, byte[]> Whole = new Dictionary<string, byte[]>
    {
        ["pdf"] = File.ReadAllBytes(RepositoryFiles.At("tests", "ChiSo.Application.Tests", "Assessment", "SecrecyFiles", "dong-dau-mat.pdf")),
        ["docx"] = DatedFiles.Word("<cp:coreProperties xmlns:cp=\"c\" xmlns:dcterms=\"d\"><dcterms:created>2019-02-01T03:00:00Z</dcterms:created></cp:coreProperties>"),
        ["xlsx"] = RoundTripTests.Workbook(RandomRound.Of(1)),
        ["jpeg"] = DatedFiles.Jpeg("2021:03:05 10:00:00"),
        ["photograph"] = Photograph(SKEncodedImageFormat.Jpeg),
        ["png"] = Photograph(SKEncodedImageFormat.Png),
        ["heic"] = [.. "\0\0\0\x18ftypheic"u8, .. new byte[200], .. "\0\0\0\x06"u8, .. DatedFiles.Exif("2021:03:05 10:00:00"), .. new byte[200]],
        ["zip"] = Archive(),
    }.ToImmutableDictionary();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kinds => [.. Whole.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task A_damaged_file_is_answered(string kind) => RunAsync(kind, 60);

    [Theory]
    [MemberData(nameof(Kinds))]
    [Trait("Duration", "Long")]
    public Task Thousands_of_damaged_files_are_answered(string kind) => RunAsync(kind, 2_000);

    private static async Task RunAsync(string kind, int cases)
    {
        for (var seed = FirstCase; seed < FirstCase + cases; seed++)
        {
            try
            {
                await Task.Factory.StartNew(() => ReadAsync(kind, seed), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap().WaitAsync(Longest, Cancel);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                throw new InvalidOperationException($"{kind}, case {seed}: {error.Message}", error);
            }
        }
    }

    private static async Task ReadAsync(string kind, int seed)
    {
        var mutations = new Mutations(seed);
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var file = new MemoryStream(kind is "docx" or "xlsx" or "zip" && seed % 2 == 0 ? mutations.DamageInside(Whole[kind]) : mutations.Damage(Whole[kind]));
        var (found, refusal) = FileKinds.Of(file);
        (found is null).ShouldBe(refusal is not null);
        if (found is null)
            return;
        FileText.Read(file, found, line => line.Text.ShouldNotBeNull());
        FileDates.Said(file, found).ShouldAllBe(day => day > DateOnly.MinValue);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(MostBytes);
        if (Pictures.CanDraw(found) && found != FileKinds.Heic) // a HEIC is drawn by a program of its own
            await Pictures.RedrawAsync(file, found, 600, Cancel);
    }

    private static byte[] Photograph(SKEncodedImageFormat format)
    {
        using var picture = new SKBitmap(90, 60);
        picture.Erase(SKColors.SteelBlue);
        using var data = picture.Encode(format, 80);
        return data.ToArray();
    }

    private static byte[] Archive()
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in (ReadOnlySpan<(string, byte[])>)[("bao-cao.docx", DatedFiles.Word("<x/>")), ("anh.jpg", Photograph(SKEncodedImageFormat.Jpeg)), ("thu-muc/so-lieu.xlsx", RoundTripTests.Workbook(RandomRound.Of(2)))])
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return packed.ToArray();
    }
}
