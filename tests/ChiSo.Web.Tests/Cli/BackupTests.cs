using System.IO.Compression;
using System.Text.Json.Nodes;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Backups;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Web.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ChiSo.Web.Tests.Cli;

/// <summary>Backups, their verification and restores, as an administrator calls them.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chiso-backup-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(folder, "chiso.db");

    private string Backup => Path.Combine(folder, "backup.zip");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_restored_backup_has_everything_and_replaces_only_when_told()
    {
        await FreezeAsync();
        using (var installation = new Installation(Data, folder, TimeProvider.System))
            await installation.Files.PutAsync(new MemoryStream("minh chứng"u8.ToArray()), 100, Cancel);
        (await Run.OfAsync("backup", Backup, "--database", Data)).Code.ShouldBe(0);
        (await Run.OfAsync("backup", Backup, "--database", Data)).Error.ShouldContain("backup.taken");
        if (!OperatingSystem.IsWindows())
            new FileInfo(Backup).UnixFileMode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var verified = await Run.OfAsync("verify-backup", Backup, "--lang", "en");
        verified.Code.ShouldBe(0, verified.Error);
        verified.Out.ShouldContain("chains whole, as the signed checkpoint says");
        verified.Out.ShouldMatch("Frozen results: ([1-9]) of \\1 the same");

        var other = Path.Combine(folder, "other", "chiso.db");
        (await Run.OfAsync("restore", Backup, "--database", other)).Code.ShouldBe(0);
        foreach (var file in (string[])["audit.key", "audit.pub", "checkpoints.jsonl"])
            (await File.ReadAllBytesAsync(Path.Combine(folder, "other", file), Cancel)).ShouldBe(await File.ReadAllBytesAsync(Path.Combine(folder, file), Cancel));
        Directory.EnumerateFiles(Path.Combine(folder, "other", "files"), "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
        (await Run.OfAsync("audit", "verify", "--database", other)).Code.ShouldBe(0);
        (await Run.OfAsync("recompute", "--database", other)).Code.ShouldBe(0);

        var before = await File.ReadAllBytesAsync(other, Cancel);
        var refused = await Run.OfAsync("restore", Backup, "--database", other);
        (refused.Code, refused.Error.Contains("restore.not-empty", StringComparison.Ordinal)).ShouldBe((1, true));
        (await File.ReadAllBytesAsync(other, Cancel)).ShouldBe(before);
        (await Run.OfAsync("restore", Backup, "--replace", "--database", other)).Code.ShouldBe(0);
        var kept = Directory.EnumerateDirectories(Path.Combine(folder, "other"), "before-restore-*").ShouldHaveSingleItem();
        (await File.ReadAllBytesAsync(Path.Combine(kept, "chiso.db"), Cancel)).ShouldBe(before);
        Directory.EnumerateFileSystemEntries(Path.Combine(folder, "other"), "*.part").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_document_that_is_only_cited_misses_no_file_and_new_evidence_of_a_request_does()
    {
        await FreezeAsync();
        await AddAsync(unit => new Evidence { BlockId = unit.BlockId, Unit = unit.Code, Criterion = new("TC"), Stage = "self", FileHash = "", FileName = "", FileLength = 0, MediaType = "", Number = "12/BC", IssuedOn = null, Issuer = "", Abstract = "", Place = "", By = "thử", Person = Guid.Empty, AddedAt = DateTime.UnixEpoch });
        (await Run.OfAsync("backup", Backup, "--database", Data)).Code.ShouldBe(0);
        var cited = await Run.OfAsync("verify-backup", Backup, "--lang", "en");
        cited.Code.ShouldBe(0, cited.Error);

        var request = Guid.NewGuid();
        await AddAsync(unit => new ReviewRequest { Id = request, BlockId = unit.BlockId, Unit = unit.Code, Criterion = new("TC"), Grounds = "", Asked = "", NewEvidence = "", FiledBy = "thử", Person = Guid.Empty, FiledAt = DateTime.UnixEpoch });
        await AddAsync(_ => new RequestFile { RequestId = request, HearingId = null, FileHash = new('a', 64), FileName = "moi.pdf", FileLength = 1, MediaType = "application/pdf", By = "thử", Person = Guid.Empty, At = DateTime.UnixEpoch });
        File.Delete(Backup);
        (await Run.OfAsync("backup", Backup, "--database", Data)).Code.ShouldBe(0);
        (await Run.OfAsync("verify-backup", Backup)).Error.ShouldContain("backup.evidence");
    }

    [Fact]
    public async Task A_backup_taken_while_others_write_is_one_instant()
    {
        await FreezeAsync();
        using var installation = new Installation(Data, folder, TimeProvider.System);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var written = 0;
        var writing = Task.Run(async () =>
        {
            for (; !stop.IsCancellationRequested; written++)
                await installation.Database.WriteAsync(context => Trail.AppendAsync(context, Trail.Installation, Change.OnThisMachine(TimeProvider.System, "thử"), "test.write", "x", new { }, Cancel), Cancel);
        }, Cancel);
        for (var number = 0; number < 3; number++)
            (await BackupWriting.WriteAsync(installation, folder, Path.Combine(folder, $"{number}.zip"), TimeProvider.System, Cancel)).Problems.ShouldBeEmpty();
        await stop.CancelAsync();
        await writing;

        written.ShouldBeGreaterThan(0);
        for (var number = 0; number < 3; number++)
            (await BackupVerification.VerifyAsync(Path.Combine(folder, $"{number}.zip"), folder, TimeProvider.System, Cancel)).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_backup_of_an_earlier_version_is_rehearsed_in_the_form_of_this_one()
    {
        await FreezeAsync();
        using var installation = new Installation(Data, folder, TimeProvider.System);
        await using (var context = installation.Database.Open())
        {
            var known = context.Database.GetMigrations().ToList();
            await context.GetService<IMigrator>().MigrateAsync(known[^2], Cancel);
            (await context.Database.GetPendingMigrationsAsync(Cancel)).ShouldBe([known[^1]]);
        }

        (await BackupWriting.WriteAsync(installation, folder, Backup, TimeProvider.System, Cancel)).Problems.ShouldBeEmpty();
        var verified = await BackupVerification.VerifyAsync(Backup, folder, TimeProvider.System, Cancel);
        verified.Problems.ShouldBeEmpty();
        verified.TryGet(out var rehearsed).ShouldBeTrue();
        rehearsed!.Blocks.ShouldNotBeEmpty(); // just asserted
        await using (var after = installation.Database.Open())
            (await after.Database.GetPendingMigrationsAsync(Cancel)).ShouldHaveSingleItem(); // what serves was not touched
    }

    [Theory]
    [InlineData("text", "backup.unreadable")]
    [InlineData("truncated", "backup.unreadable")]
    [InlineData("no manifest", "backup.unreadable")]
    [InlineData("newer", "backup.format")]
    [InlineData("climbing out", "backup.foreign-entry")]
    [InlineData("listed and missing", "backup.foreign-entry")]
    [InlineData("another key", "backup.changed")]
    [InlineData("bomb", "backup.too-large")]
    [InlineData("rows", "backup.rows")]
    public async Task A_damaged_backup_is_told_and_never_restored(string damage, string code)
    {
        await FreezeAsync();
        (await Run.OfAsync("backup", Backup, "--database", Data)).Code.ShouldBe(0);
        await DamageAsync(damage);

        var verified = await Run.OfAsync("verify-backup", Backup);
        (verified.Code, verified.Error.Contains(code, StringComparison.Ordinal)).ShouldBe((1, true), verified.Error);
        var other = Path.Combine(folder, "other", "chiso.db");
        (await Run.OfAsync("restore", Backup, "--database", other)).Code.ShouldBe(1);
        Directory.EnumerateFileSystemEntries(Path.Combine(folder, "other")).Select(Path.GetFileName).ShouldBe(["serve.lock"]);
        File.Exists(Path.Combine(folder, "escaped")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_backup_that_is_not_there_is_told() => (await Run.OfAsync("verify-backup", Path.Combine(folder, "none.zip"))).Code.ShouldBe(4);

    private async Task AddAsync(Func<BlockUnit, object> make)
    {
        using var installation = new Installation(Data, folder, TimeProvider.System);
        await using var context = installation.Database.Open();
        context.Add(make(await context.Set<BlockUnit>().FirstAsync(Cancel)));
        await context.SaveChangesAsync(Cancel);
    }

    private async Task FreezeAsync() =>
        (await Run.OfAsync("import", Repository.PathOf("samples/can-tho-2023"), "--freeze", "--database", Data)).Code.ShouldBe(0);

    private async Task DamageAsync(string damage)
    {
        if (damage is "text" or "truncated")
        {
            var whole = await File.ReadAllBytesAsync(Backup, Cancel);
            await File.WriteAllBytesAsync(Backup, damage == "text" ? "Đây không phải bản sao lưu."u8.ToArray() : whole[..(whole.Length / 2)], Cancel);
            return;
        }

        await using var archive = await ZipFile.OpenAsync(Backup, ZipArchiveMode.Update, Cancel);
        switch (damage)
        {
            case "no manifest":
                archive.GetEntry("manifest.json")!.Delete();
                break;
            case "newer":
                await EditAsync(archive, manifest => manifest["format"] = 99);
                break;
            case "climbing out":
                await PutAsync(archive, "../escaped", "x"u8.ToArray());
                break;
            case "listed and missing":
                archive.GetEntry("audit.pub")!.Delete();
                break;
            case "another key":
                archive.GetEntry("audit.key")!.Delete();
                await PutAsync(archive, "audit.key", new byte[32]);
                break;
            case "bomb":
                archive.GetEntry("chiso.db")!.Delete();
                await PutAsync(archive, "chiso.db", new byte[80 << 20]);
                break;
            default:
                await EditAsync(archive, manifest => manifest["rows"]![0]!["rows"] = 1_000_000);
                break;
        }
    }

    private static async Task EditAsync(ZipArchive archive, Action<JsonNode> edit)
    {
        var entry = archive.GetEntry("manifest.json")!;
        JsonNode manifest;
        await using (var stream = await entry.OpenAsync(Cancel))
            manifest = (await JsonNode.ParseAsync(stream, cancellationToken: Cancel))!;
        edit(manifest);
        entry.Delete();
        await PutAsync(archive, "manifest.json", System.Text.Encoding.UTF8.GetBytes(manifest.ToJsonString()));
    }

    private static async Task PutAsync(ZipArchive archive, string name, byte[] content)
    {
        await using var stream = await archive.CreateEntry(name).OpenAsync(Cancel);
        await stream.WriteAsync(content, Cancel);
    }
}
