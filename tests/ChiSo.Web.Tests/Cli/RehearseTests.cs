using System.Net;
using System.Text.Json;
using ChiSo.Application.Json;
using ChiSo.Application.Mail;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using ChiSo.Web.Hosting;
using ChiSo.Web.Tests.Accounts;
using ChiSo.Web.Tests.Crashes;
using ChiSo.Web.Tests.House;
using Microsoft.Data.Sqlite;

namespace ChiSo.Web.Tests.Cli;

/// <summary>chiso rehearse: a round copied with made-up figures, and played.</summary>
public sealed class RehearseTests : IDisposable
{
    private const string Round = "can-tho-2023";

    private readonly string folder = Directory.CreateTempSubdirectory("chiso-rehearse-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Source => Path.Combine(folder, "that");

    private string Target => Path.Combine(folder, "dien-tap");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_rehearsal_computes_with_made_up_figures_and_leaves_the_real_round_alone()
    {
        await ImportAsync();
        using var stored = new Stored(Source);
        var before = stored.Read();

        var run = await Chiso("rehearse", Round, "--to", Target, "--json");

        run.Code.ShouldBe(0, run.Error);
        stored.Read().Except(before).ShouldBeEmpty();
        using (var told = JsonDocument.Parse(run.Out))
            (told.RootElement.GetProperty("round").GetString(), told.RootElement.GetProperty("unit").GetString(), told.RootElement.GetProperty("seed").GetString()).ShouldBe((Round, "noivu", "1"));
        using var real = new Installation(null, Source, TimeProvider.System);
        using var made = new Installation(null, Target, TimeProvider.System);
        var (was, now) = ((await real.Rounds.LoadAsync(Round, Cancel)).ShouldNotBeNull(), (await made.Rounds.LoadAsync(Round, Cancel)).ShouldNotBeNull());
        now.Illustrative.ShouldBeTrue();
        now.Name.Vi.ShouldBe($"Diễn tập – số liệu giả: {was.Name.Vi}");
        now.Blocks.Select(block => string.Join(' ', block.Units.Select(unit => unit.Code))).ShouldBe(was.Blocks.Select(block => string.Join(' ', block.Units.Select(unit => unit.Code))));
        now.Blocks.SelectMany(block => block.Criteria.Leaves()).Select(leaf => leaf.Code).ShouldBe(was.Blocks.SelectMany(block => block.Criteria.Leaves()).Select(leaf => leaf.Code));
        now.Blocks.SelectMany(block => block.Positions).Select(position => position.Evidence).Distinct().ShouldBe(["Số liệu giả (diễn tập)", ""], ignoreOrder: true);
        var played = now.Blocks[0].Positions.Where(position => position.Unit == "noivu" && position.Stage == Stages.Self).ToList();
        played.ShouldNotBeEmpty();
        played.ShouldAllBe(position => !position.HandedIn);

        foreach (var block in now.Blocks)
        {
            var result = Computation.Compute(RoundSnapshot.ToInput(now, block));
            var unknown = from unit in block.Units.Index()
                          from node in block.Criteria.Nodes().Index()
                          where unit.Item.Code != "noivu" && node.Item is { IsLeaf: true, Scoring.Rule: not ScoringRule.RelativeToBest } && result.UnknownsOf(unit.Index, node.Index) > 0
                          select $"{unit.Item.Code} {node.Item.Code}";
            unknown.ShouldBeEmpty("the best of the block alone waits for the unit that is played");
            result.Units.Select(unit => unit.Points).Distinct().Count().ShouldBeGreaterThan(block.Units.Length / 2, "units differ");
        }
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_figures_and_fewer_units_are_the_first_ones()
    {
        await ImportAsync();
        foreach (var (name, seed) in new[] { ("a", "7"), ("b", "7"), ("c", "8") })
            (await Chiso("rehearse", Round, "--to", Path.Combine(folder, name), "--seed", seed, "--units", "3")).Code.ShouldBe(0);

        (await EntriesAsync("a")).ShouldBe(await EntriesAsync("b"));
        (await EntriesAsync("a")).ShouldNotBe(await EntriesAsync("c"));
        using var made = new Installation(null, Path.Combine(folder, "a"), TimeProvider.System);
        (await made.Rounds.LoadAsync(Round, Cancel)).ShouldNotBeNull().Blocks[0].Units.Select(unit => unit.Code).ShouldBe(["noivu", "tuphap", "khdt"]);
    }

    [Fact]
    public async Task The_calendar_begins_now_and_keeps_its_lengths()
    {
        await ImportAsync();
        var dates = Path.Combine(folder, "calendar.csv");
        await File.WriteAllTextAsync(dates, "stage,opens,closes\nself,04/01/2027 00:00,31/01/2027 00:00\nreview1,01/02/2027 00:00,28/02/2027 00:00\n", Cancel);
        (await Chiso("calendar", Round, "--set", dates)).Code.ShouldBe(0);
        (await Chiso("rehearse", Round, "--to", Target)).Code.ShouldBe(0);
        using var made = new Installation(null, Target, TimeProvider.System);
        var clock = (await made.Live.FindAsync(Round, Cancel)).ShouldNotBeNull().Clock;
        var (self, review) = (clock.Windows.Single(window => window.Stage == Stages.Self), clock.Windows.Single(window => window.Stage == Stages.FirstReview));
        (self.Closes - self.Opens, review.Opens - self.Opens).ShouldBe((TimeSpan.FromDays(27), TimeSpan.FromDays(28)));
        (TimeProvider.System.GetUtcNow().UtcDateTime - self.Opens).ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task What_cannot_be_rehearsed_is_told_and_nothing_is_written()
    {
        await ImportAsync();
        (await Chiso("rehearse", "khong-co", "--to", Target)).Code.ShouldBe(4);
        var wrong = await Chiso("rehearse", Round, "--to", Target, "--seed", "x", "--units", "1");
        wrong.Code.ShouldBe(2);
        wrong.Error.ShouldContain("--seed");
        wrong.Error.ShouldContain("--units");
        var taken = await Chiso("rehearse", Round, "--to", Source);
        taken.Code.ShouldBe(1);
        taken.Error.ShouldContain("rehearsal.folder");
        Directory.Exists(Target).ShouldBeFalse();
    }

    [Fact]
    public async Task It_is_played_with_made_up_people_and_says_so_on_every_page()
    {
        await ImportAsync();
        (await Chiso("rehearse", Round, "--to", Target, "--units", "3")).Code.ShouldBe(0);
        await using var served = await ServedProcess.StartAsync(Repository.Root, $"Data Source={Path.Combine(Target, "chiso.db")}");
        using var officer = new Visitor(served.Address);
        (await officer.SignInAsync("canbo")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        foreach (var path in new[] { "/", "/sign-in", "/desk", $"/desk/{Round}/departments/noivu/self", $"/desk/{Round}/departments/noivu/self/TC" })
            WebUtility.HtmlDecode(await officer.TextAsync(path)).ShouldContain("<strong>Diễn tập – số liệu giả</strong>", customMessage: path);
        using var appraiser = new Visitor(served.Address);
        (await appraiser.SignInAsync("thamdinh")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        WebUtility.HtmlDecode(await appraiser.TextAsync("/desk")).ShouldContain("Thẩm định");
        (await served.StopAsync()).ShouldBe(0);
    }

    [Fact]
    public void Nothing_is_sent_from_a_rehearsal()
    {
        var notices = new NoticeSettings("https://chiso.example.vn", new("mail.example.vn", "chiso@example.vn"));
        NoticeChannels.Of(new() { Notices = notices }, TimeProvider.System).All.ShouldNotBeEmpty();
        NoticeChannels.Of(new() { Notices = notices, Rehearsal = new(Round, "noivu", 1) }, TimeProvider.System).All.ShouldBeEmpty();
    }

    private async Task<string> EntriesAsync(string name)
    {
        using var made = new Installation(null, Path.Combine(folder, name), TimeProvider.System);
        return string.Join('\n', (await made.Rounds.LoadAsync(Round, Cancel)).ShouldNotBeNull().Blocks.SelectMany(block => block.Positions).Select(position => $"{position.Unit} {position.Criterion} {EngineJson.ToText(position.Entry)}"));
    }

    private async Task ImportAsync() => (await Chiso("import", Repository.PathOf("samples/can-tho-2023"))).Code.ShouldBe(0);

    private Task<Run> Chiso(params string[] command) => Run.OfAsync([.. command, "--database", Path.Combine(Source, "chiso.db")]);
}
