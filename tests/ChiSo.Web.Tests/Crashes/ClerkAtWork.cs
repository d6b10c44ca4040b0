using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace ChiSo.Web.Tests.Crashes;

/// <summary>A clerk who saves one line over and over and lays in files, and remembers what the program answered for.</summary>
internal sealed partial class ClerkAtWork(string field, string line)
{
    private readonly List<(string Name, byte[] Content)> kept = [];
    private int? acknowledged; // null before the first look
    private int looked;
    private int sent;

    /// <summary>Answers the program gave, saves and files together.</summary>
    public int Answered { get; private set; }

    /// <summary>Signs in, holds what is there against what was answered since the last look, and works until the program is gone.</summary>
    /// <param name="started">Told once the first save is answered.</param>
    public async Task WorkAsync(Uri address, TaskCompletionSource started)
    {
        using var clerk = await SignInAsync(address);
        await ShouldFindAsync(clerk, kept.Skip(looked));
        looked = kept.Count;
        try
        {
            await SaveAsync(clerk);
            started.SetResult();
            while (true)
            {
                for (var saves = 0; saves < 3; saves++)
                    await SaveAsync(clerk);
                await LayInAsync(clerk);
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            // Killed: what was answered before counts.
        }
    }

    /// <summary>Holds all that is there against all that was answered.</summary>
    public async Task ShouldFindAllAsync(Uri address)
    {
        using var clerk = await SignInAsync(address);
        await ShouldFindAsync(clerk, kept);
    }

    private static async Task<Visitor> SignInAsync(Uri address)
    {
        var clerk = new Visitor(address);
        (await clerk.SignInAsync("canbo")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return clerk;
    }

    private async Task ShouldFindAsync(Visitor clerk, IEnumerable<(string Name, byte[] Content)> wanted)
    {
        var stored = StoredIn(await clerk.TextAsync(field));
        stored.ShouldBeInRange(acknowledged ?? stored, acknowledged is null ? stored : sent, "a save that was answered is lost");
        acknowledged = sent = stored;

        var files = await clerk.TextAsync($"{field}/{line}");
        foreach (var (name, content) in wanted)
        {
            var link = Regex.Match(files, $"href=\"(?<link>/desk/evidence/[0-9a-f-]{{36}})\"[^>]*>{Regex.Escape(name)}<", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
            link.Success.ShouldBeTrue($"{name} was answered for and is lost");
            (await (await clerk.GetAsync(link.Groups["link"].Value)).Content.ReadAsByteArrayAsync()).ShouldBe(content, name);
        }
    }

    private async Task SaveAsync(Visitor clerk)
    {
        var page = await clerk.TextAsync(field);
        var seen = Seen().Match(page).Groups["seen"].Value;
        var answer = await clerk.PostAsync(field, $"{field}?handler=Line", new()
        {
            ["line"] = line, [$"e.{line}.a"] = Text(++sent), [$"evidence.{line}"] = "Báo cáo", [$"seen.{line}"] = seen,
        });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (acknowledged, Answered) = (sent, Answered + 1);
    }

    private async Task LayInAsync(Visitor clerk)
    {
        var name = $"báo cáo {Text(kept.Count)}-{Text(sent)}.pdf";
        var content = new byte[100_000 + sent];
        new Random(sent).NextBytes(content);
        "%PDF-1.7\n"u8.CopyTo(content);
        (await clerk.UploadAsync($"{field}/{line}", name, content)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        kept.Add((name, content));
        Answered++;
    }

    private int StoredIn(string page) =>
        Regex.Match(page, $"name=\"e.{line}.a\"[^>]*value=\"(?<value>[0-9.]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["value"].Value is { Length: > 0 } value
            ? int.Parse(value.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)
            : 0;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("name=\"seen.CD_TT\" value=\"(?<seen>[0-9]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Seen();
}
