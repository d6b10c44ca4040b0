using System.Net;
using System.Text.Json;
using ChiSo.Application.Json;
using ChiSo.Application.Mail;
using ChiSo.Application.Publication;
using ChiSo.Application.Publication.Rehearsals;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using ChiSo.Web.Hosting;
using ChiSo.Web.People;
using ChiSo.Web.Tests.Accounts;
using ChiSo.Web.Tests.Accounts.SignOn;
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
        Directory.CreateDirectory(Target + ".new");
        await File.WriteAllTextAsync(Path.Combine(Target + ".new", "bao-cao.txt"), "của người khác", Cancel);
        (await Chiso("rehearse", Round, "--to", Target)).Error.ShouldContain("rehearsal.folder");
        File.Exists(Path.Combine(Target + ".new", "bao-cao.txt")).ShouldBeTrue();
    }

    [Fact]
    public async Task One_that_was_cut_off_is_no_dead_end_and_an_empty_folder_will_do()
    {
        await ImportAsync();
        Directory.CreateDirectory(Target);
        Directory.CreateDirectory(Target + ".new");
        await File.WriteAllTextAsync(Path.Combine(Target + ".new", "rehearsal.json"), "", Cancel);
        await File.WriteAllTextAsync(Path.Combine(Target + ".new", "chiso.db.part"), "nửa chừng", Cancel);
        (await Chiso("rehearse", Round, "--to", Target + Path.DirectorySeparatorChar, "--units", "2")).Code.ShouldBe(0);
        Directory.Exists(Target + ".new").ShouldBeFalse();
        Rehearsal.In(Target).ShouldNotBeNull().Unit.ShouldBe("noivu");
        File.Exists(Path.Combine(Target, "chiso.db.part")).ShouldBeFalse();
    }

    [Fact]
    public async Task It_is_neither_backed_up_nor_restored_to()
    {
        await ImportAsync();
        (await Chiso("rehearse", Round, "--to", Target, "--units", "2")).Code.ShouldBe(0);
        var (data, file) = (Path.Combine(Target, "chiso.db"), Path.Combine(folder, "that.zip"));
        var kept = await Run.OfAsync("backup", Path.Combine(folder, "gia.zip"), "--database", data);
        (kept.Code, kept.Error.Contains("backup.rehearsal", StringComparison.Ordinal), File.Exists(Path.Combine(folder, "gia.zip"))).ShouldBe((1, true, false));
        (await Chiso("backup", file)).Code.ShouldBe(0);
        var restored = await Run.OfAsync("restore", file, "--replace", "--database", data);
        (restored.Code, restored.Error.Contains("restore.rehearsal", StringComparison.Ordinal)).ShouldBe((1, true));
        using var made = new Installation(null, Target, TimeProvider.System);
        (await made.Rounds.LoadAsync(Round, Cancel)).ShouldNotBeNull().Name.Vi.ShouldStartWith("Diễn tập");
    }

    [Fact]
    public async Task Made_up_people_of_the_first_level_appraise_for_the_body_the_round_names()
    {
        var two = Directory.CreateDirectory(Path.Combine(folder, "hai-cap")).FullName;
        foreach (var table in Directory.EnumerateFiles(Repository.PathOf("samples/can-tho-2023"), "*.csv"))
            File.Copy(table, Path.Combine(two, Path.GetFileName(table)));
        var settings = Path.Combine(two, "settings.csv");
        var lines = (await File.ReadAllLinesAsync(settings, Cancel)).Where(line => !line.StartsWith(",stages,", StringComparison.Ordinal)).Append(",stages,self;first_level;review1;explanation");
        await File.WriteAllLinesAsync(settings, lines, Cancel);
        await File.WriteAllTextAsync(Path.Combine(two, "positions.csv"), (await File.ReadAllLinesAsync(Path.Combine(two, "positions.csv"), Cancel))[0] + "\n", Cancel);
        File.Delete(Path.Combine(two, "decisions.csv"));
        await File.WriteAllTextAsync(Path.Combine(two, "first_level.csv"), "block,unit,node,appraiser\ndepartments,tuphap,,Phòng Tư pháp quận\ndepartments,noivu,,Phòng Nội vụ huyện Phong Điền\n", Cancel);
        var imported = await Chiso("import", two);
        imported.Code.ShouldBe(0, imported.Error);
        var made = await Chiso("rehearse", Round, "--to", Target, "--units", "3");
        made.Code.ShouldBe(0, made.Error);
        using var played = new Installation(null, Target, TimeProvider.System);
        (await DemoCast.OfAsync(played, Rehearsal.In(Target).ShouldNotBeNull(), Cancel)).FirstLevel.ShouldBe(("phong-noi-vu-huyen-phong-dien", "Phòng Nội vụ huyện Phong Điền"));
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

    [Fact]
    public void No_way_in_of_the_real_installation_leads_to_it_and_no_log_hears_of_it()
    {
        var real = new WebOptions { SignOn = SignOnPages.SettingsFor("https://sso.example.vn"), SignOnSecret = "s", BreakGlass = "khan-cap", SecurityLog = new("udp://127.0.0.1:514"), Urls = "http://127.0.0.1:0" };
        var played = real.For(new Rehearsal(Round, "noivu", 1));
        (played.SignOn, played.SignOnSecret, played.BreakGlass, played.SecurityLog).ShouldBe((null, null, null, null));
        (played.Demo, played.Rehearsal?.Unit, played.Urls).ShouldBe((true, "noivu", real.Urls));
    }

    private async Task<string> EntriesAsync(string name)
    {
        using var made = new Installation(null, Path.Combine(folder, name), TimeProvider.System);
        return string.Join('\n', (await made.Rounds.LoadAsync(Round, Cancel)).ShouldNotBeNull().Blocks.SelectMany(block => block.Positions).Select(position => $"{position.Unit} {position.Criterion} {EngineJson.ToText(position.Entry)}"));
    }

    private async Task ImportAsync() => (await Chiso("import", Repository.PathOf("samples/can-tho-2023"))).Code.ShouldBe(0);

    private Task<Run> Chiso(params string[] command) => Run.OfAsync([.. command, "--database", Path.Combine(Source, "chiso.db")]);
}
