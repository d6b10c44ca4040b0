using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ChiSo.Application.Results;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Tests.Spreadsheets;
using ChiSo.Application.Vietnamese;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>Whatever people typed, no file of the desk that a spreadsheet opens runs it: every CSV and XLSX there is, and a round exported whole.</summary>
public sealed partial class HostileTextTests(HostileDesk pages) : IClassFixture<HostileDesk>
{
    private static readonly string[] People = ["thuongtruc", "thamdinh", "canbo", "khaosat", "dieuphoi", "quantri"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Downloads => [.. Paths];

    private static IEnumerable<string> Paths => Cells.All.Where(cell => cell.Handler == "GET").SelectMany(PathsOf).Distinct();

    [Theory]
    [MemberData(nameof(Downloads))]
    public async Task No_cell_of_a_download_is_a_formula(string path)
    {
        var bytes = await FetchAsync(path);
        if (path.EndsWith(".csv", StringComparison.Ordinal))
            ShouldRunNothing(path, bytes);
        else
            Formulas(bytes).ShouldNotContain(formula => formula.Contains(HostileDesk.Sign, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/desk/thu-2024/departments/noivu/self/score-sheet.xlsx")]
    [InlineData("/desk/thu-2024/departments/noivu/self/fill.xlsx")]
    [InlineData("/desk/surveys/da-dong/texts.csv")]
    public async Task What_people_typed_is_in_the_file_as_text(string path)
    {
        var bytes = await FetchAsync(path);
        (path.EndsWith(".csv", StringComparison.Ordinal) ? Encoding.UTF8.GetString(bytes) : string.Concat(Parts(bytes))).ShouldContain(HostileDesk.Sign);
    }

    [Fact]
    public async Task A_round_exported_as_tables_runs_nothing_and_is_read_back_as_it_was()
    {
        var bytes = await ExportAsync("Tables");
        await using (var zip = new ZipArchive(new MemoryStream(bytes)))
        {
            foreach (var entry in zip.Entries)
                ShouldRunNothing(entry.Name, await ContentAsync(entry));
        }

        RoundTables.Parse(ZippedTables.Read(new MemoryStream(bytes), "thu-2024.zip")).TryGet(out var read).ShouldBeTrue();
        var stored = (await pages.Installation.Rounds.LoadAsync(DemoPages.Round, Cancel)).ShouldNotBeNull();
        foreach (var (there, here) in read!.Blocks.Zip(stored.Blocks)) // read just above
        {
            there.Positions.Select(position => position.Reason).ShouldBe(here.Positions.Select(position => NfcText.Clean(position.Reason)));
            there.Units.Select(unit => unit.Name.Vi).ShouldBe(here.Units.Select(unit => NfcText.Clean(unit.Name.Vi)));
        }

        read.Blocks.SelectMany(block => block.Positions).ShouldContain(position => position.Reason.Contains(HostileDesk.Sign, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_round_exported_as_a_workbook_runs_nothing()
    {
        var bytes = await ExportAsync("Workbook");
        Formulas(bytes).ShouldBeEmpty();
        string.Concat(Parts(bytes)).ShouldContain(HostileDesk.Sign);
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task LibreOffice_finds_a_formula_in_no_file_but_one_that_protects_nothing()
    {
        LibreOffice.SkipWithout();
        var folder = Directory.CreateTempSubdirectory("chiso-hostile-");
        try
        {
            var files = new List<string>();
            async Task KeepAsync(string name, byte[] bytes)
            {
                files.Add(Path.Combine(folder.FullName, name));
                await File.WriteAllBytesAsync(files[^1], bytes, Cancel);
            }

            await KeepAsync("bare.csv", "a\n=7777+1\n"u8.ToArray());
            await using (var zip = new ZipArchive(new MemoryStream(await ExportAsync("Tables"))))
            {
                foreach (var entry in zip.Entries)
                    await KeepAsync("table-" + entry.Name, await ContentAsync(entry));
            }

            foreach (var path in Paths)
                await KeepAsync($"{files.Count}-{Path.GetFileName(path)}", await FetchAsync(path));

            var opened = await LibreOffice.ConvertAllAsync(files, "xlsx", folder.FullName, Cancel);
            opened.Where(file => Formulas(File.ReadAllBytes(file)).Any(formula => formula.Contains(HostileDesk.Sign, StringComparison.Ordinal))).Select(file => Path.GetFileName(file)).ShouldBe(["bare.xlsx"]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> PathsOf(Cell cell)
    {
        var path = cell.PathOf(cell.Units.First());
        string[] paths = cell.Route.Contains("{ending:", StringComparison.Ordinal) ? [path, Path.ChangeExtension(path, "xlsx")] : [path];
        return paths.Where(one => Path.GetExtension(one) is ".csv" or ".xlsx");
    }

    /// <summary>Sent to the first who may have it.</summary>
    private async Task<byte[]> FetchAsync(string path)
    {
        foreach (var person in People)
        {
            using var answer = await (await pages.AsAsync(person)).GetAsync(pages.Filled(path));
            if (answer.StatusCode == HttpStatusCode.OK)
                return await answer.Content.ReadAsByteArrayAsync(Cancel);
        }

        throw new InvalidOperationException($"Nobody of {string.Join(", ", People)} is sent {path}.");
    }

    private async Task<byte[]> ExportAsync(string form)
    {
        var office = await pages.AsAsync("thuongtruc");
        using var asked = await office.PostAsync("/desk/jobs", "/desk/jobs?handler=Export", new() { ["round"] = DemoPages.Round, ["form"] = form });
        var job = asked.Headers.Location.ShouldNotBeNull().OriginalString;
        await DemoPages.OverAsync(office, job);
        using var answer = await office.GetAsync(job + "/result");
        return await answer.Content.ReadAsByteArrayAsync(Cancel);
    }

    /// <summary>No field begins like a formula, and what was kept from it is read as it was typed.</summary>
    private static void ShouldRunNothing(string name, byte[] bytes)
    {
        var fields = Fields(Encoding.UTF8.GetString(bytes)).ToList();
        fields.Where(field => IsRun(field) && !BelowZero().IsMatch(field)).ShouldBeEmpty(name);
        var read = TableFiles.Read(new MemoryStream(bytes), Path.GetFileName(name));
        read.Problems.ShouldBeEmpty(name);
        var cells = read.Tables.SelectMany(table => table.Columns.Concat(table.Rows.SelectMany(row => row.Cells.Select(cell => cell.Text)))).ToHashSet(StringComparer.Ordinal);
        fields.Where(field => field.StartsWith('\'') && IsRun(field.TrimStart('\''))).Select(field => NfcText.Clean(field[1..])).Except(cells).ShouldBeEmpty(name);
    }

    private static bool IsRun(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..];

    private static IEnumerable<string> Fields(string csv)
    {
        var (field, isQuoted) = (new StringBuilder(), false);
        for (var at = csv.StartsWith('\uFEFF') ? 1 : 0; at < csv.Length; at++)
        {
            if (csv[at] == '"' && isQuoted && at + 1 < csv.Length && csv[at + 1] == '"')
                field.Append(csv[at++]);
            else if (csv[at] == '"')
                isQuoted = !isQuoted;
            else if (!isQuoted && csv[at] is ',' or '\n')
                yield return Taken(field);
            else
                field.Append(csv[at]);
        }

        yield return Taken(field);
    }

    private static string Taken(StringBuilder field)
    {
        var text = field.ToString();
        field.Clear();
        return text;
    }

    private static IEnumerable<string> Formulas(byte[] workbook) => Parts(workbook).SelectMany(part => Formula().Matches(part).Select(match => WebUtility.HtmlDecode(match.Groups["said"].Value)));

    private static List<string> Parts(byte[] workbook)
    {
        using var zip = new ZipArchive(new MemoryStream(workbook));
        return [.. zip.Entries.Where(entry => entry.FullName.StartsWith("xl/", StringComparison.Ordinal) && entry.Name.EndsWith(".xml", StringComparison.Ordinal)).Select(Text)];

        static string Text(ZipArchiveEntry entry)
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        }
    }

    private static async Task<byte[]> ContentAsync(ZipArchiveEntry entry)
    {
        await using var content = await entry.OpenAsync(Cancel);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, Cancel);
        return copy.ToArray();
    }

    [GeneratedRegex(@"^-[0-9][0-9.,]*\z", RegexOptions.None, 1000)]
    private static partial Regex BelowZero();

    [GeneratedRegex("<(?:x:)?f(?: [^>]*)?>(?<said>[^<]*)</", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Formula();
}
