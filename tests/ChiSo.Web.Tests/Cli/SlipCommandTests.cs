using System.Text;
using System.Text.RegularExpressions;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Web.Tests.Surveys;
using QRCoder;

namespace ChiSo.Web.Tests.Cli;

/// <summary>Links printed as slips.</summary>
public sealed partial class SlipCommandTests(SurveyPages pages) : IClassFixture<SurveyPages>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Slips_are_a_sheet_of_eight_and_their_codes_hold_the_links()
    {
        var (survey, slips) = await SlipsAsync(10);
        var html = SlipSheets.Html(survey, slips, ["vi", "km"]);
        html.Split("class=\"sheet\"").Length.ShouldBe(3);
        foreach (var told in (string[])["Sở Nội vụ", "Tự nguyện", "0000 000 000", "khaosat.example.vn/s/", "ដោយស្ម័គ្រចិត្ត", slips[9].SpacedKey])
            html.ShouldContain(told);
        foreach (var (slip, picture) in slips.Zip(Pictures().Matches(html)))
        {
            using var generator = new QRCodeGenerator();
            using var data = generator.CreateQrCode(slip.Link, QRCodeGenerator.ECCLevel.M);
            Drawn(picture.Value, data.ModuleMatrix.Count).ShouldBe(data.ModuleMatrix.Select(row => string.Concat(row.Cast<bool>().Select(dark => dark ? '#' : '.'))));
        }
    }

    [Fact]
    public async Task A_pdf_is_printed_with_the_letters_of_both_languages()
    {
        var (_, slips) = await SlipsAsync(10);
        var (links, to) = (Path.Combine(pages.Folder, "links.csv"), Path.Combine(pages.Folder, "slips.pdf"));
        await File.WriteAllTextAsync(links, "unit,link\n" + string.Concat(slips.Select(slip => $"{slip.Unit.Code},{slip.Link}\n")), Cancel);
        var run = await CallAsync(links, "--to", to, "--languages", "vi,km");
        run.Code.ShouldBe(0, run.Error);
        run.Out.ShouldNotContain(slips[0].Key);
        var pdf = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(to, Cancel));
        pdf.ShouldStartWith("%PDF-");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(to).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite); // its links are secrets
        PageCount().Match(pdf).Groups["pages"].Value.ShouldBe("2");
    }

    [Theory]
    [InlineData("unit,link\nnoivu,https://khaosat.example.vn/s/khac?k=0123456789abcdefghjkmnpq\n", "vi", "survey.slip-link")]
    [InlineData("unit,link\nnoivu,javascript:alert(1)\n", "vi", "survey.slip-link")]
    [InlineData("unit,link\nkhac,https://khaosat.example.vn/s/thu-duong-dan?k=0123456789abcdefghjkmnpq\n", "vi", "survey.no-unit")]
    [InlineData("unit,link\n", "vi,fr", "survey.slip-languages")]
    public async Task What_is_no_link_of_the_survey_is_not_printed(string list, string languages, string code)
    {
        await pages.OpenAsync();
        var links = Path.Combine(pages.Folder, $"wrong-{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(links, list, Cancel);
        var run = await CallAsync(links, "--to", Path.Combine(pages.Folder, "wrong.pdf"), "--languages", languages);
        run.Code.ShouldBe(1);
        run.Error.ShouldContain(code);
        run.Error.ShouldNotContain("0123456789abcdefghjkmnpq", customMessage: "messages end in logs");
        File.Exists(Path.Combine(pages.Folder, "wrong.pdf")).ShouldBeFalse();
    }

    private Task<Run> CallAsync(params string[] arguments) => Run.OfAsync(["survey", "slips", SurveyPages.ByLink, .. arguments, "--database", $"Data Source={Path.Combine(pages.Folder, "chiso.db")}"]);

    private async Task<(LiveSurvey Survey, System.Collections.Immutable.ImmutableArray<Slip> Slips)> SlipsAsync(int count)
    {
        var keys = await pages.InviteAsync();
        var survey = (await pages.Installation.Surveys.FindAsync(SurveyPages.ByLink, Cancel)).ShouldNotBeNull();
        return (survey, [.. keys.Take(count).Select(key => new Slip(survey.Declaration.Units[0], $"https://khaosat.example.vn/s/{SurveyPages.ByLink}?k={key}", key))]);
    }

    /// <summary>The picture, row by row, from the runs of its path.</summary>
    private static IEnumerable<string> Drawn(string svg, int size)
    {
        var rows = Enumerable.Range(0, size).Select(_ => Enumerable.Repeat('.', size).ToArray()).ToArray();
        foreach (var run in Runs().Matches(svg).Select(match => match.Groups))
        {
            var (x, y, width) = (Number(run["x"]), Number(run["y"]), Number(run["width"]));
            rows[y].AsSpan(x, width).Fill('#');
        }

        return rows.Select(row => new string(row));
    }

    private static int Number(Group group) => int.Parse(group.Value, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline, 1000)]
    private static partial Regex Pictures();

    [GeneratedRegex("M(?<x>[0-9]+) (?<y>[0-9]+)h(?<width>[0-9]+)v1h-[0-9]+z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Runs();

    [GeneratedRegex("/Count (?<pages>[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PageCount();
}
