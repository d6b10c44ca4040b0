using System.Text;
using ChiSo.Application.Files;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Surveys.Questionnaires;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Collection;

/// <summary>A picture is taken for what it is, not for what it is called.</summary>
public sealed class SentPictureTests
{
    private static readonly DateOnly Today = new(2026, 3, 10);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_is_drawn_anew_smaller_and_gets_a_name_that_tells_nothing()
    {
        var jpeg = PictureSurvey.Jpeg(3_000, 2_000);
        byte[] tagged = [.. jpeg[..2], 0xFF, 0xFE, 0, 20, .. "GPS 10.03N 105.78"u8, 0, .. jpeg[2..]];
        var (filling, pictures) = OpenRound.Must(await ReadAsync("IMG_20260310_0801.jpg", tagged));
        var picture = pictures.ShouldHaveSingleItem();
        picture.Name.ShouldMatch("^[0-9a-f]{32}\\.jpg$");
        FillingChecks.Kept(filling)["photo"].ShouldBe(picture.Name);
        FillingChecks.Faults(filling).ShouldBeEmpty();
        using var drawn = SKBitmap.Decode(picture.Content);
        drawn.Width.ShouldBeInRange(1_200, SentPicture.LongestSide);
        (drawn.Width / (double)drawn.Height).ShouldBe(1.5, 0.01);
        Encoding.Latin1.GetString(picture.Content).ShouldNotContain("GPS");
        OpenRound.Must(await ReadAsync("x", PictureSurvey.Png(300, 200))).Pictures.Single().Name.ShouldNotBe(picture.Name, "the name it came with counts for nothing");
    }

    /// <summary>Noise can't be pressed: it is made smaller until it fits, since it is written again with every answer of its batch.</summary>
    [Fact]
    public async Task A_picture_that_takes_too_many_bytes_is_made_smaller()
    {
        using var noise = new SKBitmap(1_600, 1_600, SKColorType.Rgba8888, SKAlphaType.Opaque);
        new Random(20261201).NextBytes(noise.GetPixelSpan());
        using var png = noise.Encode(SKEncodedImageFormat.Jpeg, 95);
        var content = OpenRound.Must(await ReadAsync("noise.jpg", png.ToArray())).Pictures.Single().Content;
        using var drawn = SKBitmap.Decode(content);
        drawn.Width.ShouldBeLessThan(SentPicture.LongestSide);
        content.Length.ShouldBeLessThanOrEqualTo(512 * 1024);
    }

    public static TheoryData<string, string> Lies => new()
    {
        { "html", "answer.no-picture" },
        { "pdf", "answer.no-picture" },
        { "empty", "answer.no-picture" },
        { "cut", "answer.picture-damaged" },
        { "cut png", "answer.picture-damaged" },
        { "head alone", "answer.picture-damaged" },
        { "bomb", "answer.picture-damaged" },
        { "sixty million", "answer.picture-damaged" },
        { "sixty million png", "answer.picture-damaged" },
        { "large", "answer.picture-too-large" },
        { "not sent", "answer.picture-not-sent" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task What_is_no_whole_picture_refuses_the_form(string lie, string code)
    {
        var content = lie switch
        {
            "html" => "<html><script>alert(1)</script></html>"u8.ToArray(),
            "pdf" => "%PDF-1.7"u8.ToArray(),
            "empty" => [],
            "cut" => PictureSurvey.Jpeg(1_200, 800)[..4_000],
            "cut png" => PictureSurvey.Png(1_200, 800)[..60],
            "head alone" => [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3],
            "bomb" => PictureSurvey.Png(30_000, 30_000), // some hundred kilobytes that would take 3.6 gigabytes
            "sixty million" => PictureSurvey.Jpeg(7_750, 7_750),
            "sixty million png" => PictureSurvey.Png(7_750, 7_750),
            "large" => [0xFF, 0xD8, 0xFF, .. new byte[SentPicture.MostBytes]],
            _ => null,
        };
        var problem = (await ReadAsync("a.jpg", content)).Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Where).ShouldBe((code, "photo"));
        problem.What.Vi.ShouldContain("a.jpg");
        ((long)7_750 * 7_750).ShouldBeGreaterThan(Pictures.MostPixels);
    }

    /// <summary>Pages, paper and files can't send a picture: it holds nobody up there, and a name typed for one is no answer.</summary>
    [Fact]
    public void Where_no_picture_can_come_none_is_asked_for()
    {
        var filling = new Filling(PictureSurvey.Form, new Dictionary<string, string> { ["good"] = "no", ["photo"] = new string('0', 32) + ".jpg" }, Today);
        FillingChecks.Faults(filling).ShouldBeEmpty();
        FillingChecks.Kept(filling).Keys.ShouldBe(["good"]);
        FillingChecks.Faults(new Filling(PictureSurvey.Form, new Dictionary<string, string> { ["good"] = "no" }, Today) { Pictures = PictureAnswers.Sent }).Single().Problem.Code.ShouldBe("answer.missing");
        FillingChecks.Faults(new Filling(PictureSurvey.Form, new Dictionary<string, string> { ["good"] = "yes" }, Today) { Pictures = PictureAnswers.Sent }).ShouldBeEmpty();
        FillingChecks.Faults(new Filling(PictureSurvey.Form, new Dictionary<string, string> { ["good"] = "no" }, Today) { Pictures = PictureAnswers.Kept }).ShouldBeEmpty("none can be added to an answer that lies here");
    }

    [Theory]
    [InlineData("type|name|label\nimage|a|A\nimage|b|B\nimage|c|C\nimage|d|D", "questionnaire.many-pictures", "survey!B5")]
    [InlineData("type|name|label\nbegin_repeat|g|G\nimage|a|A\nend_repeat||", "questionnaire.picture-in-repeat", "survey!B3")]
    [InlineData("type|name|label\nvideo|a|A", "questionnaire.identifies", "survey!A2")]
    public void Few_pictures_are_asked_for_and_each_once(string survey, string code, string where) => Forms.Read(survey).Problems.Where(problem => problem.Code == code).ShouldHaveSingleItem().Where.ShouldBe(where);

    [Fact]
    public void A_question_for_a_picture_is_written_as_it_was_read()
    {
        var table = XlsFormWriter.Tables(PictureSurvey.Form)[0];
        table.Rows.Select(row => row.Cells[0].Text).ShouldBe(["select_one yn", "text", "integer", "image"]);
        Forms.Read(string.Join('\n', [string.Join('|', table.Columns), .. table.Rows.Select(row => string.Join('|', row.Cells.Select(cell => cell.Text)))])).TryGet(out var again).ShouldBeTrue();
        var photo = again!.Questions().Last(); // read just above
        (photo.Name, photo.Kind, photo.Required.Always, photo.Relevant?.Source, photo.Label.Texts.Values.Single()).ShouldBe(("photo", QuestionKind.Picture, true, "${good} = 'no'", PictureSurvey.Form.Questions().Last().Label.Texts.Values.Single()));
    }

    private static Task<Engine.Result<(Filling Filling, System.Collections.Immutable.ImmutableArray<SentPicture> Pictures)>> ReadAsync(string name, byte[]? content) =>
        SentPicture.ReadAsync(new(PictureSurvey.Form, new Dictionary<string, string> { ["good"] = "no", ["photo"] = name }, Today) { Pictures = PictureAnswers.Sent }, asked => asked == name && content is not null ? new MemoryStream(content) : null, Cancel);
}
