using ChiSo.Application.Assessment;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Files;
using ChiSo.Engine;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace ChiSo.Application.Tests.Assessment;

/// <summary>Photographs joined into one piece of evidence.</summary>
public sealed class PhotographTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Photographs_become_one_PDF_and_the_same_ones_one_object(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        var first = OpenRound.Must(await AddAsync(round, ("trang 1.png", Png(200)), ("trang 2.png", Png(300))));
        (first.FileName, first.MediaType).ShouldBe(("trang 1.pdf", "application/pdf"));
        OpenRound.Must(await AddAsync(round, ("trang 1.png", Png(200)), ("trang 2.png", Png(300)))).Id.ShouldBe(first.Id);
        (await round.Installation.Evidence.OfAsync(await round.SheetAsync(), Cancel)).Length.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Photographs_of_an_earlier_year_keep_their_day_when_joined(Kind kind)
    {
        using var round = await OpenRound.NewAsync(kind, postgres);
        OpenRound.Must(await AddAsync(round, ("a.jpg", DatedFiles.Jpeg("2020:11:30 09:15:00")), ("b.jpg", DatedFiles.Jpeg("2021:03:05 10:00:00"))));
        var row = (await round.Installation.Evidence.OfAsync(await round.SheetAsync(), Cancel)).ShouldHaveSingleItem();
        (row.Evidence.FileDate, row.DatedBefore).ShouldBe((new(2021, 3, 5), true));
    }

    [Fact]
    public async Task What_cannot_be_joined_is_told_and_nothing_is_kept()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        async Task<string> CodeAsync(params (string Name, byte[] Content)[] photographs) => (await AddAsync(round, photographs)).Problems.ShouldHaveSingleItem().Code;
        (await CodeAsync(("a.png", Png(20)), ("b.pdf", "%PDF-1.7"u8.ToArray()))).ShouldBe("evidence.no-photograph");
        (await CodeAsync(("a.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 1]))).ShouldBe("evidence.photograph-broken");
        (await CodeAsync([.. Enumerable.Repeat(("a.png", Png(20)), Photographs.Most + 1)])).ShouldBe("evidence.photographs-many");
        (await round.Installation.Photographs.AddAsync(Input() with { SaysNotSecret = false }, [("a.png", new MemoryStream(Png(20)))], round.Officer, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("file.secrecy-unstated");
        (await round.Installation.Photographs.AddAsync(Input(), [("a.png", new MemoryStream(Png(20)))], round.Stranger, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("evidence.not-now");
        (await round.Installation.Evidence.OfAsync(await round.SheetAsync(), Cancel)).ShouldBeEmpty();
    }

    private static Task<Result<Evidence>> AddAsync(OpenRound round, params (string Name, byte[] Content)[] photographs) =>
        round.Installation.Photographs.AddAsync(Input() with { FileName = photographs[0].Name }, [.. photographs.Select(one => (one.Name, (Stream)new MemoryStream(one.Content)))], round.Officer, Cancel);

    private static AddEvidence Input() => new(new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Self, new("CD_KH_HT")), "a.png", "", null, "", "", "", SaysNotSecret: true);

    private static byte[] Png(int side)
    {
        using var bitmap = new SKBitmap(side, side);
        bitmap.Erase(SKColors.Green);
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
