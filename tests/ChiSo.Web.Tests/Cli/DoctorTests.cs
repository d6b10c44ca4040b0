using System.Text.Json;
using ChiSo.Application.Assessment;
using ChiSo.Application.Files;
using ChiSo.Application.Jobs;
using ChiSo.Application.Publication;
using ChiSo.Engine;
using ChiSo.Web.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Web.Tests.Cli;

/// <summary><c>chiso doctor</c>: silent on what is sound, and each thing that can break is found when it is broken.</summary>
public sealed class DoctorTests(DoctorTests.Pages pages) : IClassFixture<DoctorTests.Pages>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(pages.Folder, "chiso.db");

    [Fact]
    public async Task What_is_sound_holds_and_each_broken_thing_is_found_with_advice()
    {
        await using (var evidence = new MemoryStream("%PDF-1.7 thử"u8.ToArray()))
            (await pages.Installation.Evidence.AddAsync(new(new(DemoPages.Round, "departments", "noivu", "self", new("TC_XD_TD")), "Báo cáo.pdf", "", null, "", "", "", SaysNotSecret: true), evidence, await pages.PersonAsync("canbo"), Cancel)).Problems.ShouldBeEmpty();
        var sound = await FoundAsync();
        sound.Keys.ShouldBe(IntegrityChecks.All.Select(check => check.Id));
        sound.Where(part => part.Key != "assigned-work").SelectMany(part => part.Value).ShouldBeEmpty(); // the demo has people for two agencies alone

        await BreakAsync();
        var broken = await FoundAsync();
        broken["frozen-results"].ShouldBe(["frozen.unsound"]);
        broken["trail"].Distinct().ShouldBe(["doctor.trail"]);
        broken["evidence-files"].ShouldBe(["doctor.evidence-file"]);
        broken["scanned-files"].ShouldBe(["doctor.scanned-file"]);
        broken["position-lines"].ShouldBe(["doctor.position-line"]);
        broken["assigned-work"].Count(code => code == "appraisers.nobody").ShouldBeGreaterThan(sound["assigned-work"].Count(code => code == "appraisers.nobody"));
        broken["jobs"].ShouldBe(["doctor.job-stuck"]);
        broken["messages"].ShouldBe(["doctor.messages"]);
        var told = await Run.OfAsync("doctor", "--database", Data, "--lang", "en");
        told.Code.ShouldBe(1);
        told.Out.ShouldContain("Fails (1): Every piece of evidence has its file.");
        told.Error.ShouldContain("doctor.evidence-file");
    }

    [Fact]
    public void The_page_explains_every_check()
    {
        var page = File.ReadAllText(Repository.PathOf("docs/how-to/doctor.md"));
        IntegrityChecks.All.Where(check => !page.Contains($"| `{check.Id}` |", StringComparison.Ordinal)).Select(check => check.Id).ShouldBeEmpty();
    }

    /// <summary>Codes of what is found, by check.</summary>
    private async Task<Dictionary<string, List<string>>> FoundAsync()
    {
        var run = await Run.OfAsync("doctor", "--database", Data, "--json");
        var found = JsonDocument.Parse(run.Out).RootElement.EnumerateArray().ToDictionary(part => part.GetProperty("id").GetString()!, part => part.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("code").GetString()!).ToList()); // both have texts
        run.Code.ShouldBe(found.Values.Any(codes => codes.Count > 0) ? 1 : 0);
        return found;
    }

    /// <summary>Breaks one thing for each check, as a slip of the hand in the database would.</summary>
    private async Task BreakAsync()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(pages.Folder, "files"), "*", SearchOption.AllDirectories))
            File.Delete(file);
        var waiting = await pages.Installation.Jobs.AskAsync(new("of-a-later-version", new { }, "", Guid.Empty, Guid.Empty), Cancel);
        await using var context = pages.Installation.Database.Open();
        var longAgo = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-7);
        await context.Jobs.Where(job => job.Id == waiting).ExecuteUpdateAsync(set => set.SetProperty(job => job.AskedAt, longAgo), Cancel);
        context.FileVerdicts.Add(new() { Hash = new('0', 64), State = FileState.Infected, Said = "x", AskedAt = longAgo, DueAt = null });
        await context.SaveChangesAsync(Cancel);
        await context.Database.ExecuteSqlAsync($"UPDATE frozen_blocks SET content = {new byte[] { 1, 2, 3 }} WHERE block = 'departments'", Cancel);
        await context.Database.ExecuteSqlAsync($"UPDATE audit_links SET act = 'forged' WHERE chain = 'installation' AND sequence = 1", Cancel);
        var block = (await pages.Installation.Live.FindAsync(DemoPages.Round, Cancel)).ShouldNotBeNull().Blocks[0].Id;
        var position = await context.Set<Position>().Where(row => row.BlockId == block).Select(row => row.Id).FirstAsync(Cancel);
        await context.Set<Position>().Where(row => row.Id == position).ExecuteUpdateAsync(set => set.SetProperty(row => row.Criterion, new CriterionCode("NO_LINE")), Cancel);
        await context.Database.ExecuteSqlAsync($"UPDATE mandates SET until = '2020-01-01 00:00:00' WHERE role = 'Appraiser'", Cancel);
        await context.Database.ExecuteSqlAsync($"INSERT INTO outgoing_messages (id, key, channel, about, account, name, \"to\", subject, text, queued_at, due_at, state, attempts, error) VALUES ({Guid.NewGuid()}, 'x', 'Mail', 'x', {Guid.Empty}, 'x', 'x', '', '', '2026-01-01 00:00:00', '2026-01-01 00:00:00', 'Failed', 1, '')", Cancel);
    }

    /// <summary>The demo with everybody's work done, so that there are positions.</summary>
    public sealed class Pages : DemoPages
    {
        protected override bool OthersAtWork => true;
    }
}
