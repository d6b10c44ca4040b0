using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ChiSo.Application.Audit;
using ChiSo.Application.Desk;
using ChiSo.Web.Tests.Accounts;

namespace ChiSo.Web.Tests.Assessment;

/// <summary>Whatever a unit's people can open or download is about their own unit: nothing in it is what another unit alone may see.</summary>
public sealed partial class OwnDocumentsTests(MarkedDesk pages) : IClassFixture<MarkedDesk>
{
    private const string Sheet = $"/desk/thu-2024/departments/{MarkedDesk.Own}/self";

    /// <summary>Pages a unit's people reach; far more means that they lead in circles.</summary>
    private const int Most = 1500;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("canbo")]
    [InlineData("lanhdao")]
    public async Task Nothing_of_another_unit_is_in_anything_a_unit_can_open(string person)
    {
        using var visitor = await pages.SignInAsync(person);
        var opened = await OpenAllAsync(visitor);
        foreach (var (path, _, text) in opened)
        {
            foreach (var unit in new[] { MarkedDesk.Foreign, MarkedDesk.Agency })
                SignsOf(unit).Where(sign => text.Contains(sign, StringComparison.Ordinal)).ShouldBeEmpty($"{path} holds what is {unit}'s: {Around(text, unit)}");
        }

        var documents = opened.Where(one => one.MediaType != "text/html").ToList();
        foreach (var name in new[] { "/report.docx", "/score-sheet.xlsx", "/fill.xlsx" })
        {
            var own = documents.Where(one => one.Path == Sheet + name).ShouldHaveSingleItem(name).Text;
            own.ShouldContain(MarkedDesk.Marks[MarkedDesk.Own].Word, customMessage: name);
            SignsOf(MarkedDesk.Own).Count(sign => own.Contains(sign, StringComparison.Ordinal)).ShouldBeGreaterThan(1, $"{name} shows the figures");
        }

        foreach (var path in new[] { $"/desk/evidence/{MarkedDesk.LaidInByOwn}", $"/desk/signed-sheets/{MarkedDesk.SignedByOwn}" })
            documents.Where(one => one.Path == path).ShouldHaveSingleItem(path).Text.ShouldBe($"%PDF-1.7 {MarkedDesk.Marks[MarkedDesk.Own].Word}");
        documents.Where(one => !one.Text.Contains(MarkedDesk.Marks[MarkedDesk.Own].Word, StringComparison.Ordinal)).Select(one => one.Path)
            .Where(path => !path.StartsWith($"/desk/thu-2024/departments/{MarkedDesk.Own}/explanation/", StringComparison.Ordinal)).ShouldBeEmpty("a document that is not the unit's own");
    }

    [Fact]
    public async Task A_queued_archive_is_packed_with_the_rights_of_whoever_asked_and_fetched_only_while_they_hold()
    {
        using var appraiser = await pages.SignInAsync("thamdinh");
        const string At = $"/desk/thu-2024/departments/review/review1/{Cells.Line}";
        var job = (await appraiser.PostAsync(At, At + "?handler=Archive", [])).Headers.Location.ShouldNotBeNull().OriginalString;
        await DemoPages.OverAsync(appraiser, job);
        using (var answer = await appraiser.GetAsync(job + "/result"))
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            var text = TextOf(await answer.Content.ReadAsByteArrayAsync(Cancel));
            text.ShouldContain($"%PDF-1.7 {MarkedDesk.Marks[MarkedDesk.Own].Word}");
            text.ShouldNotContain(MarkedDesk.Marks[MarkedDesk.Foreign].Word, Case.Sensitive, "it has not handed in");
            text.ShouldNotContain(MarkedDesk.Marks[MarkedDesk.Agency].Word, Case.Sensitive, "nobody appraises the own unit");
        }

        foreach (var mandate in (await pages.PersonAsync("thamdinh")).Mandates)
            (await pages.Installation.Accounts.EndAsync(mandate.Id, Change.OnThisMachine(TimeProvider.System, "thử"), Cancel)).Problems.ShouldBeEmpty();
        (await appraiser.GetAsync(job + "/result")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("canbo")]
    [InlineData("lanhdao")]
    public async Task The_daily_message_is_about_the_own_unit(string person)
    {
        var work = await new PersonDesk(pages.Installation, TimeProvider.System).OfAsync(await pages.PersonAsync(person), Cancel);
        work.Select(one => one.Unit).Distinct().ShouldBe([MarkedDesk.Own]);
    }

    /// <summary>Everything behind the cells of the desk, of every unit, and behind the links of what was opened.</summary>
    private async Task<List<(string Path, string MediaType, string Text)>> OpenAllAsync(Visitor visitor)
    {
        var units = new[] { MarkedDesk.Own, MarkedDesk.Foreign, MarkedDesk.Agency };
        var left = new Queue<string>(Cells.All.Where(cell => cell.Handler == "GET").SelectMany(cell => units.Select(unit => pages.Filled(cell.PathOf(unit)))));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var opened = new List<(string, string, string)>();
        while (left.TryDequeue(out var path))
        {
            if (!seen.Add(path))
                continue;
            seen.Count.ShouldBeLessThan(Most);
            using var answer = await visitor.GetAsync(path);
            if (answer.Headers.Location is { IsAbsoluteUri: false } next && next.OriginalString.StartsWith("/desk", StringComparison.Ordinal))
                left.Enqueue(next.OriginalString);
            if (answer.StatusCode != HttpStatusCode.OK)
                continue;
            var (type, text) = (answer.Content.Headers.ContentType?.MediaType ?? "", TextOf(await answer.Content.ReadAsByteArrayAsync(Cancel)));
            opened.Add((path, type, text));
            if (type != "text/html")
                continue;
            foreach (var link in Links().Matches(text).Select(match => match.Groups["path"].Value).Where(link => !link.Contains("lang=", StringComparison.Ordinal) && !link.Contains("/can-tho-2023", StringComparison.Ordinal))) // nothing is marked in the round that is over
                left.Enqueue(link);
        }

        return opened;
    }

    /// <summary>What would tell that something is a unit's: the word in its texts and the figure in its entries, as people and files write it.</summary>
    private static string[] SignsOf(string unit)
    {
        var (word, figure) = MarkedDesk.Marks[unit];
        var plain = figure.ToString(CultureInfo.InvariantCulture);
        var grouped = figure.ToString("#,##0.##", CultureInfo.InvariantCulture);
        return [word, plain, plain.Replace('.', ','), grouped, grouped.Replace(',', ';').Replace('.', ',').Replace(';', '.')];
    }

    private static string Around(string text, string unit) =>
        SignsOf(unit).Select(sign => text.IndexOf(sign, StringComparison.Ordinal)).Where(at => at >= 0).Select(at => text[Math.Max(0, at - 80)..Math.Min(text.Length, at + 60)]).FirstOrDefault("");

    /// <summary>All text in a file, whatever packs it.</summary>
    private static string TextOf(byte[] content)
    {
        if (!content.AsSpan().StartsWith("PK"u8))
            return WebUtility.HtmlDecode(Encoding.UTF8.GetString(content));
        using var zip = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read);
        var text = new StringBuilder();
        foreach (var entry in zip.Entries)
        {
            using var part = new MemoryStream();
            using (var packed = entry.Open())
                packed.CopyTo(part);
            text.Append(entry.FullName).Append('\n').Append(TextOf(part.ToArray())).Append('\n');
        }

        return text.ToString();
    }

    [GeneratedRegex("href=\"(?<path>/desk[^\"#]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Links();
}
